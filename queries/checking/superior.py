"""The sentences of the documents that bind a draft, for what only their words say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...corpus.clean import sentences
from ...corpus.structure import outline
from ..citations import Citation
from ..documents import PolicyDocument
from .against import Against


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: its normalised words without the end mark, its address and offsets in the text."""

    words: str
    path: str
    start: int
    end: int


@lru_cache(maxsize=64)
def sentences_of(id: str, text: str) -> tuple[Sentence, ...]:
    """The sentences of a document's paragraphs, in text order.

    Args:
        id: identifier of the document.
        text: its stored text.
    """
    document = outline(id, text)
    found: list[Sentence] = []
    for leaf in document.root.leaves():
        view = document.view(leaf.start, leaf.end)
        for start, end in sentences(view) if leaf.type == "text" else ():
            if words := view.text[start:end].rstrip("。；"):
                found.append(Sentence(words, leaf.path, *view.span(start, start + len(words))))
    return tuple(found)


def superior_sentences(against: Against) -> Iterator[tuple[PolicyDocument, Sentence]]:
    """The sentences of all documents that bind, in their order."""
    for document in against.documents:
        for sentence in sentences_of(document.id, against.evidence.text(document.id)):
            yield document, sentence


def cite(against: Against, document: PolicyDocument, sentence: Sentence) -> Citation | None:
    """The citation of a sentence, or None when the stored text does not have it."""
    quote = against.evidence.text(document.id)[sentence.start : sentence.end]
    return against.evidence.cite(document.id, sentence.path, sentence.start, sentence.end, quote)
