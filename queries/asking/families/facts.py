"""Questions that facts of one kind answer: awards, targets, conditions, cycles, exemptions, industries, steps, references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ....extract.facts import Agency, Criterion, Fact, Reference, Sector, Target, Threshold
from ....ontology.schemes import schemes
from ..intents import Intent
from ..lexicon import lexicon
from ..ranking import Found, coverage, held, suiting, weighed, weights_of
from ..reply import Reply, unique
from ..scene import Scene
from ..sentences import sentence_before
from ..slots import Slots
from ..wording import place_of, quoted
from .comparing import verdicts
from .conditions import judged
from .divided import ALL_SCOPES, ALL_SCOPES_WORDS, asks_of_table, dated, left_out, of_other_types, of_table, undivided
from .scope import Scope, looked_at
from .telling import by_document, nothing, silent_places
from .values import has_value
from .verdict import DOUBT, verdict_on

_ACTIONS = frozenset({"cycle", "whether"})  # whose cues hold what is done, which tells one fact from another
_ASKS_COUNT = re.compile(r"多少(?:个|家|项|名|人|位|条)|(?<!哪)几(?:个|家|项|名|人|位|条)")
_COUNT = re.compile(r"[0-9一二两三四五六七八九十百]+(?:个|家|项|种|名|人|位|条|次|类|套)")
_ABOUT = 0.2
"""The share of the words that a condition must hold to say whether something is so."""
_UNCOUNTED = 0.4
"""What a list is worth to a question for a number: a sentence may state it."""
_HOW_MANY = re.compile(r"几(?:个)?(?:步|环节|阶段)|多少(?:个)?(?:步|环节)")
_OF_EVALUATORS = re.compile(r"资质的?(?:第三方)?(?:评价)?(?:机构|中心|单位)|评价机构[^，？]{0,6}资质")
"""Asks what an evaluator must be, which conditions for applicants do not say."""
_NONE = re.compile(r"(?:没有|没|未|不)(?:有)?(?:规定|写|提|设|明确|给|说|要求|讲)")
"""Asks who is silent."""
_BASIS = re.compile(r"依据|根据|上位")


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """What the facts of the intent's kinds say."""
    found = suiting(scene, slots, intent.kinds, scope.ids)
    if not found and intent.name == "target":  # what is set for all kinds of it (绿色制造体系建设目标)
        found = suiting(scene, _of_all_types(slots), intent.kinds, scope.ids)
    stated = [each for each in found if has_value(each.fact, intent.asks) and _suits(each.fact, slots)]
    words = words_for(slots, intent)
    unheard = any(not scene.knows(word) for word in re.findall(r"[A-Za-z]{2,}", slots.text))
    if intent.asks == "truth" and (unheard or not (words or slots.types)):
        return nothing(scene, intent.zh, scope)  # whether what? no condition can be told from another
    words += slots.levels if intent.name == "step" else ()
    if ALL_SCOPES.search(slots.text):  # the words for the regions and bodies of a table tell none of its rows from the others
        words = [word for word in words if not ALL_SCOPES_WORDS.fullmatch(word)]
    if intent.name == "target":
        if lexicon().realised.search(slots.text):
            stated = [each for each in stated if not isinstance(each.fact, Target)]  # what has come about is no plan
        if not slots.everywhere and asks_of_table(slots.text):
            stated = of_table(stated, slots.text)
        if (
            slots.scopes
            and slots.types
            and not any(getattr(each.fact, "scope", None) in slots.scopes for each in stated)
            and (others := of_other_types(scene, slots, scope))
        ):
            return _not_said(scene, intent, scope, others, final=True)
        if left_out(scene, slots, scope, stated) or undivided(slots, stated):
            return _not_said(scene, intent, scope, [], final=True)
    if intent.name in ("criterion", "whether"):
        stated = [each for each in stated if getattr(each.fact, "effect", None) != "keep"] or stated
        if slots.scopes:  # what is asked of a region or body
            stated = [each for each in stated if any(scope in each.text for scope in slots.scopes)]
    if intent.name == "criterion" and _OF_EVALUATORS.search(slots.text):
        stated = [each for each in stated if re.search(r"机构|中心", each.text)]
    ranked = best_of(weighed(stated, words), slots)
    if intent.asks == "count" and any(isinstance(each.fact, Threshold) for each in ranked):
        ranked = [each for each in ranked if isinstance(each.fact, Threshold)]
    if intent.name == "reference" and _BASIS.search(slots.text) and not slots.focus:
        ranked = [each for each in ranked if isinstance(each.fact, Reference) and each.fact.role == "basis"] or ranked
    if intent.name == "duties":  # those of the body that is named
        ranked = _of_body(scene, slots, [each for each in ranked if any(held(word, _name(each.fact)) for word in words)]) or ranked
    most = max((each.score for each in ranked), default=0.0)
    known = any(scene.knows(word) for word in words if word in slots.words)
    if most < _ABOUT and ((intent.name == "whether" and words) or (intent.name == "count" and known)):
        ranked, found = [], []  # conditions that hold nothing of what is asked about
    if not ranked and intent.asks == "count" and (told := judged(scene, slots, scope.ids)):
        return Reply("answered", [line for line, _ in told], unique(said for _, said in told), scope.notes)
    if not ranked:
        return _not_said(scene, intent, scope, weighed(found, words), final=bool(found and slots.years and not dated(scene, slots, scope)))
    score = fit(slots, words, ranked) * (_UNCOUNTED if intent.name == "sector" and _ASKS_COUNT.search(slots.text) else 1.0)
    if any(getattr(each.fact, "scope", None) in slots.scopes for each in ranked):
        score = 1.0  # the very region or body that is asked about
    lines = by_document(scene, ranked, intent)
    if (verdict := verdict_on(slots, intent, ranked)) is not None:
        lines = [verdict, *lines]
    if intent.name == "step" and _HOW_MANY.search(slots.text):
        lines = [_counted(scene, ranked), *lines]
    lines = [*verdicts(scene, slots, ranked), *_listed(slots, ranked), *lines]
    earlier = unique(
        before for each in ranked if "上述" in each.fact.quote[:12] and (before := sentence_before(scene, each.said)) is not None
    )
    lines += [f"所说的“上述”：{quoted(earlier, 300)}"] if earlier else []
    silent = tuple(doc for doc in scope.ids if not any(each.fact.doc == doc for each in ranked))
    if slots.everywhere and silent and _NONE.search(slots.text):
        lines = [f"{looked_at(scene, silent)}没有写明{intent.zh}；写明的是：", *lines]
    lines += silent_places(scene, scope, ranked)
    return Reply("answered", lines, unique([*(each.said for each in ranked), *earlier]), scope.notes, score=score)


