"""Formats that only office programs read: .doc and .wps (Word 97-2003), RTF, OpenDocument.

LibreOffice turns them into .docx, which is then read like any other, generated numbers included. Where it is not installed, antiword
reads Word files; where that is not either, the user is told what to install.
"""

from __future__ import annotations

from ....ontology.errors import ReaderMissing, UnreadableText
from ..archive import Archive
from ..formats import Format, format_of
from ..limits import Deadline
from ..transcript import Transcript
from ..word import document
from . import antiword, binary, libreoffice

_NAMES: dict[Format, str] = {"doc": ".doc/.wps", "rtf": "RTF", "odt": "OpenDocument"}


def read(data: bytes, name: str) -> Transcript:
    """Read a file by an office program.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        ReaderMissing: if no program is installed that reads it.
        UnreadableText: if it is damaged or encrypted, holds macros, or has no text.
        TooLarge: if it goes beyond a limit.
    """
    format = format_of(data, name)
    word = format == "doc" and binary.check(data, name)
    if format == "odt":
        _check_members(data, name)
    deadline = Deadline(name)
    if libreoffice.installed():
        return document.read(libreoffice.to_docx(data, format, name, deadline), name)
    if word and antiword.installed():
        return antiword.read(data, name, deadline)
    kind = _NAMES[format]
    zh = f"{name} 是 {kind} 文件，读取它需要 LibreOffice（apt install libreoffice-writer）{'或 antiword' if word else ''}；" \
         "也可用 Word 或 WPS 另存为 .docx。"  # fmt: skip
    en = f"{name} is a {kind} file: reading it takes LibreOffice (apt install libreoffice-writer){' or antiword' if word else ''}; " \
         "or save it as .docx."  # fmt: skip
    raise ReaderMissing(zh, en)


def _check_members(data: bytes, name: str) -> None:
    """Refuse an OpenDocument file that unpacks to too much, is encrypted, or holds macros."""
    archive = Archive(data, name)
    if any(member.startswith(("Basic/", "Scripts/")) for member in archive.members):
        zh = f"{name} 含有宏，不予读取；请另存为不带宏的 .docx。"
        raise UnreadableText(zh, f"{name} holds macros and is not read; save it as .docx without them.")
    for member in sorted(archive.members):
        archive.read(member)
    manifest = archive.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise UnreadableText(f"{name} 已加密，请先解除密码再读。", f"{name} is encrypted; take the password off first.")
