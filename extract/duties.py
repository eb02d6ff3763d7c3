"""Which body of a sentence does what (主语与职责): the grammar behind the ``agency`` kind.

A body is a *doer* where it opens a part of the sentence or follows 由; it stays the doer of the parts after it until another one
takes over. Elsewhere its preposition says what it is: 向 a mere recipient, 经 an instance, 委托 an agent, 接受 and 配合 a supervisor. The
wordings are data (``patterns/roles.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from .agencies import AgencyMention
from .facts import Role
from .reading import Clause

Relation = Literal["doer", "to", "by", "served", "agent", "site", "companion", "object"]


@dataclass(frozen=True, slots=True)
class Run:
    """Bodies named in one list (各区、工业集团) with their relation to what the part of the sentence says.

    Attributes:
        mentions: the bodies.
        relation: see the module.
        start, end: span in the sentence; ``start`` is where the phrase of an applicant begins (认为已达到创建标准的|单位).
    """

    mentions: tuple[AgencyMention, ...]
    relation: Relation
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A role that a body has by a sentence, with the span that says so."""

    mention: AgencyMention
    role: Role
    start: int
    end: int
    rule: str


_LIST = re.compile(r"[、和及与或（]|以及|或者|）?、|）")
# What has already happened to the things spoken of: 对通过形式审查的单位.
_PASSED = re.compile(r"(?:通过|经)[^，。；]{1,12}?的(?=[\u4e00-\u9fff])")
_DEFINED = re.compile(r"（[^（）]*(?:简称|统称|合称|以下称)[^（）]*）")
_BREACH = re.compile(r"(?:不(?:按|依|履行|配合|予|得)|未(?:按|依|经|能|及时)|拒不|违反|擅自)")
_SITE = re.compile(r"^(?:的)?(?:门户|官方)?(?:网站|官网|网页|公众号|信息平台)")


def runs(clause: Clause, start: int, end: int) -> list[Run]:
    """The lists of bodies in a part of a sentence, in order."""
    found: list[list[AgencyMention]] = []
    for mention in (m for m in clause.agencies if start <= m.start < end):
        if found and _LIST.fullmatch(clause.text[found[-1][-1].end : mention.start]):
            found[-1].append(mention)
        else:
            found.append([mention])
    return [_run(clause, tuple(group), start, end) for group in found]


def _run(clause: Clause, mentions: tuple[AgencyMention, ...], start: int, end: int) -> Run:
    text, words = clause.text, patterns()
    first, last = mentions[0], mentions[-1]
    lead, after = text[start : first.start], text[last.end : end]
    relation: Relation = "object"
    phrase = first.start
    if _SITE.match(after):
        relation = "site"
    elif words["from"].search(lead):
        relation = "doer"
    elif words["entrust"].search(lead):
        relation = "agent"
    elif words["serve"].search(lead):
        relation = "served"
    elif words["with"].search(lead):
        relation = "companion"
    elif words["to"].search(lead):
        relation = "to"
    elif words["by_way_of"].search(lead):
        relation = "by"
    elif lead.endswith(("推荐", "提请")) and re.match("进行|组织|审|评|开展", after):
        relation = "doer"
    elif words["adverbs"].search(lead) or (lead.endswith(("时", "后", "前", "期间", "起", "底", "末", "日", "：", "年")) and not words["encourage"].match(lead)):
        relation = "doer"
    elif words["leading"].match(after):
        relation = "doer"
    elif first.group in {"applicant", "service"} and lead.endswith("的") and not words["encourage"].match(lead) and not re.match("[对向为给由从在]", lead):
        relation, phrase = "doer", start
    if relation == "doer" and (after.startswith("的") or (first.group == "applicant" and not words["acts"].match(after) and not words["leading"].match(after))):
        relation = "object"
    return Run(mentions, relation, phrase, last.end)


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
    for start, end in _parts(clause):
        in_part = []
        for run in runs(clause, start, end):
            close = _bracketed(clause.text, start, run.start)
            if close and clause.text[clause.body : clause.body + 1] != "（":  # an aside has its own doer and takes no part in the sentence
                found += _aside(clause, run, start, min(close, end))
            elif run.relation == "doer" and run.end == end and doer is not None and run.mentions[0].group == "applicant":
                in_part.append(replace(run, relation="object"))  # 各市…，选择…的企业、园区，制定…: those who are chosen
            else:
                in_part.append(run)
        bounds = [run.start for run in in_part if run.relation == "doer"] + [end]
        opening = clause.text[start : bounds[0]]
        embedded = next((r for r in in_part if r.relation == "object" and clause.text[: r.mentions[0].start].endswith("在") and r.mentions[0].group == "body"), None)
        if embedded and not clause.text.startswith(("的", "网站"), embedded.end):
            opening = clause.text[start : min(bounds[0], embedded.start)]
        if doer is not None and opening and not words["encourage"].match(_bare(opening)):
            found += _predicate(clause, doer, start, start + len(opening), end)
        for run in in_part:
            if run.relation == "doer":
                doer = run
                stop = next(bound for bound in bounds if bound > run.start or bound == end)
                found += _predicate(clause, run, run.end, stop, end)
            else:
                found += _other(clause, run, start, end)
            if run.relation == "site":
                doer = run
    return found, doer


