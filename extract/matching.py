"""When two facts match: the comparison rules of the extraction contract.

White space and quotation marks inside strings never count. Repeated facts with one key count once where the place of a fact
does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Record = Mapping[str, Any]
"""A fact as a JSON object (:meth:`~extract.facts.Fact.to_json`)."""

Evidence = Literal["anywhere", "overlap", "trigger", "half"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What decides whether two facts of a kind are the same.

    Attributes:
        fields: fields whose values must be equal.
        subject: whether the subjects must agree.
        evidence: ``anywhere``: the place does not matter, and repetitions count once; ``overlap``: the quotes share a
            character; ``trigger``: the words of the triggers do; ``half``: the quotes share half of the longer one.
    """

    fields: tuple[str, ...]
    subject: bool = False
    evidence: Evidence = "anywhere"


_BOUNDS = ("min", "min_inclusive", "max", "max_inclusive", "unit")

COMPARED: dict[str, Comparison] = {
    "document": Comparison(("title", "doc_number", "issuer", "jurisdiction", "status", "valid_from", "valid_to")),
    "threshold": Comparison(("level", "grade", *_BOUNDS), subject=True),
    "target": Comparison((*_BOUNDS, "by", "scope"), subject=True),
    "incentive": Comparison(("level", "form", "amount", "cap", "rate"), subject=True),
    "deadline": Comparison(("date", "recurrence", "within"), evidence="overlap"),
    "cycle": Comparison(("period",), evidence="overlap"),
    "sanction": Comparison(("consequence", "duration"), subject=True, evidence="trigger"),
    "exemption": Comparison(("duration",), evidence="overlap"),
    "criterion": Comparison(("group",), subject=True, evidence="half"),
    "sector": Comparison(("sector",), subject=True),
    "agency": Comparison(("canonical", "role")),
    "reference": Comparison(("number",)),
    "step": Comparison(("order",), evidence="overlap"),
}
"""The kinds that are scored, in the order of the contract. A document's fields are scored one by one; definitions are not scored."""

FIXED_SUBJECTS = frozenset({
    "绿色工厂", "绿色产品", "绿色设计产品", "绿色园区", "绿色供应链", "绿色企业", "零碳工厂", "绿色设计示范企业",
    "绿色系统集成", "第三方评价机构", "绿色制造示范单位", "绿色制造体系建设",
})  # fmt: skip
"""Labels that the contract fixes: they match exactly. Of other subjects one label may contain the other."""

_IGNORED = r"[\s“”\"‘’「」『』]"
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def plain(value: Any) -> Any:
    """A value without the signs that do not count; what is no string stays as it is."""
    return re.sub(_IGNORED, "", value) if isinstance(value, str) else value


def key(fact: Record) -> tuple[Any, ...]:
    """What must be equal in two facts of one kind, their subjects apart."""
    kind = fact["kind"]
    if kind == "reference":  # its number where there is one, else its title
        name = "number" if fact.get("number") else "title"
        return name, plain(fact.get(name))
    return tuple(_comparable(name, fact.get(name)) for name in COMPARED[kind].fields)


def _comparable(name: str, value: Any) -> Any:
    match name:
        case "cap":
            return bool(value)
        case "rate":  # the numbers in it
            return tuple(float(figure) for figure in _FIGURE.findall(value or ""))
        case _:
            return plain(value)


def same(one: Record, two: Record) -> bool:
    """Whether two facts of one kind say the same."""
    rule = COMPARED[one["kind"]]
    return key(one) == key(two) and _SUPPORTS[rule.evidence](one, two) and (not rule.subject or same_subject(one, two))


def same_subject(one: Record, two: Record) -> bool:
    """Whether the subjects agree: exactly, or one label within the other where the contract fixes neither."""
    a, b = plain(one.get("subject")), plain(two.get("subject"))
    if a == b:
        return True
    if not a or not b or a in FIXED_SUBJECTS or b in FIXED_SUBJECTS or "/" in a + b:
        return False
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) >= 3 and shorter in longer


def once(facts: Iterable[Record]) -> list[Record]:
    """The facts without repetitions: the first of those that share a key and, where it is compared, a subject."""
    first: dict[tuple[Any, ...], Record] = {}
    for fact in facts:
        first.setdefault((key(fact), plain(fact.get("subject")) if COMPARED[fact["kind"]].subject else None), fact)
    return list(first.values())


def overlap(one: Record, two: Record) -> int:
    """How many characters of the text both quotes hold."""
    return _shared((one["start"], one["end"]), (two["start"], two["end"]))


def _shared(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _trigger(fact: Record) -> tuple[int, int]:
    """Where the words of the trigger stand in the text; the whole quote where they are not in it."""
    words = plain(fact.get("trigger"))
    found = re.search(f"{_IGNORED}*".join(map(re.escape, words)), fact["quote"]) if words else None
    return (fact["start"], fact["end"]) if found is None else (fact["start"] + found.start(), fact["start"] + found.end())


_SUPPORTS: dict[Evidence, Callable[[Record, Record], bool]] = {
    "anywhere": lambda one, two: True,
    "overlap": lambda one, two: overlap(one, two) > 0,
    "trigger": lambda one, two: _shared(_trigger(one), _trigger(two)) > 0,
    "half": lambda one, two: 2 * overlap(one, two) >= max(one["end"] - one["start"], two["end"] - two["start"]),
}
