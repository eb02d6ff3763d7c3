"""A text whose line breaks are lost: where its numbered paragraphs, its titles and its signature begin inside a long line.

A number behind a stop begins a paragraph. One that stands behind other words (五、申报材料1、…；2、…) does so only as part of a series:
right behind the heading of a number above it, or where its successor follows behind a stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .numbering import Marker, integer, marker

_NUMERAL = "一二三四五六七八九十"
_CANDIDATE = re.compile(
    rf"(?<![第{_NUMERAL}百千])(?:第[{_NUMERAL}百]{{1,5}}[章条]|[{_NUMERAL}]{{1,3}}、)|[（(](?:[{_NUMERAL}]{{1,3}}|\d{{1,2}})[）)]"
    r"|(?<![\dA-Za-z.．])\d{1,2}(?:[.．、](?!\d)|[)）])|[①-⑳]"
)
_STOPS = "。；：！？;:!?"
_AFTER_STOP = re.compile(rf"[{_STOPS}”）〕】][ \t\u3000\xa0]{{0,3}}$")
# Between a number and the first one of the level below it: its heading, which no stop ends.
_HEADING = re.compile(r"[^。；：，！？;:\n]{2,34}")
_INNER = frozenset({"（1）", "1)", "①"})  # of these only what counts on is a paragraph's number: formulas and notes have them too
_LIST_STYLES = _INNER | {"（一）", "1."}
_LONGEST_STEM = 60  # characters of a lead-in without colon (符合下列条件1.…)
# A heading that runs into its first sentence: the kind of matter that such headings name, then what a sentence begins with.
_MATTER = re.compile(
    r"[^，。；：、的]{2,8}?(?:对象|条件|原则|标准|程序|流程|范围|材料|方式|期限|时限|管理|依据|职责|事项)"
    r"(?=(?:符合|满足|具备|凡|按照|根据|对|由|为|本|各|申[报请](?:单位|人|企业|主体|项目)|支持|鼓励)[^，。；：]{2})"
)
# Behind the last item of a list that ； joins, a sentence about all of them.
_OF_ALL = re.compile(r"(?<=。)(?:上述|以上)(?!规模)[^，。；：]{2,16}(?:应|须|需|均|都|不得|不|可|在|由|经|包括|是指|为)")
# Front matter and end: 某某意见|某政发〔2019〕17号|各区县人民政府：|近年来…。|某某人民政府|2019年6月28日.
_FRONT = re.compile(
    r"""[^，。；：〔《》]{4,80}(?:《[^》]{2,60}》[^，。；：〔《》]{0,40}?)?(?:意见|通知|办法|方案|措施|决定|规划|规定|细则|计划|政策|函|通告|公告|批复)(?:（[^（）]{1,8}）)?
        (?P<number>(?!的)[\u4e00-\u9fff]{1,8}[〔［\[][12]\d{3}[〕］\]]\d{1,5}号)(?P<to>[^，。；：]{2,30}(?:，[^，。；：]{2,30}){0,4}：)?""",
    re.VERBOSE,
)
_TO = re.compile("各[^。；：]{4,100}：(?=[^：]{40})")
# Behind a stop: a chapter with its title and the article behind it, or one of the two; no reference (第九条规定的…).
_GLUED = re.compile(
    rf"(?<=[。；！？])[ \t\u3000\xa0]{{0,3}}"
    rf"(?:第(?P<章>[{_NUMERAL}百]{{1,5}})章[^，。；：第\n]{{2,24}}?(?=第[{_NUMERAL}百]{{1,6}}条|$|\n))?"
    rf"(?:第(?P<条>[{_NUMERAL}百]{{1,6}})条(?![第的、，。；和与或及至到之中所（规]))?"
)
_END = re.compile(
    r"(?<=[。）])(?P<by>[\u4e00-\u9fff]{4,40}(?:政府|[厅局委部院会室])(?:[\s\u3000]{1,4}[\u4e00-\u9fff]{4,30}(?:政府|[厅局委部院会室])){0,4})[\s\u3000]{0,8}"
    r"(?P<on>[12]\d{3}年\d{1,2}月\d{1,2}日)(?=[\s\u3000]{0,8}(?:$|[（(]))"
)


def breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Where the paragraphs of a long line begin: the numbered ones, and sentences that a heading or a list runs into."""
    begun = list(_numbers(text, start, end))
    for i, number in enumerate(begun):
        stop = begun[i + 1].start if i + 1 < len(begun) else end
        if number.start > start:
            yield number.start
        if (run_on := _MATTER.match(text, number.end, stop)) and number.style in _LIST_STYLES | {"一、"}:
            yield run_on.end()
        if text[number.start - 1 : number.start] in {"；", ";"} and (of_all := _OF_ALL.search(text, number.end, stop)):
            yield of_all.start()


