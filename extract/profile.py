"""What a document says of itself (文件要素): title, number, issuer, place, date and period; the contract's ``document`` kind.

Nothing is guessed: the issuer comes from the signature, the letterhead, the title, the number's code or the note of adoption only,
and what the text does not say is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..corpus.document import Document, Node
from ..ontology.schemes import schemes
from .docnumbers import is_number, issuer_of, normal_number, number_year
from .jurisdiction import Evidence, jurisdiction
from .places import find_places, full_name, is_municipality, level_of, names_of, region
from .protected import spans_to_protect
from .validity import inclusiveness, iso_date, period_of

Span = tuple[int, int]

_DRAFT = re.compile(r"[（(【［]?(?:公开)?(?:征求意见|讨论|送审|审议|修订草案|草案|意见征集)(?:稿|建议稿|征求意见稿)?[）)】］]?|（草案[^）]{0,8}）")
_DRAFT_MARK = re.compile(r"（[^（）]{0,6}(?:征求意见稿|征求意见|送审稿|草案|讨论稿|审议稿)[^（）]{0,6}）")
_ISSUED_BY = re.compile(r"^(?P<issuer>[^《》，。]{4,80}?)(?:文件)?(?:印发|发布|关于)")
_ADOPTED = re.compile(r"(?P<body>[\u4e00-\u9fff]{2,20}人民代表大会(?:常务委员会)?|[\u4e00-\u9fff]{2,16}人民政府|国务院)(?:第[^，。]{1,16}?(?:会议|次会)|常务会议)?[^，。]{0,24}?(?:通过|公布|发布)")
_SESSION = re.compile(r"第[一二三四五六七八九十百]{1,4}届")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日|\d{4}-\d{2}-\d{2}")
# Fields of a policy card (政策卡片) that say what the front matter of a document says.
_FIELDS = {"发文机构": "issuer", "发文机关": "issuer", "发文字号": "number", "文号": "number", "发布日期": "date", "印发日期": "date", "成文日期": "date"}
_CARD = frozenset({"依据文件", "政策依据", "文件依据", *_FIELDS})
_WEB = re.compile(r"https?://|^[【\[][^】\]]{2,8}[】\]]|^(?:来源|原文链接|发布时间|发布日期|索引号|信息来源|浏览次数|字体|打印)[：:]")
_TOP = 1500  # characters within which the front matter of a document lies


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document says of itself; spans are offsets in the stored text.

    Attributes:
        title: title (标题) without （征求意见稿） and line breaks.
        title_span: where it stands.
        doc_number: document number (发文字号), with 〔〕 and half-width digits.
        issuer: issuing body (发文机关) in full; several are joined by 、.
        jurisdiction: GB/T 2260 code of the place it is issued for, ``000000`` for the nation.
        place_names: names of that place, full and short.
        municipality: whether the place is, or lies in, a municipality under the central government (直辖市).
        place_level: its level (国家级, 省级, 市级, 区县级).
        status: ``draft`` for a 征求意见稿, 草案 or 送审稿.
        date: date of signature (成文日期), ISO.
        year: the year by which dates without a year are read: of the date, else of the number or the title.
        valid_from, valid_to: period of validity as far as the text gives it: ISO date, year-month or year.
        inclusive: what the document says of its own words for bounds (以上, 以下 …): whether they include the number.
        spans: the evidence of each field that was found, by the field's name.
    """

    title: str | None = None
    title_span: Span | None = None
    doc_number: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    place_names: tuple[str, ...] = ()
    municipality: bool = False
    place_level: str | None = None
    status: Literal["issued", "draft"] = "issued"
    date: str | None = None
    year: int | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    inclusive: dict[str, bool] | None = None
    spans: dict[str, Span] = field(default_factory=dict)


