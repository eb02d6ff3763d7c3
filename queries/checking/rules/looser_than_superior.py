"""宽于上位规定: a threshold, ban or check that is weaker than what a superior document rules on the same recognition."""

from __future__ import annotations

from collections.abc import Iterator

from ....extract.facts import Cycle, Exemption, Fact, Sanction, Threshold
from ...wording import phrase
from ..against import Against
from ..draft import Draft
from ..finding import Finding
from ..relevance import relevant
from ..tiers import has_own_tier, is_own_tier
from ..weaker import Weaker, weaker

RULE = "looser-than-superior"
_WHAT = {"threshold": "门槛", "cycle": "核查周期", "sanction": "惩戒期限", "exemption": "免检条件"}
_WHAT_EN = {"threshold": "threshold", "cycle": "cycle of checks", "sanction": "ban", "exemption": "condition of exemption"}


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Facts that fall short of a superior ruling; the draft's own tier (市级) is its own affair."""
    rulings = relevant(draft, against)
    for fact in draft.facts:
        if isinstance(fact, (Threshold, Cycle, Sanction, Exemption)) and not _is_own(draft, fact):
            found = weaker(fact, rulings, draft.place)
            if found is not None:
                yield _finding(found)


def _is_own(draft: Draft, fact: Fact) -> bool:
    """Whether a rule is about what the draft's own place recognises: it says so, or, where checks are due how often, nothing else does."""
    clause = next((each for each in draft.clauses if each.leaf.start <= fact.start < each.leaf.end), None)
    words = draft.clean(clause.leaf.start, clause.leaf.end) if clause is not None and not isinstance(fact, Threshold) else fact.quote
    return is_own_tier(draft, words) or (isinstance(fact, Cycle) and has_own_tier(draft))


def _finding(found: Weaker) -> Finding:
    fact, ruling = found.fact, found.ruling
    mine, its = phrase(fact), phrase(ruling.fact)
    name = ruling.document.name_and_id
    kind = fact.kind
    return Finding(
        rule=RULE,
        start=fact.start,
        end=fact.end,
        zh=f"{_WHAT[kind]}宽于上位文件：草案为“{mine}”，{name}规定为“{its}”。",
        en=f"The {_WHAT_EN[kind]} is weaker than the superior document's: “{mine}” against “{its}” in {ruling.document.name}.",
        suggestion_zh=f"请改为不低于上位文件的要求（{ruling.citation['quote']}）；确有必要放宽的，应当先取得上级机关同意。",
        suggestion_en="Ask for no less than the superior document does, or obtain the superior authority's consent first.",
        related=(ruling.citation,),
    )