def _parts(clause: Clause) -> Iterator[tuple[int, int]]:
    """The parts of a sentence; a bracket that opens it (（省商务厅牵头，合肥海关配合）…) is cut into parts of its own."""
    text, body = clause.text, clause.body
    close = text.find("）", body)
    if not text.startswith("（", body) or close < 0:
        yield from clause.parts
        return
    begin = body
    for cut in re.finditer("[，；]", text[body:close]):
        yield begin, body + cut.start()
        begin = body + cut.end()
    yield begin, close
    yield from ((max(start, close + 1), end) for start, end in clause.parts if end > close + 1)


def _bracketed(text: str, start: int, at: int) -> int | None:
    """Where the bracket closes that ``at`` stands in, or None."""
    opened = text.rfind("（", start, at)
    if opened < 0 or text.find("）", opened, at) >= 0:
        return None
    close = text.find("）", at)
    return close if close >= 0 else None


def _aside(clause: Clause, run: Run, start: int, close: int) -> Iterator[Duty]:
    """The roles of a body in brackets: （由我部在符合要求的机构中遴选发布）."""
    opened = clause.text.rfind("（", start, run.start) + 1
    alone = _run(clause, run.mentions, opened, close)
    if alone.relation == "doer":
        yield from _predicate(clause, alone, run.end, close, close)
    else:
        yield from _other(clause, alone, opened, close)


def _bare(text: str) -> str:
    return re.sub(r"^(?:[并还也]|同时|应当?|要|须|将|可以?|积极|进一步|切实|大力|予以|一是|二是|三是)+", "", text)


def _predicate(clause: Clause, doer: Run, start: int, stop: int, end: int) -> Iterator[Duty]:
    """The roles that the words from ``start`` to ``stop`` give to a doer."""
    words = patterns()
    end = _sentence_end(clause.text, start, end)
    stop = min(stop, end)
    text = _PASSED.sub("", _DEFINED.sub("", _masked(clause, start, stop)))
    if words["assist"].match(_bare(text)) or _BREACH.match(_bare(text)):
        return
    begin = doer.start if 0 <= doer.start < end else start
    for mention in doer.mentions:
        if mention.group == "unnamed":
            continue
        for role in _roles(text, mention):
            yield Duty(mention, role, begin, end, f"agency/{role}")


def _sentence_end(text: str, at: int, end: int) -> int:
    """``end``, or the full stop before it where an unclosed quotation mark has kept sentences together."""
    stop = text.find("。", at, end)
    return stop if stop >= 0 else end


def _masked(clause: Clause, start: int, stop: int) -> str:
    """The words of a predicate, less other bodies' names and what a higher body decides (市场监管局; 报省政府审定)."""
    pieces, at = [], start
    for mention in clause.agencies:
        if not start <= mention.start < stop or mention.start < at:
            continue
        above = patterns()["to"].search(clause.text[start : mention.start]) and patterns()["decided_above"].match(clause.text[mention.end : stop])
        if above or (mention.group == "body" and not mention.name.endswith("主管部门")):
            pieces.append(clause.text[at : mention.start] + "□□")
            at = mention.end + (above.end() if above else 0)
    return "".join(pieces) + clause.text[at:stop]


