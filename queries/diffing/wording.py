"""A changed fact in one Chinese or English sentence: 绿色工厂三星级的总评分门槛由75分提高到80分."""

from __future__ import annotations

from ...extract import facts as f
from ...extract.facts import Fact
from ...ontology.schemes import schemes
from ..notices import Language
from ..wording import duration, money, number, phrase
from .facts import FactChange


def in_words(change: FactChange, language: Language = "zh") -> str:
    """What changed.

    Args:
        change: a fact that was changed, added or removed.
        language: of the words around what the documents say.
    """
    zh = language == "zh"
    if change.old is None or change.new is None:
        said = f"{_kind(change.fact)}：{_role(change.fact)}{phrase(change.fact)}"
        return ("新增：" if change.old is None else "删除：") + said if zh else ("added: " if change.old is None else "removed: ") + said
    about, verb, before, after = _what(change.old, change.new)
    if zh:
        return f"{about}由{before}{verb[0]}{after}"
    return f"{about}: {verb[1]} from {before} to {after}"


Verb = tuple[str, str]
_RAISED, _LOWERED, _CHANGED = ("提高到", "raised"), ("降低到", "lowered"), ("改为", "changed")
_LONGER, _SHORTER, _LATER, _EARLIER = ("延长到", "extended"), ("缩短到", "shortened"), ("推迟到", "put off"), ("提前到", "brought forward")


def _what(old: Fact, new: Fact) -> tuple[str, Verb, str, str]:
    """What a change is about, what happened to it, and what it was and is."""
    lead = _lead(new)
    match old, new:
        case f.Threshold(), f.Threshold() if (bound := _bound(old, new)) is not None:
            return f"{lead}{new.metric or ''}门槛", *bound
        case f.Target(), f.Target() if old.by == new.by and (bound := _bound(old, new)) is not None:
            return f"{'到' + (new.by or '')[:4] + '年' if new.by else ''}{lead}目标", *bound
        case f.Incentive(), f.Incentive() if old.amount and new.amount and old.cap == new.cap and old.rate == new.rate:
            most = "最高" if new.cap else ""
            form = schemes().forms[new.form].label
            return f"{lead}{form}", _RAISED if new.amount > old.amount else _LOWERED, most + money(old.amount), most + money(new.amount)
        case f.Cycle(), f.Cycle() if old.action == new.action or not (old.action and new.action):
            return f"{lead}{new.action or ''}周期", _span(old.period, new.period), duration(old.period), duration(new.period)
        case f.Sanction(), f.Sanction() if old.duration and new.duration:
            about = f"{lead}{schemes().consequences[new.consequence].label}期限"
            return about, _span(old.duration, new.duration), duration(old.duration), duration(new.duration)
        case f.Deadline(), f.Deadline() if (when := _moved(old, new)) is not None:
            return f"{new.actor or ''}{new.action or ''}的时限", *when
        case _:
            return f"{lead}{_kind(new)}", _CHANGED, f"“{phrase(old, old.subject)}”", f"“{phrase(new, new.subject)}”"


def _lead(fact: Fact) -> str:
    parts = (getattr(fact, "level", None), fact.subject, getattr(fact, "grade", None))
    return "".join(part for part in parts if part)


def _kind(fact: Fact) -> str:
    return _KINDS[fact.kind]


def _role(fact: Fact) -> str:
    """What a body does; a body may do several things."""
    concept = schemes()["role"].get(fact.role) if isinstance(fact, f.Agency) else None
    return f"{concept.label}：" if concept is not None else ""


_KINDS = {
    "threshold": "门槛", "criterion": "条件", "incentive": "激励", "target": "目标", "deadline": "时限", "cycle": "周期",
    "sanction": "罚则", "exemption": "免检", "agency": "机构", "sector": "重点行业", "reference": "引用文件", "step": "程序",
}  # fmt: skip


def _bound(old: f.Threshold | f.Target, new: f.Threshold | f.Target) -> tuple[Verb, str, str] | None:
    """How the one bound that differs has moved; None where more than a number has changed."""
    lower, upper = old.min != new.min, old.max != new.max
    exact = old.min == old.max and new.min == new.max
    was, now = (old.min, new.min) if lower or exact else (old.max, new.max)
    same = (old.unit, old.min_inclusive, old.max_inclusive) == (new.unit, new.min_inclusive, new.max_inclusive)
    if was is None or now is None or was == now or not same or (lower and upper and not (exact or _is_graded(new))):
        return None
    unit = new.unit or ""
    return _RAISED if now > was else _LOWERED, f"{number(was)}{unit}", f"{number(now)}{unit}"


def _is_graded(fact: f.Threshold | f.Target) -> bool:
    """Whether the upper bound is only where the next grade begins."""
    return isinstance(fact, f.Threshold) and fact.grade is not None


def _span(old: str, new: str) -> Verb:
    days = {"D": 1, "W": 7, "M": 30, "Y": 365}
    was, now = (int("".join(filter(str.isdigit, each)) or 0) * days.get(each[-1:], 0) for each in (old, new))
    return _CHANGED if not was or not now or was == now else _LONGER if now > was else _SHORTER


def _moved(old: f.Deadline, new: f.Deadline) -> tuple[Verb, str, str] | None:
    was, now = (each.recurrence or each.date for each in (old, new))
    if was is None or now is None or len(was) != len(now) or was[:1].isdigit() != now[:1].isdigit() or not was[-2:].isdigit():
        return None
    told = (phrase(each.but(actor=None, action=None, recipient=None, subject=None)).removesuffix("前") for each in (old, new))
    return (_LATER if now > was else _EARLIER), *told  # type: ignore[return-value]
