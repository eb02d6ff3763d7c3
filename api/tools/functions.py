"""The tools, and the questions of the catalogue, as functions for chat models that know function calling but not MCP.

The form is that of OpenAI's chat completions (https://platform.openai.com/docs/guides/function-calling), which most model servers speak.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ...ontology.errors import UnknownValue
from ...queries.functions import Function, functions
from ...queries.parameters import shortened
from .catalogue import TOOLS
from .querying import QUERY
from .tool import Tool


def openai(every: bool = False) -> list[dict[str, Any]]:
    """The list ``tools`` of a chat completion.

    Args:
        every: with each question of the catalogue as a function of its own; the tool ``run_query`` asks them all, too.
    """
    found = [(tool.name, tool.description, tool.input_schema) for tool in TOOLS.values()]
    if every:
        found += [(each.name, f"{each.title}\n\n{each.description}", each.parameters) for each in _questions().values()]
    return [
        {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}
        for name, description, parameters in found
    ]


def resolved(name: str, arguments: Mapping[str, Any]) -> tuple[Tool[Any], Mapping[str, Any]]:
    """The tool that a function is, and what it is asked with.

    Args:
        name: of a tool or of a question's function.
        arguments: by the parameters of that function.

    Raises:
        UnknownValue: if there is no such function.
    """
    if name in TOOLS:
        return TOOLS[name], arguments
    if name in _questions():
        return QUERY, {"name": _questions()[name].question, "parameters": dict(arguments)}
    raise UnknownValue(
        f"没有函数“{shortened(name)}”。", f"There is no function '{shortened(name)}'.", parameter="name", allowed=tuple(TOOLS)
    )


@cache
def _questions() -> dict[str, Function]:
    return {each.name: each for each in functions()}
