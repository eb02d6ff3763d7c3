"""A question as it was meant: width and spaces folded, spoken forms in full, slips of the keyboard mended.

A slip is a run of characters that is no word and sounds like a name or key word (绿色圆区, 福键, 绿色共应链): the pinyin of both is
compared, with the confusions that input methods are asked to forgive (zh/z, in/ing, l/n …).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ...extract.tagger import tagger
from .lexicon import lexicon

_FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("lv", "lu"), ("nv", "nu"))
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SPACES = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_SURE = 4
"""Names of so many characters are mended even where the slip is a word of its own (绿色工场)."""


def folded(question: str) -> str:
    """A question without differences of width, case of brackets and spaces between Chinese characters."""
    text = unicodedata.normalize("NFKC", question).strip()
    text = text.replace(",", "，").replace("?", "？").replace(";", "；").replace("!", "！").replace("[", "〔").replace("]", "〕")
    return _SPACES.sub(lambda match: "，" if len(match.group()) > 2 else "", text)


def spelt_out(text: str) -> str:
    """Short and spoken forms put into full."""
    for pattern, full in lexicon().spoken:
        text = pattern.sub(full, text)
    return text


def mended(text: str, names: Iterable[str]) -> str:
    """A text with slips in names put right.

    Args:
        text: a folded question.
        names: names and key words of two characters or more.
    """
    known = _by_sound(frozenset(names))
    longest = max((size for size, _ in known), default=0)
    for run in reversed(list(_HAN.finditer(text))):
        text = text[: run.start()] + _mended_run(run.group(), known, longest) + text[run.end() :]
    return text


def _mended_run(run: str, known: Mapping[tuple[int, str], str], longest: int) -> str:
    sounds = [_sound(char) for char in run]
    single = _loose(run)
    at = 0
    while at < len(run):
        for size in range(min(longest, len(run) - at), 1, -1):
            name = known.get((size, " ".join(sounds[at : at + size])))
            written = run[at : at + size]
            if name is not None and name != written and (size >= _SURE or all(single[at : at + size])):
                run = run[:at] + name + run[at + size :]
                at += size - 1
                break
            if name == written:
                at += size - 1
                break
        at += 1
    return run


def _loose(run: str) -> list[bool]:
    """For each character whether it stands alone when the run is cut into words."""
    return [len(word) == 1 for word, _ in tagger().cut(run) for _ in word]


@lru_cache(maxsize=4)
def _by_sound(names: frozenset[str]) -> Mapping[tuple[int, str], str]:
    """Names by length and sound; of several that sound alike none."""
    found: dict[tuple[int, str], str | None] = {}
    for name in sorted(names):
        if len(name) > 1 and _HAN.fullmatch(name):
            key = (len(name), " ".join(map(_sound, name)))
            found[key] = name if found.get(key, name) == name else None
    return {key: name for key, name in found.items() if name is not None}


@lru_cache(maxsize=8192)
def _sound(char: str) -> str:
    """The pinyin of a character without tone, fuzzy pairs made one."""
    from pypinyin import lazy_pinyin  # 0.2 s to load, which nobody who does not ask should pay

    sound = lazy_pinyin(char)[0]
    for written, heard in _FUZZY:
        sound = sound.replace(written, heard)
    return sound
