"""What a person corrected is said in every answer; what reads texts without a graph knows nothing of it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.settings import Settings
from hengce.corpus.library import Library

from .conftest import DAY
from .test_cli import Run, one_line

DOC = "fujian-2018"
QUOTE = "基本要求和提高性要求的总分达到80分及以上的，可推荐申报省级绿色工厂示范单位"


def record(**changes: Any) -> dict[str, Any]:
    source = Library().get(DOC)
    start = source.text.index(QUOTE)
    wrong = {"kind": "threshold", "start": start, "end": start + len(QUOTE)}
    return {"action": "replace", **wrong, "quote": QUOTE, "fields": {"min": 82}, "replaces": wrong, "reason": "核对", "who": "李四",
            "when": "2024-06-01", "sha256": source.sha256, **changes}  # fmt: skip


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    (folder / "corrections").mkdir()
    lines = [record(), record(sha256="0" * 64, reason="旧文")]
    (folder / "corrections" / f"{DOC}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(store_path: str, tmp_path_factory: pytest.TempPathFactory, own: Path) -> str:
    from hengce.extract.build import build

    location = str(shutil.copytree(store_path, tmp_path_factory.mktemp("corrected") / "store"))
    build(Library(own), location)
    return location


@pytest.fixture(scope="module")
def service(store: str) -> Iterator[TestClient]:
    with TestClient(create_app(Settings.load({}, store=store, query_workers=1)), raise_server_exceptions=False) as client:
        yield client


BY = {"who": "李四", "when": "2024-06-01", "reason": "核对"}


def is_by(found: Any) -> bool:
    return found is not None and {name: found[name] for name in BY} == BY and found["replaces"].endswith("/threshold/1076-1114")


def test_comparison(service: TestClient):
    answer = service.get("/compare", params={"type": "绿色工厂", "aspect": "threshold", "jurisdictions": "福建", "as_of": DAY}).json()
    cells = [cell for row in answer["rows"] for cell in row["cells"]["350000"]]
    corrected = [cell for cell in cells if cell["corrected_by"] is not None]
    assert [cell["value"]["min"] for cell in corrected] == [82]
    assert is_by(corrected[0]["corrected_by"])
    assert is_by(corrected[0]["citation"]["corrected_by"])
    assert not [cell for cell in cells if cell["value"]["min"] == 80]
    assert all("corrected_by" not in cell["citation"] for cell in cells if cell not in corrected)


def test_comparison_for_people(hengce: Run, store: str):
    words = ("compare", "绿色工厂", "--aspect", "threshold", "--in", "福建", "--as-of", DAY, "--store", store)
    assert "总分≥82分（李四2024-06-01更正）" in "".join(hengce(*words, "--format", "table").out.split())
    assert "(correctedby李四,2024-06-01)" in "".join(hengce(*words, HENGCE_LANG="en").out.split())
    lines = list(csv.DictReader(io.StringIO(hengce(*words, "--format", "csv").out)))
    assert [line["corrected_by"].startswith("who: 李四") for line in lines if line["value.min"] == "82"] == [True]
    assert {line["corrected_by"] for line in lines if line["value.min"] != "82"} == {""}


def test_facts_of_a_document(service: TestClient):
    facts = service.get(f"/documents/{DOC}/facts", params={"kind": "threshold", "limit": 100}).json()["items"]
    corrected = [fact for fact in facts if fact["corrected_by"]]
    assert [(fact["min"], fact["rule"], is_by(fact["corrected_by"])) for fact in corrected] == [(82, "person", True)]
    table = service.get(f"/documents/{DOC}/facts", params={"kind": "threshold", "format": "csv"}).text
    assert "who: 李四" in table


def test_questions(service: TestClient, hengce: Run, store: str):
    rows = service.get("/queries/thresholds", params={"document": DOC}).json()["items"]
    corrected = [row["citation"]["corrected_by"] for row in rows if "corrected_by" in row["citation"]]
    assert [is_by(each) for each in corrected] == [True]
    words = ("query", "thresholds", "--format", "csv", "--store", store, "--param")
    assert hengce(*words, f"document={DOC}").out.partition("\n")[0].strip().endswith("fact,document_status,corrected_by")
    assert hengce(*words, "document=jiangsu-2016").out.partition("\n")[0].strip().endswith(",fact,document_status")


def test_what_was_corrected_has_an_address(service: TestClient):
    fact = next(fact for fact in service.get(f"/documents/{DOC}/facts?kind=threshold").json()["items"] if fact["corrected_by"])
    for iri in (fact["iri"], fact["corrected_by"]["replaces"], "https://w3id.org/hengce/id/person/李四"):
        answer = service.get(iri.removeprefix("https://w3id.org/hengce"), headers={"Accept": "text/turtle"})
        assert answer.status_code == 200, iri
        assert "prov" in answer.text


def test_export_says_it_too(hengce: Run, store: str):
    facts = [json.loads(line) for line in hengce("export", "--format", "jsonl", "--store", store).out.splitlines()]
    assert [fact["min"] for fact in facts if fact["corrected_by"]] == [82]


def test_a_build_lists_what_it_did_not_apply(hengce: Run, store_path: str, own: Path, tmp_path: Path):
    shutil.copytree(store_path, tmp_path / "store")
    done = hengce("build", "--corpus", str(own), "--store", str(tmp_path / "store"))
    assert done.status == 0
    assert f"{DOC}.jsonl:2" in done.err
    assert "sha256" in done.err
    assert f"{DOC}.jsonl:1" not in done.err


def test_texts_are_read_and_evaluated_as_they_are(hengce: Run, store_path: str, root: Path, tmp_path: Path):
    """A broken file of corrections stops a build; what only reads does not even look at it."""
    (tmp_path / "own" / "corrections").mkdir(parents=True)
    (tmp_path / "own" / "corrections" / f"{DOC}.jsonl").write_text("{", encoding="utf-8")
    shutil.copytree(store_path, tmp_path / "store")
    corpus = ("--corpus", str(tmp_path / "own"))
    one_line(hengce("build", *corpus, "--store", str(tmp_path / "store")), f"{DOC}.jsonl", "第 1 行")
    plain = hengce("evaluate", str(root / "tests" / "gold" / f"{DOC}.jsonl"), "--format", "json")
    assert hengce("evaluate", str(root / "tests" / "gold" / f"{DOC}.jsonl"), "--format", "json", *corpus) == plain
    assert plain.status == 0
    assert '"person"' not in hengce("extract", str(root / "corpus" / "texts" / f"{DOC}.txt"), HENGCE_CORPUS=str(tmp_path / "own")).out
