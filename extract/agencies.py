"""Bodies (机构) named in a text, with their full names.

Full names come from the ontology (national bodies; a place and a pattern for local ones), from the definitions in the text
(以下简称…) and from the issuing place: 市科技行政主管部门 in 深圳 is 深圳市科技行政主管部门, 我委 is the issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..corpus.document import Document
from ..ontology.schemes import schemes
from .alternation import any_of
from .bodies import (
    Group,
    Span,
    before,
    body_spans,
    data,
    is_body_name,
    is_head,
    left,
    longest,
    only_places,
    place_words,
    standing_groups,
)
from .bodies import strip_each as _bare
from .definitions import defined_terms
from .places import NATION, find_places, full_name, region
from .profile import Profile
from .protected import spans_to_protect


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A body named in a sentence.

    Attributes:
        start, end: span in the view.
        name: as written.
        canonical: full name: 省经信委 in 福建 → 福建省经济和信息化委员会; 各 is dropped.
        group: ``body`` 政府部门和组织, ``place`` 各地 (the governments of all places of a kind), ``service`` 评价机构 and the like,
            ``applicant`` 企业 and others that apply, ``unnamed`` 有关部门.
    """

    start: int
    end: int
    name: str
    canonical: str
    group: Group = "body"


_OWN = re.compile(r"(?:我|本)(?P<kind>部(?!门|分|署)|委(?!托|派)|局(?!部|面)|厅|办(?!法|理|公)|会(?!议|计|员|同)|中心|院)")
# The short form where it is introduced is no mention of its own.
_INTRODUCED = re.compile(r"(?:简称|统称|合称|以下称)[为：]?[“‘]?$")
_LIST = re.compile(r"[、和及与]|以及")
# 省标准化主管部门, 本市…; 省级 only before a centre (省级…评价中心).
_OF_PLACE = re.compile(r"(?:本|我)?(?P<place>省|自治区|市(?!场)|区|县|州)(?:级(?=[^、]{4,}中心$)|(?!级))(?=[\u4e00-\u9fff]{2,})")
_PARTY = re.compile(r"(?P<place>[省市区县州])委、?(?P=place)(?:人民)?政府(?=.{2,})")
_OF_GOVERNMENT = re.compile(r"(?:本|我)?(?P<place>[省市区县州])(?:人民)?政府(?!办公)(?=.{2,})")


class AgencyFinder:
    """Finds the bodies that one document names.

    Args:
        profile: what the document says of itself; its place and issuer resolve 省…, 市…, 我委.
        document: the text, for the terms that it defines.
    """

    def __init__(self, profile: Profile, document: Document) -> None:
        self.profile = profile
        self._place = region(profile.jurisdiction) if profile.jurisdiction else None
        # What the place's own departments are said to be of in a list that names no place (发改、财政等部门).
        self._own_word = self._place.label if self._place is not None and self._place.key != NATION else ""
        texts = [document.view(leaf.start, leaf.end).text for leaf in document.root.leaves()]
        self._defined = {term.short: term.full for text in texts for term in defined_terms(text)}
        self._groups = _groups_in_full(texts)
        self._in_charge = _in_charge(texts)
        bodies = {short: full for short, full in self._defined.items() if is_body_name(short) or is_body_name(full)}
        self._shorts = re.compile(any_of(bodies))
        self._fulls = re.compile(any_of(full for full in bodies.values() if _LIST.search(full)))
        self._canonical: dict[tuple[str, str], str] = {}
        self._each = re.compile(f"(?:{any_of(data()['each'])})+$")

    def find(self, text: str) -> list[AgencyMention]:
        """The bodies in a view's text, in order and without overlaps; a list of several is one mention each.

        Names inside 《titles》 and document numbers are no mentions.
        """
        found: list[AgencyMention] = []
        place, end = "", -1
        protected = spans_to_protect(text)
        for span in longest((*self._defined_spans(text), *body_spans(text))):
            if any(kept.start <= span.start < kept.end for kept in protected) or _INTRODUCED.search(before(text, span.start)):
                continue
            name = span.wording or text[span.start : span.end]
            if span.group not in {"body", "place"} or not _LIST.fullmatch(text[end : span.start]):
                place = ""
            shared = place if span.place is None else span.place or place or self._own_word
            canonical = span.name or (self._full(shared + name) if span.wording else self.canonical(name, shared))
            found.append(AgencyMention(span.start, span.end, name, canonical, "unnamed" if canonical == "主管部门" else span.group))
            place, end = place_words(name) or shared, span.end
        return found

    def _defined_spans(self, text: str) -> Iterator[Span]:
        for match in self._shorts.finditer(text):
            lead = self._each.search(before(text, match.start()))
            yield Span(match.start() - len(lead[0]) if lead else left(text, match.start()), match.end(), "body")
        for match in self._fulls.finditer(text):
            yield Span(match.start(), match.end(), "body", _bare(match[0]))
        for match in _OWN.finditer(text):
            yield Span(match.start(), match.end(), "body")

    def canonical(self, name: str, place: str = "") -> str:
        """Full name of a body; sought once for each name.

        Args:
            name: as written.
            place: words for the place of the bodies before it in a list, which it shares (市科技行政主管部门、财政部门).
        """
        if (name, place) not in self._canonical:
            self._canonical[name, place] = self._sought(name, place)
        return self._canonical[name, place]

    def _sought(self, name: str, place: str) -> str:
        whole = _bare(name)
        if (own := _OWN.fullmatch(whole)) and self.profile.issuer:
            return _ministry(self.profile.issuer.split("、")[0], own["kind"])
        for form in (name, whole):
            short = next((s for s in self._defined if form == s or (form.endswith(s) and only_places(form[: -len(s)]))), None)
            full = self._defined[short] if short else ""
            if full and not full.endswith(form):
                return _bare(full) if _LIST.search(full) else self._full(full)
        if whole in self._groups:
            return self._full(self._groups[whole])
        committee = self._groups.get("管委会", "")
        if committee and whole.endswith("管委会") and whole.removesuffix("管委会") in committee:
            return committee
        if self._in_charge and whole.endswith("主管部门") and whole.removesuffix("主管部门") in self._in_charge[1]:
            return self._full(self._in_charge[0])
        if place and (is_head(whole) or whole in data()["companies"]) and schemes()["agency"].resolve(whole) is None:
            return self._full(place + whole)
        return self._full(name)

    def _full(self, name: str) -> str:
        """Full name by the ontology and the issuing place."""
        if re.match(r"各市(?![场、（])", name) and self.profile.place_level == "省级" and not self.profile.municipality:
            name = name.replace("各市", "各设区市", 1)
        places, bare = data()["places"], _bare(name)
        if name in places or bare in places.values():
            return self._defined.get(bare) or places.get(name) or bare
        if (pair := _PARTY.match(bare)) and (owner := self._owner(pair["place"])):
            return f"{owner}委、{owner}人民政府{bare[pair.end() :]}"
        above = self._owner(bare[0]) if bare[1:] in data()["branches"] and bare[1:] != "金融监管局" else ""  # 省证监局
        if branch := _branch(above + bare[1:] if above else bare):
            return branch
        if bare.endswith(tuple(data()["groups"])) and (named := find_places(bare)) and named[0].start == 0:
            return bare  # a group that bears a place's own name is named in full
        government = _OF_GOVERNMENT.match(bare)
        if government and (owner := self._owner(government["place"])):
            rest = bare[government.end() :]
            return owner + "人民政府" + (schemes().agencies.resolve(rest) or rest)
        if self._place is not None and bare.startswith(self._place.label):
            bare = full_name(self._place.key) + bare[len(self._place.label) :]
        own = _OF_PLACE.match(bare)
        owner = self._owner(own["place"]) if own and not name.startswith(("各", "所在", "当地")) else ""
        several = name.startswith("各") and not re.match("各地(?![市级])", name)
        resolved = schemes().agencies.resolve(name if several else bare, self._place)
        if resolved is not None and resolved.startswith(owner):
            return resolved.removeprefix("各")
        return owner + bare[own.end() :] if own and owner else bare

    def _owner(self, word: str) -> str:
        """Full name of the place, the issuing one or one above it, that a text calls 省, 市, 区; empty if there is none."""
        above = [self._place, *schemes().regions.ancestors(self._place)] if self._place is not None else []
        return next((full_name(place.key) for place in above if place.label.endswith(word)), "")


