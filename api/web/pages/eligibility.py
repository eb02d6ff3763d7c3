"""Whether one may apply (申报自测): the question that decides next, and what follows from the answers so far.

The answers stand in the address: no session, nothing stored, and the result can be passed on or printed.
"""

from __future__ import annotations

import datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from ....ontology.errors import InvalidParameter
from ....ontology.store import Reader
from ....queries.deciding.eligibility import eligibility, questions
from ...language import Language
from ...service import Graph
from .. import choices
from ..asking import Text, TheDay, TheView
from ..decided import by_place
from ..page import page
from ..questionnaire import SKIP, Questionnaire
from ..remembered import remembered

router = APIRouter(include_in_schema=False)


@router.get("/web/eligibility", response_class=HTMLResponse)
def decided(request: Request, graph: Graph, view: TheView, day: TheDay, type: Text = None, jurisdiction: Text = None) -> Response:
    """The decisions on an applicant and the next question; until a type is chosen, the choice."""
    context: dict[str, Any] = {}
    problem: InvalidParameter | None = None
    title = view.say("eligibility.title")
    places = choices.places(graph)
    many = jurisdiction is None and len(places) > choices.MOST_PLACES
    if type is not None and many:
        context = {"speaking": choices.speaking(graph, type)}
    elif type is not None:
        form = Questionnaire.of(remembered(graph, questions, type, jurisdiction, day, view.language), request.query_params)
        result, problem = _decide(graph, type, jurisdiction, day, form.facts, view.language)
        open = {name for decision in result["decisions"] for name in decision["next_questions"]}
        found, silent = by_place(result["decisions"])
        title = view.say("eligibility.about", type=result["type"])
        next = form.next(open)
        context = {
            "result": result, "places_decided": found, "silent": silent, "form": form, "next": next, "others": form.others(next),
            "units": {each.question["name"]: each.question["unit"] or "" for each in form.asked},
        }  # fmt: skip
    shown = page(
        view,
        "eligibility.html",
        title=title,
        section="eligibility",
        crumbs=[(view.say("section.eligibility"), None)],
        types=choices.types(graph),
        examples=choices.examples(graph),
        places=places,
        chosen={"type": context["result"]["type"] if "result" in context else type, "jurisdiction": jurisdiction},
        day=day,
        problem=None if problem is None else problem.message(view.language),
        skip=SKIP,
        **{"result": None, "speaking": None, **context},
    )
    return HTMLResponse(shown, 200 if problem is None else problem.status)


def _decide(
    graph: Reader, type: str, jurisdiction: str | None, day: datetime.date, facts: dict[str, str], language: Language
) -> tuple[dict[str, Any], InvalidParameter | None]:
    """The decisions; an answer that cannot be read is left out, and the first such error given back."""
    first: InvalidParameter | None = None
    while True:
        try:
            return eligibility(graph, type, jurisdiction, day, facts, language), first
        except InvalidParameter as error:
            name = (error.parameter or "").removeprefix("facts.")
            if name not in facts:
                raise
            first = first or error
            facts = {each: value for each, value in facts.items() if each != name}
