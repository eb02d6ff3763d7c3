"""What a question names: places, documents, types, levels, grades, values, years, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from ...extract import dates, quantities
from ...extract.facts import Reference, Target
from ...extract.mentions import DateMention, Quantity
from ...extract.tagger import tagger
from ...ontology.concepts import Concept, Regions, without_quotes
from ...ontology.schemes import schemes
from .lexicon import lexicon
from .scene import WHOLE, Scene

EVERYWHERE = re.compile(
    r"哪些?(?:几个)?(?:地方|省|市|文件|地区|城市|方案|政策|家文件)|哪里(?!受理|申报|报|交|公布|出|查|看|申请)|哪儿|"
    r"(?:几|多少)个(?:地方|省|市|地区|文件|省市|方案)|哪(?:几)?(?:份|个)(?:文件|省|地|方案)|谁家|各地|各省|全部地方|所有(?:地方|省|地区)|几个地方|几份文件|各个?(?:文件|地)"
)
"""That a question asks about all places."""
_FIGURE = re.compile(r"[0-9]{2,}(?:\.[0-9]+)?")
_SPOKEN = re.compile(r"[\u4e00-\u9fff]{3,}")
ASKING = re.compile(r"多少|几|谁|哪|什么|怎|何|多久|吗|是否|能否|不能|有没有|有无")
_NUMBER = re.compile(r"(?:[\u4e00-\u9fff]{1,6})?[〔(（]\d{4}[〕)）]?\d{1,4}号|(?<!\d)(\d{1,4})号(?:文|通知|文件)?")
_STANDARD = re.compile(r"GB/?T?\s?(\d{3,6})(?:[-—]\d{4})?", re.IGNORECASE)
_EMPTY = frozenset("mqrpucyoekhw")  # tags of words that tell nothing: numbers, pronouns, particles …
_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What one question names.

    Attributes:
        text: the question.
        places: codes of places, as named.
        documents: identifiers of documents that are named by number or title.
        types: labels of types.
        levels, grades: keys of levels and grades.
        quantities, times: values and times given.
        years: years given.
        scopes: regions, industries or bodies as targets name them.
        references: numbers and titles of documents that facts refer to.
        everywhere: whether it asks which places, or about all of them.
        words: what is left, as words that tell something.
        common: words that are left too, and stand in nearly every text.
        figures: numbers of two digits or more that are no years and name no document.
        focus: those of them that stand in the very clause that asks.
    """

    text: str
    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = field(default=(), repr=False)
    times: tuple[DateMention, ...] = field(default=(), repr=False)
    years: tuple[int, ...] = ()
    scopes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    everywhere: bool = False
    words: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()

    def heir_of(self, before: Slots) -> Slots:
        """These slots, those that are empty filled from a question before."""
        placed = self.places or self.documents or self.everywhere
        return replace(
            self,
            places=self.places if placed else before.places,
            documents=self.documents if placed else before.documents,
            types=self.types or before.types,
            levels=self.levels or (before.levels if not self.types else ()),
            grades=self.grades or (before.grades if not self.types and not self.quantities else ()),
        )


def read_slots(text: str, scene: Scene) -> Slots:
    """What a question names.

    Args:
        text: the question, tidy.
        scene: what it is asked of.
    """
    taken = _Taken(text)
    documents = _documents(taken, scene)
    references = _references(taken, scene)
    types = _types(taken, scene)
    grades = tuple(dict.fromkeys(taken.all(_names("grade"))))
    levels = tuple(dict.fromkeys([*taken.all(_names("level")), *(level for level, said in lexicon().tiers.items() if said.search(text))]))
    scopes = _scopes(taken, scene)
    places = _places(taken, scene)
    found = quantities.find(text)
    times = tuple(dates.find(text))
    points = [point for each in times for point in (each.value, each.until) if point and re.match(r"\d{4}", point)]
    years = tuple(dict.fromkeys(int(point[:4]) for point in points))
    types = types or _elliptic(taken, scene) or _status(taken, scene)
    if places and all(Regions.rank(schemes().regions[code]) == 1 and schemes().regions[code].label.endswith("市") for code in places):
        levels = tuple("省级" if level == "市级" else level for level in levels)
    everywhere = bool(EVERYWHERE.search(text))
    every = tuple(_left(taken.rest()))
    words = tuple(word for word in every if word not in lexicon().common)
    words += tuple(dict.fromkeys(said for each in times if _SPOKEN.fullmatch(said := text[each.start : each.end]) and each.kind != "year"))
    asking = next((piece for piece in re.split(r"[，。；：:]", text) if ASKING.search(piece)), text)
    return Slots(
        text=text, places=places, documents=documents, types=types, levels=levels, grades=grades, quantities=tuple(found), times=times,
        years=years, scopes=scopes, references=references, everywhere=everywhere, words=words,
        common=tuple(word for word in every if word not in words),
        figures=tuple(each for each in _FIGURE.findall(taken.rest()) if each not in map(str, years)),
        focus=tuple(word for word in words if len(word) > 1 and word in asking),
    )  # fmt: skip


