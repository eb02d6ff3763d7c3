"""The styles of documents: which provisions stand in which order, between which head and which end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from hengce.extract.facts import DocumentFact, Reference

from . import promises, requirements
from .author import Author
from .data import wording
from .grammar import Said
from .layouts import Articles, Card, Sections, plain
from .paper import Paper, Provision, Sentence, Statement
from .requirements import agency, basis
from .series import Order, Style, notice_title


def write(order: Order) -> Paper:
    """Write the document of an order."""
    author = Author(Random(order.seed), order.place, order.day.year, order.type, order.works, order.until, _ITSELF[order.style])
    paper = Paper(order.id)
    _STYLES[order.style](paper, order, author)
    return paper


def _measures(paper: Paper, order: Order, author: Author) -> None:
    _head(paper, order)
    layout = Articles()
    chosen = [
        requirements.purpose(author), *_perhaps(author, 0.7, requirements.definition), requirements.duties(author),
        requirements.conditions(author), *_perhaps(author, 0.6, requirements.exclusions), *_perhaps(author, 0.8, requirements.procedure),
        *_perhaps(author, 0.45, requirements.ladder), *_perhaps(author, 0.7, promises.incentives), promises.management(author),
        *_perhaps(author, 0.8, promises.sanctions), *_perhaps(author, 0.3, _interpretation), _closing(order, author),
    ]  # fmt: skip
    for provision in chosen:
        layout.place(paper, provision)
    _signature(paper, order)


def _plan(paper: Paper, order: Order, author: Author) -> None:
    _head(paper, order)
    paper.write("　　")
    paper.state(basis(author, "basis-plan"), "导语")
    paper.write("。\n")
    layout = Sections(digits=author.perhaps(0.4))
    layout.place(paper, Provision("总体要求", [plain("坚持企业主体、政府引导，分类施策、梯度培育"), promises.sectors(author)]))
    layout.place(paper, promises.targets(author))
    if author.perhaps(0.5):
        layout.place(paper, requirements.conditions(author))
    layout.group(paper, "保障措施", [promises.incentives(author, 1, 3), promises.management(author)])
    layout.place(paper, promises.schedule(author))
    _signature(paper, order)


def _notice(paper: Paper, order: Order, author: Author) -> None:
    _head(paper, order, notice_title(order), issued_by_title=True)
    paper.write(f"\n{order.place.below(author.year)[0]}：\n　　")
    paper.state(basis(author, "basis-notice", title=order.title), "第1段")
    paper.write("。\n\n")
    _signature(paper, order, indent="　　　　　　　　　　　　")
    paper.write(f"\n附件\n\n{order.title}\n\n")
    layout = Sections(annex=True, digits=author.perhaps(0.5))
    chosen = [
        *_perhaps(author, 0.6, requirements.definition), requirements.conditions(author), *_perhaps(author, 0.4, requirements.ladder),
        requirements.procedure(author), *_perhaps(author, 0.5, promises.incentives), promises.management(author),
        *_perhaps(author, 0.6, promises.sanctions), _closing(order, author),
    ]  # fmt: skip
    for provision in chosen:
        layout.place(paper, provision)


def _card(paper: Paper, order: Order, author: Author) -> None:
    body = order.place.body(author.year)
    paper.write("政策名称：")
    _title(paper, order, order.title)
    paper.write("\n")
    paper.state(Sentence(author.phrase(f"[a:发文机构：{body}]"), agency("a", (body, body), "issue")), "发文机构")
    paper.write(f"\n发文字号：{order.number}\n")
    paper.write("依据文件：")
    paper.state(Sentence(*requirements.rests_on(author)), "依据文件")
    paper.write("\n")
    layout = Card()
    listed = requirements.conditions(author)
    bare = [Sentence(item.said, [_without_level(each) for each in item.states]) for item in listed.items]
    layout.place(paper, Provision("申报条件", items=bare, logic=listed.logic))
    layout.place(paper, Provision("支持标准", items=promises.incentives(author, 1, 3).items))
    layout.place(paper, Provision("办理流程", items=requirements.procedure(author).items))
    start, end = _period(order)
    if start and end and order.start:
        paper.write(f"有效期限：{_day(start)}至{_day(end)}\n")
    paper.write(f"咨询电话：0{order.place.code[:3]}-0000000\n")


def _support(paper: Paper, order: Order, author: Author) -> None:
    _head(paper, order)
    paper.write("　　")
    paper.state(basis(author, "basis-plan"), "导语")
    paper.write("。\n")
    layout = Sections(digits=author.perhaps(0.5))
    layout.place(paper, promises.incentives(author, 3, 6))
    layout.place(paper, requirements.duties(author))
    layout.place(paper, promises.sanctions(author))
    layout.place(paper, _closing(order, author))
    _signature(paper, order)


_STYLES: dict[Style, Callable[[Paper, Order, Author], None]] = {
    "measures": _measures, "plan": _plan, "notice": _notice, "card": _card, "support": _support,
}  # fmt: skip
_ITSELF: dict[Style, str] = {"measures": "办法", "plan": "方案", "notice": "办法", "card": "政策", "support": "措施"}


def _perhaps(author: Author, share: float, make: Callable[[Author], Provision]) -> list[Provision]:
    return [make(author)] if author.perhaps(share) else []


def _without_level(statement: Statement) -> Statement:
    """A card's field names no level."""
    return Statement(statement.kind, statement.mark, {name: value for name, value in statement.fields.items() if name != "level"})


