"""What people correct: applied after reading, marked as theirs, and left out with a word where it no longer fits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hengce.corpus import corrections
from hengce.corpus.document import Document
from hengce.corpus.library import Library
from hengce.corpus.structure import outline
from hengce.extract.build import build, dump_nquads, notices
from hengce.extract.corrections import Corrected, apply
from hengce.extract.facts import Fact, Threshold
from hengce.extract.graph import numbers
from hengce.extract.pipeline import read
from hengce.ontology.errors import CorpusError
from hengce.ontology.identifiers import DEFAULT_BASE, Identifiers
from hengce.ontology.store import Store, open_store

NOTICE = """厦门市工业和信息化局关于开展绿色工厂创建工作的通知

各有关企业：
一、创建条件
（一）第三方评价得分达到85分及以上的，认定为市级绿色工厂。
（二）专职人员不少于10人。
二、支持政策
对认定为市级绿色工厂的企业，给予一次性奖励50万元。
"""
SHA = "f" * 64
WHO: dict[str, Any] = {"reason": "核对原文", "who": "张三", "when": "2024-05-01"}
Apply = Callable[..., Corrected]


@pytest.fixture(scope="module")
def notice() -> Document:
    return outline("notice", NOTICE)


@pytest.fixture(scope="module")
def facts(notice: Document) -> list[Fact]:
    return read(notice)


@pytest.fixture(scope="module")
def score(facts: list[Fact]) -> Fact:
    return next(fact for fact in facts if isinstance(fact, Threshold) and fact.min == 85)


@pytest.fixture
def corrected(tmp_path: Path, notice: Document, facts: list[Fact]) -> Apply:
    """Applies corrections to the facts of the notice, as read from a file."""

    def run(*records: dict[str, Any], facts: list[Fact] = facts) -> Corrected:
        path = tmp_path / "notice.jsonl"
        path.write_text("\n".join(json.dumps({**WHO, "sha256": SHA, **record}) for record in records), encoding="utf-8")
        return apply(notice, SHA, facts, corrections.load(path, "notice"))

    return run


def span(text: str, quote: str) -> dict[str, Any]:
    return {"start": text.index(quote), "end": text.index(quote) + len(quote), "quote": quote}


def of(fact: Fact) -> dict[str, Any]:
    return {"kind": fact.kind, "start": fact.start, "end": fact.end, "quote": fact.quote}


def key(fact: Fact) -> dict[str, Any]:
    return {"kind": fact.kind, "start": fact.start, "end": fact.end}


# --- applying


def test_without_corrections_nothing_changes(corrected: Apply, facts: list[Fact]) -> None:
    result = corrected()
    assert (result.facts, result.numbers, result.applied, result.notices) == (facts, numbers(facts), [], ())


def test_a_replacement_keeps_what_it_does_not_mention(corrected: Apply, facts: list[Fact], score: Fact) -> None:
    result = corrected({"action": "replace", **of(score), "replaces": key(score), "fields": {"min": 90, "metric": None}})
    stated = next(fact for fact in result.facts if fact.rule == "person")
    assert stated == score.but(min=90, metric=None, rule="person", certainty="sure")
    assert score not in result.facts
    assert len(result.facts) == len(facts)
    # The person's fact has an address of its own, so that it can be a revision of the other.
    assert result.numbers[result.facts.index(stated)] == numbers(facts)[facts.index(score)] + 1


def test_an_addition(corrected: Apply, facts: list[Fact]) -> None:
    record = {"action": "add", "kind": "cycle", **span(NOTICE, "一次性奖励"), "fields": {"period": "P1Y", "subject": "绿色工厂"}}
    result = corrected(record)
    (stated,) = set(result.facts) - set(facts)
    assert stated.to_json() == {
        "doc": "notice", "kind": "cycle", "quote": "一次性奖励", "start": record["start"], "end": record["end"], "path": "二",
        "subject": "绿色工厂", "rule": "person", "alignment": "exact", "certainty": "sure", "period": "P1Y", "action": None,
    }  # fmt: skip
    kinds = [fact.kind for fact in result.facts]
    assert kinds.index("cycle") > max(i for i, kind in enumerate(kinds) if kind == "incentive")  # in the order of the contract


def test_a_withdrawal(corrected: Apply, facts: list[Fact], score: Fact) -> None:
    result = corrected({"action": "withdraw", "replaces": key(score)})
    assert result.facts == [fact for fact in facts if fact != score]
    assert (result.applied[0].stated, result.applied[0].wrong and result.applied[0].wrong.fact) == (None, score)


def test_of_several_facts_on_one_span_the_named_one_is_meant(corrected: Apply, facts: list[Fact], score: Fact) -> None:
    behind = facts.index(score) + 1
    twice = [*facts[:behind], score.but(level="省级"), *facts[behind:]]
    told = corrected({"action": "withdraw", "replaces": key(score)}, facts=twice)
    assert (told.facts, len(told.notices)) == (twice, 1)
    assert "replaces.n" in told.notices[0].zh
    assert corrected({"action": "withdraw", "replaces": {**key(score), "n": 2}}, facts=twice).facts == facts


def test_a_replacement_may_be_of_another_kind(corrected: Apply, score: Fact) -> None:
    record = {"action": "replace", **of(score), "kind": "criterion", "replaces": key(score), "fields": {"text": "得分够高"}}
    stated = next(fact for fact in corrected(record).facts if fact.rule == "person")
    assert (stated.kind, stated.subject, stated.start) == ("criterion", None, score.start)


def test_numbers_are_written_as_facts_have_them(corrected: Apply, score: Fact) -> None:
    result = corrected({"action": "replace", **of(score), "replaces": key(score), "fields": {"min": 90.0, "max": 95.5}})
    stated = next(fact for fact in result.facts if isinstance(fact, Threshold) and fact.rule == "person")
    assert json.dumps([stated.min, stated.max]) == "[90, 95.5]"


# --- what no longer fits


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sha256": "0" * 64}, "sha256"),
        ({"start": 0, "end": 5, "quote": "厦门市工信"}, "0-5"),
        ({"replaces": {"kind": "threshold", "start": 0, "end": 3}}, "没有读出"),
        ({"fields": {}}, "相同"),
    ],
)
def test_what_no_longer_fits_is_told_and_left(corrected: Apply, facts: list[Fact], score: Fact, change: dict[str, Any], said: str) -> None:
    result = corrected({"action": "replace", **of(score), "replaces": key(score), "fields": {"min": 90}, **change})
    assert (result.facts, result.applied) == (facts, [])
    (told,) = result.notices
    assert said in told.zh
    assert "notice.jsonl:1" in told.zh
    assert "notice.jsonl:1" in told.en


def test_a_fact_that_is_read_by_now_is_not_added_again(corrected: Apply, facts: list[Fact], score: Fact) -> None:
    fields = {
        name: value for name, value in score.to_json().items() if name not in ("doc", "path", "rule", "alignment", "certainty", *of(score))
    }
    result = corrected({"action": "add", **of(score), "fields": fields})
    assert (result.facts, len(result.notices)) == (facts, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "treshold"}, "threshold"),
        ({"fields": {"amount": 5}}, "metric"),
        ({"fields": {"quote": "x"}}, "quote"),
        ({"fields": {"rule": "x"}}, "rule"),
        ({"fields": {"min": "90"}}, "number"),
        ({"fields": {"min": True}}, "number"),
        ({"fields": {"min": 1e300}}, "number"),
        ({"fields": {"unit": ""}}, "text"),
        ({"fields": {"min_inclusive": 1}}, "true/false"),
        ({"fields": {"effect": "win"}}, "recognise"),
        ({"replaces": {"kind": "x", "start": 0, "end": 1}}, "threshold"),
        ({"kind": "cycle", "fields": {"period": "三年"}}, "P3Y"),
        ({"kind": "cycle", "fields": {"action": "复核"}}, "period"),
        ({"kind": "target", "fields": {"by": "2025年"}}, "ISO"),
    ],
)
def test_what_no_text_could_fit_is_refused_with_its_line(corrected: Apply, score: Fact, change: dict[str, Any], said: str) -> None:
    first = {"action": "add", "kind": "definition", **span(NOTICE, "绿色工厂"), "fields": {"text": "甲"}}
    with pytest.raises(CorpusError) as caught:
        corrected(first, {"action": "replace", **of(score), "replaces": key(score), "fields": {"min": 90}, **change})
    assert "第 2 行" in caught.value.zh
    assert said in caught.value.zh


def test_two_that_correct_one_fact_are_refused(corrected: Apply, score: Fact) -> None:
    with pytest.raises(CorpusError, match="第 1 行"):
        corrected({"action": "withdraw", "replaces": key(score)}, {"action": "withdraw", "replaces": {**key(score), "n": 1}})


def test_there_is_one_document_fact(corrected: Apply, facts: list[Fact]) -> None:
    own = facts[0]
    with pytest.raises(CorpusError, match="replace"):
        corrected({"action": "add", **of(own), "fields": {"title": "别的"}})
    assert corrected({"action": "replace", **of(own), "replaces": key(own), "fields": {"issuer": "甲局", "date": None}}).stated() == {
        "issuer": "甲局",
        "date": None,
    }
    assert corrected().stated() == {}


# --- in a build

H = f"PREFIX h: <{DEFAULT_BASE}ontology#>\nPREFIX prov: <http://www.w3.org/ns/prov#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
IDS = Identifiers()
FUJIAN = "fujian-2018"


@pytest.fixture(scope="module")
def store(store_path: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store of the packaged corpus, whose cache spares reading the texts again."""
    return Path(shutil.copytree(store_path, tmp_path_factory.mktemp("corrections") / "store"))


