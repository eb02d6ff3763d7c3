"""The documents that a draft cites (引用), each time it does, and whether it rests on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ...extract.docnumbers import normal_number, normal_standard
from ...extract.kinds.reference import Named, items
from ...extract.protected import spans_to_protect
from ...extract.reading import Clause
from ...ontology.yamlfiles import load_yaml
from .draft import Draft
from .finding import Span
from .titles import Title, title_of

_NOT_CITING = frozenset({"number", "annex_item", "mark", "title"})
_LISTED = re.compile(r"《[^》]*》(?:（[^）]*）)?[、和及与以]*")


@dataclass(frozen=True, slots=True)
class Citing:
    """One place where a draft cites a document.

    Attributes:
        start, end: where, title and number together, in the draft's code points.
        clause: the sentence; ``at`` is the place in its view.
        title: the title, or None.
        written: the title as printed, without 《》, or empty.
        number: the number in its normal form, or None.
        at: span in the clause's view.
        rests: whether the draft rests on it: 根据, 按照, 执行, not a mere mention and not what it repeals.
    """

    start: int
    end: int
    clause: Clause
    title: Title | None
    written: str
    number: str | None
    at: Span
    rests: bool

    @property
    def before(self) -> str:
        """The words of the sentence before it."""
        return self.clause.text[: self.at[0]]


def citings(draft: Draft) -> Iterator[Citing]:
    """The citations of a draft in text order; its own title and those of its annexes are none."""
    own = {title_of(draft.title).core} if draft.title else set()
    draft_itself = bool(draft.title) and title_of(draft.title).draft
    own |= {title_of(_without_number(draft.clean(leaf.start, leaf.end))).core for leaf in draft.leaves if leaf.type == "annex_item"}
    for clause in draft.clauses:
        if clause.leaf.type in _NOT_CITING:
            continue
        for named in items(spans_to_protect(clause.text), clause.text):
            citing = _citing(clause, named)
            itself = citing.title is not None and citing.title.core in own and citing.number is None
            if not itself or (citing.title is not None and citing.title.draft and not draft_itself):  # of which it was the draft
                yield citing


def _citing(clause: Clause, named: Named) -> Citing:
    start, end = clause.view.span(named.start, named.end)
    written, number = "", None
    if named.title is not None:
        written = clause.text[named.title.start : named.title.end].removeprefix("《").removesuffix("》")
    if named.number is not None:
        code = clause.text[named.number.start : named.number.end]
        number = normal_number(code) if named.number.kind == "number" else normal_standard(code)
    title = title_of(written) if written else None
    if title is not None and _words()["draft_after"].search(clause.text[named.end :]):
        title = replace(title, draft=True)  # 《某方案》（征求意见稿）
    return Citing(start, end, clause, title, written, number, (named.start, named.end), _rests(clause.text, named.start, named.end))


def _rests(sentence: str, start: int, end: int) -> bool:
    words = _words()
    lead, after = _LISTED.sub("", sentence[:start]), sentence[end:]
    if words["mention_before"].search(lead) or words["mention_after"].search(after) or words["repeals"].search(after):
        return False
    return words["rests_before"].search(lead) is not None or words["rests_after"].search(after) is not None


def _without_number(item: str) -> str:
    return re.sub(r"^(?:附件[：:]?)?\d{0,2}[.、．]?", "", item)


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data = load_yaml(Path(__file__).with_name("citing.yaml"))
    return {name: re.compile(pattern) for name, pattern in data.items()}


def issuer_before(citing: Citing) -> str:
    """The words before a title that may name who issued it (国家发展改革委印发的《…》); empty where there are none."""
    found = _words()["issued_by"].search(citing.before)
    return found["issuer"] if found else ""
