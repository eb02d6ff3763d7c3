"""Containers (ZIP) from strangers: members are unpacked one by one, in memory, and never beyond the limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from ...ontology.errors import UnreadableText
from . import limits
from .markup import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_ENTRY = b"PK\x01\x02"  # begins each entry of a directory
_ENCRYPTED = 0x1  # general purpose flag, bit 0


class Archive:
    """A container, opened.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        UnreadableText: if it is damaged or cut off, or its members are encrypted.
        TooLarge: if it has too many members.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._unpacked = 0
        # Counted before the directory is read: each of its entries costs a hundred times its own size.
        if data.count(_ENTRY) > limits.MEMBERS:
            raise limits.too_many(name, ("内部文件数", "members"), limits.MEMBERS)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self.damaged(error) from None
        if any(info.flag_bits & _ENCRYPTED for info in self._members.values()):
            zh = f"{name} 已加密，请先解除密码再读。"
            raise UnreadableText(zh, f"{name} is encrypted; take the password off first.")

    @property
    def members(self) -> frozenset[str]:
        """The names of the members, as they stand in the directory."""
        return frozenset(self._members)

    @property
    def markup_bytes(self) -> int:
        """What its XML unpacks to, as the directory says; no member is read any further."""
        return sum(info.file_size for name, info in self._members.items() if name.endswith((".xml", ".rels")))

    def read(self, member: str) -> bytes | None:
        """Unpack a member; None if there is none of this name.

        Raises:
            UnreadableText: if it is damaged.
            TooLarge: if it, or all that was unpacked so far, is larger than the limits, whatever the directory says.
        """
        info = self._members.get(member)
        if info is None:
            return None
        allowed = min(limits.MEMBER_BYTES, limits.UNPACKED_BYTES - self._unpacked)
        try:
            with self._zip.open(info) as packed:
                data = packed.read(allowed + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
            raise self.damaged(error) from None
        if len(data) > allowed:
            raise limits.too_large(f"{self._name}（{member}）", allowed)
        self._unpacked += len(data)
        return data

    def xml(self, member: str) -> etree._Element | None:
        """Unpack and parse an XML member; None if there is none of this name.

        Raises:
            UnreadableText: if it is damaged, or no XML that may be read (:func:`.markup.parse_xml`).
            TooLarge: if it is larger than the limits.
        """
        data = self.read(member)
        return None if data is None else parse_xml(data, f"{self._name}（{member}）")

    def damaged(self, error: object) -> UnreadableText:
        """The refusal of a container that cannot be read to its end."""
        zh = f"{self._name} 已损坏或不完整，无法读取：{error}。"
        return UnreadableText(zh, f"{self._name} is damaged or incomplete: {error}.")