@pytest.fixture(scope="module")
def bands(store_path: str) -> list[dict[str, Any]]:
    """The thresholds of Fujian as the store has them."""
    query = f"""SELECT ?fact ?start ?end ?quote ?min {{ ?fact a h:Threshold ; h:document <{IDS.document(FUJIAN)}> ;
        h:start ?start ; h:end ?end ; h:quote ?quote ; h:min ?min FILTER(!STRENDS(STR(?fact), "~2")) }} ORDER BY ?start"""
    with open_store(store_path) as opened:
        return [dict(row) for row in opened.select(H + query)]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, bands: list[dict[str, Any]]) -> Path:
    """A user's corpus that corrects a packaged document."""
    folder = tmp_path_factory.mktemp("own")
    sha = Library().get(FUJIAN).sha256
    wrong, other = ({"kind": "threshold", "start": int(band["start"]), "end": int(band["end"])} for band in bands[:2])
    records = [
        {"action": "replace", **wrong, "quote": bands[0]["quote"], "fields": {"min": 81.5}, "replaces": wrong},
        {"action": "withdraw", "replaces": other},
        {"action": "withdraw", "replaces": {"kind": "threshold", "start": 0, "end": 1}},
    ]
    write(folder, *({**WHO, "sha256": sha, **record} for record in records))
    return folder


