"""Renamings of local bodies (地方机构更名) as changes of organisations (ORG, ``org:ChangeEvent``), as the patterns of their names say.

Changes of national bodies are data (``schemes/agency-changes.ttl``); those of local ones follow from ``schemes/pattern-changes.ttl``. The
bodies of every province are published with the schemes, those of smaller places where a document names them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from .changes import Change
from .concepts import Regions
from .identifiers import Identifiers
from .schemes import schemes
from .terms import ORG, RDF, SKOS, XSD, policy

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def provincial_renamings(identifiers: Identifiers) -> Iterator[Triple]:
    """The renamings of the bodies of all provinces, province by province.

    Args:
        identifiers: how IRIs are minted.
    """
    known = schemes()
    for place in known.regions.values():
        if Regions.rank(place) == 1 and not place.deprecated:
            for change, former, later in known.agencies.renamings_in(place):
                yield from renaming(change, former, later, identifiers)


def renaming(change: Change, former: str, later: str, ids: Identifiers) -> Iterator[Triple]:
    """One renaming, with the body before and the one after.

    Args:
        change: what the pattern of the names says.
        former, later: full names.
        ids: how IRIs are minted.
    """
    own = policy(ids.base)
    event = ox.NamedNode(ids.concept("agency-change", f"{change.year}-{former}-{later}"))
    for kind in (own.AgencyChange, ORG.ChangeEvent, SKOS.Concept):
        yield event, RDF.type, kind
    yield event, SKOS.inScheme, ox.NamedNode(f"{ids.base}id/agency-change")
    yield event, SKOS.prefLabel, ox.Literal(f"{change.year}年{former}改为{later}", language="zh")
    yield event, own.year, ox.Literal(str(change.year), datatype=XSD.integer)
    yield event, SKOS.broadMatch, ox.NamedNode(ids.concept(change.source.scheme, change.source.key))
    for name, does, done in ((former, ORG.originalOrganization, ORG.changedBy), (later, ORG.resultingOrganization, ORG.resultedFrom)):
        body = ox.NamedNode(ids.agency(name))
        yield event, does, body
        yield body, done, event
        for kind in (own.Agency, ORG.Organization, SKOS.Concept):
            yield body, RDF.type, kind
        yield body, SKOS.inScheme, ox.NamedNode(f"{ids.base}id/agency")
        yield body, SKOS.prefLabel, ox.Literal(name, language="zh")
