"""引用不符: number, title or issuer of a cited document differs from what the graph holds of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ....ontology.schemes import schemes
from ...likeness import likeness
from ..against import Against
from ..citing import Citing, citings, issuer_before
from ..draft import Draft
from ..finding import Finding
from ..works import Work, folded

RULE = "citation-mismatch"
_MUCH_ALIKE = 0.75  # how alike two titles must be for one to be the other miswritten


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Citations that name a known document wrongly. Short titles and left-out 印发…的通知 are no mistake."""
    for citing in citings(draft):
        if (found := _mismatch(citing, draft, against)) is None:
            continue
        work, what_zh, what_en = found
        name = draft.text[citing.start : citing.end]
        yield Finding(
            rule=RULE,
            start=citing.start,
            end=citing.end,
            zh=f"引用的{name}与已收录的文件信息不符：{what_zh}。",
            en=f"{name} differs from what is known of that document: {what_en}.",
            suggestion_zh=f"请核对原文，应为{work.name}。",
            suggestion_en=f"Check the original; it should be {work.name}.",
            related=against.works.cite(work),
        )


def _mismatch(citing: Citing, draft: Draft, against: Against) -> tuple[Work, str, str] | None:
    """The document that is meant, and what differs, in Chinese and English."""
    numbered = against.works.by_number(citing.number) if citing.number else None
    if numbered is not None:
        return _wrong_title(citing, numbered) or _wrong_issuer(citing, numbered, draft)
    if citing.title is None:
        return _unmarked(citing, against)
    named = against.works.by_title(citing.title)
    if named:
        work = named[0]
        return _wrong_number(citing, work, draft) or (None if citing.number else _wrong_issuer(citing, work, draft))
    return _slip(citing, draft, against)


def _wrong_title(citing: Citing, work: Work) -> tuple[Work, str, str] | None:
    """The number is that of a document with another title."""
    title = citing.title
    if title is None or not work.titles or any(title.is_same(each) or title.is_short_for(each) for each in work.titles.values()):
        return None
    known = max(work.titles, key=len)
    return work, f"文号{work.number}对应的标题是《{known}》", f"number {work.number} is that of 《{known}》"


def _wrong_number(citing: Citing, work: Work, draft: Draft) -> tuple[Work, str, str] | None:
    """The title is that of a document with another number; a namesake of another body or place is another document."""
    if citing.number is None or work.number is None or folded(citing.number) == folded(work.number):
        return None
    code, known = citing.number.partition("〔")[0], work.number.partition("〔")[0]
    is_document = "〔" in citing.number and "〔" in work.number
    by_code = schemes().agencies.of_number(citing.number)
    said = _bodies(citing, draft) | ({by_code} if by_code else set())
    same_issuer = not is_document or code == known or _agree(said, work.issuers)
    if not same_issuer or ("〔" in citing.number) != ("〔" in work.number):
        return None
    return work, f"该文件的{'文号' if is_document else '标准号'}是{work.number}", f"its number is {work.number}"


def _wrong_issuer(citing: Citing, work: Work, draft: Draft) -> tuple[Work, str, str] | None:
    """The bodies named with the title are others than those that issued it; a ministry stands for its office."""
    said, issuers = _bodies(citing, draft), work.issuers
    if citing.number is None and any(schemes().agencies.parts(one) for one in said):
        return None  # a local body may well issue a namesake
    if not said or not issuers or _agree(said, issuers):
        return None
    known = "、".join(issuers)
    return work, f"发文机关是{known}，不是{'、'.join(sorted(said))}", f"it was issued by {known}, not by {', '.join(sorted(said))}"


def _agree(said: Iterable[str], issuers: Iterable[str]) -> bool:
    """Whether any of the bodies named is one that issued a document; a ministry stands for its office."""
    known = list(issuers)
    return any(one.startswith(two) or two.startswith(one) for one in said for two in known)


def _slip(citing: Citing, draft: Draft, against: Against) -> tuple[Work, str, str] | None:
    """The title is that of a document of the draft's line of places but for one word, or one of its years."""
    title = citing.title
    if title is not None and citing.number is not None and (found := _double(citing, against)) is not None:
        return found
    line = {draft.place, *schemes().regions.ancestors(draft.place)} if draft.place is not None else set()
    codes = {place.key for place in line}
    for work in against.works.collected:
        if title is not None and work.document is not None and work.document.code in codes:
            for written, known in work.titles.items():
                if title.is_slip_of(known) and _same_place(citing.written, written):
                    return work, f"该文件的标题是《{written}》", f"its title is 《{written}》"
    return None


def _unmarked(citing: Citing, against: Against) -> tuple[Work, str, str] | None:
    """A number alone, off by its serial, behind a known title without 《》."""
    head, before = (citing.number or "").partition("〕")[0], citing.before
    for work in against.works.collected:
        if work.number and head and work.number.partition("〕")[0] == head and any(title.core in before for title in work.titles.values()):
            return work, f"该文件的文号是{work.number}", f"its number is {work.number}"
    return None


def _double(citing: Citing, against: Against) -> tuple[Work, str, str] | None:
    """Number and title are both a little off: the code and year of a known number, and a title much like its own."""
    head = (citing.number or "").partition("〕")[0]
    for work in against.works.collected:
        if work.number and head and work.number.partition("〕")[0] == head:
            for written in work.titles:
                if likeness(written, citing.written) >= _MUCH_ALIKE:
                    zh = f"该文件的标题是《{written}》，文号是{work.number}"
                    return work, zh, f"its title is 《{written}》 and its number {work.number}"
    return None


def _same_place(one: str, two: str) -> bool:
    """Whether two titles begin with the same place; a slip in the place's own name would be another document."""
    return one[:2] == two[:2]


def _bodies(citing: Citing, draft: Draft) -> set[str]:
    """Full names of the bodies that a citation names as the issuers: in the title before 关于, else right before it."""
    written = citing.title.issuer if citing.title is not None else ""
    if not written:
        before = issuer_before(citing)
        ends = {mention.end: mention for mention in citing.clause.agencies if mention.group == "body"}
        lengths = [len(citing.before) - cut for cut in range(8)]
        mention = next((ends[at] for at in lengths if at in ends and before), None)
        return {mention.canonical} if mention is not None else set()
    names = (schemes().agencies.resolve(part, draft.place) or _ministry(part) for part in written.split("、"))
    return {name for name in names if name is not None}


def _ministry(office: str) -> str | None:
    """The ministry of an office (生态环境部办公厅) that has no entry of its own."""
    return schemes().agencies.resolve(office.removesuffix("办公厅").removesuffix("办公室"))
