"""The front matter of a document (版头、题注、署名): what stands around its text and says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ..corpus.cards import cards
from ..corpus.clean import View
from ..corpus.document import Document, Node
from ..ontology.schemes import schemes
from .docnumbers import is_number, normal_number
from .places import find_places
from .protected import Protected, spans_to_protect
from .units import load_yaml
from .validity import iso_date

Span = tuple[int, int]

_ISSUED_BY = re.compile(r"^(?P<issuer>[^《》，。]{4,80}?)(?:文件)?(?:印发|发布|关于)")
_ADOPTED = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,20}人民代表大会(?:常务委员会)?|[\u4e00-\u9fff]{2,16}人民政府|国务院)"
    r"(?:第[^，。]{1,16}?(?:会议|次会)|常务会议)?[^，。]{0,24}?(?:通过|公布|发布)"
)
# 2011年4月11日某市人民代表大会常务委员会公告第28号公布: the number of the decree that brings a statute into force.
_DECREED = re.compile(
    r"(?:日|[，。；：（])(?P<number>[\u4e00-\u9fff]{4,40}(?:公告|令)(?:（?[12]\d{3}年?）?)?第\d{1,5}号)(?:公布|发布|颁布)"
)
_SESSION = re.compile(r"第[一二三四五六七八九十百]{1,4}届")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_DATE = re.compile(
    rf"\d{{4}}年\d{{1,2}}月\d{{1,2}}(?:日|$)|[二〇○零一三四五六七八九]{{4}}年{_NUMERAL}月{_NUMERAL}日|\d{{4}}-\d{{2}}-\d{{2}}"
)
_UNFINISHED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}")
_ISSUES = re.compile(r"关于(?:印发|发布|公布|修订印发)(?!.*》)")
_NOTICES = ("的通知", "的公告", "的通告", "的函", "的决定", "的批复")
_ITEM = re.compile(r"^\d{1,3}[.．、]\s?(?=[^\d\s])")  # the number of a card in a collection
_LABEL = re.compile(r"^(?:政策|文件)?(?:名称|标题)[：:]\s?")
_NUMBER_BEHIND = re.compile(r"[（(][^（）()]{2,16}[〔［\[][12]\d{3}[〕］\]]\d{1,5}号[）)]$")
_HEAD = 12  # leaves among which the title stands
_TOP = 1500  # characters within which a document says that it is a draft
_SIGNED = 400  # characters over which the names under one text may run


class Front:
    """Reads the front matter of a document.

    Args:
        document: the text with its outline.

    Attributes:
        many: whether the text is a collection of policy cards about several documents.
        spans: where each field that was read stands, by its name (title, doc_number, issuer, date).
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.leaves = list(document.root.leaves())
        self.spans: dict[str, Span] = {}
        fields = list(self._card_fields())
        self.many = len({self._read(leaf) for name, leaf in fields if name == "number"}) > 1
        self._card = dict(reversed(fields))  # of several cards the first

    def title(self) -> str | None:
        """The title with the letterhead when it is a part of it (某某局 / 关于印发…的通知), without （征求意见稿）, or None."""
        span = self._title_span()
        if span is None:
            return None
        self.spans.setdefault("title", span)
        printed = _NUMBER_BEHIND.sub("", _LABEL.sub("", self._printed(*span)))
        if self._card:
            printed = _once(_ITEM.sub("", printed))
        printed = _words()["publisher_behind"].sub("", _words()["publisher"].sub("", printed))
        return _words()["draft_mark"].sub("", printed).replace("#", "").strip() or None

    def number(self) -> str | None:
        """The document's own number: on a line of its own, in a card's field, behind the title, or in the note that decrees it."""
        card = [self._card["number"]] if "number" in self._card else []
        for leaf in (*card, *(self._of("number") if not card else ()), *self._of("title")[:1]):
            view = self.document.view(leaf.start, leaf.end)
            if is_number(view.text):
                self.spans.setdefault("doc_number", view.span(0, len(view)))
                return normal_number(view.text)
            for kept in spans_to_protect(view.text):
                if kept.kind == "number":
                    self.spans.setdefault("doc_number", view.span(kept.start, kept.end))
                    return normal_number(view.text[kept.start : kept.end])
        if below := self._below_title():
            view, kept = below
            self.spans.setdefault("doc_number", view.span(kept.start, kept.end))
            return normal_number(view.text[kept.start : kept.end])
        for leaf in self._of("note"):
            view = self.document.view(leaf.start, leaf.end)
            if decree := _DECREED.search(view.text):
                self.spans.setdefault("doc_number", view.span(decree.start("number"), decree.end("number")))
                return decree["number"]
        return None

    def _below_title(self) -> tuple[View, Protected] | None:
        """The number in the remark in brackets right below the title (（玉政办发〔2019〕27号，2019年8月12日印发）)."""
        for before, leaf in pairwise(self.leaves[:_HEAD]):
            if before.type == "title" and leaf.type == "text":
                view = self.document.view(leaf.start, leaf.end)
                if view.text.startswith("（") and view.text.endswith("）") and "。" not in view.text:
                    found = next((kept for kept in spans_to_protect(view.text) if kept.kind == "number"), None)
                    return (view, found) if found else None
        return None

    def date(self) -> str | None:
        """Date of signature, or of publication in a card."""
        card = [self._card["date"]] if "date" in self._card else []
        for leaf in (*self._of("date"), *card, *self._unfinished()[1:]):
            view = self.document.view(leaf.start, leaf.end)
            match = _DATE.search(view.text)
            if match and (day := iso_date(match[0])):
                self.spans.setdefault("date", view.span(match.start(), match.end()))
                return day
        return None

    def issuer(self) -> str | None:
        """The issuing bodies as written, joined by 、: by the signature, a card's field, the letterhead or the title."""
        signatures = self._of("signature") or ([self._card["issuer"]] if "issuer" in self._card else self._unfinished()[:1])
        if signatures:
            one = [leaf for leaf in signatures if leaf.start - signatures[0].start < _SIGNED]
            view = self.document.view(one[0].start, one[-1].end)
            self.spans.setdefault("issuer", view.span(0, len(view)))
            return "、".join(name for leaf in one for name in self._bodies(leaf.start, leaf.end))
        span = self._title_span()
        view = self.document.view(*span) if span else None
        match = _ISSUED_BY.match(view.text) if view else None
        if view is None or match is None or not is_body_line(match["issuer"]):
            return None
        at = view.span(match.start("issuer"), match.end("issuer"))
        self.spans.setdefault("issuer", at)
        return "、".join(self._bodies(*at))

    def adopted(self) -> str | None:
        """The body that adopted or decreed the document by its note (题注), the session left out; notes of other laws do not count."""
        places = {code for place in find_places(self.title() or "") for code in place.codes}
        for leaf in self._of("note"):
            view = self.document.view(leaf.start, leaf.end)
            for match in _ADOPTED.finditer(view.text):
                named = re.sub(r"^.*[日月年]", "", match["body"])
                if not places or any(code in places for place in find_places(named) for code in place.codes):
                    self.spans.setdefault("issuer", view.span(match.end("body") - len(named), match.end("body")))
                    return _SESSION.sub("", named)
        return None

    def draft(self) -> bool:
        """Whether the text calls itself a draft: in its title, under it, or by its file mark."""
        heads = [self._read(leaf) for leaf in self.leaves if leaf.type in {"title", "status", "mark"} and leaf.start < _TOP]
        return any(_words()["draft_mark"].search(head) or head.endswith(tuple(_lists()["draft"])) for head in heads)

    def first_card(self) -> Span | None:
        """The span of the first of several policy cards, whose title and fields stand for the text; None in other texts."""
        found = cards(self.document) if self.many else []
        return (found[0].start, found[0].end) if found else None

    def text(self, type: str) -> str:
        """Text of the first leaf of a type, or empty."""
        return next((self._read(leaf) for leaf in self._of(type)), "")

    # -- titles --------------------------------------------------------------------------------------------------------

    def _title_span(self) -> Span | None:
        """Where the title stands: the first title that is one; in a policy card the line before its first field."""
        titles = list(self._titles())
        if titles:
            behind = next((leaf for leaf in self.leaves if leaf.start >= titles[-1].end and leaf.type != "blank"), titles[-1])
            if behind.type == "title" and _letters(self._read(behind)) == "".join(_letters(self._read(leaf)) for leaf in titles):
                titles = [behind]  # a second copy
            view = self.document.view(titles[0].start, titles[-1].end)
            return self._last_copy(*view.span(0, len(view)))
        first = next((leaf for leaf in self.leaves if self._read(leaf).rstrip("：") in _lists()["card"]), None)
        before = [leaf for leaf in self.leaves if first and leaf.end <= first.start and leaf.type in {"text", "heading", "title"}]
        if not before:
            return None
        # A numbered line is the card's name; what stands between it and the first field says it again.
        named = next((leaf for leaf in before[:-3:-1] if _ITEM.match(self._read(leaf))), before[-1])
        view = self.document.view(named.start, named.end)
        return view.span(0, len(view)) if 4 <= len(view) <= 80 and view.text[-1] not in "。；：" else None

    def _titles(self) -> Iterator[Node]:
        """The leaves of the first title: one, or a letterhead and what goes on with 关于."""
        begun = torn = False
        for leaf in self.leaves:
            text = self._read(leaf)
            if torn and text:  # 关于印发某某办法 / 实施细则的通知
                if len(text) <= 40 and text.endswith(_NOTICES):
                    yield leaf
                return
            if leaf.type == "title" and text and not (_words()["web"].search(text) and len(text) < 30):
                if begun and not text.startswith("关于"):
                    return
                yield leaf
                torn = _ISSUES.search(text) is not None and not text.endswith(_NOTICES)
                if not is_body_line(text) and not torn:
                    return
                begun = True
            elif begun and leaf.type not in {"blank", "mark"}:
                return

    def _last_copy(self, start: int, end: int) -> Span:
        """A title without what a web page adds: addresses and marks before it, a second copy (the last one counts)."""
        text = self.document.text
        lines = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S[^\n]*", text[start:end])]
        lines = [(a, b) for a, b in lines if not _words()["web"].search(text[a:b])] or lines
        letters = {_letters(text[a:b]) for a, b in lines}
        first = lines[-1] if len(lines) > 1 and len(letters) == 1 else lines[0]
        return first[0], first[0] + len(text[first[0] : lines[-1][1]].rstrip())

    # -- leaves --------------------------------------------------------------------------------------------------------

    def _card_fields(self) -> Iterator[tuple[str, Node]]:
        """Leaves below the labels of a policy card, by what they say."""
        for label, leaf in pairwise(self.leaves):
            name = _lists()["fields"].get(self._read(label).rstrip("："))
            if name:
                yield name, leaf

    def _unfinished(self) -> list[Node]:
        """A body's name and the date under it, where the date lacks its last sign (2022年5月6) and so was read as text."""
        seen = [leaf for leaf in self.leaves if leaf.type != "blank"]
        for name, day in pairwise(seen):
            if name.type == day.type == "text" and _UNFINISHED.fullmatch(self._read(day)) and is_body_line(self._read(name)):
                return [name, day]
        return []

    def _bodies(self, start: int, end: int) -> list[str]:
        """The bodies of a letterhead or signature, which blanks and line breaks part; a name torn by a break is joined again."""
        names: list[str] = []
        for piece in re.finditer(r"[^\s、：:]+", self.document.text[start:end]):
            name = self.document.view(start + piece.start(), start + piece.end()).text
            if names and not is_body_line(names[-1]):
                names[-1] += name
            else:
                names.append(name)
        return [part for name in names for part in apart(name)]

    def _read(self, leaf: Node) -> str:
        return self.document.view(leaf.start, leaf.end).text

    def _of(self, type: str) -> list[Node]:
        return [leaf for leaf in self.leaves if leaf.type == type]

    def _printed(self, start: int, end: int) -> str:
        """Text as printed: line breaks and blanks within Chinese left out, brackets and signs as they are."""
        text = self.document.text
        return "".join(" " if text[at].isspace() else text[at] for at in self.document.view(start, end).offsets)


