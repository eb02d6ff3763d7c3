"""The pictures on OFD pages (GB/T 33190-2016, sections 7.9 and 10): scanned documents consist of them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..layout.page import Page
from ..markup import children, local
from ..scan.images import Scan, scans
from ..scan.pictured import SHARE
from .geometry import POINT, Frame, numbers

if TYPE_CHECKING:
    from lxml import etree

    from ..archive import Archive


def media(archive: Archive, root: etree._Element, folder: str) -> dict[str, str]:
    """The pictures that a document or a page may show: the members of the container by the identifiers of their resources.

    Args:
        archive: the container.
        root: what names lists of resources: the common data of a document, or a page.
        folder: where it stands.
    """
    found: dict[str, str] = {}
    for listed in root:
        if local(listed) not in {"PublicRes", "DocumentRes", "PageRes"}:
            continue
        path = member(folder, listed.text or "")
        resources = archive.xml(path)
        if resources is None:
            continue  # what it lists is missed where it is shown
        base = posixpath.join(posixpath.dirname(path), resources.get("BaseLoc", ""))
        for each in (each for group in children(resources, "MultiMedias") for each in children(group, "MultiMedia")):
            file = next((child.text for child in children(each, "MediaFile")), None)
            if file:
                found[each.get("ID", "")] = member(base, file)
    return found


def member(folder: str, location: str) -> str:
    """The name of a member in the container: its location is relative to a folder, or from the root."""
    return posixpath.normpath(posixpath.join("/", folder, location.strip())).lstrip("/")


def large(found: list[etree._Element], width: float, height: float) -> Iterator[tuple[str, Frame, float, float]]:
    """The pictures that take a good part of a page, from its top to its foot.

    Args:
        found: the objects of the page.
        width, height: of the page in points.

    Yields:
        The identifier of the resource, where the picture lies, and its width and height in points.
    """
    placed: list[tuple[str, Frame, float, float]] = []
    for each in found:
        box = numbers(each.get("Boundary"))
        if local(each) == "ImageObject" and each.get("Visible") != "false" and len(box) >= 4:
            across, down = box[2] * POINT, box[3] * POINT
            if across * down >= SHARE * width * height:
                placed.append((each.get("ResourceID", ""), Frame.of(each.get("Boundary"), None), across, down))
    yield from sorted(placed, key=lambda each: (each[1].y, each[1].x))


def scan(data: bytes, name: str, number: int, width: float, height: float) -> Callable[[], Scan]:
    """A picture as the scan of a page of that size in points."""
    return lambda: replace(next(scans(data, name)), number=number, width=width, height=height)


def moved(page: Page, frame: Frame) -> Page:
    """What was recognised in a picture, where the picture lies on its page."""
    x, y = frame.x * POINT, frame.y * POINT
    return replace(
        page,
        glyphs=tuple(
            each._replace(left=each.left + x, top=each.top + y, right=each.right + x, bottom=each.bottom + y) for each in page.glyphs
        ),
        rules=tuple((left + x, top + y, right + x, bottom + y) for left, top, right, bottom in page.rules),
    )
