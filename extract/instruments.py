"""What a promise is made in (激励方式): the instruments that words name, by the tables of ``patterns/incentives.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .facts import Form
from .units import load_yaml

GIVES = re.compile(r"给予|予以|享受|颁发|发放|进行(?=[^，。；]{0,4}奖励)")
"""Verbs that hand something over: what stands behind the last of them is given, what stands before may describe who gets it."""


# 资助和奖励总额不超过…: the sum is that of both.
_BOTH = re.compile(
    r"(?:资助|补助|补贴)(?:和|或|、|及|与)?(?:奖励|(?<=[和或、及与])奖补)|(?:奖励|奖补(?=[和或、及与]))(?:和|或|、|及|与)?(?:资助|补助|补贴)"
)
# 在土地、能源等方面给予重点支持: what the support is in says whether it is money.
_IN_RESPECTS = re.compile(
    r"(?:在|从)(?P<of>[^，。；]{2,60}?)(?:等)?(?:各?方面|环节|上)[^，。；]{0,40}?(?:支持|倾斜|扶持|照顾|保障)(?!体系|机制)"
)
_MONEY = re.compile(r"资金|财政|经费|投入|补[贴助]|奖")
_INTEREST = re.compile(r"贴息(?:资助|补助|补贴|奖励)(?!和|或|、)")  # 贴息资助 pays interest
_NAMED = re.compile(r"《[^《》]*》")


@dataclass(frozen=True, slots=True)
class IncentiveWords:
    """The patterns of ``patterns/incentives.yaml``; each is explained there."""

    forms: tuple[tuple[Form, re.Pattern[str]], ...]
    paid_forms: tuple[tuple[Form, re.Pattern[str]], ...]
    paid_support: re.Pattern[str]
    plain_support: re.Pattern[str]
    priority: re.Pattern[str]
    relief: re.Pattern[str]
    verbs: re.Pattern[str]
    excluded: re.Pattern[str]
    detail: re.Pattern[str]
    announced: re.Pattern[str]
    title: re.Pattern[str]
    charged: re.Pattern[str]
    lent: re.Pattern[str]
    fund: re.Pattern[str]


_PLAIN = ("paid_support", "plain_support", "priority", "relief", "verbs", "not", "detail", "announced", "title", "charged", "lent", "fund")


@lru_cache(maxsize=1)
def incentive_words() -> IncentiveWords:
    """The patterns; read once."""
    data = load_yaml("incentives.yaml")
    forms, paid = (tuple((name, re.compile(text)) for name, text in data[part].items()) for part in ("forms", "paid_forms"))
    return IncentiveWords(forms, paid, *(re.compile(data[name]) for name in _PLAIN))


def paid_forms(text: str) -> list[Form]:
    """The instrument of a sum of money: the one named last; a mere 支持 is a subsidy; empty where the words name none."""
    if _BOTH.search(text):
        return ["subsidy", "award"]
    text = _INTEREST.sub("贴息", text)
    words = incentive_words()
    last: dict[Form, int] = {}
    for form, pattern in words.paid_forms:
        for match in pattern.finditer(text):
            last[form] = match.start()
    if last:
        return [max(last, key=lambda form: last[form])]
    return ["subsidy"] if words.paid_support.search(text) else []


def promised_forms(text: str) -> list[Form]:
    """The instruments that a part of a sentence promises without a sum; empty where it promises nothing."""
    words = incentive_words()
    text = _INTEREST.sub("贴息", _NAMED.sub("《》", text))  # 《免征车辆购置税的新能源汽车车型目录》 promises nothing
    if not words.verbs.search(text):
        return []
    if words.relief.search(text):
        return ["tax"]
    given = GIVES.split(text)[-1]
    found: list[Form] = [form for form, pattern in words.forms if pattern.search(f"给予{given}")] if given != text else []
    found = found or [form for form, pattern in words.forms if pattern.search(text)]
    if not found and (respects := _IN_RESPECTS.search(text)):
        found = ["subsidy"] if _MONEY.search(respects["of"]) else ["priority"]
        return [*found, "priority"] if "倾斜" in text and found == ["subsidy"] else found
    if not found and words.priority.search(text):
        return ["priority"]
    if not found and words.plain_support.search(text):
        return ["subsidy"]
    if "项目申报" in text and words.priority.search(text):
        found.append("priority")
    return found
