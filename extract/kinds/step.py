"""The steps of a procedure (程序步骤): the numbered items under a heading or lead-in that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...corpus.document import Node
from ..facts import Step
from ..reading import Clause, Reading
from ..runs import runs
from ..units import load_yaml

_TITLED = re.compile(r"(?P<name>[^。；：，！？]{2,24})。")
_ENDS = "。；，"


def read(reading: Reading) -> Iterator[Step]:
    """Yields the steps of each procedure in order, numbered from 1 by their place in it."""
    for node in reading.document.root.walk():
        items = [child for child in node.children if child.type in {"item", "article"}]
        if len(items) >= 2 and _announces(reading, node, items[0]):
            steps = [item for item in items if not _words()["not_step"].search(_name(reading, item) or "")]
            if 2 * sum(bool(_words()["campaign"].search(_name(reading, item) or "")) for item in items) > len(items):
                continue
            for order, item in enumerate(steps, start=1):
                yield _step(reading, item, order)


def _announces(reading: Reading, node: Node, first: Node) -> bool:
    """Whether a node's heading, or the last sentence before its first item, announces a procedure."""
    words, document = _words(), reading.document
    heading = document.heading(node)
    titled = words["heading"].search(heading) and not words["not_heading"].search(heading)
    if titled and node.type in {"item", "chapter", "article", "annex"}:
        # Articles under a chapter are steps only where each is titled (第十条【形式审查】).
        return first.type == "item" or all(document.heading(child) for child in node.children if child.type == "article")
    before = [child for child in node.children if child.end <= first.start and child.type in {"text", "heading"}]
    if not before or first.type != "item":
        return False
    lead = re.split("[。；]", document.view(before[-1].start, before[-1].end).text.rstrip("。"))[-1]
    whole = document.view(before[-1].start, before[-1].end).text
    return bool(words["lead_in"].search(lead) or re.search(r"按(?:照)?(?:以下|下列)(?:程序|步骤|流程)", whole))


def _step(reading: Reading, item: Node, order: int) -> Step:
    document = reading.document
    view = document.view(item.start, item.end)
    start, end = view.span(0, len(view))
    quote = document.text[start:end]
    clauses = [c for c in reading.clauses if item.start <= c.leaf.start < item.end]
    name = _name(reading, item)
    subjects = [label for c in clauses for label in c.governing_types()[:1]]
    return Step(
        doc=document.id,
        quote=quote,
        start=start,
        end=end,
        path=item.path,
        subject=subjects[0] if subjects else reading.main_subject,
        order=order,
        name=name,
        actor=_actors(clauses),
        action=_action(clauses, name),
        rule="step/item",
        alignment="healed" if "\n" in quote else "exact",
    )


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
