"""What a question names: places, documents, types, levels, grades, values, years, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ...extract import dates, quantities
from ...extract.mentions import DateMention, Quantity
from ...extract.tagger import tagger
from ...ontology.concepts import Regions
from ...ontology.schemes import schemes
from .lexicon import lexicon
from .namedpapers import documents_in, references_in
from .namedplaces import places_in
from .namedscopes import scopes_in
from .namedtypes import coordinated_in, elliptic_in, status_in, types_in
from .scene import Scene
from .taken import Taken, names_of

_FIGURE = re.compile(r"[0-9]{2,}(?:\.[0-9]+)?")
_STARS = ("一星级", "二星级", "三星级", "四星级", "五星级")
_RANGE = re.compile(r"星级?(?:到|至|-|—|~)[一二三四五1-5]?星")
_OF_ALL = re.compile("总共|一共|合计|总计|总数|加起来|全部")
_SPOKEN = re.compile(r"[\u4e00-\u9fff]{3,}")
ASKING = re.compile(r"多少|几|谁|哪|什么|怎|何|多久|吗|是否|能否|不能|有没有|有无|([是要能会行该用])不\1")
"""Words that ask."""
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
        scoped: how it writes the scopes.
        rest: the question with blanks for the names of documents, types, places, levels and grades.
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
    scoped: tuple[str, ...] = ()
    rest: str = field(default="", repr=False)

    def heir_of(self, before: Slots) -> Slots:
        """These slots, those that are empty filled from a question before."""
        placed = self.places or self.documents or self.everywhere
        tiers = not self.types and not _OF_ALL.search(self.text)  # 四星的有几家、总共几家
        return replace(
            self,
            places=self.places if placed else before.places,
            documents=self.documents if placed else before.documents,
            types=self.types or before.types,
            levels=self.levels or (before.levels if tiers else ()),
            grades=self.grades or (before.grades if tiers and not self.quantities else ()),
        )


def read_slots(text: str, scene: Scene) -> Slots:
    """What a question names.

    Args:
        text: the question, tidy.
        scene: what it is asked of.
    """
    taken = Taken(text)
    documents = documents_in(taken, scene)
    references = references_in(taken, scene)
    types = types_in(taken, scene)
    types = (types + coordinated_in(taken, scene, types)) or elliptic_in(taken, scene) or status_in(taken, scene)
    grades = _between(tuple(grade for grade in dict.fromkeys(taken.all(names_of("grade"))) if grade not in lexicon().not_grades), text)
    levels = tuple(dict.fromkeys([*taken.all(names_of("level")), *(level for level, said in lexicon().tiers.items() if said.search(text))]))
    before = taken.rest()
    scopes = scopes_in(taken, scene)
    scoped = {at for at, (was, now) in enumerate(zip(before, taken.rest(), strict=True)) if was != now}
    regions = tuple(place.key for scope in scopes if (place := schemes().regions.resolve(scope)) is not None)
    places = places_in(taken, scene) or regions  # 浦东, which targets are set for
    found = quantities.find(text)
    times = tuple(dates.find(text))
    points = [point for each in times for point in (each.value, each.until) if point and re.match(r"\d{4}", point)]
    years = tuple(dict.fromkeys(int(point[:4]) for point in points))
    if places and all(Regions.rank(schemes().regions[code]) == 1 and schemes().regions[code].label.endswith("市") for code in places):
        levels = tuple("省级" if level == "市级" else level for level in levels)
    everywhere = bool(lexicon().everywhere.search(text))
    every = tuple(word for word in _left(taken.rest()) if not any(word in scope for scope in scopes))
    words = tuple(word for word in every if word not in lexicon().common)
    words += tuple(dict.fromkeys(said for each in times if _SPOKEN.fullmatch(said := text[each.start : each.end]) and each.kind != "year"))
    asking = "，".join(piece for piece in re.split(r"[，。；：:]", text) if ASKING.search(piece)) or text
    rest = taken.rest()
    return Slots(
        text=text, places=places, documents=documents, types=types, levels=levels, grades=grades, quantities=tuple(found), times=times,
        years=years, scopes=scopes, references=references, everywhere=everywhere, words=words,
        common=tuple(word for word in every if word not in words),
        figures=tuple(each for each in _FIGURE.findall(rest) if each not in map(str, years)),
        focus=tuple(word for word in words if len(word) > 1 and word in asking and word not in lexicon().general),
        scoped=tuple(re.findall(r"\w{2,}", "".join(char if at in scoped else " " for at, char in enumerate(text)))),
        rest="".join(text[at] if at in scoped else char for at, char in enumerate(rest)),
    )  # fmt: skip


def _between(grades: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Grades with those between the ends of a range (三星到五星)."""
    if len(grades) != 2 or not _RANGE.search(text) or not all(grade in _STARS for grade in grades):
        return grades
    low, high = sorted(map(_STARS.index, grades))
    return tuple(_STARS[low : high + 1])


def _left(rest: str) -> Iterator[str]:
    known = lexicon()
    seen: set[str] = set()
    for word, tag in _joined(tagger().cut(rest)):
        if not _WORD.search(word) or word in known.stops or word in seen or tag[0] in _EMPTY:
            continue
        if len(word) > 1 or word in known.same or tag[0] not in "xvdf":
            seen.add(word)
            yield word


def _joined(cut: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words with neighbouring single nouns made one (央企, which the dictionary does not have)."""
    run = ""
    for word, tag in cut:
        if len(word) == 1 and tag[0] in "nj" and word not in lexicon().same and word not in lexicon().stops:
            run += word
            continue
        if run:
            yield run, "n"
            run = ""
        yield word, tag
    if run:
        yield run, "n"


def surfaces(scene: Scene) -> Iterator[str]:
    """Names that slips are mended to: types, held places and those above, grades, key words."""
    yield from (name for concept in schemes().types.values() for name in concept.names if len(name) > 2)
    for code in scene.held:
        place = scene.place(code)
        if place is not None:
            yield from (name for name in place.names if len(name) > 1)
    yield from (name for concept in schemes().levels.values() for name in concept.names if len(name) > 1)
    yield from lexicon().heard
