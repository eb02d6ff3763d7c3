"""分别: several names before it share several figures after it, the first the first, the second the second."""

from __future__ import annotations

import re

# Between the names of a list; not in 普及率.
AND = re.compile(r"[、和与]|以及|(?<!普)及(?![格时早])")
_AFTER_NAMES = re.compile(r"(?:较|比)[^，。；]{2,14}$|(?:应当?|须|要|将|可|均|年均|力争|提高|增长|达到|给予|企业|单位)+$")
_TAIL = re.compile(
    r"(的[^，。；、的]{2,12}"
    r"|(?:产值|收入|增加值|企业|产业|园区|总量|强度)?(?:占比|比重|比例|数量|总数|规模|覆盖率|产量|面积|利用率))$"
)


def names_before(text: str, start: int, count: int, at: int | None = None) -> list[str] | None:
    """The names that share ``count`` figures.

    Args:
        text: a sentence.
        start: where its part begins.
        count: how many figures follow 分别, or how many names share one figure.
        at: where the names end; by default at 分别.

    Returns:
        the names, each completed by the tail that only the last one carries (有研发机构、研发活动的企业 → 有研发机构的企业); None unless
        there are exactly ``count`` of them.
    """
    at = text.find("分别", start) if at is None else at
    if at < 0 or count < 2:
        return None
    lead = text[start:at].removeprefix("其中")
    while (shorter := _AFTER_NAMES.sub("", lead)) != lead:
        lead = shorter
    names = AND.split(lead)
    if len(names) < count:
        return None
    if len(names) > count:
        names = [lead[: len(lead) - sum(len(n) + 1 for n in names[-count + 1 :])], *names[-count + 1 :]] if count > 1 else names
    tail = _TAIL.search(names[-1])
    if tail and not any(_TAIL.search(name) for name in names[:-1]):
        names = [*(name + tail[1] for name in names[:-1]), names[-1]]
    return names if all(len(name) >= 2 for name in names) else None
