"""What a file is, by its content: first bytes, the members of a container; never by its name.

Names lie: pages saved as .doc, Word files named .wps, scans named .txt.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from ...ontology.errors import UnreadableText

Format = Literal["text", "html", "docx", "doc", "rtf", "odt", "ofd", "pdf", "image"]

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
# What is known and not read, with what to do instead.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "gzip 压缩文件，请先解压", "a gzip archive; unpack it first"),
    (b"Rar!", "RAR 压缩文件，请先解压", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩文件，请先解压", "a 7z archive; unpack it first"),
    (b"%!PS", "PostScript 文件，请先转为 PDF", "PostScript; convert it to PDF first"),
    (b"MZ", "程序，不是文件", "a program, not a document"),
    (b"\x7fELF", "程序，不是文件", "a program, not a document"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|span|article)\b", re.I)
_MARKUP = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,4000}?-->\s*){0,20}<", re.S)
_TAGS = re.compile(rb"</?(?:p|div|span|table|tr|td|br|h[1-6]|ul|li|strong|font)\b[^>]{0,400}>", re.I)
_HEAD = 8192  # bytes that are looked at


def format_of(data: bytes, name: str) -> Format:
    """The format of a file.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        UnreadableText: if it is of a format that is known but not read (archives, spreadsheets, programs), or cannot be opened.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _container(data, name)
    if data.startswith(_OLE):
        return "doc"
    for magic, format in _MAGIC:
        if data.startswith(magic):
            return format
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or (data[:2] == b"BM" and data[6:10] == bytes(4)):
        return "image"
    for magic, zh, en in _REFUSED:
        if data.startswith(magic):
            raise UnreadableText(f"{name} 是{zh}。", f"{name} is {en}.")
    return "html" if _is_html(data) else "text"


def _container(data: bytes, name: str) -> Format:
    """What a ZIP holds, by the members that each format must have."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        zh = f"{name} 已损坏或不完整，无法打开：{error}。"
        raise UnreadableText(zh, f"{name} is damaged or incomplete: {error}.") from None
    if "OFD.xml" in members:
        return "ofd"
    if "[Content_Types].xml" in members and any(member.startswith("word/") for member in members):
        return "docx"
    if {"content.xml", "META-INF/manifest.xml"} <= members:
        return "odt"
    zh, en = (
        ("Excel 工作簿，请将其中的文字另存为 Word 或文本", "an Excel workbook; save its text as Word or plain text")
        if any(member.startswith("xl/") for member in members)
        else ("PowerPoint 演示文稿，请将其中的文字另存为 Word 或文本", "a PowerPoint file; save its text as Word or plain text")
        if any(member.startswith("ppt/") for member in members)
        else ("压缩文件，请先解压", "an archive; unpack it first")
    )
    raise UnreadableText(f"{name} 是{zh}。", f"{name} is {en}.")


def _is_html(data: bytes) -> bool:
    """Whether a text is a page: it begins with an element of one, or a good part of its beginning is tags."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf")
    start = _MARKUP.match(head)
    if start is not None and _HTML.match(head, start.end() - 1):
        return True
    return len(_TAGS.findall(head)) >= 6
