"""The rules, one file each: ``RULE`` is the name, ``find(draft, against)`` yields findings. A file in this folder is a rule."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

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
    modules = (cast(Rule, import_module(f".{each.name}", __name__)) for each in iter_modules(__path__))
    return {module.RULE: module for module in sorted(modules, key=lambda module: module.RULE)}


def titles() -> dict[str, tuple[str, str]]:
    """What each rule is called, in Chinese and English: the first line of its file (层次序号: a number of the outline …)."""
    lines = {name: (rule.__doc__ or name).partition("\n")[0] for name, rule in rules().items()}
    parts = {name: line.rstrip(".").partition(": ") for name, line in lines.items()}
    return {name: (zh, en.partition(" (")[0] or zh) for name, (zh, _, en) in parts.items()}
