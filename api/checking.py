"""Whether the graph keeps its evidence: texts as their hashes say, quotes as the texts have them, clauses inside them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from ..ontology.errors import EvidenceError
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
    faults: tuple[EvidenceError, ...]


def check(graph: Reader) -> Outcome:
    """Check all documents of a graph.

    Args:
        graph: one version of the data.
    """
    documents = facts = clauses = 0
    faults: list[EvidenceError] = []
    for held in holdings.select(graph, "documents"):
        name, iri = str(held["id"]), str(held["iri"])
        found = holdings.text(graph, iri)
        text = str(found["text"])
        documents += 1
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != found["sha256"]:
            faults.append(EvidenceError(f"{name} 的原文与所记 sha256 不符。", f"The text of {name} differs from its recorded sha256."))
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
