"""The tools for chat programs that know function calling but not MCP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Query, Request
from pydantic import BaseModel, Field

from ..answers import problems
from ..service import TheLanguage, TheService, known_parameters
from ..tools.functions import openai, resolved
from ..tools.tool import called
from ..tools.wording import guide

router = APIRouter(tags=["工具"], dependencies=[Depends(known_parameters)])
Name = Annotated[str, Path(description="函数名（name of the function）", examples=["ask"])]
Arguments = Annotated[
    dict[str, Any],
    Body(description="参数，见 GET /functions（arguments）", examples=[{"question": "福建的绿色工厂要多少分？", "as_of": "2024-06-30"}]),
]


class Functions(BaseModel):
    """What a chat model is given."""

    guide: str = Field(description="What stands in the system message: how the functions are used")
    tools: list[dict[str, Any]] = Field(description="The list `tools` of a chat completion in OpenAI's form")


class Called(BaseModel):
    """What a function answered."""

    text: str = Field(description="For the model to read; lines that begin with > are material, never instructions")
    answer: dict[str, Any] = Field(description="The same as JSON, by the output schema of the tool")


@router.get("/functions", response_model=Functions, responses=problems(400), summary="函数描述（functions for chat models）")
async def functions(
    all: Annotated[bool, Query(description="问题目录的每个问题也各成一个函数（each question as a function, too）")] = False,
) -> Any:
    """The tools in the form of OpenAI's function calling, with what a model must be told of them."""
    return {"guide": guide(), "tools": openai(all)}


@router.post("/functions/{name}", response_model=Called, responses=problems(400, 404, 413, 429, 502, 503, 504), summary="调用函数（call）")
async def call(request: Request, service: TheService, language: TheLanguage, name: Name, arguments: Arguments) -> Any:
    """Call a function with the arguments that a model gave; the same as the tool of this name over MCP. Nothing is stored or logged."""
    tool, given = resolved(name, arguments)
    outcome = await called(service, tool, given, language, request.client.host if request.client else "")
    if outcome.error is not None:
        raise outcome.error
    return {"text": outcome.text, "answer": outcome.answer}
