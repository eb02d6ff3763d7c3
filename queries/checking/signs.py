"""Rare characters (生僻字): outside the basic set of simplified Chinese (GB 2312), mostly misread or mistyped (规歺, 査处)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_SIGN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_NAMED = re.compile("[\u4e00-\u9fff]?[市县区镇乡村街路河湖江山岛湾港庄屯]")  # 硚口区, 甪直镇
_FEW = 3  # characters of a paragraph; more are a list of names, or a text in traditional characters


def rare_signs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of rare characters that begin no name of a place; none where there are so many that they are meant.

    Args:
        text: a paragraph.
    """
    found = [match for match in _SIGN.finditer(text) if not _is_common(match[0]) and not _NAMED.match(text, match.end())]
    for match in found if len(found) <= _FEW else ():
        yield match.span()


@cache
def _is_common(sign: str) -> bool:
    """Whether a character is in the basic set."""
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
