"""Cited works (被引文件): what they are known by, and which collected document each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ..ontology.concepts import plain
from ..ontology.identifiers import Identifiers
from ..ontology.terms import policy
from .description import Description
from .facts import Fact, Reference


def same_works(documents: Mapping[str, Description], facts: Iterable[Fact], identifiers: Identifiers) -> Iterator[ox.Quad]:
    """Links from cited works to the collected documents that they are, by number or title.

    Which documents are collected is known only when all are read: a build adds these quads at the end, each to the graph of the
    document that cites.

    Args:
        documents: the description of every collected document by its identifier.
        facts: the facts of all documents.
        identifiers: how IRIs are minted.
    """
    own = policy(identifiers.base)
    by_name: dict[str, str] = {}
    for id, description in sorted(documents.items()):
        for name in (description.number, description.title):
            if name:
                by_name.setdefault(plain(name), id)
    links: dict[ox.Quad, None] = {}
    for fact in facts:
        if isinstance(fact, Reference) and (work := work_name(fact)):
            id = next((by_name[plain(name)] for name in (fact.number, fact.title) if name and plain(name) in by_name), None)
            if id is not None:
                link = (ox.NamedNode(identifiers.work(work)), own.sameWorkAs, ox.NamedNode(identifiers.document(id)))
                links[ox.Quad(*link, ox.NamedNode(identifiers.graph(fact.doc)))] = None
    yield from links


def work_name(reference: Reference) -> str | None:
    """What a cited document is known by: its number, else its title."""
    return reference.number or reference.title
