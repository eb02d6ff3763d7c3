"""Which row of a comparison a fact belongs to.

Facts of different places stand in one row when they speak of the same thing: scores of one class, one form of incentive, deadlines
between the same classes of bodies. The classes are data (``alignment.yaml``); sentences are never matched across places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from ..extract.facts import Agency, Criterion, Cycle, Deadline, Fact, Form, Incentive, Reference, Role, Sanction, Target, Threshold
from ..ontology.concepts import Concept, Regions
from ..ontology.schemes import schemes
from ..ontology.yamlfiles import load_yaml

ASPECTS = (
    "threshold", "criterion", "incentive", "target", "deadline", "cycle", "sanction", "exemption", "agency", "sector", "reference", "step",
)  # fmt: skip
"""The kinds of fact that can be compared, in the order of a comparison."""

OVERALL = "score"
"""Key of the row of overall scores; those of part scores begin with it and ``/``."""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A row of a comparison: rows are sorted by ``rank``, then ``key``, and are the same when these are.

    Attributes:
        rank: its place among the rows of its aspect.
        key: what it is about, for programs.
        zh, en: the same for people.
    """

    rank: int
    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class _Class:
    name: str
    pattern: re.Pattern[str]
    zh: str
    en: str


class Alignment:
    """The classes of a file.

    Args:
        data: the content of ``alignment.yaml``.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        overall = data["overall"]
        self._overall = [re.compile(pattern) for pattern in overall["metrics"]]
        self._overall_units, self._overall_scales = set(overall["units"]), set(overall["scales"])
        self._overall_label = overall["label"]
        self._scores = [re.compile(pattern) for pattern in data["scores"]]
        self._bodies, self._actions = _classes(data["bodies"]), _classes(data["actions"])
        self._ranks = tuple(data["ranks"])

    def row(self, fact: Fact, place: Concept) -> Row:
        """The row of a fact.

        Args:
            fact: a fact of one of the :data:`ASPECTS`.
            place: the place that its document is for.
        """
        match fact:
            case Threshold():
                return self._metric(fact)
            case Target():
                return _target(fact)
            case Deadline():
                return self._deadline(fact, place)
            case Cycle():
                found = _first(self._actions, fact.action)
                return Row(0, found.name, found.zh, found.en) if found else _own_words("cycle", fact.action, "周期", "cycle")
            case Incentive():
                return _concept_row("form", fact.form, get_args(Form))
            case Sanction():
                return _concept_row("consequence", fact.consequence, _CONSEQUENCES)
            case Criterion():
                return _concept_row("group", fact.group, _GROUPS)
            case Agency():
                return _concept_row("role", fact.role, get_args(Role))
            case Reference():
                return _concept_row("role", fact.role, _REFERENCES)
            case _:
                return Row(0, fact.kind, *_WHOLE[fact.kind])

    def is_score(self, fact: Fact) -> bool:
        """Whether a threshold is one of a score, overall or in part."""
        if not isinstance(fact, Threshold):
            return False
        return fact.unit == "分" or fact.scale is not None or any(pattern.search(fact.metric or "") for pattern in self._scores)

    def body(self, name: str | None, place: Concept | None) -> str:
        """Class of a body that acts or receives, as a document of a place calls it; a body of no class is its own, nobody is empty.

        Args:
            name: the body as written.
            place: the place that the document is for, if it is known: 本厅 and 市局 are bodies of its rank.
        """
        found = _first(self._bodies, name)
        if found is None or (found.name == "own" and place is None):
            return name or ""
        return found.name if found.name != "own" or place is None else self._ranks[Regions.rank(place)]

    def body_label(self, name: str) -> tuple[str, str]:
        """What to call a class of bodies, in Chinese and English; a body of no class is called by its name."""
        return next(((each.zh, each.en) for each in self._bodies if each.name == name), (name, name))

    def action(self, words: str | None) -> str:
        """Class of what is done; empty if it is of none."""
        found = _first(self._actions, words)
        return found.name if found else ""

    def _metric(self, fact: Threshold) -> Row:
        metric = fact.metric or ""
        if not self.is_score(fact):
            return Row(2, f"metric/{metric}", metric or "其他数量", metric or "other quantity")
        if any(p.search(metric) for p in self._overall) and fact.unit in self._overall_units and fact.scale in self._overall_scales:
            return Row(0, OVERALL, self._overall_label["zh"], self._overall_label["en"])
        scale = "" if fact.scale is None else f"{fact.scale:g}"
        full = (f"（满分{scale}）", f" (out of {scale})") if scale else ("", "")
        return Row(1, f"{OVERALL}/{metric}/{scale}", (metric or "得分") + full[0], (metric or "score") + full[1])

    def _deadline(self, fact: Deadline, place: Concept) -> Row:
        actor, recipient = self.body(fact.actor, place), self.body(fact.recipient, place)
        (actor_zh, actor_en), (to_zh, to_en) = self.body_label(actor), self.body_label(recipient)
        if not recipient:
            return Row(0, actor, actor_zh or "未写明行为人", actor_en or "nobody named")
        return Row(0, f"{actor}/{recipient}", f"{actor_zh}→{to_zh}", f"{actor_en} → {to_en}")


@cache
def alignment() -> Alignment:
    """The packaged classes."""
    return Alignment(load_yaml(Path(__file__).with_name("alignment.yaml")))


_WHOLE = {"exemption": ("免检", "exemption"), "sector": ("重点行业", "focus industries"), "step": ("程序", "procedure")}
_CONSEQUENCES = ("revoke", "clawback", "ban", "notice", "transfer", "rectify")
_GROUPS = ("basic", "exclusion", "procedure")
_REFERENCES = ("basis", "cites", "amends", "repeals")


def _target(fact: Target) -> Row:
    subject, year = fact.subject or "", fact.by[:4] if fact.by else ""
    zh = "，".join(filter(None, (fact.unit, f"到{year}年" if year else "")))
    en = ", ".join(filter(None, (fact.unit, f"by {year}" if year else "")))
    return Row(0, f"{subject}/{fact.unit or ''}/{year}", f"{subject}（{zh}）" if zh else subject, f"{subject} ({en})" if en else subject)


def _classes(entries: Iterable[Mapping[str, Any]]) -> list[_Class]:
    return [_Class(each["class"], re.compile(each["pattern"]), each["label"]["zh"], each["label"]["en"]) for each in entries]


def _first(classes: Iterable[_Class], words: str | None) -> _Class | None:
    return next((each for each in classes if words and each.pattern.search(words)), None)


def _own_words(kind: str, words: str | None, zh: str, en: str) -> Row:
    return Row(1, words or kind, words or zh, words or en)


def _concept_row(scheme: str, key: str, order: Sequence[str]) -> Row:
    concept = schemes()[scheme].get(key)
    rank = order.index(key) if key in order else len(order)
    return Row(rank, key, concept.label if concept else key, (concept and concept.label_en) or key)
