"""What changed between two texts, for people: as text for a terminal, and as one HTML page with old and new side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..html import Markup, grid, page, rows, text
from ..language import Language
from .comparison import DELTAS
from .grid import Grid, visible
from .table import render as as_grid

CHANGES = {"changed": "修改", "added": "新增", "removed": "删除", "moved": "移动", "renumbered": "改序号"}
_SHOWN, _AROUND = 80, 8  # characters of a clause, and of the words around a change, that are shown in a terminal
_STYLE = "<style>ins{background:#d9f2d9;text-decoration:none}del{background:#f8d7d4}td{width:50%}</style>"


def as_text(result: Mapping[str, Any], language: Language = "zh", total: int | None = None) -> str:
    """The changes as text.

    Args:
        result: what ``queries.diffing.diff.diff`` returns.
        language: of the words around what the documents say.
        total: places of a line of the terminal, or None for no limit.
    """
    zh = language == "zh"
    facts = [visible(f"■ {each['text']}{_delta(each, zh)}") for each in result["facts"]]
    clauses = Grid(
        ("变化", "原条款", "新条款", "内容") if zh else ("change", "old clause", "new clause", "words"),
        tuple((_change(each, zh), _path(each["old"]), _path(each["new"]), _words(each)) for each in result["clauses"]["changes"]),
    )
    parts = [
        heading(result, language),
        "",
        *(facts or ["事实没有变化。" if zh else "No fact has changed."]),
        "",
        as_grid(clauses, widest=60, total=total) if clauses.rows else "条款没有变化。\n" if zh else "No clause has changed.\n",
    ]
    return "\n".join(parts) + counted(result, language) + "\n"


def render(result: Mapping[str, Any], language: Language = "zh") -> str:
    """The changes as an HTML page: facts in words, then the clauses side by side."""
    zh = language == "zh"
    facts = "".join(f"<li>{text(each['text'] + _delta(each, zh))}</li>" for each in result["facts"])
    sides = ("原文", "新文") if zh else ("old", "new")
    lines = [(side(each, "old", zh), side(each, "new", zh)) for each in result["clauses"]["changes"]]
    return page(
        "修订对照" if zh else "What changed",
        Markup(_STYLE),
        rows((name, result[side]["title"]) for name, side in zip(sides, ("old", "new"), strict=True)),
        counted(result, language),
        Markup(f"<h2>{'规定的变化' if zh else 'Facts'}</h2><ul>{facts or '<li>—</li>'}</ul>"),
        Markup(f"<h2>{'条款对照' if zh else 'Clauses'}</h2>"),
        grid(sides, lines),
        language="zh-CN" if zh else "en",
    )


def heading(result: Mapping[str, Any], language: Language = "zh") -> str:
    """Which texts were compared."""
    old, new = (result[side]["title"] for side in ("old", "new"))
    return visible(f"修订对照：{old} → {new}" if language == "zh" else f"Changes: {old} → {new}")


def counted(result: Mapping[str, Any], language: Language = "zh") -> str:
    """How many clauses changed in which way, and how many facts, in one line."""
    zh = language == "zh"
    counts: Mapping[str, int] = result["clauses"]["counts"]
    said: Sequence[str] = [f"{CHANGES[name] if zh else name} {counts[name]}" for name in CHANGES if counts.get(name)]
    clauses = ("，" if zh else ", ").join(said) or ("无变化" if zh else "unchanged")
    if zh:
        return f"条款：{clauses}，未变 {counts.get('same', 0)}；规定：{len(result['facts'])} 处变化。"
    return f"Clauses: {clauses}, unchanged {counts.get('same', 0)}. Facts changed: {len(result['facts'])}."


def _delta(fact: Mapping[str, Any], zh: bool) -> str:
    delta = fact["delta"]
    if delta not in ("stricter", "looser"):
        return ""
    return f"（{DELTAS[delta]}）" if zh else f" ({delta})"


def _change(clause: Mapping[str, Any], zh: bool) -> str:
    return CHANGES[clause["change"]] if zh else clause["change"]


def _path(side: Mapping[str, Any] | None) -> str:
    return visible(side["path"]) if side else "—"


def _words(clause: Mapping[str, Any]) -> str:
    """What went and what came of a changed clause, with some words around; of another clause its own words, cut."""
    if clause["change"] == "changed":
        told = {"delete": "〔－{}〕", "insert": "〔＋{}〕"}
        return visible("".join(told.get(each["op"], "{}").format(_cut(each)) for each in clause["words"]))
    words = " ".join((clause["new"] or clause["old"])["quote"].split())
    return visible(words if len(words) <= _SHOWN else words[:_SHOWN] + "…")


def _cut(words: Mapping[str, Any]) -> str:
    """Words of a clause; the middle of what has stayed is left out."""
    said = words["text"]
    return said if words["op"] != "equal" or len(said) <= 2 * _AROUND else f"{said[:_AROUND]}…{said[-_AROUND:]}"


def side(clause: Mapping[str, Any], which: str, zh: bool) -> Markup:
    """One side of a clause: its address, and its words with what went or came marked."""
    cited = clause[which]
    if cited is None:
        return Markup("—")
    mark, left_out = ("del", "insert") if which == "old" else ("ins", "delete")
    words = clause.get("words") or [{"op": "delete" if which == "old" else "insert", "text": cited["quote"]}]
    if clause["change"] == "renumbered":
        words = [{"op": "equal", "text": cited["quote"]}]
    told = "".join(
        text(each["text"]) if each["op"] == "equal" else f"<{mark}>{text(each['text'])}</{mark}>"
        for each in words
        if each["op"] != left_out
    )
    return Markup(f"<small>{text(_change(clause, zh))} {text(cited['path'])}</small><br>{told}")
