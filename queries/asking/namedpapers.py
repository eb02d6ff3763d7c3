"""Documents that a question names: held ones by number or title, others as the texts refer to them."""

from __future__ import annotations

import re

from ...extract.facts import Reference
from .scene import Scene
from .taken import Taken

_NUMBER = re.compile(r"(?:[\u4e00-\u9fff]{1,6})?[〔(（]\d{4}[〕)）]?\d{1,4}号|(?<!\d)(\d{1,4})号(?:文|通知|文件)?")
_STANDARD = re.compile(r"GB/?T?\s?(\d{3,6})(?:[-—]\d{4})?", re.IGNORECASE)


def documents_in(taken: Taken, scene: Scene) -> tuple[str, ...]:
    """Documents named by number (586号文) or by title."""
    found: list[str] = []
    for match in _NUMBER.finditer(taken.text):
        number = re.sub(r"\D", " ", match.group()).split()[-1]
        own = [each.id for each in scene.documents.values() if each.number and re.search(rf"(?<!\d){number}号", each.number)]
        if own:
            found += own
            taken.take(*match.span())
    for each in scene.documents.values():
        if each.title and len(each.title) > 6 and (at := taken.text.find(each.title)) >= 0:
            found.append(each.id)
            taken.take(at, at + len(each.title))
    return tuple(dict.fromkeys(found))


def references_in(taken: Taken, scene: Scene) -> tuple[str, ...]:
    """Numbers and titles of documents and standards that facts refer to and the question names."""
    asked = _NUMBER.search(taken.rest()) or _STANDARD.search(taken.rest())
    quoted = re.search(r"《([^》]{3,})》", taken.text)
    if not asked and not quoted:
        return ()
    digits = re.sub(r"\D", " ", asked.group()).split() if asked else []
    found: list[str] = []
    for _, fact in scene.facts(("reference",), scene.likeliest(taken.text)):
        assert isinstance(fact, Reference)
        own = re.findall(r"\d+", fact.number or "")
        if (digits and digits[0] in own and digits[-1] in own) or (quoted and fact.title and quoted[1] in fact.title):
            found.append(fact.number or fact.title or "")
    if asked and found:
        taken.take(*asked.span())
    return tuple(dict.fromkeys(found)) or ((asked.group(),) if asked else (quoted[1],) if quoted else ())
