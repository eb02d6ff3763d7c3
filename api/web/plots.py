"""Answers of queries as pictures: rows with a number as bars, triples as a net. Small ones only; a large answer is no picture."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from .charts import Chart, draw, drawn_net
from .view import View

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_MOST_ROWS, _MOST_TRIPLES = 40, 80
_LABEL = 24
"""Characters of a label; what is longer is cut."""


def bars(view: View, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Chart | None:
    """Bars for the first column of numbers, called by the first column that holds none; None where the rows have no such columns.

    Args:
        view: for whom.
        head: names of the columns.
        rows: their values as texts, unbound ones empty.
    """
    if not 2 <= len(rows) <= _MOST_ROWS:
        return None
    numeric = [i for i in range(len(head)) if all(_NUMBER.fullmatch(row[i]) for row in rows)]
    named = [i for i in range(len(head)) if i not in numeric and any(row[i] for row in rows)]
    if not numeric or not named:
        return None
    label, number = named[0], numeric[0]
    names = json.dumps([_cut(row[label]) for row in rows])  # two rows may have one name: they are told by their place
    spec = {
        "width": 520,
        "height": {"step": 22},
        "data": {"values": [{"row": place, "value": float(row[number])} for place, row in enumerate(rows)]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "row", "type": "ordinal", "title": None, "axis": {"labelExpr": f"{names}[datum.value]"}},
            "x": {"field": "value", "type": "quantitative", "title": head[number]},
        },
    }
    return draw(spec, view.say("plots.bars", number=head[number]), view.say("plots.bars_told", rows=len(rows)))


def net(view: View, turtle: bytes) -> Chart | None:
    """The triples of a small graph as a net of things and what joins them; None for an empty or larger one."""
    triples = [*ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    if not 0 < len(triples) <= _MOST_TRIPLES:
        return None
    names: dict[str, int] = {}
    links: list[dict[str, Any]] = []
    for triple in triples:
        ends = [names.setdefault(_name(term), len(names)) for term in (triple.subject, triple.object)]
        links.append({"source": ends[0], "target": ends[1]})
    nodes = [{"name": _cut(name)} for name in names]
    return drawn_net(nodes, links, view.say("plots.net"), view.say("plots.net_told", nodes=len(nodes), links=len(links)))


def _name(term: Any) -> str:
    """What to call a term: of an IRI its last segments, of a text itself."""
    value = str(term.value) if hasattr(term, "value") else str(term)
    return re.split(r"[#]|/id/", value)[-1] if isinstance(term, ox.NamedNode) else value


def _cut(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _LABEL else line[: _LABEL - 1] + "…"
