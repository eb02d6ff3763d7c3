"""Names that hold figures but count nothing: document numbers, standard numbers, titles (发文字号、标准编号、书名).

Neither quantities nor dates are read inside them, and the word segmenter keeps them whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from ..ontology.schemes import schemes

NameKind = Literal["number", "standard", "title"]


class Protected(NamedTuple):
    """A span of a view text that must stay whole: ``number`` 发文字号, ``standard`` 标准编号, ``title`` 《书名》."""

    start: int
    end: int
    kind: NameKind


# GB/T 9704-2012, 7.2.5: agency code, year in hexagonal brackets, serial number; older texts use other brackets.
_NUMBER = re.compile(r"[〔［【（]((?:19|20)\d{2})[〕］】）](?:第)?\d{1,5}号")
_ORDER = re.compile(
    r"(?:(?:中华人民共和国)?(?:国务院|主席|[\u4e00-\u9fff]{1,14}?(?:部|委员会|总局|局|政府|署|银行))(?=令))?(?:令|公告|通告)(?:（?(?:19|20)\d{2}年?）?)?第\d{1,5}号"
    r"|(?:19|20)\d{2}年第\d{1,5}号(?:令|公告|通告)?|第\d{1,5}号(?:令|公告|通告)"
)
_AGENCY_CODE = re.compile(r"[\u4e00-\u9fff]{1,12}(?:（[\u4e00-\u9fff]{1,4}）[\u4e00-\u9fff]{0,6})?$")
_PREPOSITIONS = frozenset("按照据依见经由以在为对循从向请参")
_CAPITAL = re.compile(r"[A-Z]")
_HOLDS = re.compile("(?:印发|转发|发布|公布|下达|修改|贯彻|落实|实施|执行|废止|关于|对)$")  # 《关于印发《甲办法》的通知
_MAX_TITLE = 200  # an unclosed 《 must not swallow a document


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Blocks:
    """Spans to be skipped while a text is read from left to right."""

    def __init__(self, spans: Iterable[_Span]) -> None:
        self._spans = sorted((span.start, span.end) for span in spans)
        self._at = 0

    def over(self, start: int, end: int) -> int:
        """The end of the block that ``start``-``end`` touches, or 0; calls must come in ascending order of ``start``."""
        while self._at < len(self._spans) and self._spans[self._at][1] <= start:
            self._at += 1
        if self._at < len(self._spans) and self._spans[self._at][0] < end:
            return self._spans[self._at][1]
        return 0


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = (Path(__file__).with_name("patterns") / name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def _standard() -> re.Pattern[str]:
    codes = "|".join(sorted(map(re.escape, _lines("standards.txt")), key=len, reverse=True))
    # GB/T 1.1-2020: code, serial number with parts, year; DB35/T, T/CAGP and Q/XXX carry their own second part.
    serial = r"(?:\d{2,6}|\d(?=\.\d|[-—](?:19|20)\d\d))(?:\.\d{1,3}){0,3}"
    return re.compile(
        rf"(?<![A-Za-z])(?:(?:{codes}|DB\d{{2,6}}|[TQ](?=/[A-Z]))(?:/[A-Z]{{1,8}}){{0,2}})[ -]?{serial}"
        r"(?:[-—:]{1,2}(?:19|20)?\d{2}(?!\d))?"
    )


@cache
def _before_code() -> tuple[str, ...]:
    return _lines("before_number.txt")


@lru_cache(maxsize=1024)  # quantities, dates, bodies and tokens of a sentence all ask for them
def spans_to_protect(text: str) -> tuple[Protected, ...]:
    """The protected names of a view text, in order, without overlaps (a number inside a title belongs to the title).

    Args:
        text: normalised text (a view).
    """
    titles = _titles(text)
    spans = list(titles)
    if "号" in text:
        spans += [Protected(_code_start(text, match.start()), match.end(), "number") for match in _NUMBER.finditer(text)]
        spans += [Protected(_order_start(text, match.start(), match.end()), match.end(), "number") for match in _ORDER.finditer(text)]
    if _CAPITAL.search(text):
        spans += [Protected(match.start(), match.end(), "standard") for match in _standard().finditer(text)]
    if len(spans) == len(titles):
        return tuple(spans)
    spans.sort(key=lambda span: (span.start, -span.end))
    kept: list[Protected] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.kind != "title" and kept[-1].kind != "title" and span.end > kept[-1].end:
            kept[-1] = Protected(kept[-1].start, span.end, kept[-1].kind)
    return tuple(kept)


def _titles(text: str) -> list[Protected]:
    spans: list[Protected] = []
    at = text.find("《")
    while at >= 0:
        depth, end = 0, -1
        for i in range(at, min(len(text), at + _MAX_TITLE)):
            depth += (text[i] == "《") - (text[i] == "》")
            if depth == 0:
                end = i + 1
                break
        if end < 0:  # 《甲》 closed too often or not at all: take the nearest mark
            near = text.find("》", at, at + _MAX_TITLE)
            another = text.find("《", at + 1, max(near, at + 1))
            end = near + 1 if near >= 0 else -1
            if another > at + 5 and not _HOLDS.search(text, at, another):  # 《甲文件《乙文件》: the first has lost its end
                end = another
        if end > 0:
            spans.append(Protected(at, end, "title"))
        at = text.find("《", end if end > 0 else at + 1)
    return spans


def _order_start(text: str, start: int, end: int) -> int:
    """Where a decree's body begins: 国务院令第440号, not 根据国务院令第440号."""
    issuer = text[start:end].partition("令")[0]
    # Words of one character may belong to the name (工业和信息化部令) unless they begin it.
    cut = max((issuer.rfind(word) + len(word) for word in _before_code() if len(word) > 1 and word in issuer), default=0)
    return start + cut + (issuer[cut : cut + 1] in _PREPOSITIONS or issuer[cut : cut + 1] in _before_code())


def _code_start(text: str, at: int) -> int:
    """Where the agency code (机关代字) before the year begins: 工信厅节函〔2016〕586号, not 根据工信厅节函〔2016〕586号."""
    code = _AGENCY_CODE.search(text, max(0, at - 20), at)
    if code is None:
        return at
    written = code.group()
    cut = max((written.rfind(word) + len(word) for word in _before_code() if word in written), default=0)
    cut = cut if cut < len(written) else 0
    if _whose(written[cut:]) is None:  # 请按京经信发: the code that is known begins behind a preposition
        behind = (i for i in range(cut + 1, len(written)) if written[i - 1] in _PREPOSITIONS and _whose(written[i:]))
        cut = next(behind, cut)
    return code.start() + cut


def _whose(code: str) -> object:
    """The place or the body that an agency code is known to mean, or None."""
    agencies = schemes().agencies
    return agencies.place_of_number(code)[0] or agencies.of_number(code)
