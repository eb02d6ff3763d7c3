"""Which documents there are: series of one place and type, in which a draft is issued, and what is issued is replaced some years later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Literal

from .author import Work
from .data import matters, types, wording
from .grammar import say
from .places import Place, draw

Style = Literal["measures", "plan", "notice", "card", "support"]
_STYLES: dict[Style, int] = {"measures": 32, "plan": 24, "notice": 22, "card": 8, "support": 14}
_LAST = date(2026, 6, 30)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written.

    Attributes:
        id: identifier of the document.
        seed: of its random generator.
        style: its style.
        place, type: where it is issued and for what.
        title: its title; of a notice that of its annex.
        number: its number; None for a draft.
        day: date of signature.
        draft: whether it is a draft for comment.
        start: first day in force; None where it is in force from its signature or the text does not say.
        years: period of validity; None where it is open.
        since, until: the first and last year of its plans.
        works: what it rests on.
        repeals: what it repeals.
        repealed_id: identifier of the document that this is.
    """

    id: str
    seed: str
    style: Style
    place: Place
    type: Mapping[str, str]
    title: str
    number: str | None
    day: date
    draft: bool
    start: date | None
    years: int | None
    since: int
    until: int
    works: tuple[Work, ...]
    repeals: Work | None = None
    repealed_id: str | None = None


def orders(seed: int) -> Iterator[Order]:
    """Documents without end; how many are taken does not change them."""
    numbers: set[str] = set()
    issued: dict[str, list[Work]] = {}
    for serial in count():
        random = Random(f"{seed}/{serial}")
        place, kind = draw(random), random.choice(types())
        style = random.choices(list(_STYLES), list(_STYLES.values()))[0]
        day = date(random.randint(2013, 2023), random.randint(1, 12), random.randint(1, 28))
        before: Order | None = None
        for _ in range(1 if style in ("plan", "card") else random.choices((1, 2, 3), (50, 35, 15))[0]):
            if day > _LAST:
                break
            order = _order(random, f"{seed}/{serial}", style, place, kind, day, before, numbers, issued)
            if random.random() < 0.12:
                yield _draft(order, random)
            yield order
            issued.setdefault(place.code, []).append(Work(order.title, order.number))
            before = order
            day += timedelta(days=random.randint(500, 1500))
            day = day.replace(day=min(day.day, 28))  # a period of years ends on the same day, which the 29th of February may not have


def _order(
    random: Random, seed: str, style: Style, place: Place, kind: Mapping[str, str], day: date, before: Order | None,
    numbers: set[str], issued: Mapping[str, list[Work]],
) -> Order:  # fmt: skip
    number = _number(random, place, day.year, numbers)
    last = day.year + random.randint(2, 4)
    slots = {"place": place.name, "type": kind["label"], "from": str(day.year), "to": str(last)}
    title = say(random.choice(wording()["titles"][style]), slots, random).text if before is None else before.title
    start, years = None, None
    if style != "plan":
        term = random.choices(("dated", "signed", "open"), (6, 3, 1))[0]
        start = None if term == "signed" else (day + timedelta(days=random.randint(15, 60))).replace(day=1)
        years = None if term == "open" else random.randint(2, 5)
    serial = seed.partition("/")[2]
    return Order(
        id=f"{place.code}-{day.year}-{int(serial):05}" + ("" if before is None else f"-{_generation(before)}"),
        seed=f"{seed}/{day}", style=style, place=place, type=kind, title=title, number=number, day=day, draft=False,
        start=start, years=years, since=day.year, until=last, works=_works(random, place, issued),
        repeals=None if before is None else Work(before.title, before.number),
        repealed_id=None if before is None else before.id,
    )  # fmt: skip


def _generation(before: Order) -> str:
    """What tells the documents of a series apart: b is the second, c the third."""
    return {"b": "c"}.get(before.id[-1], "b")


def _draft(order: Order, random: Random) -> Order:
    """The draft for comment that came before a document: no number, an earlier date, some figures of its own."""
    return Order(
        id=f"{order.id}-draft", seed=f"{order.seed}/draft", style="measures" if order.style in ("notice", "card") else order.style,
        place=order.place, type=order.type, title=order.title, number=None, day=order.day - timedelta(days=random.randint(40, 150)),
        draft=True, start=order.start, years=order.years if order.start else None, since=order.since, until=order.until,
        works=order.works,
    )  # fmt: skip


def notice_title(order: Order) -> str:
    """The title of the notice by which an annex is issued."""
    return f"{order.place.body(order.day.year)}关于印发《{order.title}》的通知"


def _number(random: Random, place: Place, year: int, taken: set[str]) -> str:
    office = "工信部" if not place.name else place.sign + ("经信" if "经济" in place.body(year) else "工信")
    while True:
        number = f"{office}{random.choice(('节', '规', '发', '绿色', '综合'))}〔{year}〕{random.randint(1, 320)}号"
        if number not in taken:
            taken.add(number)
            return number


def _works(random: Random, place: Place, issued: Mapping[str, list[Work]]) -> tuple[Work, ...]:
    """One or two: a law of the nation, and a document of a place above where there is one."""
    laws = [Work(title, number) for title, number in matters()["works"]]
    above = [code for code in ("000000", f"{place.code[:2]}0000", f"{place.code[:4]}00") if code != place.code]
    higher = [work for code in above for work in issued.get(code, ())]
    found = [random.choice(higher)] if higher and random.random() < 0.6 else [random.choice(laws)]
    if random.random() < 0.35:
        found.append(random.choice(laws))
    return tuple(dict.fromkeys(found))
