"""What stands around the body of a document: contents, signatures, addressee, titles (GB/T 9704-2012, sections 7.2 and 7.3).

These show only from what stands around them: a signature is a signature because of the date below it.
"""

from __future__ import annotations

import re

from .roles import Element, words

CONTINUED = "续"  # label of the second and further lines of a title
_SUBTITLE = re.compile("（[^（）]{1,20}）|[-—]{1,2}.{2,40}")
_ANNOUNCED = re.compile(r"(?:如下|以下|下列|通知|包括|条件|要求)：$")


def place(found: list[Element]) -> None:
    """Roles that depend on what stands around: contents, signatures, addressees, titles. Annexes are marked before."""
    _contents(found)
    _signatures(found)
    _titles(found)


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
        elif element.role in {"item", "field", "annex_item", "annex_list"}:
            front = False
        elif element.role != "text":
            pass
        elif front and i and found[i - 1].role == "title" and _SUBTITLE.fullmatch(element.head):
            element.role, element.label = "title", CONTINUED
        elif front and element.short and len(run) < 4 and element.head[0] not in "（-—":
            run.append(element)
            if element.title_like or (len(run) == 1 and not complete):
                for line in run:
                    line.role, line.label = "title", "" if line is run[0] else CONTINUED
                named.add("".join(line.head for line in run))
            if element.title_like:
                complete, run = True, []
        elif front and element.whole and element.head[-1] == "：" and "。" not in element.head and not _ANNOUNCED.search(element.head):
            element.role, front = "addressee", False
        elif element.title_like and any(element.head in name for name in named) and found[i - 1].role != "item":
            element.role, front, complete, run = "title", True, True, []
        else:
            front = False
        if len(named) < 100:
            named.update(re.findall("《([^《》]{4,60})》", element.head))
