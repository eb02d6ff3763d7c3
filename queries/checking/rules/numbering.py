"""层次序号: a number of the outline that is missing, repeated or out of order (GB/T 9704-2012, section 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ....corpus.document import Node
from ....corpus.numbering import integer
from ..against import Against
from ..draft import Draft
from ..finding import Finding, Span

RULE = "numbering"
_SHOWN = 24  # characters of a numbered paragraph that are pointed at
_NUMERAL = "[一二三四五六七八九十]{1,3}"
# 一是……二是……; 第一，……第二，…… within a paragraph or at the heads of several.
_RUN = re.compile(rf"(?:(?<=[。；：，])|^)(?:(?P<is>{_NUMERAL})是(?![指否])|第(?P<th>{_NUMERAL})，|第(?P<phase>{_NUMERAL})阶段[：（，。])")
_DECIMAL = re.compile(r"(?P<label>[1-9]\d?(?:\.[1-9]\d?){0,2})[ \u3000\t]+(?=[\u4e00-\u9fff\d])(?!\d*(?:\.\d+)?[万亿%])")
_LEAST = 4  # lines numbered 1.1 that make an outline
_SUBNUMBERS = frozenset({"1.1", "1.1.1", "1.1.1.1", "1.1.1.1.1", "a.", "系列"})  # 1.1 counts within 1, and a. beside formulas


@dataclass(frozen=True, slots=True)
class Numbered:
    """A place with a number: what it counts, as printed, and where it stands."""

    number: int
    printed: str
    start: int
    end: int
    fresh: bool = False  # whether a new series may begin here: an announcement or another text stands before


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Numbers that do not follow on, in the outline and in 一是…二是…."""
    for last, series in _outline(draft):
        yield from (each for each in _faults(series, last) if not _hidden(draft, each))
    for series in (*_runs(draft), *_decimals(draft)):
        yield from _faults(series)


def _faults(series: Sequence[Numbered], last: Numbered | None = None) -> Iterator[Finding]:
    """What is wrong in a series, ``last`` being the number that it goes on from, if it does."""
    position = last.number if last is not None else 0
    for i, each in enumerate(series):
        position += 1
        following = series[i + 1].number if i + 1 < len(series) else None
        restarts = each.number == 1 and last is not None and (each.fresh or last.number > 1) and following != last.number + 2
        if last is None or restarts:
            position = 1
            if each.number > 1:
                yield _fault(each, None)
                position = each.number
        elif each.number not in (last.number + 1, position):
            yield _fault(each, last)
        last = each if restarts or last is None or each.number > last.number or each.number == position else last


def _fault(each: Numbered, last: Numbered | None) -> Finding:
    if last is None:
        zh, en = f"序号从“{each.printed}”开始，前面的序号缺失。", f"The series begins with {each.printed}; what stands before is missing."
    elif each.number == last.number:
        zh, en = f"序号“{each.printed}”重复出现。", f"The number {each.printed} is used twice."
    elif each.number < last.number:
        zh, en = f"序号“{each.printed}”排在“{last.printed}”之后，次序颠倒。", f"{each.printed} stands behind {last.printed}: out of order."
    else:
        zh, en = f"序号由“{last.printed}”跳到“{each.printed}”，中间缺号。", f"The numbers jump from {last.printed} to {each.printed}."
    places: tuple[Span, ...] = ((each.start, each.end),) if last is None else ((last.start, last.end), (each.start, each.end))
    return Finding(
        rule=RULE, start=each.start, end=each.end, places=places, zh=zh, en=en,
        suggestion_zh="请核对是否漏写、删去了内容，并按顺序重排同级序号；文中引用这些序号之处一并更正。",
        suggestion_en="Check whether a passage is missing, number the series anew, and correct what refers to it.",
    )  # fmt: skip


def _hidden(draft: Draft, finding: Finding) -> bool:
    """Whether the number that seems to be missing stands between, hidden by a figure behind it (2.2023年新增…)."""
    between = draft.text[finding.places[0][1] : finding.start]
    return re.search(r"\n\s*\d{1,2}[.．、]\d", between) is not None


