"""The rules, one file each: ``RULE`` is the name, ``find(draft, against)`` yields findings. A file in this folder is a rule."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from ..against import Against
from ..draft import Draft
from ..finding import Finding


class Rule(Protocol):
    """What the file of a rule holds."""

    RULE: str

    def find(self, draft: Draft, against: Against) -> Iterator[Finding]:
        """What the rule finds in a draft."""
        ...


@cache
def rules() -> dict[str, Rule]:
    """All rules by name, in the order of their names."""
    modules = (import_module(f".{each.name}", __name__) for each in iter_modules(__path__))
    return {module.RULE: module for module in sorted(modules, key=lambda module: module.RULE)}
