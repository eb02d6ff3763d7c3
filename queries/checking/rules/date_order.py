"""时间先后: a day that no calendar has, a range turned round, an end before its start, a time outside the draft's own period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ....corpus.clean import View
from ....corpus.numbering import integer
from ....extract.reading import Clause
from ..against import Against
from ..draft import Draft
from ..finding import Finding, Span
from ..steps import LAST_DAY, phases, turned_round
from ..words import either

RULE = "date-order"
_DAY = re.compile(r"(?:(?P<y>(?:19|20)\d{2})年)?(?<!\d)(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?(?!内|以)")
_DATE = re.compile(r"(?P<y>20\d{2})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?(?P<end>底|末|上半年|下半年|第?[一二三四]季度)?")
_POINT = r"(?:(?P<{0}y>(?:19|20)\d{{2}})年?)?(?:(?P<{0}m>\d{{1,2}})月(?:(?P<{0}d>\d{{1,2}})[日号])?)?"
_RANGE = re.compile(
    rf"(?<![\d.])(?:自|从|于)?{_POINT.format('a')}(?:起|开始|零时)?(?:至|到|[-—~]{{1,2}}){_POINT.format('b')}(?![\d%.])(?P<unit>年)?(?P<next>次年|翌年)?"
)
_EVERY_YEAR = re.compile(
    r"每年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|[底末初])?(?:之?前|起|开始|以前)?[^。；\d]{1,40}?"
    r"(?P<same>当年|同年|本年度?)?的?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日|(?P<e2>[底末初]|[上中下]旬))?之?前(?P<second>[^。；]{1,40})"
)
_CLOSE = 4  # months within which a day without 当年 is taken to be of the same year
_ONWARD = re.compile("次年|翌年|来年|第二年|下一?年")
_BEFORE = re.compile("上一?年|前一年")
_VALID = re.compile(
    r"(?P<y>20\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日起(?:正式)?(?:施行|试行|实施|执行|生效)?[，,]?(?:试行期|有效期|执行期|实施期)限?(?:为|暂定)?(?P<n>[一二两三四五六七八九十]|\d{1,2})年"
    r"[，,（]?(?:即|有效期)?(?:截?至|到)(?P<y2>20\d\d)年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_SPAN_OF_YEARS = re.compile(
    r"(?:近|为期|未来|今后|周期为?|期限为?)(?P<n>[两三四五六七八九十])年[（，](?:即)?(?P<a>20\d\d)年?[-—~至](?P<b>20\d\d)年"
)
_DEADLINE = re.compile(r"(?P<y>20\d{2})年(?:(?P<m>\d{1,2})月(?:\d{1,2}日|[底末])?|[底末])之?前")
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
        yield from _end_before_yearly_start(clause)
        yield from _outside(draft, clause)
        yield from _lengths(clause)
        yield from _before_signing(draft, clause)
    yield from _steps(draft)


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


def _end_before_yearly_start(clause: Clause) -> Iterator[Finding]:
    """每年5月1日开始…，并在当年4月20日前完成…."""
    for match in _EVERY_YEAR.finditer(clause.text):
        begun, due = (int(match["m"]), int(match["d"] or 1)), (int(match["m2"]), int(match["d2"] or LAST_DAY.get(match["e2"] or "", 31)))
        if _ONWARD.search(match[0]) or _BEFORE.search(match[0]) or due >= begun or not (match["same"] or begun[0] - due[0] < _CLOSE):
            continue
        started = re.search(either("start_words"), clause.text[match.start() : match.start("m2")])
        if started and re.search(either("end_words"), match["second"]):
            end = match.start("second") + len(re.split("[，；。]", match["second"], maxsplit=1)[0])
            zh = f"“{clause.text[match.start() : end]}”：尚未开始即已结束。"
            yield _finding(clause.view, match.start(), end, zh, "Something ends before it begins.")


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


def _steps(draft: Draft) -> Iterator[Finding]:
    """每年7月底前提交…。…审核后于每年6月底前…: a later step of a procedure is done before an earlier one; phases turned round."""
    for last, step, doubtful in turned_round(draft):
        zh = f"“{step.words}”早于前一环节的“{last.words}”：后一环节的时限不应在前一环节之前。"
        en = f"“{step.words}” comes before the step that it follows on (“{last.words}”)."
        yield _placed(step.place, zh, en, last.place, doubtful=doubtful)
    period = _PERIOD.search(draft.clean(*draft.title_span))
    for last_phase, phase in phases(draft):
        if last_phase is not None and phase.first < last_phase.first:
            zh, en = f"“{phase.words}”早于前一阶段“{last_phase.words}”。", f"“{phase.words}” begins before the phase ahead of it."
            yield _placed(phase.place, zh, en, last_phase.place)
        elif period is not None and phase.last[0] > int(period[2]):
            zh = f"“{phase.words}”不在本文自身的期限（{period[1]}—{period[2]}年）之内。"
            yield _placed(phase.place, zh, f"“{phase.words}” lies outside the draft's own period.")


def _lengths(clause: Clause) -> Iterator[Finding]:
    """自2027年1月1日起施行，有效期5年，至2030年12月31日: a length that the days do not give."""
    for match in _VALID.finditer(clause.text):
        years = integer(match["n"].replace("两", "二"))
        first = int(match["y"]), int(match["m"]), int(match["d"])
        last = int(match["y2"]), int(match["m2"]), int(match["d2"])
        if not 12 * years - 1 <= 12 * (last[0] - first[0]) + last[1] - first[1] + (last[2] - first[2]) / 31 <= 12 * years + 0.5:
            zh, en = f"“{match[0]}”的起止日期与有效期{match['n']}年不符。", f"“{match[0]}”: the days do not make {years} years."
            yield _finding(clause.view, match.start(), match.end(), zh, en)
    for match in _SPAN_OF_YEARS.finditer(clause.text):
        years, covered = integer(match["n"].replace("两", "二")), int(match["b"]) - int(match["a"])
        if years not in (covered, covered + 1):
            zh, en = f"“{match[0]}”的起止年份与年数不符。", f"“{match[0]}”: the years do not make {years}."
            yield _finding(clause.view, match.start(), match.end(), zh, en)


def _before_signing(draft: Draft, clause: Clause) -> Iterator[Finding]:
    """A deadline that was over when the draft was signed; it may be told of the past."""
    signed = draft.reading.profile.date
    if signed is None or clause.leaf.type == "title" or re.search(either("looking_away"), clause.text):
        return
    for match in _DEADLINE.finditer(clause.text):
        if (int(match["y"]), int(match["m"] or 12)) < tuple(map(int, signed.split("-")[:2])) and re.search(
            either("to_do"), clause.text[match.end() :]
        ):
            zh, en = (
                f"“{match[0]}”早于本文的成文日期（{signed}）。",
                f"“{match[0]}” lies before the day on which the text was signed ({signed}).",
            )
            at = clause.view.span(*match.span())
            yield _placed(at, zh, en, doubtful=True)


def _finding(view: View, start: int, end: int, zh: str, en: str) -> Finding:
    return _placed(view.span(start, end), zh, en)


def _placed(at: Span, zh: str, en: str, other: Span | None = None, *, doubtful: bool = False) -> Finding:
    return Finding(
        rule=RULE, start=at[0], end=at[1], places=tuple(sorted((other, at))) if other is not None else (), zh=zh, en=en,
        suggestion_zh="请核对并更正时间，使其真实存在、先后有序，并在本文期限之内。",
        suggestion_en="Check and correct the time.", doubtful=doubtful,
    )  # fmt: skip
