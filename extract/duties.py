"""Which body has which role by a sentence (机构职责): the reading behind the ``agency`` kind.

A doer (see :mod:`.runs`) keeps its place over the parts that follow, until another one takes over; its roles are read from the
words behind it. Bodies in other places have the role that their preposition and what follows say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from .agencies import AgencyMention
from .facts import Role
from .owndeeds import bare, fails, own_words, without_arrangements, without_passed
from .reading import Clause
from .runs import Run, bracket_around, inside_bracket, mentions, parts, patterns, run_of, runs


@dataclass(frozen=True, slots=True)
class Duty:
    """A role that a body has by a sentence, with the span that says so and the name of the rule."""

    mention: AgencyMention
    role: Role
    start: int
    end: int
    rule: str


_EACH_ITS_OWN = re.compile("各自的?(?:职责|职能)|职责(?:分工|范围)")
# 督促各部门，制定计划: what follows is what those do who are told to.
_TOLD = re.compile("(?:督促|责成|责令)[^，。；]{2,60}(?:部门|企业|单位|机构|园区|主体|公司|政府)$")
_PASSIVE = re.compile("(?:被|获|获得)$")
# What a body did to the things spoken of, by the wording: 对各区推荐的企业, 省厅认定的企业, 市政府组织的展会, 部里公布的目录.
_ON_THINGS: tuple[tuple[str, Role], ...] = (("sent_up", "recommend"), ("decided", "recognise"), ("held", "lead"), ("listed", "publish"))
_PUBLISHED = re.compile("公布|公示|发布|公开")
_PASSED_ON = re.compile(r"^[^，。；]{0,10}(?:申报|申请|报送|提交)?[^，。；]{0,12}，?(?:经?初审|审核后|审核通过|受理)")
_CHECKED = re.compile("监督|检查|核查|监管|绩效(?:评价|评估)|考核(?!指标|体系)|审计|抽查")
# What an applicant's own unit does before it sends an application on: 用人单位审核同意后.
_PASSES_ON = re.compile(r"^(?:应当?|要|须|负责|对[^，。；]{2,20}?){0,4}(?:进行)?(?:初审|审核|审查|核实|核对|把关)[^，。；]{0,8}后")
_ORDER = get_args(Role)
_WITHIN_ORDER: frozenset[Role] = frozenset({"accept", "recommend", "review", "recognise", "supervise"})
_WORKS = re.compile("开展|进行|出具|承担|实施|负责|应|组织")


def duties(clause: Clause, before: Run | None = None, *, listed: bool = False) -> tuple[list[Duty], Run | None]:
    """The roles that a sentence gives to bodies.

    Args:
        clause: the sentence.
        before: the doer of the sentence before it in the same leaf, or of the lead-in of the list; it goes on where the sentence
            names no doer of its own.
        listed: whether ``before`` comes from the lead-in, so that every item is about it.

    Returns:
        the duties in text order, and the doer at the sentence's end.
    """
    words = patterns()
    found: list[Duty] = []
    goes_on = before is not None and (listed or words["continues"].match(clause.text[clause.body :]))
    doer = replace(before, start=-1, end=-1) if before is not None and goes_on else None  # its span lies in another sentence
    actor = None if doer is None or doer.mentions[0].group == "applicant" else doer  # the last authority that did something
    for start, end, step in parts(clause):
        in_part: list[Run] = []
        doer = None if step == "named" else actor if step == "arrow" and doer is not actor else doer
        for run in runs(clause, start, end):
            close = inside_bracket(clause.text, start, run.start)
            if close and clause.text[clause.body] not in "（〔":  # an aside has its own doer and takes no part in the sentence
                found += _aside(clause, run, start, min(close, end))
            elif run.relation == "doer" and run.end == end and doer is not None and run.mentions[0].group == "applicant":
                in_part.append(replace(run, relation="object"))  # 各市…，选择…的企业、园区，制定…: those who are chosen
            else:
                in_part.append(run)
        begins = [run.start for run in in_part if run.relation == "doer"]
        opening = _opening(clause, in_part, start, min([*begins, end]))
        if doer is not None and opening > start and not words["encourage"].match(bare(clause.text[start:opening])):
            found += _predicate(clause, doer, start, opening, end)
        for run in in_part:
            if run.relation == "doer":
                doer = run
                actor = actor if run.mentions[0].group == "applicant" else run
                found += _predicate(clause, run, run.end, min([at for at in begins if at > run.start], default=end), end)
                if _PASSIVE.search(clause.text[start : run.start]):
                    doer = None  # 被市政府授予称号的企业，给予奖励: the reward is somebody else's
            else:
                # Who publishes on another's site is named already.
                if run.relation != "site" or doer is None or doer.mentions[0].canonical == run.mentions[0].canonical:
                    found += _other(clause, run, start, end)
                doer = run if run.relation == "site" else doer
        if doer is not None and _TOLD.search(clause.text[start:end]):
            doer = None
    # Those on whose site something is published are not who acts in the next sentence.
    return found, None if doer is not None and doer.relation == "site" else doer


def _opening(clause: Clause, in_part: list[Run], start: int, end: int) -> int:
    """How far a part goes on about the doer before it: up to 在 and a body that does something itself (资金在省证监局受理后…)."""
    for run in in_part:
        inside = run.relation == "object" and run.mentions[0].group == "body" and clause.text[start : run.start].endswith("在")
        if inside and not clause.text.startswith(("的", "网站"), run.end):
            return min(end, run.start)
    return end


def _aside(clause: Clause, run: Run, start: int, close: int) -> Iterator[Duty]:
    """The roles of a body in brackets: （由我部在符合要求的机构中遴选发布）."""
    opened = max(clause.text.rfind(sign, start, run.start) for sign in "（〔") + 1
    alone = run_of(clause, run.mentions, opened, close)
    if alone.relation == "doer":
        yield from _predicate(clause, alone, run.end, close, close)
    else:
        yield from _other(clause, alone, opened, close)


def _predicate(clause: Clause, doer: Run, start: int, stop: int, end: int) -> Iterator[Duty]:
    """The roles that the words from ``start`` to ``stop`` of a part that ends at ``end`` give to a doer."""
    end = _sentence_end(clause.text, start, end)
    text = _masked(clause, start, min(stop, end))
    text = own_words(text)
    if patterns()["assist"].match(bare(text)) or fails(text):
        return
    begin = doer.start if 0 <= doer.start < end else start
    applying = any(mention.group == "applicant" for mention in doer.mentions)
    alone = len(doer.mentions) == 1 or _EACH_ITS_OWN.search(clause.text) is None
    for mention in doer.mentions:
        if mention.group == "body" and applying:  # 园区管理机构、企业提交申请
            mention = replace(mention, group="applicant")
        if mention.group != "unnamed" or mention.name.endswith("单位"):
            roles = set(_roles(text, mention, alone=alone))
            if mention.group == "body" and len(doer.mentions) == 1 and _jointly(clause, start, end):
                roles.add("lead")
            for role in sorted(roles, key=_ORDER.index):
                if role != "lead" or _leads(clause, begin, text):
                    yield Duty(mention, role, begin, end, f"agency/{role}")


def _jointly(clause: Clause, start: int, end: int) -> bool:
    """Whether a body does with others what is no plan (会同有关部门建立统计制度): it is the one that leads."""
    if "会同" not in clause.text[start:end]:
        return False
    words = patterns()
    done = words["jointly"].match(clause.text, start)
    return done is not None and not _any_match(words["roles"]["plan"], clause.text[start : clause.text.find("。", start)])


def _leads(clause: Clause, at: int, text: str) -> bool:
    """Whether a body leads by its words: beside one that is named as 牵头 in the same bracket the others do not."""
    return "牵头" in text or "牵头" not in bracket_around(clause.text, clause.body, at + 1)


def _roles(text: str, mention: AgencyMention, *, alone: bool = True) -> Iterator[Role]:
    """The roles by the words behind a body; one that is charged with something leads in it, unless it is one of many (``alone``)."""
    words = patterns()
    if mention.name.endswith(("法院", "检察院", "司法机关")):
        return  # courts carry out no policy
    if mention.group in {"applicant", "unnamed"}:
        if words["leading"].match(text):
            yield "lead"
        elif _any_match(words["apply"], text) and not words["apply_not"].search(text):
            yield "apply"
        elif mention.name.endswith("单位") and _PASSES_ON.search(text):
            yield "accept"
    elif mention.name.endswith("财政"):
        yield "fund"
    elif mention.group == "service" and "专家" in mention.name:
        if words["expert"].search(text):
            yield "review"
    elif mention.group == "service":
        if words["evaluate"].search(text) and _WORKS.search(text) and not words["evaluate_not"].search(text):
            yield "evaluate"
    else:
        done = without_arrangements(text)
        found: list[Role] = [
            role
            for role, wordings in words["roles"].items()
            if _any_match(wordings, done if role in _WITHIN_ORDER else text)
            and not (role in words["not"] and words["not"][role].search(text))
        ]
        if words["body_applies"].search(text) and not words["apply_not"].search(text):
            found.append("apply")
        yield from found or (["lead"] if alone and words["in_charge"].search(text) else [])


def _masked(clause: Clause, start: int, stop: int) -> str:
    """The words of a predicate, less other bodies' names and what a higher body decides (市场监管局; 报省政府审定)."""
    text, words = clause.text, patterns()
    pieces, at = [], start
    for mention in mentions(clause, start, stop):
        if mention.start < at:
            continue
        sent_up = words["to"].search(text[start : mention.start]) is not None
        above = words["decided_above"].match(text[mention.end : stop]) if sent_up else None
        # 经…主管部门: what it decides is not the doer's.
        other = mention.group == "body" and (not mention.name.endswith("主管部门") or text[start : mention.start].endswith("经"))
        if above or other:
            pieces.append(text[at : mention.start] + "□□")
            at = mention.end + (above.end() if above else 0)
    return "".join(pieces) + text[at:stop]


