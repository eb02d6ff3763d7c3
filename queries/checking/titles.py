"""Titles of cited documents (标题) as they are compared: by what they are about, whatever wraps it.

《某厅关于印发〈甲方案（2021-2025年）〉的通知》, 《甲方案（2021—2025年）》 and 《甲方案》 name one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...extract.validity import plan_years, title_years
from ...ontology.concepts import plain

_ABOUT = re.compile(r"^(?P<issuer>[^关《<]{2,40}?)?关于(?P<matter>.+)$")
_ISSUES = re.compile(
    r"^(?:印发|发布|公布|颁布|下达|转发|批转)(?:修订后的|新修订的)?[《<〈]?(?P<issued>.+?)[》>〉]?的(?:通知|公告|通告|函|批复|决定|通报)$"
)
_DRAFT = re.compile(
    r"\((?:公开)?(?:征求意见|送审|报审|报批|讨论|审议|草案|修订草案|草稿|初稿)[^()]{0,8}\)|征求意见稿$|送审稿$|讨论稿$|草案$"
)
_PERIOD = re.compile(r"\((?:试行)?(?:19|20)\d{2}年?[-至到](?:19|20)\d{2}年?(?:度)?\)|(?:19|20)\d{2}年?[-至到](?:19|20)\d{2}年?")
_DASHES = re.compile(r"[—–－~～―-]+")
_SHORTEST = 8  # characters of a title that may stand for a longer one
_ONE_WORD = 2  # characters by which a slip of the pen may differ


@dataclass(frozen=True, slots=True)
class Title:
    """A title.

    Attributes:
        core: what it is about, folded: without the issuer, 关于印发…的通知, the mark of a draft and the years.
        issuer: the words before 关于, or empty.
        draft: whether it calls itself a draft (征求意见稿).
        years: the period in it, first and last year, or None.
    """

    core: str
    issuer: str
    draft: bool
    years: tuple[int, int] | None

    def is_same(self, other: Title) -> bool:
        """Whether both name one document: the same core, and no different years."""
        return self.core == other.core and (self.years == other.years or None in (self.years, other.years))

    def is_short_for(self, other: Title) -> bool:
        """Whether this title leaves words of the other one out, or says a word more, and changes none."""
        short, long = sorted((self.core, other.core), key=len)
        in_order = iter(long)
        fits = len(short) >= _SHORTEST and all(char in in_order for char in short)
        return fits and (self.years == other.years or None in (self.years, other.years))

    def is_slip_of(self, other: Title) -> bool:
        """Whether this title reads like the other one miswritten: one word of as many characters, or one of its two years."""
        if self.core == other.core:
            mine, its = self.years, other.years
            return mine is not None and its is not None and (mine[0] == its[0]) != (mine[1] == its[1])
        if len(self.core) != len(other.core) or len(self.core) < _SHORTEST or not self._years_fit(other):
            return False
        at = [i for i, (one, two) in enumerate(zip(self.core, other.core, strict=True)) if one != two]
        return at[-1] - at[0] < _ONE_WORD

    def _years_fit(self, other: Title) -> bool:
        return self.years == other.years or None in (self.years, other.years)


def title_of(written: str) -> Title:
    """A title as it stands between 《》.

    Args:
        written: its words; width, quotation marks and white space do not count.
    """
    text = plain(written)
    issuer = ""
    if about := _ABOUT.match(text):
        issuer, text = about["issuer"] or "", about["matter"]
        if issues := _ISSUES.match(text):
            text = issues["issued"]
            inner = _ABOUT.match(text)
            text = inner["matter"] if inner else text
    draft = _DRAFT.search(text) is not None
    years = title_years(written) or plan_years(written)
    core = _PERIOD.sub("", _DASHES.sub("-", _DRAFT.sub("", text)))
    return Title(core.strip("-《》〈〉<>"), issuer, draft, (int(years[0]), int(years[1])) if years else None)