def _name(fact: Fact) -> str:
    return fact.name if isinstance(fact, Agency) else ""


def _of_body(scene: Scene, slots: Slots, named: list[Found]) -> list[Found]:
    """Of bodies of one name (省经信委, 设区市经信委) those of the very place, unless the question speaks of those below it."""
    labels = tuple(place.label for code in slots.places if (place := scene.place(code)) is not None)
    own = [each for each in named if isinstance(each.fact, Agency) and labels and each.fact.canonical.startswith(labels)]
    below = any(code not in scene.held for code in slots.places) or re.search(r"区县|设区|各市|各区|市县", slots.text)
    return named if below else own or named


def _of_all_types(slots: Slots) -> Slots:
    """Slots without the types that include others (绿色制造示范单位), or as they are where others are named too."""
    types = schemes().types
    wide = {label for label in slots.types if label in types and "示范单位" in types[label].properties.get("contextualLabel", ())}
    return replace(slots, types=()) if wide == set(slots.types) else slots


def _not_said(scene: Scene, intent: Intent, scope: Scope, near: list[Found], *, final: bool) -> Reply:
    return replace(nothing(scene, intent.zh, scope, [each.said for each in near[:3]]), final=final)


def words_for(slots: Slots, intent: Intent) -> list[str]:
    """The words of a question that its intent does not already account for."""
    text = slots.text
    cues = [text[start:end] for start, end in intent.spans(text)] if intent.name not in _ACTIONS else []
    cues += [match.group() for said in lexicon().forms.values() for match in said.finditer(text)] if "incentive" in intent.kinds else []
    common = slots.common if intent.asks == "count" else ()
    return [word for word in (*slots.words, *common) if not any(word in cue for cue in cues)]


def fit(slots: Slots, words: Sequence[str], ranked: Sequence[Found]) -> float:
    """How well facts fit: the share of the words of the asking clause that the best of them holds, 1 where it has none that tells."""
    focus = [word for word in slots.focus if word in words]
    weights = weights_of(focus, [each.text for each in ranked])
    return max((coverage(each.text, weights) for each in ranked), default=0.0) if focus else 1.0


def best_of(ranked: Sequence[Found], slots: Slots) -> list[Found]:
    """The facts that hold about as many of the words as any does, in the order of the texts; of each document, where several places are
    asked about.
    """
    if len(slots.places) > 1:
        docs = sorted({each.fact.doc for each in ranked})
        return [best for doc in docs for best in _best([each for each in ranked if each.fact.doc == doc])]
    return _best(ranked)


def _best(ranked: Sequence[Found]) -> list[Found]:
    if not ranked:
        return []
    most = max(each.score for each in ranked)
    kept = [each for each in ranked if each.score >= 0.6 * most]
    return sorted(kept, key=lambda each: (each.fact.doc, each.fact.start))


def _listed(slots: Slots, ranked: Sequence[Found]) -> list[str]:
    """Whether the industry that a question names is among those listed."""
    listed = {fact.sector for each in ranked if isinstance(fact := each.fact, Sector)}
    if not listed or not (DOUBT.search(slots.text) or re.search(r"有没有|有无|包不包|在不在|是否", slots.text)):
        return []
    sectors = schemes().sectors
    named = {name: concept for name, concept in sectors.surfaces() if name in slots.text}
    named = {name: concept for name, concept in named.items() if not any(name != other and name in other for other in named)}
    return [f"{'列出了' if listed & set(concept.names) else '没有列出'}“{name}”。" for name, concept in named.items()]


def _counted(scene: Scene, ranked: Sequence[Found]) -> str:
    """How many steps each document has."""
    docs = dict.fromkeys(each.fact.doc for each in ranked)
    return "；".join(f"{place_of(scene.documents[doc])}共 {sum(each.fact.doc == doc for each in ranked)} 步" for doc in docs) + "。"


def _suits(fact: Fact, slots: Slots) -> bool:
    """Whether a fact suits the years and states a number where a question asks for them."""
    if isinstance(fact, Criterion) and _ASKS_COUNT.search(slots.text):
        return _COUNT.search(fact.quote) is not None
    if isinstance(fact, Target) and slots.years and fact.by:
        return int(fact.by[:4]) in slots.years or any(each.kind == "range" for each in slots.times)
    return True
