"""``hengce ingest``: what a text says of itself is shown, completed by flags or on a terminal, and stored."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import docx
import pytest

from hengce.corpus.library import Library
from hengce.corpus.manifest import load

from .conftest import COMMAND, Finished
from .test_cli import Run, one_line

TEXT = """厦门市工业和信息化局关于开展绿色工厂创建工作的通知
厦工信节〔2024〕12号

各有关企业：
评价得分达到85分及以上的，认定为市级绿色工厂。

厦门市工业和信息化局
2024年3月1日
"""
NAMELESS = "企业评价得分达到85分及以上的，给予奖励。\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "厦门 通知.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    return path


def nobody(hengce: Run, monkeypatch: pytest.MonkeyPatch, *words: str) -> Finished:
    """Runs the command without a terminal."""
    with Path(os.devnull).open(encoding="utf-8") as nothing, monkeypatch.context() as patch:
        patch.setattr("sys.stdin", nothing)
        return hengce("ingest", *words)


def test_a_text_that_says_all_needs_no_answer(hengce: Run, monkeypatch: pytest.MonkeyPatch, notice: Path, own: Path):
    done = nobody(hengce, monkeypatch, str(notice), "--corpus", str(own))
    assert (done.status, done.err) == (0, "")
    for said in ("厦门-通知", "350200 厦门市", "厦工信节〔2024〕12号", "2024-03-01", "厦门市工业和信息化局", "正式文件", "已收入"):
        assert said in done.out
    (entry,) = load(own / "manifest.yaml")
    known = entry.metadata
    assert (entry.id, known.title, known.jurisdiction) == ("厦门-通知", TEXT.partition("\n")[0], "350200")
    assert (known.doc_number, known.issuer, known.date, known.status) == (
        "厦工信节〔2024〕12号", "厦门市工业和信息化局", "2024-03-01", "issued")  # fmt: skip
    assert (own / entry.file).read_bytes() == notice.read_bytes()
    assert Library(own).get("厦门-通知").text == TEXT


def test_flags_go_before_what_was_read_and_an_empty_one_takes_it_away(
    hengce: Run, monkeypatch: pytest.MonkeyPatch, notice: Path, own: Path
):
    flags = ["--id", "xm", "--jurisdiction", "闽", "--number", "", "--status", "draft", "--valid-to", "2026", "--source", "来信"]
    assert nobody(hengce, monkeypatch, str(notice), "--corpus", str(own), *flags).status == 0
    (entry,) = load(own / "manifest.yaml")
    known = entry.metadata
    assert (entry.id, known.jurisdiction, known.doc_number, known.status, known.valid_to, known.source) == (
        "xm", "350000", None, "draft", "2026", "来信")  # fmt: skip


def test_the_same_text_is_added_once(hengce: Run, monkeypatch: pytest.MonkeyPatch, notice: Path, own: Path, root: Path, tmp_path: Path):
    again = tmp_path / "again.txt"
    again.write_text(TEXT, encoding="utf-8")
    done = nobody(hengce, monkeypatch, str(notice), str(again), str(root / "corpus/texts/fujian-2018.txt"), "--corpus", str(own))
    assert done.status == 0
    assert f"{again}：与已有的 厦门-通知 内容相同" in done.out
    assert "与已有的 fujian-2018 内容相同" in done.out
    assert "3/3" in done.err
    assert [entry.id for entry in load(own / "manifest.yaml")] == ["厦门-通知"]
    before = (own / "manifest.yaml").read_bytes()
    assert nobody(hengce, monkeypatch, str(notice), "--corpus", str(own)).status == 0
    assert (own / "manifest.yaml").read_bytes() == before


def test_a_text_dropped_into_the_folder_is_described_where_it_lies(hengce: Run, monkeypatch: pytest.MonkeyPatch, own: Path):
    own.mkdir()
    (own / "dropped.txt").write_text(TEXT, encoding="utf-8")
    assert nobody(hengce, monkeypatch, str(own / "dropped.txt"), "--corpus", str(own)).status == 0
    assert [(entry.id, str(entry.file)) for entry in load(own / "manifest.yaml")] == [("dropped", "dropped.txt")]
    assert Library(own).get("dropped").metadata.jurisdiction == "350200"


def test_without_a_terminal_nothing_is_asked(hengce: Run, monkeypatch: pytest.MonkeyPatch, notice: Path, own: Path, tmp_path: Path):
    nameless = tmp_path / "nameless.txt"
    nameless.write_text(NAMELESS, encoding="utf-8")
    done = nobody(hengce, monkeypatch, str(nameless), str(notice), "--corpus", str(own))
    assert done.status == 2
    for said in (str(nameless), "--jurisdiction", "--yes"):
        assert said in done.err
    assert [entry.id for entry in load(own / "manifest.yaml")] == ["厦门-通知"]  # the other one is in
    assert nobody(hengce, monkeypatch, str(nameless), "--corpus", str(own), "--yes").status == 0
    assert load(own / "manifest.yaml")[-1].metadata.jurisdiction is None


def test_a_terminal_is_asked_what_the_text_does_not_say(own: Path, tmp_path: Path):
    nameless = tmp_path / "nameless.txt"
    nameless.write_text(NAMELESS, encoding="utf-8")
    master, slave = pty.openpty()
    try:
        os.write(master, "某公司办法\n朝阳区\n某地\n福建\n".encode())
        done = subprocess.run([*COMMAND, "ingest", str(nameless), "--corpus", str(own)], stdin=slave, capture_output=True, timeout=120)
    finally:
        os.close(master)
        os.close(slave)
    told = done.stderr.decode("utf-8")
    assert done.returncode == 0, told
    assert "标题（回车留空）" in told
    assert "不止一处" in told  # 朝阳区
    assert "没有地区“某地”" in told
    known = load(own / "manifest.yaml")[0].metadata
    assert (known.title, known.jurisdiction) == ("某公司办法", "350000")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--jurisdiction", "某地"), "--jurisdiction"),
        (("--jurisdiction", "朝阳区"), "110105"),
        (("--date", "2024年"), "--date"),
        (("--status", "final"), "--status"),
        (("--title", "一\n二"), "--title"),
        (("--id", "a/b"), "a/b"),
        (("--id", "build"), "--id"),
        (("other.txt", "--title", "一"), "--title"),
    ],
)
def test_wrong_values(hengce: Run, monkeypatch: pytest.MonkeyPatch, notice: Path, own: Path, words: tuple[str, ...], said: str):
    done = nobody(hengce, monkeypatch, str(notice), *words, "--corpus", str(own))
    one_line(done, said)
    assert not own.exists()


def test_files_that_cannot_be_read_are_told_and_the_others_added(
    hengce: Run, monkeypatch: pytest.MonkeyPatch, notice: Path, own: Path, tmp_path: Path
):
    (tmp_path / "scan.txt").write_bytes(b"\x1f\x8b\x08\x00")
    done = nobody(hengce, monkeypatch, str(tmp_path / "scan.txt"), str(tmp_path / "none.txt"), str(notice), "--corpus", str(own))
    assert done.status == 2
    assert "gzip" in done.err
    assert "none.txt" in done.err
    assert len(load(own / "manifest.yaml")) == 1


def test_an_identifier_that_is_taken_is_told(hengce: Run, monkeypatch: pytest.MonkeyPatch, own: Path, tmp_path: Path):
    taken = tmp_path / "fujian-2018.txt"
    taken.write_text(TEXT, encoding="utf-8")
    one_line(nobody(hengce, monkeypatch, str(taken), "--corpus", str(own)), "--id", "fujian-2018")
    assert nobody(hengce, monkeypatch, str(taken), "--corpus", str(own), "--id", "fujian-2018").status == 0  # meant to replace it
    assert "fujian-2018" in Library(own).warnings[0].zh


def test_the_packaged_corpus_is_refused(hengce: Run, monkeypatch: pytest.MonkeyPatch, notice: Path, root: Path):
    one_line(nobody(hengce, monkeypatch, str(notice), "--corpus", str(root / "corpus")), "自带")


def test_word_files_are_added_with_their_originals_and_known_again_in_other_formats(
    hengce: Run, monkeypatch: pytest.MonkeyPatch, own: Path, tmp_path: Path
):
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "通知.docx"))
    page = "".join(f"<p>　　{line}</p>" for line in TEXT.splitlines())
    (tmp_path / "网页.html").write_text(f"<html><head><meta charset=utf-8></head><body>{page}</body></html>", encoding="utf-8")
    (tmp_path / "原文.txt").write_text(TEXT, encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("通知.docx", "网页.html", "原文.txt")]
    done = nobody(hengce, monkeypatch, *paths, "--corpus", str(own))
    assert done.status == 0
    assert done.out.count("与已有的 通知 内容相同") == 2
    (entry,) = load(own / "manifest.yaml")
    assert (entry.metadata.doc_number, entry.metadata.jurisdiction, str(entry.original)) == (
        "厦工信节〔2024〕12号", "350200", "originals/通知.docx")  # fmt: skip
    kept, text = Library(own).original("通知"), Library(own).get("通知").text
    assert kept is not None
    at = text.index("85分")
    assert [place.paragraph for place in kept.place_of(at, at + 3)] == [5]


def test_facts_are_shown_where_they_stand_in_the_file(hengce: Run, tmp_path: Path):
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "通知.doc"))  # the name says another format
    done = hengce("extract", str(tmp_path / "通知.doc"), "--places", "--format", "table")
    assert done.status == 0
    assert "原件位置" in done.out
    (row,) = (line for line in done.out.splitlines() if line.startswith("threshold"))
    assert row.endswith("第5段")
    facts = [json.loads(line) for line in hengce("extract", str(tmp_path / "通知.doc"), "--places").out.splitlines()]
    assert [fact["places"] for fact in facts if fact["kind"] == "threshold"] == [[{"paragraph": 5}]]
    assert hengce("extract", str(tmp_path / "通知.doc"), "--places", "--format", "turtle").status == 2
