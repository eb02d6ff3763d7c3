"""Questions in plain Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from ...queries.asking.context import LONGEST
from ..answers import problems
from ..export.frames import CITED
from ..models import Citation
from ..service import Graph, TheLanguage, TheService, known_parameters
from ..shape import Framed, Record, flat

router = APIRouter(tags=["问答"], dependencies=[Depends(known_parameters)])


class AskRequest(BaseModel):
    """A question."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "福建的绿色工厂要多少分？", "as_of": "2024-06-30"}]}
    )

    question: str = Field(description="问题，不超过 400 字（a question of at most 400 characters）")
    as_of: str | None = Field(None, description="ISO 日期；默认今天（ISO date; today if not given）")
    context: str | None = Field(
        None, max_length=LONGEST, description="上一次回答的 context，用来追问（the last answer's, to follow it up）"
    )


class Answer(Framed):
    """An answer: every figure in it stands in the facts, and every fact is cited."""

    status: Literal["answered", "unknown", "clarify", "out_of_scope"]
    answer: str
    intent: str | None = Field(description="What was asked for; null where that was not understood")
    slots: dict[str, Any] = Field(description="What the question names")
    facts: list[dict[str, Any]]
    citations: list[Citation]
    sparql: str | None = Field(description="The query that gives the facts; null where none was asked")
    warnings: list[str]
    follow_ups: list[str]
    gaps: list[str] = Field([], description="Intents that were understood and for which the texts gave no answer")
    context: str = Field(description="Opaque; to be sent with the next question")

    def _columns(self) -> Sequence[str]:
        return CITED

    def _records(self) -> Iterator[Record]:
        """One line a fact, and one for each further clause that is quoted."""
        answer = self.model_dump()
        told = [each["citation"] for each in answer["facts"]]
        yield from map(flat, answer["facts"])
        yield from (each for each in answer["citations"] if each not in told)


@router.post("/ask", response_model=Answer, responses=problems(400, 404, 413), summary="提问（ask）")
def asked(graph: Graph, service: TheService, language: TheLanguage, body: AskRequest) -> Any:
    """An answer in Chinese from the facts and clauses of the texts, each cited; or that they do not say it. Questions are not kept."""
    from ...queries.asking.ask import ask  # word lists are read with the first question

    answer = ask(graph, body.question, body.as_of, body.context, service.settings.search_folder, language)
    service.metrics.asked(answer["status"], answer["gaps"])
    return answer
