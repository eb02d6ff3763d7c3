"""The comparison as one HTML file: every quote, the query and the data version; nothing loaded; nothing unescaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from hengce.api.export import report

from .conftest import DAY, Finished


def test_it_holds_all_that_a_reader_needs(client: TestClient) -> None:
    params = {"type": "绿色工厂", "as_of": DAY, "jurisdictions": "上海,福建,四川"}
    result = client.get("/compare", params=params).json()
    answer = client.get("/compare", params=params, headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/html")
    shown = answer.text
    for words in (result["data_version"], "未收录文件", "85＞X≥75", "SELECT ?fact ?property ?value", "四川省"):
        assert words in shown
    cited = set(re.findall(r'href="#c(\d+)"', shown))
    assert cited == set(re.findall(r'id="c(\d+)"', shown))
    assert not re.search(r"<script|<link|src=|@import|url\(", shown)
    assert client.get("/compare", params={**params, "format": "html"}).text == shown
    rows = client.post("/sparql", data={"query": result["sparql"]}, headers={"Accept": "text/csv"}).text.count("\n")
    assert rows > 100  # the query of the appendix runs as it stands


def test_texts_are_escaped() -> None:
    bad = '<script>alert("x")</script>'
    citation = {"document": bad, "title": bad, "path": bad, "quote": bad, "start": 0, "end": 9, "url": "javascript:alert(1)"}
    result = {
        "type": bad, "as_of": DAY, "data_version": bad, "baseline": bad, "warnings": [bad], "sparql": bad,
        "jurisdictions": [{"code": "1", "name": bad, "documents": [{"id": bad, "title": bad, "date": None, "status": "draft"}]}],
        "not_collected": [{"code": "2", "name": bad}],
        "rows": [{
            "aspect": bad, "label": bad, "differs": True, "delta": {"1": "stricter"},
            "cells": {"1": [{"text": bad, "document_status": "draft", "citation": citation}]},
        }],
    }  # fmt: skip
    for language in ("zh", "en"):
        shown = report.render(result, language)
        assert "<script" not in shown
        assert 'href="javascript' not in shown


def test_the_command(hengce: Callable[..., Finished], store_path: str, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    assert hengce("compare", "绿色工厂", "--format", "html", "-o", str(file), "--store", store_path).status == 0
    assert "数据版本" in file.read_text(encoding="utf-8")
