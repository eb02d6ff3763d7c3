"""The document in OpenAPI 3.0.3, for platforms that read no later version.

Schemas of 3.1 are JSON Schema 2020-12; those of 3.0 a dialect of an early draft (https://spec.openapis.org/oas/v3.0.3#schema-object).
What differs and occurs in documents like ours is rewritten; nothing of the document's meaning is lost but the names of media types
of strings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]

VERSION = "3.0.3"
_NULL = {"type": "null"}
# In 3.0 nullable counts only beside a type, so null alone is a type of which null is the only value.
_ONLY_NULL = {"type": "string", "nullable": True, "enum": [None]}
_SUBSCHEMAS = ("items", "additionalProperties", "not")
_LISTS = ("anyOf", "oneOf", "allOf")
_UNKNOWN = ("contentMediaType", "contentEncoding", "contentSchema", "propertyNames", "$schema", "$id", "$comment")
"""Keywords that 3.0 does not have and that say nothing which it could."""


def as_3_0(document: Mapping[str, Any]) -> Json:
    """The same document in OpenAPI 3.0.3; the argument is left as it is."""
    found = {name: value for name, value in document.items() if name not in ("jsonSchemaDialect", "webhooks")}
    found["openapi"] = VERSION
    info = {name: value for name, value in document["info"].items() if name != "summary"}
    if "license" in info:
        info["license"] = {name: value for name, value in info["license"].items() if name != "identifier"}
    found["info"] = info
    found["paths"] = {path: {method: _operation(each) for method, each in item.items()} for path, item in document["paths"].items()}
    components: Json = dict(document.get("components", {}))
    for name, convert in (("schemas", schema), ("responses", _answer)):
        if name in components:
            components[name] = _each(components[name], convert)
    found["components"] = components
    return found


def schema(given: Mapping[str, Any]) -> Json:
    """A schema of 3.1 in the dialect of 3.0."""
    found = {name: value for name, value in given.items() if name not in _UNKNOWN}
    if given.get("contentEncoding") == "base64" or "contentMediaType" in given:
        found.setdefault("format", "byte" if given.get("contentEncoding") == "base64" else "binary")
    if isinstance(kinds := found.get("type"), list):
        del found["type"]
        found["anyOf"] = [{"type": kind} for kind in kinds]
    for name in _SUBSCHEMAS:
        if isinstance(found.get(name), dict):
            found[name] = schema(found[name])
    if found.get("type") == "array" and "prefixItems" in found:  # a tuple: any of its members, as many as there are
        members = [schema(each) for each in found.pop("prefixItems")]
        found["items"] = {"anyOf": members}
    if "properties" in found:
        found["properties"] = _each(found["properties"], schema)
    if "const" in found:
        found["enum"] = [found.pop("const")]
    if "examples" in found:
        found.setdefault("example", next(iter(found.pop("examples"))))
    for bound in ("Minimum", "Maximum"):
        strict = f"exclusive{bound}"
        if isinstance(found.get(strict), int | float) and not isinstance(found[strict], bool):
            found[bound.lower()], found[strict] = found[strict], True
    for name in _LISTS:
        if name in found:
            found[name] = [schema(each) if each != _NULL else _NULL for each in found[name]]
    return _with_reference(_without_null(found))


def _without_null(found: Json) -> Json:
    """Null is no type in 3.0: a schema says that it is nullable."""
    if found.get("type") == "null":
        return {**{name: value for name, value in found.items() if name != "type"}, **_ONLY_NULL}
    for name in ("anyOf", "oneOf"):
        members = found.get(name, [])
        rest = [each for each in members if each != _NULL]
        if len(rest) == len(members):
            continue
        if len(rest) == 1 and "type" in rest[0]:
            member = {**rest[0], "nullable": True}
            if "enum" in member:
                member["enum"] = [*member["enum"], None]
            del found[name]
            return {**member, **found}
        found[name] = [*rest, _ONLY_NULL]
    return found


def _with_reference(found: Json) -> Json:
    """In 3.0 a reference stands alone: what else is said goes around it."""
    if "$ref" not in found or len(found) == 1:
        return found
    return {**{name: value for name, value in found.items() if name != "$ref"}, "allOf": [{"$ref": found["$ref"]}]}


def _operation(given: Mapping[str, Any]) -> Json:
    found = dict(given)
    if "parameters" in found:
        found["parameters"] = [_holder(each) for each in found["parameters"]]
    if "requestBody" in found:
        found["requestBody"] = _answer(found["requestBody"])
    found["responses"] = _each(found["responses"], _answer)
    return found


def _answer(given: Mapping[str, Any]) -> Json:
    """An answer, or the body of a request."""
    found = dict(given)
    if "content" in found:
        found["content"] = _each(found["content"], _media)
    if "headers" in found:
        found["headers"] = _each(found["headers"], _holder)
    return found


def _media(given: Mapping[str, Any]) -> Json:
    """A form of an answer; without a schema it is a file, which 3.0 says of a string."""
    return _holder(given) if given else {"schema": {"type": "string", "format": "binary"}}


def _holder(given: Mapping[str, Any]) -> Json:
    """Whatever has a schema among its members."""
    return {**given, "schema": schema(given["schema"])} if "schema" in given else dict(given)


def _each(given: Mapping[str, Any], convert: Callable[[Mapping[str, Any]], Json]) -> Json:
    return {name: convert(each) for name, each in given.items()}
