"""What the graph says of itself, in the graph ``id/graph/build``: VoID, DCAT 3 and PROV-O.

A remote endpoint is known by this description only, so it holds all of :class:`.results.BuildInfo`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from .identifiers import Identifiers
from .results import BuildInfo, Table
from .terms import DCTERMS, PROV, RDF, RDFS, XSD, Vocabulary, policy

VOID = Vocabulary(
    "http://rdfs.org/ns/void#",
    """
    Dataset class classPartition classes dataDump distinctSubjects entities feature properties property propertyPartition sparqlEndpoint
    subset triples uriSpace vocabulary
    """,
)
DCAT = Vocabulary(
    "http://www.w3.org/ns/dcat#",
    """
    DataService Dataset Distribution accessURL distribution downloadURL endpointDescription endpointURL keyword landingPage mediaType
    servesDataset version
    """,
)
OWL = Vocabulary("http://www.w3.org/2002/07/owl#", "versionInfo")

QUERY = f"""
PREFIX dcat: <{DCAT.iri}>
PREFIX owl: <{OWL.iri}>
PREFIX prov: <{PROV.iri}>
PREFIX void: <{VOID.iri}>
SELECT DISTINCT ?base ?data_version ?version ?documents ?facts ?triples ?inferred ?union WHERE {{
  GRAPH ?graph {{
    ?dataset void:uriSpace ?base ; dcat:version ?data_version ; void:triples ?triples ; prov:wasAttributedTo/owl:versionInfo ?version ;
             void:classPartition ?d, ?f .
    ?d void:class ?document ; void:entities ?documents . FILTER(STRENDS(STR(?document), "#PolicyDocument"))
    ?f void:class ?fact ; void:entities ?facts . FILTER(STRENDS(STR(?fact), "#Fact"))
    OPTIONAL {{ ?dataset void:subset/void:triples ?inferred }}
  }}
  BIND(EXISTS {{ ?dataset void:uriSpace ?base }} AS ?union)
}}
"""
"""Asks for what :func:`describe` states; ``?union`` says whether the default graph is the union of the named ones."""


def describe(info: BuildInfo) -> Iterator[Quad]:
    """The description of a dataset, as quads of its graph.

    Args:
        info: what the dataset holds, this description included in ``triples``.
    """
    ids = Identifiers(info.base)
    terms = policy(info.base)
    dataset, program = NamedNode(f"{info.base}id/dataset"), NamedNode(f"{info.base}id/software")
    statements: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (dataset, RDF.type, VOID.Dataset),
        (dataset, RDF.type, DCAT.Dataset),
        (dataset, DCTERMS.title, Literal("衡策政策知识图谱", language="zh")),
        (dataset, DCTERMS.title, Literal("Hengce knowledge graph of policies", language="en")),
        (dataset, VOID.uriSpace, Literal(info.base)),
        (dataset, VOID.triples, _count(info.triples)),
        (dataset, DCAT.version, Literal(info.data_version)),
        (dataset, PROV.wasAttributedTo, program),
        (program, RDF.type, PROV.SoftwareAgent),
        (program, RDFS.label, Literal("hengce")),
        (program, OWL.versionInfo, Literal(info.version)),
    ]
    for name, kind, number in (("documents", terms.PolicyDocument, info.documents), ("facts", terms.Fact, info.facts)):
        part = NamedNode(f"{info.base}id/dataset/{name}")
        statements += [
            (dataset, VOID.classPartition, part),
            (part, RDF.type, VOID.Dataset),
            (part, VOID["class"], kind),
            (part, VOID.entities, _count(number)),
        ]
    rules = NamedNode(f"{info.base}id/dataset/inferred")
    statements += [
        (dataset, VOID.subset, rules),
        (rules, RDF.type, VOID.Dataset),
        (rules, DCTERMS.title, Literal("由规则推出的陈述", language="zh")),
        (rules, DCTERMS.title, Literal("Statements inferred by rules", language="en")),
        (rules, VOID.triples, _count(info.inferred)),
    ]
    graph = NamedNode(ids.graph("build"))
    yield from (Quad(*statement, graph) for statement in statements)


def described(table: Table) -> BuildInfo:
    """The description back, from the one row that :data:`QUERY` gives.

    Raises:
        ValueError: if there is not exactly one description, or a part of it has another type.
    """
    if len(table) != 1:
        raise ValueError(f"{len(table)} descriptions of a dataset")
    row = {name: value for name, value in table.rows[0].items() if name != "union"}
    counts = {name: int(row[name]) for name in ("documents", "facts", "triples", "inferred") if name in row}
    return BuildInfo(base=str(row["base"]), data_version=str(row["data_version"]), version=str(row["version"]), **counts)


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
