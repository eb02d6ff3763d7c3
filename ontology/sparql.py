"""The guard before every query: SPARQL 1.1 that only reads, and only from the store that is asked.

Engines execute ``SERVICE <address>`` by calling that address, and some endpoints take updates where queries are expected. So a
query is cut into the terminals of the grammar and refused if one of them is SERVICE or a word of SPARQL 1.1 Update. FROM and
FROM NAMED are allowed, but the store answers them only for graphs that it holds: nothing is fetched for them.

The guard must see every keyword that any engine sees, and engines differ from the grammar in three ways:

- Codepoint escapes (``\\u0053ERVICE``, Query Language, section 19.2) are decoded by some before anything else, by others only
  inside strings and IRIs: the text is read both ways.
- A parser that knows what it expects reads ``?a<?b)SERVICE#>`` as a comparison and a keyword, where the grammar's longest match
  is an IRI: wherever ``<`` may be the operator, both readings are followed.
- Oxigraph asks for no boundary after a keyword (``trueSERVICE<x>{}`` and ``SERVICEex:a{}`` work there): the keyword is found
  inside words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import cast, get_args
from urllib.parse import urljoin

from .errors import QueryRefused, TooLarge
from .refusals import refused
from .results import Form
from .terminals import Token, decode_escapes, tokens

MAX_LENGTH = 262_144
"""Characters that a query may have."""
MAX_DEPTH = 100
"""How deep brackets may be nested: Oxigraph's parser recurses, and between 100 and 1000 IF( exhaust the stack of a thread."""
MAX_GRAPHS = 100
"""Graphs that a query may name by FROM, or a request by its parameters: each is looked for before the query runs."""

_UPDATE = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is about (SPARQL 1.1 Query Language, section 13.2; Protocol, section 2.1.4).

    Attributes:
        default: IRIs of the graphs whose merge is the default graph; none: it is empty.
        named: IRIs of the named graphs.
        protocol: whether the request names them, and not the query.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    protocol: bool = False

    def __iter__(self) -> Iterator[str]:
        return iter((*self.default, *self.named))

    def parameter(self, iri: str) -> str:
        """What names a graph: ``query``, or a parameter of the protocol."""
        if not self.protocol:
            return "query"
        return "default-graph-uri" if iri in self.default else "named-graph-uri"


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may be run.

    Attributes:
        text: the query as it was given.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        prefixes: the prefixes that it declares, with absolute IRIs.
        dataset: what its FROM and FROM NAMED clauses name, or the request in place of them; None: all that the store has.
    """

    text: str
    form: Form
    prefixes: dict[str, str] = field(default_factory=dict)
    dataset: Dataset | None = None

    def within(self, dataset: Dataset | None) -> CheckedQuery:
        """The query with the dataset of the request, if there is one: it stands in place of the query's own (Protocol, section 2.1.4).

        Raises:
            QueryRefused: if it names more than :data:`MAX_GRAPHS` graphs.
        """
        if dataset is None:
            return self
        if len(list(dataset)) > MAX_GRAPHS:
            raise _too_many_graphs("named-graph-uri" if dataset.named else "default-graph-uri")
        return replace(self, dataset=dataset)

    def without_clauses(self) -> str:
        """The text with blanks in place of its FROM and FROM NAMED clauses, for engines that are told the dataset by the protocol."""
        text, read = self.text, [*tokens(self.text), Token("end", "", len(self.text))]
        for at, token in enumerate(read):
            if token.kind == "word" and token.text.upper() == "FROM":
                name = at + 1 + (read[at + 1].text.upper() == "NAMED")
                end = read[name].start + len(read[name].text)
                text = text[: token.start] + re.sub(r"[^\r\n]", " ", text[token.start : end]) + text[end:]
        return text


def check_read_only(query: str) -> CheckedQuery:
    """Check that a query only reads, and only from the store that is asked.

    Whether it is well-formed beyond that is for the engine to say.

    Args:
        query: SPARQL 1.1.

    Raises:
        QueryRefused: if it is no query (an update, empty, cut short), calls another service, or nests too deep.
        TooLarge: if it has more than :data:`MAX_LENGTH` characters.
    """
    if len(query) > MAX_LENGTH:
        raise TooLarge(f"查询超过 {MAX_LENGTH} 个字符。", f"The query has more than {MAX_LENGTH} characters.", parameter="query")
    # Long queries are few, and remembering them would cost memory.
    return _check(query) if len(query) < 10_000 else _check.__wrapped__(query)


@lru_cache(maxsize=256)
def _check(query: str) -> CheckedQuery:
    decoded = decode_escapes(query)
    if decoded != query:
        _refuse_forbidden(query)
    return _Opening(decoded, _refuse_forbidden(decoded)).read(query)


def _refuse_forbidden(text: str) -> list[Token]:
    """Refuse forbidden keywords in every possible reading of a text; return the tokens of the grammar's own reading."""
    read = list(tokens(text))
    depth = 0
    for token, after in pairwise([*read, Token("end", "", len(text))]):
        _refuse_keyword(text, token, after)
        if token.kind == "sign":
            depth += (token.text in "({[") - (token.text in ")}]")
        if depth > MAX_DEPTH:
            raise refused(text, token.start, f"括号嵌套超过 {MAX_DEPTH} 层", f"brackets are nested more than {MAX_DEPTH} deep")
    _refuse_hidden(text, read)
    return read


