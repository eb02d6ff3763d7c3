"""Documents that enter the user's corpus: stored as they are, described once, and nothing of what was there is lost."""

from __future__ import annotations

import threading
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hengce.corpus import intake
from hengce.corpus.entries import with_entries
from hengce.corpus.intake import Arrival, Contents, add, identifier_of
from hengce.corpus.library import Library, is_packaged
from hengce.corpus.manifest import Entry, Metadata, load
from hengce.ontology.errors import CorpusError

TEXT = "厦门市绿色工厂管理办法\r\n第一条 为规范管理，制定本办法。\n"
KNOWN = Metadata(title="厦门市绿色工厂管理办法", jurisdiction="350200", date="2024", status="issued")


def arrival(folder: Path, id: str = "xiamen", text: str = TEXT, encoding: str = "utf-8") -> Arrival:
    path = folder / f"{id}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return Arrival(id, path, sha256(path.read_bytes()).hexdigest(), KNOWN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_stored_byte_for_byte(tmp_path: Path, encoding: str):
    given = arrival(tmp_path / "from", encoding=encoding)
    add(tmp_path / "own", [given])
    stored = tmp_path / "own" / "texts" / "xiamen.txt"
    assert stored.read_bytes() == given.path.read_bytes()
    source = Library(tmp_path / "own").get("xiamen")
    assert (source.text, source.metadata, source.sha256) == (TEXT, KNOWN, given.sha256)


def test_later_documents_join_the_manifest(tmp_path: Path):
    own = tmp_path / "own"
    add(own, [arrival(tmp_path, "a"), arrival(tmp_path, "b", TEXT + "b")])
    first = (own / "manifest.yaml").read_text(encoding="utf-8")
    add(own, [arrival(tmp_path, "c", TEXT + "c")])
    assert (own / "manifest.yaml").read_text(encoding="utf-8").startswith(first)
    assert [entry.id for entry in load(own / "manifest.yaml")] == ["a", "b", "c"]


def test_a_text_that_lies_there_already_stays_and_is_described(tmp_path: Path):
    given = arrival(tmp_path, "办法")
    add(tmp_path, [given])
    assert [(entry.id, entry.file) for entry in load(tmp_path / "manifest.yaml")] == [("办法", PurePosixPath("办法.txt"))]
    assert not (tmp_path / "texts").exists()


def test_the_packaged_corpus_is_never_written_to(tmp_path: Path, root: Path):
    assert is_packaged(root / "corpus" / "texts" / "..")
    before = sorted((root / "corpus").rglob("*"))
    with pytest.raises(CorpusError, match="自带"):
        add(root / "corpus", [arrival(tmp_path)])
    assert sorted((root / "corpus").rglob("*")) == before


def test_all_or_none(tmp_path: Path):
    own = tmp_path / "own"
    add(own, [arrival(tmp_path, "a")])
    before = (own / "manifest.yaml").read_bytes()
    changed = arrival(tmp_path, "c")
    changed.path.write_text("另一份\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="变了"):
        add(own, [arrival(tmp_path, "b", TEXT + "b"), changed])
    with pytest.raises(CorpusError, match="--id"):
        add(own, [arrival(tmp_path, "d", TEXT + "d"), arrival(tmp_path, "a", TEXT + "a")])
    assert (own / "manifest.yaml").read_bytes() == before
    assert [path.name for path in (own / "texts").iterdir()] == ["a.txt"]


def test_a_failure_at_the_manifest_leaves_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(intake, "replace_text", full)
    with pytest.raises(CorpusError, match="No space left"):
        add(tmp_path / "own", [arrival(tmp_path)])
    assert not [path for path in (tmp_path / "own").rglob("*") if path.is_file()]


def test_several_writers_lose_nothing(tmp_path: Path):
    own = tmp_path / "own"
    arrivals = [arrival(tmp_path, f"d{i}", TEXT + str(i)) for i in range(12)]
    writers = [threading.Thread(target=add, args=(own, [each])) for each in arrivals]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {entry.id for entry in load(own / "manifest.yaml")} == {each.id for each in arrivals}


def test_the_same_text_is_recognised_in_any_encoding(tmp_path: Path):
    arrival(tmp_path, "notice", encoding="gb18030")
    contents = Contents(Library(tmp_path))
    assert contents.find(TEXT) == "notice"
    assert contents.find(Library().get("fujian-2018").text) == "fujian-2018"
    assert contents.find(TEXT + "。") is None


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("厦门 (2024) 办法.txt", "厦门-2024-办法"),
        ("a.b.txt", "a-b"),
        ("_x-1.txt", "_x-1"),
        ("（）.txt", ""),
        ("长" * 120 + ".txt", "长" * 100),
    ],
)
def test_identifiers_of_files(name: str, id: str):
    assert identifier_of(Path(name)) == id


# --- manifests written by hand

ENTRY = Entry("new", PurePosixPath("texts/new.txt"), KNOWN, "0" * 64)
MANIFESTS = {
    "block": "# 我的语料\ndocuments:\n  - id: a  # 第一份\n    file: a.txt\n    jurisdiction: '350000'\n# 完\n",
    "indentless": "documents:\n- id: a\n  file: a.txt\n\n- {id: b, file: b.txt}\n",
    "no line end": "documents:\n  - id: a\n    file: a.txt",
    "crlf": "documents:\r\n  - id: a\r\n    file: a.txt\r\n",
    "flow": 'documents: [{"id": "a", "file": "a.txt"}, ]  # 一行\n',
    "json": '{"documents": [{"id": "a", "file": "a.txt"}]}\n',
    "empty list": "# 还没有\ndocuments: []\n# 完\n",
    "literal": "documents:\n  - id: a\n    file: a.txt\n    title: |\n      标题\n# 完\n",
    "start mark": "---\ndocuments:\n  - id: a\n    file: 'a.txt'\n...\n",
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_keeps_entries_and_comments(tmp_path: Path, name: str):
    before = MANIFESTS[name]
    after = with_entries(before, [ENTRY], tmp_path)
    kept = yaml.safe_load(before)["documents"]
    assert yaml.safe_load(after)["documents"][: len(kept)] == kept
    path = tmp_path / "manifest.yaml"
    path.write_text(after, encoding="utf-8", newline="")
    assert load(path)[-1] == ENTRY
    for comment in ("# 我的语料", "# 第一份", "# 完", "# 一行", "# 还没有"):
        assert (comment in after) == (comment in before)
    assert after.count("\n") == after.count("\r\n") or "\r\n" not in before


def test_a_manifest_that_cannot_be_continued_is_told(tmp_path: Path):
    aliased = "documents:\n  - &a {id: a, file: a.txt}\n  - *a\n"
    with pytest.raises(CorpusError, match="手工"):
        with_entries(aliased, [ENTRY], tmp_path / "manifest.yaml")


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1)
    .map(str.strip)
    .filter(lambda text: text not in ("", "~", "null", "Null", "NULL"))
)
def test_any_title_comes_back(title: str):
    path = Path("manifest.yaml")
    entry = Entry("new", PurePosixPath("texts/new.txt"), Metadata(title=title), None)
    for before in (None, MANIFESTS["block"], MANIFESTS["flow"]):
        written = yaml.load(with_entries(before, [entry], path), Loader=yaml.BaseLoader)["documents"][-1]
        assert written["title"] == title
