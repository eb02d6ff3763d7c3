"""Graphs as Turtle, TriG, JSON-LD, N-Triples and RDF/XML: from sorted lines to readable documents, a bounded part at a time.

What comes in is sorted, so equal data give equal bytes; the order of subjects is that of their IRIs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from ...ontology.context import prefixed, prefixes, terms
from ...ontology.dump import Dump, joined
from ...ontology.terms import RDF, XSD

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Whole numbers that JSON readers keep as they are: they hold 53 bits (RFC 8259, section 6)."""
_BATCH = 2000
"""Lines that are turned into a document at a time; one subject is never torn apart."""


def batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Sorted lines in lists, all lines of a subject in one of them."""
    held: list[bytes] = []
    for _, group in groupby(lines, key=lambda line: line.partition(b" ")[0]):
        held += group
        if len(held) >= _BATCH:
            yield held
            held = []
    if held:
        yield held


def _parsed(lines: Iterable[bytes], format: ox.RdfFormat = ox.RdfFormat.N_TRIPLES) -> list[ox.Quad]:
    """The statements of lines, by subject with its classes first."""
    return sorted(ox.parse(b"".join(lines), format), key=lambda quad: (str(quad.subject), quad.predicate != RDF.type))


def turtle(lines: Iterable[bytes], base: str, declared: Mapping[str, str] | None = None) -> Iterator[bytes]:
    """Triples as Turtle (RDF 1.1 Turtle), with ``@base`` and prefixes.

    Args:
        lines: sorted N-Triples.
        base: of the graph: its IRIs are written relative to it.
        declared: the prefixes by name, by default all that there are (:func:`in_use` gives those that a short document needs).
    """
    known = prefixes(base) if declared is None else declared
    yield _head(base, known)
    for batch in batches(lines):
        yield _body([quad.triple for quad in _parsed(batch)], ox.RdfFormat.TURTLE, base, known)


def trig(dump: Dump) -> Iterator[bytes]:
    """All named graphs as TriG (RDF 1.1 TriG)."""
    known = prefixes(dump.base)
    yield _head(dump.base, known)
    for graph in dump.graphs:
        for batch in batches(dump.quads(graph)):
            yield _body(_parsed(batch, ox.RdfFormat.N_QUADS), ox.RdfFormat.TRIG, dump.base, known)


def in_use(lines: Sequence[bytes], base: str) -> dict[str, str]:
    """The prefixes of namespaces that N-Triples mention."""
    text = b"".join(lines)
    return {name: iri for name, iri in prefixes(base).items() if f"<{iri}".encode() in text}


def _head(base: str, known: Mapping[str, str]) -> bytes:
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in known.items())
    return f"@base <{base}> .\n{declared}\n".encode()


def _body(statements: Any, format: ox.RdfFormat, base: str, known: Mapping[str, str]) -> bytes:
    """Statements without the declarations, whose order Oxigraph leaves to chance."""
    written = ox.serialize(statements, format=format, prefixes=dict(known), base_iri=base) or b""
    return written.split(b"\n", len(known) + 1)[-1]


def jsonld(lines: Iterable[bytes], base: str, context: Any = None) -> Iterator[bytes]:
    """Triples as compacted JSON-LD 1.1, a line for each subject.

    Args:
        lines: sorted N-Triples.
        base: of the graph.
        context: what to write as ``@context``; by default the definitions that the document uses, which takes all of it in memory.
    """
    if context is None:
        lines = list(lines)
        context = _used(lines, base)
    yield b'{"@context": ' + json.dumps(context, ensure_ascii=False).encode() + b',\n"@graph": ['
    separator = b"\n"
    for batch in batches(lines):
        for subject, group in groupby(_parsed(batch), key=lambda quad: str(quad.subject.value)):  # type: ignore[union-attr]
            node = _node(subject, group, base)
            yield separator + json.dumps(node, ensure_ascii=False).encode()
            separator = b",\n"
    yield b"\n]}\n"


def _used(lines: Iterable[bytes], base: str) -> dict[str, Any]:
    """The part of the context that a document needs."""
    keys: set[str] = set()
    for batch in batches(lines):
        for quad in _parsed(batch):
            keys |= {_key(quad.predicate.value, base), *(prefixed(iri, base) for iri in _iris(quad))}
    known = terms(base)
    definitions = {key: known[key] for key in sorted(keys) if key in known}
    named = {*keys, *(value for each in definitions.values() for value in (each.values() if isinstance(each, dict) else [each]))}
    return {
        "@version": 1.1,
        **{name: iri for name, iri in prefixes(base).items() if any(k.startswith(f"{name}:") for k in named)},
        **definitions,
    }


def _iris(quad: ox.Quad) -> Iterator[str]:
    if isinstance(quad.object, ox.NamedNode):
        yield quad.object.value
    elif isinstance(quad.object, ox.Literal):
        yield quad.object.datatype.value


def _key(iri: str, base: str) -> str:
    """The key of a property: of ours its local name, of others the prefixed name."""
    name = prefixed(iri, base)
    own = name.removeprefix("h:")
    return own if name.startswith("h:") and own in terms(base) else name


def _node(subject: str, quads: Iterable[ox.Quad], base: str) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": subject}
    for quad in quads:
        obj = quad.object
        if quad.predicate == RDF.type and isinstance(obj, ox.NamedNode):
            _add(node, "@type", prefixed(obj.value, base))
            continue
        key = _key(quad.predicate.value, base)
        definition = terms(base).get(key)
        rules = definition if isinstance(definition, dict) else {}
        if rules.get("@container") == "@language" and isinstance(obj, ox.Literal) and obj.language:
            _add(node.setdefault(key, {}), obj.language, obj.value)
        elif "@container" in rules:
            # A value without a language has no place in a map of languages: it goes under the full name.
            _add(node, quad.predicate.value, _value(obj, None, base))
        else:
            _add(node, key, _value(obj, rules.get("@type"), base))
    return node


def _add(node: dict[str, Any], key: str, value: Any) -> None:
    """Add a value; several are an array."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _value(term: Any, type: str | None, base: str) -> Any:
    """A term as a JSON-LD value, under a key whose definition gives values without a type this ``type``."""
    if isinstance(term, ox.NamedNode):
        return term.value if type == "@id" else {"@id": term.value}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if type is not None and type == prefixed(term.datatype.value, base):
        return term.value
    if type is None:
        if term.datatype == XSD.boolean and term.value in ("true", "false"):
            return term.value == "true"
        if term.datatype == XSD.integer and _WHOLE.fullmatch(term.value):
            return int(term.value)
        if term.datatype.value.endswith("#string"):
            return term.value
    return {"@value": term.value, "@type": prefixed(term.datatype.value, base)}


def ntriples(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Triples as they are (RDF 1.1 N-Triples)."""
    return joined(lines)


def rdfxml(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Triples as RDF/XML 1.1, all of them in memory; without prefixes, which Oxigraph declares in no fixed order."""
    yield ox.serialize([quad.triple for quad in _parsed(lines)], format=ox.RdfFormat.RDF_XML) or b""
