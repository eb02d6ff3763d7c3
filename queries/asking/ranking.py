"""Which facts a question is about: those that suit its slots, the best in words first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

from ...extract.facts import Fact, Incentive, Reference, Step, Target, Threshold
from ...ontology.schemes import schemes
from .counting import counts_another, same_counter
from .lexicon import lexicon
from .reply import Said
from .scene import Scene
from .slots import Slots

_LITTLE = 0.4  # what a word counts that nearly every text holds
_ENDS = "。；\n"
_EXACT = frozenset({"threshold", "criterion", "target", "sector"})
"""Kinds of which only what names the type most exactly counts."""
_NAMED_ONLY = frozenset({"threshold", "criterion", "target"})
"""Kinds whose facts say nothing about a type unless they name it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that may answer.

    Attributes:
        said: the fact with its citation.
        text: its words and those of its sentence.
        match: how well it suits the type: 3 it names the very type, 2 a close one, 1 a wider one, 0 none.
        score: share of the question's words that it holds, by weight.
    """

    said: Said
    text: str
    match: int
    score: float = 0.0

    @property
    def fact(self) -> Fact:
        """The fact."""
        assert self.said.fact is not None
        return self.said.fact


def suiting(scene: Scene, slots: Slots, kinds: Sequence[str], ids: Iterable[str]) -> list[Found]:
    """The facts of some kinds in some documents that suit the types, levels, grades and scopes of a question."""
    found: list[Found] = []
    for iri, fact in scene.facts(kinds, ids):
        match = _match(fact, slots)
        if match < 0 or not _tier(fact, slots) or not _asked_for(fact, slots):
            continue
        citation = scene.cite(fact, iri)
        if citation is not None:
            found.append(Found(Said(citation, fact, iri), _words_of(scene, fact), match))
    return _exactest(found, slots)


def _match(fact: Fact, slots: Slots) -> int:
    """How well the subject of a fact suits the types of a question; -1 for not at all."""
    if not slots.types:
        return 3
    types = schemes().types
    labels = [types.key_of(label) for label in (fact.subject or "").split("/") if label]
    if any(label in slots.types for label in labels):
        return 3
    close = {other for label in slots.types if label in types for other in types[label].close}
    if any(
        label.startswith(type) and len(label) > len(type) and label[-2:] in slots.text
        for label in labels
        for type in (*slots.types, *close)
    ):
        return 3  # 绿色设计产品评价标准
    if any(label in close for label in labels):
        return 2
    wider = {each.key for label in slots.types if label in types for each in types.ancestors(types[label])}
    if any(label in wider for label in labels) and fact.kind != "target":
        return 1
    narrower = any(label in types and any(each.key in slots.types for each in types.ancestors(types[label])) for label in labels)
    if narrower and fact.kind != "target":
        return 1
    if not labels or fact.kind in ("step", "agency", "reference", "deadline", "cycle"):
        return 0 if fact.kind not in _NAMED_ONLY else -1
    return 0 if fact.kind == "incentive" and labels[0] not in types else -1


def _tier(fact: Fact, slots: Slots) -> bool:
    if _mixed(slots):
        return getattr(fact, "level", None) in slots.levels or getattr(fact, "grade", None) in slots.grades
    for name, wanted in (("level", slots.levels), ("grade", slots.grades)):
        value = getattr(fact, name, None)
        if wanted and value is not None and value not in wanted:
            return False
    return True


def _mixed(slots: Slots) -> bool:
    """Whether a level of one place is set beside a grade of another (上海五星级和福建国家级)."""
    return bool(slots.levels and slots.grades) and len(slots.places) > 1


_FIRST = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_ORDINAL = re.compile(r"第([一二三四五六七八1-8])(?:个)?(?:步|环节|阶段)")
_SHARE = re.compile(r"占比|比例|百分|比重|%")
_NUMBER_OF = re.compile(r"(?:多少|几)(?:家|个|条|种|项|名|人)|数量|任务数")


def _asked_for(fact: Fact, slots: Slots) -> bool:
    """Whether a fact is of the form, step, unit and side of a bound that the question asks for."""
    text = slots.text
    match fact:
        case Incentive():
            forms = {form for form, said in lexicon().forms.items() if said.search(text)}
            return not forms or fact.form in forms or "还是" in text  # money or a certificate: both are asked about
        case Step() if ordinal := _ORDINAL.search(text):
            return fact.order == (_FIRST.get(ordinal[1]) or int(ordinal[1]))
        case Target() if not same_counter(fact.unit, text) or counts_another(fact, slots):
            return False
        case Target() if fact.unit == "%":
            return not (_NUMBER_OF.search(text) and not _SHARE.search(text)) or "覆盖" in text
        case Target():
            return not _SHARE.search(text)
        case Threshold() if re.search(r"最多|不超过|上限|至多", text):
            return fact.max is not None
        case Threshold() if re.search(r"至少|不少于|最低|起码", text):
            return fact.min is not None
        case Reference() if re.search(r"国家标准|国标|GB", text) and not slots.references:
            return bool(fact.number and fact.number.startswith("GB"))
        case _:
            return True


def _exactest(found: list[Found], slots: Slots) -> list[Found]:
    """Of each document and kind only what names the type, level, grade and scope as exactly as any does; a grade of all documents."""
    graded = bool(slots.grades) and not _mixed(slots) and any(getattr(each.fact, "grade", None) for each in found)
    groups: dict[tuple[str, str], list[Found]] = {}
    for each in found:
        ungraded = hasattr(each.fact, "grade") and getattr(each.fact, "grade", None) is None
        if not (ungraded and (graded or (slots.grades and not _mixed(slots) and each.fact.kind == "threshold"))):
            groups.setdefault((each.fact.doc, each.fact.kind), []).append(each)
    kept: list[Found] = []
    for (_, kind), group in groups.items():
        if kind == "step" and "最后一步" in slots.text:
            group = group[-1:]
        if slots.types and kind in _EXACT:
            group = _closest(group, slots)
        if slots.levels and any(getattr(each.fact, "level", None) for each in group):
            group = [each for each in group if getattr(each.fact, "level", None)]
        kept += _of_scope(group, slots) if kind == "target" else group
    scoped = {each.fact.doc for each in kept if getattr(each.fact, "scope", None) in slots.scopes}
    return [each for each in kept if each.fact.kind != "target" or each.fact.doc in scoped] if scoped else kept


def _closest(group: list[Found], slots: Slots) -> list[Found]:
    """For each type of a question what names it as exactly as any does."""
    kept: set[int] = set()
    for type in slots.types:
        matches = [_match(each.fact, replace(slots, types=(type,))) for each in group]
        kept |= {at for at, match in enumerate(matches) if match == max(matches) and match >= 0}
    return [each for at, each in enumerate(group) if at in kept]


_EACH = re.compile(
    r"最[多少高低大小重](?:的)?(?:是)?(?:谁|哪)|谁[^，？]{0,10}最[多少重]|哪[个家](?!省|市|地|城|文件)[^，？]{0,12}最[多少重]|最[多少高低大小]的(?:区|集团|单位|企业|产业|行业)|各(?:要|有|是)?(?:多少|几)|各区|分解|分别|每个|各个|哪(?:个|家|些|几个|几家)(?:区|集团|单位|企业|公司|产业|行业)"
)


_SUM = re.compile(r"合计|总计|总数|加起来|(?:任务|分解|表).{0,12}(?:一共|总共)|(?:一共|总共).{0,12}(?:任务|分解|表)")
"""Asks for the row of sums of a table."""
_PARTS = re.compile(
    r"最[多少高低大小](?:的)?(?:是)?(?:哪|什么|谁)|(?:哪|谁).{0,10}最[多少高低大小]|(?:各|分别).{0,6}(?:多少|占|几)|细分|其中"
)
"""Asks for the parts of what it names, which stand in one clause with it."""


def _of_scope(group: list[Found], slots: Slots) -> list[Found]:
    """The targets for the regions or industries that the question names; else, of one type and unit, those for the whole place."""
    targets = [(each, each.fact) for each in group if isinstance(each.fact, Target)]
    if _SUM.search(slots.text) and not slots.scopes and any(fact.total for _, fact in targets):
        return [each for each, fact in targets if fact.total]
    named = [(each, fact) for each, fact in targets if fact.scope in slots.scopes]
    if len({fact.scope for _, fact in named}) == 1 and _PARTS.search(slots.text):  # the parts of what is named stand in the same clause
        paths, wholes = {fact.path for _, fact in named}, {None, *(fact.scope for _, fact in named)}
        parts = [each for each, fact in targets if fact.path in paths and fact.scope not in wholes]
        if len(parts) > 1:
            return parts
    if named:
        return [each for each, _ in named]
    if _EACH.search(slots.text):
        return group
    whole = {(fact.subject, fact.unit == "%") for _, fact in targets if fact.scope is None}
    return [each for each, fact in targets if fact.scope is None or (fact.subject, fact.unit == "%") not in whole]


def weighed(found: Sequence[Found], words: Sequence[str]) -> list[Found]:
    """The facts with their scores, the best first; of equals in the order given."""
    texts = [each.text for each in found]
    weights = {word: weight * (_LITTLE if word in lexicon().common else 1.0) for word, weight in weights_of(words, texts).items()}
    scored = [Found(each.said, each.text, each.match, coverage(each.text, weights)) for each in found]
    return sorted(scored, key=lambda each: (-round(each.score, 3), -each.match))


def weights_of(words: Sequence[str], texts: Sequence[str]) -> dict[str, float]:
    """How much each word tells: the rarer among the texts the more; words longer than two characters a little more."""
    count = max(len(texts), 1)
    return {word: (1.0 + log((1 + count) / (1 + sum(held(word, text) for text in texts)))) * min(len(word), 4) ** 0.5 for word in words}


def held(word: str, text: str) -> bool:
    """Whether a text holds a word or one that means the same."""
    return any(way in text for way in lexicon().ways(word))


def coverage(text: str, weights: dict[str, float]) -> float:
    """Share of the words that a text holds, by weight; of a long word its halves count half."""
    total = sum(weights.values())
    if not total:
        return 0.0
    return sum(weight * _part(word, text) for word, weight in weights.items()) / total


def _part(word: str, text: str) -> float:
    if held(word, text):
        return 1.0
    if len(word) >= 4 and any(word[at : at + 2] in text for at in (0, len(word) - 2)):
        return 0.5
    return 0.0


def _words_of(scene: Scene, fact: Fact) -> str:
    text = scene.text(fact.doc)
    ends = _ENDS + "，" if fact.kind == "cycle" else _ENDS
    start = max((text.rfind(end, 0, fact.start) for end in ends), default=-1) + 1
    stops = [at for end in ends if (at := text.find(end, max(fact.end - 1, fact.start))) >= 0]
    fields = (str(value) for name, value in fact.to_json().items() if isinstance(value, str) and name not in ("doc", "rule", "path"))
    return re.sub(r"\s", "", text[start : min(stops, default=fact.end)] + "|" + "|".join([fact.path, *fields]))
