"""Short forms that a text introduces (以下简称…), and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKET = re.compile(r"（(?P<inside>[^（）]{0,12}?)[，、]?以下(?:均|统一)?(?:简称|统称|合称|并称|称)为?[：:]?(?P<short>[^（）]{1,24}?)）")
_QUOTES = re.compile(r"[“”‘’\"《》]")
# Words before a name that are no part of it.
_LEAD = re.compile(
    r"^(?:第[一二三四五六七八九十百]{1,4}[条章节](?:【[^】]*】)?|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]"
    r"|本(?:办法|意见|方案|规定|条例|细则)?所称的?|所称的?|[由经向对在与和或及将为指有]|按照|根据|依据|是指|包括|纳入|列入"
    r"|建立|设立|成立|组建|推进|开展|实施|其中|从事|加强)+"
)


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A short form with the words that it stands for; ``end`` is where its definition ends in the view."""

    short: str
    full: str
    end: int


def defined_terms(text: str) -> Iterator[DefinedTerm]:
    """The short forms that a paragraph's view introduces.

    The full form runs from the last stop or comma to the bracket; a list of bodies keeps its 、. In 区县（自治县，以下简称区县） the
    bracket's own words belong to the full form: 区县（自治县）.
    """
    for match in _BRACKET.finditer(text):
        before = text[max(0, match.start() - 160) : match.start()]
        full = re.split(r"[，。；：！？]", before)[-1]
        full = _LEAD.sub("", full)
        if full.count("（") != full.count("）"):
            full = full.rpartition("（")[2]
        inside = match["inside"].strip("，、")
        for short in re.split(r"[，、]?或者?(?:简称)?", _QUOTES.sub("", match["short"])):
            named = full
            if inside:  # the term itself stands before its bracket; words before it are none of it: 有条件的|区县（自治县，以下简称区县）
                named = f"{short if full.endswith(short) else full.rpartition('、')[2]}（{inside}）"
            if short and named and len(short) <= len(named) + 4:
                yield DefinedTerm(short, _QUOTES.sub("", named), match.end())
