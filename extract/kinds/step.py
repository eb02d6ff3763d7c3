"""The steps of a procedure (程序步骤): the numbered items under a heading or lead-in that announces them, or the links of a chain A→B→C.

A list whose items are headed by what one does with applications (申报, 评审, 公示 …) is a procedure without being called one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ...corpus.document import Node
from ..facts import Step
from ..reading import Clause, Reading
from ..runs import runs
from ..units import load_yaml

_TITLED = re.compile(r"(?P<name>[^。；：，！？]{2,24})。")
_ENDS = "。；，"
_FEWEST_LINKS = 2
_FEWEST_ACTS = 3
_FIRST = re.compile("(?:^|/)(?:[（(]?[一1①][）)]?)~[0-9]+$")  # the first item of a list whose number stood before under the same node


def read(reading: Reading) -> Iterator[Step]:
    """Yields the steps of each procedure in order, numbered from 1 by their place in it."""
    end = -1  # of the last procedure: lists within one are no procedures of their own
    for node in reading.document.root.walk():
        items = [child for child in node.children if child.type in {"item", "article"}]
        if not items and node.heading and _announces(reading, node, None):
            yield from _chain(reading, node)
        for listed in _lists(items):
            if len(listed) < 2 or not (_announces(reading, node, listed[0]) or (listed[0].start > end and _handles(reading, listed))):
                continue
            end = max(end, listed[-1].end)
            yield from _of_list(reading, listed)
    for clause in reading.clauses:
        if clause.leaf.type in {"text", "cell"}:
            yield from _named(clause)


def _lists(items: list[Node]) -> Iterator[list[Node]]:
    """The items of a node, apart where their numbers begin anew (（一）…（五）, and （一）… of an article not told from it)."""
    cuts = [i for i, item in enumerate(items) if i and _FIRST.search(item.path)]
    for start, stop in pairwise([0, *cuts, len(items)]):
        yield items[start:stop]


def _of_list(reading: Reading, items: list[Node]) -> Iterator[Step]:
    """The steps of a list that is a procedure; of procedures side by side each link of each."""
    names = {id(item): _name(reading, item) or "" for item in items}
    steps = [item for item in items if not _words()["not_step"].search(names[id(item)])]
    if any(_words()["heading"].search(names[id(item)]) for item in steps) or _are_types(reading, steps):
        return  # topics, one of them the procedure; or the things that procedures are of
    if 2 * sum(bool(_words()["campaign"].search(names[id(item)])) for item in items) > len(items):
        return
    if all(_ARROW.search(reading.document.view(item.start, item.end).text) for item in items):
        for item in items:
            yield from _chain(reading, item)
        return
    for order, item in enumerate(steps, start=1):
        yield _step(reading, item, order)


# 按照“企业申报、专家评审、公示认定”的程序: a procedure in a phrase.
_NAMED = re.compile(
    r"按(?:照)?(?:“(?P<quoted>[^“”]{8,90})”|(?P<plain>[^，。；：“”]{8,70}?))的?(?:工作|评审|认定|申报|审核)?(?:流程|程序|步骤)"
)
_LINKS = re.compile(r"[、→+]|—+|-+")
_LONGEST_LINK = 18


def _named(clause: Clause) -> Iterator[Step]:
    """The steps that a sentence names in passing, where there are three or more and each is an act."""
    for match in _NAMED.finditer(clause.text, clause.body):
        group = "quoted" if match["quoted"] else "plain"
        begin, links = match.start(group), []
        for cut in [*_LINKS.finditer(clause.text, *match.span(group)), None]:
            links.append((begin, cut.start() if cut else match.end(group)))
            begin = cut.end() if cut else begin
        if len(links) < 3 or any(not 2 <= end - start <= _LONGEST_LINK for start, end in links):
            continue
        if not all(any(t.tag_.startswith("v") for t in clause.doc if start <= t.idx < end) for start, end in links):
            continue  # 按照国家、省、市规定的程序
        for order, (start, end) in enumerate(links, start=1):
            words = clause.text[start:end]
            actor = next((m.name for m in clause.agencies if start <= m.start < end), None)
            yield Step(
                **clause.evidence(start, end), rule="step/named", order=order,
                subject=_subject(clause.reading, [clause], clause.leaf.start), name=words, actor=actor, action=words,
            )  # fmt: skip


def _are_types(reading: Reading, items: list[Node]) -> bool:
    """Whether the items are headed by types, each with a procedure of its own."""
    names = [_name(reading, item) for item in items]
    return bool(names) and all(name and any(m.end - m.start == len(name) and m.labels for m in reading.types.find(name)) for name in names)


def _handles(reading: Reading, items: list[Node]) -> bool:
    """Whether the items of a list are headed by what is done with an application, from its beginning to its end, in three steps or more."""
    words = _words()
    names = [_name(reading, item) or "" for item in items]
    acts = [words["act"].search(name) is not None for name in names]
    begins = any(words["first_act"].search(name) for name in names[:2])
    return (
        sum(acts) >= _FEWEST_ACTS
        and 4 * sum(acts) >= 3 * len(items)
        and begins
        and any(words["last_act"].search(name) for name in names[2:])
    )


def _announces(reading: Reading, node: Node, first: Node | None) -> bool:
    """Whether a node's heading, or the last sentence before its first item, announces a procedure."""
    words, document = _words(), reading.document
    heading = document.heading(node)
    titled = words["heading"].search(heading) and not words["not_heading"].search(heading)
    if titled and node.type in {"item", "chapter", "article", "annex"}:
        # Articles under a chapter are steps only where each is titled (第十条【形式审查】).
        articles = (document.heading(child) for child in node.children if child.type == "article")
        return first is None or first.type == "item" or all(title and not title.endswith("：") for title in articles)
    if first is None:
        return False
    before = [child for child in node.children if child.end <= first.start and child.type in {"text", "heading"}]
    if not before or first.type != "item":
        return False
    lead = re.split("[。；]", document.view(before[-1].start, before[-1].end).text.rstrip("。"))[-1]
    whole = document.view(before[-1].start, before[-1].end).text
    return bool(words["lead_in"].search(lead) or words["phrase"].match(lead) or words["by"].search(whole))


