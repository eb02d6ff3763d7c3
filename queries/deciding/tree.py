"""From the facts of a place to its requirement tree (条件树): lists of which all items count are flat, others are groups."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from ...extract.facts import Threshold
from ...ontology.identifiers import Identifiers
from ...ontology.store import Reader, Value
from ..matrix import Statement
from ..resolver import look_up
from .requirements import Requirement, requirement_of, said_by_number

Address = tuple[str, str]
"""A document and the path of a clause in it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of conditions: how its items belong together, and the list that it stands in."""

    logic: str
    parent: str | None


def lists_of(graph: Reader, documents: Sequence[str]) -> dict[Address, Listing]:
    """The lists of conditions of some documents.

    Args:
        graph: the snapshot to read from.
        documents: their identifiers.

    Raises:
        StoreError: if the store failed.
    """
    return {
        (str(row["id"]), str(row["path"])): Listing(str(row["logic"]), str(row["parent"]) if "parent" in row else None)
        for row in _ask(graph, "lists", documents)
    }


def without_annexes(graph: Reader, documents: Sequence[str]) -> set[str]:
    """Those of some documents that point to annexes which are not collected; arguments and errors as for :func:`lists_of`."""
    return {str(row["id"]) for row in _ask(graph, "annexes", documents)}


def _ask(graph: Reader, name: str, documents: Sequence[str]) -> Iterable[Mapping[str, Value]]:
    if not documents:
        return ()
    return look_up(graph, name, document=[URIRef(Identifiers(graph.info.base).document(each)) for each in documents])


@dataclass
class _Node:
    """A list while it is put together."""

    logic: str
    parts: list[Requirement | _Node] = field(default_factory=list)


def requirements(statements: Sequence[Statement], lists: Mapping[Address, Listing]) -> list[Requirement]:
    """The requirements that facts state, in the order of the texts.

    Args:
        statements: thresholds, criteria and sanctions that hold together.
        lists: the lists of conditions of their documents.
    """
    breaches = [(s.fact.doc, s.fact.start, s.fact.end) for s in statements if s.fact.kind == "sanction"]
    numbers = [s.fact for s in statements if isinstance(s.fact, Threshold)]
    root = _Node("all")
    nodes: dict[Address, _Node] = {}

    def node(doc: str, path: str, logic: str) -> _Node:
        if (doc, path) not in nodes:
            known = lists.get((doc, path))
            nodes[doc, path] = _Node(known.logic if known else logic)
            above = known.parent if known and known.parent != path else None
            (node(doc, above, "all") if above else root).parts.append(nodes[doc, path])
        return nodes[doc, path]

    for statement in sorted(statements, key=lambda s: (s.document.id, s.fact.start, s.fact.kind != "threshold")):
        fact = statement.fact
        if not isinstance(fact, Threshold) and said_by_number(fact, numbers):
            continue
        requirement = requirement_of(statement, breaches)
        if requirement is not None:
            parent = getattr(fact, "parent", None)
            (node(fact.doc, parent, getattr(fact, "group_logic", None) or "all") if parent else root).parts.append(requirement)
    return _unique(_flat(root))


def _flat(node: _Node) -> list[Requirement]:
    """The requirements of a list: its items where all count, else one group."""
    parts = [[each] if isinstance(each, Requirement) else _flat(each) for each in node.parts]
    avoided = all(isinstance(each, Requirement) and each.avoided for each in node.parts)
    needed = _needed(node.logic, len(parts), avoided)
    if needed >= len(parts):
        return [requirement for part in parts for requirement in part]
    options = (part[0] if len(part) == 1 else _group(tuple(part), len(part)) for part in parts if part)
    return [_group(tuple(options), needed)]


def _needed(logic: str, count: int, avoided: bool) -> int:
    """How many of a list's items must be met: where some number of cases is enough to exclude, fewer than that may be the applicant's."""
    some = 1 if logic == "any" else int(logic) if logic.isdecimal() else 0
    if not 0 < some <= count:
        return count
    return count - some + 1 if avoided else some


def _group(options: tuple[Requirement, ...], needed: int) -> Requirement:
    words = "；".join(option.text for option in options)
    share = "同时" if needed == len(options) else "其一" if needed == 1 else f"其中{needed}项"
    text = f"{share}满足：{words}"
    name = f"{share}：{options[0].name[:16]}…{hashlib.sha256(words.encode()).hexdigest()[:4]}"
    phase = "keep" if all(option.phase == "keep" for option in options) else "enter"
    return Requirement(
        name, text, phase, options[0].citation, options=options, needed=needed,
        effect=next((option.effect for option in options if option.effect), None),
        discretionary=any(option.discretionary for option in options),
    )  # fmt: skip


def _unique(found: list[Requirement]) -> list[Requirement]:
    """Each requirement once: a sanction that revokes and bans is one condition, a fact read of two subjects too."""
    unique: dict[tuple[object, ...], Requirement] = {}
    for each in found:
        unique.setdefault((each.name, each.bounds, each.wanted, each.phase, each.citation["document"]), each)
    return list(unique.values())
