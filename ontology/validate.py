"""Whether a graph is what its users rely on: the SHACL shapes of ``shapes.ttl``, checked by pySHACL.

pySHACL works on a plain rdflib graph in memory (over a store it is a hundred times slower). A graph of any size is therefore read and
checked in portions: some documents at a time, with what is said of the concepts that they name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .errors import DefinitionError, RemoteStoreError
from .identifiers import DEFAULT_BASE, Identifiers, based
from .store import Reader
from .terms import RDFS

if TYPE_CHECKING:
    from rdflib import Graph

SHAPES = Path(__file__).parent / "shapes.ttl"
PORTION = 20
"""Documents that are checked at a time: some 30,000 triples."""

Severity = Literal["Violation", "Warning", "Info"]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Something that a shape does not allow.

    Attributes:
        focus: IRI of the node at fault.
        shape: name of the shape, as in ``shapes.ttl``.
        path: IRI of the property at fault, or empty.
        constraint: which of the shape's constraints: ``MinCount``, ``Datatype``, ``Closed`` … (SHACL, section 4).
        value: the value at fault, or empty.
        zh, en: what is wrong.
        severity: how bad it is (SHACL, section 2.1.4).
    """

    focus: str
    shape: str
    path: str
    constraint: str
    value: str
    zh: str
    en: str
    severity: Severity = "Violation"

    def message(self, language: str = "zh") -> str:
        """What is wrong, and where, on one line."""
        value = f" ‹{' '.join(self.value.split())[:60]}›" if self.value else ""
        return f"{self.focus}: {self.en}{value}" if language == "en" else f"{self.focus}：{self.zh}{value}"


@cache
def shapes(base: str = DEFAULT_BASE) -> Graph:
    """The shapes, for a graph of some base.

    Raises:
        DefinitionError: if their file is not Turtle.
    """
    from rdflib import Graph

    text = SHAPES.read_text(encoding="utf-8")
    try:
        return Graph().parse(data=text.replace(DEFAULT_BASE, base), format="turtle")
    except Exception as error:  # rdflib's parsers share no base of their errors
        raise DefinitionError(f"{SHAPES.name} 不是有效的 Turtle：{error}", f"{SHAPES.name} is not valid Turtle: {error}") from error


def validate(graph: Graph, base: str = DEFAULT_BASE) -> list[Violation]:
    """Hold a graph to the shapes.

    Args:
        graph: a plain rdflib graph, with the concepts that its facts name.
        base: its base.

    Returns:
        what is wrong, sorted; nothing if the graph conforms.
    """
    from pyshacl import validate as check
    from rdflib import SH, Graph, Literal

    known = shapes(base)
    _, report, _ = check(graph, shacl_graph=known, inplace=True)
    assert isinstance(report, Graph)

    def text(result: object, prop: object) -> str:
        return str(report.value(result, prop) or "")  # type: ignore[arg-type]

    found = []
    for result in report.objects(None, SH.result):
        constraint = text(result, SH.sourceConstraintComponent).rpartition("#")[2].removesuffix("ConstraintComponent")
        # A SPARQL constraint is about its value; its focus is only what it was asked of.
        sparql = constraint == "SPARQL"
        focus, value = text(result, SH.focusNode), text(result, SH.value)
        source = report.value(result, SH.sourceConstraint if sparql else SH.sourceShape)
        # pySHACL loses the language of some messages, so they are taken from the shape.
        said = {each.language or "": str(each) for each in known.objects(source, SH.message) if isinstance(each, Literal)}
        severity: Severity = next(each for each in ("Violation", "Warning", "Info") if text(result, SH.resultSeverity) == str(SH[each]))
        if sparql:
            focus, value = value, ""
        shape = str(source).rpartition("#")[2]
        found.append(Violation(focus, shape, text(result, SH.resultPath), constraint, value, said["zh"], said["en"], severity))
    return sorted(found)


def violations(graph: Reader, tell: Callable[[int, int], None] = lambda done, total: None) -> Iterator[Violation]:
    """Hold a whole store to the shapes: first the schemes, then all documents, some at a time.

    Args:
        graph: one version of the data.
        tell: told how many of how many portions have been checked.

    Raises:
        RemoteStoreError: if an endpoint gives only a part of a graph (some limit the triples of an answer).
    """
    names = Identifiers(graph.info.base)
    documents = [str(row["graph"]) for row in graph.select(based(_DOCUMENTS, graph.info.base))]
    portions = [[names.graph("ontology")], *([*documents[at : at + PORTION]] for at in range(0, len(documents), PORTION))]
    for done, graphs in enumerate(portions):
        tell(done, len(portions))
        yield from validate(_portion(graph, graphs, names.graph("ontology")), graph.info.base)
    tell(len(portions), len(portions))


_DOCUMENTS = """
PREFIX h: <https://w3id.org/hengce/ontology#>
SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?document a h:PolicyDocument } } ORDER BY ?graph
"""


def _portion(store: Reader, graphs: Sequence[str], definitions: str) -> Graph:
    """Some named graphs in one, with what the ontology says of everything that they name."""
    from rdflib import Graph

    chosen = f"VALUES ?graph {{ {' '.join(f'<{each}>' for each in graphs)} }} GRAPH ?graph {{ ?s ?p ?o }}"
    counted = store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT ?s ?p ?o WHERE {{ {chosen} }} }}").rows[0]["n"]
    stated = store.execute(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {chosen} }}", "application/n-triples").body
    found = Graph().parse(data=stated, format="nt")
    if len(found) != counted:
        raise RemoteStoreError(
            f"SPARQL 服务只给出了 {len(found)} 个三元组，应有 {counted} 个；请调高其结果上限后再核对。",
            f"The endpoint gave {len(found)} triples of {counted}; raise its limit of results and check again.",
        )
    if definitions in graphs:
        return found  # which says all of it
    named = f"SELECT DISTINCT ?o WHERE {{ {chosen} FILTER(ISIRI(?o)) }}"
    concepts = f"CONSTRUCT {{ ?o ?q ?v }} WHERE {{ {{ {named} }} GRAPH <{definitions}> {{ ?o ?q ?v }} }}"
    classes = f"CONSTRUCT {{ ?a <{RDFS.subClassOf.value}> ?b }} WHERE {{ GRAPH <{definitions}> {{ ?a <{RDFS.subClassOf.value}> ?b }} }}"
    for more in (concepts, classes):
        found.parse(data=store.execute(more, "application/n-triples").body, format="nt")
    return found
