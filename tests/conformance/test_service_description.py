"""The W3C's tests of the Service Description (approved on 31 July 2012).

Their IRIs begin with http://www.w3.org/2009/sparql/docs/tests/data-sparql11/service-description/manifest#.
"""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from starlette.testclient import TestClient

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
ENDPOINT = URIRef("http://testserver/sparql")

# The vocabulary of the Recommendation (section 3): property → class of its subject, and of its value where that is a class of sd.
PROPERTIES = {
    SD.endpoint: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, None),
    SD.feature: (SD.Service, None),
    SD.resultFormat: (SD.Service, None),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
}
FEATURES = {SD.DereferencesURIs, SD.UnionDefaultGraph, SD.RequiresDataset, SD.EmptyGraphs, SD.BasicFederatedQuery}
LANGUAGES = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}


@pytest.fixture(scope="module")
def description(client: TestClient) -> Graph:
    answer = client.get("/sparql")
    return Graph().parse(data=answer.text, format=answer.headers["content-type"].split(";")[0])


def test_returns_rdf(description: Graph):
    """``returns-rdf``: a GET of the endpoint is answered with RDF."""
    assert (ENDPOINT, RDF.type, SD.Service) in description


def test_has_endpoint_triple(description: Graph):
    """``has-endpoint-triple``: it says of a service that its endpoint is the address that was asked."""
    assert list(description.subject_objects(SD.endpoint)) == [(ENDPOINT, ENDPOINT)]


def test_conforms_to_schema(description: Graph):
    """``conforms-to-schema``: its terms are those of the vocabulary, used as that says."""
    for subject, term, value in description:
        if term == RDF.type or term == VOID.triples:
            continue
        assert isinstance(term, URIRef)
        assert term in PROPERTIES
        kind, of_value = PROPERTIES[term]
        assert (subject, RDF.type, kind) in description
        assert of_value is None or (value, RDF.type, of_value) in description
    assert set(description.objects(ENDPOINT, SD.feature)) <= FEATURES
    assert set(description.objects(ENDPOINT, SD.supportedLanguage)) <= LANGUAGES
