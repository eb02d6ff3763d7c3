"""A question as it was meant: width and spaces folded, spoken forms in full, slips of the keyboard mended.

A slip is a run of characters that is no word and sounds like a name or key word (绿色圆区, 福键, 绿色共应链): the pinyin of both is
compared, with the confusions that input methods are asked to forgive (zh/z, in/ing, l/n …). Letters left among characters (几fen) are
read as pinyin.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

from ...extract.tagger import tagger
from .lexicon import lexicon
from .namedplaces import place_letters

_FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("lv", "lu"), ("nv", "nu"))
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SPACES = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_TYPED = re.compile(r"(?<=[\u4e00-\u9fff0-9])[a-z]{2,}|(?<![A-Za-z])[a-z]{2,}(?=[\u4e00-\u9fff])")
_SURE = 4
"""Names of so many characters are mended even where the slip is a word of its own (绿色工场)."""

_LONG = 6
"""Longer names are hardly left in letters."""


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
    listed = frozenset(names)
    known = _by_sound(listed)
    text = _TYPED.sub(lambda match: _read(match.group(), _by_letters(listed)) or match.group(), text)
    for run in reversed(list(_HAN.finditer(text))):
        text = text[: run.start()] + _mended_run(run.group(), known) + text[run.end() :]
    return text


def _mended_run(run: str, known: Mapping[str, Sequence[str]]) -> str:
    sounds = [_sounds(char) for char in run]
    alone = _alone(run)
    at = 0
    while at < len(run):
        name = _meant(run, at, sounds, alone, known)
        if name is not None:
            run = run[:at] + name + run[at + len(name) :]
        at += len(name or " ")
    return run


def _meant(run: str, at: int, sounds: Sequence[frozenset[str]], alone: Sequence[bool], known: Mapping[str, Sequence[str]]) -> str | None:
    """The name that begins at a place, as written or as it sounds; of several the longest, as written before others."""
    heard = [name for sound in sounds[at] for name in known.get(sound, ()) if _sounds_like(name, sounds[at : at + len(name)])]
    for name in sorted(set(heard), key=lambda name: (-len(name), not run.startswith(name, at), name)):
        if run.startswith(name, at) or len(name) >= _SURE or _is_place(name, run, at) or _is_slip(name, run, at, alone):
            return name
    return None


def _is_slip(name: str, run: str, at: int, alone: Sequence[bool]) -> bool:
    """Whether characters that make no word can be a slip for a name: none that differs is a particle (全过) or a place's letter (苏闽)."""
    written = run[at : at + len(name)]
    wrong = [char for char, right in zip(written, name, strict=True) if char != right]
    means = any(char in place_letters() or tagger().cut(char)[0][1][0] == "u" for char in wrong)
    return all(alone[at : at + len(name)]) and not means


def _is_place(name: str, run: str, at: int) -> bool:
    """Whether a name of a province or city stands there with its last character right (复建省)."""
    return len(name) > 2 and name[-1] in "省市" and run[at + len(name) - 1] == name[-1]


def _sounds_like(name: str, sounds: Sequence[frozenset[str]]) -> bool:
    return len(sounds) == len(name) and all(_sounds(char) & heard for char, heard in zip(name, sounds, strict=True))


def _alone(run: str) -> list[bool]:
    """For each character whether it stands alone when the run is cut into words."""
    return [len(word) == 1 for word, _ in tagger().cut(run) for _ in word]


@lru_cache(maxsize=4)
def _by_sound(names: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Names by the sounds of their first character."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        if len(name) > 1 and _HAN.fullmatch(name):
            for sound in _sounds(name[0]):
                found.setdefault(sound, []).append(name)
    return found


def _read(letters: str, typed: Mapping[str, str]) -> str | None:
    """What letters spell, the longest names first; None where a part of them spells none."""
    left, found = _fuzzy(letters), ""
    while left:
        size = next((size for size in range(len(left), 1, -1) if left[:size] in typed), None)
        if size is None:
            return None
        found += typed[left[:size]]
        left = left[size:]
    return found


@lru_cache(maxsize=4)
def _by_letters(names: frozenset[str]) -> Mapping[str, str]:
    """Names and words by their letters in pinyin, fuzzy pairs made one; of those that sound alike the words listed first."""
    found: dict[str, str] = {}
    for name in (*lexicon().typed, *lexicon().heard, *sorted(names)):
        if _HAN.fullmatch(name) and len(name) <= _LONG:
            for readings in product(*(sorted(_readings(char))[:2] for char in name)):
                found.setdefault(_fuzzy("".join(readings)), name)
    return found


@lru_cache(maxsize=8192)
def _sounds(char: str) -> frozenset[str]:
    """The readings of a character, fuzzy pairs made one."""
    return frozenset(map(_fuzzy, _readings(char)))


def _readings(char: str) -> Sequence[str]:
    """The readings of a character in pinyin without tone."""
    # A quarter of a second to load, and 45 MB, for the readings of words: single characters need none of them.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin  # 0.1 s to load, which nobody who does not ask should pay

    return pinyin(char, style=Style.NORMAL, heteronym=True)[0]


def _fuzzy(sound: str) -> str:
    for written, heard in _FUZZY:
        sound = sound.replace(written, heard)
    return sound
