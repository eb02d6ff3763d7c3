"""Concepts of SKOS schemes, and how a name finds the one that it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

_UNSEEN = re.compile(r"[\s“”‘’\"'「」『』﹁﹂]")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme; two are equal when scheme and key are.

    Attributes:
        scheme: name of its scheme as in IRIs: ``type``, ``region``, ``agency`` …
        key: last segment of its IRI: the label; for regions the six digits; for forms, roles and the like an English word.
        label: preferred Chinese name (skos:prefLabel).
        label_en: preferred English name, or empty.
        aliases: other Chinese names (skos:altLabel), sorted.
        notation: its code (skos:notation), or empty.
        broader: key of the concept above (skos:broader, or skos:broadMatch within the scheme), or empty.
        close: keys of concepts that the same words may mean (skos:closeMatch), sorted.
        classes: local names of its classes in our vocabulary (``DemonstrationType``), sorted.
        properties: its other properties in our vocabulary by local name, as text, sorted (``contextualLabel``, ``order`` …).
        deprecated: whether it is no longer in use (owl:deprecated), like the place 莱芜市.
    """

    scheme: str
    key: str
    label: str = field(compare=False)
    label_en: str = field(default="", compare=False)
    aliases: tuple[str, ...] = field(default=(), compare=False)
    notation: str = field(default="", compare=False)
    broader: str = field(default="", compare=False)
    close: tuple[str, ...] = field(default=(), compare=False)
    classes: tuple[str, ...] = field(default=(), compare=False)
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    deprecated: bool = field(default=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """All its Chinese names, the preferred one first."""
        return (self.label, *self.aliases)


def without_quotes(name: str) -> str:
    """A name without quotation marks and white space."""
    return _UNSEEN.sub("", name)


def plain(name: str) -> str:
    """A name as names are compared: compatibility forms folded (NFKC), without quotation marks and white space."""
    return without_quotes(unicodedata.normalize("NFKC", name))


class Scheme(Mapping[str, Concept]):
    """The concepts of one scheme by key, in the order of their keys.

    Args:
        name: the scheme's name as in IRIs.
        concepts: its concepts.
    """

    def __init__(self, name: str, concepts: Iterable[Concept]) -> None:
        self.name = name
        self._concepts = {concept.key: concept for concept in sorted(concepts, key=lambda concept: concept.key)}

    def __getitem__(self, key: str) -> Concept:
        return self._concepts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._concepts)

    def __len__(self) -> int:
        return len(self._concepts)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Concept, ...]]:
        index: dict[str, dict[Concept, None]] = {}
        for concept in self.values():
            for name in (concept.key, concept.notation, *concept.names):
                if name:
                    index.setdefault(plain(name), {})[concept] = None
        return {name: tuple(found) for name, found in index.items()}

    def named(self, name: str) -> tuple[Concept, ...]:
        """The concepts that bear this name, code or key; quotation marks, white space and width do not count."""
        return self._by_name.get(plain(name), ())

    def resolve(self, name: str) -> Concept | None:
        """The one concept that a name means; None when there is none or more than one."""
        found = self.named(name)
        return found[0] if len(found) == 1 else None

    def key_of(self, name: str) -> str:
        """The key of the one concept that bears exactly this name; the name itself where none or several do."""
        found = self.named(name)
        return found[0].key if len(found) == 1 else name

    def ancestors(self, concept: Concept) -> Iterator[Concept]:
        """The broader concepts, the nearest first."""
        above = self.get(concept.broader)
        while above is not None:
            yield above
            above = self.get(above.broader)

    def line(self, concept: Concept) -> tuple[Concept, ...]:
        """The concept and the broader ones, the nearest first."""
        return (concept, *self.ancestors(concept))

    def surfaces(self) -> list[tuple[str, Concept]]:
        """Every Chinese name of two characters or more with its concept, for a lexicon: longest first, then by code point."""
        pairs = ((name, concept) for concept in self.values() for name in concept.names if len(name) > 1)
        return sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0], pair[1].key))


class Types(Scheme):
    """Demonstration types (示范类型), found also behind a level word and before 示范单位, 试点企业 and the like.

    Args:
        name: the scheme's name.
        concepts: the types.
        prefixes: what may stand before a type's name without changing the type: 国家级, 省级, 国家 …
        suffixes: what may stand after it: 示范单位, 试点企业, 名单 …
    """

    def __init__(self, name: str, concepts: Iterable[Concept], prefixes: Iterable[str], suffixes: Iterable[str]) -> None:
        super().__init__(name, concepts)
        self._prefix = re.compile(rf"^(?:{_alternatives(prefixes)})的?")
        self._suffix = re.compile(rf"(?:{_alternatives(suffixes)})$")

    def resolve(self, name: str) -> Concept | None:
        """The type that a wording means, or None.

        A name that is not known as it stands is tried without its level word, then without a suffix that only says that it is
        a status.

        Args:
            name: a canonical label or any wording of a text: ``绿色工厂``, ``国家级绿色工厂示范单位``, ``专精特新"小巨人"企业``.
        """
        whole = plain(name)
        bare = self._prefix.sub("", whole)
        forms = (whole, bare, self._suffix.sub("", whole), self._suffix.sub("", bare))
        return next((concept for form in forms if (concept := super(Types, self).resolve(form)) is not None), None)


class Regions(Scheme):
    """Places by GB/T 2260 code; ``000000`` is the nation."""

    def resolve(self, name: str) -> Concept | None:
        """The place that a name means.

        Args:
            name: a code, a full or short name, a one-character abbreviation (闽, 沪, 甬), or the names of a larger and a smaller
                place written together (浙江省温州市鹿城区, 福建泉州).

        Returns:
            the place. Of several with one name, those that still exist go before those that do not, then the highest: 吉林
            is the province. None when the name is unknown, or fits several places of one rank (鼓楼区).
        """
        found = self.candidates(name)
        best = [place for place in found if _precedence(place) == _precedence(found[0])]
        return best[0] if len(best) == 1 else None

    def candidates(self, name: str) -> tuple[Concept, ...]:
        """All places that a name may mean, the likeliest first, so that a message can list them."""
        return tuple(sorted(dict.fromkeys(self._candidates(plain(name))), key=lambda place: (_precedence(place), place.key)))

    def within(self, place: Concept, area: Concept) -> bool:
        """Whether ``place`` is ``area`` or lies in it."""
        return place == area or area in self.ancestors(place)

    @staticmethod
    def rank(place: Concept) -> int:
        """0 for the nation, 1 for a province, 2 for a prefecture, 3 for a county.

        GB/T 2260: the code has two digits for each of the three ranks, ``00`` where a place is of a higher rank. Counties directly
        under a province (济源市, 419001) are of rank 3.
        """
        code = place.key
        return 3 if code[4:] != "00" else 2 if code[2:4] != "00" else 1 if code[:2] != "00" else 0

    def _candidates(self, name: str) -> Iterator[Concept]:
        if found := self.named(name):
            yield from found
            return
        for cut in range(len(name) - 2, 1, -1):  # both names have two characters or more
            for area in self.named(name[:cut]):
                yield from (place for place in self._candidates(name[cut:]) if place != area and self.within(place, area))


def _precedence(place: Concept) -> tuple[bool, int]:
    return place.deprecated, Regions.rank(place)


def _alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; one that never matches for none."""
    return "|".join(re.escape(plain(word)) for word in sorted(set(words), key=lambda word: (-len(word), word))) or r"(?!)"
