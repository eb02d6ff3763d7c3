"""Where a query stops being one: a › stands before the token at fault, or at the end of a query that lacks its own."""

from __future__ import annotations

import time

import pytest

from hengce.ontology.errors import QueryRefused
from hengce.ontology.sparql import MAX_LENGTH, CheckedQuery, check_read_only
from hengce.ontology.syntax import parse, syntax_error

MISTAKES = [
    ("SELECT * { ?s ?p ›}", "语法错误"),
    ("SELECT * {\n  ?s ?p ?o .\n  ?s ›}", "语法错误"),
    ("SELECT * { ?厂 ?p '绿色工厂' ›FLITER(?x > 3) }", "语法错误"),
    ("SELECT (COUNT(?x) ›?n) { ?x ?y ?z }", "语法错误"),
    ("SELECT * { ?x ?y ?z } ORDER ›?x", "语法错误"),
    ("SELECT * { ?s ?p ?o } ›}", "语法错误"),
    ("SELECT * { ?s ?p ?o FILTER(?o >›) }", "语法错误"),
    ('SELECT * { ?s ?p "a"›" }', "语法错误"),
    ("ASK { ?s ?p ?o } LIMIT ›x", "语法错误"),
    ("SELECT * # {\n{ ?s ?p ?o # }\n . ›. }", "语法错误"),
    ("SELECT›", "查询没有写完"),
    ("SELECT * {\n  ?s ?p ?o›", "查询没有写完"),
    ("ASK { ?s ?p ?o } LIMIT›", "查询没有写完"),
    ("SELECT * { ?s ›h:x ?o }", "前缀没有用 PREFIX 声明"),
    ("PREFIX g: <http://e/> SELECT * { ?s g:x ?o ; ›h:x ?o }", "前缀没有用 PREFIX 声明"),
    ("SELECT * { ?s ›<relative> ?o }", "没有 BASE 的相对 IRI"),
    ("SELECT ?x ?x { ?x ?y ?z }›", "变量名重复"),
    ("SELECT ?x { ?x ?y ?z } GROUP BY ?y›", "未分组也未聚合"),
    ("SELECT (?a AS ?y) { ?x ?y ?z }›", "已经用过"),
]


@pytest.mark.parametrize(("marked", "says"), MISTAKES, ids=[marked for marked, _ in MISTAKES])
def test_the_token_at_fault(marked: str, says: str) -> None:
    before, _, after = marked.partition("›")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    with pytest.raises(QueryRefused, match=says) as raised:
        parse(check_read_only(before + after))
    assert raised.value.zh.startswith(f"SPARQL 第 {line} 行第 {column} 列：")
    assert raised.value.en.startswith(f"SPARQL line {line}, column {column}: ")


def test_an_ask_is_not_run() -> None:
    """Neither when it is parsed nor when its mistake is looked for: this one would count to 10^12."""
    values = " ".join(f"VALUES ?{name} {{ {'1 ' * 1000}}}" for name in "abcd")
    for query in (f"ASK {{ {values} FILTER(?a > 1) }}", f"ASK {{ {values} FILTER(?a > 1) }} }}"):
        started = time.monotonic()
        if query.endswith("} }"):
            with pytest.raises(QueryRefused):
                parse(check_read_only(query))
        else:
            parse(check_read_only(query))
        assert time.monotonic() - started < 5


def test_a_long_query_is_told_the_parser_s_own_place() -> None:
    query = "SELECT * {\n" + "?s ?p ?o .\n" * 20_000 + "?s ?p }"
    assert len(query) < MAX_LENGTH
    with pytest.raises(QueryRefused, match="第 20002 行"):
        parse(check_read_only(query))


def test_a_message_without_a_place_is_passed_on() -> None:
    assert "boom" in syntax_error(CheckedQuery("SELECT", "SELECT"), "boom").zh
