"""Documents and standards that the text names, other than itself (引用文件), and in which role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ...ontology.schemes import schemes
from ..certainty import Reason, certainty
from ..definitions import defined_terms
from ..docnumbers import normal_number, normal_standard
from ..facts import Reference
from ..places import find_places
from ..protected import Protected, spans_to_protect
from ..reading import Clause, Reading
from ..units import load_yaml

ReferenceRole = Literal["basis", "cites", "repeals", "amends"]

_SKIPPED = frozenset({"number", "annex_item"})
# Between a title and its number: nothing, or an opening bracket; between a number and its title nothing.
_JOINED = re.compile(r"[（(\[]?(?:文号[：:]?|以下简称[^，]{1,20}，)?|[（(][\u4e00-\u9fff]{4,24}")


@dataclass(frozen=True, slots=True)
class Named:
    """A document named in a sentence: its span in the view, title span and number span."""

    start: int
    end: int
    title: Protected | None
    number: Protected | None


def read(reading: Reading) -> Iterator[Reference]:
    """Yields each document once, with the strongest role that the text gives it (basis, then repeals and amends, then cites)."""
    own = _own_titles(reading)
    best: dict[str, Reference] = {}
    for clause in reading.clauses:
        if clause.leaf.type in _SKIPPED:
            continue
        for fact in (*_named(clause), *_unmarked(clause)):
            named_by_card = fact.role == "basis" and fact.title and _card_number(clause)
            # A note's bare number is that of the decree itself.
            bare_note = fact.title is None and clause.leaf.type == "note"
            if bare_note or (_is_own(fact, own, reading) and not named_by_card):
                continue
            key = fact.number or re.sub(r"[\s“”\"]", "", fact.title or "")
            if key and (key not in best or _STRENGTH[fact.role] > _STRENGTH[best[key].role]):
                best[key] = fact
    numbered = {_bare(fact.title) for fact in best.values() if fact.number and fact.title}
    yield from sorted(
        (fact for fact in best.values() if fact.number or _bare(fact.title) not in numbered),
        key=lambda fact: (fact.start, fact.end),
    )


_STRENGTH: dict[ReferenceRole, int] = {"cites": 0, "amends": 1, "repeals": 1, "basis": 2}


def _named(clause: Clause) -> Iterator[Reference]:
    for item in items(list(spans_to_protect(clause.text)), clause.text):
        title = _printed(clause, item.title) if item.title else None
        if title and _words()["forms"].search(title):
            continue
        number = _card_number(clause) if title else None
        if title and number and not _same_place(clause, title, number):
            number = None  # the number is that of the card's own document, which rests on another place's
        if title and item.number is None and (inner := _words()["inner_number"].search(title)):  # 《某办法（某府规〔2018〕4号）》
            code = inner["number"] or inner["standard"]
            title, number = title[: inner.start()], normal_number(code) if inner["number"] else normal_standard(code)
        if item.number:
            written = clause.text[item.number.start : item.number.end]
            number = normal_number(written) if item.number.kind == "number" else normal_standard(written)
        yield Reference(
            **clause.evidence(item.start, item.end),
            title=title,
            number=number,
            role=_role(clause, item.start, item.end),
            rule="reference/title" if title else "reference/number",
        )


def items(spans: Sequence[Protected], text: str) -> Iterator[Named]:
    """Titles with the numbers that belong to them; numbers alone."""
    at = 0
    while at < len(spans):
        span, following = spans[at], spans[at + 1] if at + 1 < len(spans) else None
        gap = text[span.end : following.start] if following else ""
        if span.kind == "title" and following and following.kind != "title" and _JOINED.fullmatch(gap):
            end = following.end + (text[following.end : following.end + 1] == "）" and gap.endswith("（"))
            yield Named(span.start, end, span, following)
            at += 2
        elif span.kind != "title" and following and following.kind == "title" and gap in {"", "）"}:
            yield Named(span.start, following.end, following, span)
            at += 2
        else:
            yield Named(span.start, span.end, span if span.kind == "title" else None, None if span.kind == "title" else span)
            at += 1


def _printed(clause: Clause, title: Protected) -> str:
    """The title as printed, without its outer 《》 and without blanks."""
    source = clause.reading.document.text
    end = title.end - clause.text.startswith("》", title.end - 1)  # one that is left open has no 》
    return "".join(char for at in clause.view.offsets[title.start + 1 : end] if not (char := source[at]).isspace())


def _card_number(clause: Clause) -> str | None:
    """The number that a policy card gives for the document it rests on: 依据文件 《甲办法》 … 发文字号 甲发〔2023〕7号."""
    document = clause.reading.document
    field = next((node for node in document.ancestors(clause.leaf) if node.heading), None)
    if field is None or not _words()["basis_fields"].search(document.heading(field)):
        return None
    card = document.parent(field)
    for other in card.children if card is not None else ():
        if _words()["number_fields"].fullmatch(document.heading(other).rstrip("：")):
            for leaf in other.leaves():
                written = document.view(leaf.start, leaf.end).text
                if leaf.type == "heading":
                    continue
                if _words()["year_first"].fullmatch(written):
                    return written
                if kept := next((at for at in spans_to_protect(written) if at.kind == "number"), None):
                    return normal_number(written[kept.start : kept.end])
    return None


def _same_place(clause: Clause, title: str, number: str) -> bool:
    """Whether a number may be that of a title: not where both are known to be of some place, and not of the same."""
    own, place = clause.reading.profile, schemes().agencies.place_of_number(number)[0]
    of_number = place.key if place is not None else own.jurisdiction if number == own.doc_number else None
    named = find_places(title)
    return of_number is None or not named or named[0].start > 0 or of_number in named[0].codes


def _unmarked(clause: Clause) -> Iterator[Reference]:
    """Documents that stand without 《》: what a sentence must fulfil, an edition, a catalogue that things belong to."""
    kept = spans_to_protect(clause.text)
    made = clause.reading.document.view().text
    for wording in ("unmarked", "edition", "catalogue", "first_of_year"):
        for match in _words()[wording].finditer(clause.text):
            if f"{match['title']}由" in made or f"制定{match['title']}" in made:
                continue  # one that is still to be made
            if not any(name.start < match.end("title") and match.start("title") < name.end for name in kept):
                yield Reference(
                    **clause.evidence(match.start("title"), match.end("title")),
                    title=match["title"],
                    role=_role(clause, match.start("title"), match.end("title")) if wording == "first_of_year" else "cites",
                    rule="reference/unmarked",
                    certainty=certainty([Reason.IMPLIED]),
                )


def _role(clause: Clause, start: int, end: int) -> ReferenceRole:
    words = _words()
    after = clause.text[end:]
    if words["repeals"].search(re.sub("^（[^）]*）", "", after)):
        return "repeals"
    if words["amends"].search(after):
        return "amends"
    # The words before a list of titles hold for each of them.
    lead = re.sub(r"(?:《[^》]*》(?:（[^）]*）)?[、，和及与以]*)+$", "", clause.text[:start])
    lead = re.sub(r"(?:《[^》]*》|（[^）]*）)", "", lead)
    above = clause.reading.document.ancestors(clause.leaf)
    opening = any(node.type == "preamble" for node in above) or re.search(r"制定本|制订本", clause.text)
    if clause.headings and re.search(words["basis_fields"], clause.headings[0]):
        return "basis"
    return "basis" if words["basis" if opening else "carries_out"].search(lead) else "cites"


def _own_titles(reading: Reading) -> set[str]:
    """Titles of the document itself, of the measures that it carries, of its annexes, and short names of documents named before."""
    document = reading.document
    titles = {document.view(leaf.start, leaf.end).text for leaf in document.root.leaves() if leaf.type in {"title", "annex_item"}}
    for leaf in document.root.leaves():
        titles |= {term.short.split("，")[0] for term in defined_terms(document.view(leaf.start, leaf.end).text)}
    if reading.profile.title:
        titles.add(reading.profile.title)
    return {_bare(title) for title in titles}


def _is_own(fact: Reference, own: set[str], reading: Reading) -> bool:
    """Whether a title is the document's own; an earlier version of it has a number of its own and counts."""
    if fact.number or fact.title is None:
        return fact.number == reading.profile.doc_number
    if fact.role == "repeals":
        return False
    title = _bare(fact.title)
    places = "|".join(map(re.escape, reading.profile.place_names)) or "(?!)"
    short = re.sub(f"^(?:{places})", "", title)
    return any(title == other or (len(short) >= 6 and _issued_in(short, other)) for other in own)


def _issued_in(title: str, other: str) -> bool:
    """Whether a title is the one that another title issues or is made of (关于印发《甲办法》的通知)."""
    issues = re.search(r"(?:印发|发布|公布|实施|颁布|转发|下达)", other)
    # What the issued one only speaks of does not end there: 印发关于对接甲协定（ABC）新规则的意见的通知.
    ends = issues and re.search(re.escape(title) + r"(?:（[^（）]*）)?(?:[的等和及与、，-]|$)", other)
    return bool(ends) or other.endswith(title)


def _bare(title: str | None) -> str:
    folded = (title or "").translate(str.maketrans("()—–－〈〉", "（）---《》"))
    return re.sub(r"[\s“”\"《》]|（征求意见稿）|^附件\d*[：:]?|^\d{1,2}[.、．]", "", folded)


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data = load_yaml("references.yaml")
    return {name: re.compile(pattern) for name, pattern in data.items()}
