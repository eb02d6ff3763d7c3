"""Totals that follow from shares and rates (份额与单价): weights and payments of 100 %, 每个50万元…6个共300万元, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...corpus.document import Node
from ...corpus.numbering import integer
from ...extract.quantities import find as quantities
from .draft import Draft
from .finding import Span
from .sums import Sum

_WHOLE = Decimal(100)
_NEAR = range(70, 131)  # sums of shares that are meant to be 100
_SHARE = re.compile(r"(?P<n>\d{1,3}(?:\.\d+)?)%")
_WEIGHED = re.compile(r"权重|百分制|各占|[占为]比?\d{1,2}(?:\.\d+)?%[^。；]*[占为]比?\d{1,2}(?:\.\d+)?%|（\d{1,2}%）[^。；]*（\d{1,2}%）")
_OF_ALL = re.compile("评[审价分估定]|考核|得分|成绩|权重|百分制")
_PAID = re.compile(
    r"分(?:[两二三四234])[次期批][^。；]{0,12}(?:拨付|支付|兑付|发放|下达|兑现)|(?:拨付|支付|兑付|发放)[^。；，]{0,8}\d{1,2}%[^。；]*(?:拨付|支付|兑付|发放)[^。；，]{0,8}\d{1,2}%"
)
_BORNE = re.compile(r"(?:承担|负担|分担|出资)\D{0,6}\d{1,2}%[^。；]*(?:承担|负担|分担|出资)\D{0,6}\d{1,2}%")
_REST = re.compile("剩余|余下|其余|余款|以上|以下|不超过|不低于|不少于|最高|增长|下降|提高|补助比例|的\\d{1,2}%给予")
_RATE = re.compile(
    r"每(?P<of>[个家人年名户所座项台套条辆亩吨件头株])(?P<said>[^，。；\d]{0,14})(?P<rate>\d+(?:\.\d+)?)(?P<unit>[万亿]?[元家个名人项台次])"
    r"(?P<between>[^。；\d]{0,24}?)(?P<n>\d+|[两三四五六七八九十])(?P=of)(?:共计?|合计|累计|总计)(?P<all>[^，。；\d]{0,8})(?P<total>\d+(?:\.\d+)?)(?P<unit2>[万亿]?[元家个名人项台次])"
)
# The same with the number of things stated before: 回收网点165个。按照每个网点2万元的标准给予补助，共330万元.
_EACH = re.compile(
    r"每(?P<of>[个家人名户所座项台套])(?P<said>[\u4e00-\u9fff]{2,8}?)(?P<rate>\d+(?:\.\d+)?)(?P<unit>[万亿]?元)[^。；\d]{0,20}"
    r"(?:共计?|合计|总计)[^，。；\d每]{0,8}(?P<total>\d+(?:\.\d+)?)(?P<unit2>[万亿]?元)"
)
_MARKS = re.compile(r"[（(，,：:](?:满分|共|计|最高)?(?P<n>\d{1,3}(?:\.\d)?)分(?:[）)]|(?=[。；]?$))")
_NO_MARK = re.compile("每|扣|加分|得\\d|低于|不满|不足|以上|以下|及格|达到|≥|≤|＜|＞|<|>")
_FULL = re.compile(r"(?:总分值?|满分|分值合计|总计|共计|合计)(?:值)?[为是共：]?(?P<n>\d{2,4})分")


def shared(draft: Draft) -> Iterator[Sum]:
    """Shares that must make 100 %: weights, payments in several parts, what each side bears."""
    for clause in draft.clauses:
        text = clause.text
        found = list(_SHARE.finditer(text))
        if len(found) < 2 or _REST.search(text):
            continue
        weighed = _WEIGHED.search(text) and _OF_ALL.search(text)
        if weighed or _PAID.search(text) or _BORNE.search(text):
            shares = tuple(Decimal(match["n"]) for match in found)
            if sum(shares) != _WHOLE and int(sum(shares)) in _NEAR:
                place = clause.view.span(clause.part_at(found[0].start())[0], found[-1].end())
                yield Sum(_WHOLE, shares, "%", place, tuple(clause.view.span(*match.span()) for match in found))


def multiplied(draft: Draft) -> Iterator[Sum]:
    """A rate, how often it is meant, and what that comes to: 每年安排5000万元，三年共安排1.5亿元."""
    for clause in draft.clauses:
        for match in _RATE.finditer(clause.text):
            rate, total = _value(match["rate"], match["unit"]), _value(match["total"], match["unit2"])
            times = integer(match["n"].replace("两", "二"))
            if rate is not None and total is not None and match["unit"][-1] == match["unit2"][-1] and times > 1:
                place = clause.view.span(*match.span())
                yield Sum(total, (rate,) * times, match["unit"][-1], place, (place,))

    for leaf in draft.leaves:
        if leaf.type != "text":
            continue
        view = draft.document.view(leaf.start, leaf.end)
        for match in _EACH.finditer(view.text):
            named = re.search(
                rf"{re.escape(match['said'])}(\d+){match['of']}|(\d+){match['of']}{re.escape(match['said'])}", view.text[: match.start()]
            )
            rate, total = _value(match["rate"], match["unit"]), _value(match["total"], match["unit2"])
            if named is not None and rate is not None and total is not None:
                times, place = int(named[1] or named[2]), view.span(*match.span())
                yield Sum(total, (rate * times,), match["unit"][-1], place, (view.span(*named.span()), place))


def _value(number: str, unit: str) -> Decimal | None:
    return next((quantity.exact for quantity in quantities(number + unit)), None)


def marked(draft: Draft) -> Iterator[Sum]:
    """Headings with marks and the marks of what stands below: （一）环境设施（25分） with items of 10, 10 and 5."""
    for node in draft.nodes:
        items = [child for child in node.children if child.type == "item"]
        marks = [_mark(draft, child) for child in items]
        if len(items) < 2 or not all(marks):
            continue
        parts = tuple(mark[0] for mark in marks if mark is not None)
        places = tuple(mark[1] for mark in marks if mark is not None)
        whole = _heading_mark(draft, node) or _stated(draft, node, items)
        if whole is not None:
            yield Sum(whole[0], parts, "分", whole[1], (whole[1], *places))


def _mark(draft: Draft, node: Node) -> tuple[Decimal, Span] | None:
    """The marks of an item: in its heading, else the only ones in its first sentence."""
    if (found := _heading_mark(draft, node)) is not None:
        return found
    return _only_mark(draft, node.start, node.end) if not any(child.type == "item" for child in node.children) else None


def _heading_mark(draft: Draft, node: Node) -> tuple[Decimal, Span] | None:
    return _only_mark(draft, *node.heading) if node.heading is not None else None


def _only_mark(draft: Draft, start: int, end: int) -> tuple[Decimal, Span] | None:
    view = draft.document.view(start, end)
    found = list(_MARKS.finditer(view.text))
    if len(found) != 1 or len(re.findall("\\d分", view.text)) != 1 or _NO_MARK.search(view.text):
        return None
    return Decimal(found[0]["n"]), view.span(0, len(view))


def _stated(draft: Draft, node: Node, items: list[Node]) -> tuple[Decimal, Span] | None:
    """The full mark that the words before the items state, if they state one."""
    view = draft.document.view(node.start, items[0].start)
    found = {match["n"]: match for match in _FULL.finditer(view.text)}
    if len(found) != 1 or len(re.findall("\\d分", view.text)) != 1:
        return None
    number, match = next(iter(found.items()))
    return Decimal(number), view.span(*match.span())
