"""Words: protect what must stay whole, then let jieba cut the rest by its dictionary and the ontology's names.

jieba splits ``GB/T 36132-2018`` and ``〔2016〕586号`` (jieba#659, #222). So 文号, standard numbers, 《titles》, quantities and dates are
found first and become one token each; the gaps are cut by :mod:`.tagger`; the result is a spaCy ``Doc``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from .tagger import tagger


class Piece(NamedTuple):
    """A protected piece of a view: its span and what it is (``QUANTITY``, ``DATE``, ``TITLE``, ``NUMBER``, ``TYPE`` …)."""

    start: int
    end: int
    kind: str


class PolicyTokenizer:
    """spaCy's tokenizer for views: protected pieces become single tokens and entities, jieba cuts the rest.

    Args:
        vocab: the pipeline's vocabulary.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str, pieces: Iterable[Piece] = ()) -> Doc:
        """The words of a view's text with their part of speech as ``tag_``.

        Args:
            text: the view's text.
            pieces: what stays whole; overlapping ones in favour of the longest, then the first. What a piece is becomes its
                token's ``tag_`` and ``ent_type_``.
        """
        cut, at, kept = tagger().cut, 0, _longest(pieces)
        found: list[tuple[str, str, str]] = []
        for piece in kept:
            found += [(word, tag, "") for word, tag in cut(text[at : piece.start])]
            found.append((text[piece.start : piece.end], piece.kind, piece.kind))
            at = piece.end
        found += [(word, tag, "") for word, tag in cut(text[at:])]
        return Doc(
            self.vocab,
            words=[word for word, _, _ in found],
            spaces=[False] * len(found),
            tags=[tag for _, tag, _ in found],
            ents=[f"B-{kind}" if kind else "O" for _, _, kind in found],
        )


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The blank Chinese spaCy pipeline with this tokenizer; there is no Chinese model to download."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = PolicyTokenizer(nlp.vocab)  # pyright: ignore[reportAttributeAccessIssue]
    return nlp


def read_words(text: str, pieces: Iterable[Piece] = ()) -> Doc:
    """The words of a view's text by :func:`pipeline`, with ``pieces`` kept whole."""
    tokenizer = pipeline().tokenizer
    assert isinstance(tokenizer, PolicyTokenizer)
    return tokenizer(text, pieces)


def _longest(pieces: Iterable[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.start - p.end, p.start)):
        if piece.end > piece.start and all(piece.end <= other.start or other.end <= piece.start for other in kept):
            kept.append(piece)
    return sorted(kept)
