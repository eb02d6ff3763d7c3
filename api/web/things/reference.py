"""The ontology as a reference reads it: terms in sections, each with what is said of it, from its triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from ....ontology.context import PREFIXES, prefixed
from ....ontology.identifiers import Identifiers

KINDS: Mapping[str, tuple[str, str]] = {
    "owl:Class": ("类", "Classes"),
    "owl:ObjectProperty": ("对象属性", "Object properties"),
    "owl:DatatypeProperty": ("数据属性", "Datatype properties"),
    "owl:AnnotationProperty": ("注释属性", "Annotation properties"),
    "rdfs:Datatype": ("数据类型", "Datatypes"),
}
"""The kinds of term in the order of the page, with their headings."""


@dataclass(frozen=True, slots=True)
class Term:
    """What is said of one thing.

    Attributes:
        iri: its IRI.
        said: its values by property, the name of a property with its prefix.
    """

    iri: str
    said: dict[str, list[ox.NamedNode | ox.Literal]] = field(default_factory=dict)

    def texts(self, name: str, language: str | None = None) -> list[str]:
        """The literals of a property in the language, or in all."""
        values = [value for value in self.said.get(name, ()) if isinstance(value, ox.Literal)]
        return [value.value for value in values if language is None or value.language == language]

    def iris(self, name: str) -> list[str]:
        """The things that a property points to."""
        return [value.value for value in self.said.get(name, ()) if isinstance(value, ox.NamedNode)]

    @property
    def local(self) -> str:
        """What follows the namespace; of our terms the anchor."""
        return self.iri.rpartition("#")[2] if "#" in self.iri else self.iri.rpartition("/")[2]


class Reference:
    """The ontology.

    Args:
        lines: its triples, as N-Triples.
        base: of the graph.
    """

    def __init__(self, lines: Iterable[bytes], base: str) -> None:
        self.base = base
        self.namespace = Identifiers(base).vocabulary
        self.terms: dict[str, Term] = {}
        for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES):
            subject, name = str(quad.subject.value), prefixed(quad.predicate.value, base)  # type: ignore[union-attr]
            self.terms.setdefault(subject, Term(subject)).said.setdefault(name, []).append(quad.object)  # type: ignore[arg-type]
        for term in self.terms.values():
            for values in term.said.values():
                values.sort(key=lambda value: (getattr(value, "language", None) != "zh", str(value)))

    @property
    def itself(self) -> Term:
        """The ontology's own description."""
        iri = Identifiers(self.base).ontology
        return self.terms.get(iri, Term(iri))

    @cached_property
    def sections(self) -> dict[str, list[Term]]:
        """Our terms by kind (:data:`KINDS`), in the order of their names; kinds without terms are left out."""
        found = {kind: [term for term in self._of_kind(kind) if term.iri.startswith(self.namespace)] for kind in KINDS}
        return {kind: sorted(terms, key=lambda term: term.local.lower()) for kind, terms in found.items() if terms}

    @cached_property
    def foreign(self) -> list[tuple[str, Term]]:
        """Terms of other vocabularies that are declared, each with its kind, by prefixed name."""
        found = [(kind, term) for kind in KINDS for term in self._of_kind(kind) if not term.iri.startswith(self.namespace)]
        return sorted(found, key=lambda each: prefixed(each[1].iri, self.base).lower())

    def _of_kind(self, kind: str) -> Iterator[Term]:
        full = PREFIXES[kind.split(":")[0]] + kind.split(":")[1]
        return (term for term in self.terms.values() if full in term.iris("rdf:type"))

    def pointing(self, name: str, iri: str) -> list[str]:
        """IRIs of the terms whose property has this value, by name."""
        return self._inverse.get((name, iri), [])

    @cached_property
    def _inverse(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for term in sorted(self.terms.values(), key=lambda term: term.local.lower()):
            for name in term.said:
                for value in term.iris(name):
                    found.setdefault((name, value), []).append(term.iri)
        return found

    def prefixes_in_use(self) -> dict[str, str]:
        """The prefixes of all terms that stand in the ontology, ``h`` among them."""
        names = {prefixed(iri, self.base).partition(":")[0] for iri in self._mentioned()}
        return {name: iri for name, iri in {**PREFIXES, "h": self.namespace}.items() if name in names}

    def _mentioned(self) -> Iterator[str]:
        for term in self.terms.values():
            yield term.iri
            for name in term.said:
                yield name if ":" not in name else PREFIXES.get(name.partition(":")[0], "") + name.partition(":")[2]
                yield from term.iris(name)
