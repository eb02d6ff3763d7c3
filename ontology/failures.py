"""Errors on their way from one process to another.

An exception is pickled with its positional arguments only; ours take the parameter and the allowed values by keyword.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from . import errors
from .errors import HengceError


@dataclass(frozen=True, slots=True)
class Failure:
    """What an error says."""

    name: str
    zh: str
    en: str
    parameter: str | None
    allowed: tuple[str, ...]

    @classmethod
    def of(cls, error: HengceError) -> Self:
        """The record of an error."""
        return cls(type(error).__name__, error.zh, error.en, error.parameter, error.allowed)

    def error(self) -> HengceError:
        """The error, to be raised."""
        kind: type[HengceError] = getattr(errors, self.name)
        return kind(self.zh, self.en, parameter=self.parameter, allowed=self.allowed)
