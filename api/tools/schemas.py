"""Arguments that several tools take, and JSON Schemas as simple as chat programs need them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field

AsOf = Annotated[str | None, Field(description="按哪一天的效力，ISO 日期，默认今天（standing on which day; today if not given）")]
Places = Annotated[list[str] | None, Field(description="地区：代码或名称，默认全部（places by code or name; all if not given）")]

_LEFT_OUT = frozenset({"title", "examples"})
_PAGING = frozenset({"limit", "cursor"})  # named last: what is asked comes first


def of_arguments(model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of an object of arguments.

    Some chat models refuse ``null`` among types: what may be left out is described by its own type, since leaving it out says the same.

    Args:
        model: fields of plain types, each with a description.
    """
    schema = model.model_json_schema()
    properties: dict[str, Any] = schema["properties"]
    return {
        "type": "object",
        "properties": {name: _plain(properties[name]) for name in sorted(properties, key=_PAGING.__contains__)},
        "required": schema.get("required", []),
        "additionalProperties": False,
    }


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in schema.items() if name not in _LEFT_OUT and (name, value) != ("default", None)}
    for inner in ("items", "additionalProperties"):
        if isinstance(found.get(inner), dict):
            found[inner] = _plain(found[inner])
    kinds = [_plain(each) for each in found.pop("anyOf", ()) if each != {"type": "null"}]
    if len(kinds) == 1:
        found |= kinds[0]
    elif kinds:
        found["anyOf"] = kinds
    return found
