"""Colours of the style sheet can be told from their ground: 4.5:1 for text, 3:1 for what only shows where something is (WCAG 2.2 AA)."""

from __future__ import annotations

import re

import pytest

from hengce.api.web.assets import STATIC
from hengce.api.web.charts import COLOURS
from hengce.extract.facts import KINDS

SHEETS = [STATIC / "style.css", *sorted(file for file in STATIC.glob("*.css") if file.name != "style.css")]
"""That of the frame, which has the variables, then those of single pages."""
STYLE = "".join(file.read_text(encoding="utf-8") for file in SHEETS)
VARIABLES = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", STYLE.partition("}")[0]))
TEXTS = [
    ("ink", "paper"), ("ink", "shade"), ("ink", "here"), ("soft", "paper"), ("soft", "shade"), ("link", "paper"), ("link", "shade"),
    ("link", "here"), ("visited", "paper"), ("visited", "shade"), ("on-brand", "brand"), ("on-brand", "link"), ("brand", "shade"),
    ("error", "error-ground"), ("warning", "warning-ground"), ("good", "good-ground"), ("#626a73", "paper"), ("#444c56", "#e9ecef"),
    ("brand", "#dfe9f5"), ("ink", "#ffe9a8"), ("ink", "#b7d3ef"), ("ink", "#eef1f4"), ("on-brand", "#1a4f8b"),
]  # fmt: skip
"""Text and ground, by name or by value where the sheet has the value once."""
MARKS = [("edge", "paper"), ("#b3541e", "paper"), ("#ffd166", "brand"), *((colour, "paper") for colour in COLOURS)]


def colour(name: str) -> str:
    if name.startswith("#"):
        assert name in STYLE or name in COLOURS
        return name
    return VARIABLES[name]


def luminance(value: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(colour(one)), luminance(colour(other))))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure():
    assert contrast("on-brand", "ink") == pytest.approx(15.9, abs=0.2)


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text(text: str, ground: str):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks(mark: str, ground: str):
    assert contrast(mark, ground) >= 3


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "document"])
def test_every_kind_of_fact_has_colours(kind: str):
    found = re.search(rf"\.k-{kind} {{ --ground: (#[0-9a-f]{{6}}); --rule: (#[0-9a-f]{{6}}); }}", STYLE)
    assert found is not None
    assert contrast("ink", found[1]) >= 4.5
    assert contrast(found[2], "paper") >= 3


def test_every_colour_of_the_sheet_is_looked_at():
    """A colour that stands in the sheet is one of those above, a line that parts things, or a ground of theirs."""
    decorative = {"#f8fafc", "#b98900", "#2f7d4f", "#f2b705", VARIABLES["line"], "#59636e"}
    looked_at = {colour(name) for pair in (*TEXTS, *MARKS) for name in pair}
    kinds = set(re.findall(r"--(?:ground|rule): (#[0-9a-f]{6})", STYLE))
    assert set(re.findall(r"#[0-9a-f]{6}", STYLE)) <= looked_at | decorative | kinds
