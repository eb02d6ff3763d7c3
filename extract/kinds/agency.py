"""Bodies and what they do (机构职责): one fact for each body and role, quoted from the first place that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...corpus.document import Node
from ..agencies import AgencyMention
from ..applicants import applying
from ..bodygrammar import data
from ..duties import Duty, duties
from ..facts import Agency
from ..front import card_issuers
from ..reading import Clause, Reading
from ..responsible import responsible
from ..runs import Run, patterns, runs

_SKIPPED = frozenset({"title", "number", "note", "addressee", "signature", "date", "mark", "annex_item", "caption", "status"})


def read(reading: Reading) -> Iterator[Agency]:
    """Yields each body once for each of its roles, in text order."""
    seen: set[tuple[str, str]] = set()
    for fact in (*_issuers(reading), *_duties(reading)):
        if (fact.canonical, fact.role) not in seen:
            seen.add((fact.canonical, fact.role))
            yield fact


def _issuers(reading: Reading) -> Iterator[Agency]:
    """The bodies that issue the document by its title, signature or note of adoption; a number alone names none."""
    own, document = reading.profile, reading.document
    for leaf in card_issuers(document):
        yield from _card_issuer(reading, leaf)
    if not own.issuer or "issuer" not in own.spans:
        return
    start, end = own.spans["issuer"]
    quote = document.text[start:end]
    written = re.sub(r"\s", "", quote)
    for canonical in own.issuer.split("、"):
        name = canonical if canonical in written else written
        yield Agency(
            doc=document.id,
            quote=quote,
            start=start,
            end=end,
            path=document.path_at(start),
            name=name,
            canonical=canonical,
            role="issue",
            rule="agency/issuer",
            alignment="healed" if "\n" in quote else "exact",
        )


def _card_issuer(reading: Reading, leaf: Node) -> Iterator[Agency]:
    """The bodies in a card's field for the issuer; what no lexicon knows is one by its place."""
    view = reading.document.view(leaf.start, leaf.end)
    start, end = view.span(0, len(view))
    written = view.text.lstrip("：:")
    whole = [m for m in reading.agencies.find(written) if m.start == 0 and m.end == len(written)]
    parted = (name for name in re.split("[、，;；]", written) if len(name) > 2)
    names = [m.canonical for m in whole] or [reading.agencies.canonical(name) for name in parted]
    for name in names:
        yield Agency(
            doc=reading.document.id, quote=reading.document.text[start:end], start=start, end=end, path=leaf.path, name=name,
            canonical=name, role="issue", rule="agency/card-issuer",
        )  # fmt: skip


def _duties(reading: Reading) -> Iterator[Agency]:
    doer: Run | None = None
    leaf = None
    for clause in reading.clauses:
        if clause.leaf.type in _SKIPPED or any(patterns()["liable"].search(heading) for heading in clause.headings):
            continue
        if clause.leaf is not leaf:
            leaf, doer = clause.leaf, None
        by_lead_in = _by_lead_in(clause)
        found, doer = duties(clause, doer or by_lead_in, listed=doer is None and by_lead_in is not None)
        for duty in (*found, *responsible(clause), *_deciding(clause), *applying(clause)):
            if not _is_type(clause, duty.mention):
                yield _fact(clause, duty)


def _is_type(clause: Clause, mention: AgencyMention) -> bool:
    """Whether what looks like a body is what the document recognises (市企业技术中心每年认定一次)."""
    return mention.group == "body" and any(m.labels and m.end == mention.end and m.start >= mention.start for m in clause.types)


def _by_lead_in(clause: Clause) -> Run | None:
    """The body whose duties a list gives (市科技行政主管部门是…，主要职责包括：)."""
    stem = next(iter(clause.stems), "")
    if not patterns()["duties"].search(stem):
        return None
    named = [m for m in clause.reading.agencies.find(stem) if m.group in {"body", "place", "service"}]
    if not named or not patterns()["adverbs"].search(stem[: named[0].start]):
        return None
    return Run((named[0],), "doer", -1, -1)


_COUNCIL = re.compile(r"(?:联席会议|领导小组|专项小组|专项工作组|专班|指挥部)(?:办公室)?$")
_BOARD = re.compile("(?:评审|评价|认定|专家)委员会$")
_COORDINATES = re.compile("，(?:定期)?(?:统筹|研究(?:部署|解决|协调)|协调(?:解决|推进))")
# 领导小组办公室设在市工信局: the bureau that hosts the office leads.
_HOSTS = re.compile(r"(?:办公室|秘书处)[^，。；]{0,8}设在$")
_HOST_ACTS = re.compile("[。；]?$|，(?:具体|主要)?(?:承担|负责)")
_SET_UP = re.compile(r"(?:建立|成立|设立|组建|召开)[^，。；]*$")


def _deciding(clause: Clause) -> Iterator[Duty]:
    """The body that says 我部决定… or …制定如下政策 in the opening of a document issues it.

    Of bodies that are set up, a council (领导小组) leads and a board (评审委员会) reviews.
    """
    opening = any(node.type == "preamble" for node in clause.reading.document.ancestors(clause.leaf))
    for start, end in clause.parts:
        for run in runs(clause, start, end):
            named = [m for m in run.mentions if m.group == "body"]
            after = re.sub("^（[^）]*）", "", clause.text[run.end : end])
            if opening and run.relation == "doer" and named and patterns()["issue"].match(after):
                yield Duty(named[0], "issue", run.start, end, "agency/decides")
            for mention in named:
                if _HOSTS.search(clause.text[start : mention.start]) and _HOST_ACTS.match(clause.text, mention.end):
                    yield Duty(mention, "lead", start, end, "agency/host")
                if not _SET_UP.search(clause.text[start : mention.start]):
                    continue
                full = mention.canonical not in data()["groups"] or _COORDINATES.search(clause.text, mention.end)
                if full and _COUNCIL.search(mention.canonical):
                    yield Duty(mention, "lead", start, end, "agency/council")
                elif _BOARD.search(mention.canonical):
                    yield Duty(mention, "review", start, end, "agency/board")


def _fact(clause: Clause, duty: Duty) -> Agency:
    name, canonical = duty.mention.name, duty.mention.canonical
    if duty.mention.group == "unnamed":  # 各有关单位 that apply
        canonical = "申报单位"
    elif duty.mention.group == "applicant":
        name, canonical = _applicant(clause, duty)
    elif duty.mention.group == "service":  # 第三方机构, where the document is about what it evaluates
        canonical = clause.reading.types.canonical(canonical) or canonical
    return Agency(**clause.evidence(duty.start, duty.end), name=name, canonical=canonical, role=duty.role, rule=duty.rule)


def _applicant(clause: Clause, duty: Duty) -> tuple[str, str]:
    """An applicant's name as written and in canonical form: 企业, 园区; 申报单位 for 单位 that meet conditions."""
    mention: AgencyMention = duty.mention
    phrase = clause.text[duty.start : mention.end] if duty.start < mention.start else mention.name
    if re.fullmatch("(?:项目|各)?(?:申报主体|申请主体|申请单位)|(?:项目|各)申报单位", mention.name):
        return mention.name, "申报单位"
    if mention.name == "单位" and phrase == mention.name:
        return mention.name, "申报单位"
    if mention.name != "单位" or len(phrase) > 40 or "的" not in phrase:
        return mention.name, mention.name
    return phrase, "申报单位" if re.search("条件|标准|要求|规定", phrase) else phrase
