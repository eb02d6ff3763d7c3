"""The build: the same bytes for the same texts, nothing read twice, and the old graph whole whatever happens."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pyoxigraph
import pytest

from hengce.corpus.library import Library
from hengce.extract.build import build, dump_nquads
from hengce.extract.cache import FactCache, rules_version
from hengce.extract.facts import Fact
from hengce.extract.pipeline import read_text
from hengce.ontology.dataset import QUERY, described
from hengce.ontology.errors import CorpusError, EvidenceError, InvalidParameter, StoreBusy, StoreError
from hengce.ontology.history import History
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.results import BuildInfo, table_from_json
from hengce.ontology.rules import rules
from hengce.ontology.store import open_store

H = f"PREFIX h: <{DEFAULT_BASE}ontology#>\nPREFIX eli: <http://data.europa.eu/eli/ontology#>\n"
NOTICE = """某省工业和信息化厅关于开展绿色工厂创建工作的通知

各设区市工信局：
一、创建条件
（一）第三方评价得分达到85分及以上的，认定为省级绿色工厂。
（二）对认定为省级绿色工厂的企业，给予一次性奖励50万元。
"""


def dump(location: str | Path) -> bytes:
    return b"".join(dump_nquads(str(location)))


@pytest.fixture(scope="session")
def packaged(store_path: str) -> bytes:
    """The dump of the store of the packaged corpus."""
    return dump(store_path)


@pytest.fixture
def store(store_path: str, tmp_path: Path) -> Path:
    """A copy of the store of the packaged corpus, cache and all, to be built into."""
    shutil.copytree(store_path, tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's corpus of one text."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return folder


# --- what is built


def test_info_counts_what_is_there(store_path: str) -> None:
    with open_store(store_path) as opened:
        info = opened.info
        assert info.base == DEFAULT_BASE
        assert info.version == version("hengce")
        counts = {
            "documents": "SELECT (COUNT(*) AS ?n) { ?d a h:PolicyDocument }",
            "facts": "SELECT (COUNT(*) AS ?n) { ?f a h:Fact }",
            "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        }
        for name, query in counts.items():
            assert opened.select(H + query).rows == [{"n": getattr(info, name)}], name
    assert info.documents == len(list(Library().ids()))
    assert info.facts == sum(len(read_text(id, Library().get(id).text)) for id in Library().ids())


def test_each_document_has_its_graph(store_path: str) -> None:
    with open_store(store_path) as opened:
        graphs = {row["g"] for row in opened.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert graphs == {f"{DEFAULT_BASE}id/graph/{name}" for name in [*Library().ids(), "ontology", "inferred", "build"]}


def test_quotes_stand_in_the_stored_texts(store_path: str) -> None:
    with open_store(store_path) as opened:
        texts = {row["d"]: str(row["text"]) for row in opened.select(H + "SELECT ?d ?text { ?d h:text ?text }")}
        rows = opened.select(H + "SELECT ?d ?quote ?start ?end { ?f h:document ?d ; h:quote ?quote ; h:start ?start ; h:end ?end }").rows
    assert rows
    for row in rows:
        start, end = row["start"], row["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert texts[row["d"]][start:end] == row["quote"]


def test_description_of_the_dump_is_the_info(store_path: str) -> None:
    """An endpoint into which the dump is loaded says of itself what the folder says."""
    store = pyoxigraph.Store()
    for piece in dump_nquads(store_path):
        store.load(piece, pyoxigraph.RdfFormat.N_QUADS)
    solutions = store.query(QUERY, use_default_graph_as_union=True)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    table = table_from_json(solutions.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b"")
    with open_store(store_path) as opened:
        assert described(table) == opened.info


def test_the_build_says_what_it_used_and_made(store_path: str) -> None:
    """PROV-O: one activity, by the version of the data, with the texts it read, the program, and the dataset."""
    with open_store(store_path) as opened:
        rows = opened.select("""
