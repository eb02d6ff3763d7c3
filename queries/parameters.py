"""The parameters of questions, and what a well-formed value of one is.

Only the form of values is checked here; what they name is found in ``resolver.py``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from ..ontology.errors import InvalidParameter

ParameterKind = Literal[
    "type", "jurisdiction", "document", "kind", "level", "form", "role", "consequence", "group", "choice",
    "date", "text", "integer", "number",
]  # fmt: skip
"""What the value of a parameter means; ``kind`` is a kind of fact, ``form`` one of incentive, ``role`` one of an agency, ``group`` one of
criteria, ``choice`` one of the parameter's own."""
PARAMETER_KINDS: tuple[str, ...] = get_args(ParameterKind)

Scalar = str | int | float | datetime.date
"""A value; text is read as the parameter's kind demands."""
LONGEST_TEXT = 400
"""The most characters that a value may have."""

# Controls except tab and line breaks, lone surrogates and non-characters: no text of a document has them, and some stores refuse them.
_UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a question.

    Attributes:
        name: its name, which is also the variable's.
        kind: what its value means.
        required: whether a call must give it.
        many: whether it takes several values, any of which may hold.
        default: used when nothing is given, ``today`` for the date of the call; None for no restriction.
        choices: of kind ``choice`` the values there are, each with its Chinese name, which is as good.
        zh, en: what it is for.
    """

    name: str
    kind: ParameterKind
    required: bool = False
    many: bool = False
    default: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    zh: str = ""
    en: str = ""

    def values(self, given: Scalar | Iterable[Scalar] | None) -> list[Scalar]:
        """The values of a call: blank ones left out, the default where none is left.

        Args:
            given: a value, or several of them; of a parameter with ``many`` a text is split at commas and ``、``, unless its
                kind is ``text``.

        Raises:
            InvalidParameter: if a required value is missing, or there are too many.
        """
        values: list[Scalar] = [given] if isinstance(given, str | int | float | datetime.date) else list(given or ())
        if self.many and self.kind != "text":
            values = [part for each in values for part in (split(each) if isinstance(each, str) else [each])]
        values = [each for each in values if not isinstance(each, str) or each.strip()]
        if not values and self.default is not None:
            values = [datetime.date.today() if self.default == "today" else self.default]
        if not values and self.required:
            zh, en = f"缺少参数 {self.name}（{self.zh}）。", f"Parameter {self.name} is missing ({self.en})."
            raise InvalidParameter(zh, en, parameter=self.name)
        if len(values) > 1 and not self.many:
            zh, en = f"参数 {self.name} 只能有一个值。", f"Parameter {self.name} takes one value."
            raise InvalidParameter(zh, en, parameter=self.name)
        return values


def split(text: str) -> list[str]:
    """The parts of a list in one text: between commas and ``、``, trimmed, blank ones left out."""
    return [part.strip() for part in re.split(r"[,，、]", text) if part.strip()]


def several(given: Iterable[str] | str | None) -> list[str]:
    """Names from a list, or from one text, each with commas between its parts; none from None."""
    return [name for part in ([given] if isinstance(given, str) else given or ()) for name in split(part)]


def checked_text(value: Scalar, parameter: str) -> str:
    """A value as text that queries can hold.

    Raises:
        InvalidParameter: if it is longer than :data:`LONGEST_TEXT` or holds control characters or halves of characters.
    """
    text = str(value)
    if len(text) > LONGEST_TEXT:
        zh = f"{parameter} 最多 {LONGEST_TEXT} 字，收到 {len(text)} 字。"
        raise InvalidParameter(zh, f"{parameter} takes at most {LONGEST_TEXT} characters, not {len(text)}.", parameter=parameter)
    if _UNUSABLE.search(text):
        zh, en = f"{parameter} 含有控制字符或不完整的字符。", f"{parameter} holds control characters or halves of characters."
        raise InvalidParameter(zh, en, parameter=parameter)
    return text


def iso_date(value: Scalar, parameter: str = "as_of") -> datetime.date:
    """A calendar date from ISO 8601 ``YYYY-MM-DD``.

    Raises:
        InvalidParameter: if ``value`` is in any other form or no date of the calendar.
    """
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day)
    text = str(value).strip()
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        zh = f"{parameter} 应为日期，形如 2024-06-30，而不是“{shortened(text)}”。"
        en = f"{parameter} must be a date like 2024-06-30, not '{shortened(text)}'."
        raise InvalidParameter(zh, en, parameter=parameter) from None


def integer(value: Scalar, parameter: str) -> int:
    """A whole number of at most 15 digits.

    Raises:
        InvalidParameter: if ``value`` is anything else.
    """
    text = str(value).strip()
    if not re.fullmatch(r"[+-]?[0-9]{1,15}", text):
        zh, en = f"{parameter} 应为整数，而不是“{shortened(text)}”。", f"{parameter} must be an integer, not '{shortened(text)}'."
        raise InvalidParameter(zh, en, parameter=parameter)
    return int(text)


def number(value: Scalar, parameter: str) -> str:
    """A decimal number of at most 12 digits before the point and 6 after it, in the lexical form of xsd:decimal; 1e-06 is one too.

    Raises:
        InvalidParameter: if ``value`` is anything else.
    """
    text = str(value).strip()
    if re.fullmatch(r"[+-]?[0-9](?:\.[0-9]{1,17})?[eE][+-]?[0-9]{1,2}", text):  # as Python and JSON write very large and small ones
        text = format(Decimal(text), "f")
    if not re.fullmatch(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?", text):
        zh, en = (
            f"{parameter} 应为数字，如 82.5，而不是“{shortened(text)}”。",
            f"{parameter} must be a number like 82.5, not '{shortened(text)}'.",
        )
        raise InvalidParameter(zh, en, parameter=parameter)
    return text


def shortened(text: str) -> str:
    """``text`` on one line, cut for a message; what cannot be shown is replaced."""
    line = " ".join(_UNUSABLE.sub("\ufffd", text).split())
    return line if len(line) <= 60 else line[:60] + "…"
