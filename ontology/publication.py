"""Where the dataset is found, in its own graph: DCAT 3 and VoID, for catalogues and harvesters.

All addresses lie under the base of the graph: that is where it is published. What the dataset is, and which data it holds, says
:mod:`.dataset`; how much of what, :mod:`.statistics`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from .dataset import DCAT, VOID
from .identifiers import Identifiers
from .terms import DCTERMS, RDF, Vocabulary

DUMPS: Mapping[str, tuple[str, str]] = {
    "hengce.nq": ("application/n-quads", "N-Quads"),
    "hengce.trig": ("application/trig", "TriG"),
    "hengce.ttl": ("text/turtle", "Turtle"),
    "hengce.nt": ("application/n-triples", "N-Triples"),
    "hengce.jsonld": ("application/ld+json", "JSON-LD"),
}
"""The whole graph as files: name below ``download/``, media type, name in the list of unique IRIs for file formats (W3C, 2015)."""

FORMATS = Vocabulary("http://www.w3.org/ns/formats/", " ".join(format for _, format in DUMPS.values()))
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
_DESCRIPTION = (
    ("zh", "从政策文件读出的事实，每条附逐字引文及其位置；文件的层次结构、机构、地区、示范类型和其他概念体系。"),
    ("en", "Facts read from policy documents, each with its exact quote and place; outlines, agencies, places, types and other schemes."),
)
_KEYWORDS = (
    ("zh", "政策"),
    ("zh", "知识图谱"),
    ("zh", "绿色制造"),
    ("en", "policy"),
    ("en", "knowledge graph"),
    ("en", "green manufacturing"),
)


def publication(base: str) -> Iterator[Quad]:
    """The distributions and services of a dataset, as quads of its description.

    Args:
        base: of the graph.
    """
    graph = NamedNode(Identifiers(base).graph("build"))
    yield from (Quad(*statement, graph) for statement in (*_dataset(base), *_dumps(base), *_services(base)))


_Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def _dataset(base: str) -> Iterator[_Statement]:
    dataset = NamedNode(f"{base}id/dataset")
    yield from ((dataset, DCTERMS.description, Literal(text, language=language)) for language, text in _DESCRIPTION)
    yield from ((dataset, DCAT.keyword, Literal(word, language=language)) for language, word in _KEYWORDS)
    yield from ((dataset, DCTERMS.language, NamedNode(f"http://id.loc.gov/vocabulary/iso639-1/{code}")) for code in ("zh", "en"))
    yield dataset, DCTERMS.conformsTo, NamedNode(Identifiers(base).ontology)
    yield dataset, DCAT.landingPage, NamedNode(base)
    yield dataset, VOID.sparqlEndpoint, NamedNode(f"{base}sparql")


def _dumps(base: str) -> Iterator[_Statement]:
    dataset = NamedNode(f"{base}id/dataset")
    for name, (media_type, format) in DUMPS.items():
        distribution, file = NamedNode(f"{base}id/dataset/{name}"), NamedNode(f"{base}download/{name}")
        yield dataset, VOID.dataDump, file
        yield dataset, VOID.feature, FORMATS[format]
        yield dataset, DCAT.distribution, distribution
        yield distribution, RDF.type, DCAT.Distribution
        yield distribution, DCTERMS.title, Literal(f"全部数据（{format}）", language="zh")
        yield distribution, DCTERMS.title, Literal(f"All data ({format})", language="en")
        yield distribution, DCAT.mediaType, NamedNode(_MEDIA_TYPES + media_type)
        yield distribution, DCAT.accessURL, file
        yield distribution, DCAT.downloadURL, file


def _services(base: str) -> Iterator[_Statement]:
    dataset = NamedNode(f"{base}id/dataset")
    for name, title, english, endpoint, description in (
        ("sparql", "SPARQL 查询", "SPARQL queries", "sparql", "sparql"),
        ("api", "HTTP 接口", "HTTP interface", "", "openapi.json"),
    ):
        service = NamedNode(f"{base}id/service/{name}")
        yield service, RDF.type, DCAT.DataService
        yield service, DCTERMS.title, Literal(title, language="zh")
        yield service, DCTERMS.title, Literal(english, language="en")
        yield service, DCAT.endpointURL, NamedNode(base + endpoint)
        yield service, DCAT.endpointDescription, NamedNode(base + description)
        yield service, DCAT.servesDataset, dataset
    yield NamedNode(f"{base}id/service/sparql"), DCTERMS.conformsTo, NamedNode(_PROTOCOL)
