"""Which body has which role by a sentence (机构职责): the reading behind the ``agency`` kind.

A doer (see :mod:`.runs`) keeps its place over the parts that follow, until another one takes over; its roles are read from the
words behind it. Bodies in other places have the role that their preposition and what follows say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .agencies import AgencyMention
from .facts import Role
from .reading import Clause
from .runs import Run, inside_bracket, mentions, parts, patterns, run_of, runs


@dataclass(frozen=True, slots=True)
class Duty:
    """A role that a body has by a sentence, with the span that says so and the name of the rule."""

    mention: AgencyMention
    role: Role
    start: int
    end: int
    rule: str


# What has already happened to the things spoken of: 对通过形式审查的单位.
_PASSED = re.compile(r"(?:通过|经)[^，。；]{1,12}?的(?=[\u4e00-\u9fff])")
_UNOPPOSED = re.compile(r"(?:经)?公示(?:期满)?(?:后)?无异议(?:后|的)?")
_DEFINED = re.compile(r"（[^（）]*(?:简称|统称|合称|以下称)[^（）]*）")
_BREACH = re.compile(r"(?:不(?:按|依|履行|配合|予|得)|未(?:按|依|经|能|及时)|拒不|违反|擅自)")
_ADVERBS = re.compile(r"^(?:[并还也]|同时|应当?|要|须|将|可以?|积极|进一步|切实|大力|予以|一是|二是|三是)+")
_PASSIVE = re.compile("(?:被|获|获得)$")
_PUBLISHED = re.compile("公布|公示|发布|公开")
_PASSED_ON = re.compile(r"^[^，。；]{0,10}(?:申报|申请|报送|提交)?[^，。；]{0,12}，?(?:经?初审|审核后|审核通过|受理)")
_CHECKED = re.compile("监督|检查|核查|监管|绩效(?:评价|评估)|考核|审计|抽查")
# An organisation in a list of names: 省投资集团, 中国移动山西分公司, 各基础电信企业.
_ITEM = re.compile(
    r"(?:(?<=[、，；：\s])|^)[\u4e00-\u9fff]{2,18}(?:公司|集团|企业|银行|中心|学会|协会|研究院|联盟|法院|大学|园区)(?=[、，；。）\s]|等|$)"
)
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
    for start, end in parts(clause):
        in_part: list[Run] = []
        for run in runs(clause, start, end):
            close = inside_bracket(clause.text, start, run.start)
            if close and clause.text[clause.body] != "（":  # an aside has its own doer and takes no part in the sentence
                found += _aside(clause, run, start, min(close, end))
            elif run.relation == "doer" and run.end == end and doer is not None and run.mentions[0].group == "applicant":
                in_part.append(replace(run, relation="object"))  # 各市…，选择…的企业、园区，制定…: those who are chosen
            else:
                in_part.append(run)
        begins = [run.start for run in in_part if run.relation == "doer"]
        opening = _opening(clause, in_part, start, min([*begins, end]))
        if doer is not None and opening > start and not words["encourage"].match(_bare(clause.text[start:opening])):
            found += _predicate(clause, doer, start, opening, end)
        for run in in_part:
            if run.relation == "doer":
                doer = run
                found += _predicate(clause, run, run.end, min([at for at in begins if at > run.start], default=end), end)
                if _PASSIVE.search(clause.text[start : run.start]):
                    doer = None  # 被市政府授予称号的企业，给予奖励: the reward is somebody else's
            else:
                found += _other(clause, run, start, end)
                doer = run if run.relation == "site" else doer
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
    opened = clause.text.rfind("（", start, run.start) + 1
    alone = run_of(clause, run.mentions, opened, close)
    if alone.relation == "doer":
        yield from _predicate(clause, alone, run.end, close, close)
    else:
        yield from _other(clause, alone, opened, close)


def _predicate(clause: Clause, doer: Run, start: int, stop: int, end: int) -> Iterator[Duty]:
    """The roles that the words from ``start`` to ``stop`` of a part that ends at ``end`` give to a doer."""
    end = _sentence_end(clause.text, start, end)
    text = _masked(clause, start, min(stop, end))
    for aside in (_DEFINED, _UNOPPOSED, _PASSED):
        text = aside.sub("", text)
    if patterns()["assist"].match(_bare(text)) or _BREACH.match(_bare(text)):
        return
    begin = doer.start if 0 <= doer.start < end else start
    applying = any(mention.group == "applicant" for mention in doer.mentions)
    for mention in doer.mentions:
        if mention.group == "body" and applying:  # 园区管理机构、企业提交申请
            mention = replace(mention, group="applicant")
        if mention.group != "unnamed" or mention.name.endswith("单位"):
            for role in _roles(text, mention):
                yield Duty(mention, role, begin, end, f"agency/{role}")


def _roles(text: str, mention: AgencyMention) -> Iterator[Role]:
    words = patterns()
    if mention.group in {"applicant", "unnamed"}:
        if words["leading"].match(text):
            yield "lead"
        elif _any_match(words["apply"], text) and not words["apply_not"].search(text):
            yield "apply"
    elif mention.group == "service" and "专家" in mention.name:
        if words["expert"].search(text):
            yield "review"
    elif mention.group == "service":
        if words["evaluate"].search(text) and _WORKS.search(text) and not words["evaluate_not"].search(text):
            yield "evaluate"
    else:
        for role, wordings in words["roles"].items():
            if _any_match(wordings, text) and not (role in words["not"] and words["not"][role].search(text)):
                yield role


def _masked(clause: Clause, start: int, stop: int) -> str:
    """The words of a predicate, less other bodies' names and what a higher body decides (市场监管局; 报省政府审定)."""
    text, words = clause.text, patterns()
    pieces, at = [], start
    for mention in mentions(clause, start, stop):
        if mention.start < at:
            continue
        sent_up = words["to"].search(text[start : mention.start]) is not None
        above = words["decided_above"].match(text[mention.end : stop]) if sent_up else None
        if above or (mention.group == "body" and not mention.name.endswith("主管部门")):
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
            return ["accept"] if _PASSED_ON.search(text[run.end :]) else ["recognise"] if words["above"].match(text[run.end :]) else []
        case "served":
            return ["supervise"] if _CHECKED.search(after) else []
        case "by":
            return [role for role, wording in words["by_roles"].items() if wording.match(text[run.end :])]
        case "agent":
            done = _PASSED.sub("", after)
            ends = {role: max((m.end() for m in wording.finditer(done)), default=-1) for role, wording in words["entrusted"].items()}
            if max(ends.values()) > 0:
                return [max(ends, key=lambda role: ends[role])]  # the last verb is the main one
            return ["evaluate"] if words["evaluate"].search(text[start:end]) else []
        case "object":
            return ["recommend"] if words["sent_up"].match(after) else ["recognise"] if words["decided"].match(after) else []
        case _:
            return []


