"""The JSON-LD context of the graph, made from the ontology itself: a term of ours is a plain key, any other a prefixed one.

A key says how its value is to be read: an IRI, a typed value, or a text by language (JSON-LD 1.1, sections 4.2 and 4.3).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pyoxigraph as ox

from .definitions import POLICY
from .identifiers import DEFAULT_BASE, Identifiers

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prof": "http://www.w3.org/ns/dx/prof/",
    "prov": "http://www.w3.org/ns/prov#",
    "quantitykind": "http://qudt.org/vocab/quantitykind/",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "unit": "http://qudt.org/vocab/unit/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of the vocabularies in use, as their specifications and prefix.cc have them."""

_TYPE, _RANGE = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "range"
# The datatypes whose values JSON has itself; rdf:JSON numbers with a fraction would come back as xsd:double.
_NATIVE = {PREFIXES["xsd"] + name for name in ("boolean", "integer", "string")}


def prefixes(base: str) -> dict[str, str]:
    """The prefixes of a graph by name, ``h`` for our own terms among them."""
    return dict(sorted({**PREFIXES, "h": Identifiers(base).vocabulary}.items()))


@cache
def terms(base: str) -> dict[str, Any]:
    """The definitions of all keys, by key.

    Args:
        base: of the graph.
    """
    own = Identifiers(base)
    objects, ranges = set[str](), dict[str, str]()
    names: list[str] = []
    for triple in ox.parse(path=POLICY, format=ox.RdfFormat.TURTLE):
        subject, predicate, obj = (getattr(term, "value", "") for term in triple.triple)
        if predicate == _TYPE and obj.startswith(PREFIXES["owl"]) and obj.endswith("Property"):
            names.append(subject)
            if obj.endswith("#ObjectProperty"):
                objects.add(subject)
        elif predicate == _RANGE:
            ranges[subject] = obj
    found: dict[str, Any] = {}
    for iri in sorted(set(names)):
        key = prefixed(iri)
        # A name that is a prefix too (unit) stays behind ours: JSON-LD has one name space for both.
        if key.startswith("h:") and key[2:] not in PREFIXES:
            key = key[2:]
        target = {"@id": prefixed(own.rebase(iri), base)}
        if iri in objects:
            found[key] = {**target, "@type": "@id"}
        elif ranges.get(iri, "").startswith(PREFIXES["xsd"]) and ranges[iri] not in _NATIVE:
            found[key] = {**target, "@type": prefixed(ranges[iri])}
        elif key != target["@id"]:
            found[key] = target["@id"]
    for name in ("rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:definition", "dcterms:title", "dcterms:description"):
        found[name] = {"@id": name, "@container": "@language"}
    return found


def context(base: str) -> dict[str, Any]:
    """The whole context, to be published at ``ontology/context.jsonld``.

    Args:
        base: of the graph.
    """
    return {"@version": 1.1, **prefixes(base), **terms(base)}


def prefixed(iri: str, base: str = DEFAULT_BASE) -> str:
    """An IRI with its prefix, if it has one and what remains is a plain name; otherwise as it is."""
    start, separator, name = iri.rpartition("#") if "#" in iri else iri.rpartition("/")
    prefix = _by_namespace(base).get(start + separator)
    return f"{prefix}:{name}" if prefix and name.isidentifier() else iri


@cache
def _by_namespace(base: str) -> dict[str, str]:
    return {iri: name for name, iri in prefixes(base).items()}
