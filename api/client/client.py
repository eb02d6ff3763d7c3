"""The questions as methods, whichever way they go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ...ontology.results import JSON as RESULTS
from ...ontology.results import boolean_from_json
from .. import models
from ..changed import Changes
from ..decisions import Decisions, EligibilityQuestion
from ..findings import Checked
from ..language import Language
from ..models import Clause, Comparison, DocumentSummary, Page, Rows
from .conversation import Conversation
from .exchange import Argument, Call, Way
from .solutions import Solutions, solutions_of

if TYPE_CHECKING:  # these stand beside their routes, which load the web framework
    from ..routes.asking import Answer
    from ..routes.deadlines import Deadlines
    from ..routes.searching import Hits


class Client:
    """A graph that is asked: one on this machine, or a service elsewhere. The answers are the same, object by object.

    Answers are typed objects, whose fields are also read by their names in the JSON (``answer["rows"]``); lists are whole, and can be run
    over. What consists of statements has ``frame()``, which gives a pandas data frame. One client may serve many threads.

    Places, types and dates are given as everywhere (350000, 福建; 绿色工厂 or an alias; ``2024-06-30``); several as a list, or joined by
    commas. ``as_of`` is the date on which documents are in force or not; today if not given.

    Every method raises the error that was raised where the answer is made, with its message, parameter and allowed values: UnknownValue for
    a type, place or document that is not known, InvalidParameter, QueryRefused, QueryTimeout and so on; RemoteStoreError if a service does
    not answer, or not as this version expects. A client that has been closed raises ValueError.

    Args:
        way: the way to where answers are given.
        language: of messages and warnings.
    """

    def __init__(self, way: Way, language: Language) -> None:
        self._talk = Conversation(way, language)

    def __repr__(self) -> str:
        return repr(self._talk.way)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End what was started for the answers: of a graph on this machine its threads and its worker process. Closing twice is allowed."""
        self._talk.way.close()

    def health(self) -> models.Health:
        """Status, counts and versions."""
        return self._talk.one(models.Health, Call.get("health"))

    def documents(self, as_of: str | None = None) -> Page[DocumentSummary]:
        """All documents with their standing on a date.

        >>> [each.id for each in hengce.documents("2024-06-30") if each.status == "draft"]
        ['ningbo-2017-2019-draft']
        """
        return self._talk.all(Page[DocumentSummary], "documents", as_of=as_of)

    def document(self, id: str, as_of: str | None = None) -> DocumentSummary:
        """What is known of one document; what its text does not say is None."""
        return self._talk.one(DocumentSummary, Call.get("documents", id, as_of=as_of))

    def text(self, id: str) -> str:
        """The stored text of a document, to which all offsets refer.

        >>> hengce.text("fujian-2018")[1076:1098]
        '基本要求和提高性要求的总分达到80分及以上的'
        """
        return self._talk.one(models.DocumentText, Call.get("documents", id, "text")).text

    def outline(self, id: str) -> list[Clause]:
        """The clauses of a document as a tree."""
        return self._talk.one(models.Outline, Call.get("documents", id, "outline")).clauses

    def facts(self, id: str, kind: str | None = None) -> Page[models.FactRecord]:
        """The facts of a document, of one kind or of all."""
        return self._talk.all(Page[models.FactRecord], "documents", id, "facts", kind=kind)

    def types(self) -> Page[models.TypeSummary]:
        """The demonstration types that facts are about."""
        return self._talk.all(Page[models.TypeSummary], "types")

    def agencies(self) -> Page[models.AgencySummary]:
        """The bodies that have a role."""
        return self._talk.all(Page[models.AgencySummary], "agencies")

    def jurisdictions(self) -> Page[models.JurisdictionSummary]:
        """The places whose documents are held."""
        return self._talk.all(Page[models.JurisdictionSummary], "jurisdictions")

    def compare(
        self,
        type: str,
        aspect: Argument = None,
        jurisdictions: Argument = None,
        as_of: str | None = None,
        baseline: str | None = None,
    ) -> Comparison:
        """One type side by side in all places, or in some, in all aspects, or in some.

        >>> rows = hengce.compare("绿色工厂", "threshold", as_of="2024-06-30").rows
        >>> [(row.label, [place for place, cells in row.cells.items() if cells]) for row in rows][0]
        ('总评分', ['310000', '350000'])
        """
        call = Call.get("compare", type=type, aspect=aspect, jurisdictions=jurisdictions, as_of=as_of, baseline=baseline)
        return self._talk.one(Comparison, call)

    def diff(self, old: str, new: str) -> Changes:
        """What changed from one document to another, in clauses and in facts."""
        return self._talk.one(Changes, Call.get("diff", old=old, new=new))

    def questions(self, type: str, jurisdiction: Argument = None, as_of: str | None = None) -> Page[EligibilityQuestion]:
        """What must be asked to decide on eligibility, the most deciding first."""
        return self._talk.all(Page[EligibilityQuestion], "eligibility", "questions", type=type, jurisdiction=jurisdiction, as_of=as_of)

    def eligible(
        self,
        type: str,
        jurisdiction: str | list[str] | None = None,
        facts: Mapping[str, bool | float | str | None] | None = None,
        as_of: str | None = None,
        *,
        trace: bool = False,
    ) -> Decisions:
        """Whether an applicant may be recognised: one decision for each place, level and grade.

        Args:
            type: what it wants to be.
            jurisdiction: where; everywhere if not given.
            facts: what is known of it, by the names of :meth:`questions`; ``score`` always counts.
            as_of: the date.
            trace: whether each step of a decision is told.

        >>> decided = hengce.eligible("绿色工厂", "上海", {"score": 86}, "2024-06-30")
        >>> [(each.grade, each.verdict) for each in decided.decisions]
        [('三星级', 'not_eligible'), ('四星级', 'undetermined'), ('五星级', 'not_eligible')]
        """
        sent = {"type": type, "jurisdiction": jurisdiction, "facts": None if facts is None else dict(facts), "as_of": as_of}
        return self._talk.one(Decisions, Call.post("eligibility?trace=true" if trace else "eligibility", sent))

    def ask(self, question: str, as_of: str | None = None, context: str | None = None) -> Answer:
        """The answer to a question in plain Chinese.

        Args:
            question: at most 400 characters.
            as_of: the date.
            context: that of the last answer, for a question that follows it up.

        >>> first = hengce.ask("福建的绿色工厂要多少分？", "2024-06-30")
        >>> [fact["min"] for fact in first.facts]
        [80, 90]
        >>> hengce.ask("那江苏呢？", "2024-06-30", first.context).citations[0].document
        'jiangsu-2016'
        """
        from ..routes.asking import Answer

        return self._talk.one(Answer, Call.post("ask", {"question": question, "as_of": as_of, "context": context}))

    def check(
        self,
        draft: str | Path,
        jurisdiction: str | None = None,
        as_of: str | None = None,
        against: str | None = None,
    ) -> Checked:
        """What a careful reviewer would say of a draft. It is neither stored nor logged.

        Args:
            draft: its text, or the path of a file of any format that is read.
            jurisdiction: the place that it is for; as the draft says if not given.
            as_of: the date of those that it is judged by.
            against: which these are, by identifier; its superior documents if not given.

        Raises:
            OSError: if the file cannot be read.

        >>> draft = "泉州市绿色工厂管理办法\\n\\n总分达到75分及以上的，推荐申报省级绿色工厂。"
        >>> [each.quote for each in hengce.check(draft, "泉州", "2024-06-30").findings if each.severity == "error"]
        ['总分达到75分及以上的，推荐申报省级绿色工厂']
        """
        named = {"jurisdiction": jurisdiction, "as_of": as_of, "against": against}
        if isinstance(draft, Path):
            return self._talk.one(Checked, Call.upload("check", draft.name, draft.read_bytes(), **named))
        return self._talk.one(Checked, Call.post("check", {"text": draft, **named}))

    def search(
        self,
        words: str,
        jurisdiction: Argument = None,
        type: str | None = None,
        kind: str | None = None,
        year: int | None = None,
        as_of: str | None = None,
        *,
        limit: int = 20,
        offset: int = 0,
    ) -> Hits:
        """The clauses with all of the words, the best first; failing these, with any of them.

        Args:
            words: what is looked for.
            jurisdiction: only in documents of these places.
            type, kind: only clauses with a fact about this type, of this kind.
            year: only in documents of this year.
            as_of: the date.
            limit: the most clauses.
            offset: how many are left out before.
        """
        from ..routes.searching import Hits

        named = {"jurisdiction": jurisdiction, "type": type, "kind": kind, "year": year, "as_of": as_of, "limit": limit, "offset": offset}
        return self._talk.one(Hits, Call.get("search", q=words, **named))

    def deadlines(
        self,
        year: int | None = None,
        jurisdiction: Argument = None,
        actor: str | None = None,
        start: str | None = None,
        as_of: str | None = None,
    ) -> Deadlines:
        """Who must act by when, by day; what recurs on its day of the year, and periods counted from ``start``."""
        from ..routes.deadlines import Deadlines

        return self._talk.all(Deadlines, "deadlines", year=year, jurisdiction=jurisdiction, actor=actor, start=start, as_of=as_of)

    def queries(self) -> Page[models.Question]:
        """The catalogue of named questions."""
        return self._talk.all(Page[models.Question], "queries")

    def query(self, name: str, /, **parameters: Argument) -> Rows:
        """The rows of a named question.

        >>> hengce.query("thresholds", type="绿色工厂", jurisdiction="福建", as_of="2024-06-30").frame()["min"].tolist()
        [80, 90]
        """
        return self._talk.all(Rows, "queries", name, **parameters)

    def sparql(self, query: str) -> Solutions | bool | str:
        """The answer to a SPARQL query: solutions (SELECT), a boolean (ASK), or Turtle (CONSTRUCT, DESCRIBE)."""
        reply = self._talk.reply(Call.form("sparql", f"{RESULTS}, text/turtle;q=0.9", query=query))
        if reply.media_type != RESULTS:
            return reply.body.decode("utf-8")
        return boolean_from_json(reply.body) if "boolean" in json.loads(reply.body) else solutions_of(reply.body)
