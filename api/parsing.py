"""How the texts of settings are read: each reader is given the name of the variable or option, and the text.

All raise :class:`InvalidParameter`, which names the variable or option, for what they cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..ontology.errors import InvalidParameter
from ..ontology.identifiers import Identifiers
from .language import Language


def text(name: str, value: str) -> str:
    """Any text, as it stands."""
    return value


def folder(name: str, value: str) -> Path:
    """A folder; ``~`` is the home."""
    return Path(value).expanduser()


def integer(low: int, high: int) -> Callable[[str, str], int]:
    """A reader of integers from ``low`` to ``high``."""

    def parse(name: str, value: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,12}", value.strip()) or not low <= int(value) <= high:
            raise InvalidParameter(f"{name} 应为 {low} 到 {high} 的整数，不是 {value!r}。",
                                   f"{name} must be an integer from {low} to {high}, not {value!r}.", parameter=name)  # fmt: skip
        return int(value)

    return parse


def number(low: float, high: float, zh: str = "", en: str = "") -> Callable[[str, str], float]:
    """A reader of numbers from ``low`` to ``high``; ``zh`` and ``en`` are their unit."""

    def parse(name: str, value: str) -> float:
        if not re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,6})?", value.strip()) or not low <= float(value) <= high:
            raise InvalidParameter(f"{name} 应为 {low:g} 到 {high:g}{zh}，不是 {value!r}。",
                                   f"{name} must be from {low:g} to {high:g}{en}, not {value!r}.", parameter=name)  # fmt: skip
        return float(value)

    return parse


def seconds(low: float, high: float) -> Callable[[str, str], float]:
    """A reader of times in seconds."""
    return number(low, high, " 秒", " seconds")


def one_of(*values: str) -> Callable[[str, str], str]:
    """A reader of one of these words."""

    def parse(name: str, value: str) -> str:
        if (chosen := value.strip().lower()) in values:
            return chosen
        raise InvalidParameter(f"{name} 没有值 {value!r}。", f"{name} has no value {value!r}.", parameter=name, allowed=values)

    return parse


def language(name: str, value: str) -> Language:
    """A language, by its tag (``zh-Hans``, ``en_US.UTF-8``)."""
    primary = re.split(r"[-_.]", value.strip().lower())[0]
    if primary == "zh" or primary == "en":
        return primary
    raise InvalidParameter(f"{name} 不认识语言 {value!r}。", f"{name} knows no language {value!r}.", parameter=name, allowed=("zh", "en"))


def base(name: str, value: str) -> str:
    """What IRIs begin with."""
    return Identifiers(value).base


def origins(name: str, value: str) -> tuple[str, ...]:
    """Origins by commas (RFC 6454), or ``*``."""
    origins = tuple(part.strip() for part in value.split(",") if part.strip())
    for origin in origins:
        if origin != "*" and not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+", origin):
            raise InvalidParameter(f"{name} 中的 {origin!r} 不是来源地址（形如 https://example.org）。",
                                   f"{origin!r} in {name} is no origin (like https://example.org).", parameter=name)  # fmt: skip
    return origins
