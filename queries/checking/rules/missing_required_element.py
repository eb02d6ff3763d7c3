"""缺少必备内容: what a superior document asks such a plan to contain, and the draft lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....extract.facts import Fact, Incentive, Target
from ..against import Against
from ..draft import Draft
from ..finding import Finding
from ..requirements import Element, Requirement, elements, requirements

RULE = "missing-required-element"
_YEAR = re.compile(r"(?P<year>20\d\d)年(?:底前?|末)?[^。；，、\d]{0,12}\d+(?:家|个|种|项)")  # 2027年80家，2028年100家
_CHOSEN = re.compile("^(?!.*政府).*优先(?:采购|选用|采用|使用|选购|购买|选择|选取)")


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """One finding, at the title, that lists all that is missing."""
    missing: dict[Element, Requirement] = {}
    for requirement in requirements(draft, against):
        for element in elements():
            if element.asked.search(requirement.contents) and not _shows(draft, element):
                missing.setdefault(element, requirement)
    if not missing:
        return
    names = "、".join(f"“{element.name}”" for element in missing)
    sources = {each.citation["start"]: each for each in missing.values()}.values()
    by = "、".join(dict.fromkeys(each.document.name_and_id for each in sources))
    yield Finding(
        rule=RULE,
        start=draft.title_span[0],
        end=draft.title_span[1],
        zh=f"{by}要求这类方案写明{names}，草案没有写。",
        en=f"{by} asks such a plan for {names}, which the draft lacks.",
        suggestion_zh=f"请补充{names}；另有文件规定的，写明该文件。",
        suggestion_en=f"Add {names}, or name the document that has it.",
        related=tuple(each.citation for each in sources),
        doubtful=all(element.loose for element in missing),
    )


def _shows(draft: Draft, element: Element) -> bool:
    """Whether the draft has an element: under a heading, in its words, or in its facts."""
    if any(node.heading and element.heading.search(draft.document.heading(node)) for node in draft.nodes):
        return True
    if element.body.search(draft.clean(draft.title_span[1], len(draft.text))):
        return True
    return any(fact.kind == element.facts and not _is_of_firms(fact) for fact in draft.facts) or (element.yearly and _has_years(draft))


def _is_of_firms(fact: Fact) -> bool:
    """Whether what is preferred is a choice of firms (优先采购绿色产品), no support for them."""
    return isinstance(fact, Incentive) and not fact.amount and _CHOSEN.search(fact.quote) is not None


def _has_years(draft: Draft) -> bool:
    """Whether the draft sets a target for one thing in several years, or a sentence gives numbers year by year."""
    if any(len({match["year"] for match in _YEAR.finditer(clause.text)}) > 1 for clause in draft.clauses):
        return True
    years: dict[str | None, set[str]] = {}
    for target in draft.of(Target):
        years.setdefault(target.subject, set()).add((target.by or "")[:4])
    return any(len(each - {""}) > 1 for each in years.values())
