"""Outlines of short texts, written down in ``outlines.yaml`` for anybody to read and extend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from hengce.corpus.structure import outline

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("outlines.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_clauses_have_their_addresses(case: dict[str, Any]):
    text: str = case["text"]
    document = outline("case", text)
    found = {piece: document.path_at(text.index(piece)) for piece in case["places"]}
    assert found == case["places"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_headings(case: dict[str, Any]):
    document = outline("case", case["text"])
    headings = {node.path: document.heading(node) for node in document.root.walk() if node.heading and node.children}
    expected = case.get("headings", {})
    assert {path: headings.get(path) for path in expected} == expected
