"""Whether the graph keeps its evidence: texts as the corpus has them, quotes as the texts have them, clauses inside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..corpus.library import Library
from ..ontology.errors import CorpusError, EvidenceError, HengceError
from ..ontology.store import Reader
from . import holdings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was checked, and what was found wrong.

    Attributes:
        documents, facts, clauses: how many were checked.
        faults: what is wrong, in the order of the documents and texts.
    """

    documents: int
    facts: int
    clauses: int
    faults: tuple[HengceError, ...]


def check(graph: Reader, library: Library) -> Outcome:
    """Check all documents of a graph.

    Args:
        graph: one version of the data.
        library: the texts as they are now; a document that it has no more is checked by itself only.
    """
    documents = facts = clauses = 0
    faults: list[HengceError] = []
    for held in holdings.select(graph, "documents"):
        name, iri = str(held["id"]), str(held["iri"])
        text = str(holdings.text(graph, iri)["text"])
        documents += 1
        if name in library.ids():
            faults += _compare(name, text, library)
        for row in holdings.select(graph, "evidence", document=iri):
            facts += 1
            start, end, quote = int(row["start"]), int(row["end"]), str(row["quote"])
            if text[start:end] != quote:
                zh = f"{name} 第 {start}–{end} 字与引文不符：{quote[:30]}（{row['fact']}）"
                faults.append(EvidenceError(zh, f"Characters {start}-{end} of {name} differ from the quote: {quote[:30]} ({row['fact']})"))
        for row in holdings.select(graph, "clauses", document=iri):
            clauses += 1
            if not 0 <= int(row["start"]) <= int(row["end"]) <= len(text):
                faults.append(
                    EvidenceError(f"{name} 的条款 {row['path']} 超出原文。", f"Clause {row['path']} of {name} lies outside the text.")
                )
    return Outcome(documents, facts, clauses, tuple(faults))


def _compare(name: str, text: str, library: Library) -> Iterator[HengceError]:
    """What differs between the text in the graph and the one in the corpus."""
    try:
        now = library.get(name).text
    except CorpusError as error:
        yield error
        return
    if now != text:
        zh = f"{name} 的原文在构建之后变了；请重新 hengce build。"
        yield EvidenceError(zh, f"The text of {name} has changed since the build; run hengce build again.")
