"""The documents that the graph knows by name: collected ones, and those that collected ones cite."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...extract.docnumbers import normal_number, normal_standard
from ...ontology.schemes import schemes
from ...ontology.store import Reader
from ..citations import Citation, Evidence
from ..documents import PolicyDocument
from ..resolver import look_up
from .titles import Title, title_of

Source = tuple[str, str, int, int, str, str]
"""Where a document is named: document, path, start, end, quote, fact."""


@dataclass(slots=True, eq=False)
class Work:
    """A document as the graph knows it.

    Attributes:
        titles: its titles as written, each once.
        number: its number, or None.
        document: the collected document that it is, or None.
        sources: places that name it, itself first.
    """

    titles: dict[str, Title] = field(default_factory=dict)
    number: str | None = None
    document: PolicyDocument | None = None
    sources: list[Source] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What to call it in a Chinese sentence: its fullest title and its number."""
        title = max(self.titles, key=len, default=None)
        number = f"（{self.number}）" if self.number else ""
        return f"《{title}》{number}" if title else self.number or ""

    @property
    def issuers(self) -> tuple[str, ...]:
        """The bodies that issued it, in full, as far as it or its number says."""
        if self.document is not None and self.document.issuer:
            return tuple(self.document.issuer.split("、"))
        by_number = schemes().agencies.of_number(self.number) if self.number and "联" not in self.number else None
        return (by_number,) if by_number else ()


class Works:
    """Finds documents by number and title.

    Args:
        graph: the snapshot to read.
        collected: its documents with their standing.

    Attributes:
        collected: those documents as works.
    """

    def __init__(self, graph: Reader, collected: Iterable[PolicyDocument]) -> None:
        self._graph = graph
        self._by_number: dict[str, Work] = {}
        self._by_core: dict[str, list[Work]] = {}
        of_id: dict[str, Work] = {}
        for document in collected:
            work = self._numbered(document.number) or Work()
            work.document = work.document or document
            of_id[document.id] = work
            self._name(work, document.title, document.number)
        for row in look_up(graph, "works"):
            title, number = (str(row[key]) if key in row else None for key in ("title", "number"))
            work = of_id.get(str(row.get("id"))) or self._numbered(number) or (None if number else self._titled(title)) or Work()
            self._name(work, title, number)
            source: Source = (str(row["doc"]), str(row["path"]), int(row["start"]), int(row["end"]), str(row["quote"]), str(row["fact"]))
            own = work.document is not None and work.document.id == source[0]
            work.sources.insert(0 if own else len(work.sources), source)
        self.collected = list(dict.fromkeys(of_id.values()))

    def by_number(self, number: str) -> Work | None:
        """The document of a number; of a standard with or without its year."""
        return self._numbered(number)

    def by_title(self, title: Title) -> list[Work]:
        """The documents that a title names, drafts last where it is not itself one of a draft."""
        found = [work for work in self._by_core.get(title.core, ()) if any(title.is_same(each) for each in work.titles.values())]

        def draft(work: Work) -> bool:
            return work.document is not None and work.document.status == "draft"

        return sorted(found, key=lambda work: (draft(work) != title.draft, work.document is None))

    def cite(self, work: Work) -> tuple[Citation, ...]:
        """The clause by which the graph knows a document: its own, else the first that cites it; none if no quote stands in its text."""
        evidence = Evidence(self._graph, {source[0] for source in work.sources})
        numbered = sorted(work.sources, key=lambda source: work.number is not None and work.number not in source[4])
        found = (evidence.cite(*source) for source in numbered)
        return next(((citation,) for citation in found if citation is not None), ())

    def _numbered(self, number: str | None) -> Work | None:
        return self._by_number.get(folded(number)) if number else None

    def _titled(self, title: str | None) -> Work | None:
        """The one document of a title that is cited without a number."""
        found = self.by_title(title_of(title)) if title else []
        return found[0] if len(found) == 1 else None

    def _name(self, work: Work, title: str | None, number: str | None) -> None:
        if number:
            work.number = work.number or number
            self._by_number.setdefault(folded(number), work)
        if title and title not in work.titles:
            work.titles[title] = title_of(title)
            named = self._by_core.setdefault(work.titles[title].core, [])
            if work not in named:
                named.append(work)


def folded(number: str) -> str:
    """A document or standard number as it is compared: in its normal form, a standard's without its year."""
    if any("\u4e00" <= char <= "\u9fff" for char in number):
        return normal_number(number)
    return normal_standard(re.split("[-—–:：]", number)[0])
