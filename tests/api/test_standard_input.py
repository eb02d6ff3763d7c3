"""Commands that read a file or a question read standard input where ``-`` is given."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import docx
import pytest

from hengce.api.cli import main
from hengce.corpus.library import Library

from .conftest import DAY, Finished, process
from .test_cli import Run, one_line

DRAFT = """慈溪市绿色工厂管理办法

第一条 得分90分及以上的为一级；得分80分及以上、不满85分的为二级。
第三条 本办法自2027年1月1日起施行，有效期3年。
"""
Piped = Callable[..., Finished]


@pytest.fixture
def piped(hengce: Run, monkeypatch: pytest.MonkeyPatch) -> Piped:
    """Runs a command with these bytes on its standard input."""

    def run(data: bytes | None, *words: str) -> Finished:
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdin", None if data is None else io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
            return hengce(*words)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stdin.txt"
    path.write_bytes(DRAFT.encode())
    return path


def test_a_question(piped: Piped, hengce: Run, store_path: str):
    question, rest = "福建的绿色工厂要多少分？", ("--as-of", DAY, "--store", store_path)
    assert piped(f"\n{question}\n".encode(), "ask", "-", *rest) == hengce("ask", question, *rest)


def test_a_question_by_a_real_pipe(store_path: str):
    done = process("ask", "-", "--as-of", DAY, "--store", store_path, stdin="福建的绿色工厂要多少分？".encode())
    assert (done.status, done.err) == (0, "")
    assert "80分" in done.out


@pytest.mark.parametrize("form", ["table", "json", "sarif", "html"])
def test_a_draft(piped: Piped, hengce: Run, store_path: str, file: Path, form: str):
    rest = ("--as-of", DAY, "--format", form, "--store", store_path)
    done, by_file = piped(DRAFT.encode(), "check", "-", *rest), hengce("check", str(file), *rest)
    assert (done.status, done.err) == (1, "")
    assert done.out.replace("stdin", "") == by_file.out.replace("stdin.txt", "")


def test_a_draft_in_word(piped: Piped, store_path: str):
    written, word = docx.Document(), io.BytesIO()
    for line in DRAFT.split("\n"):
        written.add_paragraph(line)
    written.save(word)
    done = piped(word.getvalue(), "check", "-", "--as-of", DAY, "--format", "json", "--store", store_path)
    assert {"grade-gap", "numbering"} <= {each["rule"] for each in json.loads(done.out)["findings"]}


def test_facts(piped: Piped, hengce: Run, file: Path):
    done, by_file = piped(DRAFT.encode(), "extract", "-"), hengce("extract", str(file))
    assert (done.status, done.err) == (0, "")
    assert done.out == by_file.out
    both = piped(DRAFT.encode(), "extract", "-", str(file), "--workers", "2")
    assert both.out == 2 * by_file.out


def test_a_revision(piped: Piped, hengce: Run, store_path: str, file: Path):
    done = piped(DRAFT.encode(), "diff", "fujian-2018", "-", "--format", "json", "--store", store_path)
    by_file = hengce("diff", "fujian-2018", str(file), "--format", "json", "--store", store_path)
    assert (done.status, done.err) == (0, "")
    assert {**json.loads(done.out), "new": None} == {**json.loads(by_file.out), "new": None}


def test_a_profile(piped: Piped, hengce: Run, store_path: str):
    rest = ("eligible", "绿色工厂", "--in", "福建", "--as-of", DAY, "--store", store_path)
    assert piped(b'{"score": 86}', *rest, "--profile", "-").out == hengce(*rest, "--set", "score=86").out
    one_line(piped(b"score", *rest, "--profile", "-"), "--profile")


def test_a_query(piped: Piped, store_path: str):
    assert piped(b"\xef\xbb\xbfASK { ?s ?p ?o }\n", "sparql", "-", "--store", store_path).out == "true\n"


def test_a_document_for_the_corpus(piped: Piped, tmp_path: Path):
    rest = ("ingest", "-", "--yes", "--corpus", str(tmp_path / "own"))
    one_line(piped(DRAFT.encode(), *rest), "--id")
    done = piped(DRAFT.encode(), *rest, "--id", "cixi")
    assert (done.status, done.err) == (0, "")
    assert Library(tmp_path / "own").get("cixi").text == DRAFT


@pytest.mark.parametrize("data", [b"", None, b"\x00\x01\x02"], ids=["empty", "closed", "binary"])
@pytest.mark.parametrize("words", [("ask", "-"), ("check", "-"), ("extract", "-")], ids=lambda words: words[0])
def test_nothing_to_read(piped: Piped, data: bytes | None, words: tuple[str, ...]):
    done = piped(data, *words)
    one_line(done, "标准输入" if data is None else "stdin")


def test_the_version(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"hengce {version('hengce')}\n")
