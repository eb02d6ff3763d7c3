"""Bodies (机构) named in a text: where they are named, and their full names.

Full names come from the ontology (national bodies; a place and a pattern for local ones), from the definitions in the text
(以下简称…) and from the issuing place: 市科技行政主管部门 in 深圳 is 深圳市科技行政主管部门, 我委 is the issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import yaml

from ..corpus.document import Document
from ..ontology.schemes import schemes
from .definitions import defined_terms
from .places import find_places, full_name, region
from .profile import Profile
from .protected import spans_to_protect

Group = Literal["body", "place", "service", "applicant", "unnamed"]


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A body named in a sentence.

    Attributes:
        start, end: span in the view.
        name: as written.
        canonical: full name: 省经信委 in 福建 → 福建省经济和信息化委员会; 各 is dropped.
        group: ``body`` 政府部门和组织, ``place`` 各地 (the governments of all places of a kind), ``service`` 评价机构 and the like, ``applicant``
            企业 and others that apply, ``unnamed`` 有关部门.
    """

    start: int
    end: int
    name: str
    canonical: str
    group: Group = "body"


# What may stand between the words for a kind of place and the body (各区县（市）（管委会）经信局), and lists of such words.
_LOCAL = r"(?:省|市|区|县|州|盟|旗|自治区|自治州|自治县|直辖市|计划单列市|设区的市级|设区的?市|地级市|地市|新疆生产建设兵团|新区|功能区|开发区|乡镇|镇|街道|县级|市级|省级|区级|国家级?)"
_LEFT = re.compile(
    rf"(?:(?:各级|各有关|各相关|有关|相关|各地|各|所在地?的?|属地|当地|本级|同级|上级|我|本)?(?:{_LOCAL}(?:（[\u4e00-\u9fff、]{{1,8}}）)*)*"
    r"|县级以上(?:地方)?(?:各级)?|国务院|地方各级|地方)(?:人民政府(?:及其)?|政府)?的?$"
)
_LIST_LEFT = re.compile(
    rf"各(?:{_LOCAL}|[、及和与或]|以及|（[^（）]{{1,8}}）)*{_LOCAL}(?:（[^（）]{{1,8}}）)*$|(?:{_LOCAL})(?:人民政府)?(?:[、及和与或]|以及|或者){_LOCAL}(?:人民政府)?$"
)
_OWN = re.compile(r"(?:我|本)(?P<kind>部(?!门|分|署)|委(?!托|派)|局(?!部|面)|厅|办(?!法|理|公)|会(?!议|计|员|同)|中心|院)")
# Branches of national bodies in the provinces keep the name that they bear there (河南证监局).
_BRANCH = re.compile(r"(?:证监局|银保监局|保监局|银监局|金融监管局|通信管理局)$")
# The short form where it is introduced is no mention of its own.
_INTRODUCED = re.compile(r"(?:简称|统称|合称|以下称)[为：]?[“‘]?$")
_ONLY_PLACES = re.compile(rf"(?:{_LOCAL}|县级以上|地方|人民政府|[各级、和及或者的])+")
# A government's department by its task (国务院循环经济发展综合管理部门): no word between that begins a predicate.
_BY_TASK = re.compile(
    r"(?:国务院|人民政府)(?:(?:确定|指定|授权)的)?(?:(?!应当|会同|负责|根据|可以|及其|有关|相关|各|制定|组织|按照|安排|设立|授权|确定|指定|对|的|和|或|及|将|要|等|其)[\u4e00-\u9fff]){2,16}(?:部门|机构)(?!规章)"
    r"|(?:国务院|人民政府)负责[^，。；、]{2,20}的(?:部门|机构)"
)
_BOUNDARY = re.compile(r"(?:^|[^\u4e00-\u9fff]|[由经向和与及同报送至在对按的或受为将请会合托达关据照于过])$")
_RELATIVE = re.compile(r"(?:(?<=[，。；：由向经、])|^)(?P<name>(?:作出|组织|承担|负责|主管|实施|从事|下达|批准)[^，。；：、由向经]{3,22}的(?:部门|机关|机构))")
# A local body whose field no list knows: 区+[…]+局.
_UNLISTED = re.compile(r"(?:(?<=[，。；：、由向经在报送和与及同（按])|^)(?P<name>(?:省|市|区|县|州)(?:委|政府)?[^\W\d_A-Za-z的在和对为将与及]{2,10}?(?:厅|局|委员会|(?<!部)署|工商联|总队))(?![面部限势域级名])")


