"""The table of units and counters (计量单位、量词): what may follow a number, and what it means.

The words are data (``patterns/units.yaml``); this module finds the longest one at a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ..ontology import yamlfiles
from ..ontology.errors import DefinitionError

Kind = Literal["money", "percent", "score", "count", "duration", "ratio", "measure", "plain", "full"]
_KINDS: tuple[Kind, ...] = ("money", "percent", "score", "ratio", "duration", "count", "measure")
_KEYS = frozenset(["word", "label", "times", "not_before", "but_before", "only_before", "not_number", "digits", "bare", "denominator"])
_PATTERNS = Path(__file__).with_name("patterns")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or counter.

    Attributes:
        word: as written.
        label: as reported.
        kind: what it measures.
        times: factor from this unit to the reported one.
        not_before, but_before, only_before: what must not, may all the same, or must follow the word.
        not_number: Chinese numerals with which it is no counter (一批).
        digits: it counts only after figures.
        bare: it counts after a bare multiplier (百家, but not 百分).
        denominator: it stands only below a fraction stroke (元/月).
    """

    word: str
    label: str
    kind: Kind
    times: Decimal = Decimal(1)
    not_before: tuple[str, ...] = ()
    but_before: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    not_number: tuple[str, ...] = ()
    digits: bool = False
    bare: bool = True
    denominator: bool = False

    def fits(self, text: str, end: int) -> bool:
        """Whether the word is this unit, given what follows it at ``end``."""
        if self.only_before and not text.startswith(self.only_before, end):
            return False
        return not self.not_before or not text.startswith(self.not_before, end) or text.startswith(self.but_before or ("\0",), end)


def load_yaml(name: str) -> Any:
    """A data file of this folder's ``patterns``.

    Raises:
        DefinitionError: if it is no YAML.
    """
    return yamlfiles.load_yaml(_PATTERNS / name)


def _unit(kind: Kind, entry: str | Mapping[str, Any]) -> Unit:
    if isinstance(entry, str):
        return Unit(entry, entry, kind)
    if not entry.keys() <= _KEYS or not isinstance(entry.get("word"), str):
        raise DefinitionError(f"units.yaml 中的单位写错：{entry}", f"Malformed unit in units.yaml: {entry}")
    try:
        times = Decimal(str(entry.get("times", 1)))
    except InvalidOperation as error:
        raise DefinitionError(f"units.yaml 中的倍数写错：{entry}", f"Malformed factor in units.yaml: {entry}") from error
    not_before, but_before, only_before, not_number = (
        tuple(map(str, entry.get(key, ()))) for key in ("not_before", "but_before", "only_before", "not_number")
    )
    return Unit(
        entry["word"], str(entry.get("label", entry["word"])), kind, times, not_before, but_before, only_before, not_number,
        digits=bool(entry.get("digits", False)), bare=bool(entry.get("bare", True)), denominator=bool(entry.get("denominator", False)),
    )  # fmt: skip


@cache
def units() -> dict[str, tuple[Unit, ...]]:
    """All units by their first character, longest word first."""
    table: dict[str, list[Unit]] = {}
    for kind in _KINDS:
        for entry in load_yaml("units.yaml")[kind]:
            unit = _unit(kind, entry)
            table.setdefault(unit.word[0], []).append(unit)
    return {first: tuple(sorted(group, key=lambda unit: -len(unit.word))) for first, group in table.items()}


@cache
def money_nouns() -> tuple[str, ...]:
    """Nouns after which a number in 万 or 亿 without unit is money."""
    return tuple(map(str, load_yaml("units.yaml")["money_nouns"]))


def unit_at(text: str, at: int, *, denominator: bool = False) -> Unit | None:
    """The longest unit that begins at ``at``, or None.

    Args:
        text: a view text.
        at: offset in it.
        denominator: also take units that stand only below a fraction stroke.
    """
    for unit in units().get(text[at : at + 1], ()):
        end = at + len(unit.word)
        if text.startswith(unit.word, at) and (denominator or (not unit.denominator and unit.fits(text, end))):
            following = text[end : end + 1]
            if not (unit.word[-1].isascii() and unit.word[-1].isalpha() and following.isascii() and following.isalnum()):
                return unit
    return None
