"""Steps of a procedure and phases of a plan (程序环节与实施阶段), each with its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...extract.reading import Clause
from .draft import Draft
from .finding import Span

_STAGES = tuple(
    re.compile(words)
    for words in (
        "申报|申请|提交|填报|报送材料|自评|报送",
        "初审|审核|汇总|推荐|转报|核实|审查",
        "评审|复核|核查|评估|监测报告|论证",
        "公示|公布|认定|发文|命名|反馈|通报",
        "拨付|兑付|兑现|下达资金",
    )
)
_AFTER = re.compile("(?:审核|汇总|初审|复核|评审|审查|评估|公示|审定|收到|核实|评价)[^，。；]{0,8}后")
_ORDERED = re.compile("程序|流程|步骤|安排|环节|办理|进度")
_WHEN = re.compile(
    r"(?:(?P<every>每年|当年|申报年度)的?|(?P<y>20\d\d)年|(?<![\d年月至到—~-]))(?:\d{1,2}月(?:\d{1,2}日)?(?P<range>[至到—~-])(?:20\d\d年)?)?"
    r"(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<e>[底末初]|[上中下]旬))?(?P<by>之?前|完成)?(?!起|施行)"
)
LAST_DAY = {"初": 10, "上旬": 10, "中旬": 20}
"""The last day of a part of a month; of any other it is that of the month."""
_NEXT_ROUND = re.compile("下一?年度|次年|来年|翌年")
_NO_STEP = re.compile(r"(?:自|从|截至|截止|比|较|现|已于?)$")
_PHASE = re.compile(
    r"阶段[^（(\d]{0,20}[（(：:]?(?P<y>20\d\d)年(?P<m>\d{1,2})月(?:\d{1,2}日)?[至到—~-]{1,2}(?:(?P<y2>20\d\d)年)?(?P<m2>\d{1,2})月"
)

_HEAD = 80  # characters of a paragraph in which a phase is named

_Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A dated step: its day (year 0 where it comes every year), how far on the procedure is, the section that it stands in."""

    day: _Day
    stage: int
    section: int
    words: str
    place: Span
    clause: Clause
    ordered: bool


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a plan (第二阶段（2027年4月至2029年9月）): its first and last month."""

    first: tuple[int, int]
    last: tuple[int, int]
    words: str
    place: Span


def turned_round(draft: Draft) -> Iterator[tuple[Step, Step, bool]]:
    """Steps that come before the one that they follow on, each with that one, and whether that is in doubt."""
    before: list[Step] = []
    for step in _steps(draft):
        if before and (before[-1].section != step.section or (before[-1].day[0] == 0) != (step.day[0] == 0)):
            before = []
        follows = [each for each in before if step.day < each.day]
        sure = [each for each in follows if 0 < each.stage < step.stage] or [
            each for each in follows if each is before[-1] and _AFTER.search(step.words)
        ]
        unsure = [
            each for each in follows if each is before[-1] and step.ordered and (step.stage != each.stage or step.clause is each.clause)
        ]
        if sure or unsure:
            yield (sure or unsure)[-1], step, not sure
        # 每年12月底前报下年度计划 opens the next round: nothing in this one follows on it.
        before = [] if _NEXT_ROUND.search(step.clause.text) else [*before, step]


def _steps(draft: Draft) -> Iterator[Step]:
    for clause in draft.clauses:
        parent = draft.document.parent(clause.leaf)
        section = id(draft.document.parent(parent)) if parent is not None else 0
        said: re.Match[str] | None = None  # what 每年 or 2027年 says of the days behind it
        for match in _WHEN.finditer(clause.text) if clause.cell is None and clause.leaf.type != "title" else ():
            carried = match["every"] is None and match["y"] is None
            if carried and (said is None or not match["by"]):
                continue
            said = match if not carried else said
            start, end = clause.part_at(match.start())
            words, alone = clause.text[start:end], not clause.text[match.end() : end].strip()
            if not 1 <= int(match["m"]) <= 12 or _NO_STEP.search(clause.text[: match.start()]) or (alone and not match["by"]):
                continue
            yearly = said is not None and said["every"] is not None
            if yearly and not (match["by"] or match["range"]):
                continue
            day = int(match["d"] or LAST_DAY.get(match["e"] or "", 31))
            yield Step(
                (int((said or match)["y"] or 0), int(match["m"]), day), _stage(words, clause.text), section, words,
                clause.view.span(start, end), clause,
                carried or any(_ORDERED.search(heading) for heading in clause.headings),
            )  # fmt: skip


def _stage(words: str, sentence: str) -> int:
    """How far a procedure is: 1 applying, 2 reviewing, 3 judging, 4 publishing, 5 paying; 0 where the words do not say."""
    for text in (words, sentence):
        found = [stage for stage, pattern in enumerate(_STAGES, start=1) if pattern.search(text)]
        if found:
            return found[-1]
    return 0


def phases(draft: Draft) -> Iterator[tuple[Phase | None, Phase]]:
    """The phases of a plan in text order, each with the one before it under the same heading."""
    last: tuple[object, Phase] | None = None
    for leaf in draft.leaves:
        view = draft.document.view(leaf.start, min(leaf.end, leaf.start + _HEAD))
        match = _PHASE.search(view.text) if leaf.type in {"text", "heading"} else None
        if match is None:
            continue
        node = draft.document.parent(leaf) or leaf
        first = int(match["y"]), int(match["m"])
        phase = Phase(
            first,
            (int(match["y2"] or match["y"]), int(match["m2"])),
            match[0].removeprefix("阶段").lstrip("（：:"),
            view.span(*match.span()),
        )
        parent = draft.document.parent(node) if node.start == leaf.start else node
        yield last[1] if last is not None and last[0] is parent else None, phase
        last = parent, phase