def _head(paper: Paper, order: Order, title: str | None = None, *, issued_by_title: bool = False) -> None:
    _title(paper, order, title or order.title, issued_by_title=issued_by_title)
    paper.write("\n（征求意见稿）\n\n" if order.draft else f"\n{order.number}\n\n")


def _title(paper: Paper, order: Order, title: str, *, issued_by_title: bool = False) -> None:
    body = order.place.body(order.day.year)
    start, end = _period(order)
    fields: dict[str, Any] = {
        "title": title, "doc_number": order.number, "issuer": None if order.draft else body, "jurisdiction": order.place.code,
        "status": "draft" if order.draft else "issued", "valid_from": start, "valid_to": end,
        "date": None if order.draft or order.style == "card" else order.day.isoformat(),
    }  # fmt: skip
    states = [Statement(DocumentFact, "t", fields)]
    if issued_by_title:
        states += agency("t", (body, body), "issue")
    paper.state(Sentence(Said(title, {"t": (0, len(title))}), states), "标题")


def _period(order: Order) -> tuple[str | None, str | None]:
    """First and last day of the period that the text itself gives, in its precision."""
    if order.style == "plan":
        return str(order.since), str(order.until)
    if order.style == "card":
        return (_iso(order.start), _iso(_end(order))) if order.start and order.years else (None, None)
    if order.draft and order.start is None:
        return None, None
    return _iso(order.start or order.day), _iso(_end(order))


def _end(order: Order) -> date | None:
    """The last day: where the text names it, the day before the same day of the year; else that day (有效期N年 runs from the first)."""
    if order.years is None:
        return None
    first = order.start or order.day
    same_day = first.replace(year=first.year + order.years)
    return same_day - timedelta(days=1) if _names_the_end(order) else same_day


def _names_the_end(order: Order) -> bool:
    return order.start is not None and (order.style == "card" or (order.start.month + order.start.year) % 2 == 0)


def _closing(order: Order, author: Author) -> Provision:
    """From when and how long, and what is repealed."""
    lead: list[Sentence] = []
    forms = wording()["validity"]
    if order.start is None and order.years is not None and not order.draft:
        lead.append(Sentence(author.phrase(forms["signed"], years=order.years)))
    elif order.start is not None and order.years is None:
        lead.append(Sentence(author.phrase(forms["open"], start=_day(order.start))))
    elif order.start is not None:
        end = _end(order)
        form = forms["named" if _names_the_end(order) else "dated"]
        lead.append(Sentence(author.phrase(form, start=_day(order.start), end=_day(end), years=order.years)))
    if order.repeals is not None:
        fields = {"title": order.repeals.title, "number": order.repeals.number, "role": "repeals"}
        lead.append(author.sentence("repeal", Statement(Reference, "x", fields), ref=requirements.named(order.repeals)))
    return Provision("附则", lead or [_interpreted(author)])


def _interpretation(author: Author) -> Provision:
    return Provision("附则", [_interpreted(author)])


def _interpreted(author: Author) -> Sentence:
    return author.sentence("interpretation")


def _signature(paper: Paper, order: Order, indent: str = "") -> None:
    """The body and the day; where no notice has named the body before, its signature says who issues the document."""
    if order.draft:
        return
    body = order.place.body(order.day.year)
    paper.write(indent or "\n")
    signed = Sentence(Said(body, {"b": (0, len(body))}), [] if indent else agency("b", (body, body), "issue"))
    paper.state(signed, "署名")
    paper.write(f"\n{indent}{_day(order.day)}\n")


def _day(day: date | str | None) -> str:
    if day is None:
        return ""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.year}年{day.month}月{day.day}日"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
