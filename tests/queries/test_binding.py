"""Whatever a user writes stays a value: it never becomes part of a query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Literal, URIRef, Variable

from hengce.ontology.errors import DefinitionError, InvalidParameter
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.queries.binding import based, blocks, bound, written

HOSTILE = [
    '"', "\\", '\\"', '"\\', 'a\n\\"', '"""', "'''", "\r\n", "\t", "> } ; DROP ALL", '" } ; DELETE WHERE { ?s ?p ?o } #',
    "} UNION { ?s ?p ?o", "<http://example.org/>", "?type", "$type", "UNDEF", "VALUES ?word { UNDEF }", "\\u0022", "\\U00000022",
    "\\\\u0022 }", "\\u005c\\u0022", "\\u00750022", "\\n", "{0} {name} %s %(x)s", "绿色工厂\u3000“示范”", "\U00020000𠮷", "#", "@zh",
    "^^<x>", "\x08\x0c", "\\1 \\g<0>",
]  # fmt: skip


def in_oxigraph(query: str) -> list[str]:
    """The values of ``?word`` as Oxigraph reads them."""
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    return [row["word"].value for row in found if isinstance(row["word"], ox.Literal)]


def in_rdflib(query: str) -> list[str]:
    """The same as rdflib reads them, which expands escapes before it parses."""
    return [str(binding[Variable("word")]) for binding in rdflib.Graph().query(query).bindings]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_it_was(text: str):
    query = bound("SELECT ?word WHERE { VALUES ?word { UNDEF } }", {"word": [Literal(text)]})
    assert in_oxigraph(query) == in_rdflib(query) == [text]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff")))
def test_any_text_comes_back_from_oxigraph(text: str):
    assert in_oxigraph(f"SELECT ?word WHERE {{ VALUES ?word {{ {written(Literal(text))} }} }}") == [text]


@given(st.text('\\u"n\n0025cU', max_size=12))
def test_any_mixture_of_escapes_comes_back_from_both_engines(text: str):
    query = f"SELECT ?word WHERE {{ VALUES ?word {{ {written(Literal(text))} }} }}"
    assert in_oxigraph(query) == in_rdflib(query) == [text]


def test_a_literal_of_rdflib_would_end_too_early():
    """Why ``n3()`` is not used; should this fail one day, it could be."""
    with pytest.raises(SyntaxError):
        ox.Store().query(f"SELECT ?word WHERE {{ VALUES ?word {{ {Literal(chr(10) + chr(92) + chr(34)).n3()} }} }}")


def test_typed_literals_keep_their_datatype():
    assert written(Literal("2024-06-30", datatype=XSD.date)) == f'"2024-06-30"^^<{XSD.date}>'


@pytest.mark.parametrize("iri", ["x:a>b", "x:a b", 'x:"', "x:{}", "x:\\u003e", "no-scheme", "x:\ud800", "x:a\n", ""])
def test_an_iri_that_cannot_be_written_is_refused(iri: str):
    with pytest.raises(InvalidParameter):
        written(URIRef(iri))


def test_iris_may_be_chinese():
    assert written(URIRef(f"{DEFAULT_BASE}id/type/绿色工厂")) == f"<{DEFAULT_BASE}id/type/绿色工厂>"


def test_every_block_of_a_name_is_replaced_and_others_stay():
    query = "{ VALUES ?a { UNDEF } } UNION { VALUES  ?a\n{UNDEF} VALUES ?ab { UNDEF } }"
    assert blocks(query) == {"a", "ab"}
    assert (
        bound(query, {"a": [Literal("x"), Literal("y")]})
        == '{ VALUES ?a { "x" "y" } } UNION { VALUES ?a { "x" "y" } VALUES ?ab { UNDEF } }'
    )


def test_a_block_without_values_goes_out():
    assert bound("{ VALUES ?a { UNDEF } ?s ?p ?o }", {"a": []}) == "{  ?s ?p ?o }"


def test_a_pattern_behind_a_block_comes_in_with_terms_only():
    query = "SELECT * {\n  VALUES ?a { UNDEF }  #? ?x :p ?a .\n  VALUES ?b { UNDEF }\n}"
    assert (
        bound(query, {"a": [URIRef("http://example.org/")]})
        == "SELECT * {\n  VALUES ?a { <http://example.org/> } ?x :p ?a .\n  VALUES ?b { UNDEF }\n}"
    )
    assert bound(query, {"a": ()}) == "SELECT * {\n  \n  VALUES ?b { UNDEF }\n}"
    assert blocks(query) == {"a", "b"}


def test_a_name_without_a_block_is_a_fault_of_the_program():
    with pytest.raises(DefinitionError, match="wrong"):
        bound("{ VALUES ?a { UNDEF } }", {"wrong": []})


def test_only_the_prefix_moves_to_another_base():
    query = f"PREFIX h: <{DEFAULT_BASE}ontology#>\nSELECT ?s WHERE {{ ?s h:id ?id }}"
    assert based(query, "http://localhost:8000/") == "PREFIX h: <http://localhost:8000/ontology#>\nSELECT ?s WHERE { ?s h:id ?id }"
    assert based(query, DEFAULT_BASE) == query
