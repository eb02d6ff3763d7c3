"""Names (名词性短语): where the name of a thing begins and ends in a sentence.

jieba's tags are a help, not a judge (制造/v in 智能制造企业 is part of a name): a name is walked back from its head until a word
that cannot belong to it, from the list in ``patterns/nouns.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .segment import Words
from .units import load_yaml


@dataclass(frozen=True, slots=True)
class NounWords:
    """The word lists of ``patterns/nouns.yaml``."""

    heads: tuple[str, ...]
    type_heads: tuple[str, ...]
    generic: frozenset[str]
    stops: frozenset[str]
    level_words: tuple[str, ...]
    suffixes: tuple[str, ...]
    anaphors: tuple[str, ...]
    recognising: tuple[str, ...]
    qualifiers: tuple[str, ...]


@lru_cache(maxsize=1)
def noun_words() -> NounWords:
    """The word lists; read once."""
    data = load_yaml("nouns.yaml")
    return NounWords(
        heads=tuple(sorted(data["heads"], key=len, reverse=True)),
        type_heads=tuple(sorted(set(data["heads"]) - set(data["no_type_heads"]), key=lambda h: (-len(h), h))),
        generic=frozenset(data["generic"]),
        stops=frozenset(data["stops"]),
        level_words=tuple(sorted(data["level_words"], key=len, reverse=True)),
        suffixes=tuple(sorted(data["suffixes"], key=len, reverse=True)),
        anaphors=tuple(sorted(data["anaphors"], key=len, reverse=True)),
        recognising=tuple(sorted(data["recognising"], key=len, reverse=True)),
        qualifiers=tuple(sorted(data["qualifiers"], key=len, reverse=True)),
    )


_OPEN, _CLOSE = "“‘「『", "”’」』"
_INNER = frozenset("+-·&/")
# Verbs that are nouns between a noun and 项目, 计划 …: 研发费用资助项目.
_NOMINAL = frozenset(
    {"资助", "补助", "补贴", "奖励", "扶持", "支持", "认定", "提升", "改造", "升级", "推广", "建设", "培育", "引进", "创建"}
)
_PLANS = frozenset({"项目", "计划", "专项", "工程", "资金"})
_NUMBERS = frozenset({"QUANTITY", "DATE", "NUMBER"})
# jieba's tags of numerals, pronouns, adverbs, prepositions, conjunctions, words of place, and 的.
_NO_NAME_TAGS = frozenset({"m", "r", "d", "p", "c", "f", "uj"})


def name_ending_at(doc: Words, last: int) -> tuple[int, int]:
    """Character span of the name whose last token is ``doc[last]``.

    The walk stops at punctuation (quotation marks and ``+-·&`` inside a name excepted), at a number or date, and at a stop word.
    """
    stops = noun_words().stops
    first = last
    quoted = 0
    while first > 0:
        token = doc[first - 1]
        text = token.text
        if text in _CLOSE:
            quoted += 1
        elif text in _OPEN:
            if not quoted:
                break
            quoted -= 1
        elif not (quoted or text in _INNER or _nominal(doc, first)) and (
            token.ent_type_ in _NUMBERS or not _word(text) or text in stops or token.tag_ in _NO_NAME_TAGS
        ):
            break
        first -= 1
    # An unmatched closing quote would leave the span half open: start after it.
    if quoted:
        first = next((i + 1 for i in range(last - 1, first - 1, -1) if doc[i].text in _CLOSE), last)
    return doc[first].idx, doc[last].idx + len(doc[last])


def name_starting_at(doc: Words, first: int) -> tuple[int, int]:
    """Character span of the name that begins at ``doc[first]``: up to punctuation, a number, or a stop word."""
    stops = noun_words().stops
    last = first
    quoted = 0
    for i in range(first, len(doc)):
        text = doc[i].text
        if text in _OPEN:
            quoted += 1
        elif text in _CLOSE:
            if not quoted:
                break
            quoted -= 1
        elif (
            not quoted
            and text not in _INNER
            and (doc[i].ent_type_ in {"QUANTITY", "DATE", "NUMBER"} or not _word(text) or (text in stops and i > first))
        ):
            break
        last = i + 1
    if last == first:
        return doc[first].idx, doc[first].idx
    return doc[first].idx, doc[last - 1].idx + len(doc[last - 1])


def _nominal(doc: Words, first: int) -> bool:
    """Whether the verb before ``doc[first]`` is a noun there: 研发费用[资助]项目."""
    return doc[first - 1].text in _NOMINAL and doc[first].text in _PLANS and first > 1 and doc[first - 2].tag_.startswith("n")


def _word(text: str) -> bool:
    return any(char.isalnum() for char in text)


# Only a broad sector or manner says what they do: 特色农业类项目, 生产加工型企业, 限上商贸企业.
_BROAD = re.compile(
    r"(?:特色|现代|新型|新建|新增|重大|重点|大型)*(?:工业|农业|服务业|商业|产业|建设)类?(?:企业|项目|单位)|新?(?:认证|注册|登记|备案|投产|纳统|入库|升规|引进|落户|成立|设立|获批|入驻)的?企业"
    r"|(?:特色|现代|新型|限上|限额以上|规上|规下|规模以上|生产|大型|中小|小微|本地|县内|区内|市内)*"
    r"(?:软件|加工|生产加工|生产|贸易|商贸|批发|零售|流通|服务|生产性服务业|服务业|住宿|餐饮|农业|工业|医药|建筑业?|运输|物流|电商|文化|旅游|外向|出口|外贸)"
    r"型?(?:企业|单位)"
)


@lru_cache(maxsize=4096)  # asked of every name of the scheme for every document
def is_generic(name: str) -> bool:
    """Whether a name is only a kind of body or thing, bare or with a general quality (企业, 重点项目, 规模以上工业企业)."""
    words = noun_words()
    if _BROAD.fullmatch(name):
        return True
    while name and name not in words.generic:
        shorter = next((name[len(q) :] for q in words.qualifiers if name.startswith(q)), name)
        if shorter == name:
            return False
        name = shorter
    return True


def without_level(name: str) -> str:
    """A name without the level word in front (国家级, 省级, 市级 …), if something is left."""
    for word in noun_words().level_words:
        if name.startswith(word) and len(name) - len(word) >= 3 and name[len(word)] not in "属内域外长":
            return name[len(word) :]
    return name
