"""Charts: Vega-Lite specifications drawn to SVG on the server, in the look of the pages and readable without seeing them.

The drawing is inline SVG without scripts or styles of its own, so that the content security policy holds, and its text stays text, in
the reader's own Chinese font.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from ..html import Markup

FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, Hiragino Sans GB, SimSun, sans-serif"
COLOURS = ("#1a4f8b", "#b3541e", "#2f7d4f", "#7a3e8e", "#8a6d00", "#0f7c8a", "#a3314f", "#59636e")
"""Colours of categories: dark enough to be told from white (3:1, WCAG 2.2, success criterion 1.4.11)."""
_INK, _LINE = "#1f2328", "#c9d0d8"
_SVG = "http://www.w3.org/2000/svg"
_CONFIG: Mapping[str, Any] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "range": {"category": list(COLOURS)},
    "mark": {"color": COLOURS[0]},
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": _INK, "titleColor": _INK, "gridColor": _LINE, "labelLimit": 260,
             "titleFontWeight": "normal"},
    "legend": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": _INK, "titleColor": _INK, "labelLimit": 260},
    "text": {"fontSize": 13, "color": _INK},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Attributes:
        title: what it shows, in a line.
        svg: the drawing, as a part of a page.
    """

    title: str
    svg: Markup


def draw(spec: Mapping[str, Any], title: str, description: str) -> Chart:
    """Draw a chart.

    Args:
        spec: Vega-Lite 5 with its data inside; colours, fonts and sizes of text are given here.
        title: what it shows, in a line.
        description: what is to be seen in it, for those who cannot see it.
    """
    return Chart(title, _drawn(json.dumps(spec, ensure_ascii=False, sort_keys=True), title, description))


@lru_cache(maxsize=256)
def _drawn(spec: str, title: str, description: str, *, net: bool = False) -> Markup:
    """The drawing; a specification (Vega-Lite's, of a net Vega's) with its data is the key, so that nothing is ever out of date."""
    import vl_convert  # drawing begins with it; nothing else needs it

    drawing = (
        vl_convert.vega_to_svg(spec, allowed_base_urls=[])
        if net
        else vl_convert.vegalite_to_svg(spec, vl_version="5.20", config=dict(_CONFIG), allowed_base_urls=[])
    )
    svg = etree.fromstring(drawing)
    return Markup(etree.tostring(told(svg, title, description), encoding="unicode"))


def drawn_net(nodes: list[dict[str, Any]], links: list[dict[str, Any]], title: str, description: str) -> Chart:
    """Draw a net: things that what joins them draws together.

    Args:
        nodes: ``name`` of each.
        links: numbers of two nodes each, ``source`` and ``target``.
        title, description: as of :func:`draw`.
    """
    side = min(900, 260 + 24 * len(nodes))
    place = {"x": {"field": "x"}, "y": {"field": "y"}}
    spec: dict[str, Any] = {
        "width": side, "height": round(side * 0.7), "padding": 40, "autosize": "none",
        "data": [
            {"name": "nodes", "values": nodes},
            {"name": "links", "values": links},
        ],
        "marks": [
            {
                "name": "things", "type": "symbol", "zindex": 1, "from": {"data": "nodes"},
                "encode": {"enter": {"size": {"value": 80}, "fill": {"value": COLOURS[0]}}},
                "transform": [{
                    "type": "force", "static": True, "iterations": 300,
                    "forces": [
                        {"force": "center", "x": side / 2, "y": side * 0.35}, {"force": "collide", "radius": 30},
                        {"force": "nbody", "strength": -120},
                        {"force": "link", "links": "links", "distance": 90},
                    ],
                }],
            },
            {
                "type": "path", "from": {"data": "links"}, "interactive": False,
                "encode": {"update": {"stroke": {"value": _LINE}, "strokeWidth": {"value": 1.5}}},
                "transform": [{
                    "type": "linkpath", "shape": "line", "sourceX": "datum.source.x", "sourceY": "datum.source.y",
                    "targetX": "datum.target.x", "targetY": "datum.target.y",
                }],
            },
            {
                "type": "text", "zindex": 2, "from": {"data": "things"},
                "encode": {"enter": {
                    **place, "dy": {"value": -9}, "align": {"value": "center"}, "text": {"field": "datum.name"},
                    "font": {"value": FONT}, "fontSize": {"value": 12}, "fill": {"value": _INK},
                }},
            },
        ],
    }  # fmt: skip
    return Chart(title, _drawn(json.dumps(spec, ensure_ascii=False, sort_keys=True), title, description, net=True))


def told(svg: etree._Element, title: str, description: str) -> etree._Element:
    """An SVG that says what it shows (SVG Accessibility API Mappings): one picture with a name and a description.

    Args:
        svg: the drawing; its size becomes that of its box at most.
        title: its name.
        description: what is to be seen in it.
    """
    key = "c" + hashlib.sha256(f"{title}\n{description}".encode()).hexdigest()[:8]
    for position, (tag, words) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{{{_SVG}}}{tag}", id=f"{key}-{tag}")
        element.text = words
        svg.insert(position, element)
    for name in ("class", "version"):
        svg.attrib.pop(name, "")
    svg.attrib.update({"role": "img", "aria-labelledby": f"{key}-title", "aria-describedby": f"{key}-desc"})
    for element in svg.iterdescendants():  # one picture has no parts that are read out one by one
        for name in ("role", "aria-label", "aria-roledescription", "aria-hidden"):
            element.attrib.pop(name, "")
    return svg
