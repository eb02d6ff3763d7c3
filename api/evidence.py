"""Whether the graph keeps its evidence: texts as the corpus has them, quotes as the texts have them, clauses inside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from ..corpus.library import Library
from ..ontology.errors import CorpusError, UnknownValue
from ..ontology.store import Reader
from . import holdings
from .verification import Check, Fault


def evidence(graph: Reader, library: Library | None = None, only: str | None = None) -> Check:
    """Check the documents, facts and clauses of a graph.

    Args:
        graph: one version of the data.
        library: the texts as they are now; a document that it has no more is checked by itself only, as all are without one.
        only: identifier of the one document that is checked; all of them if not given.

    Raises:
        UnknownValue: if there is no such document.
    """
    counted = {"documents": 0, "facts": 0, "clauses": 0}
    faults: list[Fault] = []
    if only is not None:
        holdings.document(graph, only)
    for held in holdings.select(graph, "documents"):
        name, iri = str(held["id"]), str(held["iri"])
        if only not in (None, name):
            continue
        counted["documents"] += 1
        try:
            stored = holdings.text(graph, iri)
        except UnknownValue as error:
            faults.append(Fault(iri, f"{name}：{error.zh}", f"{name}: {error.en}"))
            continue
        text = str(stored["text"])
        if stored["sha256"] != hashlib.sha256(text.encode()).hexdigest():
            faults.append(Fault(iri, f"{name} 的原文与其摘要（SHA-256）不符。", f"The text of {name} does not have its SHA-256."))
        if library is not None and name in library.ids():
            faults += _compared(name, iri, text, library)
        for row in holdings.select(graph, "evidence", document=iri):
            counted["facts"] += 1
            start, end, quote = int(row["start"]), int(row["end"]), str(row["quote"])
            if text[start:end] != quote:
                zh = f"{name} 第 {start}–{end} 字与引文不符：{quote[:30]}"
                faults.append(Fault(str(row["fact"]), zh, f"Characters {start}-{end} of {name} differ from the quote: {quote[:30]}"))
        for row in holdings.select(graph, "clauses", document=iri):
            counted["clauses"] += 1
            if not 0 <= int(row["start"]) <= int(row["end"]) <= len(text):
                zh, en = f"{name} 的条款 {row['path']} 超出原文。", f"Clause {row['path']} of {name} lies outside the text."
                faults.append(Fault(str(row["clause"]), zh, en))
    return Check("evidence", counted, (*faults, *(_miscounted(graph, counted) if only is None else ())))


def _compared(name: str, iri: str, text: str, library: Library) -> Iterator[Fault]:
    """What differs between the text in the graph and the one in the corpus."""
    try:
        now = library.get(name).text
    except CorpusError as error:
        yield Fault(iri, error.zh, error.en)
        return
    if now != text:
        en = f"The text of {name} has changed since the build; run hengce build again."
        yield Fault(iri, f"{name} 的原文在构建之后变了；请重新 hengce build。", en)


def _miscounted(graph: Reader, counted: dict[str, int]) -> Iterator[Fault]:
    """Where the description of the graph says another number than there is."""
    info = graph.info
    for name, zh, said in (("documents", "文件", info.documents), ("facts", "事实", info.facts)):
        if counted[name] != said:
            en = f"The graph says that it has {said} {name}; it has {counted[name]}."
            yield Fault(f"{info.base}id/dataset", f"图谱自述有{zh} {said} 个，实有 {counted[name]} 个。", en)