class AgencyFinder:
    """Finds the bodies that one document names.

    Args:
        profile: what the document says of itself; its place and issuer resolve 省…, 市…, 我委.
        document: the text, for the terms that it defines.
    """

    def __init__(self, profile: Profile, document: Document) -> None:
        self.profile = profile
        self._place = region(profile.jurisdiction) if profile.jurisdiction else None
        whole = document.view().text
        self._defined = {term.short: term.full for term in defined_terms(whole)}
        self._long_groups = _long_groups(whole)
        self._in_charge = _in_charge(whole)
        bodies = {short: full for short, full in self._defined.items() if _is_body_name(short) or _is_body_name(full)}
        self._shorts = re.compile(_any([*bodies]) or r"(?!)")
        self._fulls = re.compile(_any([full for full in bodies.values() if re.search("[、和及]", full)]) or r"(?!)")

    def find(self, text: str) -> list[AgencyMention]:
        """The bodies in a view's text, in order and without overlaps; a list of several is one mention each.

        Names inside 《titles》 and document numbers are no mentions.
        """
        found: list[AgencyMention] = []
        place, end = "", -1
        protected = spans_to_protect(text)
        for span in _longest(self._spans(text)):
            if any(kept.start <= span.start < kept.end for kept in protected) or _INTRODUCED.search(text[: span.start]):
                continue
            name = text[span.start : span.end]
            if not re.fullmatch(r"[、和及与]|以及", text[end : span.start]) or span.group not in {"body", "place"}:
                place = ""
            canonical = span.name or self.canonical(name, place)
            found.append(AgencyMention(span.start, span.end, name, canonical, "unnamed" if canonical == "主管部门" else span.group))
            place, end = _place_words(name) or place, span.end
        return found

    def canonical(self, name: str, place: str = "") -> str:
        """Full name of a body.

        Args:
            name: as written.
            place: words for the place of the bodies before it in a list, which it shares (市科技行政主管部门、财政部门).
        """
        whole = _strip_each(name)
        if (own := _OWN.fullmatch(whole)) and self.profile.issuer:
            return _ministry(self.profile.issuer.split("、")[0], own["kind"])
        for form in (name, whole):
            short = next((s for s in self._defined if form == s or (form.endswith(s) and _ONLY_PLACES.fullmatch(form[: -len(s)]))), None)
            if short and not self._defined[short].endswith(form):
                return self._of_definition(self._defined[short])
        if whole in self._long_groups:
            return self._full(self._long_groups[whole])
        committee = self._long_groups.get("管委会", "")
        if committee and whole.endswith("管委会") and whole.removesuffix("管委会") in committee:
            return committee
        if self._in_charge and re.fullmatch(r"(?:[^省市区县、]{2,8})?(?<!行政)主管部门", whole) and whole.removesuffix("主管部门") in self._in_charge[1]:
            return self._full(self._in_charge[0])
        if place and _heads().fullmatch(whole) and schemes()["agency"].resolve(whole) is None:
            return self._full(place + whole)
        return self._full(name)

    def _of_definition(self, full: str) -> str:
        return _strip_each(full) if re.search("[、和及]", full) else self._full(full)

    def _full(self, name: str) -> str:
        if re.match(r"各市(?!场)", name) and self.profile.place_level == "省级" and not self.profile.municipality:
            name = name.replace("各市", "各设区市", 1)
        places, bare = _data()["places"], _strip_each(name)
        if name in places or bare in places.values():
            return self._defined.get(bare, places.get(name, bare))
        if _BRANCH.search(bare) and (found := find_places(bare)) and found[0].start == 0 and bare[found[0].end - 1] not in "省市":
            return bare
        government = re.match(r"(?:本|我)?([省市区县州])(?:人民)?政府(?!办公)(?=.{2,})", bare)
        if government and (owner := self._owner(government[1])):
            return owner + "人民政府" + (schemes().agencies.resolve(bare[government.end() :]) or bare[government.end() :])
        if self._place is not None and bare.startswith(self._place.label):
            bare = full_name(self._place.key) + bare[len(self._place.label) :]
        own = re.match(r"(?:本|我)?(省|自治区|市(?!场)|区|县|州)(?:级(?=[^、]{4,}中心$)|(?!级))(?=[\u4e00-\u9fff]{2,})", bare)
        owner = self._owner(own[1]) if own and not name.startswith(("各", "所在", "当地")) else ""
        resolved = schemes().agencies.resolve(name if name.startswith("各") else bare, self._place)
        if resolved is not None and resolved.startswith(owner):
            return resolved.removeprefix("各")
        return owner + bare[own.end() :] if own and owner else bare

    def _owner(self, word: str) -> str:
        """Full name of the place, the issuing one or one above it, that a text calls 省, 市, 区; empty if there is none."""
        above = [self._place, *schemes().regions.ancestors(self._place)] if self._place is not None else []
        return next((full_name(place.key) for place in above if place.label.endswith(word)), "")

    def _spans(self, text: str) -> Iterator[_Span]:
        for match in self._shorts.finditer(text):
            lead = re.search(rf"(?:{_any(_data()['each'])})+$", text[: match.start()])
            yield _Span(lead.start() if lead else _left(text, match.start()), match.end(), "body")
        for match in self._fulls.finditer(text):
            yield _Span(match.start(), match.end(), "body", _strip_each(match[0]))
        for match in _OWN.finditer(text):
            yield _Span(match.start(), match.end(), "body")
        for match in _heads().finditer(text):
            start = _left(text, match.start())
            national = schemes()["agency"].resolve(match["head"]) is not None
            if start == match.start() and (match["head"] in {"政府", "人民政府"} or not (national or _BOUNDARY.search(text[:start]))):
                continue
            yield _Span(start, match.end(), "unnamed" if text[start : match.end()] in _unnamed() else "body")
        for pattern, name, group in _named():
            for match in pattern.finditer(text):
                yield _Span(match.start() if group == "applicant" else _left(text, match.start()), match.end(), group, name)
        for pattern in (_RELATIVE, _UNLISTED):
            for match in pattern.finditer(text):
                yield _Span(match.start("name"), match.end("name"), "body")
        for match in _BY_TASK.finditer(text):
            yield _Span(_left(text, match.start()), match.end(), "body")
        for start, end in standing_groups(text):
            yield _Span(_left(text, start), end, "body")
        for match in _places().finditer(text):
            yield _Span(match.start(), match.end(), "place")
        for match in _several().finditer(text):
            yield _Span(_left(text, match.start()), match.end(), "unnamed")
        for word in _unnamed():
            for match in re.finditer(re.escape(word), text):
                yield _Span(match.start(), match.end(), "unnamed", word)
        for match in _applicants().finditer(text):
            yield _Span(match.start(), match.end(), "applicant", match[0])


