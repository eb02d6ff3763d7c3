"""``hengce verify``: it passes the graph of the packaged texts whole, and finds whatever is planted in a small one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from hengce.corpus.structure import outline
from hengce.extract.graph import to_quads
from hengce.extract.pipeline import read
from hengce.ontology.definitions import definition_quads
from hengce.ontology.generations import Generations
from hengce.ontology.identifiers import Identifiers
from hengce.ontology.loading import Loader
from hengce.ontology.results import BuildInfo
from hengce.ontology.store import open_store

from ..smaller import speaks_of_elsewhere
from .conftest import Finished, process

Run = Callable[..., Finished]
IDS = Identifiers()
H = IDS.vocabulary
NO_JAVA = {"PATH": "/nowhere", "JAVA_HOME": ""}
CHECKS = ["consistency", "shapes", "hygiene", "evidence", "citations"]
TEXT = """甲省绿色工厂管理办法
第一条 根据《乙办法》（甲政发〔2015〕2号）和GB/T 36132-2018，制定本办法。
第二条 绿色工厂评价得分80分以上、不满90分的，为三星级；90分以上的，为四星级。
第三条 对绿色工厂给予20万元奖励。
"""


# --- what is sound


@pytest.fixture(scope="module")
def whole(store_path: str) -> Finished:
    """The command on the graph of the packaged texts, as JSON."""
    return process("verify", "--store", store_path, "--json")


@pytest.mark.requires("java")
def test_the_graph_of_the_packaged_texts_passes_whole(whole: Finished):
    """What continuous integration holds every build to."""
    found = json.loads(whole.out)
    assert (whole.status, whole.err, found["faults"]) == (0, "", 0)
    assert [(check["name"], check["status"], check["reason"], check["faults"]) for check in found["checks"]] == [
        (name, "passed", None, []) for name in CHECKS
    ]
    checked = {check["name"]: check["checked"] for check in found["checks"]}
    assert checked["shapes"]["documents"] == checked["evidence"]["documents"] == 5
    assert checked["evidence"]["facts"] > 400
    assert checked["evidence"]["clauses"] > 200
    assert checked["consistency"]["individuals"] > 100


def test_every_cited_document_is_in_the_graph_or_listed_as_missing(whole: Finished, store_path: str):
    with open_store(store_path) as store:
        rows = store.select(f"SELECT DISTINCT ?work ?same {{ ?fact <{H}cited> ?work OPTIONAL {{ ?work <{H}sameWorkAs> ?same }} }}").rows
    found = json.loads(whole.out)
    works = found["checks"][-1]["checked"]
    assert works == {"works": len(rows), "collected": sum("same" in row for row in rows)}
    assert works["works"] - works["collected"] == len(found["missing"])
    standard = next(each for each in found["missing"] if each["numbers"] == ["GB/T 32163"])
    assert standard == {"titles": [], "numbers": ["GB/T 32163"], "cited_by": ["jiangsu-2016", "miit-2016-586"]}
    named = {number for each in found["missing"] for number in each["numbers"]}
    assert "工信厅节函〔2016〕586号" not in named


# --- a small graph, and what is planted in it


@pytest.fixture(scope="module")
def small() -> str:
    """The graph of one short text, in N-Quads; of places elsewhere it holds nothing."""
    document = outline("own", TEXT)
    known = {"sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    lines = [f"{quad} .\n" for quad in (*to_quads(document, read(document), IDS, known), *definition_quads(IDS))]
    return "".join(line for line in lines if not speaks_of_elsewhere(line))


@pytest.fixture
def planted(small: str, tmp_path: Path) -> Callable[..., str]:
    """A store of that graph with some words of its N-Quads replaced, and with further triples in the document's graph."""

    def make(replaced: Mapping[str, str], added: str = "") -> str:
        lines = small
        for old, new in replaced.items():
            assert old in lines, old
            lines = lines.replace(old, new)
        prefixes = f"@prefix h: <{H}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @base <{IDS.base}> . "
        name = ox.NamedNode(IDS.graph("own"))
        quads = [*ox.parse(lines, format=ox.RdfFormat.N_QUADS)]
        quads += [
            ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in ox.parse(prefixes + added, format=ox.RdfFormat.TURTLE)
        ]
        graphs: dict[str, list[bytes]] = {}
        for quad in quads:
            assert isinstance(quad.graph_name, ox.NamedNode)
            graphs.setdefault(quad.graph_name.value, []).append(f"{quad} .\n".encode())
        generations = Generations(tmp_path / "planted")
        with generations.building(), generations.scratch() as scratch:
            loader = Loader(scratch / "data")
            for graph, said in graphs.items():
                loader.add(graph, said)
            facts = small.count(f" <{H}Fact> <{IDS.graph('own')}>")
            info = BuildInfo(IDS.base, "planted", "0", 1, facts, loader.triples())
            loader.close()
            generations.publish(scratch / "data", info)
        return str(tmp_path / "planted")

    return make


def faults(hengce: Run, store: str, **environ: str) -> dict[str, list[str]]:
    """The messages of each check that failed."""
    done = hengce("verify", "--store", store, "--json", HENGCE_LANG="en", **environ)
    found: dict[str, Any] = json.loads(done.out)
    assert done.status == (1 if found["faults"] else 0)
    return {check["name"]: [fault["message"] for fault in check["faults"]] for check in found["checks"] if check["status"] == "failed"}


