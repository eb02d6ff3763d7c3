"""超出规定范围: a number outside the range that a superior document sets for it (5-8个重点领域), stated or counted in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....extract.facts import Incentive, Target
from ....extract.mentions import Quantity
from ....ontology.concepts import Regions
from ...wording import money, number
from ..against import Against
from ..counts import counts
from ..draft import Draft
from ..finding import Finding
from ..relevance import relevant
from ..requirements import counted, requirements
from ..rulings import Ruling

RULE = "outside-required-range"
_SUPERIOR_MONEY = {1: "中央|国家", 2: "省级|省财政|中央|国家级?财政|自治区", 3: "省级|市级|省财政|市财政|中央"}
"""Words for funds of the places above one of a rank, whose amounts those places set."""
_SOURCE = re.compile(r"(?:中央|国家|自治区|省|市|区|县|本)级?(?:财政|[^，。；]{0,12}(?:专项|转移支付)?资金|[^，。；]{0,12}转移支付)")


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Counts outside the range for a plan, targets below the share assigned to the place, awards above a superior's ceiling."""
    yield from _counts(draft, against)
    for ruling in relevant(draft, against):
        if isinstance(ruling.fact, Target):
            yield from _targets(draft, ruling, ruling.fact)
        elif isinstance(ruling.fact, Incentive) and ruling.fact.amount:
            yield from _awards(draft, ruling, ruling.fact)


def _counts(draft: Draft, against: Against) -> Iterator[Finding]:
    for requirement in requirements(draft, against):
        for quantity, noun in requirement.ranges:
            kind = next((each for each in counted() if each.noun.match(noun)), None)
            for count in counts(draft, kind) if kind is not None else ():
                over = quantity.max is not None and count.number > quantity.max
                under = quantity.min is not None and count.number < quantity.min and not count.open
                if kind is not None and (over or under):
                    asked, name = f"{_range(quantity)}{kind.name}", requirement.document
                    yield Finding(
                        rule=RULE,
                        start=count.start,
                        end=count.end,
                        zh=f"草案为{count.number}个{kind.name}，{name.name_and_id}要求{asked}。",
                        en=f"The draft has {count.number} of {kind.name}; {name.name} asks for {asked}.",
                        suggestion_zh=f"请调整为{asked}，并与正文各处的表述保持一致。",
                        suggestion_en=f"Make it {asked}, here and wherever the draft repeats it.",
                        related=(requirement.citation,),
                    )


def _targets(draft: Draft, ruling: Ruling, assigned: Target) -> Iterator[Finding]:
    """The draft's own target where a superior document assigns the place a share of its own (松江区：绿色工厂20家)."""
    names = () if draft.place is None else draft.place.names
    if assigned.scope not in names or assigned.min is None or assigned.subject is None:
        return
    mine = [
        fact
        for fact in draft.of(Target)
        if fact.subject == assigned.subject and fact.unit in (assigned.unit, "家", "个", None) and fact.scope is None
        and fact.level in (None, assigned.level) and fact.grade == assigned.grade and (fact.by or "")[:4] == (assigned.by or "")[:4]
    ]  # fmt: skip
    for fact in sorted(mine, key=lambda each: -(each.min or 0))[:1]:
        if fact.min is not None and fact.min < assigned.min:
            said, name = f"{number(assigned.min)}{assigned.unit or '家'}", ruling.document.name_and_id
            alike = _is_of_one_period(draft, ruling)
            remark = "" if alike else "两份文件起始年份不同，此前已完成的可能未计入。"
            yield Finding(
                rule=RULE,
                start=fact.start,
                end=fact.end,
                zh=f"{fact.subject}目标{number(fact.min)}{fact.unit or ''}，低于{name}分解给{assigned.scope}的{said}。{remark}",
                en=f"The target is below the {number(assigned.min)} that {ruling.document.name} assigns to the place.",
                suggestion_zh=f"请调整为不少于{said}，或者说明与上级协商调整的依据。",
                suggestion_en="Raise the target to the share assigned, or say on what ground it was changed.",
                related=(ruling.citation,),
                doubtful=not alike,
            )


def _is_of_one_period(draft: Draft, ruling: Ruling) -> bool:
    """Whether a draft counts from the year from which the superior document does; a later one may count the rest only."""
    its = ruling.document.valid_from
    return draft.begins is None or its is None or draft.begins.year <= its.year


def _awards(draft: Draft, ruling: Ruling, ceiling: Incentive) -> Iterator[Finding]:
    """Sums from a superior place's funds above the ceiling that it sets for them."""
    funds = _SUPERIOR_MONEY.get(Regions.rank(draft.place), "(?!)") if draft.place is not None else "(?!)"
    for fact in draft.of(Incentive):
        alike = fact.subject == ceiling.subject and fact.level == ceiling.level and fact.grade == ceiling.grade
        if alike and fact.amount and ceiling.amount and fact.amount > ceiling.amount and _is_paid_from(draft, fact, funds):
            most = "上限" if ceiling.cap else ""
            yield Finding(
                rule=RULE,
                start=fact.start,
                end=fact.end,
                zh=f"从上级资金中给予{money(fact.amount)}，超过{ruling.document.name_and_id}规定的{most}{money(ceiling.amount)}。",
                en=f"The award from a superior's funds exceeds the ceiling of {number(ceiling.amount)} yuan in {ruling.document.name}.",
                suggestion_zh=f"请调整为不超过{money(ceiling.amount)}；本级另行安排资金的，单独写明资金来源。",
                suggestion_en="Keep to the ceiling, or name the place's own funds for what goes beyond it.",
                related=(ruling.citation,),
            )


def _is_paid_from(draft: Draft, fact: Incentive, funds: str) -> bool:
    """Whether an award comes from some funds: the source named last before its amount, or for the paragraph as a whole."""
    paragraph = draft.document.leaf_at(fact.start)
    words = draft.clean(paragraph.start, paragraph.end)
    at = words.find(money(fact.amount or 0), max(0, words.find("".join(fact.quote.split()))))
    sources = [match[0] for match in _SOURCE.finditer(words[: at if at >= 0 else len(words)])] or _SOURCE.findall(words)
    return bool(sources) and re.search(funds, sources[-1]) is not None


def _range(quantity: Quantity) -> str:
    low, high = (None if each is None else number(each) for each in (quantity.min, quantity.max))
    if low is not None and high is not None:
        return f"{low}个" if low == high else f"{low}至{high}个"
    return f"不少于{low}个" if low is not None else f"不超过{high}个"
