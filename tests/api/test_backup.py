"""Backup and restore: all of a user's work comes back, or nothing is touched."""

from __future__ import annotations

import json
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hengce.api.archives import LIST
from hengce.api.backup import backup, restore
from hengce.corpus.library import Library
from hengce.extract.build import build
from hengce.ontology.errors import CorpusError, InvalidParameter, StoreMissing, UnreadableText
from hengce.ontology.generations import Generations
from hengce.ontology.history import History

from .conftest import Finished

TEXT = "某市工业和信息化局关于绿色工厂的通知\n\n一、评价得分达到80分及以上的，认定为市级绿色工厂。\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "texts").mkdir(parents=True)
    (folder / "corrections").mkdir()
    (folder / "texts" / "notice.txt").write_text(TEXT, encoding="utf-8")
    (folder / "corrections" / "notice.jsonl").write_text("", encoding="utf-8")
    (folder / "manifest.yaml").write_text(
        "documents:\n- id: notice\n  file: texts/notice.txt\n  jurisdiction: '330200'\n", encoding="utf-8"
    )
    (folder / ".half-written").write_text("x")
    return folder


@pytest.fixture
def saved(own: Path, tmp_path: Path) -> Path:
    backup(tmp_path / "saved.zip", own, tmp_path / "no-store")
    return tmp_path / "saved.zip"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_everything_comes_back_and_is_built_to_the_same_data(
    hengce: Callable[..., Finished], own: Path, store_path: str, tmp_path: Path
) -> None:  # fmt: skip
    store, again = tmp_path / "store", tmp_path / "again"
    shutil.copytree(store_path, store)
    info = build(Library(own), str(store))
    assert hengce("backup", str(tmp_path / "b.zip"), "--corpus", str(own), "--store", str(store)).status == 0
    told = hengce("restore", str(tmp_path / "b.zip"), "--corpus", str(again), "--store", str(tmp_path / "new"))
    assert told.status == 0
    assert info.data_version in told.err
    assert files(again) == {name: content for name, content in files(own).items() if not name.startswith(".")}
    with pytest.raises(StoreMissing):
        Generations(tmp_path / "new").hold()
    assert build(Library(again), str(tmp_path / "new")) == info
    assert History(tmp_path / "new").steps(info.data_version) == History(store).steps(info.data_version)


def test_equal_work_gives_equal_bytes(own: Path, saved: Path, tmp_path: Path) -> None:
    (own / "manifest.yaml").touch()
    backup(tmp_path / "again.zip", own, tmp_path / "no-store")
    assert (tmp_path / "again.zip").read_bytes() == saved.read_bytes()


def test_a_corpus_that_is_there_is_left_or_put_aside(saved: Path, own: Path) -> None:
    before = files(own)
    with pytest.raises(InvalidParameter, match="--replace"):
        restore(saved, own, own.parent / "store")
    assert files(own) == before
    (own / "texts" / "other.txt").write_text("其他\n", encoding="utf-8")
    done = restore(saved, own, own.parent / "store", replace=True)
    assert done.aside is not None
    assert (done.aside / "texts" / "other.txt").exists()
    assert set(files(own)) == set(before) - {".half-written"}


def test_a_backup_does_not_lie_in_what_it_saves(own: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidParameter, match="另选位置"):
        backup(own / "b.zip", own, tmp_path / "store")


@pytest.mark.parametrize("place", [0, 120, 200, -10, -30, -200])
def test_a_changed_byte_is_found_and_nothing_is_restored(saved: Path, tmp_path: Path, place: int) -> None:
    content = bytearray(saved.read_bytes())
    content[place] ^= 0x55
    saved.write_bytes(bytes(content))
    with pytest.raises(UnreadableText, match="什么也没有改动"):
        restore(saved, tmp_path / "again", tmp_path / "store")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own", "saved.zip"]


@pytest.mark.parametrize("length", [0, 1, 100, -1, -100])
def test_a_backup_cut_short_is_refused(hengce: Callable[..., Finished], saved: Path, tmp_path: Path, length: int) -> None:
    saved.write_bytes(saved.read_bytes()[:length])
    done = hengce("restore", str(saved), "--corpus", str(tmp_path / "again"), "--store", str(tmp_path / "store"))
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "again").exists()


