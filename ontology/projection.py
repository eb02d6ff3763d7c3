"""What of the graph an OWL 2 DL reasoner can read.

HermiT refuses an ontology as a whole for one literal, or one range, of a datatype that the OWL 2 datatype map does not have: xsd:date,
xsd:gYear and xsd:duration among them (Structural Specification, section 4). The published graph keeps them; the reasoner gets it without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OWL = "http://www.w3.org/2002/07/owl#"

DATATYPE_MAP = frozenset(
    {_OWL + "real", _OWL + "rational", _RDF + "PlainLiteral", _RDF + "XMLLiteral", _RDF + "langString"}
    | {
        _XSD + name
        for name in (
            "decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger", "long", "int",
            "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "double", "float", "string",
            "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "boolean", "hexBinary", "base64Binary", "anyURI",
            "dateTime", "dateTimeStamp",
        )
    }
)  # fmt: skip
"""The datatypes of OWL 2 (Structural Specification, sections 4.1 to 4.7); rdf:langString is RDF 1.1 for plain literals with a tag."""


def projected(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples without literals, and without mentions of datatypes (as a range, say), outside the OWL 2 datatype map.

    Args:
        triples: any triples; nothing else is left out, and their order stays.
    """
    return (triple for triple in triples if _readable(triple.subject) and _readable(triple.object))


def _readable(term: Any) -> bool:
    if isinstance(term, ox.Literal):
        return term.datatype.value in DATATYPE_MAP
    return not (isinstance(term, ox.NamedNode) and term.value.startswith(_XSD)) or term.value in DATATYPE_MAP
