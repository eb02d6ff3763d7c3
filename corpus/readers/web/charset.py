"""The characters of a page: what its mark, its declaration, or its bytes say."""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes, policy

from ....ontology.errors import UnreadableText
from ..formats import is_mime
from ..text import decode

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.I)
_HEAD = 4096  # bytes in which browsers look for it, four times over
# Chinese sites declare an old set and use characters of its successors.
_SUCCESSOR = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}


def characters(data: bytes, name: str) -> str:
    """Decode a page; of a page saved as one file (MHTML) its HTML part.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        UnreadableText: if it is empty, or in no known encoding.
        TooLarge: if it is larger than a text may be.
    """
    declared: str | None = None
    if is_mime(data):
        data, declared = _html_part(data, name)
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, name)
    if declared is None and (match := _DECLARED.search(data[:_HEAD])):
        declared = match[1].decode("ascii").lower()
    if declared is not None:
        try:
            return data.decode(_SUCCESSOR.get(declared, declared))
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration is common: browsers guess then, and so does `decode`
    return decode(data.replace(b"\x00", b""), name)


def _html_part(data: bytes, name: str) -> tuple[bytes, str | None]:
    for part in message_from_bytes(data, policy=policy.compat32).walk():
        if part.get_content_type() == "text/html" and isinstance(content := part.get_payload(decode=True), bytes):
            return content, part.get_content_charset()
    raise UnreadableText(f"{name} 中没有网页正文。", f"There is no page in {name}.")
