"""The chat: the model calls the tools until it answers, and its answer is held to what they cited.

question → model → tool calls → answers with citations → model → … → text → each figure checked → what nobody cited struck out
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...ontology.errors import InputError, InvalidParameter, RemoteStoreError
from ..language import Language
from ..service import Service
from ..tools.functions import openai, resolved
from ..tools.tool import Outcome, perform
from ..tools.wording import guide
from .evidence import Evidence
from .model import Message, Model

_ROUNDS = 8
"""How often the model may call tools before it must answer."""
_CALLS = 8
"""Calls that it may make at once."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the model answered.

    Attributes:
        text: its words, with ``~~`` around figures that no cited statement has.
        struck: these figures.
        calls: the tools that it called, in order.
    """

    text: str
    struck: tuple[str, ...]
    calls: tuple[str, ...]


def converse(model: Model, service: Service, question: str, language: Language = "zh") -> Said:
    """Answer a question by a model that uses the tools.

    Args:
        model: which one.
        service: what the tools ask.
        question: the user's words. They go to the model, and with them what it asks the tools for.
        language: of messages.

    Raises:
        RemoteStoreError: if the model does not answer, or does nothing but call tools.
    """
    evidence = Evidence(question)
    messages: list[Message] = [{"role": "system", "content": guide()}, {"role": "user", "content": question}]
    tools, called = openai(), list[str]()
    for _ in range(_ROUNDS):
        message = model.complete(messages, tools)
        calls = _calls(message)
        if not calls:
            checked = evidence.checked(str(message.get("content") or ""))
            return Said(checked.text, checked.struck, tuple(called))
        messages.append({"role": "assistant", "content": message.get("content"), "tool_calls": calls})
        for each in calls:
            name, outcome = _call(service, each, language)
            called.append(name)
            evidence.add(outcome.answer)
            messages.append({"role": "tool", "tool_call_id": each.get("id"), "content": outcome.text})
    raise RemoteStoreError(
        f"对话模型调用了 {_ROUNDS} 轮工具仍没有作答。", f"The language model called tools {_ROUNDS} times without an answer."
    )


def _calls(message: Message) -> list[dict[str, Any]]:
    calls = message.get("tool_calls")
    return [each for each in calls if isinstance(each, dict)][:_CALLS] if isinstance(calls, list) else []


def _call(service: Service, call: Mapping[str, Any], language: Language) -> tuple[str, Outcome]:
    """What came of a call that a model wrote, which may be anything."""
    function = call.get("function")
    function = function if isinstance(function, dict) else {}
    name = str(function.get("name"))
    try:
        tool, arguments = resolved(name, _arguments(function))
    except InputError as error:
        return name, Outcome(error.message(language), error=error)
    return name, perform(service, tool, arguments, language)


def _arguments(function: Mapping[str, Any]) -> Mapping[str, Any]:
    """The arguments of a call.

    Raises:
        InvalidParameter: if they are no JSON object.
    """
    try:
        given = json.loads(function.get("arguments") or "{}")
    except (TypeError, ValueError):
        given = None
    if not isinstance(given, dict):
        raise InvalidParameter("参数应为 JSON 对象。", "Arguments are a JSON object.", parameter="arguments")
    return given
