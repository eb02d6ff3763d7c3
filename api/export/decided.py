"""Decisions on an applicant for people: a verdict for each level and grade, its requirements with citations, and what it brings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ...ontology.schemes import schemes
from ..language import Language
from . import table
from .grid import Grid, visible

_VERDICTS = {
    "eligible": "符合条件", "undetermined": "尚不能判定", "not_eligible": "不符合", "not_offered": "当地文件未设此类",
    "no_document": "未收录当地文件",
}  # fmt: skip
_SILENT = ("not_offered", "no_document")
_STATUS = {"met": "符合", "unmet": "不符合", "unknown": "待填"}
_MARK = {"met": "✓", "unmet": "✗", "unknown": "?"}
_EFFECTS = {"recommend": "推荐申报", "recognise": "认定", "grade": "评定等级", "keep": "保留", "fund": "给予资金"}


Lay = Callable[[Sequence[Mapping[str, Any]], bool], str]
"""How the requirements of a decision are set out, in Chinese or in English."""


def as_table(answer: Mapping[str, Any], language: Language = "zh", total: int | None = None) -> str:
    """The answer of ``queries.deciding.eligibility.eligibility`` as text, requirements as tables.

    Args:
        answer: the decisions.
        language: of the words around them.
        total: width of the terminal in places, or None for no limit.
    """
    return _told(answer, language, partial(_table, total=total))


def as_lines(answer: Mapping[str, Any], language: Language = "zh") -> str:
    """The same with a line for each requirement."""
    return _told(answer, language, _lines)


def _told(answer: Mapping[str, Any], language: Language, lay: Lay) -> str:
    zh = language == "zh"
    head = (
        f"{answer['type']}：能不能申报（截至 {answer['as_of']}，数据版本 {answer['data_version']}）"
        if zh
        else f"{answer['type']}: eligibility (as of {answer['as_of']}, data version {answer['data_version']})"
    )
    parts = [head, *(f"注意：{each}" if zh else f"Warning: {each}" for each in answer["warnings"])]
    silent: dict[str, list[str]] = {}
    for decision in answer["decisions"]:
        if decision["verdict"] in _SILENT:
            silent.setdefault(decision["verdict"], []).append(schemes().regions[decision["jurisdiction"]].label)
        else:
            parts += ["", *_decision(decision, zh, lay)]
    for verdict, places in silent.items():
        parts += ["", f"■ {_VERDICTS[verdict]}：{'、'.join(places)}" if zh else f"■ {verdict}: {', '.join(places)}"]
    return "\n".join(visible(line) if line else line for part in parts for line in part.split("\n")) + "\n"


def _decision(decision: Mapping[str, Any], zh: bool, lay: Lay) -> Iterator[str]:
    place = schemes().regions[decision["jurisdiction"]].label
    tier = "".join(filter(None, (decision["level"], decision["grade"]))) or ("（不分级）" if zh else "(no level)")
    verdict = _VERDICTS[decision["verdict"]] if zh else decision["verdict"]
    brings = f"（{_EFFECTS.get(decision['effect'], '')}）" if zh and decision["effect"] in _EFFECTS else ""
    chosen = ("，择优" if zh else ", at discretion") if decision["discretionary"] else ""
    yield f"■ {place} {tier}{brings}{chosen}：{verdict}"
    if decision["requirements"]:
        yield lay(decision["requirements"], zh)
    if decision["incentives"]:
        yield ("可得：" if zh else "Brings: ") + "；".join(dict.fromkeys(each["text"] for each in decision["incentives"]))
    if decision["next_questions"]:
        yield ("接下来请填：" if zh else "Next: ") + "、".join(decision["next_questions"][:3])
    for warning in decision["warnings"]:
        yield ("注意：" if zh else "Warning: ") + warning


def _table(requirements: Sequence[Mapping[str, Any]], zh: bool, total: int | None) -> str:
    heads = ("", "条件", "情况", "出处") if zh else ("", "requirement", "status", "where")
    rows = tuple((_MARK[each["status"]], each["text"], _state(each, zh), _place(each)) for each in requirements)
    return table.render(Grid(heads, rows), total=total).rstrip("\n")


def _lines(requirements: Sequence[Mapping[str, Any]], zh: bool) -> str:
    return "\n".join(f"{_MARK[each['status']]} {visible(each['text'])}：{_state(each, zh)}（{_place(each)}）" for each in requirements)


def _place(requirement: Mapping[str, Any]) -> str:
    return f"{requirement['citation']['document']} {requirement['citation']['path']}"


def _state(requirement: Mapping[str, Any], zh: bool) -> str:
    said = _STATUS[requirement["status"]] if zh else requirement["status"]
    keep = ("（获评后）" if zh else " (to keep)") if requirement["phase"] == "keep" else ""
    return said + keep + (f"，{requirement['gap']['text']}" if requirement["gap"] else "")