def _roles(text: str, mention: AgencyMention) -> Iterator[Role]:
    words = patterns()
    if mention.group == "applicant":
        if words["leading"].match(text):
            yield "lead"
        elif _any_match(words["apply"], text) and not words["apply_not"].search(text):
            yield "apply"
        return
    if mention.group == "service":
        if words["evaluate"].search(text) and re.search("开展|进行|出具|承担|实施|负责|应|组织", text) and not words["evaluate_not"].search(text):
            yield "evaluate"
        return
    for role, wordings in words["roles"].items():
        if _any_match(wordings, text) and not (role in words["not"] and words["not"][role].search(text)):
            yield role


def _other(clause: Clause, run: Run, start: int, end: int) -> Iterator[Duty]:
    """The roles of bodies that are no doers."""
    words, text = patterns(), clause.text
    after = text[run.end : end]
    role: Role | None = None
    if run.relation == "site" and re.search("公布|公示|发布|公开", text[start:end]):
        role = "publish"
    elif run.relation == "to" and re.search(r"^[^，。；]{0,10}(?:申报|申请|报送|提交)?[^，。；]{0,12}，?(?:经?初审|审核后|审核通过|受理)", text[run.end :]):
        role = "accept"
    elif run.relation == "to" and re.match("(?:最后|最终|统一|研究)?(?:审定|认定|评定)", after):
        role = "recognise"
    elif run.relation == "served" and (re.search("监督|检查|核查|监管|绩效(?:评价|评估)|考核|审计|抽查", after)):
        role = "supervise"
    elif run.relation == "by":
        role = next((name for name, wording in words["by_roles"].items() if wording.match(after)), None)
    elif run.relation == "agent":
        done = _PASSED.sub("", after)
        ends = {name: max((m.end() for m in wording.finditer(done)), default=-1) for name, wording in words["entrusted"].items()}
        role = max(ends, key=lambda name: ends[name]) if max(ends.values()) > 0 else None
        if role is None and words["evaluate"].search(text[start:end] + after):
            role = "evaluate"
    start = max(start, max((clause.text.rfind(sign, start, run.start) for sign in "，。；"), default=-1) + 1)
    end = _sentence_end(text, run.end, end)
    for mention in run.mentions:
        if role and mention.group not in {"unnamed", "applicant"}:
            yield Duty(mention, role, start, end, f"agency/{run.relation}-{role}")


def responsible(clause: Clause) -> Iterator[Duty]:
    """The bodies behind 责任单位： and 牵头单位： (not those behind 配合单位：), or in a table's column with such a head."""
    words, text = patterns(), clause.text
    if clause.cell is not None and re.search("责任|牵头|主管", clause.cell.column_head) and clause.cell.row >= 0:
        for mention in _bodies(clause.agencies):
            yield Duty(mention, "lead", mention.start, mention.end, "agency/responsible-column")
    for label in words["responsible"].finditer(text):
        stop = min((m.start() for m in re.finditer(r"[）。]|$", text[label.end() :])), default=0) + label.end()
        helper = words["assisting"].search(text, label.end(), stop)
        for mention in _bodies(m for m in clause.agencies if label.end() <= m.start < (helper.start() if helper else stop)):
            yield Duty(mention, "lead", label.start(), mention.end, "agency/responsible-list")


def _bodies(mentions: Iterable[AgencyMention]) -> list[AgencyMention]:
    return [m for m in mentions if m.group in {"body", "place", "service"}]


def _any_match(wordings: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(wording.search(text) for wording in wordings)


@lru_cache(maxsize=1)
def patterns() -> dict[str, Any]:
    """The wordings of ``patterns/roles.yaml``, compiled."""
    data = yaml.safe_load(files("hengce.extract").joinpath("patterns", "roles.yaml").read_text(encoding="utf-8"))
    compiled: dict[str, Any] = {}
    for name, value in data.items():
        if name == "encourage":
            value = f"(?:{value})"
        if isinstance(value, str):
            compiled[name] = re.compile(value)
        elif isinstance(value, list):
            compiled[name] = tuple(map(re.compile, value))
        else:
            compiled[name] = {key: tuple(map(re.compile, v)) if isinstance(v, list) else re.compile(v) for key, v in value.items()}
    return compiled
