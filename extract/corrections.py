"""What people correct in the facts that were read (更正), applied after reading.

Facts are numbered as they were read, so that a correction names the same fact whatever other corrections do; a person's fact gets the
next free number of its kind and span. A correction that no longer fits its text is never applied by guess: it is left out,
and a notice says why. One that could not fit any text is an error that names its line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..corpus.corrections import Correction, FactKey
from ..corpus.document import Document
from ..corpus.library import Notice
from .facts import KINDS, DocumentFact, Fact
from .graph import numbers
from .statable import check_fields, check_kind, fields_of, is_needed, refuse

RULE = "person"
"""The ``rule`` of a fact that a person stated."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A fact with its number among those of its kind and span, as identifiers count them."""

    fact: Fact
    number: int


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction that was applied.

    Attributes:
        correction: it.
        stated: the fact that now holds, None if one was withdrawn.
        wrong: the fact as it was read, None if one was added.
    """

    correction: Correction
    stated: Numbered | None
    wrong: Numbered | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """The facts of a document after its corrections.

    Attributes:
        facts: those that hold, in the order of the contract.
        numbers: for each its number among those of its kind and span.
        applied: the corrections that were applied, in the order of their file.
        notices: what the user should know of those that were not.
    """

    facts: list[Fact]
    numbers: list[int]
    applied: list[Applied] = field(default_factory=list)
    notices: tuple[Notice, ...] = ()

    def stated(self) -> dict[str, str | None]:
        """What a person stated of the document as a whole (title, doc_number, issuer …): it goes before any manifest."""
        own = (each for each in self.applied if each.stated is not None and isinstance(each.stated.fact, DocumentFact))
        return {name: value for each in own for name, value in each.correction.fields.items() if name != "subject"}


def apply(document: Document, sha256: str, facts: Sequence[Fact], corrections: Iterable[Correction]) -> Corrected:
    """Apply corrections to the facts of a document.

    Args:
        document: the text with its outline.
        sha256: of the text's file, as the library gives it.
        facts: the facts as read, in the order of the contract.
        corrections: those of this document.

    Raises:
        CorpusError: if one has a kind, a field or a value that there is not, or two correct the same fact.
    """
    corrector = _Corrector(document, sha256, facts)
    for correction in corrections:
        corrector.take(correction)
    return corrector.result()


class _Corrector:
    """Takes corrections one by one; what is held changes only through :meth:`take`."""

    def __init__(self, document: Document, sha256: str, facts: Sequence[Fact]) -> None:
        self._document = document
        self._sha256 = sha256
        self._read = [Numbered(fact, number) for fact, number in zip(facts, numbers(facts), strict=True)]
        self._by_span: dict[tuple[str, int, int], list[Numbered]] = defaultdict(list)
        for each in self._read:
            self._by_span[_span(each.fact)].append(each)
        self._last = Counter({span: len(found) for span, found in self._by_span.items()})
        self._saying = {_meaning(each.fact): None for each in self._read}  # what is said already; by whom, where a person says it
        self._wrong: dict[tuple[str, int, int, int], Correction] = {}
        self._applied: list[Applied] = []
        self._notices: list[Notice] = []

    def result(self) -> Corrected:
        kept = [each for each in self._read if (*_span(each.fact), each.number) not in self._wrong]
        kept += [each.stated for each in self._applied if each.stated is not None]
        order = {kind: i for i, kind in enumerate(KINDS)}
        kept.sort(key=lambda each: (order[each.fact.kind], each.fact.start, each.fact.end, each.number))
        return Corrected([each.fact for each in kept], [each.number for each in kept], self._applied, tuple(self._notices))

    def take(self, correction: Correction) -> None:
        if correction.kind is not None:
            check_fields(correction, correction.kind)
        if correction.sha256 != self._sha256:
            zh = "所针对的原文已经改变（sha256 不同），请对照现在的原文重写"
            self._leave(correction, zh, "the text has changed since (sha256 differs); write it anew against the present one")
            return
        if correction.quote is not None and self._document.text[correction.start : correction.end] != correction.quote:
            at = f"{correction.start}-{correction.end}"
            self._leave(correction, f"引文不在原文第 {at} 字处", f"its quote does not stand at characters {at} of the text")
            return
        wrong = None
        if correction.replaces is not None:
            wrong = self._find(correction, correction.replaces)
            if wrong is None:
                return
        stated = self._stated(correction, wrong)
        if stated is not None and _meaning(stated) in self._saying:
            self._leave(correction, "与已有的事实相同，不再需要", "the facts say so already; it is no longer needed")
            return
        if wrong is not None:
            self._wrong[(*_span(wrong.fact), wrong.number)] = correction
        numbered = None
        if stated is not None:
            self._last[_span(stated)] += 1
            numbered = Numbered(stated, self._last[_span(stated)])
            self._saying[_meaning(stated)] = None
        self._applied.append(Applied(correction, numbered, wrong))

    def _leave(self, correction: Correction, zh: str, en: str) -> None:
        name = correction.document
        self._notices.append(Notice(f"更正未采用：{correction.place}（{name}）{zh}。", f"Not applied: {correction.place} ({name}): {en}."))

    def _find(self, correction: Correction, key: FactKey) -> Numbered | None:
        """The fact that a correction says is wrong, or None with a notice."""
        check_kind(correction, key.kind)
        found = self._by_span.get((key.kind, key.start, key.end), [])
        if key.n is None and len(found) > 1:
            self._leave(correction, f"所指位置有 {len(found)} 条事实，请用 replaces.n（1 到 {len(found)}）指明哪一条",
                        f"{len(found)} facts stand there; say which by replaces.n (1 to {len(found)})")  # fmt: skip
            return None
        wrong = next((each for each in found if each.number == (key.n or 1)), None)
        if wrong is None:
            which = f"{key.kind} {key.start}-{key.end}" + (f" ~{key.n}" if key.n else "")
            self._leave(correction, f"所指的事实（{which}）现在没有读出", f"the fact that it is about ({which}) is not read now")
            return None
        if (earlier := self._wrong.get((*_span(wrong.fact), wrong.number))) is not None:
            refuse(
                correction,
                f"与第 {earlier.line} 行更正同一事实，请合为一行",
                f"line {earlier.line} corrects the same fact; make one line of them",
            )
        return wrong

    def _stated(self, correction: Correction, wrong: Numbered | None) -> Fact | None:
        """The fact that a correction states; what it does not mention stays as it was read."""
        if correction.kind is None or correction.start is None or correction.end is None or correction.quote is None:
            return None
        kind = correction.kind
        if kind == DocumentFact.kind and correction.action == "add" and any(isinstance(each.fact, DocumentFact) for each in self._read):
            refuse(correction, "文件要素（document）已经读出，请用 replace", "there is a document fact already; use replace")
        read = {name: getattr(wrong.fact, name) for name in fields_of(kind)} if wrong is not None and wrong.fact.kind == kind else {}
        said = read | {name: _plain(value) for name, value in correction.fields.items()}
        if missing := [name for name in fields_of(kind) if name not in said and is_needed(kind, name)]:
            refuse(
                correction, f"缺少 {kind} 必有的字段：{'、'.join(missing)}", f"it lacks fields that every {kind} has: {', '.join(missing)}"
            )
        return KINDS[kind](
            doc=self._document.id, quote=correction.quote, start=correction.start, end=correction.end,
            path=self._document.path_at(correction.start), rule=RULE, alignment="healed" if "\n" in correction.quote else "exact", **said,
        )  # fmt: skip


def _span(fact: Fact) -> tuple[str, int, int]:
    return fact.kind, fact.start, fact.end


def _meaning(fact: Fact) -> tuple[object, ...]:
    """What a fact states and on which words, however it was read."""
    return (*_span(fact), *(getattr(fact, name) for name in fields_of(fact.kind)))


def _plain(value: Any) -> Any:
    """A number as facts have it: whole ones without fraction."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