def card_issuers(document: Document) -> Iterator[Node]:
    """The leaves that say who issued what a policy card is about (发文机构), of every card."""
    for label, leaf in pairwise(document.root.leaves()):
        if label.type == "heading" and _lists()["fields"].get(document.view(label.start, label.end).text.rstrip("：")) == "issuer":
            yield leaf


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def _once(title: str) -> str:
    """A title that stands twice in one line, once."""
    half = len(title) // 2
    return title[:half] if title[:half] == title[half:] else title


def apart(name: str) -> list[str]:
    """The bodies of a line that nothing parts: of one place, whose name comes again (甲县委|甲县人民政府), or national ones."""
    head = name.removeprefix("中共")[:2]
    for cut in range(4, len(name) - 3):
        if name.startswith(head, cut) and is_body_line(name[:cut]) and is_body_line(name[cut:]):
            return [name[:cut], *apart(name[cut:])]
    national = schemes()["agency"]
    for cut in range(len(name) - 2, 2, -1):
        if national.resolve(name[:cut]) and not national.resolve(name) and all(national.resolve(rest) for rest in apart(name[cut:])):
            return [name[:cut], *apart(name[cut:])]
    return [name]


def is_body_line(text: str) -> bool:
    """Whether a line is the name of a body or of several (某某人民政府, 甲局乙局) and nothing else."""
    return text.removesuffix("文件").endswith(tuple(_lists()["bodies"])) and not re.search("[，。；：《]|关于", text)


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return load_yaml("front.yaml")


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    draft = "|".join(map(re.escape, _lists()["draft"]))
    return {
        "draft_mark": re.compile(rf"[（(][^（()）]{{0,6}}(?:{draft})[^（()）]{{0,6}}[）)]"),
        "publisher": re.compile(_lists()["publisher"]),
        "publisher_behind": re.compile(_lists()["publisher_behind"]),
        "web": re.compile("|".join(_lists()["web"])),
    }