def profile(document: Document) -> Profile:
    """Read what a document says of itself.

    Args:
        document: the text with its outline.
    """
    front = _Front(document)
    title, number = front.title(), front.number()
    signed = front.date()
    adopted = front.adopted()
    issuer = front.issuer() or adopted or (issuer_of(number, document.view().text) if number else None)
    place = jurisdiction(
        Evidence(
            title=title or "",
            issuer=issuer or "",
            number=number or "",
            note=adopted or "",
            addressee=front.text("addressee"),
            body=document.view().text,
        )
    )
    issuer = _in_full(issuer, place) if issuer else None
    period = period_of(document, title, signed)
    spans = dict(front.spans)
    spans |= {name: span for name, span in (("valid_from", period.from_span), ("valid_to", period.to_span)) if span}
    years = [int(signed[:4]) if signed else None, number_year(number) if number else None, _year_in(title)]
    return Profile(
        title=title,
        title_span=front.spans.get("title"),
        doc_number=number,
        issuer=issuer,
        jurisdiction=place,
        place_names=names_of(place) if place else (),
        municipality=bool(place) and is_municipality(place),
        place_level=level_of(place) if place else None,
        status="draft" if front.draft() else "issued",
        date=signed,
        year=next((year for year in years if year), None),
        valid_from=period.valid_from,
        valid_to=period.valid_to,
        inclusive=inclusiveness(document),
        spans=spans,
    )


class _Front:
    """The front matter of a document: the leaves that are no body text, and where what was found stands."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.leaves = list(document.root.leaves())
        self.spans: dict[str, Span] = {}
        self.cards = dict(self._cards())

    def _cards(self) -> Iterator[tuple[str, Node]]:
        """Leaves below the labels of a policy card, by what they say; the first card counts."""
        seen: set[str] = set()
        for label, leaf in zip(self.leaves, self.leaves[1:], strict=False):
            name = _FIELDS.get(self._read(label).rstrip("："))
            if name and name not in seen:
                seen.add(name)
                yield name, leaf

    def _read(self, leaf: Node) -> str:
        return self.document.view(leaf.start, leaf.end).text

    def _of(self, type: str) -> list[Node]:
        return [leaf for leaf in self.leaves if leaf.type == type]

    def text(self, type: str) -> str:
        """Text of the first leaf of a type, or empty."""
        return next((self._read(leaf) for leaf in self._of(type)), "")

    def _mark(self, name: str, start: int, end: int) -> None:
        self.spans.setdefault(name, (start, end))

    def printed(self, start: int, end: int) -> str:
        """Text as printed, line breaks and blanks within Chinese left out."""
        view = self.document.view(start, end)
        return "".join(self.document.text[at] if not self.document.text[at].isspace() else " " for at in view.offsets)

    def title(self) -> str | None:
        """The title with the letterhead when it is a part of it (某某局 / 关于印发…的通知), or None."""
        span = self.title_span()
        if span is None:
            return None
        self._mark("title", *span)
        printed = re.sub(r"[（(][^（）()]{2,16}[〔［\[][12]\d{3}[〕］\]]\d{1,5}号[）)]$", "", self.printed(*span))
        return _DRAFT_MARK.sub("", printed).strip("# ") or None

    def title_span(self) -> Span | None:
        """Where the title stands: the first title that is one; in a policy card the line before its first field."""
        titles = self._titles()
        if titles:
            view = self.document.view(titles[0].start, titles[-1].end)
            return self._last_copy(*view.span(0, len(view)))
        first = next((leaf for leaf in self.leaves if self._read(leaf).rstrip("：") in _CARD), None)
        before = [leaf for leaf in self.leaves if first is not None and leaf.end <= first.start and leaf.type in {"text", "heading", "title"}]
        if not before:
            return None
        view = self.document.view(before[-1].start, before[-1].end)
        return view.span(0, len(view)) if 4 <= len(view) <= 80 and view.text[-1] not in "。；：" else None

    def _last_copy(self, start: int, end: int) -> Span:
        """A title without what a web page adds: addresses and marks before it, a second copy (the last one counts)."""
        text = self.document.text
        lines = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S[^\n]*", text[start:end])]
        lines = [(a, b) for a, b in lines if not _WEB.search(text[a:b])] or lines
        letters = [re.sub(r"\W", "", text[a:b]) for a, b in lines]
        return lines[-1] if len(lines) > 1 and len(set(letters)) == 1 else (lines[0][0], len(text[:lines[-1][1]].rstrip()))

    def _titles(self) -> list[Node]:
        found: list[Node] = []
        for leaf in self.leaves:
            text = self._read(leaf)
            if leaf.type == "title" and text and not (_WEB.search(text) and len(text) < 30):
                if found and not text.startswith("关于"):
                    break
                found.append(leaf)
                if not _is_body(text):
                    break
            elif found and leaf.type not in {"blank", "mark"}:
                break
        return found

    def number(self) -> str | None:
        """The document's own number: on a line of its own, in a card's field, or at the end of the title."""
        places = [*self._of("number"), *([self.cards["number"]] if "number" in self.cards else []), *self._of("title")[:1]]
        for leaf in places:
            view = self.document.view(leaf.start, leaf.end)
            if is_number(view.text):
                self._mark("doc_number", *view.span(0, len(view)))
                return normal_number(view.text)
            for span in spans_to_protect(view.text):
                if span.kind == "number":
                    self._mark("doc_number", *view.span(span.start, span.end))
                    return normal_number(view.text[span.start : span.end])
        return None

    def date(self) -> str | None:
        """Date of signature, or of publication in a card."""
        for leaf in (*self._of("date"), *([self.cards["date"]] if "date" in self.cards else [])):
            view = self.document.view(leaf.start, leaf.end)
            match = _DATE.search(view.text)
            if match and (day := iso_date(match[0])):
                self._mark("date", *view.span(match.start(), match.end()))
                return day
        return None

    def issuer(self) -> str | None:
        """The issuing bodies by the signature, a card's field, the letterhead or the title."""
        signatures = self._of("signature") or ([self.cards["issuer"]] if "issuer" in self.cards else [])
        if signatures:
            first = [leaf for leaf in signatures if leaf.start - signatures[0].start < 400]
            view = self.document.view(first[0].start, first[-1].end)
            self._mark("issuer", *view.span(0, len(view)))
            return "、".join(self._read(leaf) for leaf in first)
        span = self.title_span()
        view = self.document.view(*span) if span else None
        match = _ISSUED_BY.match(view.text) if view else None
        if view is None or match is None or not _is_body(match["issuer"]):
            return None
        self._mark("issuer", *view.span(match.start("issuer"), match.end("issuer")))
        return match["issuer"]

    def adopted(self) -> str | None:
        """The body that adopted or decreed the document, by its note (题注); the session is left out (第十一届)."""
        title = self.title() or ""
        places = {code for place in find_places(title) for code in place.codes}
        found: list[str] = []
        for leaf in self._of("note"):
            view = self.document.view(leaf.start, leaf.end)
            for match in _ADOPTED.finditer(view.text):
                named = re.sub(r"^.*[日月年]", "", match["body"])
                body = _SESSION.sub("", named)
                of_title = not places or any(code in places for place in find_places(body) for code in place.codes)
                if of_title:
                    self._mark("issuer", *view.span(match.end("body") - len(named), match.end("body")))
                    found.append(body)
        return found[0] if found else None

    def draft(self) -> bool:
        """Whether the text calls itself a draft: in its title, under it, or by its file mark."""
        heads = [self._read(leaf) for leaf in self.leaves if leaf.type in {"title", "status", "mark"} and leaf.start < _TOP]
        return any(_DRAFT_MARK.search(head) or re.fullmatch(_DRAFT, head) or head.endswith(("征求意见稿", "送审稿", "草案")) for head in heads)


