"""Lengths of time and what returns (期限、周期): 自受理之日起30个工作日内, 五年内, 三年一复核, 每季度末, 有效期五年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .durations import WORKING, iso_duration
from .intervals import JOINT
from .measures import NUMBER, Amount, amount_at
from .mentions import DateMention
from .numerals import CHINESE
from .timewords import Words, words
from .units import units

_QUARTER_TURN = re.compile(r"的?(?:末|底|结束|终了|初|(?:首|末|第[一二三]个)月(?:底|\d{1,2}日)?)")
_EVERY = re.compile(r"每[隔满]?$|隔$")
_MONTH_DAY = re.compile(r"的?(?:底|末|初|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])(?:前|之前|以前)?")
_ARTICLE = re.compile(rf"第[{CHINESE}\d]{{1,6}}条(?:【[^】]{{1,20}}】)?")
_ONCE = re.compile(r"为?[一1](?=[\u4e00-\u9fff])|[两二三四2-4](?=次)|(?=复核|复评|复审)")
_NEAR_EVENT = re.compile(r"(?:之日起|起|之?后|以后|之?前)(?:的|，)?(?:[^，。；0-9]{0,14}(?:在|于|应|应当|须))?(?:不超过|最长|最迟|第)?$")
_EVENT_MARKS = "，。；：！？（）“”"
_REACH = 60  # characters that an event's wording may have
_BEGINNING = re.compile(
    r"自(?P<event>[^，。；：自]{1,20}?之日)起(?:(?P<delay>[^，。；：]{1,10})之?后)?(?=(?:正式|开始)?(?:施行|实施|执行|生效|起效|试行))"
)


def recurrences(text: str) -> Iterator[DateMention]:
    """What returns by its word alone: 每月, 每季度末, 按年度, 年度考核."""
    lists = words()
    for match in lists.every.finditer(text):
        period = "P1Y" if match["annual"] else lists.periods[match["word"]]
        start, end = match.span()
        if lists.ends(text, start, lists.rates):
            continue  # 3000元/每月, 每人每月: a rate
        if match["word"] in lists.quarterly:
            turn = _QUARTER_TURN.match(text, end)
            end = turn.end() if turn else end
            by = lists.starts(text, end, lists.by_after)
            yield DateMention(start, end + len(by), "recurrence", "quarterly", period=period, bound="by" if by else None)
        elif match["word"] in lists.monthly or match["word"] in lists.of_month:
            turn = _MONTH_DAY.match(text, end)
            if turn is None and match["word"] in lists.of_month:
                continue
            yield DateMention(start, turn.end() if turn else end, "recurrence", "monthly", period=period, bound="by" if turn else None)
        else:
            yield DateMention(start, end, "period", period)


@cache
def _sign() -> re.Pattern[str]:
    """What the units of time end in: a sentence without any names no length."""
    return re.compile(f"[{''.join(sorted({unit.word[-1] for group in units().values() for unit in group if unit.kind == 'duration'}))}]")


def lengths(text: str) -> Iterator[DateMention]:
    """Every length of time, read as what its surroundings make of it: a limit, a period, a validity, a look back."""
    if not _sign().search(text):
        return
    lists = words()
    at = 0
    while match := NUMBER.search(text, at):
        at = match.end()
        amount = amount_at(text, match)
        if amount is None:
            continue
        start, amount = amount.start, _range_end(text, amount)
        length = iso_duration(amount.value, amount.unit) if amount.kind == "duration" and not amount.is_year else None
        if length is not None:
            at = max(at, amount.end)
            yield _length(text, start, amount.end, length, amount.unit in WORKING, lists)


def _range_end(text: str, amount: Amount) -> Amount:
    """1-2年 takes its end."""
    joint = JOINT.match(text, amount.end) if amount.unit is None or amount.kind == "duration" else None
    following = NUMBER.match(text, joint.end()) if joint else None
    later = amount_at(text, following) if following else None
    return later if later and later.kind == "duration" and not later.is_year and not amount.is_year else amount


def _length(text: str, start: int, end: int, length: str, working: bool, lists: Words) -> DateMention:
    valid = expiry_start(text, start, lists)
    if valid is not None:
        return DateMention(valid, end, "expiry", length)
    limit = lists.starts(text, end, lists.within)
    if past := lists.ends(text, start, lists.past):
        return DateMention(start - len(past), end + len(limit), "duration", length, working_days=working or None, bound="past")
    once = _ONCE.match(text, end)
    if every := _EVERY.search(text, max(0, start - 3), start):
        return DateMention(every.start(), end, "period", length)
    if once and (act := lists.starts(text, once.end(), lists.recurring)):
        return DateMention(start, once.end() + len(act), "period", length)
    if not limit and text.startswith(("有效期", "期有效"), end):
        return DateMention(start, end + 3, "expiry", length)
    if text.endswith("提前", 0, start) and not re.match("[^，。；]{0,4}(?:完成|实现|达到)", text[end:]):  # 提前5个工作日通知
        return DateMention(start - 2, end, "within", length, working_days=working, bound="by")
    if limit and text.startswith("有效", end + len(limit)):
        return DateMention(start, end + len(limit) + 2, "expiry", length)
    if ahead := _ahead(text, start, end, lists):
        begin, stop, event = ahead
        return DateMention(begin, stop, "within", length, working_days=working, after=event, bound="by")
    if limit:
        begin, event = _event(text, start, lists)
        if event and event.endswith("前") and "Y" in length:  # 申报前三年内
            return DateMention(begin, end + len(limit), "duration", length, after=event, bound="past")
        return DateMention(begin, end + len(limit), "within", length, working_days=working, after=event, bound="by")
    return DateMention(start, end, "duration", length, working_days=working or None)


def _ahead(text: str, start: int, end: int, lists: Words) -> tuple[int, int, str] | None:
    """The span and event of a length that runs up to something: 有效期届满前6个月, 有效期满3个月前."""
    if text.startswith("前", start - 1) and lists.ends(text, start - 1, lists.coming) and not lists.starts(text, end, lists.within):
        begin, event = _event(text, start, lists)
        return (begin, end, event) if event else None
    if not text.startswith("前", end) or text.startswith(lists.no_limits, end):
        return None
    stop = start - text.endswith("的", 0, start)  # 会议举行的15日前
    days = text[end - 1] != "年" and lists.ends(text, stop, lists.coming)
    if text[start - 1 : start] == "满" or days:
        begin, event = _event(f"{text[:stop]}前", stop + 1, lists)
        return (begin, end + 1, event) if event else None
    return None


def expiry_start(text: str, at: int, lists: Words) -> int | None:
    """Where a word of validity (有效期至) begins that governs the time at ``at``, or None."""
    for _ in range(4):
        if word := lists.ends(text, at, lists.expiry):
            return at - len(word)
        filler = lists.ends(text, at, lists.expiry_fillers)
        if not filler:
            return None
        at -= len(filler)
    return None


def _event(text: str, at: int, lists: Words) -> tuple[int, str | None]:
    """The event before a limit (自受理之日起30日内), as written, and where the mention begins."""
    low = max(0, at - _REACH)
    near = _NEAR_EVENT.search(text, max(low, at - 24), at)
    if near is None:
        return at, None
    stop = near.start()
    if text.startswith("之日", stop) or near.group().startswith(("之前", "前")):
        stop += 2 if text[stop] == "之" else 1
    begin = near.start()
    while begin > low and text[begin - 1] not in _EVENT_MARKS:
        begin -= 1
    if article := _ARTICLE.match(text, begin, near.start()):
        begin = article.end()
    written, cut = text[begin : near.start()], 0
    for word in lists.event_begins:
        where = written.rfind(word) if word in ("自", "从") else written.find(word)
        if where >= 0 and cut < where + len(word) < len(written):
            cut = where + len(word)
    begin += cut
    return (begin, text[begin:stop]) if begin < near.start() else (at, None)


def beginnings(text: str) -> Iterator[DateMention]:
    """Beginnings that hang on an event: 自印发之日起施行, 自发布之日起30日后施行."""
    if "之日起" not in text:
        return
    for match in _BEGINNING.finditer(text):
        delay = next((mention.value for mention in lengths(match["delay"])), None) if match["delay"] else None
        if match["delay"] is None or delay is not None:
            yield DateMention(match.start(), match.end(), "since", None, within=delay, after=match["event"], bound="from")
