"""Words: protect what must stay whole, then let jieba cut the rest, and hand the tokens to spaCy.

jieba splits ``GB/T 36132-2018`` and ``〔2016〕586号`` (jieba#659, #222). So 文号, standard numbers, 《titles》, quantities, dates and the
names that the ontology knows are found first and become one token each; the gaps are cut by an own ``jieba`` tokenizer whose
dictionary holds the ontology's labels. The result is a spaCy ``Doc`` whose tokens carry the part of speech (``tag_``) or, for
protected ones, what they are (``ent_type_``), ready for spaCy's matchers.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import jieba
import jieba.posseg
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from .lexicon import words


class Piece(NamedTuple):
    """A protected piece of a view: its span and what it is (``QUANTITY``, ``DATE``, ``TITLE``, ``NUMBER``, ``TYPE`` …)."""

    start: int
    end: int
    kind: str


class _Tagger:
    """jieba with a dictionary of its own: nothing is cached on disk, nothing global is touched."""

    def __init__(self) -> None:
        base = jieba.Tokenizer()
        # What Tokenizer.initialize() does, less its cache file in a folder shared with other users.
        base.FREQ, base.total = base.gen_pfdict(base.get_dict_file())
        base.initialized = True
        self._lock = Lock()
        self._tagger = jieba.posseg.POSTokenizer(base)
        for word, tag in words():
            base.add_word(word, tag=tag)
            self._tagger.word_tag_tab[word] = tag

    def cut(self, text: str) -> list[tuple[str, str]]:
        # Without the HMM, which only guesses at unknown words: it costs as much time as all the rest, and the facts are the same.
        with self._lock:  # add_word and the HMM tables are shared state
            return [(pair.word, pair.flag) for pair in self._tagger.cut(text, HMM=False)]


@lru_cache(maxsize=1)
def tagger() -> _Tagger:
    """The shared tagger; the first call loads jieba's dictionary (about half a second)."""
    return _Tagger()


class PolicyTokenizer:
    """spaCy's tokenizer for views; ``pieces`` become single tokens.

    Args:
        vocab: the pipeline's vocabulary.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str, pieces: Iterable[Piece] = ()) -> Doc:
        """Tokens of ``text``; overlapping pieces are resolved in favour of the longest, then the first."""
        tokens: list[tuple[str, str, str]] = []
        at = 0
        for piece in _longest(pieces):
            tokens += [(word, tag, "") for word, tag in tagger().cut(text[at : piece.start])] if piece.start > at else []
            tokens.append((text[piece.start : piece.end], piece.kind, piece.kind))
            at = piece.end
        tokens += [(word, tag, "") for word, tag in tagger().cut(text[at:])] if at < len(text) else []
        doc = Doc(self.vocab, words=[token[0] for token in tokens], spaces=[False] * len(tokens), tags=[token[1] for token in tokens])
        doc.set_ents(filter_spans([doc[i : i + 1] for i, token in enumerate(tokens) if token[2]]), default="outside")
        for i, token in enumerate(tokens):
            if token[2]:
                doc[i].ent_type_ = token[2]
        return doc


def _longest(pieces: Iterable[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    taken: set[int] = set()
    for piece in sorted(pieces, key=lambda p: (p.start - p.end, p.start)):
        if taken.isdisjoint(range(piece.start, piece.end)) and piece.end > piece.start:
            kept.append(piece)
            taken.update(range(piece.start, piece.end))
    return sorted(kept)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The blank Chinese spaCy pipeline with Hengce's tokenizer; there is no Chinese model to download."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = PolicyTokenizer(nlp.vocab)  # pyright: ignore[reportAttributeAccessIssue]
    return nlp
