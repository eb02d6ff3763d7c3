"""时间先后: a day that no calendar has, a range turned round, an end before its start, a time outside the draft's own period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ....corpus.clean import View
from ....extract.reading import Clause
from ..against import Against
from ..draft import Draft
from ..finding import Finding, Span
from ..words import either

RULE = "date-order"
_DAY = re.compile(r"(?:(?P<y>(?:19|20)\d{2})年)?(?<!\d)(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?(?!内|以)")
_DATE = re.compile(r"(?P<y>20\d{2})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?(?P<end>底|末|上半年|下半年|第?[一二三四]季度)?")
_POINT = r"(?:(?P<{0}y>(?:19|20)\d{{2}})年?)?(?:(?P<{0}m>\d{{1,2}})月(?:(?P<{0}d>\d{{1,2}})[日号])?)?"
_RANGE = re.compile(
    rf"(?<![\d.])(?:自|从|于)?{_POINT.format('a')}(?:起|开始|零时)?(?:至|到|[-—~]{{1,2}}){_POINT.format('b')}(?![\d%.])(?P<unit>年)?(?P<next>次年|翌年)?"
)
_ONWARD = re.compile("次年|翌年|来年|第二年|下一?年")
_STAGES = tuple(
    re.compile(words)
    for words in (
        "申报|申请|提交|填报|报送材料|自评|报送",
        "初审|审核|汇总|推荐|转报|核实|审查",
        "评审|复核|核查|评估",
        "公示|公布|认定|发文|命名|反馈|通报",
    )
)
_AFTER = re.compile("(?:审核|汇总|初审|复核|评审|审查|评估|公示|审定|收到|核实|评价)[^，。；]{0,8}后")
_YEARLY = re.compile(r"每年(?:的)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<e>底|末))?(?:之?前|完成)")
_PERIOD = re.compile(r"(20\d{2})年?[-—~至]{1,2}(20\d{2})年?")


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """All ways in which times of a draft contradict the calendar or each other."""
    for leaf in draft.leaves:
        yield from _impossible(draft.document.view(leaf.start, leaf.end))
    for clause in draft.clauses:
        if not re.search("年|月", clause.text):
            continue
        yield from _reversed(clause)
        yield from _end_before_start(clause)
        yield from _outside(draft, clause)
    yield from _hand_over(draft)


def _impossible(view: View) -> Iterator[Finding]:
    """2月30日, 13月."""
    for match in _DAY.finditer(view.text):
        year, month, day = int(match["y"] or 2024), int(match["m"]), int(match["d"] or 1)
        if match["y"] is None and match["d"] is None and month > 12 and not view.text.startswith(("底", "末", "份"), match.end()):
            continue  # 18月 may be a length badly written
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            yield _finding(view, match.start(), match.end(), f"“{match[0]}”不是日历上的日期。", f"“{match[0]}” is no day of the calendar.")


def _reversed(clause: Clause) -> Iterator[Finding]:
    """2029—2027年; 2027年5月1日至2027年3月31日; 3月20日至3月10日."""
    for match in _RANGE.finditer(clause.text):
        first, last = (tuple(int(match[side + part]) if match[side + part] else None for part in "ymd") for side in "ab")
        if (
            first[:2] == (None, None)
            or last == (None, None, None)
            or (match["by"] and not match["bm"] and not clause.text.startswith("年", match.end("by")) and not match["unit"])
        ):
            continue
        if _ONWARD.search(match[0]) or clause.text[match.start() - 1 : match.start()] in "〔[":
            continue
        if _is_after(first, last):
            yield _finding(clause.view, match.start(), match.end(), f"“{match[0]}”的起止时间颠倒。", f"“{match[0]}” ends before it begins.")


def _is_after(first: tuple[int | None, ...], last: tuple[int | None, ...]) -> bool:
    """Whether a range ends before it begins; months without years may run into the next year, unless they are only weeks apart."""
    if first[0] and last[0]:
        return [part or 1 for part in first] > [part or 99 for part in last]
    if last[0] is not None or first[1] is None or last[1] is None:
        return False
    if first[1] == last[1]:
        return bool(first[2] and last[2] and first[2] > last[2])
    return first[1] > last[1] and (first[0] is not None or first[1] - last[1] < 4)


@dataclass(frozen=True, slots=True)
class _Point:
    """A date with the words that follow it: its value for comparing, and its span."""

    value: tuple[int, int, int]
    start: int
    end: int
    words: str


def _end_before_start(clause: Clause) -> Iterator[Finding]:
    """2028年6月底前启动…，2028年3月底前建成: what ends stands before what starts."""
    points = list(_points(clause.text))
    starts, ends = re.compile(either("start_words")), re.compile(either("end_words"))
    for first, second in pairwise(points):
        through = re.search("起.*(?:有效期?|期限)?(?:截?至|到)$", clause.text[first.start : second.start])
        done = starts.search(first.words) and ends.search(second.words) and not ends.search(first.words)
        if second.value < first.value and (done or through):
            yield _finding(
                clause.view, first.start, second.end,
                f"“{clause.text[second.start : second.end]}”的时间早于“{clause.text[first.start : first.end]}”，尚未开始即已结束。",
                "Something ends before it begins.",
            )  # fmt: skip


def _points(text: str) -> Iterator[_Point]:
    """The dates of a sentence with year, each with what is said of it: the words up to the next date, or before it."""
    found = list(_DATE.finditer(text))
    for i, match in enumerate(found):
        until = found[i + 1].start() if i + 1 < len(found) else len(text)
        words = text[match.end() : until]
        quarter = "一二三四".find((match["end"] or "").removeprefix("第")[:1]) + 1 if (match["end"] or "").endswith("季度") else 0
        month = int(match["m"] or 3 * quarter or {"上半年": 6}.get(match["end"] or "", 12))
        day = int(match["d"] or 31)
        end = match.end() + len(re.split("[，；。]", words, maxsplit=1)[0])
        yield _Point((int(match["y"]), month, day), match.start(), end, words)


def _outside(draft: Draft, clause: Clause) -> Iterator[Finding]:
    """A deadline before or after the period that the title gives the draft (2027—2029年)."""
    period = _PERIOD.search(draft.clean(*draft.title_span))
    if period is None or clause.leaf.type == "title":
        return
    first, last = int(period[1]), int(period[2])
    for match in re.finditer(
        r"(?P<to>到|至|截至|截止到?)?(?P<y>20\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?P<by>之?前)?", clause.text
    ):
        year = int(match["y"])
        due = match["by"] or (match["to"] and match["to"] in "到至")
        if not due or first <= year <= last or _PERIOD.search(clause.text[max(0, match.start() - 6) : match.end() + 8]):
            continue
        before, after = clause.text[: match.start()], clause.text[match.end() :]
        if (
            re.search(either("looking_away"), clause.text)
            or before.endswith(("截", "比", "较", "自"))
            or not re.search(either("to_do"), after)
        ):
            continue
        if year > last and not match["by"]:
            continue  # 到2035年: the goal of a longer road
        zh = f"“{match[0]}”不在本文自身的期限（{first}—{last}年）之内。"
        yield _finding(clause.view, match.start(), match.end(), zh, f"“{match[0]}” lies outside the draft's own period ({first}-{last}).")


@dataclass(frozen=True, slots=True)
class _Step:
    """A yearly step of a procedure: its day, how far on the procedure is, and the section that it stands in."""

    day: tuple[int, int]
    stage: int
    section: int
    words: str
    place: Span


def _hand_over(draft: Draft) -> Iterator[Finding]:
    """每年7月底前提交…。…审核后于每年6月底前…: the later step of a procedure must be done before the earlier one."""
    last: _Step | None = None
    for clause in draft.clauses:
        parent = draft.document.parent(clause.leaf)
        section = id(draft.document.parent(parent)) if parent is not None else 0
        for match in _YEARLY.finditer(clause.text):
            start, end = clause.part_at(match.start())
            words = clause.text[start:end]
            step = _Step((int(match["m"]), int(match["d"] or 31)), _stage(words, clause.text), section, words, clause.view.span(start, end))
            if (
                last is not None
                and last.section == section
                and step.day < last.day
                and (0 < last.stage < step.stage or _AFTER.search(words))
            ):
                zh = f"“{words}”早于前一环节的“{last.words}”：后一环节的时限不应在前一环节之前。"
                en = f"“{words}” comes before the step that it follows on (“{last.words}”)."
                yield _finding(clause.view, start, end, zh, en, last.place)
            # 每年12月底前报下年度计划 opens the next round: nothing in this one follows on it.
            last = None if re.search("下一?年度|次年|来年", clause.text) else step


def _stage(words: str, sentence: str) -> int:
    """How far a procedure is: 1 applying, 2 reviewing, 3 judging, 4 publishing; 0 where the words do not say."""
    for text in (words, sentence):
        found = [stage for stage, pattern in enumerate(_STAGES, start=1) if pattern.search(text)]
        if found:
            return found[-1]
    return 0


def _finding(view: View, start: int, end: int, zh: str, en: str, other: Span | None = None) -> Finding:
    at = view.span(start, end)
    return Finding(
        rule=RULE, start=at[0], end=at[1], places=(other, at) if other is not None else (), zh=zh, en=en,
        suggestion_zh="请核对并更正时间，使其真实存在、先后有序，并在本文期限之内。",
        suggestion_en="Check and correct the time.",
    )  # fmt: skip
