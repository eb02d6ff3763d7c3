"""What a numeric condition measures (指标): the name before its number, else the thing counted after it; and its full mark."""

from __future__ import annotations

import re

from ..nouns import name_ending_at, name_starting_at, noun_words
from ..quantities import Quantity
from ..reading import Clause
from .bounds import number

_SCALE = re.compile(r"(?:按|满分|总分|满分为|总分为)(\d{2,4})分(?:计|制)?")
_BEFORE_NUMBER = re.compile(
    r"(?:应当?|须|需|要|均|都|总计|合计|累计|原则上|一般|必须|应该|平均|首次|达|到|为|在|是|不|超|得|有|了|已|：)+$"
)
# Words that begin what follows from a condition; nothing is measured by them.
_NO_METRIC = ("分别", "给予", "一次性", "可", "奖励", "按", "每", "实行", "部分")


def full_mark(clause: Clause, quantity: Quantity) -> float | None:
    """The full mark of a score (按50分计 → 50), or None."""
    if quantity.scale is not None:
        return number(quantity.scale)
    match = _SCALE.search(clause.text, clause.body, quantity.number_start)
    return int(match[1]) if match and quantity.unit == "分" else None


def metric(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> str | None:
    """What a quantity measures: the name before the number, else the thing counted after it; None where neither is a name.

    Args:
        clause: the sentence.
        quantity: the quantity.
        part: the part of the sentence that holds it.
    """
    before, after = _name_before(clause, quantity, part), _name_after(clause, quantity, part)
    if quantity.kind == "duration" and before:
        return re.sub(r"^(?:企业|单位|项目)", "", before) + ("" if before.endswith(("时间", "年限", "期限")) else "时间")
    if quantity.unit == "次" and (act := _ACT.match(clause.text, quantity.end)):  # 连续两次未按规定报送的
        return f"{act[0]}次数"
    if quantity.unit == "次" and (after or before):
        return f"{after or before}次数"
    if before and after and quantity.kind == "count" and clause.text.startswith("的", quantity.end):
        return f"{before}{after}数"  # 控股三个及以上的独立法人生产企业
    return before or after


def _name_before(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> str | None:
    text = clause.text
    written = text[part[0] : quantity.start]
    lead = _BEFORE_NUMBER.sub("", _SCALE.sub("", written))
    lead = _BEFORE_NUMBER.sub("", re.sub(r"（[^（）]*）$", "", lead))
    if not lead:
        return None
    if _SCALE.search(written):  # 预期性要求按50分计得分达20分: the words around the full mark are one name
        return re.split(r"[的在对]", lead)[-1] or None
    at = part[0] + len(lead) - 1
    token = next((t.i for t in reversed(clause.doc) if t.idx <= at < t.idx + len(t)), None)
    if token is None:
        return None
    start, end = name_ending_at(clause.doc, token)
    start = max(start, part[0])
    own = next((m for m in clause.types if m.start == start and text[m.end : end] in _SCORES), None)
    name = text[own.end if own else start : end].strip("的")
    return name if len(name) >= 2 else None


# 绿色工厂总分: the type is said elsewhere; 绿色供应链管理指数 is the name of an index.
_SCORES = frozenset({"总分", "得分", "评分", "分数", "总得分", "评价得分", "评价总分", "综合得分", "考核得分"})


_ACT = re.compile(r"(?:未|不|拒不)[^，。；、或的]{2,24}")


def _name_after(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> str | None:
    token = next((t.i for t in clause.doc if t.idx >= quantity.end and t.text != "的"), None)
    if token is None or clause.doc[token].idx >= part[1]:
        return None
    start, end = name_starting_at(clause.doc, token)
    name = clause.text[start:end].lstrip("的")
    verb = clause.doc[token].text in noun_words().stops or name.startswith(_NO_METRIC)
    return None if verb else name or None
