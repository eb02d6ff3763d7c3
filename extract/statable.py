"""What a person can state of a fact: the fields of each kind, and the values that each can have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import NoneType
from typing import Any, Literal, NoReturn, get_args, get_origin, get_type_hints

from ..corpus.corrections import Correction
from ..ontology.errors import CorpusError
from .facts import KINDS

# What follows from the evidence, or says how a fact was read: no person's to state.
_NOT_STATED = frozenset({"doc", "quote", "start", "end", "path", "rule", "alignment", "certainty"})
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"), "ISO 8601: 2018, 2018-05, 2018-05-30"
_LENGTH = re.compile(r"P(?:\d+[YMWD])+"), "ISO 8601: P3Y, P6M, P30D"
_FORMS = {
    "by": _DATE, "date": _DATE, "valid_from": _DATE, "valid_to": _DATE, "period": _LENGTH, "within": _LENGTH, "duration": _LENGTH,
    "jurisdiction": (re.compile("[0-9]{6}"), "GB/T 2260: 350000"),
}  # fmt: skip
_LARGEST = 10**15  # what a double tells apart, and the store's decimals hold


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields of a kind of fact that a person can state."""
    return tuple(each.name for each in fields(KINDS[kind]) if each.name not in _NOT_STATED)


def is_needed(kind: str, name: str) -> bool:
    """Whether every fact of a kind has a value in a field."""
    own = next(each for each in fields(KINDS[kind]) if each.name == name)
    return own.default is MISSING and own.default_factory is MISSING


def check_kind(correction: Correction, kind: str) -> None:
    """Refuse a kind of fact that there is not."""
    if kind not in KINDS:
        refuse(correction, f"没有事实类别“{kind}”，可用 {'、'.join(KINDS)}", f"there is no kind {kind!r}; known are {', '.join(KINDS)}")


def check_fields(correction: Correction, kind: str) -> None:
    """Refuse what no fact of a kind can have, whatever the text.

    Raises:
        CorpusError: if the kind, a field or a value does not exist.
    """
    check_kind(correction, kind)
    hints: Mapping[str, Any] = get_type_hints(KINDS[kind])
    for name, value in correction.fields.items():
        allowed = fields_of(kind)
        if name not in allowed:
            refuse(correction, f"{kind} 没有可写的字段 {name}，可用 {'、'.join(allowed)}",
                    f"a {kind} has no field {name} to be stated; there are {', '.join(allowed)}")  # fmt: skip
        if not _suits(value, hints[name]):
            wanted = _wanted(hints[name])
            refuse(correction, f"{name} 的值 {value!r} 不可用，应为 {wanted}", f"{name} cannot be {value!r}; it should be {wanted}")
        pattern, form = _FORMS.get(name, (None, ""))
        if pattern is not None and value is not None and pattern.fullmatch(value) is None:
            refuse(correction, f"{name} 的值“{value}”应写成 {form}", f"{name} is {value!r}; it should be written as {form}")


def _options(hint: Any) -> tuple[Any, ...]:
    """The types that a field's value may have: those of a union, or the one type."""
    return get_args(hint) if get_args(hint) and get_origin(hint) is not Literal else (hint,)


def _suits(value: Any, hint: Any) -> bool:
    for option in _options(hint):
        if get_origin(option) is Literal:
            if value in get_args(option):
                return True
        elif option is float:
            if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _LARGEST:
                return True
        elif option is str:
            if isinstance(value, str) and value.strip():
                return True
        elif type(value) is option:
            return True
    return False


def _wanted(hint: Any) -> str:
    names = {str: "text", float: "number", int: "integer", bool: "true/false", NoneType: "null"}
    return " | ".join(
        " | ".join(map(str, get_args(option))) if get_origin(option) is Literal else names.get(option, str(option))
        for option in _options(hint)
    )


def refuse(correction: Correction, zh: str, en: str) -> NoReturn:
    """Say what is wrong with the line of a correction.

    Raises:
        CorpusError: always.
    """
    raise CorpusError(
        f"更正 {correction.path} 第 {correction.line} 行有误：{zh}。", f"Line {correction.line} of {correction.path} is wrong: {en}."
    )
