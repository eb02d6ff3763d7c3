"""Facts and silences in sentences: one line for each document, what the others do not say, what was looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....extract.facts import Agency, Fact, Incentive, Sector, Step, Threshold
from ..intents import Intent
from ..ranking import Found
from ..reply import Reply, Said, unique
from ..scene import Scene
from ..sentences import clause_of
from ..wording import joined, place_of, quoted, source, statement
from .scope import Scope, looked_at

_MOST = 14  # facts of one document in an answer
_GIST = frozenset({"criterion", "step", "exemption"})  # kinds whose phrase is the quotation itself


def by_document(scene: Scene, ranked: Sequence[Found], intent: Intent) -> list[str]:
    """One line for each document, in the order of the documents."""
    lines = []
    stated = {found.fact.doc for found in ranked}
    for doc in [each for each in scene.documents if each in stated]:
        own = [found for found in ranked if found.fact.doc == doc][:_MOST]
        document = scene.documents[doc]
        lead = f"{place_of(document)}{source(document)}："
        lines.append(lead + _told(scene, own, intent))
    return lines


def _told(scene: Scene, own: Sequence[Found], intent: Intent) -> str:
    kinds = {found.fact.kind for found in own}
    if kinds == {"sector"}:
        subjects = dict.fromkeys(found.fact.subject or "" for found in own)
        told = [
            (f"{each}：" if each else "")
            + "、".join(dict.fromkeys(f.fact.sector for f in own if isinstance(f.fact, Sector) and (f.fact.subject or "") == each))
            for each in subjects
        ]
        return joined(told) + "。" + quoted(found.said for found in own[:1])
    if kinds <= _GIST:
        return joined([_gist(found.fact) for found in own]) + "。"
    said = [_with_conditions(scene, found) if intent.name in ("criterion", "duties") else found.said for found in own]
    return joined([statement(found.fact) for found in own]) + "。原文：" + quoted(said)


def _with_conditions(scene: Scene, found: Found) -> Said:
    """A number as a condition, or a body with its duty: with the rest of its sentence, which may hold others."""
    whole = clause_of(scene, found.said, "。；\n") if isinstance(found.fact, Threshold | Agency) else None
    return whole or found.said


def _gist(fact: Fact) -> str:
    text = re.sub(r"\s+", "", fact.quote)
    if isinstance(fact, Step):
        return f"第{fact.order}步：{text[:160]}"
    return text


def silent_places(scene: Scene, scope: Scope, ranked: Sequence[Found]) -> list[str]:
    """A line on the places asked about that say nothing of it or are not held."""
    lines = []
    speaking = {each.fact.doc for each in ranked}
    silent = [each for each in scope.ids if each not in speaking] if scope.named else []
    places = {scene.documents[each].code for each in speaking}
    silent = [each for each in silent if scene.documents[each].code not in places]
    if silent:
        lines.append(f"{looked_at(scene, tuple(silent))}没有写这一点。")
    if scope.missing:
        lines.append(f"没有收录{'、'.join(scope.missing)}的文件。")
    return lines


def nothing(scene: Scene, what: str, scope: Scope, near: Sequence[Said] = ()) -> Reply:
    """That the texts do not say it, with what was looked at and what stands nearby."""
    if scope.missing and not scope.ids:
        held = "、".join(dict.fromkeys(place_of(each) for each in scene.documents.values()))
        return Reply("unknown", [f"没有收录{'、'.join(scope.missing)}的文件，无法回答。已收录的地区：{held}。"], score=0.5)
    lines = [f"已查阅{looked_at(scene, scope.ids)}，其中没有写明{what}。"]
    shown = [
        each for each in near if not (isinstance(each.fact, Incentive) and each.fact.amount is not None)
    ]  # a sum that was not asked for
    if shown:
        lines.append(
            "相近的规定：" + joined([f"{place_of(scene.documents[each.citation['document']])}{quoted([each])}" for each in shown]) + "。"
        )
    if scope.missing:
        lines.append(f"没有收录{'、'.join(scope.missing)}的文件。")
    return Reply("unknown", lines, unique(shown), scope.notes, score=0.3)
