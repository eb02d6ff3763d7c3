"""Which sort of value a question asks for, and whether a sentence states one: a number of households, a day, a body, a percentage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ...extract.tagger import tagger
from ...ontology.schemes import schemes
from ...ontology.yamlfiles import load_yaml
from .lexicon import FOLDER, lexicon
from .passages import Passage
from .ranking import held
from .sentences import Sentence
from .slots import Slots

NUMERAL = r"[0-9一二两三四五六七八九十百千万]"
_NUMBER = re.compile(r"多少|(?<!哪)几")
_MARK = re.compile(r"^[（(]?[0-9一二三四五六七八九十]+[）)、.．]|(?:附件|表)[0-9]|[〔(（]\d{4}[〕)）]\d+号")
"""Numerals that count nothing: of list marks, annexes and documents."""
_COUNTED = re.compile(r"(?:多少|几)(?:个|家|项|种|类|名|大|条)?([\u4e00-\u9fff]{2,4})?")
ITEMS = re.compile(r"(?:多少|几)(?:条|项|点|个方面|大?类)")
"""Asks how many items a list has: those beneath a heading are counted."""
_ALLOWED = re.compile(r"行不行|能不能|可不可以|可以|准不准|允许|能否|可否|得不得|许不许")
_RULED = re.compile(r"不得|严禁|禁止|不予|不准|允许|可以|可自行")
_QUOTED = re.compile(r"[“\"]([\u4e00-\u9fff]{1,4})[”\"]")
_LISTS, _RULES, _COUNTS = 0.3, 0.1, 0.15
"""What is added to the score of a sentence that lists what is asked for, says what may be done, or counts it."""
_UNNAMED, _UNSTATED = 0.85, 0.35
"""What is left of a score where a sentence does not name what is asked for, or states no value of its sort."""


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    entries = load_yaml(FOLDER / "sorts.yaml").items()
    return tuple((re.compile(asked), re.compile(stated.replace("{n}", NUMERAL))) for asked, stated in entries)


def states(unit: str, text: str) -> bool:
    """Whether a text states a number in a unit."""
    return re.search(rf"{NUMERAL}[余多]?{re.escape(unit)}", text) is not None


def unit_of(text: str) -> str | None:
    """The unit of measure that a question asks in (几亩, 多少平方公里); none for the general counters."""
    asked = re.search(r"(?:多少|几)(?![个家项种类条名人位分年月日次元万级星类大户])", text)
    word, tag = (tagger().cut(text[asked.end() :]) or [("", "x")])[0] if asked else ("", "x")
    return word if tag[0] == "q" else None


def named_in(head: str, sentence: Sentence) -> bool:
    """Whether a sentence, or a heading above it, names a thing, be it in one half of its name (金融服务: 绿色金融)."""
    words = sentence.text + sentence.heading
    return held(head, words) or (len(head) >= 4 and any(half in words for half in (head[:2], head[-2:])))


def valued(passage: Passage, slots: Slots, wanted: Sequence[str]) -> float:
    """The score of a passage, less where it does not name what is asked for or states no value of its sort."""
    sentence, score = passage.sentence, passage.score
    if not all(named_in(head, sentence) for head in wanted):
        score *= _UNNAMED
    for asked, stated in _sorts():
        if asked.search(slots.text):
            if not (sentence.leads and ITEMS.search(slots.text)) and not stated.search(_MARK.sub("", sentence.text)):
                return score * _UNSTATED
            break
    if lexicon().realised.search(slots.text) and _NUMBER.search(slots.text) and not lexicon().realised_said.search(sentence.text):
        return score * _UNSTATED  # a plan, and no count of what there is
    if (unit := unit_of(slots.text)) and not states(unit, sentence.text):
        return score * _UNSTATED
    for type in filter(schemes().types.__contains__, slots.types):  # how many of the very type: a number must stand with it
        if re.search(
            rf"(?:多少|几)[个家条种项]?{type}|{type}(?:的)?(?:目标|数量|任务)|{type}(?:创建|培育|建|目标|要|有|计划)*(?:多少|几)[个家条种项]?(?:[？?，]|$)",
            slots.text,
        ) and not re.search(
            rf"{NUMERAL}[余多]?[个家项种类名条]?[^，。；、]{{0,4}}{type}|{type}[^，。；、]{{0,4}}{NUMERAL}", _MARK.sub("", sentence.text)
        ):
            return score * _UNSTATED
    listed = (*_QUOTED.findall(slots.text), *wanted)
    if any(len(re.findall(rf"{re.escape(each)}(?=[、，。；”和与的及])", sentence.text)) > 2 for each in listed):
        score += _LISTS  # it lists them: 用地集约化、生产洁净化……
    if _ALLOWED.search(slots.text) and _RULED.search(sentence.text):
        score += _RULES
    counted = _COUNTED.search(slots.text)
    if counted and counted[1] and re.search(rf"{NUMERAL}+[个家项种类名大条余多]{{0,2}}{re.escape(counted[1][:2])}", sentence.text):
        score += _COUNTS
    return score
