"""The documents and their standing on a date.

A standing is computed for the date asked for, never stored. The question ``documents`` finds it, the query ``successors`` what later
documents did to each; this module gives them as objects and says in words what a reader must know.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from rdflib import URIRef

from ..ontology.schemes import schemes
from ..ontology.store import Reader, Value
from .catalogue import Catalogue
from .notices import Notice
from .parameters import Scalar, iso_date
from .resolver import look_up
from .snapshots import snapshot_of

Status = Literal["in_force", "expired", "superseded", "draft"]
Relation = Literal["repealed", "revised", "amended", "issued", "reissued"]


@dataclass(frozen=True, slots=True)
class Successor:
    """A later document that changes how an earlier one stands.

    Attributes:
        relation: what it did: ``repealed`` (废止), ``revised`` (a revised edition took its place), ``amended`` (修改),
            ``issued`` (the draft was issued as it), ``reissued`` (the same place issued one of the same title).
        id: its identifier.
        on: from which day; None where it has no date.
    """

    relation: Relation
    id: str
    on: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDocument:
    """A document on a date.

    Attributes:
        id: its identifier (文件标识).
        iri: its IRI.
        title, number, issuer: 标题, 发文字号, 发文机关 as the text gives them; several issuers are joined by ``、``.
        code, place: GB/T 2260 code and name of the place that it is for.
        date: 成文日期.
        valid_from, valid_to: first and last day of the period that the text itself gives.
        valid_from_text, valid_to_text: the same in the precision of the text.
        issuance: ``issued`` or ``draft``.
        status: its status on ``as_of``; a document that begins later is ``in_force`` with a warning.
        as_of: the date.
        superseded_by: identifier of the document that repealed it or is its revised edition, as far as collected.
        successors: what later documents did to it by ``as_of``, as far as collected, in the order of time.
        last_target: the latest time that any of its targets is set for.
        source, sha256: where the text comes from, and its hash.
    """

    id: str
    iri: str
    title: str | None
    number: str | None
    issuer: str | None
    code: str | None
    place: str | None
    date: datetime.date | None
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    valid_from_text: str | None
    valid_to_text: str | None
    issuance: str | None
    status: Status
    as_of: datetime.date
    superseded_by: str | None
    successors: tuple[Successor, ...] = ()
    last_target: str | None
    source: str | None
    sha256: str | None

    @property
    def name(self) -> str:
        """What to call it: its title, else its number, else its identifier."""
        return self.title or self.number or self.id

    @property
    def name_and_id(self) -> str:
        """What to call it in a Chinese sentence."""
        return f"《{self.title}》（{self.id}）" if self.title else f"{self.name}（{self.id}）"

    @property
    def begins(self) -> datetime.date | None:
        """The first day on which it can be in force, as far as the text says."""
        return self.valid_from or self.date

    @property
    def has_begun(self) -> bool:
        """Whether it existed on ``as_of``; where the text has no date it is taken to."""
        return self.begins is None or self.begins <= self.as_of

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a reader must know who uses it on ``as_of``."""
        return tuple(self._notices())

    def _notices(self) -> Iterable[Notice]:
        zh, en, day, last = self.name_and_id, f"{self.name} ({self.id})", self.as_of.isoformat(), self.last_target
        if self.status == "draft":
            yield Notice("draft", f"{zh}是征求意见稿（草案），不是正式文件。", f"{en} is a draft for comment, not an issued document.")
        elif self.status == "superseded" and any((each.relation, each.id) == ("repealed", self.superseded_by) for each in self.successors):
            yield Notice("superseded", f"{zh}已被 {self.superseded_by} 废止。", f"{en} has been repealed by {self.superseded_by}.")
        elif self.status == "superseded":
            en = f"{en} has been replaced by its revised edition {self.superseded_by}."
            yield Notice("superseded", f"{zh}已由修订版 {self.superseded_by} 取代。", en)
        elif self.status == "expired":
            in_zh = f"{zh}自身的有效期已于 {self.valid_to} 届满，在 {day} 已经过期。"
            yield Notice("expired", in_zh, f"The period of {en} ended on {self.valid_to}, before {day}.")
        elif not self.has_begun:
            yield Notice("not-begun", f"{zh}自 {self.begins} 起才有，在 {day} 尚未施行。", f"{en} begins on {self.begins}, after {day}.")
        elif self.valid_to is None and last is not None and _last_day(last) < day:
            in_zh = f"{zh}没有写明有效期，而目标最晚到 {last}，在 {day} 已成过去，请核实是否仍在执行。"
            in_en = f"{en} states no period, and its latest target is for {last}, before {day}; check whether it is still applied."
            yield Notice("past-targets", in_zh, in_en)
        yield from self._about_successors()

    def _about_successors(self) -> Iterable[Notice]:
        zh, en = self.name_and_id, f"{self.name} ({self.id})"
        for each in self.successors:
            since_zh, since_en = (f"自 {each.on} 起", f" on {each.on}") if each.on else ("", "")
            if each.relation == "issued":
                in_en = f"{en} was issued as {each.id}{since_en}; use that one."
                yield Notice("issued", f"{zh}{since_zh}已正式印发为 {each.id}，请以正式文本为准。", in_en)
            elif each.relation == "amended" and self.status != "superseded":
                in_en = f"{en} was amended by {each.id}{since_en}; its own text is no longer all that holds."
                yield Notice("amended", f"{zh}{since_zh}已被 {each.id} 修改，请与之一并查看。", in_en)
            elif each.relation == "reissued" and self.status == "in_force":
                in_en = f"{each.id} was issued for the same place under the same title{since_en}, and does not say whether it repeals {en}."
                yield Notice("reissued", f"{each.id} {since_zh}以同一标题印发，未写明是否废止{zh}，请核实以何者为准。", in_en)

    def to_json(self) -> dict[str, Any]:
        """The document as a JSON object, warnings in Chinese included."""
        return {
            "id": self.id, "iri": self.iri, "title": self.title, "doc_number": self.number, "issuer": self.issuer,
            "jurisdiction": None if self.code is None else {"code": self.code, "name": self.place},
            "date": _iso(self.date), "valid_from": self.valid_from_text or _iso(self.valid_from),
            "valid_to": self.valid_to_text or _iso(self.valid_to), "status": self.status, "as_of": self.as_of.isoformat(),
            "superseded_by": self.superseded_by if self.status == "superseded" else None,
            "source": self.source, "sha256": self.sha256, "warnings": [notice.zh for notice in self.notices],
        }  # fmt: skip


