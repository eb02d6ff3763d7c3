"""Bodies (机构) named in a text, with their full names.

Full names come from the ontology (national bodies; a place and a pattern for local ones), from the definitions in the text
(以下简称…) and from the issuing place: 市科技行政主管部门 in 深圳 is 深圳市科技行政主管部门, 我委 is the issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..corpus.document import Document
from ..ontology.schemes import schemes
from .alternation import any_of
from .bodies import (
    Span,
    before,
    body_spans,
    clash,
    is_body_name,
    is_head,
    left,
    longest,
    neighbours,
    only_places,
    or_called,
    place_words,
    sharing,
    sharing_departments,
    unknown,
    whole_name,
)
from .bodies import strip_each as _bare
from .bodygrammar import Group, data
from .definitions import defined_terms
from .fullnames import Groups, branch, in_charge, ministry, party_office
from .placelists import each_owner
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
# A full form that names several bodies or places; the 和 in 工业和信息化厅 joins nothing.
_SEVERAL = re.compile(r"、|(?:[厅局委办会院部行区市县州]|部门|政府|机构|公司|中心)(?:[和及与]|以及)")
_OFFICE = ("办公室", "秘书处")
# Its office, by which a board is called as well: 评委会下设秘书处.
_HAS_OFFICE = re.compile(r"(?P<of>[\u4e00-\u9fff]{2,24}?)(?:下设|设立|设)(?P<office>秘书处)")
# 省标准化主管部门, 本市…; 省级 only before a centre (省级…评价中心).
_OF_PLACE = re.compile(
    r"(?:本|我)?(?P<place>省(?!辖|属)|自治区|市(?![场属])|区(?!属)|县(?!属)|州)(?:级(?=[^、]{4,}中心$)|(?!级|[和及与或、]))(?=[\u4e00-\u9fff]{2,})"
)
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
        texts = [document.view(leaf.start, leaf.end).text for leaf in document.root.leaves()]
        self._defined = {term.short: term.full for text in texts for term in defined_terms(text)}
        self._groups = Groups(texts)
        self._in_charge = in_charge(texts)
        # What places are named together with a department: 民政部门 → 市, 区.
        named = [found for text in texts for found in sharing_departments(text) if any(map(self._owner, found[0]))]
        # What a list that names no place is of (发改、财政等部门): in a statute, or beside 市、区财政部门, any place.
        every = (profile.title or "").endswith("条例") or bool(named)
        self._own_word = self._place.label if self._place is not None and self._place.key != NATION and not every else ""
        self._shared = {head: [place + of for place in each_owner(places, self._owner)] for places, of, head in reversed(named)}
        for match in (match for text in texts for match in _HAS_OFFICE.finditer(text)):
            if full := next((full for short, full in self._defined.items() if match["of"] in (short, full)), None):
                self._defined[match["office"]] = full + match["office"]
        bodies = {short: full for short, full in self._defined.items() if is_body_name(short) or is_body_name(full)}
        self._shorts = re.compile(f"(?:{any_of(bodies)})(?:{any_of(_OFFICE)})?" if bodies else any_of(bodies))
        self._fulls = re.compile(any_of(full for full in bodies.values() if _LIST.search(full)))
        self._canonical: dict[tuple[str, str], str] = {}
        self._each = re.compile(f"(?>{any_of(data()['each'])})+$")

    def find(self, text: str) -> list[AgencyMention]:
        """The bodies in a view's text, in order and without overlaps; a list of several is one mention each.

        Names inside 《titles》 and document numbers are no mentions.
        """
        found: list[AgencyMention] = []
        place, end = "", -1
        protected = spans_to_protect(text)
        known = longest((*self._defined_spans(text), *body_spans(text)))
        bodies = [span for span in known if span.group in {"body", "service"}]
        beside = list(neighbours(text, known))
        beside += [span for span in unknown(text) if not any(clash(text, span, other) for other in bodies)]
        for span in longest((*known, *beside)) if beside else known:
            inside = span.start < end or any(kept.start <= span.start < kept.end for kept in protected)
            if inside or _INTRODUCED.search(before(text, span.start)):
                continue
            name = span.wording or text[span.start : span.end]
            if (close := or_called(text, span)) > span.end and not span.name and not span.wording:
                other = text[span.end : close]
                found.append(AgencyMention(span.start, close, name + other, self.canonical(name) + other, span.group))
                place, end = place_words(name), close
                continue
            if span.group not in {"body", "place"} or not _LIST.fullmatch(text[end : span.start]):
                place = ""
            shared = place if span.place is None else span.place or place or self._own_word
            several = self._each_place(shared + name if span.wording else name) if span.group == "body" and not span.name else []
            if several:
                found += [AgencyMention(span.start, span.end, name, full) for full in several]
                place, end = place_words(name) or shared, span.end
                continue
            canonical = span.name or (self._full(shared + name) if span.wording else self.canonical(name, shared))
            found.append(AgencyMention(span.start, span.end, name, canonical, "unnamed" if canonical == "主管部门" else span.group))
            place, end = place_words(name) or shared, span.end
        return found

    def _each_place(self, name: str) -> list[str]:
        """The full names of the bodies of several places that share a name (市、区民政部门), one of which is the issuing one's.

        Where the text has said so once, the bare name (民政部门) means them again.
        """
        if shared := sharing(name):
            places, head = each_owner(shared[0], self._owner), shared[1]
            own = len(places) > 1 and (any(map(self._owner, places)) or any(map(find_places, places)))
            return [self._full(place + head) for place in places] if own else []
        return [self._full(place + name) for place in self._shared.get(name, ())]

    def _defined_spans(self, text: str) -> Iterator[Span]:
        for match in self._shorts.finditer(text):
            lead = self._each.search(before(text, match.start()))
            yield Span(match.start() - len(lead[0]) if lead else left(text, match.start()), match.end(), "body")
        for match in self._fulls.finditer(text):
            yield Span(match.start(), match.end(), "body", match[0].removeprefix("各"))
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
            return ministry(self.profile.issuer.split("、")[0], own["kind"])
        if whole in _OFFICE and whole in self._defined:
            return self._full(self._defined[whole])
        if (office := next((o for o in _OFFICE if whole.endswith(o)), "")) and whole.removesuffix(office) in self._defined:
            return self._sought(whole.removesuffix(office), place) + office
        for form in (name, whole):
            short = next((s for s in self._defined if form == s or (form.endswith(s) and only_places(form[: -len(s)]))), None)
            full = self._defined[short] if short else ""
            if short and form != short and (own := self._of_own_place(form.removesuffix(short), full)):
                return self._full(own if own != form.removesuffix(short) else form)
            if full and not full.endswith(form):
                return full.removeprefix("各") if _SEVERAL.search(full) else self._full(full)
        for short, full in self._defined.items():  # 区县政府, where 区县 is defined as 区县（自治县）
            if full.startswith(short + "（") and whole.startswith(short) and whole != short and not whole.startswith(full):
                return self._sought(full + whole.removeprefix(short), place)
        if group := self._groups.full(whole):
            return group if whole.endswith("管委会") else self._full(group)
        if self._in_charge and whole.endswith("主管部门") and whole.removesuffix("主管部门") in self._in_charge[1]:
            return self._full(self._in_charge[0])
        if self._in_charge and not place and is_head(whole) and self._in_charge[0].endswith(whole):
            return self._full(self._in_charge[0])  # 发展改革部门, where 县级以上人民政府发展改革部门 is the 主管部门
        if place and (is_head(whole) or whole in data()["companies"]) and schemes()["agency"].resolve(whole) is None:
            return self._full(place + whole)
        return self._full(name)

    def _of_own_place(self, prefix: str, full: str) -> str:
        """Which of several bodies that share a short form is the issuing place's: 省人民政府|某主管部门 → 省人民政府经济和信息化主管部门.

        The place's words alone where the definition names none of its own; empty where the words mean any place.
        """
        several = _LIST.search(full) or full.startswith("县级以上")
        if not several or not re.fullmatch("[省市区县州](?:人民政府)?", prefix) or not self._owner(prefix[0]):
            return ""
        part = re.search(rf"(?:^|[、和及]){prefix}(?P<rest>.{{2,20}}?(?:部门|[局委厅办]))(?=[、和及或]|$)", full)
        return prefix + part["rest"] if part else prefix

    def _full(self, name: str) -> str:
        """Full name by the ontology and the issuing place."""
        if re.match(r"(?:各|相关|有关)市(?![场、（州县区])", name) and self.profile.place_level == "省级" and not self.profile.municipality:
            name = re.sub("^(?:各|相关|有关)市", "各设区市", name)
        places, bare = data()["places"], _bare(name)
        if name in places or bare in places.values():
            return self._defined.get(bare) or places.get(name) or bare
        if (name.startswith("全") and "各级" in name[:5]) or ("所在地" in name[2:] and name.endswith("政府")):
            return name  # 全省各级人民政府, 园区所在地政府
        if (office := party_office(bare)) and (owner := self._owner(office[0])):
            return office[1].format(place=owner)
        if (pair := _PARTY.match(bare)) and (owner := self._owner(pair["place"])):
            return f"{owner}委、{owner}人民政府{bare[pair.end() :]}"
        above = self._owner(bare[0]) if bare[1:] in data()["branches"] and bare[1:] != "金融监管局" else ""  # 省证监局
        if part := branch(above + bare[1:] if above else bare):
            return part
        bare = re.sub("(?<=[省市区县州])政府(?=办公[厅室].)", "人民政府", bare)  # 市政府办公室某某专班
        if bare.endswith(tuple(data()["groups"])) and (named := find_places(bare)) and named[0].start == 0:
            return bare  # a group that bears a place's own name is named in full
        government = _OF_GOVERNMENT.match(bare)
        if government and (owner := self._owner(government["place"])):
            rest = bare[government.end() :]
            known = schemes().agencies
            full = known.resolve("政府" + rest) or known.resolve(rest) or rest
            return f"{owner}人民政府{full.removeprefix('人民').removeprefix('政府')}"
        if self._place is not None and bare.startswith(self._place.label):
            bare = full_name(self._place.key) + bare[len(self._place.label) :]
        own = _OF_PLACE.match(bare)
        owner = self._owner(own["place"]) if own and not name.startswith(("各", "所在", "当地")) else ""
        bare = re.sub("(?<=[\u4e00-\u9fff]{2})各(?!级)", "", bare)  # 某园区各分园管理机构
        several = name.startswith("各") and not re.match("各地(?![市级])", name)
        resolved = schemes().agencies.resolve(name if several else bare, self._place)
        if resolved is not None and resolved.startswith(owner):
            return resolved.removeprefix("各")
        if own and owner:
            return whole_name(owner + bare[own.end() :])
        # A bureau that says no place is the issuing one's: 由经济和科技促进局解释.
        bureau = (
            self._place is not None
            and self._place.key != NATION
            and place_words(name) == ""
            and re.fullmatch("[^省市区县州国]{4,14}(?:促进|服务|事务|管理|监督|执法)局", bare)
        )
        return whole_name(full_name(self._place.key) + bare if bureau and self._place is not None else bare)

    def _owner(self, word: str) -> str:
        """Full name of the place, the issuing one or one above it, that a text calls 省, 市, 区; empty if there is none."""
        above = [self._place, *schemes().regions.ancestors(self._place)] if self._place is not None else []
        return next((full_name(place.key) for place in above if place.label.endswith(word)), "")
