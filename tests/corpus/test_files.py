"""The packaged texts turned into files of every format come back: their characters whole, their facts the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from hengce.corpus.library import Library
from hengce.corpus.readers.formats import Format
from hengce.corpus.readers.limits import Deadline
from hengce.corpus.readers.office import antiword, libreoffice, programs
from hengce.corpus.readers.original import Original, read_original
from hengce.extract.evaluate import Report

from . import files
from .roundtrip import agreement, ink

IDS = ("fujian-2018", "jiangsu-2016", "miit-2016-586", "ningbo-2017-2019-draft", "shanghai-2021-2025")
MADE: dict[str, tuple[Format, Callable[[str], bytes]]] = {
    "Word": ("docx", files.word),
    "Word, numbers generated": ("docx", files.numbered_word),
    "web page": ("html", files.page),
    "web page, old": ("html", lambda text: files.page(text, old=True)),
    "OFD": ("ofd", files.ofd),
}
compared = cache(agreement)  # most formats give one text: its facts are read once


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize(("format", "make"), MADE.values(), ids=MADE.keys())
def test_the_facts_of_a_file_are_those_of_its_text(corpus_texts: dict[str, str], id: str, format: Format, make: Callable[[str], bytes]):
    text = corpus_texts[id]
    original = read_original(make(text), "file")
    assert original.format == format
    assert ink(original.text) == ink(text)
    assert_same_facts(compared(text, original.text))


def assert_same_facts(report: Report) -> None:
    assert report.micro.gold > 50
    assert report.micro.f1 >= 0.99, [*report.missed, *report.wrong]


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A packaged text with tables, its numbers generated, as Word 97-2003 writes it."""
    return converted(files.numbered_word(Library().get("shanghai-2021-2025").text), "doc:MS Word 97", tmp_path_factory.mktemp("old"))


@pytest.mark.requires("soffice")
def test_doc_by_libreoffice(corpus_texts: dict[str, str], old_word: bytes):
    text = corpus_texts["shanghai-2021-2025"]
    original = read_original(old_word, "file")
    assert original.format == "doc"
    assert ink(original.text) == ink(text)
    assert_same_facts(compared(text, original.text))


@pytest.mark.requires("soffice", "antiword")
def test_doc_by_antiword(corpus_texts: dict[str, str], old_word: bytes):
    """Without LibreOffice less is read, and the user is told so; no words are lost but the generated numbers."""
    read = antiword.read(old_word, "file", Deadline("file"))
    assert "LibreOffice" in read.notices[0].zh
    words = set(re.findall("[\u4e00-\u9fff]{4,}", ink(read.text)))
    lost = [each for each in re.findall("[\u4e00-\u9fff]{4,}", ink(corpus_texts["shanghai-2021-2025"])) if each not in words]
    assert len(lost) < 0.02 * len(words), lost


@pytest.mark.requires("soffice")
def test_rtf_by_libreoffice():
    text = "某市工业和信息化局关于绿色工厂认定的通知\n一、评价得分达到80分及以上的，认定为市级绿色工厂。\n"
    codes = ([int.from_bytes(char.encode("utf-16-le"), "little", signed=True) for char in line] for line in text.splitlines())
    lines = "".join("".join(f"\\u{code}?" for code in line) + "\\par " for line in codes)
    original = read_original(f"{{\\rtf1\\ansi {lines}}}".encode(), "file")
    assert (original.format, original.text) == ("rtf", text)
    assert [place.paragraph for place in original.place_of(0, len(text))] == [1, 2]


def converted(data: bytes, filter: str, folder: Path) -> bytes:
    """A Word file in another format, by LibreOffice."""
    (folder / "made.docx").write_bytes(data)
    command = [
        libreoffice.installed() or "",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        filter,
    ]
    programs.run([*command, "--outdir", str(folder), str(folder / "made.docx")], folder, "made.docx", Deadline("made.docx"))
    return (folder / f"made.{filter.partition(':')[0]}").read_bytes()


@pytest.mark.parametrize(("format", "make"), MADE.values(), ids=MADE.keys())
def test_every_character_has_its_place(corpus_texts: dict[str, str], format: Format, make: Callable[[str], bytes]):
    text = corpus_texts["shanghai-2021-2025"]
    original = read_original(make(text), "file")
    threshold = original.text.index("85＞X≥75")
    places = original.place_of(threshold, threshold + 7)
    assert {(place.table, place.row, place.column) for place in places} == {(2, 2, 2)}
    place = places[0]
    assert (place.page is not None, place.box is not None) == (format == "ofd", format == "ofd")
    assert (place.element is not None) == (format == "html")
    assert (place.paragraph is not None) == (format == "docx")
    assert original.transcript is not None
    assert sum(end - start for start, end, _ in original.transcript.places.runs()) == len(original.text)


def test_a_plain_text_is_kept_byte_for_byte():
    data = "第一条　为规范绿色工厂管理，制定本办法。\r\n".encode("gb18030")
    assert read_original(data, "file") == Original(data.decode("gb18030"), "text", data)
    assert read_original(data).place_of(0, 3) == ()