def responsible(clause: Clause) -> Iterator[Duty]:
    """The bodies behind 责任单位： and 牵头单位： (not those behind 配合单位：), or in a table's column with such a head."""
    words, text = patterns(), clause.text
    if clause.cell is not None and re.search("责任|牵头|主管", clause.cell.column_head) and clause.cell.row >= 0:
        for mention in _bodies(clause.agencies):
            yield Duty(mention, "lead", mention.start, mention.end, "agency/responsible-column")
    for label in words["responsible"].finditer(text):
        stop = re.compile(r"[）。]|$").search(text, label.end())
        helper = words["assisting"].search(text, label.end())
        limit = min(match.start() for match in (stop, helper) if match)
        for mention in _listed(clause, label.end(), limit):
            yield Duty(mention, "lead", label.start(), mention.end, "agency/responsible-list")


def _listed(clause: Clause, start: int, end: int) -> list[AgencyMention]:
    """The bodies of a list of names; one that no list knows (省投资集团) is a body too, for it stands among the responsible."""
    named = [m for m in mentions(clause, start, end) if m.group != "applicant"]
    others = [
        AgencyMention(start + item.start(), start + item.end(), item[0], clause.reading.agencies.canonical(item[0]))
        for item in _ITEM.finditer(clause.text[start:end])
        if not any(m.start < start + item.end() and start + item.start() < m.end for m in named)
    ]
    return sorted([*_bodies(named), *others], key=lambda mention: mention.start)


def _bodies(mentions: Iterable[AgencyMention]) -> list[AgencyMention]:
    return [m for m in mentions if m.group in {"body", "place", "service"}]


def _bare(text: str) -> str:
    return _ADVERBS.sub("", text)


def _sentence_end(text: str, at: int, end: int) -> int:
    """``end``, or the full stop before it where an unclosed quotation mark has kept sentences together."""
    stop = text.find("。", at, end)
    return stop if stop >= 0 else end


def _any_match(wordings: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(wording.search(text) for wording in wordings)
