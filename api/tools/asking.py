"""``ask``: a question in plain Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..language import Language
from ..routes.asking import Answer, AskRequest
from .telling import sources, warned
from .tool import Call, Tool


def _run(call: Call, given: AskRequest) -> Mapping[str, Any]:
    from ...queries.asking.ask import ask  # word lists are read with the first question

    folder = call.service.settings.search_folder
    answer = ask(call.graph, given.question, given.as_of, given.context, folder, call.language)
    call.service.metrics.asked(answer["status"], answer["gaps"])
    return answer


def _told(answer: Mapping[str, Any], given: AskRequest, language: Language) -> str:
    follow_ups = ("还可以问：" if language == "zh" else "You could ask: ") + " ".join(answer["follow_ups"]) if answer["follow_ups"] else ""
    lines = [answer["answer"], *sources(answer["citations"], language), *warned(answer, language), follow_ups]
    return "\n".join(filter(None, lines))


ASK = Tool("ask", AskRequest, Answer, _run, _told)
