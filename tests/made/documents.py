"""Made documents, one after another or as a corpus folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from hengce.corpus.entries import with_entries
from hengce.corpus.manifest import Entry, Metadata
from hengce.extract.facts import DocumentFact, Fact

from .series import Style, orders
from .styles import write


@dataclass(frozen=True, slots=True)
class Made:
    """A document and what it says.

    Attributes:
        id: its identifier.
        text: its characters.
        metadata: what a manifest says of it, which is what its text says of itself.
        facts: all facts that a careful reader finds by the contract, the document's own first, with every scored field.
        style: how it is written.
        repeals: identifier of the made document that it repeals, if it does.
    """

    id: str
    text: str
    metadata: Metadata
    facts: tuple[Fact, ...]
    style: Style
    repeals: str | None

    @property
    def draft_of(self) -> str | None:
        """Of a draft, the identifier of the document that was issued afterwards, with figures of its own; else None."""
        return self.id.removesuffix("-draft") if self.metadata.status == "draft" else None


def documents(count: int, seed: int = 1) -> Iterator[Made]:
    """Made documents.

    Args:
        count: how many; the first ones are the same however many follow.
        seed: another seed gives other documents.
    """
    for order in islice(orders(seed), count):
        paper = write(order)
        own = next(fact for fact in paper.facts if isinstance(fact, DocumentFact))
        metadata = Metadata(
            title=own.title, jurisdiction=own.jurisdiction, issuer=own.issuer, doc_number=own.doc_number, date=own.date,
            valid_from=own.valid_from, valid_to=own.valid_to, status=own.status,
            source="tests.made", licence="自拟文本，不是任何机关的政策 / made for tests, nobody's policy",
        )  # fmt: skip
        yield Made(order.id, paper.text, metadata, paper.facts, order.style, order.repealed_id)


def write_corpus(folder: Path, made: Iterable[Made]) -> int:
    """Write documents as a corpus folder: ``texts/``, ``manifest.yaml``, and the expected facts in ``facts/`` as JSON Lines.

    Args:
        folder: made if it is not there; files of the same names are replaced.
        made: the documents.

    Returns:
        how many documents were written.
    """
    for name in ("texts", "facts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    entries = []
    for each in made:
        data = each.text.encode()
        (folder / "texts" / f"{each.id}.txt").write_bytes(data)
        lines = (json.dumps(fact.to_json(), ensure_ascii=False) + "\n" for fact in each.facts)
        (folder / "facts" / f"{each.id}.jsonl").write_text("".join(lines), encoding="utf-8")
        entries.append(Entry(each.id, PurePosixPath("texts", f"{each.id}.txt"), each.metadata, hashlib.sha256(data).hexdigest()))
    manifest = folder / "manifest.yaml"
    manifest.write_text(with_entries(None, entries, manifest), encoding="utf-8")
    return len(entries)
