"""The numbers of a comparison as charts: thresholds on a number line, sums as bars, each with its rows for a table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...queries.alignment import OVERALL
from ..export.grid import text_of
from .charts import COLOURS, Chart, draw
from .view import View

_FULL_MARK = 100
"""Of overall scores whose text names none, and of shares."""
_FEWEST = 2
"""Statements from which on there is something to compare."""
_MOST = 3
"""Number lines that are drawn: each takes about a tenth of a second."""
_WIDTH, _STEP = 360, 30
"""Pixels: of the axis, and from one statement to the next."""
_YUAN = 10_000
"""Yuan in the unit of the axis of sums, 万元."""


Statement = tuple[str, Mapping[str, Any]]
"""Whose a cell of a comparison is (place, level and grade, in words), and the cell."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its numbers.

    Attributes:
        chart: the drawing.
        heads: of its table.
        rows: of its table.
    """

    chart: Chart
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def number_lines(result: Mapping[str, Any], view: View) -> Iterator[Drawn]:
    """Number lines for the thresholds that most statements are made on, in the order of the rows, of one unit each.

    Args:
        result: what ``queries.compare.compare`` returns.
        view: for whom.
    """
    found: list[tuple[Mapping[str, Any], str, list[Statement]]] = []
    for row in result["rows"]:
        if row["aspect"] == "threshold":
            units: dict[str, list[Statement]] = {}
            for who, cell in _said(result, row, view):
                if (cell["value"].get("min"), cell["value"].get("max")) != (None, None):
                    units.setdefault(cell["value"].get("unit") or "", []).append((who, cell))
            found += [(row, unit, same) for unit, same in units.items() if len(same) >= _FEWEST]
    most = sorted((len(same) for *_, same in found), reverse=True)[:_MOST]
    chosen = [each for each in found if most and len(each[2]) >= most[-1]][:_MOST]
    yield from (_line(row, same, unit, view) for row, unit, same in chosen)


def awards(result: Mapping[str, Any], view: View) -> Iterator[Drawn]:
    """The sums that are promised, as bars; the words beside each say what it is paid for and whether it is a ceiling.

    Args:
        result, view: as of :func:`number_lines`.
    """
    bars = [
        {
            "who": f"{who} {row['label']}",
            "amount": cell["value"]["amount"] / _YUAN,
            "text": (words := cell["text"].rpartition("：")[2]),
            "sum": words.rpartition("，")[2],  # behind a rate
        }
        for row in result["rows"]
        if row["aspect"] == "incentive"
        for who, cell in _said(result, row, view)
        if cell["value"].get("amount")
    ]
    if len(bars) < _FEWEST:
        return
    title = view.say("compare.awards", type=result["type"])
    y = {"field": "who", "type": "nominal", "sort": None, "title": None}
    x = {"field": "amount", "type": "quantitative", "title": view.say("compare.ten_thousand_yuan")}
    layers = [{"mark": "bar"}, {"mark": {"type": "text", "align": "left", "dx": 6}, "encoding": {"text": {"field": "sum"}}}]
    drawn = draw(_spec(_apart(bars), {"x": x, "y": y}, layers), title, _told(bars, view))
    yield Drawn(drawn, (view.say("compare.who"), view.say("compare.sum")), tuple((bar["who"], bar["text"]) for bar in bars))


def _said(result: Mapping[str, Any], row: Mapping[str, Any], view: View) -> Iterator[Statement]:
    """The statements of a row; whose says too if it is made for another subject, and if its document is not in force."""
    for place in result["jurisdictions"]:
        for cell in row["cells"].get(place["code"], ()):
            subject, status = cell["value"].get("subject"), cell["document_status"]
            other = None if subject == result["type"] else subject
            standing = None if status == "in_force" else f"({view.say('status.' + status)})"
            yield " ".join(filter(None, (place["name"], other, cell["level"], cell["grade"], standing))), cell


def _line(row: Mapping[str, Any], found: list[Statement], unit: str, view: View) -> Drawn:
    values = [cell["value"] for _, cell in found]
    full = max((value.get("scale") or (_FULL_MARK if row["key"] == OVERALL else 0) for value in values), default=0)
    ends = [bound for value in values for bound in (value.get("min"), value.get("max")) if bound is not None]
    whole = unit == "%" and max(ends) <= _FULL_MARK  # of a share there is no more
    high = full or (_FULL_MARK if whole else max(max(ends) * 1.2, 0)) or 1
    low = min(ends) * 1.2 if min(ends) < 0 else _round_below(min(ends) - (high - min(ends)) / 4)
    bands = [
        {
            "who": who,
            "low": low if value.get("min") is None else value["min"],
            "high": high if value.get("max") is None else value["max"],
            "min": value.get("min"),
            "max": value.get("max"),
            "with_min": value.get("min_inclusive"),
            "with_max": value.get("max_inclusive"),
            "text": _bounds(value, unit),
        }
        for (who, _), value in zip(found, values, strict=True)
    ]
    title = view.say("compare.line", label=row["label"])
    scale = {"domain": [low, high], "nice": False, "zero": False}
    x = {"field": "low", "type": "quantitative", "scale": scale, "title": unit or None}
    y = {"field": "who", "type": "nominal", "sort": None, "title": None}
    layers = [
        {"mark": {"type": "rule", "color": COLOURS[0], "strokeWidth": 5, "opacity": 0.4}, "encoding": {"x2": {"field": "high"}}},
        *(_ends(name) for name in ("min", "max")),
        {"mark": {"type": "text", "align": "left", "dx": 10}, "encoding": {"x": {"datum": high}, "text": {"field": "text"}}},
    ]
    drawn = draw(_spec(_apart(bands), {"x": x, "y": y}, layers), title, _told(bands, view))
    return Drawn(drawn, (view.say("compare.who"), view.say("compare.range")), tuple((each["who"], each["text"]) for each in bands))


def _round_below(value: float) -> float:
    """Where a number line begins: at a round number a little before the first band, but not before nothing."""
    if value <= 0:
        return 0
    step = 10 ** math.floor(math.log10(value))
    return math.floor(value / step) * step


def _ends(name: str) -> dict[str, Any]:
    """The ends of bands: filled where the number is included, hollow where it is not."""
    fill = {"condition": {"test": f"datum.with_{name}", "value": COLOURS[0]}, "value": "#ffffff"}
    return {
        "transform": [{"filter": f"isValid(datum.{name})"}],
        "mark": {"type": "point", "size": 90, "opacity": 1, "strokeWidth": 2},
        "encoding": {"x": {"field": name, "type": "quantitative"}, "fill": fill},
    }


def _bounds(value: Mapping[str, Any], unit: str) -> str:
    """An interval in signs."""
    low, high = (text_of(value.get(name)) for name in ("min", "max"))
    if low and low == high:
        return f"={low}{unit}"
    least = f"{'≥' if value.get('min_inclusive') else '>'}{low}{unit}" if low else ""
    most = f"{'≤' if value.get('max_inclusive') else '<'}{high}{unit}" if high else ""
    return f"{least} {most}".strip()


def _apart(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of one name on lines of their own: a number tells them apart."""
    often, count = Counter(row["who"] for row in rows), Counter[str]()
    named = []
    for row in rows:
        who = row["who"]
        count[who] += 1
        named.append(row if often[who] == 1 else {**row, "who": f"{who} {count[who]}"})
    return named


def _spec(values: list[dict[str, Any]], encoding: Mapping[str, Any], layers: list[dict[str, Any]]) -> dict[str, Any]:
    return {"data": {"values": values}, "width": _WIDTH, "height": {"step": _STEP}, "encoding": encoding, "layer": layers}


def _told(rows: list[dict[str, Any]], view: View) -> str:
    """The chart in words."""
    return ("；" if view.zh else "; ").join(f"{row['who']} {row['text']}" for row in rows)