def write(folder: Path, *records: dict[str, Any]) -> None:
    (folder / "corrections").mkdir(exist_ok=True)
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (folder / "corrections" / f"{FUJIAN}.jsonl").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def graph(store: Path, own: Path) -> Iterator[Store]:
    build(Library(own), str(store))
    with open_store(str(store)) as opened:
        yield opened


def test_a_person_is_told_from_the_program(graph: Store, bands: list[dict[str, Any]]) -> None:
    rows = graph.select(H + """SELECT ?fact ?min ?rule ?who ?day ?reason ?action ?wrong {
        ?fact a h:Fact ; h:min ?min ; h:rule ?rule ; prov:wasAttributedTo ?person ; prov:wasGeneratedBy ?correction ;
            prov:wasRevisionOf ?wrong .
        ?person a prov:Person ; rdfs:label ?who .
        ?correction a h:Correction, prov:Activity ; h:correctionAction ?action ; h:correctionReason ?reason ; h:correctedOn ?date ;
            prov:wasAssociatedWith ?person . BIND(STR(?date) AS ?day) }""").rows  # fmt: skip
    wrong = str(bands[0]["fact"])
    (row,) = rows
    assert (str(row["fact"]).startswith(wrong + "~"), row["wrong"]) == (True, wrong)
    assert (float(row["min"]), row["rule"], row["who"], row["day"]) == (81.5, "person", "张三", "2024-05-01")  # type: ignore[arg-type]
    assert (row["reason"], row["action"]) == ("核对原文", "replace")


def test_what_was_wrong_is_no_fact_but_not_lost(graph: Store, bands: list[dict[str, Any]]) -> None:
    rows = graph.select(H + """SELECT ?wrong ?said ?action { ?wrong a prov:Entity ; prov:value ?said ; prov:wasInvalidatedBy ?correction .
        ?correction h:correctionAction ?action } ORDER BY ?action""").rows  # fmt: skip
    assert [(row["wrong"], row["action"]) for row in rows] == [(bands[0]["fact"], "replace"), (bands[1]["fact"], "withdraw")]
    assert [json.loads(str(row["said"]))["min"] for row in rows] == [int(band["min"]) for band in bands[:2]]
    for band in bands[:2]:
        assert not graph.ask(H + f"ASK {{ <{band['fact']}> a h:Fact }}")
        assert not graph.ask(H + f"ASK {{ <{band['fact']}> h:document ?document }}")


