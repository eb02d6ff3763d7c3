"""What the older Office container (OLE2, [MS-CFB]) holds, before any program is let loose on it."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from ....ontology.errors import UnreadableText
from ..formats import SLIDES, WORKBOOK

if TYPE_CHECKING:
    from olefile import OleFileIO

_MACROS = frozenset({"macros", "_vba_project_cur", "_vba_project", "vba"})
_ENCRYPTED = 0x0100  # FibBase.fEncrypted ([MS-DOC], section 2.5.2)
_OTHERS = {"workbook": WORKBOOK, "book": WORKBOOK, "powerpoint document": SLIDES}


def check(data: bytes, name: str) -> bool:
    """Refuse what is not to be read.

    Args:
        data: the bytes of an OLE2 file.
        name: what to call it in messages.

    Returns:
        whether it is a Word file (WPS writes them too); what else may be a text only LibreOffice can tell.

    Raises:
        UnreadableText: if it is damaged, encrypted, holds macros, or is a workbook or presentation.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            streams = {part.lower() for path in container.listdir(streams=True, storages=True) for part in path}
            flags = _flags(container) if "worddocument" in streams else None
    except Exception as error:  # noqa: BLE001  # olefile raises whatever a broken table leads to
        zh = f"{name} 已损坏或不完整，无法打开：{error}。"
        raise UnreadableText(zh, f"{name} is damaged or incomplete: {error}.") from None
    if "encryptedpackage" in streams or (flags is not None and flags & _ENCRYPTED):
        raise UnreadableText(f"{name} 已加密，请先解除密码再读。", f"{name} is encrypted; take the password off first.")
    if streams & _MACROS:
        zh = f"{name} 含有宏，不予读取；请另存为不带宏的 .docx。"
        raise UnreadableText(zh, f"{name} holds macros and is not read; save it as .docx without them.")
    for stream, (zh, en) in _OTHERS.items():
        if stream in streams and flags is None:
            raise UnreadableText(f"{name} 是{zh}。", f"{name} is {en}.")
    return flags is not None


def _flags(container: OleFileIO) -> int:
    """The flags at the head of a Word text: bytes 10 and 11."""
    head = container.openstream("WordDocument").read(12)
    return struct.unpack_from("<H", head, 10)[0]