def forged(saved: Path, change: Callable[[dict[str, Any], dict[str, bytes]], object]) -> Path:
    """The same archive with other content: what somebody may send who wants to write elsewhere."""
    with zipfile.ZipFile(saved) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    record = json.loads(content.pop(LIST))
    change(record, content)
    with zipfile.ZipFile(saved, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
        archive.writestr(LIST, json.dumps(record))
    return saved


def renamed(name: str) -> Callable[[dict[str, Any], dict[str, bytes]], object]:
    def change(record: dict[str, Any], content: dict[str, bytes]) -> None:
        old = record["files"][0]["name"]
        content[name] = content.pop(old)
        record["files"][0]["name"] = name

    return change


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt", "corpus/../../evil.txt", "/evil.txt", "corpus//evil.txt", "corpus/./evil.txt", "C:/evil.txt", "corpus\\..\\evil.txt",
        "corpus/a:stream", "corpus/evil.", "corpus/..", "evil.txt", "store/current", "corpus/\x01", "CORPUS/TEXTS/NOTICE.TXT",
    ],
)  # fmt: skip
def test_no_name_leads_elsewhere(saved: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / "deep" / "er"
    with pytest.raises((UnreadableText, CorpusError)):
        restore(forged(saved, renamed(name)), place / "again", place / "store")
    assert not list(tmp_path.rglob("evil*"))
    assert not (place / "again").exists()


def test_what_the_list_does_not_name_is_not_taken(saved: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableText, match="清单"):
        restore(forged(saved, lambda record, content: content.update({"corpus/more.txt": b"x"})), tmp_path / "again", tmp_path / "store")


def test_a_bomb_ends_at_the_size_that_its_list_says(saved: Path, tmp_path: Path) -> None:
    """The archive says that a file has 100 MB; the list says that it has 5 bytes."""

    def change(record: dict[str, Any], content: dict[str, bytes]) -> None:
        content[record["files"][0]["name"]] = bytes(100 << 20)
        record["files"][0]["size"] = 5

    with pytest.raises(UnreadableText, match="校验值"):
        restore(forged(saved, change), tmp_path / "again", tmp_path / "store")


@pytest.mark.parametrize(
    "change",
    [
        lambda record, content: record.update(format=2), lambda record, content: record.update(files={}),
        lambda record, content: record.update(files=[[]]), lambda record, content: record["files"][0].update(size="5"),
        lambda record, content: record["files"][0].update(sha256="0" * 64),
        lambda record, content: record["files"].append(record["files"][0]),
    ],
    ids=["format", "no-list", "no-file", "size", "hash", "twice"],
)  # fmt: skip
def test_a_list_that_is_wrong_is_refused(saved: Path, tmp_path: Path, change: Callable[[dict[str, Any], dict[str, bytes]], object]) -> None:
    with pytest.raises(UnreadableText):
        restore(forged(saved, change), tmp_path / "again", tmp_path / "store")
    assert not (tmp_path / "again").exists()


def test_an_encrypted_archive_is_refused(saved: Path, tmp_path: Path) -> None:
    content = bytearray(saved.read_bytes())
    entry = content.find(b"PK\x01\x02")
    struct.pack_into("<H", content, entry + 8, 1)
    saved.write_bytes(bytes(content))
    with pytest.raises(UnreadableText, match="加了密"):
        restore(saved, tmp_path / "again", tmp_path / "store")


def test_what_is_no_corpus_is_not_put_in_place(saved: Path, tmp_path: Path, own: Path) -> None:
    """Whole by its checksums, but a text is not the one of its manifest."""
    (own / "manifest.yaml").write_text(f"documents:\n- id: notice\n  file: texts/notice.txt\n  sha256: {'0' * 64}\n", encoding="utf-8")
    backup(saved, own, tmp_path / "no-store")
    with pytest.raises(CorpusError, match="sha256"):
        restore(saved, tmp_path / "again", tmp_path / "store")
    assert not (tmp_path / "again").exists()
