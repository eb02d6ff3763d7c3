"""Whether a text is a query, and where it stops being one.

Oxigraph's parser names the farthest place that it has looked at, up to a keyword's length behind the mistake. A mistake is found
better by what parsers do well: a beginning of a query that only lacks its end fails at its end. The first token with which that is
no longer so is the one at fault.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph

from .errors import QueryRefused
from .refusals import refused, refused_at
from .sparql import CheckedQuery
from .terminals import Token, tokens

# What Oxigraph says where a query fits the grammar but breaks a rule beyond it.
_KNOWN = {
    "Prefix not found": ("前缀没有用 PREFIX 声明", "the prefix is not declared by PREFIX"),
    "IRI parsing failed": ("IRI 无效，或是没有 BASE 的相对 IRI", "the IRI is invalid, or relative without BASE"),
    "variable that is unbound": ("SELECT 中有未分组也未聚合的变量", "SELECT holds a variable that is neither grouped nor aggregated"),
    "overrides an existing variable": ("SELECT 中 AS 后的变量已经用过", "SELECT gives a variable a value that has one already"),
    "Duplicated variable": ("SELECT 中的变量名重复", "a variable is named twice in SELECT"),
    "not authorized with GROUP BY": ("SELECT * 不能与 GROUP BY 同用", "SELECT * cannot stand with GROUP BY"),
}
_UNKNOWN = ("语法错误", "syntax error")
_PLACE = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_BLANKS = " " * 64
"""Longer than any keyword: what the parser looks at behind the last token ends before the end of the text."""
_SEARCHED = 32_768
"""Characters of a query in which a mistake is searched for; of longer ones the parser's own place is told."""


def parse(query: CheckedQuery) -> None:
    """Check that Oxigraph understands a query, without running it.

    SELECT, CONSTRUCT and DESCRIBE do nothing before a first solution is asked for. An ASK is answered at once, and without any data
    can still take for ever (over VALUES): it is parsed as a SELECT, and as it stands only for what that cannot read.

    Raises:
        QueryRefused: if it is malformed, with line and column.
    """
    try:
        if query.form == "ASK" and _failure(pyoxigraph.Store(), as_select(query.text)) is None:
            return
        pyoxigraph.Store().query(query.text)
    except SyntaxError as error:
        raise syntax_error(query, error.msg) from error
    except RuntimeError as error:
        raise not_evaluable(error) from error


def as_select(text: str) -> str:
    """An ASK, or its beginning, with the same patterns as a SELECT of one constant, under a name that stands nowhere in it."""
    name = "_"
    while name in text:
        name += "_"
    start = next((token.start for token in tokens(text) if token.kind == "word" and token.text.upper() == "ASK"), None)
    return text if start is None else f"{text[:start]}SELECT (1 AS ?{name}){text[start + len('ASK') :]}"


def syntax_error(query: CheckedQuery, message: str) -> QueryRefused:
    """The error for a query that Oxigraph cannot parse, with the line and column of the mistake.

    Args:
        query: the query.
        message: what Oxigraph says: ``error at LINE:COLUMN: expected …``. The list of what it expected is left out: it often names
            what would continue some other reading.
    """
    where = _PLACE.search(message)
    if where is None:
        return QueryRefused(f"SPARQL 有语法错误：{message}", f"The SPARQL is malformed: {message}", parameter="query")
    known = next((words for sign, words in _KNOWN.items() if sign in where[3]), None)
    if len(query.text) > _SEARCHED:
        return refused_at(query.text, int(where[1]), int(where[2]), *(known or _UNKNOWN))
    read = list(tokens(query.text))
    fault = _fault(query, read)
    if fault is not None:
        return refused(query.text, fault.start, *(_undeclared(fault, read) or known or _UNKNOWN))
    rule = re.search("[a-z] [a-z]", where[3].removeprefix("one of"))  # a sentence: some rule that is not in the list above
    return refused(query.text, len(query.text.rstrip()), *(known or (_UNKNOWN if rule else ("查询没有写完", "the query ends too early"))))


def not_evaluable(error: RuntimeError) -> QueryRefused:
    """The error for what Oxigraph understands but cannot evaluate, such as a function that it does not know."""
    return QueryRefused(f"查询无法执行：{error}。", f"The query cannot be evaluated: {error}.", parameter="query")


def _fault(query: CheckedQuery, read: Sequence[Token]) -> Token | None:
    """The first token that cannot stand where it stands; None if only something is missing at the end."""
    store = pyoxigraph.Store()
    low, high = 0, len(read)
    while low < high:
        middle = (low + high) // 2
        beginning = query.text[: read[middle].start + len(read[middle].text)]
        if _continues(store, as_select(beginning) if query.form == "ASK" else beginning):
            low = middle + 1
        else:
            high = middle
    return read[low] if low < len(read) else None


def _continues(store: pyoxigraph.Store, text: str) -> bool:
    """Whether a text is a query, or the beginning of one."""
    text += _BLANKS
    message = _failure(store, text)
    where = _PLACE.search(message or "")
    at_end = where is not None and int(where[1]) == text.count("\n") + 1 and int(where[2]) > len(text) - text.rfind("\n") - 1
    return message is None or at_end


def _failure(store: pyoxigraph.Store, text: str) -> str | None:
    """What the parser says against a text, None if nothing."""
    try:
        store.query(text)
    except SyntaxError as error:
        return error.msg
    except RuntimeError:
        return None  # understood, if not to be evaluated
    return None


def _undeclared(token: Token, read: Sequence[Token]) -> tuple[str, str] | None:
    """What to say of a name whose prefix nobody has declared."""
    prefix = token.text.partition(":")[0]
    declared = {after.text for word, after in pairwise(read) if word.text.upper() == "PREFIX"}
    return _KNOWN["Prefix not found"] if token.kind == "name" and f"{prefix}:" not in declared else None
