"""Several questions in one: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .intents import found_in
from .lexicon import lexicon

MOST = 4
"""The most questions that are answered at once."""
_ASKS = re.compile(
    r"多少|几(?!个地方|个省|个文件|份文件|年来)|谁|哪|什么|怎么|如何|怎样|多久|何时|吗|能不能|可不可以|是否|是不是|有没有|要不要|呢[？?]?$"
)
_STRONG, _LONG = 4, 12
_WHICH_ONES = re.compile(r"(?:又|都|各|分别)+(?:是|有|指|包括|叫)?(?:些)?(?:什么|哪些|哪几[个项条]?|啥)[？?]?")
"""Asks for what was counted just before (有几项条件，分别是什么), and nothing of its own."""

_BARE = re.compile(r"(?:是|在|到|都)*(?:什么时候|何时|多少|多久|谁|哪里|哪儿|为什么|怎么样?)(?:呢)?[？?]?")
"""A question word by itself, which belongs to what stands before it."""


def parts_of(text: str) -> list[str]:
    """The questions of a text, in order; what only leads up to a question stays with it."""
    found: list[str] = []
    lead = ""
    for sentence in re.split(r"(?<=[？?。；;！!])", text):
        if not re.search(r"[\w\u4e00-\u9fff]", sentence):
            continue
        pieces = list(_pieces(lead + sentence))
        lead = ""
        if len(pieces) == 1 and not _ASKS.search(pieces[0]) and not found_in(pieces[0]) and not pieces[0].endswith(("？", "?")):
            lead = pieces[0]  # a remark before the question
            continue
        found += pieces
    return (found or [text])[:MOST] if not lead else [*found, lead][:MOST]


def _pieces(sentence: str) -> Iterator[str]:
    shared = "分别" in sentence
    cut = [piece for piece in re.split(r"[，、]|(?<=.)(?:以及|还有)" + ("|和|与|及" if shared else ""), sentence) if piece.strip()]
    asking = [_asks(piece, shared=shared) for piece in cut]
    if sum(asking) < 2:
        yield sentence
        return
    held = ""
    for piece, asks in zip(cut, asking, strict=True):
        held = f"{held}，{piece}" if held else piece
        if asks:
            yield held
            held = ""
    if held:
        yield held


def _asks(piece: str, *, shared: bool) -> bool:
    if _WHICH_ONES.fullmatch(piece) or _BARE.fullmatch(piece):
        return False
    weight = max((weight for _, weight in found_in(piece)), default=0)
    if shared:
        return weight >= 3
    return bool(_ASKS.search(piece)) and (weight >= _STRONG or len(piece) >= _LONG or bool(lexicon().follow_up.search(piece)))
