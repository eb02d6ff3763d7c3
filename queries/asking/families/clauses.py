"""Questions that no kind of fact answers: the sentences that speak of it, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ....extract.tagger import tagger
from ....ontology.schemes import schemes
from ..heads import heads
from ..intents import Intent
from ..lexicon import lexicon
from ..passages import Passage, passages
from ..ranking import held
from ..reply import Reply, Said, unique
from ..scene import Scene
from ..sentences import Sentence, beneath, listed, sentences
from ..slots import Slots
from ..wording import place_of, quoted, source
from .scope import Scope
from .telling import nothing

_NUMERAL = r"[0-9一二两三四五六七八九十百千万]"
_NUMBER = re.compile(r"(?:多少|(?<!哪)几)(?:个|家|项|种|类|名|大|条|年|月|次|分)?")
_ASKED = [
    (re.compile(r"(?:几|什么|哪)(?:一)?级"), re.compile(r"[省市县区]级|国家级")),
    (re.compile(r"(?:从|在)(?:哪|什么)[^，？]{0,8}(?:选|挑|找|择)"), re.compile(r"选|择|挑")),
    (re.compile(r"(?:多少|几)个?(?:工作)?[日天](?!程)"), re.compile(rf"{_NUMERAL}+个?(?:工作)?[日天]")),
    (re.compile(r"(?<!哪)几年|多少年|多久|多长|(?:几|多少)个月"), re.compile(rf"{_NUMERAL}+(?:个月|年(?![底初中度]))|每[年月季]|一年")),
    (re.compile(r"(?:多少|几)(?:个|名|位)?(?:专家|人员?)(?!才)"), re.compile(rf"{_NUMERAL}+(?:人|名|位)")),
    (re.compile(r"百分点|百分之(?:几|多少)|(?:占比|比例|比重|率)(?:是|为|达|要|到)*(?:多少|几)|几成"), re.compile(r"[%％]|百分|成以上")),
    (re.compile(r"(?:多少|(?<!哪)几)家"), re.compile(rf"(?:{_NUMERAL}[余多]?|若干)(?:家|个|户)")),
    (
        _NUMBER,
        re.compile(
            rf"[0-9]|{_NUMERAL}+[余多]?(?:个|家|项|种|类|名|人|位|大|条|年|月|次|分|级|星|步|批|倍|元|亿|成|方面|颗)|[一二三四五六]是|若干|百余|万家|千家"
        ),
    ),
    (re.compile(r"什么时候|何时|几月|哪年|哪天"), re.compile(rf"{_NUMERAL}+(?:年|月|日|天)|年底|[每]年")),
    (re.compile(r"(?:叫|是|得|给|有)个?什么(?:称号|名号|名头|头衔)"), re.compile(r"(?:认定|命名|评定|称|授予|评)[^，。]{0,8}[“\"]")),
    (re.compile(r"谁(?:能|可以|有资格)?(?:申报|申请|报)"), re.compile(r"企业|园区|单位|机构|主体")),
    (re.compile(r"谁|(?:哪个|什么|哪些)(?:部门|机构|单位)"), re.compile(r"委|局|厅|部|机构|中心|政府|专家|集团|各区|协会|牵头|企业.{0,6}(?:主体|应|要|可)")),
]
"""What is asked for, and what a sentence that answers it must hold."""
_MARK = re.compile(r"^[（(]?[0-9一二三四五六七八九十]+[）)、.．]|(?:附件|表)[0-9]|[〔(（]\d{4}[〕)）]\d+号")
"""Numerals that count nothing: of list marks, annexes and documents."""
_COUNTED = re.compile(r"(?:多少|几)(?:个|家|项|种|类|名|大|条)?([\u4e00-\u9fff]{2,4})?")
_NAMING = 6
"""So many characters of a heading name it."""
_NAMES = frozenset({"标题", "稿别"})
"""Addresses of what a document is called, which says nothing of what it rules."""
_ITEMS = re.compile(r"(?:多少|几)(?:条|项|点|个方面|大?类)")
"""Asks how many items a list has: those beneath a heading are counted."""
_ALLOWED = re.compile(r"行不行|能不能|可不可以|可以|准不准|允许|能否|可否|得不得|许不许")
_RULED = re.compile(r"不得|严禁|禁止|不予|不准|允许|可以|可自行")
_IN_QUOTES = re.compile(r"[“\"](?![一二三四五六七八九十])([^“”\"]{2,12})[”\"]")
_QUOTED = re.compile(r"[“\"]([\u4e00-\u9fff]{1,4})[”\"]")
SURE, NEAR = 0.52, 0.45
"""A sentence with so great a share of a question's words answers it; with the second where the question names a place or document."""
_MOST, _TRIED = 3, 40
_POINTS = re.compile(r"[一二三四五六]是([^。，；：]{2,30})")


