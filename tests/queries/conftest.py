"""Graphs for the tests of this room: one of the gold facts, and small ones of invented documents."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from hengce.corpus.corrections import Correction
from hengce.corpus.document import Document, Node
from hengce.extract.corrections import Applied, Numbered
from hengce.extract.description import describe
from hengce.extract.facts import Fact
from hengce.extract.graph import to_quads
from hengce.extract.provenance import correction_quads
from hengce.extract.works import same_works
from hengce.ontology.definitions import definition_quads
from hengce.ontology.generations import Generations
from hengce.ontology.identifiers import DEFAULT_BASE, Identifiers
from hengce.ontology.loading import Loader
from hengce.ontology.results import BuildInfo
from hengce.ontology.rules import GRAPH, inferred
from hengce.ontology.store import Store, open_store


def plain_document(id: str, text: str) -> Document:
    """A text as one paragraph: the facts of these tests bring their own addresses."""
    leaf = Node("text", "", "第1段", 0, len(text))
    return Document(id, text, Node("document", "", "", 0, len(text), children=(leaf,)))


@cache
def definitions(base: str) -> dict[str, list[ox.Quad]]:
    """The ontology and its schemes; what they say of counties by code, everything else under the empty text."""
    county = re.compile(rf"{re.escape(base)}id/region/(\d{{4}}(?!00)\d\d)")
    found: dict[str, list[ox.Quad]] = {}
    for quad in definition_quads(Identifiers(base)):
        match = county.fullmatch(getattr(quad.subject, "value", ""))
        found.setdefault(match[1] if match else "", []).append(quad)
    return found


def write_store(
    folder: Path,
    documents: Mapping[str, str],
    facts: Sequence[Fact],
    base: str = DEFAULT_BASE,
    counties: bool = True,
    corrections: Sequence[Applied] = (),
) -> Store:
    """A store of these texts and facts, without any reading.

    Args:
        folder: where it is made.
        documents: texts by identifier.
        facts: all facts; each document has one of kind ``document``.
        base: base of IRIs.
        counties: whether the graph describes counties without a document; without them it is made in a fifth of the time.
        corrections: by which people stated some of the facts.
    """
    identifiers = Identifiers(base)
    of = {id: [fact for fact in facts if fact.doc == id] for id in documents}
    described = {describe(facts).jurisdiction for facts in of.values()}
    quads = [quad for code, found in definitions(base).items() if counties or not code or code in described for quad in found]
    for id, text in documents.items():
        quads += to_quads(plain_document(id, text), of[id], identifiers)
        quads += correction_quads(id, (each for each in corrections if each.correction.document == id), identifiers)
    quads += same_works({id: describe(of[id]) for id in documents}, facts, identifiers)
    return write_quads(folder, quads, base)


def write_quads(folder: Path, quads: Iterable[ox.Quad], base: str, rules: bool = True) -> Store:
    """A store of these quads, all in named graphs, and of what the rules infer from them."""
    lines: dict[str, list[bytes]] = {}
    for quad in dict.fromkeys(quads):
        assert isinstance(quad.graph_name, ox.NamedNode)
        lines.setdefault(quad.graph_name.value, []).append(f"{quad} .\n".encode())
    version = hashlib.sha256(b"".join(sorted(line for graph in lines.values() for line in graph))).hexdigest()[:16]
    generations = Generations(folder)
    with generations.building(), generations.scratch() as scratch:
        loader = Loader(scratch / "data")
        for graph in sorted(lines):
            loader.add(graph, lines[graph])
        if rules:
            loader.add(Identifiers(base).graph(GRAPH), inferred(loader.construct, base))
        triples = loader.triples()
        loader.close()
        generations.publish(scratch / "data", BuildInfo(base, version, "0", 0, 0, triples))
    return open_store(str(folder))


@pytest.fixture(scope="session")
def gold_facts(root: Path) -> list[Fact]:
    """The hand-made facts of the packaged documents."""
    files = sorted((root / "tests" / "gold").glob("*.jsonl"))
    return [Fact.from_json(json.loads(line)) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def gold_texts(root: Path, gold_facts: list[Fact]) -> dict[str, str]:
    """The packaged texts of these documents, as stored."""
    ids = dict.fromkeys(fact.doc for fact in gold_facts)
    return {id: (root / "corpus" / "texts" / f"{id}.txt").read_bytes().decode("utf-8") for id in ids}


@pytest.fixture(scope="session")
def gold(tmp_path_factory: pytest.TempPathFactory, gold_texts: dict[str, str], gold_facts: list[Fact]) -> Iterator[Store]:
    """The graph of the gold facts: what the program would read if it read perfectly."""
    with write_store(tmp_path_factory.mktemp("gold") / "store", gold_texts, gold_facts) as store:
        yield store


Said = Mapping[str, Any]


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Store]]:
    """Makes a graph of invented documents.

    ``graph({"id": {…document fields…, "facts": [(kind, quote, fields)]}})``: the text of a document is its title and its quotes, a
    line each; every fact gets its true offsets. A fact with a fourth part, ``{who, when, reason}``, is one that this person added.
    """
    stores: list[Store] = []

    def make(documents: Mapping[str, Said], base: str = DEFAULT_BASE) -> Store:
        texts: dict[str, str] = {}
        facts: list[Fact] = []
        corrections: list[Applied] = []
        for id, document in documents.items():
            fields = {name: value for name, value in document.items() if name != "facts"}
            title = str(fields["title"])
            quotes = list(dict.fromkeys(quote for _, quote, *_ in document["facts"]))
            texts[id] = text = "\n".join([title, *quotes]) + "\n"
            facts.append(_fact(text, id, "document", title, "标题", fields))
            for kind, quote, said, *by in document["facts"]:
                facts.append(_fact(text, id, kind, quote, "一", said))
                corrections += (_added(facts[-1], **person) for person in by)
        store = write_store(tmp_path_factory.mktemp("graph") / "store", texts, facts, base, counties=False, corrections=corrections)
        stores.append(store)
        return store

    yield make
    for store in stores:
        store.close()


def _fact(text: str, doc: str, kind: str, quote: str, path: str, fields: Said) -> Fact:
    start = text.index(quote)
    return Fact.from_json({"doc": doc, "kind": kind, "quote": quote, "start": start, "end": start + len(quote), "path": path, **fields})


def _added(fact: Fact, who: str, when: str, reason: str) -> Applied:
    said = Correction(
        Path("corrections"), 1, fact.doc, "add", fact.kind, fact.start, fact.end, fact.quote, {}, None, reason, who,
        datetime.date.fromisoformat(when), "0" * 64,
    )  # fmt: skip
    return Applied(said, Numbered(fact, 1), None)


@pytest.fixture
def tampered(tmp_path: Path) -> Iterator[Callable[[Store], Store]]:
    """The same graph with one character put before every document's text, so that no quote stands where it says."""
    stores: list[Store] = []

    def make(store: Store) -> Store:
        with store.snapshot() as graph:
            triples = graph.execute("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "application/n-triples").body
            text, name = ox.NamedNode(f"{graph.info.base}ontology#text"), ox.NamedNode(f"{graph.info.base}id/graph/all")
            found = ox.Store()
            found.load(triples, format=ox.RdfFormat.N_TRIPLES)
            documents = {quad.subject for quad in found if quad.object == ox.NamedNode(f"{graph.info.base}ontology#PolicyDocument")}
            quads = (
                ox.Quad(s, p, ox.Literal(f"，{o.value}") if p == text and s in documents and isinstance(o, ox.Literal) else o, name)
                for s, p, o, _ in found
            )
            stores.append(write_quads(tmp_path / f"tampered{len(stores)}", quads, graph.info.base, rules=False))
        return stores[-1]

    yield make
    for store in stores:
        store.close()