class _Taken:
    """A text from which names are taken, the longest first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._free = [True] * len(text)

    def all(self, names: Callable[[str], str | None], longest: int = 24, least: int = 2) -> Iterator[str]:
        """What the names in the text mean, in the order of the text; they are taken."""
        found: list[tuple[int, str]] = []
        for size in range(min(longest, len(self.text)), least - 1, -1):
            for start in range(len(self.text) - size + 1):
                if all(self._free[start : start + size]) and (meant := names(self.text[start : start + size])):
                    found.append((start, meant))
                    self.take(start, start + size)
        yield from (meant for _, meant in sorted(found))

    def take(self, start: int, end: int) -> None:
        self._free[start:end] = [False] * (end - start)

    def free(self, start: int, end: int) -> bool:
        return all(self._free[start:end])

    def rest(self) -> str:
        return "".join(char if free else " " for char, free in zip(self.text, self._free, strict=True))


@cache
def _names(scheme: str) -> Callable[[str], str | None]:
    index = {name: concept.key for name, concept in reversed(schemes()[scheme].surfaces())}
    return index.get


def _types(taken: _Taken, scene: Scene) -> tuple[str, ...]:
    index = _names("type")
    own = {without_quotes(label): label for label in scene.types if len(label) > 2}
    return tuple(dict.fromkeys(taken.all(lambda name: index(name) or own.get(name))))


def _elliptic(taken: _Taken, scene: Scene) -> tuple[str, ...]:
    """Types that a bare noun stands for: of those of the graph that end with it the shortest name that is oftenest used."""
    found: list[str] = []
    for word in sorted(lexicon().elliptic, key=len, reverse=True):
        at = taken.text.find(word)
        if at >= 0 and taken.free(at, at + len(word)):
            noun = lexicon().elliptic[word]
            known = [label for label in scene.types if label.endswith(noun) and label != noun and schemes().types.get(label)]
            counted = {label: sum(label in each for each in scene.types) for label in known}
            if known:
                taken.take(at, at + len(word))
                found.append(min(known, key=lambda label: (-counted[label], len(label), label)))
    return tuple(dict.fromkeys(found))


def _status(taken: _Taken, scene: Scene) -> tuple[str, ...]:
    """The type that texts call by the words for the status itself (示范单位, 称号)."""
    if not lexicon().statuses.search(taken.text):
        return ()
    types = schemes().types
    return tuple(label for label in scene.types if label in types and "示范单位" in types[label].properties.get("contextualLabel", ()))[:1]


def _places(taken: _Taken, scene: Scene) -> tuple[str, ...]:
    text, found = taken.text, dict[int, str]()
    for match in lexicon().nation.finditer(text):
        if taken.free(match.start(), match.start() + 1):
            found[match.start()] = "000000"
            taken.take(*match.span())
    names = _place_names()
    cut = [word for word, _ in tagger().cut(text)]
    edges = {0, *(sum(map(len, cut[: at + 1])) for at in range(len(cut)))}
    for size in range(min(12, len(text)), 1, -1):
        for start in range(len(text) - size + 1):
            if taken.free(start, start + size) and (code := names.get(text[start : start + size])):
                if (size < 3 and start not in edges) or not _meant(text[start : start + size], code, scene):
                    continue  # 大理 in 五大理念
                found[start] = code
                taken.take(start, start + size)
    at = 0
    for before, word in zip(["", *cut], cut, strict=False):
        apart = not before or not _WORD.search(before) or before in lexicon().stops or before in names or before in _letters()
        if len(word) == 1 and apart and taken.free(at, at + 1) and (code := _letters().get(word)):
            found[at] = code
            taken.take(at, at + 1)
        at += len(word)
    if not found and (match := lexicon().nation_alone.search(text)) and "000000" in scene.held:
        found[match.start()] = "000000"
        taken.take(*match.span())
    return tuple(dict.fromkeys(code for _, code in sorted(found.items())))


def _meant(name: str, code: str, scene: Scene) -> bool:
    """Whether a short name of a county (慈溪) can be meant: many are words too (合作, 延长), so only where the place above is held."""
    regions = schemes().regions
    place = regions[code]
    above = [each.key for each in regions.ancestors(place) if each.key != "000000"]
    return Regions.rank(place) < 3 or name == place.label or any(each in scene.held for each in above)


@cache
def _place_names() -> dict[str, str]:
    """Names of two characters or more: of counties only those in full."""
    regions, banned = schemes().regions, lexicon().not_places
    names: dict[str, str] = {}
    for surface, place in regions.surfaces():
        if surface in banned or place.key == "000000" or (Regions.rank(place) == 3 and not _names_county(surface, place)):
            continue
        meant = regions.resolve(surface)
        if meant is not None:
            names[surface] = meant.key
    return names


def _names_county(surface: str, place: Concept) -> bool:
    """Whether a name can only mean the county: its full name, or a short one that is no other word."""
    if place.deprecated:
        return surface == place.label
    return (surface == place.label and len(surface) > 2) or [tag for _, tag in tagger().cut(surface)] == ["ns"]


@cache
def _letters() -> dict[str, str]:
    """Names of one character (闽, 沪, 甬)."""
    regions, banned = schemes().regions, lexicon().not_places
    every = {name for place in regions.values() for name in place.names if len(name) == 1 and name not in banned}
    return {name: place.key for name in sorted(every) if (place := regions.resolve(name)) is not None}


def _documents(taken: _Taken, scene: Scene) -> tuple[str, ...]:
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


def _references(taken: _Taken, scene: Scene) -> tuple[str, ...]:
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


_COMMON = frozenset(
    {"绿色", "工业", "产业", "行业", "领域", "服务", "管理", "设计", "评价", "生态", "示范", "机构", "新区", "重点", "工厂"}
)
_PLAIN = re.compile(r"[（(].*?[)）]|股份|有限|责任|公司|集团|总公司|等?(?:行业|产业|领域|高端产业)$|[“”]|规上|企业$")


def _scopes(taken: _Taken, scene: Scene) -> tuple[str, ...]:
    """Regions, industries and bodies that targets are set for, named in full, in part or by a short form (上汽集团)."""
    named = {scope: _overlap(scope, own, taken) for scope, own in _all_scopes(scene).items()}
    most = max(named.values(), default=0)
    return tuple(scope for scope, length in named.items() if length == most) if most > 1 else ()


def _all_scopes(scene: Scene) -> dict[str, str]:
    """The scopes of all targets with what is their own: without the place's name and the words that many share."""
    return scene.kept("scopes", lambda: _read_scopes(scene)) if len(scene.documents) <= WHOLE else {}