def quoting(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The sentences that speak of an intent that has words of its own."""
    return answer(scene, replace(slots, words=tuple(dict.fromkeys((*slots.words, *intent.words)))), scope)


def answer(scene: Scene, slots: Slots, scope: Scope) -> Reply:
    """The sentences that hold most of the question's words and the sort of value that it asks for."""
    telling = [*slots.words, *slots.figures, *slots.scoped, *_within(scene, slots)]
    little = [*slots.types, *slots.grades, *slots.common]
    if (not telling and len(little) + len(slots.rest.split()) < 2) or not scope.ids:
        return nothing(scene, "这一点", scope)
    pool = [each for doc in scope.ids for each in sentences(scene, doc) if each.path not in _NAMES]
    wanted = heads(slots)
    found = [replace(each, score=_valued(each, slots, wanted)) for each in passages(slots, telling, pool, scene.knows)[:_TRIED]]
    scored = sorted(found, key=lambda each: -round(each.score, 6))[:_MOST]
    best = scored[0].score if scored else 0.0
    kept = [each.sentence for each in scored if each.score >= max(0.85 * best, 0.3)]
    if kept and kept[0].leads and listed(scene, kept[0]):  # what it leads to is the answer, and other headings of the document are not
        kept = [each for each in kept if each is kept[0] or each.doc != kept[0].doc]
    said = _cited(scene, kept)
    off = any(lexicon().measures.search(word) and not any(held(word, each.text) for each in kept[:1]) for word in slots.focus)
    off = off or any(not any(held(name, each.text) for each in pool) for name in _IN_QUOTES.findall(slots.text))
    off = off or any(not any(_named_in(head, each) for each in pool) for head in wanted)
    if not said or off or best < (NEAR if scope.named else SURE):
        near = said[:2] if best >= 0.25 else []
        told_near = [_quoting(scene, near, "相近的原文：")] if near else []
        return Reply("unknown", [*nothing(scene, "这一点", scope).lines, *told_near], near, scope.notes, score=min(best, 1.0))
    lines = []
    for doc in dict.fromkeys(each.doc for each in kept):
        here = _cited(scene, [part for each in kept if each.doc == doc for part in _whole(scene, each, slots)])
        said += here
        lines.append(f"{place_of(scene.documents[doc])}{source(scene.documents[doc])}（{here[0].citation['path']}）：{quoted(here, 320)}")
    if _ITEMS.search(slots.text) and kept[0].leads and (items := listed(scene, kept[0])):
        lines.insert(0, f"共列 {len(items)} 条。")
    points, source_of_points = next((found for each in kept if (found := _points(scene, each))[0]), ([], None))
    if points:
        lines.insert(1, f"分别是：{'、'.join(points)}。")
        said = [*said, source_of_points] if source_of_points else said
    return Reply("answered", lines, unique(said), scope.notes, score=min(best, 1.0))


def headed(scene: Scene, slots: Slots, scope: Scope) -> Reply | None:
    """What stands beneath the headings that a question names in full, where it asks for nothing more special; None where it names none."""
    found: list[Sentence] = []
    for doc in scope.ids:
        own = [(_bare(each), each) for each in sentences(scene, doc) if each.leads]
        named = [(len(bare), each) for bare, each in own if len(bare) >= _NAMING and bare in slots.text and all(w in bare for w in slots.words)]
        longest = [each for size, each in named if size == max(named, key=lambda pair: pair[0])[0]]
        found += [each for each in longest if len(listed(scene, each)) > 1][:1]
    if not found:
        return None
    lines, said = [], []
    for each in found:
        items = listed(scene, each)
        here = _cited(scene, [each, *items])
        said += here
        document = scene.documents[each.doc]
        lines.append(f"{place_of(document)}{source(document)}（{each.path}），共列 {len(items)} 条：{quoted(here[1:], 220)}")
    return Reply("answered", lines, unique(said), scope.notes)


def _bare(heading: Sentence) -> str:
    """A heading without its number and stops."""
    return re.sub(r"^[（(]?[\d一二三四五六七八九十]+[）)、.．]\s*", "", heading.text).rstrip("。：")


def _within(scene: Scene, slots: Slots) -> list[str]:
    """Names of places without documents of their own, which those of the place above may speak of (平潭)."""
    places = [place for code in slots.places if code not in scene.held and (place := scene.place(code)) is not None]
    return [max((name for name in place.names if name in slots.text), key=len, default=place.label) for place in places]


def _cited(scene: Scene, found: Iterable[Sentence]) -> list[Said]:
    return [Said(citation) for each in found if (citation := scene.cite_span(each.doc, each.path, each.start, each.end)) is not None]


def _quoting(scene: Scene, said: Sequence[Said], lead: str) -> str:
    return lead + "".join(f"{place_of(scene.documents[each.citation['document']])}{quoted([each])}" for each in said)


_WHO = re.compile(r"谁|(?:哪个|什么|哪些)(?:部门|机构|单位)")


def _whole(scene: Scene, sentence: Sentence, slots: Slots) -> list[Sentence]:
    """A sentence with what it cannot be understood without: what stands beneath a heading, the stem of a list, who acts."""
    if sentence.leads:
        return [sentence, *beneath(scene, sentence)]
    every = sentences(scene, sentence.doc)
    at = every.index(sentence)
    stem = next((each for each in reversed(every[:at]) if each.text.endswith("：") and sentence.path.startswith(f"{each.path}/")), None)
    if stem is not None and "/" in sentence.path:
        return [stem, sentence]
    if _WHO.search(slots.text) and at and every[at - 1].path == sentence.path:
        return [every[at - 1], sentence]
    return [sentence]


def _points(scene: Scene, sentence: Sentence) -> tuple[list[str], Said | None]:
    """The points (一是……二是……) that a sentence announces or begins, and where they stand."""
    same = [each for each in sentences(scene, sentence.doc) if each.path == sentence.path and each.start >= sentence.start]
    points = [(each, point) for each in same for point in _POINTS.findall(each.text)]
    if len(points) < 2 or not re.search(r"[一二三四五六]是|方向|方面|包括|分为|以下", sentence.text):
        return [], None
    citation = scene.cite_span(sentence.doc, sentence.path, sentence.start, points[-1][0].end)
    return [point for _, point in points], Said(citation) if citation else None


def states(unit: str, text: str) -> bool:
    """Whether a text states a number in a unit."""
    return re.search(rf"{_NUMERAL}[余多]?{re.escape(unit)}", text) is not None


def unit_of(text: str) -> str | None:
    """The unit of measure that a question asks in (几亩, 多少平方公里); none for the general counters."""
    asked = re.search(r"(?:多少|几)(?![个家项种类条名人位分年月日次元万级星类大户])", text)
    word, tag = (tagger().cut(text[asked.end() :]) or [("", "x")])[0] if asked else ("", "x")
    return word if tag[0] == "q" else None


def _named_in(head: str, sentence: Sentence) -> bool:
    """Whether a sentence, or a heading above it, names a thing, be it in one half of its name (金融服务: 绿色金融)."""
    words = sentence.text + sentence.heading
    return held(head, words) or (len(head) >= 4 and any(half in words for half in (head[:2], head[-2:])))


def _valued(passage: Passage, slots: Slots, wanted: Sequence[str]) -> float:
    """The score of a passage, less where it does not name what is asked for or states no value of its sort."""
    sentence, score = passage.sentence, passage.score
    if not all(_named_in(head, sentence) for head in wanted):
        score *= 0.85
    for asked, stated in _ASKED:
        if asked.search(slots.text):
            if not (sentence.leads and _ITEMS.search(slots.text)) and not stated.search(_MARK.sub("", sentence.text)):
                return score * 0.35
            break
    if lexicon().realised.search(slots.text) and _NUMBER.search(slots.text) and not lexicon().realised_said.search(sentence.text):
        return score * 0.35  # a plan, and no count of what there is
    if (unit := unit_of(slots.text)) and not states(unit, sentence.text):
        return score * 0.35
    for type in filter(schemes().types.__contains__, slots.types):  # how many of the very type: a number must stand with it
        if re.search(
            rf"(?:多少|几)[个家条种项]?{type}|{type}(?:的)?(?:目标|数量|任务)|{type}(?:创建|培育|建|目标|要|有|计划)*(?:多少|几)[个家条种项]?(?:[？?，]|$)",
            slots.text,
        ) and not re.search(
            rf"{_NUMERAL}[余多]?[个家项种类名条]?[^，。；、]{{0,4}}{type}|{type}[^，。；、]{{0,4}}{_NUMERAL}", _MARK.sub("", sentence.text)
        ):
            return score * 0.35
    if any(len(re.findall(rf"{re.escape(each)}(?=[、，。；”和与的及])", sentence.text)) > 2 for each in (*_QUOTED.findall(slots.text), *wanted)):
        score += 0.3  # it lists them: 用地集约化、生产洁净化……
    if _ALLOWED.search(slots.text) and _RULED.search(sentence.text):
        score += 0.1
    counted = _COUNTED.search(slots.text)
    if counted and counted[1] and re.search(rf"{_NUMERAL}+[个家项种类名大条余多]{{0,2}}{re.escape(counted[1][:2])}", sentence.text):
        score += 0.15
    return score
