"""The ontology and its schemes as quads, to be published with the data under the same base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .errors import DefinitionError
from .identifiers import DEFAULT_BASE, Identifiers
from .renamings import provincial_renamings
from .schemes import FOLDER

POLICY = Path(__file__).parent / "policy.ttl"
"""The ontology."""


def files() -> list[Path]:
    """The ontology and the packaged schemes, in the order in which they are read."""
    return [POLICY, *sorted(FOLDER.glob("*.ttl"))]


def definition_quads(identifiers: Identifiers) -> Iterator[ox.Quad]:
    """The graph ``ontology``: every triple of :func:`files`, its IRIs moved to the base of ``identifiers``, and what follows from them.

    Raises:
        DefinitionError: if a file is not Turtle, or has a blank node (nothing in the graph is without a name).
    """
    graph = ox.NamedNode(identifiers.graph("ontology"))
    for file in files():
        try:
            for triple in ox.parse(path=file, format=ox.RdfFormat.TURTLE):
                subject, predicate, obj = (_moved(term, identifiers, file) for term in triple.triple)
                yield ox.Quad(subject, predicate, obj, graph)
        except SyntaxError as error:
            raise DefinitionError(f"{file.name} 不是有效的 Turtle：{error}", f"{file.name} is not valid Turtle: {error}") from error
    yield from (ox.Quad(*triple, graph) for triple in dict.fromkeys(provincial_renamings(identifiers)))


def _moved(term: Any, identifiers: Identifiers, file: Path) -> Any:
    if isinstance(term, ox.NamedNode):
        return ox.NamedNode(identifiers.rebase(term.value)) if term.value.startswith(DEFAULT_BASE) else term
    if isinstance(term, ox.Literal):
        return term
    raise DefinitionError(f"{file.name} 中有无名结点。", f"{file.name} has a blank node.")
