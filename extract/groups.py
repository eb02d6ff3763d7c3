"""Requirements in groups (条件列举): which list of a document holds which thresholds and criteria, and which lists (CCCEV 2.1.0).

A list of breaches (有下列情形之一的，撤销称号) is none: its items are not met to be given something; each of them ends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..corpus.document import Document, Node
from .facts import Criterion, Fact, Threshold
from .lists import first_list


@dataclass(frozen=True, slots=True)
class Group:
    """A list of requirements.

    Attributes:
        path: address of the clause whose list it is; the clause says how its parts combine (``h:groupLogic``).
        facts: the requirements that stand right in it.
        groups: the lists right below it.
    """

    path: str
    facts: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def all_facts(self) -> Iterator[str]:
        """Every requirement in it, at whatever depth."""
        yield from self.facts
        for group in self.groups:
            yield from group.all_facts()

    def walk(self) -> Iterator[Group]:
        """The group and all below it."""
        yield self
        for group in self.groups:
            yield from group.walk()


def groups(document: Document, facts: Mapping[str, Fact]) -> list[Group]:
    """The outermost groups of requirements of a document, each with those inside it, in the order in which they are first met.

    Args:
        document: the text with its outline.
        facts: its facts by what names them.
    """
    listed = {name: fact.parent for name, fact in facts.items() if isinstance(fact, Threshold | Criterion) and fact.parent}
    if not listed:
        return []
    nodes: dict[str, Node] = {}
    for node in document.root.walk():
        nodes.setdefault(node.path, node)
    found: dict[str, Group | None] = {}
    outermost: list[Group] = []

    def group_at(path: str) -> Group | None:
        if path in found:
            return found[path]
        found[path] = None  # should a list ever seem to lie in itself
        first = first_list(document, nodes[path]) if path in nodes else None
        if first is None or first[1].kind == "sanction":
            return None
        outer = group_at(first[1].parent) if first[1].parent else None
        group = found[path] = Group(path)
        (outermost if outer is None else outer.groups).append(group)
        return group

    for name, path in listed.items():
        if (group := group_at(path)) is not None:
            group.facts.append(name)
    return outermost
