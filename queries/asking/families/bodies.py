"""Who does what: applies, accepts, evaluates, recognises, supervises, pays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....extract.facts import Agency
from ....extract.tagger import tagger
from ....ontology.yamlfiles import load_yaml
from ..intents import Intent
from ..lexicon import FOLDER
from ..ranking import Found, held, suiting, weighed
from ..reply import Reply, Said, unique
from ..scene import Scene
from ..sentences import clause_of
from ..slots import Slots
from ..wording import joined, place_of, quoted, source, statement
from .facts import fit, words_for
from .scope import Scope
from .telling import nothing, silent_places

_ROLES = [(re.compile(pattern), roles.split()) for pattern, roles in load_yaml(FOLDER / "roles.yaml").items()]
"""What is done, in the words of questions, and the roles that it is; the first that is found decides."""
_LEAST = 0.2
"""The share of the question's words from which a fact is about them."""
_UNSURE = 0.7
"""What words count where no role is asked for: a sentence may say it better."""


_UNIT = re.compile(r"(?:哪|什么)(?:一)?(?:个|家)?(司|处|处室|科|科室|局|厅|委|中心)(?![\u4e00-\u9fff]{1,2}[率数]|员)")
"""Asks for a body of one sort."""


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The bodies whose role the question asks for."""
    done, roles = next(((match.group(), roles) for pattern, roles in _ROLES if (match := pattern.search(slots.text))), ("", []))
    found = [
        each
        for each in suiting(scene, slots, ("agency",), scope.ids)
        if isinstance(each.fact, Agency) and (not roles or each.fact.role in roles)
    ]
    if roles[:1] == ["recognise"] and (of_deed := [each for each in found if _recognises(scene, each, slots.levels)]):
        found = of_deed
    if unit := _UNIT.search(slots.text):
        found = [each for each in found if _names_unit(scene, each, unit[1])]
    between = "还是" in slots.text  # which of two bodies: their names tell nothing
    if not found:
        return nothing(scene, intent.zh, scope)
    words = [word for word in words_for(slots, intent) if word not in done and not (between and _is_body(word))]
    of_level = [each for each in found if any(level in each.fact.quote for level in slots.levels)]
    if roles == ["evaluate"] and of_level:  # who evaluates for another level is no answer
        found = of_level
    ranked = weighed(found, [*words, *slots.levels])
    if slots.levels and not scope.named and not slots.everywhere:  # of all places those that speak of the level
        ranked = [each for each in ranked if each.score >= 0.6 * ranked[0].score]
    kept: list[Found] = []
    for doc in {each.fact.doc for each in ranked}:
        own = [each for each in ranked if each.fact.doc == doc]
        likely = min(roles.index(_role(each)) for each in own) if roles else 0
        of_role = [each for each in own if not roles or roles.index(_role(each)) == likely]
        kept += [each for each in of_role if each.score >= 0.6 * max(other.score for other in of_role)]
    kept.sort(key=lambda each: (each.fact.doc, each.fact.start))
    lines: list[str] = []
    said: list[Said] = []
    for doc in (doc for doc in scene.documents if any(each.fact.doc == doc for each in kept)):
        own = [each for each in kept if each.fact.doc == doc]
        sentences = unique(sentence for each in own if (sentence := clause_of(scene, each.said, "。；\n")) is not None)
        lines.append(_line(scene, doc, own, sentences))
        said += [*(each.said for each in own), *sentences]
    named = [word for word in words if word in slots.focus]
    fitting = fit(slots, named, kept)
    if fitting < _LEAST and any(_unheard_of(scene, word, scope) for word in named):
        return nothing(scene, intent.zh, scope)
    score = max(fitting, 0.4) if roles and roles != ["plan"] else fitting if roles or not named else _UNSURE * fitting
    return Reply("answered", [*lines, *silent_places(scene, scope, kept)], unique(said), scope.notes, score=score)


def _recognises(scene: Scene, found: Found, levels: Sequence[str]) -> bool:
    """Whether the sentence of a fact says that what is of a level is recognised, not only recommended for it."""
    sentence = clause_of(scene, found.said) or found.said
    return any(re.search(rf"(?:确定|认定|公布|评定|命名)(?:为)?{level}", sentence.citation["quote"]) for level in levels)


def _names_unit(scene: Scene, found: Found, unit: str) -> bool:
    """Whether a fact, or a bracket in its sentence (我部（节能与综合利用司）), names a body of the sort asked for."""
    sentence = clause_of(scene, found.said, "。；\n") or found.said
    quote = sentence.citation["quote"]
    assert isinstance(found.fact, Agency)
    own = any(name.endswith(unit) for name in (found.fact.name, found.fact.canonical))
    return own or re.search(rf"[（(][\u4e00-\u9fff]{{2,}}{unit}[）)]", quote) is not None


def _unheard_of(scene: Scene, word: str, scope: Scope) -> bool:
    """Whether a thing that the question names stands in none of the texts (奖牌): who does it is not said."""
    thing = all(tag[0] == "n" for _, tag in tagger().cut(word))
    return thing and not any(held(word, scene.text(doc)) for doc in scope.ids)


def _is_body(word: str) -> bool:
    return any(tag == "nt" for _, tag in tagger().cut(word))


def _role(found: Found) -> str:
    assert isinstance(found.fact, Agency)
    return found.fact.role


def _line(scene: Scene, doc: str, own: list[Found], sentences: list[Said]) -> str:
    document = scene.documents[doc]
    return f"{place_of(document)}{source(document)}：{joined([statement(each.fact) for each in own])}。原文：{quoted(sentences, 180)}"
