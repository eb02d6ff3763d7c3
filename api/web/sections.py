"""The main navigation: every section has one page of its own to begin at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the main navigation.

    Attributes:
        name: its key; the label is the text ``section.NAME`` (``strings/section.yaml``).
        path: address of its page.
    """

    name: str
    path: str


SECTIONS = (
    Section("home", "/"),
    Section("compare", "/web/compare"),
    Section("documents", "/web/documents"),
    Section("eligibility", "/web/eligibility"),
    Section("check", "/web/check"),
    Section("search", "/web/search"),
    Section("ask", "/web/ask"),
    Section("timeline", "/web/timeline"),
    Section("graph", "/web/graph"),
    Section("sparql", "/web/sparql"),
    Section("quality", "/web/quality"),
)
"""In the order in which they are shown."""