def _read_scopes(scene: Scene) -> dict[str, str]:
    places = [name for code in scene.held if (place := scene.place(code)) for name in place.names if len(name) > 1]
    found: dict[str, str] = {}
    for _, fact in scene.facts(("target",), scene.documents):
        if isinstance(fact, Target) and fact.scope:
            own = _PLAIN.sub("", fact.scope)
            for name in sorted(places, key=len, reverse=True):
                own = own.removeprefix(name)
            found[fact.scope] = own
    return found


def _overlap(scope: str, own: str, taken: _Taken) -> int:
    """How many characters of a scope a text names: a part of its own name, or a short form that keeps the order of its characters."""
    text, rest, stops = taken.text, taken.rest(), _dull()
    whole = _PLAIN.sub("", scope)
    for size in range(len(whole), 3, -1) if whole != own else ():
        if whole[:size] in text and len(whole) - size < len(own):  # 上海医药, not 上海 alone
            return size
    for size in range(len(own), 1, -1):
        for start in range(len(own) - size + 1):
            part = own[start : start + size]
            if part in rest and part not in stops and part[:2] not in stops and part[-2:] not in stops and _telling(part, own):
                return size
    for size in range(6, 1, -1):
        for start in range(len(text) - size + 1):
            if text[start] == scope[0] and _is_short_for(text[start : start + size], scope, own):
                return size
    return 0


def _is_short_for(short: str, scope: str, own: str) -> bool:
    """Whether a short form keeps the order of a name's characters and the first of its own (上汽集团, 中国商飞 …)."""
    at = short.find(own[:1])
    return 0 < at < max(len(short) - 1, 2) and short[0] == scope[0] and _in_order(short, scope) and scope.startswith(short[:at])


@cache
def _dull() -> frozenset[str]:
    return lexicon().stops | lexicon().common | _COMMON


def _telling(part: str, own: str) -> bool:
    """Whether a part of a name is enough to mean it: its beginning, three characters, or a word that names something (临港)."""
    if len(part) > 2 or own.startswith(part):
        return True
    return any(tag[:2] in ("ns", "nt", "nz", "nr", "x", "j") for _, tag in tagger().cut(part)[:1])


def _in_order(short: str, long: str) -> bool:
    at = iter(long)
    return all(char in at for char in short)


def _left(rest: str) -> Iterator[str]:
    known = lexicon()
    seen: set[str] = set()
    for word, tag in tagger().cut(rest):
        if not _WORD.search(word) or word in known.stops or word in seen or tag[0] in _EMPTY:
            continue
        if len(word) > 1 or word in known.same or tag[0] not in "xvdf":
            seen.add(word)
            yield word


def surfaces(scene: Scene) -> Iterable[str]:
    """Names that slips are mended to: types, held places and those above, grades, key words."""
    yield from (name for concept in schemes().types.values() for name in concept.names if len(name) > 2)
    for code in scene.held:
        place = scene.place(code)
        if place is not None:
            yield from (name for name in place.names if len(name) > 1)
    yield from (name for concept in schemes().levels.values() for name in concept.names if len(name) > 1)
    yield from lexicon().heard
