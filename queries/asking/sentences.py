"""The sentences of the texts with the clause that each stands in; the row of a table counts as one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from ...ontology.identifiers import Identifiers
from ..resolver import look_up
from .reply import Said
from .scene import Scene

_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[、.．]|[一二三四五六七八九]是)?[^，。；：]{2,22}[。：]?$"
)
_ROW = re.compile(r"/行\d+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence.

    Attributes:
        doc: identifier of its document.
        path: address of its clause.
        start, end: offsets in the stored text.
        text: its words without white space.
        heading: the beginnings of its clause and of those above it, which say what it is about; of a row that of its table's columns.
    """

    doc: str
    path: str
    start: int
    end: int
    text: str
    heading: str

    @property
    def is_heading(self) -> bool:
        """Whether it only names what follows it."""
        return len(self.text) <= 26 and _HEADING.match(self.text) is not None and not _ROW.search(self.path)

    @property
    def leads(self) -> bool:
        """Whether it names or announces what stands beneath it."""
        return self.is_heading or self.text.endswith("：")


def beneath(scene: Scene, heading: Sentence) -> list[Sentence]:
    """What stands under a heading: the first sentence of each clause beneath it, else the sentences that follow it."""
    if items := listed(scene, heading):
        return items[:8]
    every = sentences(scene, heading.doc)
    after = every[every.index(heading) + 1 :]
    same = [each for each in after if each.path == heading.path]
    stop = next((at for at, each in enumerate(same) if re.match(r"[一二三四五六七八九]是", each.text)), len(same))
    return same[:stop][:2]


def listed(scene: Scene, heading: Sentence) -> list[Sentence]:
    """The first sentence of each clause beneath a heading."""
    inside = [each for each in sentences(scene, heading.doc) if each.path.startswith(f"{heading.path}/")]
    depth = heading.path.count("/") + 2
    firsts = {"/".join(each.path.split("/")[:depth]): each for each in reversed(inside)}
    return sorted(firsts.values(), key=lambda each: each.start)


def sentences(scene: Scene, doc: str) -> Sequence[Sentence]:
    """The sentences of a document, in the order of the text."""
    return scene.kept(("sentences", doc), lambda: _cut(scene, doc))


def clause_of(scene: Scene, said: Said, ends: str = "，。；\n") -> Said | None:
    """The words around a quotation between the commas and stops next to it.

    Args:
        scene: what it is from.
        said: the quotation.
        ends: where the words end; without the comma, the whole sentence.
    """
    text, (start, end) = scene.text(said.citation["document"]), (said.citation["start"], said.citation["end"])
    while start and text[start - 1] not in ends:
        start -= 1
    while end < len(text) and text[end] not in ends:
        end += 1
    while text[start].isspace():
        start += 1
    citation = scene.cite_span(said.citation["document"], said.citation["path"], start, end)
    return Said(citation) if citation else None


def sentence_before(scene: Scene, said: Said) -> Said | None:
    """The sentence before a quotation, to which its first words point back."""
    earlier = [each for each in sentences(scene, said.citation["document"]) if each.end <= said.citation["start"]]
    citation = scene.cite_span(earlier[-1].doc, earlier[-1].path, earlier[-1].start, earlier[-1].end) if earlier else None
    return Said(citation) if citation else None


def _cut(scene: Scene, doc: str) -> list[Sentence]:
    text = scene.text(doc)
    iri = URIRef(Identifiers(scene.graph.info.base).document(doc))
    clauses = sorted((int(row["start"]), -int(row["end"]), str(row["path"])) for row in look_up(scene.graph, "clauses", document=[iri]))
    columns = {path.removesuffix("/行0"): [re.sub(r"\s+", " ", text[start:-end])] for start, end, path in clauses if path.endswith("/行0")}
    found: list[Sentence] = []
    starts = sorted({start for start, _, _ in clauses} | {0})
    for begin, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        inside = [(start, -end, path) for start, end, path in clauses[: bisect_right(clauses, (begin, 1, ""))] if start <= begin < -end]
        path = inside[-1][2] if inside else ""
        above = [re.sub(r"\s", "", text[start : start + 24]) for start, _, _ in inside]
        heading = "|".join(above + columns.get(path.rpartition("/")[0], []))
        if _ROW.search(path):
            spans = [(begin, stop)]
        else:
            spans = [(begin + match.start(), begin + match.end()) for match in _SENTENCE.finditer(text[begin:stop])]
        for start, end in spans:
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if end - start > 3:
                found.append(Sentence(doc, path, start, end, re.sub(r"\s", "", text[start:end]), heading))
    return found
