"""What the forms of several pages let their users choose from."""

from __future__ import annotations

from typing import Any

from ...ontology.store import Reader
from .. import holdings
from .remembered import remembered

_EXAMPLES = 6


def types(graph: Reader) -> list[str]:
    """Labels of all types."""
    return [each["label"] for each in remembered(graph, holdings.types)]


def examples(graph: Reader) -> list[str]:
    """Labels of the types that most is said of, in most documents."""

    def weight(each: dict[str, Any]) -> tuple[int, int]:
        return -len(each["documents"]), -each["facts"]

    return [each["label"] for each in sorted(remembered(graph, holdings.types), key=weight)[:_EXAMPLES]]


def places(graph: Reader) -> list[tuple[str, str]]:
    """Codes and names of the places with documents."""
    return [(each["code"], each["name"]) for each in remembered(graph, holdings.jurisdictions)]
