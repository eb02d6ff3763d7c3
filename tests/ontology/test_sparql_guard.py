"""The guard: what reads passes, and nothing else, whatever it is dressed as."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hengce.ontology.errors import HengceError, QueryRefused, TooLarge
from hengce.ontology.sparql import MAX_DEPTH, MAX_GRAPHS, MAX_LENGTH, CheckedQuery, Dataset, check_read_only
from hengce.ontology.terminals import decode_escapes, tokens

from ..growth import LINEAR, growth

PASSES = [
    "SELECT * WHERE { ?s ?p ?o }",
    "select distinct ?s { ?s a ?t } limit 1",
    "ASK{}",
    "SELECT*{?s?p?o}",
    "# a comment that says SERVICE <x:y> {}\nSELECT * {}",
    "SELECT * { ?s ?p 'SERVICE <x:y> { }' }",
    'SELECT * { ?s ?p "DROP ALL", """INSERT\n"DATA" """, \'\'\'it\'s a SERVICE\'\'\' }',
    "SELECT ?service $load { ?service ?load '\\'SERVICE' }",
    "PREFIX service: <http://e/service#> SELECT * { ?s service:insert service:load }",
    "PREFIX h: <http://e/> SELECT * { ?s h:Service ?o . h:delete h:drop ?x }",
    "PREFIX h: <http://e/> SELECT * { h:a\\#SERVICE ?p ?o }",
    "SELECT * { ?s <http://e/service> ?o . <http://e/a#SERVICE> <urn:x:service> <urn:x/service> }",
    "SELECT * { <http://e/it's> ?p <http://e/SERVICE> . ?s ?p 'x' }",
    "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?o > 3) }",
    "SELECT * { ?s ?p ?o FILTER(?o<?p&&?s>?p) ?service ?p 's' }",
    "SELECT * { _:service ?p ?o . ?s ?p 'x'@en-service }",
    "BASE <http://e/> SELECT * { <service> ?p <insert> }",
    "SELECT * { GRAPH ?service { ?s ?p ?o } }",
    "PREFIX service: <http://e/> SELECT * { ?s a service:x OPTIONAL { ?s ?p ?o } }",
    'VERSION "1.2" SELECT * {}',
]


@pytest.mark.parametrize("query", PASSES)
def test_reading_passes(query: str) -> None:
    assert check_read_only(query).text == query
    pyoxigraph.Store().query(query)  # it is well-formed


SERVICE = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { service silent ?x { ?s ?p ?o } }",
    "SELECT * { SeRvIcE<http://x/>{} }",
    "SELECT * { ?s ?p ?o.SERVICE#c\n<http://x/>{} }",
    "ASK { { { FILTER EXISTS { SERVICE <x:y> {} } } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <x:y> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <x:y> {} } } }",
    # codepoint escapes, for engines that decode them first
    "SELECT * { \\u0053ERVICE <x:y> {} }",
    "SELECT * { SERV\\U00000049CE <x:y> {} }",
    "SELECT * { ?s ?p 'a\\u0027 SERVICE <x:y> {} #' }",
    # no boundary after a keyword
    "SELECT * { ?s ?p trueSERVICE<x:y>{} }",
    "SELECT * { ?s ?p 1SERVICE<x:y>{} }",
    "SELECT * { SERVICESILENT<x:y>{} }",
    "PREFIX e: <http://x/> SELECT * { SERVICEe:a{} }",
    "PREFIX e: <http://x/> SELECT * { ?s ?p falseSERVICEe:a # and then\n {} }",
    "SELECT * { ?s ?p 'x'@en--ltrSERVICE<x:y>{} }",
    # what the grammar reads as an IRI, and a parser that expects an operator does not
    "SELECT * { ?s ?p ?o FILTER(?s<?p)SERVICE#>\n?x{} }",
    "SELECT * { ?s ?p ?o FILTER(?s<str('>'))SERVICE<x:y>{?a ?b'o'} }",
    'SELECT * { ?s ?p ?o BIND(?s<str(">")AS?z)SERVICE<x:y>{?a ?b"o"} }',
    "SELECT * { ?s ?p ?o FILTER(?s<?p&&?o<str('>'))SERVICE<x:y>{?a ?b'o'} }",
    "SELECT * { ?s ?p ?o FILTER(?s<'#>'&&'')SERVICE<x:y>{} }",
    # strings that are not where they seem to be
    "SELECT * { VALUES ?x {'''a'} SERVICE <x:y> {} }",
    "SELECT * { ?s ?p '\\'' SERVICE <x:y> {} }",
    "SELECT * { ?s ?p '''''' SERVICE <x:y> {} }",
    "PREFIX e: <e:> SELECT * { e:a\\' ?p ?o SERVICE <x:y> {} # '\n }",
    "PREFIX e: <e:> SELECT * { e:a\\# ?p ?o SERVICE <x:y> {} }",
]


@pytest.mark.parametrize("query", SERVICE)
def test_service_is_found_everywhere(query: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        check_read_only(query)


UPDATES = [
    "INSERT DATA { <a:a> <a:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "PREFIX e: <e:> LOAD <http://x/>", "CLEAR ALL", "DROP GRAPH <a:b>",
    "CREATE GRAPH <a:b>", "ADD <a:b> TO <a:c>", "MOVE <a:b> TO <a:c>", "COPY <a:b> TO <a:c>", "# SELECT\nDROP ALL",
    "SELECT * {} ; DROP ALL", "\\u0044ROP ALL", "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
]  # fmt: skip


@pytest.mark.parametrize("query", UPDATES)
def test_updates_are_refused(query: str) -> None:
    with pytest.raises(QueryRefused) as raised:
        check_read_only(query)
    assert raised.value.status == 400
    assert raised.value.parameter == "query"


_SPONGE = "DEFINE get:soft 'replace' SELECT * {}"  # has Virtuoso fetch what is asked about


NO_QUERIES = [
    "", "  \n", "# nothing", "PREFIX", "PREFIX e:", "BASE", "PREFIX e: <e:>", "绿色工厂", "{}", "\x00", "\ufeffSELECT * {}", _SPONGE,
]  # fmt: skip


@pytest.mark.parametrize("query", NO_QUERIES)
def test_what_is_no_query(query: str) -> None:
    with pytest.raises(QueryRefused):
        check_read_only(query)


def test_form_prefixes_and_dataset_are_read() -> None:
    checked = check_read_only(
        "BASE <http://e/id/> PREFIX g: <graph/> PREFIX : <http://e/#> PREFIX i: <item#>\n"
        "CONSTRUCT { ?s :p ?o } FROM g:福建 FROM NAMED <graph/江苏> FROM NAMED <http://e/x\\u0079> WHERE { ?s ?p 'FROM <a:b>' }"
    )
    assert checked.form == "CONSTRUCT"
    assert checked.prefixes == {"g": "http://e/id/graph/", "": "http://e/#", "i": "http://e/id/item#"}
    assert checked.dataset == Dataset(("http://e/id/graph/福建",), ("http://e/id/graph/江苏", "http://e/xy"))


def test_dataset_clauses_are_blanked_where_they_stand() -> None:
    """Engines that are told the dataset by the protocol get no FROM; lines and columns stay."""
    query = "SELECT * # FROM\nFROM <http://e/a>\nFROM  NAMED\n g:b { ?s ?p 'FROM <a:b>' }"
    text = CheckedQuery(query, "SELECT").without_clauses()
    assert text == f"SELECT * # FROM\n{' ' * 17}\n{' ' * 11}\n{' ' * 4} {{ ?s ?p 'FROM <a:b>' }}"
    assert len(text) == len(query)


def test_a_dataset_of_the_request_stands_in_place_of_the_query_s_own() -> None:
    asked = Dataset(("http://e/b",), protocol=True)
    assert check_read_only("ASK FROM <http://e/a> {}").within(asked).dataset == asked
    assert check_read_only("ASK FROM <http://e/a> {}").within(None).dataset == Dataset(("http://e/a",))


def test_so_many_graphs_may_be_named() -> None:
    many = " FROM <http://e/a>" * MAX_GRAPHS
    assert check_read_only(f"ASK{many} {{}}").dataset == Dataset(("http://e/a",) * MAX_GRAPHS)
    for refuse in (
        lambda: check_read_only(f"ASK{many} FROM NAMED <http://e/b> {{}}"),
        lambda: check_read_only("ASK {}").within(Dataset(("http://e/a",) * MAX_GRAPHS, ("http://e/b",), protocol=True)),
    ):
        with pytest.raises(QueryRefused, match=str(MAX_GRAPHS)):
            refuse()


def test_from_needs_an_iri() -> None:
    with pytest.raises(QueryRefused, match="IRI"):
        check_read_only("SELECT * FROM 'x' {}")


def test_error_says_where() -> None:
    with pytest.raises(QueryRefused) as raised:
        check_read_only("SELECT * WHERE {\n  ?厂 ?p ?o .\n  SERVICE <http://x/> {} }")
    assert raised.value.zh == "SPARQL 第 3 行第 3 列：这里不允许 SERVICE：查询只能读本库（SERVICE <http://x/>）。"
    assert raised.value.en.startswith("SPARQL line 3, column 3: SERVICE is not allowed")


def test_depth_and_length_are_limited() -> None:
    check_read_only("SELECT * " + "{" * MAX_DEPTH + "}" * MAX_DEPTH)
    with pytest.raises(QueryRefused, match=str(MAX_DEPTH)):
        check_read_only("SELECT * " + "{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1))
    check_read_only("SELECT * {}" + " " * (MAX_LENGTH - 11))
    with pytest.raises(TooLarge):
        check_read_only("SELECT * {}" + " " * (MAX_LENGTH - 10))


HOSTILE = [
    "'", '"', "'''", "a.", "a:", "<a'>", "<a)", "1.", "1e", "@a-", "\\", "_:a.", "?a<b)", "<a'>'", ":a..", "%", "a:a\\", "'\\",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_cost_no_more_than_their_length(piece: str) -> None:
    def check(text: str) -> None:
        with suppress(HengceError):
            check_read_only("SELECT * {" + text)

    assert growth(check, piece, MAX_LENGTH // 9) < LINEAR  # the longer text must still be allowed


@given(st.text(alphabet=st.sampled_from("aS:<>'\"\\#\n ?{}().@_-%1eé绿\u2028\x00"), max_size=60))
def test_tokens_cover_the_text(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert text.startswith(token.text, token.start)
        between = text[at : token.start]
        assert all(line.strip(" \t\r\n") == "" or line.lstrip(" \t").startswith("#") for line in between.split("\n"))
        at = token.start + len(token.text)


def test_escapes_beyond_unicode_stay() -> None:
    assert decode_escapes("\\u7EFF\\U00020000 \\uD800 \\UFFFFFFFF \\u12") == "绿\U00020000 \\uD800 \\UFFFFFFFF \\u12"


class Listener:
    """A server that counts who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.calls = 0
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if connection.recv(4) == b"stop":
                    return
                self.calls += 1

    def stop(self) -> None:
        with socket.create_connection(self._socket.getsockname()) as connection:
            connection.sendall(b"stop")
        self._thread.join()
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.stop()


