"""The tools that there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...ontology.errors import UnknownValue
from ...queries.parameters import shortened
from .asking import ASK
from .clauses import CLAUSE, SEARCH
from .comparing import COMPARE
from .deciding import ELIGIBILITY
from .drafting import DRAFT
from .due import DEADLINES
from .querying import QUERY, SPARQL
from .tool import Tool

TOOLS: Mapping[str, Tool[Any]] = {tool.name: tool for tool in (ASK, COMPARE, ELIGIBILITY, DEADLINES, SEARCH, CLAUSE, DRAFT, QUERY, SPARQL)}
"""All of them by name, those to try first first."""


def tool_named(name: str) -> Tool[Any]:
    """A tool by its name.

    Raises:
        UnknownValue: if there is none; the error lists them.
    """
    if name in TOOLS:
        return TOOLS[name]
    raise UnknownValue(f"没有工具“{shortened(name)}”。", f"There is no tool '{shortened(name)}'.", parameter="name", allowed=tuple(TOOLS))
