"""Documents with their facts as spaCy ``Doc``s, for those who train or evaluate models on them.

Words are those that the facts were read by (jieba with the ontology's dictionary). Each fact is a span of the group ``facts``: its label
is the kind, its identifier the fact's IRI, its knowledge-base identifier the subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ...extract.segment import as_doc, pipeline, read_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

GROUP = "facts"
"""Name of the group of spans."""


def render(documents: Iterable[tuple[str, str, Iterable[Mapping[str, Any]]]]) -> bytes:
    """The file (``spacy.tokens.DocBin``), to be read with ``DocBin().from_disk(path).get_docs(nlp.vocab)``.

    Args:
        documents: identifier, text and facts of each, in their order.
    """
    from spacy.tokens import DocBin

    found = DocBin(attrs=["ORTH", "SPACY", "TAG"], store_user_data=True)
    for id, text, facts in documents:
        found.add(_annotated(id, text, facts))
    return found.to_bytes()


def _annotated(id: str, text: str, facts: Iterable[Mapping[str, Any]]) -> Doc:
    doc = as_doc(read_words(text), pipeline())
    doc.user_data["id"] = id
    spans = [
        doc.char_span(
            fact["start"], fact["end"], fact["kind"], kb_id=fact["subject"] or "", span_id=fact["iri"], alignment_mode="expand"
        )
        for fact in facts
    ]  # fmt: skip
    doc.spans[GROUP] = [span for span in spans if span is not None]
    return doc
