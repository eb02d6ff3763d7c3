"""What the forms of several pages let their users choose from."""

from __future__ import annotations

from typing import Any

from ...ontology.store import Reader
from .. import holdings
from .remembered import remembered

_EXAMPLES = 6
MOST_PLACES = 12
"""Places that a page deals with at once: beside one another no more can be read, and each takes its time."""


def types(graph: Reader) -> list[tuple[str, str]]:
    """All types, each by its label, which is also what is shown."""
    return [(each["label"], each["label"]) for each in remembered(graph, holdings.types)]


def examples(graph: Reader) -> list[str]:
    """Labels of the types that most is said of, in most documents."""

    def weight(each: dict[str, Any]) -> tuple[int, int]:
        return -len(each["documents"]), -each["facts"]

    return [each["label"] for each in sorted(remembered(graph, holdings.types), key=weight)[:_EXAMPLES]]


def places(graph: Reader) -> list[tuple[str, str]]:
    """Codes and names of the places with documents."""
    return [(each["code"], each["name"]) for each in remembered(graph, holdings.jurisdictions)]


def speaking(graph: Reader, type: str) -> list[tuple[str, str]]:
    """Codes and names of the places whose documents speak of a type.

    Args:
        graph: what is asked.
        type: its label or an alias.
    """
    about = {id for each in remembered(graph, holdings.types) if type in (each["label"], *each["aliases"]) for id in each["documents"]}
    return [(each["code"], each["name"]) for each in remembered(graph, holdings.jurisdictions) if about.intersection(each["documents"])]
