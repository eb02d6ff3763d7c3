"""Views: the text as a reader would type it again, with a map back to every original character.

The stored text is never changed. Reading works on a view, in which the accidents of files are gone: white space and line
breaks, full-width digits and letters, half-width brackets and punctuation among Chinese. Each character of a view stands for
exactly one character of the text, so that any span of the view has an exact span in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

# Half-width signs that mean their Chinese counterpart when they stand beside Chinese (GB/T 15834 writes them full-width).
_CHINESE_PUNCTUATION = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# Always folded: brackets to full-width, digits, letters and operators to half-width, look-alike signs to the usual ones.
_FOLD = {
    "(": "（", ")": "）", "[": "［", "]": "］", "〈": "〈", "﹝": "〔", "﹞": "〕", "．": ".", "％": "%", "﹪": "%", "＋": "+", "－": "-",
    "–": "-", "—": "—", "―": "—", "～": "~", "〜": "~", "∼": "~", "＞": ">", "＜": "<", "＝": "=", "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤",
    "／": "/", "＆": "&", "｡": "。", "､": "、", "•": "·", "・": "·",
    **{chr(0xFF10 + i): str(i) for i in range(10)},
    **{chr(0xFF21 + i): chr(65 + i) for i in range(26)},
    **{chr(0xFF41 + i): chr(97 + i) for i in range(26)},
}  # fmt: skip
_FOLDED = str.maketrans(_FOLD)
_LATIN = re.compile(r"[A-Za-z]")
# Characters that no reader sees: byte order mark, zero-width signs, soft hyphen.
_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad")


@dataclass(frozen=True, slots=True)
class View:
    """A normalised reading of a span of a text.

    Attributes:
        text: the normalised characters.
        offsets: for each character of ``text`` its offset in the stored text, strictly increasing.
    """

    text: str
    offsets: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the stored text that ``text[start:end]`` stands for.

        Args:
            start, end: a non-empty span of the view.

        Raises:
            ValueError: if the span is empty or outside the view.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}-{end} in a view of {len(self.text)} characters")
        return self.offsets[start], self.offsets[end - 1] + 1

    def part(self, start: int, end: int) -> View:
        """The view of a part."""
        return View(self.text[start:end], self.offsets[start:end])

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The span of this view that lies inside ``start``–``end`` of the stored text (empty if none does)."""
        inside = [i for i, at in enumerate(self.offsets) if start <= at < end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


# A page number on a line of its own (GB/T 9704-2012, 7.5: — 1 —), inside a sentence that runs over the page.
_PAGE_NUMBER = (
    r"\n[^\S\n]*(?:[—–－-]{1,2}[^\S\n]*\d{1,4}[^\S\n]*[—–－-]{1,2}"
    r"|第[^\S\n]*\d{1,4}[^\S\n]*页(?:[^\S\n]*[/，,]?[^\S\n]*共[^\S\n]*\d{1,4}[^\S\n]*页)?)[^\S\n]*(?=\n)"
)
# What does not simply stand for itself, or stands for nothing.
_SPECIAL = re.compile(rf"{_PAGE_NUMBER}|[\s{''.join(_INVISIBLE)}{''.join(_CHINESE_PUNCTUATION)}]")


def view(text: str, start: int = 0, end: int | None = None) -> View:
    """The view of ``text[start:end]``.

    White space and page numbers between lines go out, except a single blank between two Latin words; full-width digits,
    Latin letters and operators become half-width; brackets become full-width; ``,;:?!`` become Chinese unless they stand
    between half-width signs.

    Args:
        text: the stored text.
        start, end: the span to read; by default all of it.

    Returns:
        the view; its offsets count from the beginning of ``text``.
    """
    end = len(text) if end is None else end
    pieces: list[str] = []
    offsets: list[int] = []
    at, gap = start, False
    for special in chain(_SPECIAL.finditer(text, start, end), [None]):
        until = end if special is None else special.start()
        if until > at:  # a run of characters that each stand for themselves
            run = text[at:until].translate(_FOLDED)
            if gap and pieces and _LATIN.match(pieces[-1][-1]) and _LATIN.match(run):
                pieces.append(" ")
                offsets.append(at - 1)
            pieces.append(run)
            offsets.extend(range(at, until))
            gap = False
        if special is None:
            break
        at = special.end()
        if special[0] in _CHINESE_PUNCTUATION:
            pieces.append(special[0] if _between_latin(text, until, start, end) else _CHINESE_PUNCTUATION[special[0]])
            offsets.append(until)
            gap = False
        elif at == until + 1:
            gap = gap or special[0] not in _INVISIBLE
    return View("".join(pieces), tuple(offsets))


def _between_latin(text: str, at: int, start: int, end: int) -> bool:
    """Whether ``1,000`` or ``10:30`` is meant: a half-width digit or letter on both sides."""
    before = text[at - 1] if at > start else ""
    after = text[at + 1] if at + 1 < end else ""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


# No author writes a sentence so long. Files without punctuation hold some, and what is compared within a sentence (each name with each
# bracket) would take time by the square of its length.
_LONGEST = 1500
_OPENING, _CLOSING = frozenset("（〔《“「『【"), frozenset("）〕》”」』】")
_ENDS_AND_BRACKETS = re.compile(r"[（〔《“「『【）〕》”」』】]|[。！？；]+[”’」』）]*")


def sentences(whole: View) -> Iterator[tuple[int, int]]:
    """Spans of the sentences (句) of a view, their closing mark included; brackets are never split.

    ``；`` ends one as ``。`` does: the clauses that it joins are independent in official documents (GB/T 15834).
    """
    begin = depth = 0
    for match in _ENDS_AND_BRACKETS.finditer(whole.text):
        if match[0] in _OPENING:
            depth += 1
        elif match[0] in _CLOSING:
            depth = max(0, depth - 1)
        else:
            # An unclosed bracket must not swallow the rest of the paragraph: give up on it after 200 characters.
            if not depth or match.start() - begin >= 200:
                yield from _bearable(whole.text, begin, match.end())
                begin = match.end()
            depth = max(0, depth - sum(char in _CLOSING for char in match[0]))
    if begin < len(whole):
        yield from _bearable(whole.text, begin, len(whole))


def _bearable(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of at most :data:`_LONGEST` characters, cut behind a comma where there is one."""
    while end - start > _LONGEST:
        comma = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in "，、,")
        cut = comma + 1 if comma >= 0 else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end
