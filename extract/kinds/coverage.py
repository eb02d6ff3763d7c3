"""Full coverage (全覆盖) as a target: 100 % of what the words before it name, of whom they name in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import Target
from ..nouns import noun_words
from ..quantities import Quantity
from ..reading import Clause
from .horizon import horizon
from .named import patterns
from .shares import Span
from .whose import holder, specific

_EVERYWHERE = re.compile(r"^(?:等)?(?:我[省市区县])?(?:各|重点|主要|相关)(?:行业|产业|领域)$|本[市省]|全[市省]")
_LEAD = re.compile(r"^(?:到?\d{4}年底?|逐步|基本|全面|力争|率先|加快|实现|推动|推进|促进|达到|确保|使|在)+")
_TAIL = re.compile(r"(?:逐步|全部|基本|全面|力争|率先|实现|达到|推动|的)+$")
_OF = re.compile(r"对(?:全[省市区县])?(?P<scope>[^，。；]{2,14}?)(?P<subject>[^，。；的企业]{2,8})的?$")
# “一村一品”实现行政村全覆盖: the thing, and where it is to be.
_REACHES = re.compile(r"(?P<subject>[^，。；、]{2,20}?)(?:实现|在)(?P<scope>[^，。；、]{2,10})$")
_NEW = re.compile(r"(?:新建|现有|规上|重点|新增)*(?:企业|项目|工厂|园区)?$")


def full_coverage(clause: Clause, quantity: Quantity, part: Span, whose: str | None) -> Iterator[Target]:
    """Yields 100 % for each thing that is to cover, and each place or body that it is to cover.

    Args:
        clause: the sentence.
        quantity: the words 全覆盖.
        part: the part of the sentence that holds them.
        whose: the body that the sentence has spoken of before.
    """
    text, start = clause.text, part[0]
    mentions = [m for m in clause.types if m.labels and start <= m.start < quantity.end]
    of = _OF.search(text[start : quantity.start])
    scopes: list[str | None] = [None]
    reaches = _REACHES.fullmatch(text, start + (lead.end() if (lead := _LEAD.match(text[start:])) else 0), quantity.start)
    if reaches and patterns()["holders"].search(reaches["scope"]):
        subjects = [mentions[-1].labels[0] if mentions else reaches["subject"].strip("“”")]
        scopes = [specific(reaches["scope"])]
    elif mentions:
        subjects = [mentions[-1].labels[0]]
        lead = _NEW.sub("", _LEAD.sub("", text[start : mentions[-1].start]))
        scopes = [*re.split(r"[、和及]", lead)] if lead and not _EVERYWHERE.search(lead) else [None]
    elif of:
        scopes, subjects = [of["scope"]], [of["subject"]]
    else:
        scope, subjects = _split(clause, start, quantity.start)
        scopes = [scope if scope is not None else whose if start > clause.body else None]
    for subject in subjects:
        for scope in scopes:
            yield Target(
                **clause.evidence(start, quantity.end), rule="target-full", subject=subject,
                min=100, min_inclusive=True, max=100, max_inclusive=True,
                unit="%", by=horizon(clause, quantity.start), scope=scope,
            )  # fmt: skip


def _split(clause: Clause, start: int, end: int) -> tuple[str | None, list[str]]:
    """Scope and things of what is to be covered: 有条件的乡镇和村|公共服务能力及物流配送能力."""
    text = clause.text
    lead = text[start:end]
    end -= len(lead) - len(_TAIL.sub("", lead))
    if skip := _LEAD.match(lead):
        start += skip.end()
    scope, begin = holder(clause, start, end)
    if begin == start and (of := text.rfind("的", start, end - 2)) > start and patterns()["holders"].search(text[start:of]):
        scope, begin = text[start:of], of + 1
    rest = re.sub(r"^(?:基本|全面|逐步|实现)+", "", text[begin:end])
    if len(of_all := rest.rpartition("等")[2]) >= 3:
        rest = of_all
    if len(rest) < 2:
        return None, []
    things = re.split(r"[、及]|和(?!谐)", rest)
    heads = (*noun_words().heads, "能力", "服务", "率")
    return specific(scope), things if all(len(t) >= 4 and t.endswith(heads) for t in things) else [rest]
