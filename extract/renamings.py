"""How the local bodies that a document names got or lost their names (机构改革).

A document of 2016 names 宁波市经济和信息化委员会, one of 2020 宁波市经济和信息化局: the change of 2019 joins them. What the bodies of
provinces were and became is published with the schemes (``ontology/renamings.py``); here are those of smaller places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..ontology.concepts import Regions
from ..ontology.identifiers import Identifiers
from ..ontology.renamings import renaming
from ..ontology.schemes import schemes


def renaming_quads(names: Iterable[str], document: str, identifiers: Identifiers) -> Iterator[ox.Quad]:
    """The renamings of some bodies, each with the body before and the one after, as quads of a document's graph.

    Args:
        names: full names of bodies; those of the nation and of provinces are passed over.
        document: identifier of the document that names them.
        identifiers: how IRIs are minted.
    """
    graph = ox.NamedNode(identifiers.graph(document))
    for name in names:
        if (parts := schemes().agencies.parts(name)) is not None and Regions.rank(parts[0]) > 1:
            for change, former, later in schemes().agencies.renamings(name):
                yield from (ox.Quad(*triple, graph) for triple in renaming(change, former, later, identifiers))
