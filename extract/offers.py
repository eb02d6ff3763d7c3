"""What a document has on offer (认定服务): the recognition of a type at a level and grade, by whom, on what terms, with what support.

An offer is a public service (CPSV-AP 3.2.0) that holds requirements (CCCEV 2.1.0). Each document states in its own graph the offers that
its thresholds, criteria and targets name; what several documents state of one offer falls together, for its address is its place, type,
level and grade.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..corpus.clean import view
from ..corpus.document import Document
from ..ontology.concepts import Concept, Regions
from ..ontology.identifiers import Identifiers
from ..ontology.schemes import schemes
from ..ontology.terms import CPSV, CV, DCTERMS, RDF, RDFS, policy
from .description import Description
from .facts import Agency, Criterion, Fact, Incentive, Target, Threshold
from .groups import Group, groups
from .types import TypeFinder

_OWN_LEVEL = ("国家级", "省级", "市级", "区县级")  # by the rank of the place


@dataclass(frozen=True, slots=True)
class Offer:
    """A recognition on offer, as one document states it.

    Attributes:
        place: the place that offers it.
        type: canonical label of the type that is recognised.
        level, grade: labels, or None where the document names none.
        authorities: full names of the bodies that recognise; empty where that is some other place's, and the document does not say whose.
        requirements: the thresholds and criteria that hold for it.
        groups: addresses of the clauses that list some of these requirements and no others; not those inside such a one.
        incentives: what it brings.
    """

    place: Concept
    type: str
    level: str | None
    grade: str | None
    authorities: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    incentives: tuple[str, ...] = ()


class Offers:
    """The offers of one document, and the groups of its requirements.

    Args:
        document: the text with its outline.
        facts: its facts by what names them.
        about: what is known of the document; without a place there are no offers.

    Attributes:
        groups: the outermost groups of requirements.
    """

    def __init__(self, document: Document, facts: Mapping[str, Fact], about: Description) -> None:
        self.groups = groups(document, facts)
        self._place = schemes().regions.get(about.jurisdiction or "")
        self._issuers = tuple(name for name in (about.issuer or "").split("、") if name)
        self._facts = facts

    def __iter__(self) -> Iterator[Offer]:
        """The offers, by type, level and grade."""
        if self._place is None:
            return
        named = {
            (type, fact.level or "", fact.grade or "")
            for type, said in self._by_type.items()
            for fact in said.values()
            if isinstance(fact, Threshold | Criterion | Target) and _is_status(type, fact)
        }
        for type, level, grade in sorted(named):
            yield self._offer(self._place, type, level or None, grade or None)

    def _offer(self, place: Concept, type: str, level: str | None, grade: str | None) -> Offer:
        """An offer with what holds for it: what is said of its type or one above it, and of no other level or grade."""
        known = schemes().types.get(type)
        types = {type, *(above.label for above in schemes().types.ancestors(known))} if known else {type}
        said = {name: fact for each in sorted(types) for name, fact in self._by_type.get(each, {}).items()}
        fitting = {
            name: fact
            for name, fact in said.items()
            if isinstance(fact, Threshold | Criterion | Incentive) and fact.level in (None, level) and fact.grade in (None, grade)
        }
        requirements = tuple(sorted(name for name, fact in fitting.items() if not isinstance(fact, Incentive)))
        around = dict.fromkeys(self._outermost[name].path for name in requirements if name in self._outermost)
        whole = sorted(_whole((self._groups[path] for path in around), frozenset(requirements)))
        incentives = tuple(sorted(name for name, fact in fitting.items() if isinstance(fact, Incentive)))
        return Offer(place, type, level, grade, self._authorities(place, types, level), requirements, tuple(whole), incentives)

    def _authorities(self, place: Concept, types: Set[str], level: str | None) -> tuple[str, ...]:
        """Who recognises at the place's own level: the bodies of which a clause says so, else those that issue the document.

        Of another level (推荐申报国家级) a document rarely says who recognises, and of a national body named in it not what.
        """
        rank = Regions.rank(place)
        if level not in (None, _OWN_LEVEL[rank]):
            return ()
        recognisers = {body: named for body, named in self._recognisers.items() if (body in schemes()["agency"]) == (rank == 0)}
        of_these = sorted(body for body, named in recognisers.items() if types & named)
        of_any = sorted(body for body, named in recognisers.items() if not named)
        return tuple(of_these or of_any) or self._issuers

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {group.path: group for group in self.groups}

    @cached_property
    def _outermost(self) -> dict[str, Group]:
        """The outermost group of each requirement that stands in one."""
        return {name: group for group in self.groups for name in group.all_facts()}

    @cached_property
    def _recognisers(self) -> dict[str, set[str]]:
        """The bodies of which a clause says that they recognise, each with the types that it names there."""
        facts = [fact for fact in self._facts.values() if isinstance(fact, Agency) and fact.role == "recognise"]
        if not facts:
            return {}
        types = TypeFinder(tuple(schemes().types.values()), {type: type for type in self._by_type})
        found: dict[str, set[str]] = defaultdict(set)
        for fact in facts:
            mentions = types.find(view(fact.quote).text)
            found[fact.canonical] |= _types(fact) | {schemes().types.key_of(label) for each in mentions for label in each.labels}
        return found

    @cached_property
    def _by_type(self) -> dict[str, dict[str, Fact]]:
        """What is said of each type."""
        found: dict[str, dict[str, Fact]] = defaultdict(dict)
        for name, fact in self._facts.items():
            for type in _types(fact):
                found[type][name] = fact
        return found


def offer_quads(document: Document, facts: Mapping[str, Fact], about: Description, identifiers: Identifiers) -> Iterator[ox.Quad]:
    """The offers of a document and the groups of its requirements, as quads of its graph.

    Args:
        document: the text with its outline.
        facts: its facts by their IRIs.
        about: what is known of the document.
        identifiers: how IRIs are minted.
    """
    graph, found = ox.NamedNode(identifiers.graph(document.id)), Offers(document, facts, about)
    for group in (each for outermost in found.groups for each in outermost.walk()):
        yield from (ox.Quad(*triple, graph) for triple in _group(group, document.id, identifiers))
    for offer in found:
        yield from (ox.Quad(*triple, graph) for triple in _offer(offer, document.id, identifiers))


_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def _group(group: Group, document: str, ids: Identifiers) -> Iterator[_Triple]:
    node = ox.NamedNode(ids.clause(document, group.path))
    yield node, RDF.type, policy(ids.base).RequirementGroup
    yield node, RDF.type, CV.Requirement
    for part in (*group.facts, *(ids.clause(document, inner.path) for inner in group.groups)):
        yield node, CV.hasRequirement, ox.NamedNode(part)


def _offer(offer: Offer, document: str, ids: Identifiers) -> Iterator[_Triple]:
    own, node = policy(ids.base), ox.NamedNode(ids.offer(offer.place.key, offer.type, offer.level, offer.grade))
    for kind in (own.Offer, CPSV.PublicService):
        yield node, RDF.type, kind
    which = "，".join(filter(None, (offer.level, offer.grade)))
    title = ox.Literal(f"{offer.place.label}{offer.type}认定" + (f"（{which}）" if which else ""), language="zh")
    yield node, RDFS.label, title
    yield node, DCTERMS.title, title
    yield node, DCTERMS.identifier, ox.Literal("/".join((offer.place.key, offer.type, offer.level or "-", offer.grade or "-")))
    yield node, DCTERMS.spatial, ox.NamedNode(ids.region(offer.place.key))
    yield node, own.recognises, ox.NamedNode(ids.type(offer.type))
    if offer.level:
        yield node, own.level, ox.NamedNode(ids.level(offer.level))
    if offer.grade:
        yield node, own.grade, ox.NamedNode(ids.grade(offer.grade))
    yield node, CV.hasLegalResource, ox.NamedNode(ids.document(document))
    for name in offer.authorities:
        body = ox.NamedNode(ids.agency(name))
        yield node, CV.hasCompetentAuthority, body
        yield body, RDF.type, CV.PublicOrganisation
    for requirement in (*offer.requirements, *(ids.clause(document, path) for path in offer.groups)):
        yield node, CV.holdsRequirement, ox.NamedNode(requirement)
    for incentive in offer.incentives:
        yield node, CPSV.produces, ox.NamedNode(incentive)


def _types(fact: Fact) -> set[str]:
    """The types that a fact is about; joint ones are written with a slash."""
    return {schemes().types.key_of(label) for label in (fact.subject or "").split("/") if label}


def _is_status(type: str, fact: Fact) -> bool:
    """Whether a fact names a type as a status that somebody is given. Of a type that no scheme has, a target only says what is counted."""
    known = schemes().types.get(type)
    return not isinstance(fact, Target) if known is None else "CountedObject" not in known.classes


def _whole(found: Iterable[Group], requirements: frozenset[str]) -> Iterator[str]:
    """The outermost groups with nothing but some requirements."""
    for group in found:
        if requirements.issuperset(group.all_facts()):
            yield group.path
        else:
            yield from _whole(group.groups, requirements)