PREFIX h: <https://w3id.org/hengce/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?build ?id WHERE {
  ?dataset prov:wasGeneratedBy ?build ; prov:wasAttributedTo ?program .
  ?build a h:Build ; prov:wasAssociatedWith ?program ; prov:used/h:id ?id .
} ORDER BY ?id""").rows
        assert {row["build"] for row in rows} == {f"https://w3id.org/hengce/id/build/{opened.info.data_version}"}
        assert [row["id"] for row in rows] == [
            "fujian-2018",
            "jiangsu-2016",
            "miit-2016-586",
            "ningbo-2017-2019-draft",
            "shanghai-2021-2025",
        ]


def test_data_version_is_the_hash_of_program_rules_and_stated_graphs(store_path: str) -> None:
    """What is inferred, and what the graph says of itself, follows from these."""
    with open_store(store_path) as opened:
        info = opened.info
    derived = tuple(f" <{DEFAULT_BASE}id/graph/{name}> .\n".encode() for name in ("inferred", "build"))
    stated = [piece for piece in dump_nquads(store_path) if not piece.endswith(derived)]
    made_by = "\n".join((info.version, *rules().values())) + "\n"
    assert sha256(b"".join([made_by.encode(), *stated])).hexdigest()[:16] == info.data_version


def test_what_rules_infer_stands_in_a_graph_of_its_own(store_path: str, packaged: bytes) -> None:
    """Nothing that is stated is said to be inferred, and the graph's description counts what is."""
    graph = f"{DEFAULT_BASE}id/graph/inferred"
    lines = [line.rpartition(" <") for line in packaged.decode("utf-8").splitlines()]
    found, stated = ({said for said, _, name in lines if name.startswith(graph) is own} for own in (True, False))
    assert found
    assert not found & stated
    with open_store(store_path) as opened:
        assert opened.info.inferred == len(found)


def test_no_blank_nodes_and_no_repetitions(packaged: bytes) -> None:
    lines = packaged.splitlines()
    assert len(lines) == len(set(lines))
    assert not [line for line in lines if line.startswith(b"_:") or b" _:" in line.partition(b'"')[0]]


def test_another_base(tmp_path: Path) -> None:
    info = build(Library(), str(tmp_path / "store"), base="http://example.org/policies/")
    assert info.base == "http://example.org/policies/"
    assert DEFAULT_BASE.encode() not in dump(tmp_path / "store")


# --- the same bytes


