"""What the service offers to programs: its calls, and what its errors mean."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from ....ontology.errors import UnknownValue
from ... import html
from ...problems import TITLES
from ..asking import TheView
from ..page import parts as framed

router = APIRouter(include_in_schema=False)


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request, view: TheView) -> str:
    """Every call of the service, made from its OpenAPI document; a page that loads nothing from elsewhere."""
    described = request.app.openapi()
    parts: list[object] = [described["info"]["description"], html.Markup(f"<p>{html.link('/openapi.json', 'OpenAPI')}</p>")]
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            parts.append(html.Markup(f"<h2><code>{html.text(f'{method.upper()} {path}')}</code></h2>"))
            parts += [operation["summary"], operation.get("description", "")]
            parts.append(html.rows(_parameter(each) for each in operation.get("parameters", ())))
    title = view.say("frame.docs")
    return framed(view, title, *parts, crumbs=[(title, None)])


def _parameter(described: dict[str, Any]) -> tuple[str, str]:
    """Name and meaning of a parameter in the OpenAPI document."""
    needed = "（必填）" if described.get("required") else ""
    return described["name"] + needed, described.get("description", "")


@router.get("/problem/{kind}", response_class=HTMLResponse)
def problem(view: TheView, kind: str) -> str:
    """What a type of problem document means.

    Raises:
        UnknownValue: if there is no such type.
    """
    if kind not in TITLES:
        raise UnknownValue(
            f"没有错误类型 {kind[:60]!r}。", f"There is no problem type {kind[:60]!r}.", parameter="kind", allowed=sorted(TITLES)
        )
    return framed(view, *TITLES[kind], crumbs=[(view.say("fault.kind"), None)])
