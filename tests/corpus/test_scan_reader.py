"""Scans and pictures: what was printed is recognised, laid out as a PDF's pages are, and said to be recognised.

One page is recognised for all of it; `python -m tests.corpus.roundtrip` does so with the packaged texts.
"""

from __future__ import annotations

import io
import struct
import sys
import zlib
from dataclasses import replace
from difflib import SequenceMatcher

import pytest
from PIL import Image

from hengce.corpus.readers.original import Original, read_original
from hengce.corpus.readers.pdf.document import transcribe
from hengce.corpus.readers.scan.characters import Found, characters
from hengce.corpus.readers.scan.document import transcribe as recognised
from hengce.corpus.readers.scan.images import scans
from hengce.ontology.errors import ReaderMissing, TooLarge, UnreadableText

from ..conftest import FONTS
from . import typeset
from .roundtrip import ink

recognition = pytest.mark.requires("rapidocr", "uming.ttc")
TEXT = """绿色工厂评价管理办法
某工信规〔2024〕5号
一、评价标准
（一）评价得分80分以上的企业，认定为省级绿色工厂；得分达到90分的，择优推荐申报国家级绿色工厂，并给予100万元奖励。
\t等级
\t得分

\t三星级
\t85＞X≥75

二、附则
本办法自2024年7月1日起施行。
"""
PAGE = replace(typeset.OFFICE, font=str(FONTS / "uming.ttc"), size=14.0, leading=24.0, width=380.0, lines=14, left=60.0, top=60.0)


def picture(width: int, height: int) -> bytes:
    """An empty picture."""
    buffer = io.BytesIO()
    Image.new("1", (width, height), 1).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def original() -> Original:
    """A page that lay a little askew, as a PDF of a picture."""
    return read_original(typeset.scanned(typeset.pdf(TEXT, PAGE), resolution=150, lean=1.0), "扫描件")


@recognition
def test_a_scan_comes_back(original: Original):
    assert SequenceMatcher(None, ink(original.text), ink(TEXT), autojunk=False).ratio() > 0.97
    lines = [ink(line) for line in original.text.splitlines()]
    assert "一、评价标准" in lines
    assert next(line for line in lines if line.startswith("（一）")).endswith("100万元奖励。")  # one paragraph, the page number gone


@recognition
def test_a_ruled_table_in_a_scan_is_a_table(original: Original):
    assert "\t等级\n\t得分\n\n\t三星级\n\t85" in original.text
    start = original.text.index("三星级")
    assert [(place.table, place.row, place.column) for place in original.place_of(start, start + 3)] == [(1, 2, 1)]


@recognition
def test_what_was_recognised_says_how_surely(original: Original):
    printed = [place for place in original.place_of(0, len(original.text)) if place.box]
    assert len(printed) > 10
    assert all(place.page == 1 and place.confidence is not None and 0.3 <= place.confidence <= 1 for place in printed)
    assert any("识别" in notice.zh for notice in original.notices)


def test_without_recognition_a_scan_is_refused_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # as an import finds it where it is not installed
    scan = typeset.scanned(typeset.pdf("绿色工厂"))
    for read, data in ((transcribe, scan), (recognised, b"")):
        with pytest.raises(ReaderMissing, match=r"pip install 'hengce\[scan\]'"):
            read(data, "扫描件.pdf")


def test_without_recognition_the_written_pages_are_read_and_the_others_named(monkeypatch: pytest.MonkeyPatch):
    import pypdfium2

    monkeypatch.setitem(sys.modules, "rapidocr", None)
    both = pypdfium2.PdfDocument(typeset.pdf("第一条　得分80分以上的，认定为省级绿色工厂。"))
    both.import_pages(pypdfium2.PdfDocument(typeset.scanned(typeset.pdf("绿色工厂"))))
    buffer = io.BytesIO()
    both.save(buffer)
    read = transcribe(buffer.getvalue(), "file")
    assert "得分80分以上" in read.text
    assert "第 2 页是图片" in read.notices[0].zh


def test_marks_that_look_half_width_are_those_of_chinese_print():
    found = [
        Found("(一)评价标准,得分80分以上的企业认定为省级绿色工厂:", 74, 474, 100, 16, 0.99),
        Found("依据工信部节〔2016]586号文件,", 74, 314, 130, 16, 0.99),
        Found("七保障措施", 106, 202, 160, 16, 0.98),
        Found("七个部分构成", 106, 202, 190, 16, 0.98),
    ]
    text = "".join(glyph.char for glyph in characters(found))
    assert text == "（一）评价标准，得分80分以上的企业认定为省级绿色工厂：依据工信部节〔2016〕586号文件，七、保障措施七个部分构成"


def test_characters_stand_where_their_widths_say():
    glyphs = list(characters([Found("得分80分以上的企业，", 100.0, 100.0 + 10 * 16 - 8, 200.0, 20.0, 0.9)]))
    assert [glyph.char for glyph in glyphs][:4] == ["得", "分", "8", "0"]
    assert glyphs[2].left == pytest.approx(132, abs=1)
    assert glyphs[4].left == pytest.approx(148, abs=1)
    assert glyphs[0].bottom - glyphs[0].top == pytest.approx(16, abs=1)


def test_broken_pictures_are_refused():
    whole = picture(2000, 3000)
    for data in (whole[: len(whole) // 2], whole[:8] + bytes(100), b"\xff\xd8\xff\xe0" + bytes(100), b"II*\x00" + bytes(100)):
        with pytest.raises(UnreadableText, match="损坏"):
            list(scans(data, "file"))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked():
    small = picture(16, 16)
    header = b"IHDR" + struct.pack(">II", 30_000, 30_000) + small[24:29]
    claimed = small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]
    with pytest.raises(TooLarge, match="像素"):
        list(scans(claimed, "file"))


@pytest.mark.requires("rapidocr")
@pytest.mark.parametrize("size", [(1, 1), (15, 40), (16, 4000), (3000, 17), (200, 3900)])
def test_pictures_that_show_no_text_are_refused(size: tuple[int, int]):
    file = io.BytesIO()
    Image.new("RGB", size).save(file, "PNG")
    with pytest.raises(UnreadableText):
        read_original(file.getvalue(), "图.png")
