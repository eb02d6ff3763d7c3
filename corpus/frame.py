"""What stands around the body of a document: contents, signatures, addressee, titles (GB/T 9704-2012, sections 7.2 and 7.3).

These show only from what stands around them: a signature is a signature because of the date below it.
"""

from __future__ import annotations

import re

from .roles import Element, words

_TITLED = frozenset({"名称", "标题", "【名称", "【标题"})  # labels whose value is the title
_METADATA = 40  # lines at the top among which such labels are looked for
CONTINUED = "续"  # label of the second and further lines of a title
_SUBTITLE = re.compile("（[^（）]{1,20}）|[-—]{1,2}.{2,40}")
_ANNOUNCED = re.compile(r"(?:(?:如下|以下|下列)[^，。；：]{0,12}|通知|包括|条件|要求)：$")


def place(found: list[Element]) -> None:
    """Roles that depend on what stands around: contents, signatures, addressees, titles. Annexes are marked before."""
    _metadata(found)
    _contents(found)
    _signatures(found)
    _titles(found)


def _metadata(found: list[Element]) -> None:
    """索引号：… 发布机构：… above the title: what a website says about the document, the value perhaps on the line below."""
    labels = "|".join(words()["metadata"])
    label = re.compile(rf"【?(?:{labels})】?[：:](?P<value>.*)")
    last = next((i for i, element in enumerate(found[:_METADATA]) if element.title_like and element.role == "text"), _METADATA)
    below = False  # whether the line above is a label without value
    for i, element in enumerate(found[:_METADATA]):
        match = label.fullmatch(element.head) if element.whole else None
        if match is not None:
            below = not match["value"]
        elif below and element.whole and (not element.title_like or found[i - 1].head.rstrip("：】") in _TITLED):
            below = False
        elif i > last or not (element.short or element.role in {"mark", "furniture"}):
            return
        else:
            continue
        element.role, element.marker = "mark", None
        element.label = CONTINUED if i and found[i - 1].role == "mark" else ""


def _contents(found: list[Element]) -> None:
    """The table of contents (目录): headings that come again below."""
    i = 0
    while i < len(found):
        seen: set[str] = set()
        if found[i].role == "mark" and found[i].head in {"目录", "目次"}:
            while i + 1 < len(found) and found[i + 1].short and (key := _contents_key(found[i + 1])) not in seen:
                i += 1
                seen.add(key)
                found[i].role, found[i].marker = "contents", None
        i += 1


def _contents_key(element: Element) -> str:
    if element.marker is not None and element.marker.rank <= 5:
        return element.marker.style + element.marker.label
    return element.head.rstrip("0123456789….·- ")


def _signatures(found: list[Element]) -> None:
    """Names of bodies on the lines above a date (发文机关署名), once there was something to sign."""
    body = False
    run: list[Element] = []
    for element in found:
        if element.role == "date" and body:
            for i, other in enumerate(reversed(run)):
                if other.title_like or (i and not other.head.endswith(words()["bodies"])):
                    break
                other.role = "signature"
        if element.role == "text" and element.short and len(element.head) <= 60:
            run.append(element)
            body = body or element.title_like
        else:
            body = body or element.role in {"text", "item"}
            run = []


def _titles(found: list[Element]) -> None:
    """Titles at the top, below a signature, below an annex mark, and of measures that were named before."""
    front, complete = True, False
    run: list[Element] = []
    named: set[str] = set()
    for i, element in enumerate(found):
        if element.role in {"date", "annex"}:
            front, complete, run = True, False, []
        elif element.role in {"item", "card", "field", "annex_item", "annex_list"}:
            front = False
            if element.role == "annex_item" and len(named) < 100:
                named.add(element.head)
        elif element.role != "text":
            pass
        elif front and i and found[i - 1].role == "title" and _SUBTITLE.fullmatch(element.head):
            element.role, element.label = "title", CONTINUED
        elif front and (element.short or element.title_like) and len(run) < 4 and element.head[0] not in "（-—":
            run.append(element)
            if element.title_like or (len(run) == 1 and not complete):
                for line in run:
                    line.role, line.label = "title", "" if line is run[0] else CONTINUED
                named.add("".join(line.head for line in run))
            if element.title_like:
                complete, run = True, []
        elif front and _is_addressee(element):
            element.role, front = "addressee", False
        elif element.title_like and any(element.head in name for name in named) and not _is_heading(found[i - 1]):
            element.role, front, complete, run = "title", True, True, []
        else:
            front = False
        if len(named) < 100:
            named.update(re.findall("《([^《》]{4,60})》", element.head))


def _is_addressee(element: Element) -> bool:
    """各市、县（区）工业和信息化局： names bodies, and announces nothing."""
    head = element.head
    return (
        element.whole and head[-1] == "：" and "。" not in head and not _ANNOUNCED.search(head)
        and any(word in head for word in words()["addressees"])
    )  # fmt: skip


def _is_heading(element: Element) -> bool:
    return element.role in {"item", "card", "field"} and element.short
