"""All facts in one file: for spreadsheets, and as spans of texts for spaCy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import spacy
from openpyxl import load_workbook
from spacy.tokens import DocBin

from .conftest import Finished


def exported(hengce: Callable[..., Finished], store_path: str, format: str, path: Path) -> bytes:
    done = hengce("export", "--store", store_path, "--format", format, "-o", str(path))
    assert (done.status, done.err) == (0, "")
    return path.read_bytes()


def test_a_workbook_has_every_fact_with_its_words_and_is_the_same_twice(hengce: Callable[..., Finished], store_path: str, tmp_path: Path):
    first = exported(hengce, store_path, "xlsx", tmp_path / "facts.xlsx")
    assert exported(hengce, store_path, "xlsx", tmp_path / "again.xlsx") == first
    facts = [json.loads(line) for line in exported(hengce, store_path, "jsonl", tmp_path / "facts.jsonl").splitlines()]
    book = load_workbook(tmp_path / "facts.xlsx")
    rows = [
        dict(zip([c.value for c in sheet[1]], row, strict=True)) for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    assert sorted((row["iri"], row["quote"], row["start"]) for row in rows) == sorted((f["iri"], f["quote"], f["start"]) for f in facts)
    assert [sheet.title for sheet in book][:3] == ["文件", "门槛", "目标"]
    threshold = next(row for row in book["门槛"].iter_rows(min_row=2, values_only=True) if "80分及以上" in str(row))
    assert 80 in threshold


def test_documents_for_spacy_have_facts_as_spans(hengce: Callable[..., Finished], store_path: str, tmp_path: Path):
    exported(hengce, store_path, "spacy", tmp_path / "facts.spacy")
    facts = [json.loads(line) for line in exported(hengce, store_path, "jsonl", tmp_path / "facts.jsonl").splitlines()]
    docs = list(DocBin().from_disk(tmp_path / "facts.spacy").get_docs(spacy.blank("zh").vocab))
    found = {span.id_: (span.label_, span.kb_id_, span.text) for doc in docs for span in doc.spans["facts"]}
    assert found.keys() == {fact["iri"] for fact in facts}
    for fact in facts:
        kind, subject, text = found[fact["iri"]]
        assert (kind, subject) == (fact["kind"], fact["subject"] or "")
        assert fact["quote"] in text
