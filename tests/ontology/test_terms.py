"""The vocabularies in Python are those of the files, and nothing else."""

from __future__ import annotations

import copy

import pyoxigraph as ox
import pytest

from hengce.ontology import terms
from hengce.ontology.definitions import POLICY
from hengce.ontology.identifiers import DEFAULT_BASE, Identifiers
from hengce.ontology.terms import CLASSES, PROPERTIES, SKOS, Vocabulary, policy

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL = "http://www.w3.org/2002/07/owl#"


def declared(*kinds: str) -> set[str]:
    vocabulary = Identifiers(DEFAULT_BASE).vocabulary
    triples = ox.parse(path=POLICY, format=ox.RdfFormat.TURTLE)
    wanted = {OWL + kind for kind in kinds}
    found = {str(t.subject.value) for t in triples if t.predicate.value == RDF_TYPE and t.object.value in wanted}  # type: ignore[union-attr]
    return {iri.removeprefix(vocabulary) for iri in found if iri.startswith(vocabulary)}


def test_our_terms_are_those_of_the_ontology() -> None:
    assert set(CLASSES.split()) == declared("Class")
    assert set(PROPERTIES.split()) == declared("ObjectProperty", "DatatypeProperty", "AnnotationProperty")


def test_no_term_is_listed_twice() -> None:
    names = (CLASSES + PROPERTIES).split()
    assert len(names) == len(set(names))


def test_unknown_terms_raise() -> None:
    with pytest.raises(AttributeError, match="preflabel"):
        _ = SKOS.preflabel
    with pytest.raises(KeyError, match="treshold"):
        policy()["treshold"]


def test_terms_follow_the_base() -> None:
    assert policy("http://localhost/").Threshold.value == "http://localhost/ontology#Threshold"
    assert policy()["min"].value == "https://w3id.org/hengce/ontology#min"


def test_a_vocabulary_is_an_ordinary_object() -> None:
    copied = copy.deepcopy(SKOS)
    assert copied.prefLabel == SKOS.prefLabel
    assert "prefLabel" in SKOS
    assert "preflabel" not in SKOS


@pytest.mark.parametrize("name", [name for name, value in vars(terms).items() if isinstance(value, Vocabulary)])
def test_terms_that_rdflib_knows_too_are_the_same(name: str) -> None:
    """The lists of foreign terms against those that rdflib generates from the published vocabularies, where it has them."""
    import rdflib.namespace

    ours: Vocabulary = getattr(terms, name)
    theirs = getattr(rdflib.namespace, name, None)
    if theirs is None:
        assert name in {"ELI", "CV", "CPSV"}  # those that rdflib does not ship; test_vocabularies.py has them
        return
    assert {theirs[term].toPython() for term in ours} == {ours[term].value for term in ours}
