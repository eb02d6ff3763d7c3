"""``run_query``, a question of the catalogue; and ``sparql``, a query of one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ConfigDict, Field

from ...ontology.results import JSON, boolean_from_json, table_from_json
from ...ontology.sparql import check_read_only
from ...queries.catalogue import Catalogue
from ...queries.named import answer_named, dated
from ..export import jsonl
from ..export.grid import Grid, flat_citation
from ..language import Language
from ..models import Rows
from .paging import LONGEST, Part, Turning, cut, part
from .schemas import AsOf
from .telling import tabled, warned
from .tool import Call, Tool

_Scalar = str | int | float | bool


class Named(Turning):
    """Which question."""

    name: str = Field(description="问题名（name of the question）", json_schema_extra={"enum": list(Catalogue.load())})
    parameters: dict[str, _Scalar | list[_Scalar]] = Field(
        default_factory=dict,
        description="参数：名称到值，可为列表；各问题的参数见本工具的说明（values by parameter; some take lists）",
        json_schema_extra={"additionalProperties": True},
    )
    as_of: AsOf = None


class RowsPart(Part, Rows):
    """A part of the rows."""


def _run(call: Call, given: Named) -> Mapping[str, Any]:
    found = answer_named(call.graph, given.name, dated(given.name, given.parameters, given.as_of), given.as_of)
    rows = jsonl.plain(found.rows[given.first : given.first + given.limit])
    return {**part(rows, len(found.rows), given), **found.about(call.language)}


def _told(answer: Mapping[str, Any], given: Named, language: Language) -> str:
    rows = [flat_citation(row) for row in answer["items"]]
    columns = [name for each in answer["variables"] for name in (("doc", "path", "quote") if each == "citation" else (each,))]
    return "\n".join([*tabled(Grid.of(rows, columns)), *warned(answer, language)])


def _listed() -> str:
    """The questions with their parameters, a line each; what must be given has an asterisk."""
    return "\n".join(
        f"- {each.name}({', '.join(one.name + '*' * one.required for one in each.parameters)}) {each.title['zh']}"
        for each in Catalogue.load().values()
    )


class Query(Turning):
    """A query."""

    query: str = Field(description="SPARQL 1.1 查询，只读（a SPARQL 1.1 query, read only）")


class Found(Part):
    """What a query gave: rows of SELECT, the boolean of ASK, a part of the Turtle of CONSTRUCT and DESCRIBE, counted in characters."""

    model_config = ConfigDict(extra="forbid")

    form: Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
    variables: list[str] = Field(default_factory=list)
    rows: list[dict[str, Any]] = Field(default_factory=list, description="An unbound variable is absent from its row")
    boolean: bool | None = None
    turtle: str | None = None
    data_version: str


def _ask(call: Call, given: Query) -> Mapping[str, Any]:
    form = check_read_only(given.query).form
    found = {"form": form, "data_version": call.graph.info.data_version}
    body = call.graph.execute(given.query, JSON if form in ("SELECT", "ASK") else None).body
    if form == "ASK":
        return {**found, "boolean": boolean_from_json(body), "total": 1, "limit": given.limit, "offset": 0, "next": None}
    if form == "SELECT":
        table = table_from_json(body)
        rows = jsonl.plain(table.rows[given.first : given.first + given.limit])
        return {**found, "variables": list(table.variables), **part(rows, len(table), given, "rows")}
    turtle, place = cut(body.decode("utf-8"), given, LONGEST)
    return {**found, **place, "turtle": turtle}


def _answered(answer: Mapping[str, Any], given: Query, language: Language) -> str:
    if answer["form"] == "ASK":
        return json.dumps(answer["boolean"])
    return answer["turtle"] if "turtle" in answer else "\n".join(tabled(Grid.of(answer["rows"], answer["variables"])))


QUERY = Tool("run_query", Named, RowsPart, _run, _told, listed=_listed())
SPARQL = Tool("sparql", Query, Found, _ask, _answered, guarded=True)
