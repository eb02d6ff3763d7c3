"""What the document says of itself (文件): one fact, quoted from its title, else its number, else its first line."""

from __future__ import annotations

from collections.abc import Iterator

from ..certainty import Reason, certainty
from ..facts import DocumentFact
from ..reading import Reading


def read(reading: Reading) -> Iterator[DocumentFact]:
    """The document's own fact; none for a text without a visible character."""
    own, document = reading.profile, reading.document
    start, end = own.title_span or own.spans.get("doc_number") or _first_line(document.text)
    if start == end:
        return
    quote = document.text[start:end]
    yield DocumentFact(
        doc=document.id,
        quote=quote,
        start=start,
        end=end,
        path=document.path_at(start),
        title=own.title,
        doc_number=own.doc_number,
        issuer=own.issuer,
        jurisdiction=own.jurisdiction,
        status=own.status,
        valid_from=own.valid_from,
        valid_to=own.valid_to,
        date=own.date,
        rule="document/front-matter",
        alignment="healed" if "\n" in quote else "exact",
        certainty=certainty([] if own.title else [Reason.IMPLIED]),
    )


def _first_line(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    line = text[start:].split("\n", 1)[0].rstrip()
    return start, start + len(line)
