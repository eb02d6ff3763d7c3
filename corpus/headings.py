"""层次标题: the heading of a numbered paragraph, on a line of its own or run in (（一）组织申报。各区…)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .numbering import Marker, marker

_RUN_IN = re.compile(r"[^。；;：:！!？?\n]{2,34}。")
# What no heading says: it names a matter, it does not rule on one.
_NO_HEADING = re.compile(
    r"^(?:本|自|凡|同一|符合|申报|获得|经|对).*，|是指|所称|应当|不得|可以|给予|[可应须](?:纳入|按|由|在)"
    r"|\d+(?:\.\d+)?[%％万亿年月日个家项]"
)
_INNER_STOP = re.compile("[，,；;。].|的。")
_LONGEST_LINE = 60  # characters of a heading on a line of its own, without a stop
_LONGEST_SENTENCE = 30  # characters of one that ends with 。 or ：
_LONGEST_OF_ARTICLE = 20  # characters of a run-in one of an article, whose first sentence is mostly a rule
_LONGEST_PAIR = 25  # characters of a run-in one of two halves (政府引导，企业主体。)


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known of the heading of a numbered paragraph.

    Attributes:
        span: where it stands, without number and end mark; None if there is none.
        alone: whether the paragraph is nothing else.
        plain: whether it stands alone, without brackets and stop.
        final: the last character of the paragraph, marks of markdown left aside.
    """

    span: tuple[int, int] | None
    alone: bool
    plain: bool
    final: str


def heading(text: str, number: Marker, end: int) -> Heading:
    """The heading of the paragraph that begins with ``number`` and ends at ``end``."""
    start = number.end
    end = max(start, number.start + len(text[number.start : end].rstrip("*# ")))
    final = text[end - 1]
    if number.number == 0 and number.style == "章":
        return Heading((number.start, number.end), start >= end, False, final)  # 附则 is its own heading
    if number.style == "条" and start < end and text[start] in "【［[（(" and marker(text, start, end) is None:
        close = next((at for at in range(start, min(end, start + 40)) if text[at] in "】］])）"), None)
        if close is not None:
            return Heading((start + 1, close), close == end - 1, False, final)
    if start >= end:
        return Heading(None, True, False, final)
    if end - start <= _LONGEST_LINE and final not in "。；;，,、：:":
        return Heading((start, end), True, True, final)
    body = text[start:end]
    stops = "：:" if number.style == "条" else "。：:"  # 第二条 本办法适用于本省。 is a rule
    if end - start <= _LONGEST_SENTENCE and final in stops and not _INNER_STOP.search(body) and not _NO_HEADING.search(body):
        return Heading((start, end - 1) if start < end - 1 else None, True, False, final)
    span = run_in(text, start, end)
    if span is not None and number.style == "条" and (span[1] - span[0] > _LONGEST_OF_ARTICLE or "的" in text[slice(*span)]):
        span = None
    return Heading(span, False, False, final)


def run_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of a heading that the text of a paragraph goes on behind, or None."""
    match = _RUN_IN.match(text, start, end)
    if match is None or match.end() == end or _NO_HEADING.search(match[0]) or ("，" in match[0] and len(match[0]) > _LONGEST_PAIR):
        return None
    return start, match.end() - 1