def documents(
    store: Reader,
    as_of: Scalar | None = None,
    jurisdictions: Iterable[str] | str | None = None,
    ids: Iterable[str] | str | None = None,
) -> list[PolicyDocument]:
    """The documents with their status on a date, by place and identifier.

    Args:
        store: a store, or a snapshot of one.
        as_of: an ISO date; today if not given.
        jurisdictions: only documents of these places, by code or name.
        ids: only these documents.

    Raises:
        InvalidParameter: if ``as_of`` is no ISO date.
        UnknownValue: if a place or document is not known.
    """
    day = datetime.date.today() if as_of is None else iso_date(as_of)
    with snapshot_of(store) as graph:
        table = Catalogue.load().run(graph, "documents", as_of=day, jurisdiction=jurisdictions, document=ids)
        chosen = [] if jurisdictions is None and ids is None else [URIRef(str(row["document"])) for row in table]
        later = look_up(graph, "successors", document=chosen)
    found: dict[str, list[dict[str, Value]]] = {}
    for row in table:
        found.setdefault(str(row["id"]), []).append(row)
    successors: dict[str, list[Successor]] = {}
    for row in later:
        successors.setdefault(str(row["id"]), []).append(_successor(row))
    return [_document(rows, successors.get(id, ()), day) for id, rows in found.items()]


def without_place(graph: Reader, as_of: Scalar | None = None) -> list[PolicyDocument]:
    """The documents of which it is not known which place they are for, with their status on a date; as :func:`documents`."""
    ids = [str(row["id"]) for row in look_up(graph, "placeless")]
    return documents(graph, as_of, ids=ids) if ids else []


def by_place(every: Iterable[PolicyDocument]) -> dict[str, list[PolicyDocument]]:
    """The documents that are for a known place, by its code."""
    held: dict[str, list[PolicyDocument]] = {}
    for document in every:
        if document.code is not None and document.code in schemes().regions:
            held.setdefault(document.code, []).append(document)
    return held


def with_standing(
    graph: Reader, rows: Iterable[Mapping[str, Any]], as_of: Scalar | None = None
) -> tuple[list[dict[str, Any]], list[Notice]]:
    """Rows that cite documents, each with the status of its document (``document_status``), so that no draft passes for what is in force.

    Args:
        graph: the snapshot that the rows were read from.
        rows: rows with ``citation``; others stay as they are.
        as_of: an ISO date; today if not given.

    Returns:
        the rows, and what a reader must know of the documents that they cite.

    Raises:
        InvalidParameter: if ``as_of`` is no ISO date.
    """
    rows = [dict(row) for row in rows]
    day = datetime.date.today() if as_of is None else iso_date(as_of)
    cited = sorted({row["citation"]["document"] for row in rows if "citation" in row})
    standing = {each.id: each for each in documents(graph, day, ids=cited)} if cited else {}
    for row in rows:
        if "citation" in row:
            row["document_status"] = standing[row["citation"]["document"]].status
    return rows, [notice for each in standing.values() for notice in each.notices]


def _successor(row: dict[str, Value]) -> Successor:
    relation: Relation = next(each for each in get_args(Relation) if each == row["relation"])
    return Successor(relation, str(row["successor"]), datetime.date.fromisoformat(str(row["on"])) if "on" in row else None)


def _document(rows: list[dict[str, Value]], later: Iterable[Successor], as_of: datetime.date) -> PolicyDocument:
    """One document from its rows: several where bodies issued it together."""

    def text(name: str) -> str | None:
        return str(rows[0][name]) if name in rows[0] else None

    def day(name: str) -> datetime.date | None:
        return datetime.date.fromisoformat(str(rows[0][name])) if name in rows[0] else None

    issuers = dict.fromkeys(str(row["issuer"]) for row in rows if "issuer" in row)
    status: Status = next(each for each in ("draft", "superseded", "expired", "in_force") if each == rows[0]["status"])
    return PolicyDocument(
        id=str(rows[0]["id"]), iri=str(rows[0]["document"]), title=text("title"), number=text("number"), issuer="、".join(issuers) or None,
        code=text("code"), place=text("place"), date=day("date"), valid_from=day("valid_from"), valid_to=day("valid_to"),
        valid_from_text=text("valid_from_text"), valid_to_text=text("valid_to_text"), issuance=text("issuance"), status=status, as_of=as_of,
        superseded_by=text("superseded_by"), successors=tuple(each for each in later if each.on is None or each.on <= as_of),
        last_target=text("last_target"), source=text("source"), sha256=text("sha256"),
    )  # fmt: skip


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _last_day(when: str) -> str:
    """The last day of a year, month or day in ISO 8601, to be compared as text (every month counts as having 31)."""
    return when + "-12-31"[len(when) - len("2025") :]
