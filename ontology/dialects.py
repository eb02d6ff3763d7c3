"""Where SPARQL engines differ from the standard and from each other: the one place that knows it.

Queries are written for SPARQL 1.1 and are the same everywhere; a dialect says how one is sent, and what its answer means. What a
query must do without to be understood by all (more than one EXISTS in an expression, a comparison with what is unbound inside
COALESCE) is told by the tests, which ask every question of the catalogue on each engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyoxigraph

from .embedded import GRAPH_FORMATS, Bounded, write
from .errors import HengceError, InvalidParameter, QueryTimeout, TooLarge
from .results import JSON, Form
from .sparql import CheckedQuery, Dataset
from .terminals import tokens

Parameters = list[tuple[str, str]]
PROBE = "SELECT (1 AS ?one) {}"
"""Asked first of an endpoint: from how it answers follows what it is."""
_NTRIPLES = "application/n-triples"
_UNION = "urn:hengce:union"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


class Dialect:
    """An engine that keeps to SPARQL 1.1 and its protocol."""

    union: str | None = None
    """IRI of the graph that holds the union of all others; None: the default graph does."""
    digest = False
    """Whether users of its Graph Store are challenged for a digest (RFC 7616) in place of a password."""

    def needs_graphs(self, query: CheckedQuery) -> bool:
        """Whether :meth:`request` must be told which graphs the store has."""
        return False

    def request(self, query: CheckedQuery, graphs: Sequence[str] = ()) -> tuple[str, Parameters]:
        """A query as it is sent: its text, and the parameters of the protocol that name its dataset.

        Args:
            query: a query that has passed the guard.
            graphs: IRIs of the store's own named graphs, where :meth:`needs_graphs` says so.
        """
        if query.dataset is None or not query.dataset.protocol:
            return query.text, []
        return query.without_clauses(), _protocol(query.dataset)

    def asks_for(self, form: Form, media_type: str) -> str:
        """The media type in which the engine is asked to answer."""
        return media_type

    def read(self, body: bytes, query: CheckedQuery, media_type: str, max_bytes: int) -> bytes:
        """The answer as the standard has it.

        Args:
            body: what came, of the type that :meth:`asks_for` named.
            query: what was asked.
            media_type: what the answer is to be.
            max_bytes: how long it may be.

        Raises:
            ValueError, SyntaxError: if ``body`` is none.
            TooLarge: if it becomes too long.
        """
        return body

    def cut_short(self, headers: Mapping[str, str]) -> HengceError | None:
        """The error for an answer of status 200 that is not the whole answer, by its headers (names in small letters)."""
        return None

    def timed_out(self, message: str) -> bool:
        """Whether an error of the engine means that a query took too long."""
        return False

    def graph_store(self, address: str, secured: bool) -> str:
        """Address of the Graph Store (SPARQL 1.1 Graph Store HTTP Protocol) that belongs to an endpoint.

        Args:
            address: of the endpoint.
            secured: whether its users have names.

        Raises:
            InvalidParameter: if that does not follow from the endpoint's address, and must be told.
        """
        head, slash, last = address.partition("?")[0].rpartition("/")
        if last == "query":  # as Oxigraph has it
            return f"{head}{slash}store"
        raise InvalidParameter(
            f"无法由 {address} 得知其 Graph Store 的地址；请设 HENGCE_STORE_GRAPHS。",
            f"The address of the Graph Store does not follow from {address}; set HENGCE_STORE_GRAPHS.",
            parameter="store_graphs",
        )


class Virtuoso(Dialect):
    """Virtuoso 7.

    - It has no default graph: without a dataset it reads all graphs, its own among them, and matches a triple once for each that holds
      it. The union therefore is a graph of its own, and the others are named when GRAPH is used.
    - The protocol's dataset is added to FROM, and does not stand in its place; a part that is not named is everything, not nothing.
    - Its results are of a draft: ``typed-literal`` for ``literal``, and booleans are 1 and 0; its TSV and Turtle differ too. It is
      asked for JSON and N-Triples only, and all other forms are made of these.
    - An answer longer than ``ResultSetMaxRows`` is cut off with status 200, and so is one that reached a limit of time.
    """

    union = _UNION
    digest = True

    def needs_graphs(self, query: CheckedQuery) -> bool:
        """Where GRAPH stands in a query about all that the store has."""
        return query.dataset is None and any(token.kind == "word" and token.text.upper() == "GRAPH" for token in tokens(query.text))

    def request(self, query: CheckedQuery, graphs: Sequence[str] = ()) -> tuple[str, Parameters]:
        """A query with each part of its dataset named, and with no FROM."""
        if query.dataset is None:
            return query.text, _protocol(Dataset((_UNION,), tuple(graphs)))
        nothing = ("urn:hengce:nothing",)
        return query.without_clauses(), _protocol(Dataset(query.dataset.default or nothing, query.dataset.named or nothing))

    def asks_for(self, form: Form, media_type: str) -> str:
        """JSON or N-Triples, whatever is wanted."""
        return JSON if form in ("SELECT", "ASK") else _NTRIPLES

    def read(self, body: bytes, query: CheckedQuery, media_type: str, max_bytes: int) -> bytes:
        """The answer, written anew."""
        output = Bounded(max_bytes)
        if query.form in ("SELECT", "ASK"):
            results: Any = pyoxigraph.parse_query_results(_standard(body), pyoxigraph.QueryResultsFormat.JSON)
        else:
            quads = pyoxigraph.parse(body, GRAPH_FORMATS[_NTRIPLES])
            results = (pyoxigraph.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
        write(results, media_type, query.prefixes, output)
        return output.getvalue()

    def cut_short(self, headers: Mapping[str, str]) -> HengceError | None:
        """The error for an answer that was cut off, as its headers say."""
        if rows := headers.get("x-sparql-maxrows"):
            return TooLarge(
                f"SPARQL 服务只给出结果的前 {rows} 行；请用 LIMIT 缩小范围，或调高它的 ResultSetMaxRows。",
                f"The endpoint gave only the first {rows} rows; narrow the query by LIMIT, or raise its ResultSetMaxRows.",
                parameter="query",
            )
        if headers.get("x-sql-state", "").startswith("S1TAT"):
            zh, en = "SPARQL 服务到了时限，只给出部分结果。", "The endpoint reached its limit of time and gave a part of the result."
            return QueryTimeout(zh, en, parameter="query")
        return None

    def timed_out(self, message: str) -> bool:
        """By Virtuoso's own codes, and by its refusal of what it expects to take too long."""
        return any(sign in message for sign in ("Virtuoso S1T00", "Virtuoso S1TAT", "estimated execution time"))

    def graph_store(self, address: str, secured: bool) -> str:
        """``/sparql-graph-crud`` beside ``/sparql``, or ``/sparql-graph-crud-auth`` for users."""
        return address.partition("?")[0].removesuffix("-auth") + ("-graph-crud-auth" if secured else "-graph-crud")


STANDARD = Dialect()
_VIRTUOSO = Virtuoso()


def recognise(headers: Mapping[str, str], body: bytes) -> Dialect:
    """The dialect of an endpoint, from its answer to :data:`PROBE`: by name, or behind a proxy by how it writes results."""
    by_name = headers.get("server", "").startswith("Virtuoso")
    return _VIRTUOSO if by_name or b'"typed-literal"' in body else STANDARD


def _protocol(dataset: Dataset) -> Parameters:
    # Engines do not merge: a graph that is named twice would be there twice.
    default, named = dict.fromkeys(dataset.default), dict.fromkeys(dataset.named)
    return [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]


def _standard(body: bytes) -> bytes:
    """Results in JSON as Virtuoso writes them, in the words of the Recommendation."""
    document = json.loads(body)
    for binding in document.get("results", {}).get("bindings", ()):
        for term in binding.values():
            if term["type"] == "typed-literal":
                term["type"] = "literal"
            if term.get("datatype") == _BOOLEAN:
                term["value"] = {"1": "true", "0": "false"}.get(term["value"], term["value"])
    return json.dumps(document).encode()
