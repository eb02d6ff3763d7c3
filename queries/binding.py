"""Terms into queries: the only place where a value becomes part of SPARQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rdflib import Literal, URIRef

from ..ontology.errors import DefinitionError, InvalidParameter
from ..ontology.identifiers import based as based

Term = URIRef | Literal

_BLOCK = r"VALUES\s+\?(?P<name>{name})\s*\{{\s*UNDEF\s*\}}(?:[ \t]*#\?(?P<narrowed>[^\n]*))?"


def blocks(sparql: str) -> set[str]:
    """The names of the parameters that a query has a block ``VALUES ?name { UNDEF }`` for."""
    return {match["name"] for match in re.finditer(_BLOCK.format(name=r"\w+"), sparql)}


def bound(sparql: str, terms: Mapping[str, Sequence[Term]]) -> str:
    """``sparql`` with its blocks ``VALUES ?name { UNDEF }`` replaced by the terms; a block without terms goes out.

    Behind a block, ``#? pattern`` may say in triple patterns what a filter below demands of the terms. The pattern comes in with
    them: it changes no row, but lets an engine start from the terms instead of trying every fact (a filter cannot be that start,
    since it also lets through what is not restricted).

    Args:
        sparql: a query.
        terms: for each parameter the terms that it may be.

    Raises:
        DefinitionError: if the query has no block for a name.
        InvalidParameter: if a term cannot be written.
    """
    for name, values in terms.items():
        new = f"VALUES ?{name} {{ {' '.join(map(written, values))} }}" if values else ""
        sparql, found = re.subn(_BLOCK.format(name=re.escape(name)), lambda block, new=new: new and new + (block["narrowed"] or ""), sparql)
        if not found:
            raise DefinitionError(f"查询中没有参数 {name} 的 VALUES 块。", f"The query has no VALUES block for the parameter {name}.")
    return sparql


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`\ud800-\udfff]*")


def written(term: Term) -> str:
    """A term in SPARQL's own notation (section 19.8, IRIREF and STRING_LITERAL2).

    ``n3()`` of rdflib is not used: a literal that holds a line break and ends in a backslash and a quotation mark comes out of it so
    that it ends too early. A ``u`` behind a backslash is itself written as an escape, because some engines expand ``\\u0022`` all
    over a query before they look for strings (section 19.2); in the long form, since rdflib takes more digits than four for one.

    Raises:
        InvalidParameter: if an IRI holds a character that IRIs may not hold.
    """
    if isinstance(term, URIRef):
        if not _IRI.fullmatch(term):
            raise InvalidParameter(f"{str(term)!r} 不是合法的 IRI。", f"{str(term)!r} is no valid IRI.")
        return f"<{term}>"
    text = re.sub(r'[\\"\n\r\t]', lambda match: _ESCAPES[match[0]], str(term))
    text = re.sub(r"(?<=\\\\)[uU]", lambda match: f"\\U{ord(match[0]):08X}", text)
    return f'"{text}"^^<{term.datatype}>' if term.datatype else f'"{text}"'