def _is_body(text: str) -> bool:
    """Whether a line is the name of a body or of several (某某人民政府, 甲局 乙局)."""
    return bool(re.search(r"(?:政府|办公厅|办公室|委员会|[部厅局委署院]|总局|部门|党组|管委会|领导小组|联席会议|法院|统战部|宣传部)(?:文件)?$", text)) and not re.search("[，。；：《]|关于", text)


def _in_full(issuer: str, place: str | None) -> str:
    """An issuer with the city of its district (坪山区人民政府 in 深圳 → 深圳市坪山区人民政府), abbreviations resolved (省经信委).

    A name that begins with its place's own name stays as printed (阿坝州人民政府办公室).
    """
    concept = region(place) if place else None
    names = []
    for name in re.split("[、，]", issuer):
        if concept is not None and name.startswith(concept.label):
            names.append(full_name(concept.key) + name[len(concept.label) :])
        elif concept is not None and any(name.startswith(own) for own in names_of(concept.key)):
            names.append(name)
        else:
            names.append(schemes().agencies.resolve(name, concept) or name)
    return "、".join(dict.fromkeys(names))


def _year_in(title: str | None) -> int | None:
    match = re.search(r"(?<!\d)(20\d{2}|19\d{2})(?!\d)", title or "")
    return int(match[1]) if match else None