def _other(clause: Clause, run: Run, start: int, end: int) -> Iterator[Duty]:
    """The roles of bodies that are no doers."""
    begin = max(start, *(clause.text.rfind(sign, start, run.start) + 1 for sign in "，。；"))
    stop = _sentence_end(clause.text, run.end, end)
    for role in _roles_in_place(clause, run, start, end):
        for mention in run.mentions:
            if mention.group not in {"unnamed", "applicant"}:
                yield Duty(mention, role, begin, stop, f"agency/{run.relation}-{role}")


def _roles_in_place(clause: Clause, run: Run, start: int, end: int) -> list[Role]:
    words, text = patterns(), clause.text
    after = text[run.end : end]
    match run.relation:
        case "site":
            return ["publish"] if _PUBLISHED.search(text[start:end]) else []
        case "to":
            if _PASSED_ON.search(text[run.end :]):
                return ["accept"]
            if words["above"].match(text[run.end :]) or (words["agreed"].match(after) and words["granted"].search(text)):
                return ["recognise"]
            return ["review"] if words["looked_through"].match(after) else []
        case "served":
            return ["supervise"] if _CHECKED.search(after) else []
        case "by":
            return [role for role, wording in words["by_roles"].items() if wording.match(text[run.end :])]
        case "agent":
            done = without_passed(after)
            ends = {role: max((m.end() for m in wording.finditer(done)), default=-1) for role, wording in words["entrusted"].items()}
            if max(ends.values()) > 0:
                return [max(ends, key=lambda role: ends[role])]  # the last verb is the main one
            return ["evaluate"] if words["evaluate"].search(text[start:end]) else []
        case "object":
            said: list[Role] = [role for wording, role in _ON_THINGS if words[wording].match(after)]
            return said[:1]
        case _:
            return []


def _sentence_end(text: str, at: int, end: int) -> int:
    """``end``, or the full stop before it where an unclosed quotation mark has kept sentences together."""
    stop = text.find("。", at, end)
    return stop if stop >= 0 else end


def _any_match(wordings: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(wording.search(text) for wording in wordings)
