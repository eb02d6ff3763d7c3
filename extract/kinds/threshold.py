"""Thresholds (门槛): numeric conditions to be recognised, graded, recommended, funded or kept.

Five places state them: a table of grades, an item that a grade heads (五星级：总分90分及以上), a sentence that ties a condition to
what follows from it (总分达到80分及以上的，可推荐申报…), the items of a list of conditions or of reasons for losing a status, and a
sentence that says what a type or its applicants must meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..certainty import Reason, certainty
from ..contexts import lead_in, passage
from ..facts import Threshold
from ..levels import grade_in
from ..lists import is_duty, logic_of, nearest
from ..quantities import Quantity
from ..reading import Clause, Effect, Reading
from .addressee import addressed
from .bearers import bearers, brought, grade_of, own, stated
from .bounds import bounds, unit
from .conditioned import described
from .conditions import Span, chain, consequence, ladder, may_be_condition
from .metrics import full_mark, metric
from .oughts import Ought, is_statute, ought
from .roles import wholes
from .taskcells import is_goal_table, is_number
from .whom import aside_of, defined_by

# What follows from a condition; the first group that matches says which effect.
_EFFECTS: tuple[tuple[Effect, re.Pattern[str]], ...] = (
    ("recommend", re.compile(r"(?:推荐|报送|上报|申报|申请|进入)")),
    (
        "recognise",
        re.compile(r"(?:认定|评定|评为|授予|确定为|确认为|命名|列为|列入|纳入(?!奖励|补助|补贴|支持|扶持|统计)|入选|入库|合格|通过)"),
    ),
    ("fund", re.compile(r"(?:给予|予以|享受|领取|奖励|补助|补贴|资助|支持|扶持|发放|拨付|减免|返还)")),
    ("keep", re.compile(r"(?:取消|撤销|除名|移出|退出|收回|追回|降级|责令|通报)")),
)
# Grades of a check that are no names of their own elsewhere: 90分及以上为优秀.
_MARK = re.compile(r"(?<=为)(?:优秀|良好|基本合格|合格|不合格)(?=$|[，。；的等])")
_LISTED_SUBJECT = re.compile(r"^(?:对|凡|申报|申请|创建|推荐)?(?:国家级|省级|市级|国家|区级|县级)?$")


def read(reading: Reading) -> Iterator[Threshold]:
    """Yields the thresholds of a document."""
    for clause in reading.clauses:
        if clause.is_heading or clause.leaf.type in {"title", "heading", "note"} or passage(clause) == "background":
            continue
        found = list(_graded_cell(clause) if clause.cell else _graded_item(clause))
        for fact in found or _stated(clause):
            # 三星级不低于75分: what is measured is the score, and the grade is what it is for.
            graded = grade_in(fact.metric) if fact.metric and fact.grade is None and len(fact.metric) <= 4 and fact.unit == "分" else None
            yield fact.but(grade=graded, metric="得分") if graded else fact


# A column of sums of money says what a grade brings.
_SUM_HEAD = re.compile(r"奖励|补助|补贴|资助|奖补|支持")


def _graded_cell(clause: Clause) -> Iterator[Threshold]:
    """A cell under or beside a grade or level: 绿色工厂 × 三星级 → 85＞X≥75; AA级 × 评价得分 → 90＞X≥80."""
    assert clause.cell is not None
    head, other = clause.cell.column_head, clause.cell.row_head
    if not (grade_in(head) or clause.reading.levels.before(head, len(head))):
        head, other = other, head  # the grades stand in the rows
        if other == head or grade_in(head) is None or len(head) > 6:
            return
    grade, levels = grade_in(head), clause.reading.levels.before(head, len(head))
    if clause.cell.row < 0 or not (grade or levels) or _SUM_HEAD.search(clause.cell.column_head):
        return
    if is_goal_table(clause) and is_number(clause.text):  # how many of each grade, not what makes the grade
        return
    by_row = head == clause.cell.row_head
    said = re.search(r"[A-Z][—\-:：为是表示]+(?:表示|为|是)?([^。；，]{2,20})", clause.cell.table.remark)
    in_brackets = re.search(r"（([^（）]{1,12})）$", other) if by_row else None
    for quantity in clause.quantities:
        if quantity.kind not in {"score", "plain", "percent", "count", "measure", "ratio"} or (
            quantity.min is None and quantity.max is None
        ):
            continue
        name = re.sub(r"（[^（）]*）$", "", other) if by_row else said[1] if said else "评价得分"
        measured = quantity.unit or (
            in_brackets[1] if in_brackets else "分" if "分" in name or "分" in head + clause.cell.table.caption else None
        )
        for subject in clause.governing_types() or wholes(clause):
            yield Threshold(
                **clause.evidence(quantity.start, quantity.end), rule="threshold-table", subject=subject,
                level=levels[0] if levels else None,
                grade=grade, metric=name, **bounds(quantity), unit=measured, effect="grade" if grade else "recognise",
            )  # fmt: skip


# The grade alone before the colon: 五星级：…, （一）AAA级：….
_GRADE_HEAD = re.compile(r"([^：，。；]{2,5})：")


def _graded_item(clause: Clause) -> Iterator[Threshold]:
    """An item that a grade heads: 四星级：总分80分（含）至90分（不含）."""
    head = _GRADE_HEAD.match(clause.text, clause.body)
    grade = grade_in(head[1]) if head else None
    if head is None or grade is None or len(grade) < len(head[1]):
        return
    for quantity in ladder(clause):
        if quantity.kind == "score" and (quantity.min is not None or quantity.max is not None):
            part = (head.end(), clause.part_at(quantity.start)[1])
            for subject in clause.governing_types() or wholes(clause):
                yield Threshold(
                    **clause.evidence(head.start(), part[1]), rule="threshold-graded", subject=subject, grade=grade,
                    metric=metric(clause, quantity, part), **bounds(quantity), unit=unit(clause, quantity),
                    scale=full_mark(clause, quantity), decided_by=quantity.decided_by, effect="grade",
                )  # fmt: skip


def _stated(clause: Clause) -> Iterator[Threshold]:
    context = lead_in(clause)
    in_list = context in {"condition", "exclusion", "sanction"} or (context is None and clause.body > 0 and passage(clause) == "condition")
    quantities = ladder(clause)
    found = nearest(clause.reading.document, clause.leaf) if quantities else None
    in_list = in_list or (context is None and found is not None and found[1].kind in {"condition", "exclusion"})
    if found is not None and in_list and is_statute(clause.reading):
        in_list = not is_duty(found[1])
    required = ought(clause) if quantities else None
    for quantity in quantities:
        part = clause.part_at(quantity.start)
        aside = aside_of(clause, quantity, part)
        if not (aside or may_be_condition(clause, quantity, context)):
            continue
        first, last = chain(clause, quantities, quantity)
        follows = consequence(clause, last, part)
        name = metric(clause, first, part)
        if defined := defined_by(clause, quantity, part):
            yield _definition(clause, quantity, part, defined)
        elif aside:
            yield from _plain(clause, quantity, part, aside, None, "fund", name, "threshold-aside")
        elif follows is not None:
            yield from _tied(clause, quantity, part, *follows, name)
        elif required is not None and quantity.start >= required.start and required.form in {"type", "applicant"}:
            yield from _required(clause, quantity, part, required, name)
        elif in_list or _limits_a_type(clause, quantity, part) or _scores_a_type(clause, quantity, part):
            yield from _listed(clause, quantity, part, "keep" if context == "sanction" else "recognise", name)


def _scores_a_type(clause: Clause, quantity: Quantity, part: Span) -> bool:
    """Whether a bound on a score is said of a type: 绿色工厂评价得分不得低于80分."""
    return quantity.kind == "score" and any(m.labels and part[0] <= m.start < quantity.start for m in clause.types)


def _definition(clause: Clause, quantity: Quantity, part: Span, subject: str) -> Threshold:
    return Threshold(
        **clause.evidence(*part), rule="threshold-defined", subject=subject, metric=metric(clause, quantity, part), **bounds(quantity),
        grade=grade_in(subject) or (subject[:2] if subject[1:2] == "牌" else None), unit=unit(clause, quantity),
        scale=full_mark(clause, quantity), decided_by=quantity.decided_by, effect="recognise", force="gate",
        certainty=certainty([Reason.IMPLIED]),
    )  # fmt: skip


def _tied(clause: Clause, quantity: Quantity, part: Span, follows: Span, worded: bool, name: str | None) -> Iterator[Threshold]:
    """A condition with its consequence; the type recognised is in the consequence, the one that is paid in the condition, or it governs."""
    reading, text = clause.reading, clause.text
    outcome = text[follows[0] : follows[1]]
    mark = _MARK.search(outcome)
    grade = grade_in(text, *follows) or (mark[0] if mark else None)
    graded: Effect | None = "grade" if grade else None
    effect: Effect | None = next((kind for kind, pattern in _EFFECTS if pattern.search(outcome)), None) or graded
    inside = [m for m in clause.types if part[0] <= m.start < part[1] and m.labels]
    mentions = [m for m in clause.types if follows[0] <= m.start < follows[1] and m.labels]
    labels: Sequence[str | None]
    if effect == "keep" and not inside and (punished := addressed(clause, clause.body, part[1])):
        mentions, labels = [], punished
    elif effect == "fund":
        mentions = [m for m in inside if m.start >= quantity.end]
        labels = reading.types.collapse(mentions[0].labels) if mentions else described(clause, quantity, part, follows[0])
        labels = labels or clause.governing_types()
        if not any(labels):
            labels = brought(clause) or labels
    else:
        mentions = mentions or inside
        labels = (
            reading.types.collapse(mentions[0].labels)
            if mentions
            else (described(clause, quantity, part, follows[0]) if effect is None else own(clause) or clause.subjects(*part))
        )
    levels = clause.level_at(mentions[0].start) if mentions else (None,)
    if levels == (None,) and effect != "fund" and (match := re.search(r"国家级|省级|市级|区级|县级", text[follows[0] : follows[1]])):
        levels = (reading.levels.normalise(match[0]),)
    start = part[0] + (text[part[0]] in "且并或")
    for subject in labels or (None,):
        for level in levels:
            yield Threshold(
                **clause.evidence(start, follows[1]), rule="threshold-tied" if worded else "threshold-paid", subject=subject, level=level,
                grade=grade, metric=name, **bounds(quantity), unit=unit(clause, quantity),
                scale=full_mark(clause, quantity), decided_by=quantity.decided_by, effect=effect,
                force="discretionary" if "择优" in text[follows[0] : follows[1]] or "酌情" in text else "gate",
                certainty=certainty([] if worded else [Reason.IMPLIED]),
            )  # fmt: skip


def _listed(clause: Clause, quantity: Quantity, part: Span, effect: Effect, name: str | None) -> Iterator[Threshold]:
    """An item of a list of conditions: its subject is that of the list, unless the item names its own."""
    named = next((m for m in clause.types if m.labels and _LISTED_SUBJECT.match(clause.text[clause.body : m.start])), None)
    listed = nearest(clause.reading.document, clause.leaf) is not None
    labels = named.labels if named else () if listed else own(clause)
    labels = labels or stated(clause) or clause.governing_types() or clause.subjects(*part, default=False) or bearers(clause)
    level = (
        clause.level_at(named.start)[0]
        if named
        else next((lv for h in (*clause.stems, *clause.headings) if (lv := _level_in(clause, h))), None)
    )
    yield from _plain(clause, quantity, part, labels, level, effect, name, "threshold-listed")


def _required(clause: Clause, quantity: Quantity, part: Span, required: Ought, name: str | None) -> Iterator[Threshold]:
    """A number in a sentence that says what a type or its applicants must meet."""
    labels = required.labels or clause.subjects(*part, default=False) or wholes(clause)
    yield from _plain(clause, quantity, part, labels, required.level, "recognise", name, "threshold-required")


def _plain(
    clause: Clause,
    quantity: Quantity,
    part: Span,
    labels: Sequence[str | None],
    level: str | None,
    effect: Effect,
    name: str | None,
    rule: str,
) -> Iterator[Threshold]:
    limits = bounds(quantity)
    if quantity.exact is not None:  # 连续两年 of a reason for removal: two or more
        limits["max"] = limits["max_inclusive"] = None
    found = nearest(clause.reading.document, clause.leaf) if rule == "threshold-listed" else None
    logic = logic_of(clause.reading.document, *found) if found else None
    for subject in labels or (None,):
        yield Threshold(
            **clause.evidence(*part), rule=rule, subject=subject, level=level, grade=grade_of(clause), metric=name, **limits,
            unit=unit(clause, quantity), scale=full_mark(clause, quantity), decided_by=quantity.decided_by, effect=effect,
            parent=found[1].address if found else None, group_logic=logic, force=found[1].force if found else "gate",
        )  # fmt: skip


def _level_in(clause: Clause, heading: str) -> str | None:
    """Level said of the type that a heading names."""
    mention = next((m for m in clause.reading.types.find(heading) if m.labels), None)
    return next(iter(clause.reading.levels.before(heading, mention.start)), None) if mention else None


def _limits_a_type(clause: Clause, quantity: Quantity, part: Span) -> bool:
    """Outside lists: an explicit 应/不得 with a number, on a type that the sentence or its heading names (不得超过15项)."""
    before = clause.text[part[0] : quantity.number_start]
    told = re.search(r"(?:不得|不能|应当?|须|必须)[^，]{0,6}$", before) is not None
    return told and passage(clause) in {"condition", "sanction"} and bool(clause.subjects(*part, default=False))