BUILD = """
    import sys
    from pathlib import Path
    from hengce.corpus.library import Library
    from hengce.extract.build import build

    def tell(stage, done, total):
        if len(sys.argv) > 3 and (stage, done) == ("load", 1):
            print("loading", flush=True)
            sys.stdin.read()

    if __name__ == "__main__":
        build(Library(), sys.argv[1], workers=int(sys.argv[2]), progress=tell)
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "build_it.py"
    path.write_text(textwrap.dedent(BUILD))
    return path


def test_dump_is_the_same_in_every_process(packaged: bytes, tmp_path: Path, script: Path) -> None:
    """Another hash seed gives sets another order; two processes finish in any order."""
    subprocess.run([sys.executable, script, tmp_path / "store", "2"], env=os.environ | {"PYTHONHASHSEED": "271828"}, check=True)
    assert dump(tmp_path / "store") == packaged


def test_dump_is_sorted(store_path: str) -> None:
    pieces = list(dump_nquads(store_path))
    assert all(piece.splitlines() == sorted(piece.splitlines()) for piece in pieces)
    graphs = [piece.partition(b"\n")[0].rpartition(b" <")[2] for piece in pieces]
    assert graphs == sorted(graphs)


# --- nothing is read twice


def stages(library: Library, store: Path) -> tuple[BuildInfo, list[tuple[str, int, int]]]:
    told: list[tuple[str, int, int]] = []
    return build(library, str(store), progress=lambda stage, done, total: told.append((stage, done, total))), told


def test_progress(own: Path, store: Path) -> None:
    _, told = stages(Library(own), store)
    assert [step for step in told if step[0] == "read"] == [("read", i, 6) for i in range(7)]
    assert [step for step in told if step[0] == "load"] == [("load", i, 7) for i in range(8)]  # six documents and the ontology


def test_an_unchanged_corpus_is_not_loaded_again(store: Path, packaged: bytes) -> None:
    files = sorted((store / "builds").rglob("*.sst"))
    info, told = stages(Library(), store)
    assert [stage for stage, *_ in told] == ["read"] * 6
    assert sorted((store / "builds").rglob("*.sst")) == files
    assert dump(store) == packaged
    assert info.data_version == next((store / "builds").iterdir()).name


def test_facts_of_unchanged_texts_come_from_the_cache(store: Path, own: Path) -> None:
    """Told apart by facts that no rule reads: they are in the graph only if the text was not read again."""
    cache = FactCache(store / "cache")
    for id in Library().ids():
        text = Library().get(id).text
        facts = cache.get(id, text)
        assert facts
        cache.put(id, text, [fact.but(rule=f"cached/{fact.rule}") for fact in facts])
    build(Library(own), str(store))
    with open_store(str(store)) as opened:
        rows = opened.select(H + "SELECT DISTINCT ?id { ?f h:rule ?rule ; h:document/h:id ?id FILTER(STRSTARTS(?rule, 'cached/')) }").rows
    assert sorted(str(row["id"]) for row in rows) == sorted(Library().ids())


def test_a_changed_text_is_read_again_and_the_cache_does_not_grow(store: Path, own: Path) -> None:
    build(Library(own), str(store))
    first = set((store / "cache").iterdir())
    (own / "notice.txt").write_text(NOTICE.replace("85分", "90分"), encoding="utf-8")
    build(Library(own), str(store))
    second = set((store / "cache").iterdir())
    assert len(first) == len(second) == 6
    assert len(first & second) == 5
    with open_store(str(store)) as opened:
        minima = opened.select(H + "SELECT ?min { ?f a h:Threshold ; h:document/h:id 'notice' ; h:min ?min }").rows
    assert minima == [{"min": 90}]


def test_a_document_that_is_gone_leaves_the_graph(store: Path, own: Path, packaged: bytes) -> None:
    build(Library(own), str(store))
    assert b"id/document/notice>" in dump(store)
    build(Library(), str(store))
    assert dump(store) == packaged


def test_a_damaged_cache_is_read_over(store: Path, packaged: bytes) -> None:
    damages = [b"", b"\xff\xfe", b"0\n[]", b"\n{"]
    *files, last = sorted((store / "cache").iterdir())
    contents = {path: path.read_bytes() for path in (*files, last)}
    for path, damage in zip(files, damages, strict=True):
        path.write_bytes(damage)
    last.write_bytes(contents[last][: contents[last].rindex(b"\n")])  # cut at the end of a line
    build(Library(), str(store))
    assert dump(store) == packaged
    assert {path: path.read_bytes() for path in contents} == contents


def test_a_cached_fact_must_stand_in_its_text(tmp_path: Path) -> None:
    cache, text = FactCache(tmp_path), "线分\u2028隔符后的第一条：得分达到85分及以上。"
    fact = Fact.from_json({"doc": "d", "kind": "definition", "quote": text[2:5], "start": 2, "end": 5, "path": "", "text": "x"})
    cache.put("d", text, [fact])
    assert cache.get("d", text) == [fact]
    assert cache.get("e", text) is None
    assert cache.get("d", text + "。") is None
    cache.put("d", text, [fact.but(quote="隔符后")])
    with pytest.raises(EvidenceError):
        cache.get("d", text)
    cache.put("d", text, [])
    assert cache.get("d", text) == []


def test_the_version_of_the_rules_follows_code_and_data(root: Path, tmp_path: Path) -> None:
    for room in ("ontology", "corpus", "extract"):
        shutil.copytree(root / room, tmp_path / "hengce" / room, ignore=shutil.ignore_patterns("__pycache__"))

    def copied() -> str:
        command = "import sys; sys.path.insert(0, '.'); from hengce.extract.cache import rules_version; print(rules_version())"
        return subprocess.run([sys.executable, "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip()

    def change(file: Path) -> None:
        file.write_bytes(file.read_bytes() + b"\n")

    version = copied()
    assert version == rules_version.__wrapped__()
    for harmless in [*tmp_path.rglob("README.md"), *(tmp_path / "hengce/corpus/texts").iterdir()]:
        change(harmless)
    assert copied() == version
    for name in ("ontology/policy.ttl", "corpus/structure.py", "extract/pipeline.py"):
        change(tmp_path / "hengce" / name)
        assert copied() != version
        version = copied()


# --- whatever happens


def start(script: Path, store: Path, own: Path | None = None) -> subprocess.Popen[str]:
    """Another process that builds, up to the middle of loading, and waits there."""
    process = subprocess.Popen([sys.executable, script, store, "1", "wait"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "loading\n"
    return process


@pytest.fixture
def outdated(store: Path, own: Path) -> bytes:
    """The dump of the store, after a text was added that the next build of :data:`BUILD` does not have."""
    build(Library(own), str(store))
    return dump(store)


def test_a_killed_build_leaves_the_old_graph_and_the_next_cleans_up(store: Path, outdated: bytes, script: Path, packaged: bytes) -> None:
    with start(script, store) as process:
        process.send_signal(signal.SIGKILL)
    assert len(list((store / "builds").iterdir())) == 2
    assert dump(store) == outdated
    build(Library(), str(store))
    assert dump(store) == packaged
    assert len(list((store / "builds").iterdir())) == 1


def test_during_a_build_readers_go_on_and_a_second_build_is_refused(store: Path, outdated: bytes, script: Path) -> None:
    query = H + "SELECT ?id { ?d h:id ?id } ORDER BY ?id"
    with open_store(str(store)) as opened, opened.snapshot() as snapshot:
        with start(script, store) as process:
            assert len(opened.select(query)) == 6
            with pytest.raises(StoreBusy):
                build(Library(), str(store))
            assert dump(store) == outdated
            process.communicate("")  # go on, to the end
        assert process.returncode == 0
        assert len(opened.select(query)) == 5
        assert len(snapshot.select(query)) == 6


def test_a_text_that_cannot_be_read_stops_the_build(store: Path, own: Path, packaged: bytes) -> None:
    (own / "binary.txt").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(CorpusError, match="binary"):
        build(Library(own), str(store))
    assert dump(store) == packaged
    (own / "binary.txt").unlink()
    build(Library(own), str(store))
    assert dump(store) != packaged


@pytest.mark.parametrize("name", ["ontology", "build"])
def test_names_of_the_stores_own_graphs_are_taken(store: Path, own: Path, name: str) -> None:
    (own / f"{name}.txt").write_text(NOTICE, encoding="utf-8")
    with pytest.raises(CorpusError, match=name):
        build(Library(own), str(store))


def test_errors_of_reading_cross_processes() -> None:
    """An error with a parameter and allowed values arrives whole."""
    error = InvalidParameter("甲", "a", parameter="p", allowed=["1", "2"])
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is InvalidParameter
    assert (again.zh, again.en, again.parameter, again.allowed) == ("甲", "a", "p", ("1", "2"))
    assert type(pickle.loads(pickle.dumps(EvidenceError("乙", "b")))) is EvidenceError


@pytest.mark.parametrize("damage", [shutil.rmtree, lambda data: [path.write_bytes(b"\0" * 64) for path in data.glob("*.sst")]])
def test_a_damaged_store_is_repaired(store: Path, damage: Callable[[Path], object], packaged: bytes) -> None:
    damage(next((store / "builds").iterdir()) / "data")
    build(Library(), str(store))
    assert dump(store) == packaged


def test_a_full_disk_leaves_the_old_graph(store: Path, own: Path, packaged: bytes) -> None:
    """A limit on the size of files fails like a full disk: first a cache entry does not fit, then a file of the database."""
    code = """
        import resource, signal, sys
        from pathlib import Path
        from hengce.corpus.library import Library
        from hengce.extract.build import build
        from hengce.ontology.errors import StoreError
        library = Library(Path(sys.argv[2]))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        for limit in (1_000, 3_000_000):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            try:
                build(library, sys.argv[1])
            except StoreError as error:
                print("refused:", error.zh)
    """
    result = subprocess.run([sys.executable, "-c", textwrap.dedent(code), store, own], capture_output=True, text=True, check=True)
    assert result.stdout.count("refused: ") == result.stdout.count("写") == 2, result
    assert dump(store) == packaged
    build(Library(own), str(store))
    assert dump(store) != packaged


def test_a_build_killed_at_some_points_leaves_a_whole_graph(root: Path) -> None:
    """The short form of ``make soak``: the old graph or the new one, to the byte, and the next build mends everything."""
    done = subprocess.run([sys.executable, "-m", "tests.extract.faults", "3"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 builds killed: ")


def test_texts_that_change_under_way_are_read_once(tmp_path: Path, own: Path, store: Path) -> None:
    """A text that is overwritten again and again while all are read is in the graph as it was when it was read."""

    def overwrite(stage: str, done: int, total: int) -> None:
        (own / "notice.txt").write_text(NOTICE.replace("85分", f"{60 + done}分").replace("50万", f"{done}万"), encoding="utf-8")

    build(Library(own), str(store), progress=overwrite)
    with open_store(str(store)) as opened:
        (row,) = opened.select(H + 'SELECT ?text ?hash { ?d h:id "notice" ; h:text ?text ; h:sha256 ?hash }').rows
        quotes = opened.select(
            H + 'SELECT ?quote ?start ?end { ?f h:document/h:id "notice" ; h:quote ?quote ; h:start ?start ; h:end ?end }'
        )
    assert sha256(str(row["text"]).encode()).hexdigest() == row["hash"]
    assert quotes.rows
    assert all(str(row["text"])[int(each["start"]) : int(each["end"])] == each["quote"] for each in quotes)


def test_a_text_that_goes_under_way_stops_the_build(own: Path, store: Path) -> None:
    before = dump(store)
    library = Library(own)
    (own / "notice.txt").unlink()
    with pytest.raises(CorpusError, match="notice"):
        build(library, str(store))
    assert dump(store) == before


def test_an_endpoint_cannot_be_built(tmp_path: Path) -> None:
    for act in (lambda: build(Library(), "http://127.0.0.1:1/sparql"), lambda: dump("https://e/sparql")):
        with pytest.raises(InvalidParameter, match="hengce build --store") as raised:
            act()
        assert raised.value.parameter == "store"


def test_arguments_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(InvalidParameter, match="workers"):
        build(Library(), str(tmp_path / "store"), workers=0)
    for base in ("", "example.org/", "http://example.org/id", "http://example.org/ /"):
        with pytest.raises(InvalidParameter):
            build(Library(), str(tmp_path / "store"), base=base)
    assert not (tmp_path / "store").exists()


def test_a_folder_of_something_else(tmp_path: Path, own: Path) -> None:
    with pytest.raises(StoreError, match="不是空目录"):
        build(Library(), str(own))
    assert [path.name for path in own.iterdir()] == ["notice.txt"]


# --- stores of earlier versions of the program


def test_a_store_of_an_earlier_version_is_read_and_renewed(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its graph still answers; a build makes this version's, and no document counts as changed by it."""
    with monkeypatch.context() as patch:
        patch.setattr("hengce.extract.build.PROGRAM_VERSION", "0.0.9")
        old = build(Library(), str(store))
    with open_store(str(store)) as opened:
        assert opened.info.version == "0.0.9"
        new = build(Library(), str(store))
        assert opened.info == new
    assert new.version == version("hengce")
    assert new.data_version != old.data_version
    assert not History(store).steps(new.data_version)[-1].changed


@pytest.mark.parametrize(("record", "readable"), [({"inferred": None}, True), ({"triples": None}, False), ({"colour": "red"}, False)])
def test_a_record_with_other_fields(store: Path, record: dict[str, str | None], readable: bool) -> None:
    """A field that came later has a default; what is not understood is told, and the next build mends it."""
    whole = build(Library(), str(store))
    path = store / "builds" / whole.data_version / "build.json"
    fields = {**json.loads(path.read_text()), **record}
    path.write_text(json.dumps({name: value for name, value in fields.items() if value is not None}))
    if not readable:
        with pytest.raises(StoreError, match="hengce build"):
            open_store(str(store))
        assert build(Library(), str(store)) == whole
    with open_store(str(store)) as opened:
        assert opened.info.data_version == whole.data_version
