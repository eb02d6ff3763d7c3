"""Names in the markup of Word files (ISO/IEC 29500-1, section 17), in the notation of lxml."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def value(element: etree._Element | None, path: str) -> str | None:
    """The attribute ``w:val`` of a child, named by its path of local names; None if either is missing."""
    found = None if element is None else element.find("/".join(W + part for part in path.split("/")))
    return None if found is None else found.get(f"{W}val")


def number(text: str | None) -> int | None:
    """A whole number as attributes write it; None if it is none, or beyond what any document has."""
    try:
        read = int(text or "")
    except ValueError:
        return None
    return read if abs(read) < 1_000_000 else None


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a property that is on or off is on (``CT_OnOff``, section 17.17.4)."""
    found = None if properties is None else properties.find(W + name)
    return found is not None and found.get(f"{W}val", "true") not in {"0", "false", "off"}