def _refuse_keyword(text: str, token: Token, after: Token) -> None:
    """Refuse SERVICE also where it is glued to other letters, and the words of updates where they stand alone."""
    if token.kind not in ("word", "name"):
        return
    word = token.text.partition(":")[0].upper()
    # Names may hold the word: serviceX:y is refused only where { follows, as it does in SERVICE (and in GRAPH) alone.
    if "SERVICE" in word and (token.kind == "word" or after.text == "{"):
        raise refused(text, token.start, "这里不允许 SERVICE：查询只能读本库", "SERVICE is not allowed: queries read this store only")
    if token.kind == "word" and word in _UPDATE:
        raise refused(text, token.start, f"这里只能查询，不能更新（{word}）", f"only queries are allowed here, no updates ({word})")


def _refuse_hidden(text: str, own: list[Token]) -> None:
    """Refuse SERVICE in readings in which a ``<`` that opens an IRI for the grammar is a comparison.

    A comparison stands in brackets, and these close before any SERVICE that follows. A reading ends where it meets tokens that
    have been seen, the grammar's own among them. ``<scheme://`` is never a comparison: no operand stands between the slashes.
    """
    seen = {(token.start, closed) for token in own for closed in (False, True)}
    readings = [token.start + 1 for token in own if _may_compare(token)]
    while readings:
        closed = False
        for token in tokens(text, readings.pop()):
            if (token.start, closed) in seen:
                break
            seen.add((token.start, closed))
            closed = closed or token.text == ")"
            if _may_compare(token):
                readings.append(token.start + 1)
            if closed and "SERVICE" in token.text.upper():
                end = token.start + len(token.text)
                _refuse_keyword(text, token, next(tokens(text, end), Token("end", "", end)))


def _may_compare(token: Token) -> bool:
    return token.kind == "iri" and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*://", token.text)


def _too_many_graphs(parameter: str) -> QueryRefused:
    zh, en = f"最多可指明 {MAX_GRAPHS} 张图。", f"At most {MAX_GRAPHS} graphs may be named."
    return QueryRefused(zh, en, parameter=parameter)


class _Opening:
    """Reads what stands before the body of a query: prologue (section 4.1), form (16) and dataset clauses (13.2)."""

    def __init__(self, text: str, read: list[Token]) -> None:
        self._text = text
        self._tokens = [*read, Token("end", "", len(text))]
        self._base = ""
        self._prefixes: dict[str, str] = {}

    def read(self, query: str) -> CheckedQuery:
        at = 0
        while (word := self._word(at)) in ("BASE", "PREFIX", "VERSION"):
            if word == "BASE":
                self._base = self._iri(at + 1)
            elif word == "PREFIX":
                self._prefixes[self._at(at + 1).text.removesuffix(":")] = self._iri(at + 2)
            at += 3 if word == "PREFIX" else 2
        if word not in get_args(Form):
            zh, en = "查询应以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头", "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
            raise refused(self._text, self._at(at).start, zh, en)
        absolute = {prefix: iri for prefix, iri in self._prefixes.items() if _SCHEME.match(iri)}
        return CheckedQuery(query, cast("Form", word), absolute, self._dataset(at + 1))

    def _dataset(self, start: int) -> Dataset | None:
        clauses = [at for at in range(start, len(self._tokens)) if self._word(at) == "FROM"]
        if len(clauses) > MAX_GRAPHS:
            raise _too_many_graphs("query")
        named = tuple(self._iri(at + 2) for at in clauses if self._word(at + 1) == "NAMED")
        default = tuple(self._iri(at + 1) for at in clauses if self._word(at + 1) != "NAMED")
        return Dataset(default, named) if clauses else None

    def _at(self, at: int) -> Token:
        return self._tokens[min(at, len(self._tokens) - 1)]

    def _word(self, at: int) -> str:
        return self._at(at).text.upper() if self._at(at).kind == "word" else ""

    def _iri(self, at: int) -> str:
        """The IRI at a token, resolved; a name whose prefix is not declared stays as it is."""
        token = self._at(at)
        if token.kind == "iri":
            iri = token.text[1:-1]
            # urljoin() drops an empty fragment, with which namespaces like to end.
            return iri if _SCHEME.match(iri) else urljoin(self._base, iri).removesuffix("#") + "#" * iri.endswith("#")
        if token.kind != "name":
            raise refused(self._text, token.start, "这里应为一个 IRI", "an IRI is needed here")
        prefix, _, local = token.text.partition(":")
        return self._prefixes.get(prefix, f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)
