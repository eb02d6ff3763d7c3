"""列举与计数: “等七个部分”, “以下三项” and “三个等级：…” against what is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....corpus.document import Node
from ....corpus.numbering import integer
from ....extract.reading import Clause
from ..against import Against
from ..draft import Draft
from ..finding import Finding

RULE = "count-mismatch"
_N = r"[两二三四五六七八九十]{1,3}|\d{1,2}"
_COUNTER = "(?:个|项|类|大|种|家|级|方面|部分|条|名|处|件|款|档|批|步|点|环节|阶段|等级|层级|领域|行业|产业|类型|类别|层次)"
# …、…、…等六个部分, …、…和…三大任务: the list stands before.
_BEFORE = re.compile(
    rf"(?P<list>[^，。；：！？（）]*、[^，。；：！？（）、]*?)(?<!、)(?P<etc>等共?|共)?(?<![\d.第有每各前后近逾约达同任超])(?P<n>{_N})(?P<unit>{_COUNTER})(?!以[上下内]|左右|多|余|月|工作日|年|日|小时|学时)"
)
# 以下三个方面：, 分为三个等级：: the list follows.
_AFTER = re.compile(
    rf"(?P<lead>以下|下列|如下|分为|划分为|设|设置|包括|设立|划为|建立|形成|构建|实施|开展|推进|打造|完善|落实|突出|抓好|聚焦|围绕|做好)(?P<n>{_N})(?P<unit>{_COUNTER})(?P<noun>[^，。；：、（）]{{0,12}})(?P<colon>：|，(?:即|分别为|分别是|包括|依次为)：?)"
)
_LEAD = re.compile(
    "(?:围绕|聚焦|在|按照?|由|从|对|将|以|开展|实施|推进|突出|包括|分为|重点|选择|涵盖|发展|打造|培育|优先|完善|建立|形成|构建|加强)(?=..)"
)
_AND = re.compile("以及|及其|[和与及]")
_INLINE = re.compile(
    r"(?:^|[：；。，])(?:([一二三四五六七八九十]{1,2})是|[（]([一二三四五六七八九十\d]{1,2})[）]|(\d{1,2})[.、](?!\d)|([①-⑩])|第([一二三四五六七八九十])(?:阶段|步|类|级|档|批))"
)
_OPEN_SHARE = 1  # how many more than listed 等 may stand for before it says nothing of the list
_FEW = 3  # items from which on a list before 等 is taken to be meant whole


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Compare every count with its list."""
    for clause in draft.clauses:
        text = clause.text
        if "、" in text:
            yield from _counted_before(clause)
        for match in _AFTER.finditer(text):
            counts = _following(draft, clause, match)
            number = integer(match["n"])
            if counts and number not in counts:
                yield _finding(clause, match.start(), match.end(), number, counts[0])


def _counted_before(clause: Clause) -> Iterator[Finding]:
    for match in _BEFORE.finditer(clause.text, clause.body):
        number, unit = integer(match["n"]), match["unit"]
        start = _list_start(match["list"])
        listed = match["list"][start:]
        items = [item for item in listed.split("、") if item]
        if len(items) < 2 or not _plain(items):
            continue
        counts = _counts(items)
        if number in counts:
            continue
        if match["etc"] is None and (
            match["n"].isdecimal() or unit in {"级", "条", "名", "处", "家", "件", "款", "批", "步", "点", "档"} or len(items) < _FEW
        ):
            continue  # 甲、乙两家 may be of another sentence: 向甲、乙三家以上单位
        if number > max(counts) and (match["etc"] is not None) and (len(items) < _FEW or number - max(counts) > _OPEN_SHARE):
            continue  # 钢铁、建材等十个行业 names some of them
        yield _finding(clause, match.start() + start, match.end(), number, counts[0])


def _list_start(listed: str) -> int:
    """Where the first item begins: behind the verb that leads the list (聚焦甲、乙), or behind another list (甲等制定由乙、丙)."""
    etc = [found.end() for found in re.finditer(r"[、等][^、]{0,12}(?:由|从|在|围绕|聚焦|包括)", listed)]
    start = etc[-1] if etc and "、" in listed[etc[-1] :] else 0
    lead = list(_LEAD.finditer(listed[start:].split("、", 1)[0]))
    return start + lead[-1].end() if lead else start


def _plain(items: Sequence[str]) -> bool:
    """Whether items are short names, so that counting the marks between them counts them."""
    return all(len(item) <= 24 for item in items) and not any(
        re.search(r"\d|[《》]|第[一二三四五六七八九十]{1,3}[项款条]", item) for item in items
    )


def _counts(items: Sequence[str]) -> list[int]:
    """How many items there may be meant, the likeliest first: 和 in the last one joins two of them or stands inside a name."""
    joined = len(_AND.findall(items[-1]))
    likeliest = len(items) + bool(_AND.search(items[-1]))
    return [likeliest, *(count for count in range(len(items), len(items) + joined + 1) if count != likeliest)]


def _following(draft: Draft, clause: Clause, match: re.Match[str]) -> list[int]:
    """How many items follow the announcement: in the outline, as 一是…二是…, or between 、; empty where it cannot be told."""
    rest = clause.text[match.end() :]
    if not rest:
        leaf_end = clause.leaf.end
        if clause.view.offsets[-1] < _last(draft, clause.leaf):
            rest = draft.clean(clause.view.offsets[-1] + 1, leaf_end)
        else:
            return _children(draft, clause.leaf)
    marks = [
        group
        for found in _INLINE.finditer("：" + draft.clean(clause.view.offsets[match.end() - 1] + 1, clause.leaf.end))
        for group in found.groups()
        if group
    ]
    if len(marks) > 1:
        return [len(marks)]
    listed = re.split("[。；]", rest, maxsplit=1)[0]
    items = [item for item in re.split("、", listed) if item]
    if "，" in listed or "等" in listed[-2:] or len(items) < 2 or not all(len(item) <= 16 for item in items):
        return []
    return _counts(items)


def _last(draft: Draft, leaf: Node) -> int:
    """Offset of the last character of a leaf that is no white space."""
    return leaf.start + len(draft.text[leaf.start : leaf.end].rstrip()) - 1


def _children(draft: Draft, leaf: Node) -> list[int]:
    """How many numbered items stand below the paragraph that ends with a colon."""
    parent = draft.document.parent(leaf)
    if parent is None:
        return []
    at = next(i for i, child in enumerate(parent.children) if child is leaf)
    count = 0
    for child in parent.children[at + 1 :]:
        mark = draft.number(child) if child.type == "item" else None
        if mark is None or mark.number != count + 1:
            break
        count += 1
    return [count] if count > 1 else []


def _finding(clause: Clause, start: int, end: int, number: int, count: int) -> Finding:
    at = clause.view.span(start, end)
    return Finding(
        rule=RULE, start=at[0], end=at[1],
        zh=f"文中说是 {number} 项，实际列出 {count} 项，数目与列举不符。", en=f"{number} are announced, but {count} are listed.",
        suggestion_zh="请补全漏列的内容，或更正数目；只是举例的，宜写“等”而不写总数。",
        suggestion_en="Complete the list or correct the number; where it only gives examples, leave out the total.",
    )  # fmt: skip
