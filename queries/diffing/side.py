"""One of the two texts that are compared: a document of the graph with its stored facts, or a text that is read now and kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rdflib import URIRef

from ...corpus.document import Document
from ...corpus.structure import outline
from ...extract.facts import Fact
from ...extract.properties import CLASSES, from_rows
from ...ontology.concepts import Concept
from ...ontology.schemes import schemes
from ...ontology.store import Reader
from ..citations import Evidence
from ..resolver import Resolver, look_up

_DRAFT = "draft"


@dataclass(frozen=True)
class Side:
    """A text to be compared.

    Attributes:
        name: what to call it: its title, else its identifier or file name.
        id: its identifier in the graph; None of a text that is not there.
        document: the text with its outline.
        facts: what it states.
        place: the place it is for, where it is known.
        evidence: the stored texts, of a document of the graph.
    """

    name: str
    id: str | None
    document: Document
    facts: Sequence[Fact]
    place: Concept | None
    evidence: Evidence | None

    def place_of(self, start: int, end: int) -> dict[str, Any]:
        """A span as JSON: document, address, quote and offsets; of a document of the graph a checked citation."""
        path, quote = self.document.path_at(start), self.document.text[start:end]
        citation = self.evidence.cite(self.id, path, start, end, quote) if self.evidence is not None and self.id is not None else None
        if citation is not None:
            return dict(citation)
        return {"document": self.id, "title": None, "path": path, "quote": quote, "start": start, "end": end, "url": None}


def collected(graph: Reader, id: str, parameter: str) -> Side:
    """A document of the graph.

    Args:
        graph: the snapshot to read.
        id: its identifier.
        parameter: what to call the value in an error.

    Raises:
        UnknownValue: if there is none.
    """
    resolver = Resolver(graph)
    iri = URIRef(resolver.document(id, parameter))
    evidence = Evidence(graph, [id.strip()])
    rows = look_up(graph, "rulings", document=[iri], kind=[URIRef(resolver.identifiers.vocabulary + name) for name in CLASSES.values()])
    facts = list(from_rows(rows, resolver.identifiers).values())
    stated = next((fact for fact in facts if fact.kind == "document"), None)
    place = schemes().regions.get(getattr(stated, "jurisdiction", None) or "")
    document = outline(id.strip(), evidence.text(id.strip()))
    return Side(getattr(stated, "title", None) or id.strip(), id.strip(), document, facts, place, evidence)


def read_now(text: str, name: str) -> Side:
    """A text that is read now.

    Args:
        text: its characters.
        name: what to call it where it has no title.
    """
    from ...extract.pipeline import facts_of, prepare  # loads the language pipeline: documents of the graph do without it

    reading = prepare(outline(_DRAFT, text))
    place = schemes().regions.get(reading.profile.jurisdiction or "")
    return Side(reading.profile.title or name, None, reading.document, facts_of(reading), place, None)