# Between the links; short links may be joined by dashes.
_ARROW = re.compile(r"[→➔➜⇒⟶]|[-—]+>")
_DASHED = re.compile(r"[^，。；：、—]{2,16}(?:—+[^，。；：、—]{2,16}){2,}")
_ANNOUNCED = re.compile(r"^[^→]*(?:环节|步骤|流程|程序)(?:包括|为|如下)?：")  # what announces the chain is no part of its first link
_LINK_NAME = re.compile(r"(?P<name>[^，。；：]{2,12})[。：，]")


def _chain(reading: Reading, node: Node) -> Iterator[Step]:
    """The links of the chain that the paragraphs under a heading are, over their breaks."""
    document = reading.document
    first = next(child for child in node.children if child.type != "heading")
    view = document.view(first.start, node.end)
    lead = _ANNOUNCED.match(view.text)
    begin = lead.end() if lead else 0
    arrow = re.compile("—+") if _DASHED.fullmatch(view.text.rstrip(_ENDS), begin) else _ARROW
    cuts = [*arrow.finditer(view.text, begin), None]
    if len(cuts) < _FEWEST_LINKS:
        return
    subject = _subject(reading, [c for c in reading.clauses if node.start <= c.leaf.start < node.end], node.start)
    order = 0
    for cut in cuts:
        end = cut.start() if cut else len(view)
        words = view.text[begin:end].rstrip(_ENDS)
        if words:
            start, stop = view.span(begin, begin + len(words))
            order, quote, name = order + 1, document.text[start:stop], _LINK_NAME.match(words)
            body = words[name.end() :] if name else words
            actor = next((mention.name for mention in reading.agencies.find(body)), None)
            yield Step(
                doc=document.id, quote=quote, start=start, end=stop, path=document.path_at(start), subject=subject,
                order=order, name=name["name"] if name else words if len(words) <= 12 else None, actor=actor,
                action=body.strip(_ENDS) or None, rule="step/chain", alignment="healed" if "\n" in quote else "exact",
            )  # fmt: skip
        begin = cut.end() if cut else end


def _step(reading: Reading, item: Node, order: int) -> Step:
    document = reading.document
    view = document.view(item.start, item.end)
    start, end = view.span(0, len(view))
    quote = document.text[start:end]
    clauses = [c for c in reading.clauses if item.start <= c.leaf.start < item.end]
    name = _name(reading, item)
    return Step(
        doc=document.id,
        quote=quote,
        start=start,
        end=end,
        path=item.path,
        subject=_subject(reading, clauses, item.start),
        order=order,
        name=name,
        actor=_actors(clauses),
        action=_action(clauses, name),
        rule="step/item",
        alignment="healed" if "\n" in quote else "exact",
    )


def _subject(reading: Reading, clauses: list[Clause], start: int) -> str | None:
    """What is recognised in the end: the first type that governs the step, else what the passage is about."""
    return next((label for c in clauses for label in c.governing_types()[:1]), reading.topic(start))


def _name(reading: Reading, item: Node) -> str | None:
    """The step's heading without its number: on a line of its own, or run in (（一）组织申报。各区…)."""
    heading = reading.document.heading(item)
    if heading:
        return heading.rstrip("。：")
    first = next((c for c in reading.clauses if item.start <= c.leaf.start < item.end), None)
    match = _TITLED.match(first.text, first.body) if first else None
    return match["name"] if match else None


def _actors(clauses: list[Clause]) -> str | None:
    """The bodies that do something in the step, as written, joined by ；."""
    found: list[str] = []
    for clause in clauses:
        for start, end in clause.parts:
            for run in runs(clause, start, end):
                named = [m for m in run.mentions if m.group != "unnamed"]
                if run.relation == "doer" and named:
                    actor = clause.text[min(run.start, named[0].start) : named[-1].end]
                    found.append(actor + "）" * (actor.count("（") - actor.count("）")))
    return "；".join(dict.fromkeys(found[:3])) or None


def _action(clauses: list[Clause], name: str | None) -> str | None:
    """What is done: the first sentence after the heading, from behind the one who does it."""
    for clause in clauses:
        text = clause.text[clause.body :].rstrip(_ENDS)
        if not text or (name and text == name) or clause.leaf.type == "heading":
            continue
        start = clause.body
        if name and text.startswith(name + "。"):
            start += len(name) + 1
        first = next((run for part in clause.parts for run in runs(clause, *part) if run.relation == "doer"), None)
        if first and first.end < len(clause.text) - 4 and first.start <= start + 2:
            start = first.end
        return clause.text[start:].strip(_ENDS + "：") or None
    return None


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data = load_yaml("steps.yaml")
    return {name: re.compile(pattern) for name, pattern in data.items()}
