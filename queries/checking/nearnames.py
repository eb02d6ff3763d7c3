"""Near names (近似称谓): a seldom name that differs from a usual one by a word of like meaning, or by two characters turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path

from ...extract.alternation import any_of
from ...extract.segment import read_words
from ...ontology import yamlfiles
from ...ontology.schemes import schemes

_USUAL = 3  # how often the usual name must stand
_RARE = 3  # how many times as often as the other one
_SIDE = re.compile(r"[\u4e00-\u9fff]{2,4}")
_NOT_NAMED = re.compile("[的了和与及或在为是对将由向从等应并按以不可被把于至到各其本该有无个家项种类级年月日]")
_LONG = 4  # characters of a name before its last word that tell which thing it is by themselves
_BEGIN = 3  # characters with which names of one thing begin alike
_FULL_NAME = re.compile(r"(?P<full>[\u4e00-\u9fff]{5,16})（以下[简统合]?称(?:为)?[：:]?“?(?P<short>[\u4e00-\u9fff]{2,5})”?）")
_DEFINED = re.compile(r"以下[简统合]?称(?:为)?[：:]?[“]?([\u4e00-\u9fff]{4,12})")


def near_names(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of a usual name and a seldom one that is likely meant for it.

    Args:
        text: the draft's normalised text.
    """
    yield from _turned_round(text)
    yield from _of_defined(text)
    for words in _near():
        if sum(word in text for word in words) < 2:
            continue
        for usual, other in permutations(words, 2):
            if usual in text and other in text and usual not in other and other not in usual:
                yield from _with_neighbours(text, usual, other)


def _with_neighbours(text: str, usual: str, other: str) -> Iterator[tuple[str, str]]:
    """Names that the two words make with one neighbouring word: 企业碳账户 and 企业碳账本, 绿色园区 and 生态园区."""
    for match in re.finditer(re.escape(other), text):
        before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 4]
        for size in (4, 3, 2):
            left, right = before[-size:], after[:size]
            for mine, its in ((usual + right, other + right), (left + usual, left + other)):
                side = right if mine.startswith(usual) else left
                if len(side) == size and _is_side(text, match.span(), size, side is right) and _is_seldom(text, mine, its):
                    yield mine, its
                    break
            else:
                continue
            break


def _is_side(text: str, span: tuple[int, int], size: int, behind: bool) -> bool:
    """Whether the characters beside a word are words of their own that may belong to a name."""
    start, end = (span[0], span[1] + size) if behind else (span[0] - size, span[1])
    side = text[span[1] : end] if behind else text[start : span[0]]
    if not _SIDE.fullmatch(side) or _NOT_NAMED.search(side):
        return False
    first, last = max(0, start - 12), min(len(text), end + 12)
    bounds = {first + token.idx for token in read_words(text[first:last])} | {last}
    return {start, end, *span} <= bounds


def _is_seldom(text: str, usual: str, other: str) -> bool:
    often, seldom = text.count(usual), text.count(other)
    rare = (often >= _USUAL and 0 < seldom * _RARE <= often) or _is_strayed(text, usual, other)
    return rare and (schemes().resolve_type(other) is None or schemes().resolve_type(usual) is None)


def _is_strayed(text: str, usual: str, other: str) -> bool:
    """Whether a long name comes once, after one that is spoken of again: 纳入绿色制造后备库，对后备库…; 进入绿色制造种子库."""
    head = next((word for row in _near() for word in row if usual.endswith(word)), "")
    alone = next((word for row in _near() for word in row if other.endswith(word)), "")
    alike = usual[-1] == other[-1] and min(len(usual) - len(head), len(other) - len(alone)) >= _LONG
    named = head and alone and alike and "给予" not in other
    return bool(named) and text.count(head) > 1 == text.count(alone) and text.find(usual) < text.find(other)


def _of_defined(text: str) -> Iterator[tuple[str, str]]:
    """Names that begin like a defined term and end in a word of like meaning: 数字化赋能供应商 for 数字化转型服务商（以下简称服务商）."""
    for match in _FULL_NAME.finditer(text):
        full, short = match["full"], match["short"]
        others = [word for row in _near() if short in row for word in row if word != short]
        starts = range(len(full) - len(short) - _BEGIN) if others and full.endswith(short) else ()
        for start in starts:
            named = re.compile(f"{full[start : start + _BEGIN]}[^的是等和与及、，。；：（）“”《》]{{0,4}}(?:{any_of(others)})")
            found = named.search(text)
            if found is not None and text.count(found[0]) * _RARE <= text.count(short):
                yield full[start:], found[0]
                break


def _turned_round(text: str) -> Iterator[tuple[str, str]]:
    """Defined terms of which two neighbouring characters have changed places: 惠普金融平台."""
    for term in dict.fromkeys(match[1] for match in _DEFINED.finditer(text)):
        for at in range(len(term) - 1):
            other = term[:at] + term[at + 1] + term[at] + term[at + 2 :]
            if other != term and other in text:
                yield term, other


@cache
def _near() -> list[list[str]]:
    return yamlfiles.load_yaml(Path(__file__).with_name("words.yaml"))["near"]
