"""附件: the list of annexes below the body (附件说明), and the marks above the attached texts themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .roles import Element

_ANNEX = re.compile(
    r"""附(?:件|表|录|(?=[：:]))
        (?P<number>[一二三四五六七八九十]{1,3}(?![、级]) | \d{1,2}(?:-\d{1,2})?(?!\d) | [A-Z](?![A-Za-z]))?
        (?P<colon>[：:]?)[.、]?
        (?P<rest>.*)""",
    re.VERBOSE,
)
_ENTRIES = frozenset({"1.", "（1）", "1)"})  # styles that the entries of a list are numbered in
_FEW = 12  # lines that may stand between a list of annexes and the signature
_REFERENCE = re.compile(r"(?:中|所|的|规定|要求|要|明确|和附件|及附件|至附件)")
_OUTER = frozenset({"mark", "number", "status", "note", "furniture"})


def mark_annexes(found: Sequence[Element]) -> None:
    """Give the roles ``annex``, ``annex_list`` and ``annex_item``.

    Four forms are told apart: 附件 at the very top (the text itself was once an annex), 附件：1.甲 with its further entries, 附件1：甲 in a
    list of such lines, and 附件1 above an attached text.
    """
    matches = {i: match for i, element in enumerate(found) if (match := _match(element))}
    last = {match["number"]: i for i, match in matches.items()}
    earliest = {match["number"]: i for i, match in reversed(matches.items())}
    first = next((i for i, element in enumerate(found) if element.role not in _OUTER), 0)
    listing = False  # whether the annex mark before was of a list
    for i, match in matches.items():
        element, number = found[i], match["number"]
        if element.role == "annex_item":
            continue
        if i <= first and not _opens_series(matches, i):
            element.role = "mark"
            continue
        entries: list[int] = []
        if number is None:
            entries = _entries(found, i + 1, 2 if match["rest"] else 1)
            listing = bool(entries) or (bool(match["colon"] or match["rest"]) and _ends(found, i + 1))
            listing = listing or bool(match["colon"] and match["rest"])
        else:
            adjacent = earliest[number] == i and ((i - 1 in matches and listing) or i + 1 in matches)
            titled = bool(match["rest"] or match["colon"])
            listing = last[number] != i or (titled and (adjacent or _ends(found, i + 1, other=False)))
        if listing:
            _mark_list(found, i, match, entries)
        else:
            element.role, element.label = "annex", element.head[: match.end("number") if number else 2]


def _mark_list(found: Sequence[Element], i: int, match: re.Match[str], entries: list[int]) -> None:
    """A list of annexes that begins at ``i``, with the entries on lines of their own."""
    element, number, rest = found[i], match["number"], match["rest"]
    if rest:
        element.role = "annex_item"
        element.label = number or ("1" if re.match(r"1[.、．]", rest) else "")
    else:
        element.role = "annex_list"
        if number is None and not entries:
            entries = _titles(found, i + 1)
    for j in entries:
        entry = found[j]
        entry.role, entry.label = "annex_item", entry.marker.label if entry.marker else ""
        entry.marker = None


def _match(element: Element) -> re.Match[str] | None:
    if element.marker is not None or not element.whole or len(element.head) > 100 or element.role not in {"text", "caption"}:
        return None
    match = _ANNEX.match(element.head)
    if match is None or (match["rest"] and (_REFERENCE.match(match["rest"]) or element.head[-1] in "。；！？，")):
        return None
    return match


def _opens_series(matches: dict[int, re.Match[str]], i: int) -> bool:
    """Whether the text consists of annexes: its first line is 附件1, and 附件2 follows below."""
    number = matches[i]["number"]
    others = {match["number"] for j, match in matches.items() if j != i}
    return number is not None and number not in others and bool(others - {None})


def _entries(found: Sequence[Element], first: int, number: int) -> list[int]:
    """Positions of the numbered entries of a list of annexes from ``first`` on: short, and nothing but them."""
    entries: list[int] = []
    for i in range(first, len(found)):
        element = found[i]
        if element.marker is None or element.marker.style not in _ENTRIES or element.marker.number != number:
            break
        if not element.short or "。" in element.head:
            break
        entries.append(i)
        number += 1
    if entries and found[first - 1].head in {"附件", "附录"} and not _ends(found, entries[-1] + 1):
        return []  # an annex that begins with a list
    return entries


def _titles(found: Sequence[Element], first: int) -> list[int]:
    """Positions of entries without numbers: the line below 附件：, and further titles of documents."""
    entries: list[int] = []
    for i in range(first, min(first + 20, len(found))):
        element = found[i]
        if element.role != "text" or not element.short or _match(element) is not None or (entries and not element.title_like):
            break
        entries.append(i)
    return entries


def _ends(found: Sequence[Element], i: int, *, other: bool = True) -> bool:
    """Whether the text ends at ``i``, or its signature (or, with ``other``, the next annex) follows within a few short lines."""
    for element in found[i : i + _FEW]:
        if _match(element) is not None:
            return other
        if element.role in {"date", "signature"}:
            return True
        if element.role != "text" or not element.short:
            return False
    return i + _FEW > len(found)