def test_the_count_of_facts_is_that_of_the_graph(graph: Store, store_path: str) -> None:
    with open_store(store_path) as before:
        assert graph.info.facts == before.info.facts - 1
    assert graph.select(H + "SELECT (COUNT(*) AS ?n) { ?f a h:Fact }").rows == [{"n": graph.info.facts}]
    assert graph.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == [{"n": graph.info.triples}]


def test_every_term_is_declared_and_no_node_is_blank(graph: Store, store: Path) -> None:
    assert graph.info.documents == len(Library().ids())
    used = graph.select(H + "SELECT DISTINCT ?p { ?s ?p ?o FILTER(STRSTARTS(STR(?p), STR(h:))) MINUS { ?p rdfs:isDefinedBy ?o2 } }").rows
    assert used == []
    assert not [line for piece in dump_nquads(str(store)) for line in piece.splitlines() if line.startswith(b"_:")]


def test_the_same_corrections_give_the_same_bytes(graph: Store, store_path: str, own: Path, tmp_path: Path, store: Path) -> None:
    shutil.copytree(store_path, tmp_path / "again")
    build(Library(own), str(tmp_path / "again"))
    assert b"".join(dump_nquads(str(tmp_path / "again"))) == b"".join(dump_nquads(str(store)))


def test_a_build_tells_what_it_left_out_and_the_store_remembers(store_path: str, own: Path, tmp_path: Path) -> None:
    shutil.copytree(store_path, tmp_path / "again")
    told = []
    build(Library(own), str(tmp_path / "again"), warn=told.append)
    assert [f"{FUJIAN}.jsonl:3" in notice.zh for notice in told] == [True]
    assert notices(str(tmp_path / "again")) == told
    assert notices(store_path) == []


def test_changed_corrections_are_noticed_and_no_text_is_read_again(store_path: str, own: Path, tmp_path: Path) -> None:
    store = shutil.copytree(store_path, tmp_path / "store")
    cached = {path: path.stat().st_mtime_ns for path in (store / "cache").iterdir()}
    folder = shutil.copytree(own, tmp_path / "own")
    versions = [open_store(str(store)).info.data_version, build(Library(folder), str(store)).data_version]
    lines = [json.loads(line) for line in (folder / "corrections" / f"{FUJIAN}.jsonl").read_text(encoding="utf-8").split("\n")]
    write(folder, {**lines[0], "fields": {"min": 82}}, *lines[1:])
    versions.append(build(Library(folder), str(store)).data_version)
    assert len(set(versions)) == 3
    (folder / "corrections" / f"{FUJIAN}.jsonl").unlink()
    assert build(Library(folder), str(store)).data_version == versions[0]
    assert {path: path.stat().st_mtime_ns for path in (store / "cache").iterdir()} == cached


def test_a_broken_line_leaves_the_old_graph(store_path: str, own: Path, tmp_path: Path) -> None:
    store = shutil.copytree(store_path, tmp_path / "store")
    folder = shutil.copytree(own, tmp_path / "own")
    before = open_store(str(store)).info
    write(folder, {"action": "add"})
    with pytest.raises(CorpusError, match="第 1 行"):
        build(Library(folder), str(store))
    assert open_store(str(store)).info == before


def test_what_a_person_says_of_the_document_goes_before_the_packaged_manifest(store_path: str, tmp_path: Path) -> None:
    store = shutil.copytree(store_path, tmp_path / "store")
    with open_store(store_path) as opened:
        (row,) = opened.select(H + f"""SELECT ?start ?end ?quote {{ ?fact a h:DocumentStatement ; h:document <{IDS.document(FUJIAN)}> ;
            h:start ?start ; h:end ?end ; h:quote ?quote }}""").rows  # fmt: skip
    own = {"kind": "document", "start": int(str(row["start"])), "end": int(str(row["end"]))}
    record = {"action": "replace", **own, "quote": row["quote"], "replaces": own, "fields": {"issuer": "福建省经济和信息化委员会"}}
    write(tmp_path, {**WHO, "sha256": Library().get(FUJIAN).sha256, **record})
    build(Library(tmp_path), str(store))
    with open_store(str(store)) as opened:
        assert opened.ask(f"""PREFIX eli: <http://data.europa.eu/eli/ontology#>
            ASK {{ <{IDS.document(FUJIAN)}> eli:passed_by <{IDS.agency("福建省经济和信息化委员会")}> }}""")  # fmt: skip
