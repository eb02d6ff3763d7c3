"""Words: protect what must stay whole, then let jieba cut the rest by its dictionary and the ontology's names.

jieba splits ``GB/T 36132-2018`` and ``〔2016〕586号`` (jieba#659, #222). So 文号, standard numbers, 《titles》, quantities and dates are
found first and become one token each; the gaps are cut by :mod:`.tagger`. Tokens are plain data: reading a text needs nothing of spaCy,
whose import takes longer than reading most texts. :func:`pipeline` gives the same words to those who go on with spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .tagger import tagger

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Piece(NamedTuple):
    """A protected piece of a view: its span and what it is (``QUANTITY``, ``DATE``, ``TITLE``, ``NUMBER``, ``TYPE`` …)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a view, with the attributes that spaCy's tokens have; its length is in characters.

    Attributes:
        text: the word.
        i: its position among the words.
        idx: where it begins in the view's text.
        tag_: part of speech in jieba's (ICTCLAS) set; of a protected piece what it is.
        ent_type_: what a protected piece is, empty for any other word.
    """

    text: str
    i: int
    idx: int
    tag_: str
    ent_type_: str = ""

    def __len__(self) -> int:
        return len(self.text)


Words = Sequence[Token]
"""All words of a view, in order; their texts joined are its text."""


def read_words(text: str, pieces: Iterable[Piece] = ()) -> Words:
    """The words of a view's text with their part of speech.

    Args:
        text: the view's text.
        pieces: what stays whole; overlapping ones in favour of the longest, then the first.
    """
    cut, at = tagger().cut, 0
    found: list[tuple[str, str, str]] = []
    for piece in _longest(pieces):
        found += [(word, tag, "") for word, tag in cut(text[at : piece.start])]
        found.append((text[piece.start : piece.end], piece.kind, piece.kind))
        at = piece.end
    found += [(word, tag, "") for word, tag in cut(text[at:])]
    words, at = [], 0
    for i, (word, tag, kind) in enumerate(found):
        words.append(Token(word, i, at, tag, kind))
        at += len(word)
    return tuple(words)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """A blank Chinese spaCy pipeline of these words, to which matchers and components can be added; there is no model to download."""
    import spacy

    nlp = spacy.blank("zh")
    nlp.tokenizer = lambda text: as_doc(read_words(text), nlp)  # pyright: ignore[reportAttributeAccessIssue]
    return nlp


def as_doc(words: Words, nlp: Language | None = None) -> Doc:
    """Words as a spaCy ``Doc``; protected pieces are its entities.

    Args:
        words: as :func:`read_words` gives them.
        nlp: the pipeline whose vocabulary the document shares; :func:`pipeline` if not given.
    """
    from spacy.tokens import Doc

    return Doc(
        (nlp or pipeline()).vocab,
        words=[word.text for word in words],
        spaces=[False] * len(words),
        tags=[word.tag_ for word in words],
        ents=[f"B-{word.ent_type_}" if word.ent_type_ else "O" for word in words],
    )


def _longest(pieces: Iterable[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.start - p.end, p.start)):
        if piece.end > piece.start and all(piece.end <= other.start or other.end <= piece.start for other in kept):
            kept.append(piece)
    return sorted(kept)