def _outline(draft: Draft) -> Iterator[tuple[Numbered | None, list[Numbered]]]:
    """The series of the outline: the numbered children of a node by style, articles of a whole document or annex.

    Some documents count through (（一） to （十六） below four headings): such a series goes on where the last one of its style ended.
    """
    latest: dict[str, Numbered] = {}
    for node in draft.nodes:
        if node.type in {"document", "annex"}:
            latest.clear()
            yield from ((None, series) for series in (*_articles(draft, node), _entries(draft, node)))
        for style, series in _children(draft, node).items():
            before = latest.get(style)
            latest[style] = series[-1]
            if series[0].start <= draft.title_span[0]:
                continue  # a page torn from a compilation
            yield before if before is not None and series[0].number == before.number + 1 else None, series


def _children(draft: Draft, node: Node) -> dict[str, list[Numbered]]:
    """The numbered children of a node by style."""
    series: dict[str, list[Numbered]] = {}
    between = False  # whether a paragraph of its own stands before the next item
    for child in node.children:
        found = draft.number(child) if child.type in {"chapter", "item"} else None
        if found is None or found.number == 0 or found.style in _SUBNUMBERS:
            between = child.type != "blank"
            continue
        announced = between or draft.text[: child.start].rstrip()[-1:] in ("：", ":")
        series.setdefault(found.style, []).append(_numbered(draft, child, found.number, found.label, announced))
        between = False
    return series


def _entries(draft: Draft, top: Node) -> list[Numbered]:
    """The entries of the list of annexes."""
    entries = (entry for node in top.children if node.type == "annex_list" for entry in node.children)
    return [_numbered(draft, entry, integer(entry.label), entry.label) for entry in entries if entry.label.isdecimal()]


def _articles(draft: Draft, top: Node) -> Iterator[list[Numbered]]:
    """The articles of a document or annex, through its chapters; a title between them begins a new series."""
    found: list[Numbered] = []
    for node in _below(top):
        if node.type == "title" and found:
            yield found
            found = []
        if node.type == "article" and (number := draft.number(node)) is not None and "之" not in number.label:
            found.append(_numbered(draft, node, number.number, number.label))
    yield found


def _below(node: Node) -> Iterator[Node]:
    """All nodes below, those inside annexes left out."""
    for child in node.children:
        if child.type != "annex":
            yield child
            yield from _below(child)


def _numbered(draft: Draft, node: Node, number: int, printed: str, fresh: bool = False) -> Numbered:
    shown = draft.text[node.start : node.end].split("\n", 1)[0][:_SHOWN].rstrip()
    return Numbered(number, printed, node.start, node.start + len(shown), fresh)


def _runs(draft: Draft) -> Iterator[list[Numbered]]:
    """一是…；二是… and 第一，…第二，… within one paragraph, or at the heads of several."""
    for node in draft.nodes:
        series: dict[str, list[Numbered]] = {}
        for leaf in node.children or (node,):
            if leaf.type not in {"text", "cell"} or leaf.children:
                continue
            view = draft.document.view(leaf.start, leaf.end)
            for match in _RUN.finditer(view.text):
                kind = next(each for each in ("is", "th", "phase") if match[each])
                start, end = view.span(match.start(), min(match.end() + 12, len(view)))
                number = integer(match[kind])
                series.setdefault(kind, []).append(Numbered(number, match[0].rstrip("，"), start, end, fresh=number == 1))
        yield from (each for each in series.values() if len(each) > 1)


def _decimals(draft: Draft) -> Iterator[list[Numbered]]:
    """The series of an outline that counts 1, 1.1, 1.2, 2, 2.1 …; figures in other texts are none."""
    lines: list[tuple[tuple[int, ...], Numbered]] = []
    for leaf in draft.leaves:
        match = _DECIMAL.match(draft.text, leaf.start, leaf.end) if leaf.type in {"text", "heading"} else None
        if match is not None:
            shown = draft.text[leaf.start : leaf.end].split("\n", 1)[0][:_SHOWN].rstrip()
            label = tuple(map(int, match["label"].split(".")))
            lines.append((label, Numbered(label[-1], match["label"], leaf.start, leaf.start + len(shown))))
    if sum(len(label) > 1 for label, _ in lines) < _LEAST or not any(len(label) == 1 for label, _ in lines):
        return
    by_parent: dict[tuple[int, ...], list[Numbered]] = {}
    for label, numbered in lines:
        by_parent.setdefault(label[:-1], []).append(numbered)
    yield from by_parent.values()
