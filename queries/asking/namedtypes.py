"""Types that a question names: in full, by a bare noun (工厂), or by words for the status itself (称号)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ontology.concepts import without_quotes
from ...ontology.schemes import schemes
from .lexicon import lexicon
from .scene import Scene
from .taken import Taken, names_of

_NOUN = r"工厂|园区|供应链|产品"
_LISTED = re.compile(rf"[、和与跟及，](?:示范|试点|绿色)?({_NOUN})(?!和?名单|质量|目录)")
_RUN = re.compile(rf"(?:{_NOUN})((?:{_NOUN})+)(?=各|分别|都|一共|总共|合计|的|要|有|到|建|目标|任务|数量|多少|几|$|[，？?])")
"""Nouns that follow one another without marks (绿色工厂园区产品各多少)."""


def types_in(taken: Taken, scene: Scene) -> tuple[str, ...]:
    """Labels of the types that are named in full, the schemes' and the graph's own, in the order of the text."""
    index = names_of("type")
    own = {without_quotes(label): label for label in scene.types if len(label) > 2}
    return tuple(dict.fromkeys(taken.all(lambda name: index(name) or own.get(name))))


def coordinated_in(taken: Taken, scene: Scene, named: Sequence[str]) -> tuple[str, ...]:
    """Types that a bare noun stands for in a list with one that is named in full (绿色工厂、园区、产品)."""
    found: list[str] = []
    spans = [(match.start(1), match.end(1)) for match in _LISTED.finditer(taken.text)]
    for run in _RUN.finditer(taken.text):
        spans += [(run.start(1) + each.start(), run.start(1) + each.end()) for each in re.finditer(_NOUN, run[1])]
    for start, end in spans if named else ():
        label = _meant_by(taken.text[start:end], scene)
        if label and taken.free(start, end):
            taken.take(start, end)
            found.append(label)
    return tuple(label for label in dict.fromkeys(found) if label not in named)


def elliptic_in(taken: Taken, scene: Scene) -> tuple[str, ...]:
    """Types that a bare noun stands for: of those of the graph that end with it the shortest name that is oftenest used."""
    found: list[str] = []
    for word in sorted(lexicon().elliptic, key=len, reverse=True):
        at = taken.text.find(word)
        if at >= 0 and taken.free(at, at + len(word)):
            label = _meant_by(lexicon().elliptic[word], scene)
            if label:
                taken.take(at, at + len(word))
                found.append(label)
    return tuple(dict.fromkeys(found))


def _meant_by(noun: str, scene: Scene) -> str | None:
    known = [label for label in scene.types if label.endswith(noun) and label != noun and schemes().types.get(label)]
    counted = {label: sum(label in each for each in scene.types) for label in known}
    return min(known, key=lambda label: (-counted[label], len(label), label), default=None)


def status_in(taken: Taken, scene: Scene) -> tuple[str, ...]:
    """The type that texts call by the words for the status itself (示范单位, 称号)."""
    if not lexicon().statuses.search(taken.text):
        return ()
    types = schemes().types
    return tuple(label for label in scene.types if label in types and "示范单位" in types[label].properties.get("contextualLabel", ()))[:1]
