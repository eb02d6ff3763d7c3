"""From when and until when a document is in force (施行日期、有效期), and how it reads its own bounds, as its text says.

The wordings are data (``patterns/validity.yaml``). Arithmetic on dates: 自发布之日起30日后 is the date of signature plus thirty days,
有效期N年 ends on the same day N years later.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from ..corpus.clean import View
from ..corpus.document import Document
from ..corpus.numbering import integer
from .units import load_yaml

Span = tuple[int, int]
_ISO = re.compile(r"(?P<y>\d{4})(?:年|-)(?:(?P<m>\d{1,2})(?:月|-)?(?:(?P<d>\d{1,2})日?)?)?")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_CHINESE = re.compile(rf"(?P<y>[二〇○零一三四五六七八九]{{4}})年(?:(?P<m>{_NUMERAL})月(?:(?P<d>{_NUMERAL})日)?)?")
_CLAUSE = re.compile(r"[^。；]*[。；]?")
_OTHER = re.compile(r"《[^》]+》")
# A sentence that says only when something begins or ends: 自…起施行, 有效期….
_BARE = re.compile(
    r"^(?:（[^）]{1,4}）|[一二三四五六七八九十\d]{1,3}[、.]|第[一二三四五六七八九十百\d]{1,4}条(?:【[^】]*】)?)?"
    r"(?:政策)?(?:有效|施行|执行|实施|试行|自)"
)
_INCLUDES = r"(?P<not>不)?[都均]?(?:包括|包含|含)(?:本数|本级|该数|基数)"


@dataclass(frozen=True, slots=True)
class Period:
    """A period of validity with its evidence; see :class:`.profile.Profile`."""

    valid_from: str | None = None
    valid_to: str | None = None
    from_span: Span | None = None
    to_span: Span | None = None


def iso_date(text: str) -> str | None:
    """ISO form of a date to the precision given: 二〇二一年九月三十日 → 2021-09-30, 2023年7月 → 2023-07.

    Returns:
        None if the words are no date, or none of the calendar.
    """
    match = _ISO.fullmatch(text) or _CHINESE.fullmatch(text)
    if match is None:
        return None
    parts = [integer(part) for part in (match["y"], match["m"], match["d"]) if part]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return "-".join(f"{part:02d}" for part in parts)


def later(start: str, number: int, unit: str) -> str | None:
    """The date ``number`` days, months or years after an ISO date (a year may also start from a year alone)."""
    if len(start) == 4:
        return str(int(start) + number) if unit == "年" else None
    try:
        day = date.fromisoformat(start)
    except ValueError:
        return None
    if unit in {"日", "天"}:
        return (day + timedelta(days=number)).isoformat()
    months = day.month - 1 + number * (12 if unit == "年" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])).isoformat()


def period_of(document: Document, title: str | None, signed: str | None, within: Span | None = None) -> Period:
    """The period that the text gives itself.

    Args:
        document: the text.
        title: its title; a period in it is its own, one in another document's title is not.
        signed: date of signature, from which 自印发之日起 counts.
        within: the part of the text that says it, of several policy cards the first.
    """
    start: tuple[str, Span] | None = None
    end: tuple[str, Span] | None = None
    patterns = _patterns()
    own = False
    for whole, at in _sentences(document, within):
        text = whole.text[slice(*at)]
        own = _about_itself(text, title, after_own=own)
        if not own:
            continue

        def span(match: re.Match[str], whole: View = whole, begin: int = at[0]) -> Span:
            return whole.span(begin + match.start(), begin + match.end())

        years = _first(patterns["years"], text)
        if years:
            start, end = start or (years["y1"], span(years)), end or (years["y2"], span(years))
        if start is None and (found := _start(text, signed)):
            start = found[0], span(found[1])
        if end is None and (found := _end(text, start[0] if start else None)):
            end = found[0], span(found[1])
    by_title = next((years for name in _own_titles(document, title) if (years := title_years(name))), None)
    return Period(
        start[0] if start else by_title[0] if by_title else None,
        end[0] if end else by_title[1] if by_title else None,
        start[1] if start else None,
        end[1] if end else None,
    )


def inclusiveness(document: Document) -> dict[str, bool] | None:
    """What the document says of its own words for bounds (本办法所称“以上”“以下”均包括本数): word → whether it includes the number."""
    found: dict[str, bool] = {}
    for whole, at in _sentences(document):
        text = whole.text[slice(*at)]
        if not re.search(_INCLUDES, text) or not re.search("所称|所指|所述|中的|涉及|表述|“以", text):
            continue
        # 以上、以内包含本数，以下、不满不含本数: each verb decides for the words before it.
        begin = 0
        for verb in re.finditer(_INCLUDES, text):
            said = text[begin : verb.start()]
            for word in _data()["bound_words"]:
                if re.search(rf"(?<![不\u4e00-\u9fff]){word}|[“、和及与称的]{word}", said):
                    found[word] = verb["not"] is None
            begin = verb.end()
    return found or None


def _sentences(document: Document, within: Span | None = None) -> Iterator[tuple[View, tuple[int, int]]]:
    """The sentences of all paragraphs, each as a paragraph's view and a span of it."""
    for leaf in document.root.leaves():
        if within is not None and not within[0] <= leaf.start < within[1]:
            continue
        view = document.view(leaf.start, leaf.end)
        yield from ((view, sentence.span()) for sentence in _CLAUSE.finditer(view.text) if sentence[0])


