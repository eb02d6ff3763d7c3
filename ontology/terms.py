"""The terms that the graph is written with, as closed vocabularies: a name that is not listed raises.

Of foreign vocabularies only what is used here is listed. Our own is listed in full; a test compares it with ``policy.ttl``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import NamedNode

from .identifiers import DEFAULT_BASE, Identifiers


class Vocabulary:
    """A namespace that knows its names.

    Terms are attributes, ``SKOS.prefLabel``, or items, ``H["min"]``.

    Args:
        iri: what the names follow.
        names: the local names, separated by white space.
    """

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self._terms = {name: NamedNode(iri + name) for name in names.split()}

    def __getitem__(self, name: str) -> NamedNode:
        if name not in self._terms:
            raise KeyError(f"<{self.iri}> has no term {name!r} here")
        return self._terms[name]

    def __getattr__(self, name: str) -> NamedNode:
        # Special names are asked for when an object is copied, before it has its own attributes: they are never terms.
        if name.startswith("_") or name == "iri":
            raise AttributeError(name)
        if name not in self._terms:
            raise AttributeError(f"<{self.iri}> has no term {name!r} here")
        return self._terms[name]

    def __contains__(self, name: object) -> bool:
        return name in self._terms

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)


RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "first nil rest type")
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#", "label subClassOf")
XSD = Vocabulary("http://www.w3.org/2001/XMLSchema#", "boolean date decimal integer maxExclusive maxInclusive minExclusive minInclusive")
SKOS = Vocabulary(
    "http://www.w3.org/2004/02/skos/core#",
    "Collection Concept ConceptScheme altLabel broadMatch broader closeMatch exactMatch inScheme notation prefLabel",
)
DCTERMS = Vocabulary("http://purl.org/dc/terms/", "conformsTo description identifier language spatial title")
OWL = Vocabulary(
    "http://www.w3.org/2002/07/owl#",
    "Class Restriction deprecated equivalentClass hasValue intersectionOf onDatatype onProperty someValuesFrom withRestrictions",
)
ELI = Vocabulary(
    "http://data.europa.eu/eli/ontology#",
    "LegalResource LegalResourceSubdivision amends based_on cites date_document id_local is_part_of jurisdiction passed_by repeals",
)
CV = Vocabulary(
    "http://data.europa.eu/m8g/", "PublicOrganisation Requirement hasCompetentAuthority hasLegalResource hasRequirement holdsRequirement"
)
CPSV = Vocabulary("http://purl.org/vocab/cpsv#", "PublicService produces")
ORG = Vocabulary(
    "http://www.w3.org/ns/org#",
    "ChangeEvent FormalOrganization Organization changedBy originalOrganization resultedFrom resultingOrganization",
)
PROV = Vocabulary(
    "http://www.w3.org/ns/prov#",
    """
    Activity Entity Person SoftwareAgent used value wasAssociatedWith wasAttributedTo wasDerivedFrom wasGeneratedBy wasInvalidatedBy
    wasRevisionOf
    """,
)

CLASSES = """
    PolicyDocument Clause Fact QuantifiedStatement Requirement LevelledStatement Threshold Target Incentive Deadline Cycle
    Sanction Exemption Criterion SectorFocus AgencyRole Citation Step Definition DocumentStatement DemonstrationType
    CountedObject Agency AgencyPattern AgencyChange PatternChange Region Industry Levelled Offer RequirementGroup Build Correction
    Evaluation
"""
PROPERTIES = """
    document clause path quote start end rule alignment certainty order subject subjectLabel metric min minInclusive max
    maxInclusive unit scale decidedBy effect parent groupLogic force level grade group by scope total partOf form amount cap per
    rate stacking schedule actor action recipient date recurrence within workingDays after period duration trigger consequence
    condition text name stepOrder title number agency role sector cited sameWorkAs issuer jurisdictionCode issuanceStatus
    validFrom validTo validFromText validToText id sha256 source heading nodeType contextualLabel contextOf prefix suffix numberCode
    rank since until establishedIn year formerPattern laterPattern tookPlaceIn recognises correctionAction correctionReason correctedOn
    issuedAs nextVersion revisedAs countsAs score
"""


@cache
def policy(base: str = DEFAULT_BASE) -> Vocabulary:
    """Our own vocabulary (``policy.ttl``) below a base."""
    return Vocabulary(Identifiers(base).vocabulary, CLASSES + PROPERTIES)