def _numbers(text: str, start: int, end: int) -> Iterator[Marker]:
    """The numbers in a line that begin a paragraph."""
    found = [
        (number, _AFTER_STOP.search(text, max(start, number.start - 4), number.start) is not None)
        for match in _CANDIDATE.finditer(text, start, end)
        if (number := marker(text, match.start(), end)) is not None and number.start == match.start()
    ]
    latest: Marker | None = None  # the number put in last, of any series
    series: dict[str, int] = {}  # the last number of each style
    for (number, stopped), followed in zip(found, _succeeded(found), strict=True):
        if latest is not None and number.start <= latest.end:
            continue  # nothing stands between the two
        before = text[max(start, number.start - 4) : number.start].rstrip(" \t\u3000\xa0")[-1:]
        counts_on = number.number == series.get(number.style, 0) + 1 and (number.number > 1 or followed)
        if before not in _STOPS:  # a bracket ends no sentence: 《…》（某令第8号）第十条 is a reference
            stopped = stopped and number.style != "条" and counts_on
        elif number.style in _INNER:
            stopped = stopped and number.number in {1, series.get(number.style, 0) + 1}
        if number.start == start or stopped or _opens(text, number, latest, series, followed):
            yield number
            latest, series[number.style] = number, number.number


def _succeeded(found: list[tuple[Marker, bool]]) -> list[bool]:
    """For each number whether the next one of its style and shape is its successor, behind a stop."""
    following: dict[tuple[str, str], tuple[int, bool]] = {}
    result: list[bool] = []
    for number, stopped in reversed(found):
        value, behind_stop = following.get((number.style, number.shape), (0, False))
        result.append(behind_stop and value == number.number + 1)
        following[number.style, number.shape] = number.number, stopped
    return result[::-1]


def _opens(text: str, number: Marker, latest: Marker | None, series: dict[str, int], followed: bool) -> bool:
    """Whether a number behind other words than a stop begins a paragraph: behind the heading of another, or at the head of a series."""
    if number.style not in _LIST_STYLES:
        return False
    headed = latest is not None and latest.rank < number.rank and _HEADING.fullmatch(text, latest.end, number.start) is not None
    if headed and number.number in {1, series.get(number.style, 0) + 1}:
        return True
    back = max((text.rfind(stop, max(0, number.start - _LONGEST_STEM), number.start) for stop in _STOPS), default=-1)
    return number.number == 1 and followed and back >= 0


def glued(text: str, found: Sequence[tuple[int, int]]) -> list[int]:
    """Where chapters and articles begin in the middle of a line: behind a stop, with the number that the lines leave out.

    …不少于3家。第三章认定程序第九条认定程序如下。 between 第八条 and 第十条 begins a chapter and, behind its title, an article.

    Args:
        text: the stored text.
        found: start and end of its lines.
    """
    heads = [number if (number := marker(text, *line)) and number.style in {"章", "条"} else None for line in found]
    known = {(number.style, number.number) for number in heads if number}
    latest = {"章": 0, "条": 0}
    cuts: list[int] = []
    for line, head in zip(found, heads, strict=True):
        if head:
            latest[head.style] = head.number
        for match in _GLUED.finditer(text, *line):
            for style in ("章", "条"):
                number = integer(match[style]) if match[style] else 0
                if number == latest[style] + 1 > 1 and (style, number) not in known:
                    cuts.append(match.start(style) - 1)
                    latest[style] = number
    return cuts


def frame(text: str, start: int, end: int) -> list[int]:
    """Where the title, the number, the addressees, the signature and the date of a text on one line end and begin."""
    cuts: list[int] = []
    if front := _FRONT.match(text, start, min(end, start + 400)):
        cuts += [*front.span("number"), *([front.end("to")] if front["to"] else [])]
    elif to := _TO.match(text, start, end):
        cuts.append(to.end())
    if close := _END.search(text, max(start, end - 200), end):
        cuts += [*close.span("by"), *close.span("on")]
    return [cut for cut in cuts if start < cut < end]
