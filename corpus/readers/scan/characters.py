"""Recognised lines into characters: how large they are and where each stands, which recognition does not say.

A line's box is that of its ink, a little widened; the widths of Chinese print (full and half) say the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from ..layout.lines import is_latin
from ..layout.page import Glyph

_LONG = 6.0  # em; the size of a shorter line is hard to measure
_NEAR = 1.6  # times; the box of a short line is so much too large at most
_EQUAL = 1.08  # times by which measured sizes of one font differ
_HALF_LEFT = "（《“‘【〔「『"  # their ink fills the right half of their box
_HALF_RIGHT = "，。、；：！？）》”’】〕」』"  # … the left half
_HALF = 0.5  # em
_CHINESE = "\u2e80-\u9fff\uff01-\uff5e、。《》〈〉【】〔〕“”"
_BRACKET_OR_MARK = re.compile(rf"[()]|(?<=[{_CHINESE}])[,;:!?]|[,;:!?](?=[{_CHINESE}])")
_YEAR = re.compile(r"[〔【［\[(（]((?:19|20)\d\d)[〕】］\])）](?=第?\d{1,4}号)")  # of a document's number
_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
# A heading's number without its mark, which is small and easily passed over: 七保障措施.
_UNMARKED = re.compile(r"([一二三四五六七八九十]{1,3})(?![一二三四五六七八九十、.．，,：:）)级项个是要年条款章])[\u4e00-\u9fff“《]")
_LONGEST_HEADING = 24.0  # em
_MISSED = (0.6, 1.4)  # em that a passed-over mark leaves


class Found(NamedTuple):
    """A line as recognition gives it.

    Attributes:
        text: its characters.
        left, right: edges of its box in points.
        middle: height of the middle of its box in points from the top of the page.
        height: of its box in points.
        confidence: 0 to 1.
    """

    text: str
    left: float
    right: float
    middle: float
    height: float
    confidence: float


def characters(found: Sequence[Found]) -> Iterator[Glyph]:
    """The characters of a page.

    Args:
        found: its lines, in any order.
    """
    lines = [line._replace(text=_chinese(line.text)) for line in found]
    sizes = _sizes(lines)
    for line, size in zip(lines, sizes, strict=True):
        text = _marked(line, size)
        left, right = _edges(line, text)
        pitch = (right - left) / _units(text)
        at = left
        for char in text:
            behind = at + pitch * _units(char)
            if not char.isspace():
                yield Glyph(char, at, line.middle - size / 2, behind, line.middle + size / 2, size, round(line.confidence, 3))
            at = behind


def _chinese(text: str) -> str:
    """The text with the signs of Chinese print, which look like half-width ones: brackets, and marks beside Chinese."""
    wide = _BRACKET_OR_MARK.sub(lambda match: match[0].translate(_WIDE), text)
    return _YEAR.sub(r"〔\1〕", wide)


def _sizes(lines: Sequence[Found]) -> list[float]:
    """Size of each line in points: of a long one by its width, of a short one that of the nearest long one, if its own box allows it."""
    own = [(right - left) / _units(line.text) for line in lines for left, right in [_edges(line, line.text)]]
    long = [(line, size) for line, size in zip(lines, own, strict=True) if _units(line.text) >= _LONG]
    if not long:
        return [min(line.height, size) for line, size in zip(lines, own, strict=True)]
    usual = median(size for _, size in long)
    found: list[float] = []
    for line, size in zip(lines, own, strict=True):
        if _units(line.text) < _LONG:
            measured = min(line.height, size)
            _, near = min(
                long, key=lambda other: (other[0].left > line.right or other[0].right < line.left, abs(other[0].middle - line.middle))
            )
            size = near if near / _NEAR <= measured <= near * _NEAR else measured
        found.append(usual if usual / _EQUAL <= size <= usual * _EQUAL else size)
    return found


def _marked(line: Found, size: float) -> str:
    """The text of a line, with the mark behind a heading's number that was passed over, if there is room for it."""
    match = _UNMARKED.match(line.text)
    if match is None or _units(line.text) > _LONGEST_HEADING:
        return line.text
    left, right = _edges(line, line.text)
    missed = (right - left) / size - _units(line.text)
    return f"{match[1]}、{line.text[match.end(1) :]}" if _MISSED[0] <= missed <= _MISSED[1] else line.text


def _edges(line: Found, text: str) -> tuple[float, float]:
    """Left and right edge of the em boxes of a line, whose own box is that of its ink."""
    before, behind = _HALF * (text[0] in _HALF_LEFT), _HALF * (text[-1] in _HALF_RIGHT)
    em = (line.right - line.left) / max(_HALF, _units(text) - before - behind)
    return line.left - before * em, line.right + behind * em


def _units(text: str) -> float:
    """Width in em."""
    return sum(0.5 if is_latin(char) else 1.0 for char in text)