def run(query: str) -> None:
    """Run a SELECT on an empty store, without the guard."""
    solutions = pyoxigraph.Store().query(query)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    list(solutions)


def test_the_engine_does_call_out_where_it_is_not_guarded(listener: Listener) -> None:
    """Otherwise the next test could not fail."""
    before = listener.calls
    with pytest.raises(OSError, match=r"."):
        run(f"SELECT * {{ BIND(1 AS ?a) FILTER(?a<strlen('>>'))SERVICE<{listener.address}>{{?s ?p'o'}} }}")
    assert listener.calls == before + 1


_PIECES = [
    "SERVICE", "SERVICE ", "\\u0053ERVICE", "SILENT", "<ADDRESS>", "s:x", "{", "}", "{?s ?p ?o}", "{?s ?p'o'}", "FILTER(", "BIND(",
    " AS ?z)", ")", "?a", "?b ", "<", "<=", ">", "&&", "strlen('>>')", "'>'", '"<"', "'''x'y'''", "#>\n", "#'\n", " ", "\n", "true",
    "1", "1.", ".", ";", "e:p ", "e:a\\#", "<urn:a'b>", "<urn:x/service>", "<a#b>", "'x'", "@en", "OPTIONAL", "VALUES ?v {'' 'b'}",
    "?s ?p ?o ", "?s ?p ?o FILTER(?s<",
]  # fmt: skip


@hypothesis_settings(max_examples=1500)
@given(st.lists(st.sampled_from(_PIECES), max_size=12))
def test_what_passes_never_calls_out(listener: Listener, pieces: list[str]) -> None:
    body = "".join(pieces).replace("ADDRESS", listener.address)
    query = f"PREFIX e: <urn:e:> PREFIX s: <{listener.address}> SELECT * {{ BIND(1 AS ?a) {body} }}"
    try:
        check_read_only(query)
    except HengceError:
        return
    before = listener.calls
    with suppress(SyntaxError, OSError, RuntimeError):
        run(query)
    assert listener.calls == before
