"""What a tool is, and how one is called: arguments are checked, the work is done, the answer is bounded and told."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Generic, TypeVar

from anyio import to_thread
from pydantic import BaseModel, ValidationError

from ...ontology.errors import HengceError, TooLarge
from ...ontology.store import Reader
from ..language import Language
from ..problems import Internal, from_validation, slug
from ..service import Service
from ..serving.guard import where
from . import schemas, wording
from .telling import quoted

_log = logging.getLogger(__name__)
Arguments = TypeVar("Arguments", bound=BaseModel)

CEILING = 200_000
"""Characters that the JSON of an answer may have."""
_WARNINGS = 40  # a page about a thousand documents need not warn of each


@dataclass(frozen=True, slots=True)
class Call:
    """What a tool works with.

    Attributes:
        graph: one version of the data.
        service: for its settings and metrics.
        language: of messages, ``zh`` or ``en``; what documents say stays Chinese.
    """

    graph: Reader
    service: Service
    language: Language


@dataclass(frozen=True)
class Tool(Generic[Arguments]):
    """Something that an assistant can ask for. All of them only read.

    Attributes:
        name: of at most 64 letters and low lines.
        arguments: the shape of what it is asked with.
        answer: the shape of what it answers.
        run: the work: a JSON object in that shape.
        told: the answer as text for reading.
        guarded: whether it runs queries of strangers, which have limits of time and memory.
        listed: what stands below the Chinese words of its description.
    """

    name: str
    arguments: type[Arguments]
    answer: type[BaseModel]
    run: Callable[[Call, Arguments], Mapping[str, Any]]
    told: Callable[[Mapping[str, Any], Arguments, Language], str]
    guarded: bool = False
    listed: str = ""

    @property
    def title(self) -> str:
        """In Chinese and English, one line."""
        return wording.title(self.name)

    @property
    def description(self) -> str:
        """What it answers and when to use it, Chinese first."""
        return wording.description(self.name, self.listed)

    @cached_property
    def input_schema(self) -> dict[str, Any]:
        """JSON Schema of the arguments."""
        return schemas.of_arguments(self.arguments)

    @cached_property
    def output_schema(self) -> dict[str, Any]:
        """JSON Schema of the answer."""
        return self.answer.model_json_schema()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call.

    Attributes:
        text: for reading: the answer with its quotes marked as material, or what was wrong.
        answer: the same as a JSON object; empty where something was wrong.
        error: what was wrong, or None.
    """

    text: str
    answer: Mapping[str, Any] = field(default_factory=dict)
    error: HengceError | None = None


def perform(service: Service, tool: Tool[Any], arguments: Mapping[str, Any], language: Language) -> Outcome:
    """Call a tool now, in this thread. Whatever goes wrong is told in the outcome; nothing of the arguments is logged."""
    try:
        given = tool.arguments.model_validate(arguments)
    except ValidationError as error:
        return _failed(from_validation(error.errors(include_input=False)), language)
    try:
        with (service.public if tool.guarded else service.store).snapshot() as graph:
            found = tool.run(Call(graph, service, language), given)
        answer = _bounded(tool.answer.model_validate(found).model_dump(mode="json", exclude_unset=True), language)
        return Outcome(quoted(tool.told(answer, given, language), answer, language), answer)
    except HengceError as error:
        return _failed(error, language)
    except Exception as error:  # noqa: BLE001  # a defect; its own words may quote a draft: only where it happened is logged
        _log.error("the tool %s failed: %s", tool.name, where(error))
        return _failed(Internal(), language)


async def called(service: Service, tool: Tool[Any], arguments: Mapping[str, Any], language: Language, client: str) -> Outcome:
    """Call a tool from the loop of a service, in a thread, queries of strangers in their turn.

    Args:
        service: what is asked.
        tool: what is called.
        arguments: what it is asked with.
        language: of messages.
        client: whose call it is, for the turnstile.
    """
    work = partial(perform, service, tool, arguments, language)
    if not tool.guarded:
        return await to_thread.run_sync(work)
    try:
        outcome = await service.turnstile.run(client, work)
    except HengceError as error:  # no turn
        outcome = _failed(error, language)
    service.metrics.query_ended("answered" if outcome.error is None else slug(outcome.error))
    return outcome


def _failed(error: HengceError, language: Language) -> Outcome:
    return Outcome(error.message(language), error=error)


def _bounded(answer: dict[str, Any], language: Language) -> dict[str, Any]:
    """The answer with as many warnings as can be read.

    Raises:
        TooLarge: if it is still too long.
    """
    warnings = answer.get("warnings", [])
    if len(warnings) > _WARNINGS:
        rest = len(warnings) - _WARNINGS
        answer["warnings"] = [*warnings[:_WARNINGS], f"另有 {rest} 条注意事项。" if language == "zh" else f"And {rest} more warnings."]
    if len(json.dumps(answer, ensure_ascii=False)) > CEILING:
        raise TooLarge(
            "答案太长；请缩小范围（如只问几个地区、一个方面）。",
            "The answer is too long; narrow the question (a few places, one aspect).",
        )
    return answer
