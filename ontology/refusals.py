"""Why a query is refused, with line and column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .errors import QueryRefused

# What Oxigraph says where a query fits the grammar but breaks a rule beyond it.
_KNOWN = {
    "Prefix not found": ("前缀没有用 PREFIX 声明", "the prefix is not declared by PREFIX"),
    "IRI parsing failed": ("IRI 无效，或是没有 BASE 的相对 IRI", "the IRI is invalid, or relative without BASE"),
    "variable that is unbound": ("SELECT 中有未分组也未聚合的变量", "SELECT holds a variable that is neither grouped nor aggregated"),
    "Duplicated variable": ("SELECT 中的变量名重复", "a variable is named twice in SELECT"),
    "not authorized with GROUP BY": ("SELECT * 不能与 GROUP BY 同用", "SELECT * cannot stand with GROUP BY"),
}


def syntax_error(query: str, message: str) -> QueryRefused:
    """The error for a query that Oxigraph cannot parse.

    Args:
        query: the query.
        message: what Oxigraph says: ``error at LINE:COLUMN: expected …``. The list of what it expected is left out: after
            backtracking it often names what would continue some other reading.
    """
    where = re.search(r"error at (\d+):(\d+): expected (.*)", message, re.DOTALL)
    if where is None:
        return QueryRefused(f"SPARQL 有语法错误：{message}", f"The SPARQL is malformed: {message}", parameter="query")
    zh, en = next((words for sign, words in _KNOWN.items() if sign in where[3]), ("语法错误", "syntax error"))
    return refused_at(query, int(where[1]), int(where[2]), zh, en)


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
