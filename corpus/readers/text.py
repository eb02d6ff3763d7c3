"""Plain text files: bytes into characters, or a clear word about why not.

Only the encodings that Chinese text files come in are tried, in an order in which a wrong one fails: UTF-16 by its mark, UTF-8
strictly, GB18030 last, for it accepts almost anything. Line breaks stay as they are: offsets count them.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from ...ontology.errors import UnreadableText
from .limits import TEXT_BYTES, too_large

# First bytes of formats that are often taken for text.
_FORMATS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word/Excel/OFD/ZIP",
    b"\xd0\xcf\x11\xe0": "Word/Excel 97-2003",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "gzip",
}
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f")
_FEW_CHINESE = 8  # characters below which a text is too short to judge by its characters
_COMMON_SHARE = 0.5  # of Chinese characters that are common ones: simplified text has 0.98, traditional 0.6, Big5 read wrongly 0.45


def read_text(path: Path) -> str:
    """Read a text file in UTF-8 (with or without byte order mark), UTF-16 with byte order mark, or GB18030.

    Args:
        path: the file; at most 20 MB.

    Returns:
        its characters, line breaks as they are, without byte order mark.

    Raises:
        UnreadableText: if there is no such file, or it is empty, binary or in another encoding.
        TooLarge: if it is larger than that.
    """
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path, limit: int = TEXT_BYTES) -> bytes:
    """Read a file of at most ``limit`` bytes (20 MB if not given).

    Raises:
        UnreadableText: if it is no file or may not be read.
        TooLarge: if it is larger than that.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnreadableText(f"{path} 不是文件，请给出一个文本文件。", f"{path} is not a file; give a text file.")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise UnreadableText(f"找不到文件 {path}，请检查路径。", f"There is no file {path}; check the path.") from None
    except (OSError, ValueError) as error:
        raise UnreadableText(f"无法读取 {path}：{error}。请检查权限。", f"Cannot read {path}: {error}. Check its permissions.") from None
    if len(data) > limit:
        raise too_large(str(path), limit)
    return data


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text file.

    Args:
        data: the bytes.
        name: what to call the file in messages.

    Raises:
        UnreadableText: if they are empty, binary, or in no known encoding.
        TooLarge: if there are more than 20 MB.
    """
    if len(data) > TEXT_BYTES:
        raise too_large(name, TEXT_BYTES)
    for magic, format in _FORMATS.items():
        if data.startswith(magic):
            zh = f"{name} 是 {format} 文件，不是纯文本，请先另存为文本（.txt）。"
            raise UnreadableText(zh, f"{name} is a {format} file, not plain text; save it as text (.txt) first.")
    text = _decoded(data)
    if text is None:
        zh = f"{name} 的编码无法识别，请另存为 UTF-8、带 BOM 的 UTF-16 或 GB18030。"
        raise UnreadableText(zh, f"{name} is in no known encoding; save it as UTF-8, UTF-16 with byte order mark, or GB18030.")
    if any(char in _CONTROLS for char in text):
        zh = f"{name} 含有控制字符，是二进制文件而不是文本。"
        raise UnreadableText(zh, f"{name} holds control characters: it is binary, not text.")
    if not text.strip():
        raise UnreadableText(f"{name} 是空文件。", f"{name} is empty.")
    return text


def _decoded(data: bytes) -> str | None:
    """The characters, or None in no known encoding."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or b"\x00" in data or _is_chinese(text):
            return text
    return None


def _is_chinese(text: str) -> bool:
    """Whether the characters are such as Chinese is written in: Big5 or Shift-JIS read as GB18030 gives rare ones."""
    sample = text[:20000]
    chinese = [char for char in sample if "\u4e00" <= char <= "\u9fff"]
    odd = sum("\ue000" <= char <= "\uf8ff" or not (char.isprintable() or char.isspace()) for char in sample)
    if odd * 20 > len(sample):
        return False
    if len(chinese) < _FEW_CHINESE:
        return bool(chinese) or not any(ord(char) > 0x7F for char in sample)
    return sum(map(_is_common, chinese)) >= _COMMON_SHARE * len(chinese)


def _is_common(char: str) -> bool:
    """Whether a character is of the first level of GB 2312: the 3755 most used ones."""
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
