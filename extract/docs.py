"""Tokens for spaCy: the words of :mod:`.segment` as a ``Doc``, ready for spaCy's matchers.

Kept apart because importing spaCy takes a second and the rules of this package read the tokens themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from .segment import Piece, Token, tokens


class PolicyTokenizer:
    """spaCy's tokenizer for views; ``pieces`` become single tokens.

    Args:
        vocab: the pipeline's vocabulary.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str, pieces: Iterable[Piece] = ()) -> Doc:
        """Tokens of ``text``; overlapping pieces are resolved in favour of the longest, then the first."""
        return make_doc(self.vocab, tokens(text, pieces))


def make_doc(vocab: Vocab, words: Sequence[Token]) -> Doc:
    """A ``Doc`` of tokens: parts of speech as ``tag_``, protected pieces as entities of their kind."""
    doc = Doc(vocab, words=[word.text for word in words], spaces=[False] * len(words), tags=[word.tag for word in words])
    doc.set_ents(filter_spans([doc[word.i : word.i + 1] for word in words if word.kind]), default="outside")
    for word in words:
        if word.kind:
            doc[word.i].ent_type_ = word.kind
    return doc


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The blank Chinese spaCy pipeline with Hengce's tokenizer; there is no Chinese model to download."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = PolicyTokenizer(nlp.vocab)  # pyright: ignore[reportAttributeAccessIssue]
    return nlp
