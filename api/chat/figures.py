"""The figures of a text written by a model: numbers, amounts, shares, dates, periods, document numbers, each as what it means.

They are read by the grammar that reads documents (``extract.quantities``, ``extract.dates``): 二十万元 is 20万元, 百分之三十 is 30%,
2026年11月30日 is 2026-11-30. What that grammar does not take, a number without unit or in a name, is a figure all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...corpus.clean import View, view
from ...extract import dates, numerals, quantities
from ...extract.mentions import DateMention, Quantity
from ...extract.protected import spans_to_protect

_EMPHASIS = frozenset("*`")
_MARKER = re.compile(r"\s*(?:[-+•]\s+)?(?:\d{1,3}[.、)）．](?!\d)|[（(]\d{1,3}[)）]|#+\s)\s*")  # of a list or heading
_APART = re.compile(r"[\n\r|\t\u2028\u2029]+|(?<=\d)[^\S\n]+(?=\d)")  # no number goes on over these
_PLAIN = re.compile(rf"{numerals.ARABIC}{numerals.MULTIPLIER}?|[{numerals.CHINESE}]{{2,12}}")
_NUMERAL = re.compile(rf"[\d半{numerals.CHINESE}]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and where it stands.

    Attributes:
        start, end: its span in the text, in Unicode code points.
        meanings: what it says, each a set of tokens (``80|分``, ``2026-11-30``, ``#80`` for a number without unit), of a range both ends.
            A source that has all tokens of one meaning has the figure.
    """

    start: int
    end: int
    meanings: tuple[frozenset[str], ...]


def figures(text: str, *, numbered: bool = False) -> list[Figure]:
    """The figures of a text, in order; spans do not overlap.

    Args:
        text: what is read.
        numbered: whether numbers of list items count, as in a quoted clause; what a model numbers states nothing.
    """
    return [figure for start, end in _pieces(text, numbered) for figure in _read(text, start, end)]


def _pieces(text: str, numbered: bool) -> Iterator[tuple[int, int]]:
    """Spans over which a number may go on, without the markers of lists unless these count."""
    at = 0
    for match in [*_APART.finditer(text), None]:
        end = match.start() if match else len(text)
        begins = not numbered and (at == 0 or text[at - 1] in "\n\r")
        marker = _MARKER.match(text, at, end) if begins else None
        yield marker.end() if marker else at, end
        at = match.end() if match else end


def _read(text: str, start: int, end: int) -> Iterator[Figure]:
    shown = _without_emphasis(text, start, end)
    spans: list[tuple[int, int, frozenset[str]]] = []
    spans += [(each.start, each.end, _quantity(each)) for each in quantities.find(shown.text)]
    spans += [(each.start, each.end, _date(each, shown.text[each.start : each.end])) for each in dates.find(shown.text)]
    spans += [(each.start, each.end, frozenset({_name(shown.text[each.start : each.end])})) for each in spans_to_protect(shown.text)]
    taken: list[tuple[int, int, tuple[frozenset[str], ...]]] = []
    for low, high, tokens in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not tokens or not _NUMERAL.search(shown.text, low, high):
            continue  # 每年 is no figure, nor a title without one
        if taken and low < taken[-1][1]:  # two readings of the same words, as 三年 is a number of years and a period
            taken[-1] = (taken[-1][0], max(high, taken[-1][1]), (*taken[-1][2], tokens))
        else:
            taken.append((low, high, (tokens,)))
    taken += [(low, high, (frozenset({value}),)) for low, high, value in _plain(shown.text, taken)]
    for low, high, meanings in sorted(taken):
        yield Figure(*shown.span(low, high), meanings)


def _without_emphasis(text: str, start: int, end: int) -> View:
    """The view of a piece in which marks of emphasis are left out: **80**分 is 80分."""
    kept = [i for i in range(start, end) if text[i] not in _EMPHASIS]
    inner = view("".join(text[i] for i in kept))
    return View(inner.text, tuple(kept[i] for i in inner.offsets))


def _quantity(quantity: Quantity) -> frozenset[str]:
    unit = f"|{quantity.unit}" if quantity.unit else ""
    values = [_number(each) for each in (quantity.min, quantity.max) if each is not None]
    return frozenset(value + unit if unit else f"#{value}" for value in values)


def _date(mention: DateMention, words: str) -> frozenset[str]:
    """A date without its year where the words do not name it: that which the grammar takes from the sentence is not the writer's."""
    values = [each for each in (mention.value, mention.until) if each]
    return frozenset(f"-{each[4:]}" if _DAY.fullmatch(each) and "年" not in words and each[:4] not in words else each for each in values)


def _name(words: str) -> str:
    """The token of a document number, a standard or a title: its words."""
    return f"“{words.strip('《》')}”"


def _plain(text: str, taken: Sequence[tuple[int, int, object]]) -> Iterator[tuple[int, int, str]]:
    """Numbers without unit beside the spans that are taken."""
    for match in _PLAIN.finditer(text):
        low, high = match.span()
        value = numerals.parse(match.group())
        spoken = match.group()[0].isdigit() or any(char in numerals.DIGITS for char in match.group())  # 千万 may be no number
        if value is not None and spoken and not any(low < end and start < high for start, end, _ in taken):
            yield low, high, f"#{_number(value)}"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def implied(token: str) -> Iterator[str]:
    """A token with what it says besides: an amount its bare number, a day its month and year, and the same without the year."""
    yield token
    if "|" in token:
        yield f"#{token.partition('|')[0]}"
    elif token.startswith("#") and _YEAR.fullmatch(token[1:]):
        yield token[1:]
    elif _DAY.fullmatch(token):
        year, *rest = token.split("-")
        yield from (year, f"#{year}")
        yield from ("-".join([year, *rest[:i]]) for i in range(1, len(rest)))
        yield from ("-".join(["-", *rest[:i]]) for i in range(1, len(rest) + 1))
    elif token.startswith("--") and token.count("-") == 3:
        yield token[:4]