def _branch(name: str) -> str | None:
    """Full name of a national body's branch (福建证监局, 人行福州中心支行), or None."""
    for short, full in data()["bank"].items():
        if name.startswith(short) and name.endswith("行") and len(name) > len(short):
            return full + name[len(short) :]
    named = find_places(name)
    if not named or named[0].start > 0:
        return None
    kind, place = name[named[0].end :], name[: named[0].end]
    if kind not in data()["branches"] or (kind == "金融监管局" and place[-1] in "省市区"):
        return None  # 省金融监管局 may be the province's own bureau
    return data()["branches"][kind].format(place=re.sub("[省市]$", "", place))


def _ministry(issuer: str, kind: str) -> str:
    """The ministry or department itself where its office signs (工业和信息化部办公厅 → 工业和信息化部)."""
    bare = re.sub(r"办公[厅室]$", "", issuer)
    return bare if kind in {"部", "委", "局", "厅"} and bare.endswith((kind, "员会")) else issuer


def _groups_in_full(texts: Iterable[str]) -> dict[str, str]:
    """Groups that the paragraphs call by their last word (联席会议 → 全市产业园区发展联席会议), where only one is meant."""
    longs: dict[str, set[str]] = {}
    for text in texts:
        for start, end in standing_groups(text):
            name = text[start:end].removesuffix("办公室")
            for group in data()["groups"]:
                if name.endswith(group) and name != group:
                    longs.setdefault(group, set()).add(name)
        for match in re.finditer(r"[\u4e00-\u9fff]{4,20}管理委员会", text):
            longs.setdefault("管委会", set()).add(re.sub(r"^.*?[由经向报和与及的](?=[\u4e00-\u9fff]{6})", "", match[0]))
    return {short: next(iter(names)) for short, names in longs.items() if len(names) == 1}


_MADE_RESPONSIBLE = re.compile(
    r"(?:(?<=[，。；：】])|^)(?:第[一二三四五六七八九十百]{1,4}条)?(?P<body>[^，。；：、的是]{2,20}(?:局|委|厅|部门|委员会))"
    r"(?:是|为|作为)(?P<of>[^，。；、]{0,20}?)的?主管部门"
)


def _in_charge(texts: Iterable[str]) -> tuple[str, str] | None:
    """The body that the paragraphs make 主管部门, with what it is in charge of; None where there are several."""
    found = {(match["body"], match["of"]) for text in texts for match in _MADE_RESPONSIBLE.finditer(text)}
    bodies = {body for body, _ in found}
    return (bodies.pop(), "".join(sorted(of for _, of in found))) if len(bodies) == 1 else None
