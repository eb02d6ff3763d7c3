"""Image files: photographed or scanned pages, recognised and laid out as those of a PDF."""

from __future__ import annotations

from ..blocks import BlockWriter
from ..confined import confined
from ..layout.flow import read as laid_out
from ..limits import Deadline
from ..transcript import Transcript, Writer
from .images import scans
from .recognise import Recogniser, doubts


def read(data: bytes, name: str) -> Transcript:
    """Read an image, in a process of its own; as :meth:`..original.Reader.read`."""
    return confined(__name__, data, name)


def transcribe(data: bytes, name: str) -> Transcript:
    """Read an image, in this process.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        UnreadableText: if it is damaged or has no text.
        ReaderMissing: if what recognises scans is not installed.
        TooLarge: if it has too many pixels or pages.
    """
    recogniser = Recogniser(name)
    writer = Writer(name)
    pages = [recogniser.page(scan) for scan in scans(data, name)]
    BlockWriter(writer, name, Deadline(name)).write(laid_out(pages))
    doubts(writer, pages)
    return writer.transcript()