def _start(text: str, signed: str | None) -> tuple[str, re.Match[str]] | None:
    patterns = _patterns()
    match = _first(patterns["from"] + patterns["alone"], text)
    if match and (day := iso_date(match["date"])):
        return day, match
    match = _first(patterns["from_signature"], text)
    if match is None or signed is None:
        return None
    number, unit = _period(match)
    day = later(signed, number, unit) if number else signed
    return (day, match) if day else None


def _end(text: str, start: str | None) -> tuple[str, re.Match[str]] | None:
    patterns = _patterns()
    match = _first(patterns["to"], text)
    if match and (day := iso_date(match["date"])):
        return day, match
    match = _first(patterns["for"], text)
    if match is None or start is None:
        return None
    number, unit = _period(match)
    day = later(start, number, unit) if number else None
    return (day, match) if day else None


def _period(match: re.Match[str]) -> tuple[int, str]:
    number, unit = match.groupdict().get("n"), match.groupdict().get("u")
    return (integer(number), unit.removeprefix("个")) if number and unit else (0, "")


def _about_itself(text: str, title: str | None, *, after_own: bool) -> bool:
    """Whether a sentence on force is about this document: it names itself, or says only 自…起施行 or (after such a sentence) 有效期….

    《甲办法》自…起施行 counts when 甲办法 is what the title issues; 证书有效期三年 and 费率执行至年底 do not.
    """
    if _first(_patterns()["alone"], text):
        return True
    if not re.search("施行|实施|执行|有效|生效|年限|试行|暂定|期限", text):
        return False
    if _patterns()["itself"][0].search(text):
        return True
    named = [match[0][1:-1] for match in _OTHER.finditer(text)]
    if named:
        return any(title and name in title for name in named) and _begins(text) is not None
    if not _BARE.match(text):
        return False
    match = _begins(text)
    # 有效期限：2024年1月1日至2026年12月31日 needs no more either.
    return after_own if match is None else text[match.end() :][:1] in {"", "，", "。", "；"} or match[0].endswith(("至", "到"))


def _begins(text: str) -> re.Match[str] | None:
    """The words by which a sentence says when something begins."""
    return _first(_patterns()["from"] + _patterns()["from_signature"], text)


def _own_titles(document: Document, title: str | None) -> Iterator[str]:
    """The title and those of the measures that a notice carries (关于印发《甲计划》的通知 … 甲计划（2022-2025年）)."""
    if title is None:
        return
    yield title
    for leaf in document.root.leaves():
        if leaf.type == "title":
            text = document.view(leaf.start, leaf.end).text
            if len(core := re.sub(r"（[^（）]*）$", "", text)) >= 6 and core in title:
                yield text


def title_years(title: str | None) -> tuple[str, str] | None:
    """Period in a title; other documents' titles inside it (贯彻《…（2016-2020年）》的意见) are left out unless they are what is issued."""
    if not title:
        return None
    if not re.search("印发|发布|公布|颁发|下达|实施《", title):
        title = _OTHER.sub("", title)
    match = _first(_patterns()["title"], title)
    if match and int(match["y1"]) <= int(match["y2"]):
        return match["y1"], match["y2"]
    return plan_years(title, "[^《》]{0,24}规划")


def plan_years(title: str, after: str = "") -> tuple[str, str] | None:
    """Years of the five-year plan that a title names (“十四五” → 2021, 2025), or None.

    Args:
        title: the title.
        after: a regular expression for what must follow the plan's name.
    """
    for plan, (first, last) in _data()["plans"].items():
        if re.search(f"“?{plan}”?{after}", title):
            return str(first), str(last)
    return None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return load_yaml("validity.yaml")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    pieces = _data()["pieces"]
    compiled: dict[str, tuple[re.Pattern[str], ...]] = {}
    for name in ("from", "alone", "from_signature", "to", "for", "years", "title"):
        texts = _data()[name]
        for piece, pattern in pieces.items():
            texts = [text.replace("{" + piece + "}", pattern) for text in texts]
        compiled[name] = tuple(re.compile(text) for text in texts)
    qualities, genres = ("|".join(_data()["itself"][part]) for part in ("qualities", "genres"))
    compiled["itself"] = (re.compile(rf"[本此该]项?(?:{qualities})*(?:{genres})"),)
    return compiled
