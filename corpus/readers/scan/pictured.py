"""Pages of a file that are pictures: recognised where that is installed, and otherwise told, since the written pages are still read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ....ontology.errors import ReaderMissing
from ..limits import SCANNED_PAGES, too_many
from .recognise import Recogniser, doubts

if TYPE_CHECKING:
    from ..layout.page import Page
    from ..transcript import Writer
    from .images import Scan

SHARE = 0.2
"""Of a page; smaller pictures are emblems and seals."""


class Pictured:
    """Recognises such pages of one file.

    Args:
        name: what to call the file in messages.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen = 0
        self._recogniser: Recogniser | None = None
        self._missing: ReaderMissing | None = None
        self._unread: list[int] = []

    def page(self, number: int, scan: Callable[[], Scan]) -> Page | None:
        """Recognise a page; None where nobody can here.

        Args:
            number: of the page in its file, the first 1.
            scan: draws or unpacks it; not called where recognition is not installed.

        Raises:
            TooLarge: if the file has too many such pages.
            UnreadableText: if the picture shows no page.
        """
        self._seen += 1
        if self._seen > SCANNED_PAGES:
            raise too_many(self._name, ("扫描页数", "scanned pages"), SCANNED_PAGES)
        try:
            self._recogniser = self._recogniser or Recogniser(self._name)
        except ReaderMissing as error:
            self._missing = error
            self._unread.append(number)
            return None
        return self._recogniser.page(scan())

    def tell(self, writer: Writer, pages: Sequence[Page]) -> None:
        """Tell the user what was not recognised, and how sure the rest is.

        Args:
            writer: takes the notices.
            pages: what was read of the file.

        Raises:
            ReaderMissing: if that was nothing, since what recognises pictures is not installed.
        """
        if self._missing and not any(page.glyphs for page in pages):
            raise self._missing
        if self._unread:
            shown = "、".join(map(str, dict.fromkeys(self._unread)))
            writer.notice(
                f"第 {shown} 页是图片，没有识别；安装识别组件后可读：pip install 'hengce[scan]'。",
                f"Pages {shown} are pictures and were not read; what recognises them is installed by: pip install 'hengce[scan]'.",
            )
        doubts(writer, pages)
