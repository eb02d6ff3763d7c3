"""Why a query is refused, with line and column."""

from __future__ import annotations

from collections.abc import Sequence

from .errors import QueryRefused


def no_such_graph(iri: str, graphs: Sequence[str] = (), parameter: str = "query") -> QueryRefused:
    """The error for a dataset that names an IRI that is no graph of the store.

    Args:
        iri: the IRI.
        graphs: those that there are, if they are known.
        parameter: what named it: ``query`` (FROM, FROM NAMED) or a parameter of the protocol.
    """
    return QueryRefused(
        f"FROM 只能指明本库已有的图，而 <{iri}> 不是。" if parameter == "query" else f"{parameter} 只能指明本库已有的图，而 <{iri}> 不是。",
        f"{'FROM' if parameter == 'query' else parameter} may name graphs of this store only, and <{iri}> is none.",
        parameter=parameter,
        allowed=[f"<{graph}>" for graph in graphs],
    )


def refused(text: str, start: int, zh: str, en: str) -> QueryRefused:
    """The error for what stands at an offset of a query."""
    return refused_at(text, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), zh, en)


def refused_at(text: str, line: int, column: int, zh: str, en: str) -> QueryRefused:
    """An error at a place, lines and columns counted from 1, with what stands there."""
    lines = text.split("\n")
    whole = lines[line - 1] if line <= len(lines) else ""
    near = whole[max(0, column - 21) : column + 19].strip()
    return QueryRefused(
        f"SPARQL 第 {line} 行第 {column} 列：{zh}" + (f"（{near}）。" if near else "。"),
        f"SPARQL line {line}, column {column}: {en}" + (f" ({near})." if near else "."),
        parameter="query",
    )
