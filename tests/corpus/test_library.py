"""The packaged corpus, the user's folder, and their manifests."""

from __future__ import annotations

import json
import pickle
from hashlib import sha256
from pathlib import Path

import pytest

from hengce.corpus.library import Library
from hengce.corpus.manifest import Metadata, check_id, load
from hengce.ontology.errors import CorpusError, UnknownValue

IDS = ("fujian-2018", "jiangsu-2016", "miit-2016-586", "ningbo-2017-2019-draft", "shanghai-2021-2025")
TEXT = "某市绿色工厂管理办法\n第一条 为规范管理，制定本办法。\n"


def write(folder: Path, name: str, content: str = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")
    return path


# --- the packaged corpus


def test_packaged_texts():
    library = Library()
    assert library.ids() == IDS
    assert library.warnings == ()
    for id in IDS:
        source = library.get(id)
        assert source.id == id
        assert len(source.text) > 1000
        assert len(source.sha256) == 64


def test_packaged_texts_are_all_listed_with_hash_source_and_licence(root: Path):
    entries = load(root / "corpus" / "manifest.yaml")
    assert {entry.file.name for entry in entries} == {path.name for path in (root / "corpus" / "texts").iterdir()}
    for entry in entries:
        assert entry.sha256 == sha256((root / "corpus" / entry.file).read_bytes()).hexdigest()
        assert entry.metadata.source
        assert entry.metadata.licence


def test_packaged_metadata_is_what_readers_found(root: Path):
    """Title, number, issuer, place, status and period are those that readers noted from the text; no more is known."""
    for id in IDS:
        lines = (root / "tests" / "gold" / f"{id}.jsonl").read_text(encoding="utf-8").splitlines()
        fact = next(fact for fact in map(json.loads, lines) if fact["kind"] == "document")
        metadata = Library().get(id).metadata
        for name in ("title", "doc_number", "issuer", "jurisdiction", "status", "valid_from", "valid_to"):
            assert getattr(metadata, name) == fact[name], (id, name)


def test_an_unknown_document_is_told_with_the_known_ones():
    with pytest.raises(UnknownValue) as caught:
        Library().get("fujian-2019")
    assert caught.value.allowed == IDS


# --- the user's folder


def test_a_folder_without_manifest(tmp_path: Path):
    path = write(tmp_path, "某市-2023_办法.txt")
    write(tmp_path, "texts/second.txt")
    write(tmp_path, "notes.md")
    library = Library(tmp_path)
    assert set(library.ids()) == {*IDS, "某市-2023_办法", "second"}
    source = library.get("某市-2023_办法")
    assert (source.text, source.metadata, source.sha256) == (TEXT, Metadata(), sha256(path.read_bytes()).hexdigest())


def test_an_empty_folder(tmp_path: Path):
    assert Library(tmp_path).ids() == IDS


def test_a_missing_folder(tmp_path: Path):
    with pytest.raises(CorpusError, match="没有语料文件夹"):
        Library(tmp_path / "none")


def test_a_folder_with_manifest(tmp_path: Path):
    write(tmp_path, "deep/text.txt")
    write(tmp_path, "other.txt")
    entry = "- id: 某办法\n  file: deep/text.txt\n  title: 某市绿色工厂管理办法\n  jurisdiction: 330200\n"
    write(tmp_path, "manifest.yaml", f"documents:\n{entry}  date: 2023-05\n  valid_to: 2025\n  status: draft\n  issuer: null\n")
    library = Library(tmp_path)
    metadata = library.get("某办法").metadata
    assert metadata == Metadata(title="某市绿色工厂管理办法", jurisdiction="330200", date="2023-05", valid_to="2025", status="draft")
    assert library.get("other").metadata == Metadata()


def test_of_two_texts_with_one_identifier_the_users_is_taken(tmp_path: Path):
    write(tmp_path, "fujian-2018.txt")
    library = Library(tmp_path)
    assert library.ids() == IDS
    assert library.get("fujian-2018").text == TEXT
    (warning,) = library.warnings
    assert "fujian-2018" in warning.message("zh")
    assert "fujian-2018" in warning.message("en")


def test_two_files_of_one_identifier_are_refused(tmp_path: Path):
    write(tmp_path, "a.txt")
    write(tmp_path, "texts/a.txt")
    with pytest.raises(CorpusError, match="请改名"):
        Library(tmp_path)


def test_an_unreadable_text_spoils_only_itself(tmp_path: Path):
    write(tmp_path, "empty.txt", "")
    write(tmp_path, "good.txt")
    library = Library(tmp_path)
    assert library.get("good").text == TEXT
    with pytest.raises(CorpusError, match=r"empty.*空文件"):
        library.get("empty")


def test_sources_can_be_sent_to_other_processes():
    source = Library().get("fujian-2018")
    assert pickle.loads(pickle.dumps(source)) == source


# --- identifiers


@pytest.mark.parametrize("id", ["fujian-2018", "某市_2023", "a", "A1", "草案", "ß", "x" * 100])
def test_identifiers(id: str):
    assert check_id(id, "here") == id


def test_identifiers_are_composed():
    assert check_id("e\u0301", "here") == "é"


@pytest.mark.parametrize("id", ["", ".", "..", "../x", "a/b", "a\\b", "a b", "a.b", "a\n", "a\x00", "x" * 101, "甲（乙）", "\u202ea"])
def test_what_may_not_be_an_identifier(id: str):
    with pytest.raises(CorpusError) as caught:
        check_id(id, "here")
    assert "\n" not in caught.value.zh


def test_a_file_with_a_name_that_is_no_identifier(tmp_path: Path):
    write(tmp_path, "某市 (1).txt")
    with pytest.raises(CorpusError, match="请改名"):
        Library(tmp_path)


# --- broken manifests


BROKEN = {
    "no YAML": ("documents: [", "第 1 行"),
    "a tab": ("documents:\n\t- id: a\n", "第 2 行"),
    "not a mapping": ("- a\n- b\n", "documents"),
    "no list": ("documents: 5\n", "documents"),
    "an entry that is no mapping": ("documents:\n- a\n", "第 1 份"),
    "no file": ("documents:\n- id: a\n", "缺少 id 或 file"),
    "null identifier": ("documents:\n- id: null\n  file: a.txt\n", "缺少 id 或 file"),
    "unknown field": ("documents:\n- id: a\n  file: a.txt\n  titel: x\n", "titel"),
    "a list for a text": ("documents:\n- id: a\n  file: a.txt\n  title: [x]\n", "title"),
    "an identifier twice": ("documents:\n- id: a\n  file: a.txt\n- id: a\n  file: a.txt\n", "重复"),
    "a bad identifier": ("documents:\n- id: ../a\n  file: a.txt\n", "改名"),
    "a file outside": ("documents:\n- id: a\n  file: ../a.txt\n", "相对路径"),
    "an absolute file": ("documents:\n- id: a\n  file: /a.txt\n", "相对路径"),
    "a missing file": ("documents:\n- id: a\n  file: b.txt\n", "不存在"),
    "a folder for a file": ("documents:\n- id: a\n  file: .\n", "不存在"),
    "a place by name": ("documents:\n- id: a\n  file: a.txt\n  jurisdiction: 福建\n", "GB/T 2260"),
    "an impossible date": ("documents:\n- id: a\n  file: a.txt\n  date: 2018-13-01\n", "2018-13-01"),
    "a status": ("documents:\n- id: a\n  file: a.txt\n  status: 现行\n", "issued"),
    "a short hash": ("documents:\n- id: a\n  file: a.txt\n  sha256: abc\n", "64"),
    "empty": ("", "空文件"),
    "deep nesting": ("[" * 3000, "YAML"),
}


@pytest.mark.parametrize(("content", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_manifests(tmp_path: Path, content: str, reason: str):
    write(tmp_path, "a.txt")
    write(tmp_path, "manifest.yaml", content)
    with pytest.raises(CorpusError) as caught:
        Library(tmp_path)
    assert "manifest.yaml" in caught.value.zh
    assert reason in caught.value.zh
    assert "\n" not in caught.value.zh


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path):
    write(tmp_path, "secret.txt")
    corpus = tmp_path / "corpus"
    write(corpus, "manifest.yaml", "documents:\n- id: a\n  file: link.txt\n")
    (corpus / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(CorpusError, match="越出"):
        Library(corpus)


def test_a_wrong_hash_is_told_when_the_text_is_read(tmp_path: Path):
    path = write(tmp_path, "a.txt")
    right = sha256(path.read_bytes()).hexdigest()
    write(tmp_path, "manifest.yaml", f"documents:\n- id: a\n  file: a.txt\n  sha256: {right}\n")
    assert Library(tmp_path).get("a").sha256 == right
    path.write_text(TEXT + "改动", encoding="utf-8")
    library = Library(tmp_path)
    assert library.get("fujian-2018").text
    with pytest.raises(CorpusError, match="sha256") as caught:
        library.get("a")
    assert "恢复原文件" in caught.value.zh
    assert "update the manifest" in caught.value.en
