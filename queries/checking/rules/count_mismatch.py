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
_COUNTER = (
    "(?:个|项|类|大|种|家|级|方面|部分|条|名|处|件|款|档|批|步|点|环节|阶段|等级|层级|领域|行业|产业|类型|类别|层次"
    "|地|方|县|市|区|链|维度|板块|层面|要素|渠道|路径)"
)
# …、…、…等六个部分, …、…和…三大任务: the list stands before.
_COUNT = re.compile(
    rf"(?P<etc>等共?|共)?(?<![\d.第有每各前后近逾约达同任超])(?P<n>{_N})(?P<unit>{_COUNTER})(?!以[上下内]|或者?|左右|多|余|月|工作日|年|日|小时|学时)"
)
_REACH = 300  # characters that a list before its count may have
# 以下三个方面：, 分为三个等级：: the list follows.
_AFTER = re.compile(
    rf"(?P<lead>以下|下列|如下|(?:主要)?用于|涉及|分为|划分为|设|设置|包括|设立|划为|建立|形成|构建|实施|开展|推进|打造|完善|落实|突出|抓好|聚焦|围绕|做好)(?P<n>{_N})(?P<unit>{_COUNTER})(?P<noun>[^，。；：、（）]{{0,12}})(?P<colon>：|，(?:由高到低|从高到低|由低到高|从低到高|按[^，。；]{{1,8}})?(?:即|分别为|分别是|包括|依次为|依次是)：?)"
)
_LEAD = re.compile(
    "(?:围绕|聚焦|在|按照?|由|从|对|将|以|开展|实施|推进|突出|包括|分为|重点|选择|涵盖|发展|打造|培育|优先|完善|建立|形成|构建|加强)(?=..)|分为(?=.)"
)
_AND = re.compile("以及|及其|[和与及]")
_INLINE = re.compile(
    r"(?:^|[：；。，])(?:([一二三四五六七八九十]{1,2})是|[（]([一二三四五六七八九十\d]{1,2})[）]|(\d{1,2})[.、](?!\d)|([①-⑩])|第([一二三四五六七八九十])(?:阶段|步|类|级|档|批))"
)
_LOOSE = frozenset(
    {"市", "区", "县", "级", "条", "名", "处", "家", "件", "款", "批", "步", "点", "档"}
)  # 甲、乙两家: the number may be another sentence's
_DIVIDED = re.compile("(?:分为?|划为|划分为|设为?|设置|定为)$")
_GRADED = re.compile(r"(?:的)?，?(?:评|认?定|列|划|确定|记|归|判)?为[“]?[\u4e00-\u9fffA-E]{1,8}[”]?$")
_JOINED = 6  # characters above which an item with 和 joins two lists
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
    floor = clause.body
    for match in _COUNT.finditer(clause.text, clause.body):
        begin = _list_before(clause.text, match.start(), max(floor, match.start() - _REACH))
        listed = clause.text[begin : match.start()]
        number, unit, start = integer(match["n"]), match["unit"], begin + _list_start(listed)
        listed = re.sub("（[^（）]*）", "", clause.text[start : match.start()])
        items = [item for item in listed.split("、") if item]
        if len(items) < 2 or listed.endswith("、") or not _plain(items) or listed.count("“") != listed.count("”"):
            continue  # “三个代表”重要思想 ends no list
        if any(_AND.search(item) and len(item) > _JOINED for item in items[1:-1]):
            continue  # 村庄、集镇总体规划和村庄、集镇建设规划两个部分
        floor = match.end()
        counts = _counts(items)
        if number in counts:
            continue
        if match["etc"] is None and (
            match["n"].isdecimal() or (unit in _LOOSE and not _DIVIDED.search(clause.text[:start])) or len(items) < _FEW
        ):
            continue  # 甲、乙两家 may be of another sentence: 向甲、乙三家以上单位
        if number > max(counts) and (match["etc"] is not None) and (len(items) < _FEW or number - max(counts) > _OPEN_SHARE):
            continue  # 钢铁、建材等十个行业 names some of them
        yield _finding(clause, start, match.end(), number, counts[0])


def _list_before(text: str, end: int, floor: int) -> int:
    """Where the part of a sentence begins that ends before a count; brackets gloss an item and end none."""
    inside = 0
    for at in range(end - 1, floor - 1, -1):
        inside += (text[at] == "）") - (text[at] == "（")
        if inside < 0 or (not inside and text[at] in "，。；：！？"):
            return at + 1
    return floor


def _list_start(listed: str) -> int:
    """Where the first item begins: behind the verb that leads the list (聚焦甲、乙), or behind another list (甲等制定由乙、丙).

    What is quoted as a whole (“甲、乙、丙”) is the list.
    """
    if listed.endswith("”") and "、" in listed[(opened := listed.rfind("“")) :]:
        return max(opened, 0)
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
    graded = [part for part in re.split("[，；]", rest.rstrip("。；")) if part]
    if len(graded) > 1 and all(_GRADED.search(part) for part in graded):  # 90分以上为优秀，80分以上为良好
        return [len(graded)]
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
    marks = []
    for child in parent.children[at + 1 :]:
        mark = draft.number(child) if child.type == "item" else None
        if mark is None or (marks and (mark.style != marks[0].style or mark.number == 1)) or (not marks and mark.number != 1):
            break
        marks.append(mark)
    # A number that is missing or repeated is told as such, not as a wrong count.
    return list(dict.fromkeys([len(marks), marks[-1].number])) if len(marks) > 1 else []


def _finding(clause: Clause, start: int, end: int, number: int, count: int) -> Finding:
    at = clause.view.span(start, end)
    return Finding(
        rule=RULE, start=at[0], end=at[1],
        zh=f"文中说是 {number} 项，实际列出 {count} 项，数目与列举不符。", en=f"{number} are announced, but {count} are listed.",
        suggestion_zh="请补全漏列的内容，或更正数目；只是举例的，宜写“等”而不写总数。",
        suggestion_en="Complete the list or correct the number; where it only gives examples, leave out the total.",
    )  # fmt: skip
