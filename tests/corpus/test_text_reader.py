"""Bytes into characters, or a clear word about why not."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from hengce.corpus.readers.limits import TEXT_BYTES
from hengce.corpus.readers.text import decode, read_text
from hengce.ontology.errors import HengceError, TooLarge, UnreadableText

TEXT = "第一条　为规范绿色工厂（含园区）管理，制定本办法。\r\n得分≥80分。\n"
ENCODED = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with mark": codecs.BOM_UTF8 + TEXT.encode(),
    "UTF-16 little-endian": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "UTF-16 big-endian": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "GB18030": TEXT.encode("gb18030"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED.keys())
def test_encodings(tmp_path: Path, data: bytes):
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    assert read_text(path) == TEXT


def test_traditional_characters_and_rare_ones_in_gb18030():
    text = "為深入貫徹落實綠色製造工程實施指南，加快工業轉型升級。㐂𠮷"
    assert decode(text.encode("gb18030"), "text") == text


def test_a_short_text_in_gb18030():
    assert decode("绿色工厂".encode("gb18030"), "text") == "绿色工厂"


def test_plain_ascii():
    assert decode(b"GB/T 36132-2018\n", "text") == "GB/T 36132-2018\n"


REFUSED = {
    "nothing": (b"", "空文件"),
    "blanks": (" \n　\n".encode(), "空文件"),
    "only a mark": (codecs.BOM_UTF8, "空文件"),
    "PDF": (b"%PDF-1.7\n1 0 obj", "PDF"),
    "Word": (b"PK\x03\x04\x14\x00\x06\x00", "Word"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
    "picture": (b"\x89PNG\r\n\x1a\n", "PNG"),
    "zero bytes": ("绿色\x00工厂".encode(), "控制字符"),
    "UTF-16 without mark": ("绿色工厂 80".encode("utf-16-le"), ""),
    "a mark and half a character": (codecs.BOM_UTF16_LE + b"\x00", "编码"),
    "Big5": (("為深入貫徹落實綠色製造工程實施指南，加快工業轉型升級。" * 3).encode("big5"), "编码"),
    "Shift-JIS": (("経済産業省は製造業の支援策を発表した。" * 3).encode("shift_jis"), "编码"),
    "noise": (bytes(range(128, 256)) * 3, "编码"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, reason: str):
    path = tmp_path / "文件.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableText) as caught:
        read_text(path)
    assert str(path) in caught.value.zh
    assert str(path) in caught.value.en
    assert reason in caught.value.zh


def test_size(tmp_path: Path):
    path = tmp_path / "large.txt"
    line = ("绿色工厂" * 20 + "\n").encode()
    path.write_bytes((line * (TEXT_BYTES // len(line) + 1))[: TEXT_BYTES - 1] + b"\n")
    assert path.stat().st_size == TEXT_BYTES
    with path.open("ab") as file:
        file.write(b"\n")
    with pytest.raises(TooLarge, match="20 MB"):
        read_text(path)


@pytest.mark.parametrize("name", ["missing.txt", ".", "nul\x00byte", "a" * 5000])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str):
    with pytest.raises(HengceError):
        read_text(tmp_path / name)