class _Span(NamedTuple):
    """A stretch that may be a mention; ``name`` is the full name where it is known at once."""

    start: int
    end: int
    group: Group
    name: str = ""


def standing_groups(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the standing groups (联席会议, 领导小组 …) that a view's text names, the words for their task included."""
    for match in re.finditer(rf"[\u4e00-\u9fff]{{0,18}}?(?P<head>{_any(_data()['groups'])})(?:办公室)?", text):
        start = match.start()
        for word in _data()["before_groups"]:
            at = text.rfind(word, start, match.start("head"))
            start = max(start, at + len(word)) if at >= 0 else start
        yield start, match.end()


def _strip_each(name: str) -> str:
    """A name without 各, 有关, 所在 and the like before it."""
    match = re.match(_any(_data()["each"]), name)
    rest = name[match.end() :].removeprefix("的") if match else name
    return rest if rest not in {"", "部门", "单位"} else name


def _ministry(issuer: str, kind: str) -> str:
    """The ministry or department itself where its office signs (工业和信息化部办公厅 → 工业和信息化部)."""
    bare = re.sub(r"办公[厅室]$", "", issuer)
    return bare if kind in {"部", "委", "局", "厅"} and bare.endswith((kind, "员会")) else issuer


def _left(text: str, at: int) -> int:
    """Where a body's name begins whose head begins at ``at``: names of places, kinds of places and lists of them before it."""
    start = at
    while start > 0:
        lead = text[max(0, start - 60) : start]
        place = next((p for p in find_places(lead[-20:]) if p.end == len(lead[-20:])), None)
        if place is not None:
            start -= place.end - place.start
            continue
        match = _LIST_LEFT.search(lead) or _LEFT.search(lead)
        if match is None or not match[0]:
            break
        start -= len(match[0])
    return start + len(re.match("[的、及和与或]*", text[start:at])[0])  # type: ignore[index]


def _place_words(name: str) -> str:
    """The words for a place that a body's name begins with (省工业和信息化厅 → 省, 各区县（市）（管委会）经信局 → 区县（市）（管委会）)."""
    bare = _strip_each(name)
    places = find_places(bare)
    if places and places[0].start == 0:
        return bare[: places[0].end]
    match = re.match(rf"(?:(?!市场|区域|县域){_LOCAL}(?:（[\u4e00-\u9fff、]{{1,8}}）)*)+", bare)
    return ("各" if name.startswith("各") else "") + match[0] if match and match.end() < len(bare) else ""


def _long_groups(text: str) -> dict[str, str]:
    """Groups that the text calls by their last word (联席会议 → 全市产业园区发展联席会议), where only one is meant."""
    longs: dict[str, set[str]] = {}
    for start, end in standing_groups(text):
        name = text[start:end].removesuffix("办公室")
        for group in _data()["groups"]:
            if name.endswith(group) and name != group:
                longs.setdefault(group, set()).add(name)
    for match in re.finditer(r"[\u4e00-\u9fff]{4,20}管理委员会", text):
        name = re.sub(r"^.*?(?:由|经|向|报|和|与|及|的)(?=[\u4e00-\u9fff]{6})", "", match[0])
        longs.setdefault("管委会", set()).add(name)
    # 联席会议 is said of the one that is named in full; of several full names none is meant.
    return {short: next(iter(names)) for short, names in longs.items() if len(names) == 1}


def _in_charge(text: str) -> tuple[str, str] | None:
    """The body that the text makes 主管部门, with what it is in charge of; None where there are several."""
    found = {
        (match["body"], match["of"])
        for match in re.finditer(
            r"(?:(?<=[，。；：】])|^)(?:第[一二三四五六七八九十百]{1,4}条)?(?P<body>[^，。；：、的是]{2,20}(?:局|委|厅|部门|委员会))(?:是|为|作为)(?P<of>[^，。；、]{0,20}?)的?主管部门",
            text,
        )
    }
    bodies = {body for body, _ in found}
    return (bodies.pop(), "".join(sorted(of for _, of in found))) if len(bodies) == 1 else None


def _is_body_name(name: str) -> bool:
    return bool(re.search(r"(?:部门|机构|机关|委员会|管委会|委|局|厅|办|办公室|小组|联席会议|中心|政府|区县|县区|兵团)$", name)) and len(name) >= 2


def _longest(spans: Iterator[_Span]) -> list[_Span]:
    """The spans without overlaps: the first, and of those the longest."""
    order = {"unnamed": 0, "body": 1, "service": 2, "place": 3, "applicant": 4}
    kept: list[_Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end, order[s.group], s.name)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return yaml.safe_load(files(__package__).joinpath("patterns", "agencies.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _unnamed() -> tuple[str, ...]:
    return tuple(sorted(_data()["unnamed"], key=len, reverse=True))


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w))))


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    """Names of the ontology, and field + suffix (发展改革、科学技术部门; 区住建局)."""
    data = _data()
    known = [name for scheme in ("agency", "agency-pattern") for concept in schemes()[scheme].values() for name in concept.names if "（" not in name]
    fields = _any(data["fields"])
    guard = "".join(f"(?<!{suffix})" if not signs else f"(?:(?<!{suffix})|(?![{signs}]))" for suffix, signs in data["not_after"].items() if signs)
    composed = rf"(?:{fields})(?:(?:和|与|及)(?:{fields}))?(?:{_any(data['suffixes'])})"
    return re.compile(rf"(?P<head>(?:{_any(known)})|{composed}|(?:行政)?主管部门){guard}(?:(?<=局)[\u4e00-\u9fff]{{2,3}}(?:分局|监管局|管理局))?")


@lru_cache(maxsize=1)
def _several() -> re.Pattern[str]:
    """Departments of which only some are named (发展改革、财政等部门), and the departments of a government (县级以上人民政府有关部门)."""
    fields = _any(_data()["fields"])
    return re.compile(rf"(?:{fields})(?:(?:[、和与及或]|以及|或者)(?:{fields}))+等?(?:有关|相关)?部门|(?:国务院|(?:人民)?政府)(?:及其)?(?:[\u4e00-\u9fff、]{{0,30}}等)?(?:有关|相关|各)(?:行业)?(?:行政)?(?:主管|管理)?部门|(?:{fields})等(?:有关|相关)?部门")


@lru_cache(maxsize=1)
def _named() -> tuple[tuple[re.Pattern[str], str, Group], ...]:
    return tuple((re.compile(entry["pattern"]), entry.get("name", ""), entry["group"]) for entry in _data()["named"])


@lru_cache(maxsize=1)
def _places() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(list(_data()['places']))})(?:人民政府)?(?!场|级|域|间|类|项|方面|政策)")


@lru_cache(maxsize=1)
def _applicants() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(_data()['applicants'])})(?![类库化名所])")
