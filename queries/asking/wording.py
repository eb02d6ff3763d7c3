"""Chinese sentences from facts: whose, what, and the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...extract.facts import Agency, Fact, Incentive, Sanction, Target, Threshold
from ...ontology.schemes import schemes
from ..documents import PolicyDocument
from ..wording import day_in_words, duration, number, phrase
from .reply import Said

LONGEST = 1_380
"""The most characters of an answer, white space left out; warnings of standing are counted by their own."""
_QUOTE = 150  # characters of a quotation within a sentence; the citation has all of it
_CELLS = re.compile(r"(?<=[0-9A-Za-z%）)])\s+(?=[0-9A-Za-z])")
"""Between the cells of a table, where 70 and 90 must not become 7090."""
_SPACE = re.compile(r"(?<![0-9A-Za-z%）)])\s+|\s+(?![0-9A-Za-z])")
_ROLES = {"apply": "申报主体", "evaluate": "开展第三方评价"}


def place_of(document: PolicyDocument) -> str:
    """What to call the place of a document."""
    if document.code == "000000":
        return "国家"
    return document.place or document.name


def source(document: PolicyDocument) -> str:
    """A document's name in a sentence, with its standing where that is not in force."""
    name = f"《{document.title}》" if document.title else document.number or document.id
    standing = {"draft": "（征求意见稿）", "expired": "（已过期）", "superseded": "（已被取代）"}.get(document.status, "")
    return name + standing


def quoted(said: Iterable[Said], limit: int = _QUOTE) -> str:
    """The words of some citations, each once, in Chinese quotation marks, cut where they are long."""
    quotes: list[str] = []
    for each in said:
        words = _SPACE.sub("", _CELLS.sub(" ", each.citation["quote"]))
        if not any(words in other for other in quotes):
            quotes = [other for other in quotes if other not in words] + [words]
    return "".join(f"“{words if len(words) <= limit else words[:limit] + '……'}”" for words in quotes)


def statement(fact: Fact, *, named: bool = True) -> str:
    """What a fact says, in a short phrase.

    Args:
        fact: the fact.
        named: whether its subject, level and grade stand first.
    """
    match fact:
        case Threshold() | Target():
            body = (fact.metric or "" if isinstance(fact, Threshold) else "") + bounds(fact)
            if isinstance(fact, Threshold) and fact.scale is not None:
                body += f"（满分{number(fact.scale)}{fact.unit or ''}）"
            if isinstance(fact, Target):
                limits = "，".join(part for part in (f"到{day_in_words(fact.by)}" if fact.by else "", fact.scope or "") if part)
                body += f"（{limits}）" if limits else ""
        case Incentive():
            body = phrase(replace(fact, subject=None, level=None, grade=None))
        case Sanction():
            length = duration(fact.duration) + "内" if fact.duration else ""
            ban = "不得申报或不予采信" if fact.consequence == "ban" else schemes().consequences[fact.consequence].label
            return f"{fact.trigger.rstrip('的')}：{length}{ban}"
        case Agency():
            return f"{_ROLES.get(fact.role) or schemes().roles[fact.role].label}：{phrase(fact)}"
        case _:
            return phrase(fact, fact.subject)
    return f"{lead}：{body}" if named and (lead := _lead(fact)) else body


def _lead(fact: Fact) -> str:
    tier = "".join(filter(None, (getattr(fact, "level", None), getattr(fact, "grade", None))))
    return (fact.subject or "") + (f"（{tier}）" if tier and fact.subject else tier)


def bounds(fact: Threshold | Target) -> str:
    """The bounds of a number in words that say whether they are included (民法典 §1259)."""
    unit = fact.unit or ""
    if fact.min is not None and fact.min == fact.max:
        return f"{number(fact.min)}{unit}"
    low = None if fact.min is None else f"{number(fact.min)}{unit}及以上" if fact.min_inclusive else f"超过{number(fact.min)}{unit}"
    high = None if fact.max is None else f"不超过{number(fact.max)}{unit}" if fact.max_inclusive else f"低于{number(fact.max)}{unit}"
    return "、".join(part for part in (low, high) if part)


def joined(parts: Sequence[str], mark: str = "；") -> str:
    """Phrases in one sentence, each once."""
    return mark.join(dict.fromkeys(part.rstrip("。；") for part in parts if part))


def fitted(lines: Sequence[str], longest: int = LONGEST) -> str:
    """Lines as one text, the last ones left out where they would be too many."""
    kept: list[str] = []
    size = 0
    for line in lines:
        length = len(re.sub(r"\s", "", line))
        if size + length > longest:
            rest = longest - size
            if not kept and rest > 0:
                kept.append(line[:rest] + "……")
            else:
                kept.append("……")
            break
        kept.append(line)
        size += length
    return "\n".join(kept)
