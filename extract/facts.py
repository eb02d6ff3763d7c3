"""The facts that are read from a text, each bound to its evidence.

A fact is first of all a span of a text: it cannot be made without a quote that stands in the text at its offsets (Unicode
code points). Which fields a kind has, and how they are normalised, is the extraction contract of the project's documentation;
each class below repeats it in short.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, Literal, Self

from ..ontology.errors import EvidenceError

Alignment = Literal["exact", "healed"]
Certainty = Literal["sure", "likely", "doubtful"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement of one document.

    Attributes:
        doc: identifier of the document (文件标识).
        quote: the shortest clause that states the fact, exactly as in the text (引文).
        start, end: offsets of ``quote`` in the text, in Unicode code points, ``end`` exclusive.
        path: address of the clause in the outline (条款路径).
        subject: canonical label of what the fact is about (对象), or None.
        rule: name of the rule that read the fact.
        alignment: ``exact``, or ``healed`` when the quote runs across a page or line break.
        certainty: how sure the reading is.
    """

    kind: ClassVar[str] = ""

    doc: str
    quote: str
    start: int
    end: int
    path: str
    subject: str | None = None
    rule: str = ""
    alignment: Alignment = "exact"
    certainty: Certainty = "sure"

    def __post_init__(self) -> None:
        if not (0 <= self.start < self.end) or self.end - self.start != len(self.quote):
            raise EvidenceError(
                f"{self.doc} 的一条{self.kind}事实没有有效的引文位置（{self.start}–{self.end}）。",
                f"A {self.kind} fact of {self.doc} has no valid evidence span ({self.start}-{self.end}).",
            )

    def check(self, text: str) -> None:
        """Assert that the quote stands in ``text`` at the fact's offsets.

        Raises:
            EvidenceError: if it does not.
        """
        if text[self.start : self.end] != self.quote:
            raise EvidenceError(
                f"{self.doc} 第 {self.start}–{self.end} 字与所记引文不符：{self.quote[:30]}",
                f"Characters {self.start}-{self.end} of {self.doc} differ from the recorded quote: {self.quote[:30]}",
            )

    def to_json(self) -> dict[str, Any]:
        """The fact as a JSON object, ``doc`` and ``kind`` first, every field of its kind present."""
        rest = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "doc"}
        return {"doc": self.doc, "kind": self.kind, **rest}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Fact:
        """A fact from :meth:`to_json`'s form; unknown fields are an error, absent ones are null.

        Raises:
            EvidenceError: if ``kind`` is unknown, a field is unknown, or the evidence is missing.
        """
        kind = KINDS.get(str(record.get("kind")))
        if kind is None:
            raise EvidenceError(f"未知的事实类别：{record.get('kind')!r}。", f"Unknown kind of fact: {record.get('kind')!r}.")
        values = {name: value for name, value in record.items() if name != "kind"}
        known = {f.name for f in fields(kind)}
        needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
        if values.keys() - known or needed - values.keys():
            wrong = sorted((values.keys() - known) | (needed - values.keys()))
            raise EvidenceError(f"{kind.kind} 事实的字段不符：{wrong}。", f"Fields of a {kind.kind} fact do not fit: {wrong}.")
        return kind(**values)

    def but(self, **changes: Any) -> Self:
        """A copy with some fields changed (``dataclasses.replace`` keeps the evidence check)."""
        return type(self)(**{**{f.name: getattr(self, f.name) for f in fields(self)}, **changes})


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFact(Fact):
    """What a document says of itself (文件): title 标题, number 发文字号, issuer 发文机关, period 有效期."""

    kind: ClassVar[str] = "document"
    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    status: Literal["issued", "draft"] = "issued"
    valid_from: str | None = None
    valid_to: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Fact):
    """A numeric condition to be recognised, graded, recommended, funded or kept (门槛)."""

    kind: ClassVar[str] = "threshold"
    level: str | None = None
    grade: str | None = None
    metric: str | None = None
    min: float | None = None
    min_inclusive: bool | None = None
    max: float | None = None
    max_inclusive: bool | None = None
    unit: str | None = None
    scale: float | None = None
    decided_by: str | None = None
    effect: Literal["recognise", "grade", "recommend", "keep", "fund"] | None = None
    parent: str | None = None
    group_logic: str | None = None
    force: Literal["gate", "bonus", "discretionary"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Fact):
    """A quantity that a government sets itself to reach (目标)."""

    kind: ClassVar[str] = "target"
    level: str | None = None
    grade: str | None = None
    min: float | None = None
    min_inclusive: bool | None = None
    max: float | None = None
    max_inclusive: bool | None = None
    unit: str | None = None
    by: str | None = None
    scope: str | None = None
    total: bool | None = None
    part_of: str | None = None


Form = Literal["award", "subsidy", "discount", "credit", "tax", "price", "procurement", "priority", "certificate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incentive(Fact):
    """What a recognised subject, or the scheme as a whole, receives or is promised (激励)."""

    kind: ClassVar[str] = "incentive"
    level: str | None = None
    grade: str | None = None
    form: Form
    amount: float | None = None
    cap: bool = False
    per: str | None = None
    rate: str | None = None
    stacking: str | None = None
    schedule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Fact):
    """A time by which someone must act (时限)."""

    kind: ClassVar[str] = "deadline"
    actor: str | None = None
    action: str | None = None
    recipient: str | None = None
    date: str | None = None
    recurrence: str | None = None
    within: str | None = None
    working_days: bool | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Fact):
    """How often a status is reviewed, reported, collected or renewed, or how long it lasts (周期)."""

    kind: ClassVar[str] = "cycle"
    period: str
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction(Fact):
    """What follows a breach (罚则)."""

    kind: ClassVar[str] = "sanction"
    trigger: str
    consequence: Literal["revoke", "clawback", "ban", "notice", "transfer", "rectify"]
    duration: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption(Fact):
    """An advantage, earned by a record or status, that suspends a check (免检)."""

    kind: ClassVar[str] = "exemption"
    condition: str | None = None
    duration: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Fact):
    """One requirement that a subject must meet (条件)."""

    kind: ClassVar[str] = "criterion"
    level: str | None = None
    grade: str | None = None
    group: Literal["basic", "exclusion", "procedure"] = "basic"
    text: str
    parent: str | None = None
    group_logic: str | None = None
    force: Literal["gate", "bonus", "discretionary"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Fact):
    """An industry named as a focus (重点行业)."""

    kind: ClassVar[str] = "sector"
    sector: str


Role = Literal["issue", "lead", "plan", "apply", "accept", "recommend", "evaluate", "review", "recognise", "publish", "supervise", "fund"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Fact):
    """A body and what it does (机构职责)."""

    kind: ClassVar[str] = "agency"
    name: str
    canonical: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """A document or standard named, other than the document itself (引用文件)."""

    kind: ClassVar[str] = "reference"
    title: str | None = None
    number: str | None = None
    role: Literal["basis", "cites", "repeals", "amends"] = "cites"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Fact):
    """A step of the recognition procedure (程序步骤)."""

    kind: ClassVar[str] = "step"
    order: int
    name: str | None = None
    actor: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Fact):
    """What a term means in the document (定义)."""

    kind: ClassVar[str] = "definition"
    text: str


KINDS: dict[str, type[Fact]] = {
    cls.kind: cls
    for cls in (DocumentFact, Threshold, Target, Incentive, Deadline, Cycle, Sanction, Exemption, Criterion, Sector, Agency,
                Reference, Step, Definition)
}  # fmt: skip
"""The kinds of fact by name, in the order of the contract."""
