"""What a question counts, and whether a target counts the same."""

from __future__ import annotations

import re

from ...extract.facts import Target
from ...extract.tagger import tagger
from .lexicon import lexicon
from .slots import Slots

_NOUN = re.compile(r"(?:多少|几)(?:家|个|条|种|项|名|位)([\u4e00-\u9fff]{2,4})")
_STANDARDS = re.compile(r"(?:多少|几)[家个条种项]?[^，？]{0,10}标准[？?]?$")
"""Asks how many standards there are to be for something."""
_COUNTER = re.compile(r"(?:多少|几)(项|种|条|名|人|家)")
_COUNTED_AS = {"项": "项", "家": "家", "种": "种", "条": "条", "名": "人", "人": "人"}


def counts_another(fact: Target, slots: Slots) -> bool:
    """Whether a question counts something (几名专家) that a target does not speak of."""
    if _STANDARDS.search(slots.text) and "标准" not in (fact.subject or ""):
        return True
    asked = _NOUN.search(slots.rest)
    noun, tag = tagger().cut(asked[1])[0] if asked else ("", "x")
    if tag[0] != "n" or len(noun) < 2 or noun in lexicon().general:
        return False
    said = "".join(filter(None, (fact.quote, fact.subject, fact.scope)))
    return not any(way in said for way in lexicon().ways(noun))


def same_counter(unit: str | None, text: str) -> bool:
    """Whether a unit is what a question counts in (多少项, 几种); general ones (家, 个) suit all."""
    asked = _COUNTER.search(text)
    if asked is None:
        return True
    wanted, stated = _COUNTED_AS[asked[1]], _COUNTED_AS.get(unit or "")
    if wanted == "家":
        return stated != "人"
    return stated == wanted or (stated in (None, "家") and wanted != "人")