@pytest.mark.requires("java")
def test_nothing_planted(hengce: Run, planted: Callable[..., str]):
    assert faults(hengce, planted({})) == {}


def test_as_text_in_both_languages_and_without_java(hengce: Run, planted: Callable[..., str]):
    store = planted({})
    said = hengce("verify", "--store", store, **NO_JAVA)
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].startswith("OWL 一致性：未做：未找到 Java")
    assert lines[3].startswith("原文与引文：通过（文件 1 份，事实 ")
    assert lines[4:] == ["被引文件：通过（2 种，已收录 0 种）", *MISSING, "问题 0 处"]
    english = hengce("verify", "--store", store, HENGCE_LANG="en", **NO_JAVA).out.splitlines()
    assert english[0].startswith("OWL consistency: left out: Java was not found")
    assert english[4] == "cited documents: passed (2 works, 0 collected)"
    assert "  not collected: GB/T 36132-2018 (cited by own)" in english
    assert english[-1] == "0 faults"


MISSING = ["  未收录：GB/T 36132-2018（引用者：own）", "  未收录：《乙办法》甲政发〔2015〕2号（引用者：own）"]


def test_a_reasoner_that_fails_is_a_fault(hengce: Run, planted: Callable[..., str], tmp_path: Path):
    (tmp_path / "java").write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    (tmp_path / "java").chmod(0o755)
    found = faults(hengce, planted({}), PATH=str(tmp_path), JAVA_HOME="")
    assert found.keys() == {"consistency"}
    assert "HermiT failed" in found["consistency"][0]


PLANTED: dict[str, tuple[Mapping[str, str], str, dict[str, str]]] = {
    "a quote that differs": ({f'<{H}quote> "对绿色工厂': f'<{H}quote> "对绿色园区'}, "", {"evidence": "differ from the quote"}),
    "another text": ({"对绿色工厂给予20万元奖励。\\n": "对绿色工厂给予30万元奖励。\\n"}, "", {"evidence": "does not have its SHA-256"}),
    "no text": ({f"<{H}text> \"甲省": f"<{H}source> \"甲省"}, "", {"evidence": "does not hold the text", "shapes": "exactly one text"}),
    "a document that nobody counted": (
        {}, "<id/document/x> a h:PolicyDocument ; h:id 'x' ; h:text 'x' ; h:sha256 'x' ; h:issuanceStatus 'issued' .",
        {"evidence": "it has 2", "shapes": "exactly one name"},
    ),
    "a fact without its certainty": (
        {f"<{H}certainty> \"sure\"": f"<{H}rule> \"sure\""}, "",
        {"shapes": "certainty (h:certainty): exactly one"},
    ),
    "a scheme without a name": (
        {}, "<id/unheard> a skos:ConceptScheme ; skos:definition '没有名称'@zh, 'without a name'@en .", {"hygiene": "has no label in zh"},
    ),
    "a term that nobody declared": ({}, "<id/type/绿色工厂> h:undeclared 1 .", {"hygiene": "is used and not declared"}),
    "a document that is not there": (
        {}, "<id/work/GB%2FT%2036132-2018> h:sameWorkAs <id/document/nowhere> .", {"citations": "which the graph does not have"},
    ),
    "a link that was forgotten": (
        {}, "<id/document/own> <http://data.europa.eu/eli/ontology#id_local> 'GB/T 36132-2018' .",
        {"citations": "the citation does not lead there"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("replaced", "added", "expected"), PLANTED.values(), ids=list(PLANTED))
def test_what_is_planted_is_found(
    hengce: Run, planted: Callable[..., str], replaced: Mapping[str, str], added: str, expected: dict[str, str]
):  # fmt: skip
    found = faults(hengce, planted(replaced, added), **NO_JAVA)
    assert found.keys() == expected.keys()
    for check, words in expected.items():
        assert any(words in message for message in found[check]), found[check]


@pytest.mark.requires("java")
def test_a_contradiction_in_the_data_is_found(hengce: Run, planted: Callable[..., str]):
    found = faults(hengce, planted({}, "<id/document/own> a h:Clause ."))
    assert found.keys() >= {"consistency"}
    assert "contradict each other" in found["consistency"][0]


@pytest.mark.requires("java")
def test_a_band_that_no_score_can_reach_is_found(hengce: Run, planted: Callable[..., str]):
    found = faults(hengce, planted({f'<{H}min> "80"': f'<{H}min> "90"'}))
    assert any("can have no member" in message for message in found["consistency"]), found


def test_a_text_that_has_changed(hengce: Run, planted: Callable[..., str], tmp_path: Path):
    store, own = planted({}), tmp_path / "own"
    own.mkdir()
    (own / "own.txt").write_text(TEXT, encoding="utf-8")
    assert hengce("verify", "--store", store, "--corpus", str(own), **NO_JAVA).status == 0
    (own / "own.txt").write_text(TEXT + "又", encoding="utf-8")
    done = hengce("verify", "--store", store, "--corpus", str(own), **NO_JAVA)
    assert done.status == 1
    assert done.err == "hengce: own 的原文在构建之后变了；请重新 hengce build。\n"
    assert "问题 1 处" in done.out


def test_the_command_as_users_call_it(planted: Callable[..., str]):
    store = planted({})
    done = process("verify", "--store", store, environ=NO_JAVA)
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("问题 0 处\n")
    bad = process("verify", "--store", store, "--format", "xml")
    assert (bad.status, bad.out) == (2, "")
