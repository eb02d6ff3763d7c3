"""宽于上位规定: a threshold, ban or check that is weaker than what a superior document rules on the same recognition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ....extract.facts import Cycle, Exemption, Fact, Sanction, Threshold
from ....ontology.concepts import Regions
from ....ontology.schemes import schemes
from ...citations import Citation
from ...documents import PolicyDocument
from ...wording import phrase
from ..against import Against
from ..breaches import milder_breaches
from ..draft import Draft
from ..finding import Finding, Span
from ..relevance import relevant
from ..rulings import Ruling
from ..tiers import has_own_tier, is_own_tier
from ..unread import admonitions, answers, rarer
from ..waiving import shortened, waivers
from ..weaker import milder, weaker

RULE = "looser-than-superior"
_WHAT = {
    "threshold": ("门槛", "threshold"),
    "cycle": ("核查周期", "cycle of checks"),
    "sanction": ("惩戒", "sanction"),
    "exemption": ("免检条件", "condition of exemption"),
}


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """What falls short of a superior ruling, once for each place; the draft's own tier (市级) is its own affair."""
    told: list[Span] = []
    for place, finding in _candidates(draft, against):
        if not any(start < place[1] and place[0] < end for start, end in told):
            told.append(place)
            yield finding


def _candidates(draft: Draft, against: Against) -> Iterator[tuple[Span, Finding]]:
    """Facts, milder reasons to lose a status, other numbers, and waived checks."""
    rulings = relevant(draft, against)
    for fact in (*draft.facts, *admonitions(draft)):
        if isinstance(fact, (Threshold, Cycle, Sanction, Exemption)) and not _is_own(draft, fact):
            around = [each for each in draft.facts if draft.document.leaf_at(each.start) == draft.document.leaf_at(fact.start)]
            ruling = weaker(_levelled(draft, fact), rulings, draft.place) or milder(fact, around, rulings)
            if ruling is not None:
                yield (fact.start, fact.end), _weaker((fact.start, fact.end), _WHAT[fact.kind], phrase(fact), ruling)
    others = [((each.start, each.end), _WHAT["sanction"], each.ruling, False) for each in milder_breaches(draft, rulings)]
    others += [((start, end), _WHAT["threshold"], ruling, doubtful) for start, end, ruling, doubtful in answers(draft, rulings)]
    others += [((start, end), _WHAT["cycle"], ruling, False) for start, end, ruling in rarer(draft, rulings)]
    for place, what, ruling, doubtful in others:
        words = draft.clean(*place)
        if not is_own_tier(draft, words):
            yield place, replace(_weaker(place, what, words, ruling), doubtful=doubtful)
    documents = {ruling.document.id for ruling in rulings}
    for waiver in (*waivers(draft, against, documents), *shortened(draft, against, documents)):
        if not is_own_tier(draft, draft.clean(waiver.start, waiver.end)):
            yield (waiver.start, waiver.end), _waived((waiver.start, waiver.end), waiver.check, waiver.document, waiver.citation)


def _levelled(draft: Draft, fact: Fact) -> Fact:
    """A threshold with the level that the name of a superior place says: 推荐申报福建省绿色工厂 is 省级."""
    if not isinstance(fact, Threshold) or fact.level is not None or draft.place is None:
        return fact
    leaf = draft.document.leaf_at(fact.start)
    words = re.split("[。；]", draft.clean(fact.start, leaf.end))[0]
    for place in schemes().regions.ancestors(draft.place):
        names = "|".join(re.escape(name) for name in place.names if len(name) > 1)
        if re.search(f"(?:申报|推荐|认定|评为|列入)[^，。；]{{0,4}}(?:{names})[^，。；]{{0,2}}(?:绿色|示范|试点)", words):
            return fact.but(level={0: "国家级", 1: "省级", 2: "市级"}[Regions.rank(place)])
    return fact


def _is_own(draft: Draft, fact: Fact) -> bool:
    """Whether a rule is about what the draft's own place recognises: it says so or, where checks are due how often, nothing else does."""
    words = fact.quote if isinstance(fact, Threshold) else draft.sentence(fact)
    above = re.search("省级|国家级", words) is not None
    return is_own_tier(draft, words) or (isinstance(fact, Cycle) and not above and has_own_tier(draft))


def _weaker(place: Span, what: tuple[str, str], mine: str, ruling: Ruling) -> Finding:
    its, document = phrase(ruling.fact), ruling.document
    return _finding(
        place,
        ruling.citation,
        (
            f"{what[0]}宽于上位文件：草案为“{mine}”，{document.name_and_id}规定为“{its}”。",
            f"The {what[1]} is weaker than the superior document's: “{mine}” against “{its}” in {document.name}.",
        ),
        (
            f"请改为不低于上位文件的要求（{ruling.citation['quote']}）；确有必要放宽的，应当先取得上级机关同意。",
            "Ask for no less than the superior document does, or obtain the superior authority's consent first.",
        ),
    )


def _waived(place: Span, check: str, document: PolicyDocument, citation: Citation) -> Finding:
    return _finding(
        place,
        citation,
        (
            f"草案免去了{check}，{document.name_and_id}要求有这一环节。",
            f"The draft waives a check ({check}) that {document.name} asks for.",
        ),
        (
            f"请保留{check}（{citation['quote']}）；可以简化材料和流程，不宜免去。",
            "Keep the check; what is submitted for it may be made simpler.",
        ),
    )


def _finding(place: Span, citation: Citation, message: tuple[str, str], suggestion: tuple[str, str]) -> Finding:
    return Finding(
        rule=RULE, start=place[0], end=place[1], zh=message[0], en=message[1],
        suggestion_zh=suggestion[0], suggestion_en=suggestion[1], related=(citation,),
    )  # fmt: skip
