"""Chinese sentences from facts: whose, what, and the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...extract.facts import Agency, Criterion, Deadline, Fact, Incentive, Reference, Sanction, Sector, Step, Target, Threshold
from ...ontology.schemes import schemes
from ..documents import PolicyDocument
from ..wording import duration, phrase
from .reply import Said

LONGEST = 1_380
"""The most characters of an answer, white space left out; warnings of standing are counted by their own."""
_QUOTE = 150  # characters of a quotation within a sentence; the citation has all of it
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
        words = re.sub(r"\s+", "", each.citation["quote"])
        if not any(words in other for other in quotes):
            quotes = [other for other in quotes if other not in words] + [words]
    return "".join(f"“{words if len(words) <= limit else words[:limit] + '……'}”" for words in quotes)


def statement(fact: Fact) -> str:
    """What a fact says, in a short phrase that names its subject."""
    match fact:
        case Incentive() | Threshold() | Target():
            return _subject(fact) + phrase(fact, fact.subject).replace("：", "", 1) if _tier(fact) else _subject(fact) + phrase(fact, fact.subject)
        case Sanction():
            length = duration(fact.duration) + "内" if fact.duration else ""
            return f"{fact.trigger}：{length}{schemes().consequences[fact.consequence].label}"
        case Agency():
            role = _ROLES.get(fact.role) or schemes().roles[fact.role].label
            return f"{role}：{phrase(fact)}"
        case Deadline() | Criterion() | Reference() | Sector() | Step():
            return phrase(fact)
        case _:
            return phrase(fact, fact.subject)


def _tier(fact: Fact) -> str:
    return "".join(filter(None, (getattr(fact, "level", None), getattr(fact, "grade", None))))


def _subject(fact: Fact) -> str:
    return fact.subject or ""


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
