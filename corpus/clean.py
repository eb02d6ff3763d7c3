"""Views: the text as a reader would type it again, with a map back to every original character.

The stored text is never changed. Reading works on a view, in which the accidents of files are gone: white space and line
breaks, full-width digits and letters, half-width brackets and punctuation among Chinese. Each character of a view stands for
exactly one character of the text, so that any span of the view has an exact span in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


def view(text: str, start: int = 0, end: int | None = None) -> View:
    """The view of ``text[start:end]``.

    White space goes out, except a single blank between two Latin words; full-width digits, Latin letters and operators
    become half-width; brackets become full-width; ``,;:?!`` become Chinese unless they stand between half-width signs.

    Args:
        text: the stored text.
        start, end: the span to read; by default all of it.

    Returns:
        the view; its offsets count from the beginning of ``text``.
    """
    end = len(text) if end is None else end
    chars: list[str] = []
    offsets: list[int] = []
    gap = False
    for at in range(start, end):
        char = text[at]
        if char.isspace() or char in _INVISIBLE:
            gap = gap or char not in _INVISIBLE
            continue
        char = _FOLD.get(char, char)
        if gap and chars and _LATIN.match(chars[-1]) and _LATIN.match(char):
            chars.append(" ")
            offsets.append(at - 1)
        gap = False
        if char in _CHINESE_PUNCTUATION and not _between_latin(text, at, start, end):
            char = _CHINESE_PUNCTUATION[char]
        chars.append(char)
        offsets.append(at)
    return View("".join(chars), tuple(offsets))


def _between_latin(text: str, at: int, start: int, end: int) -> bool:
    """Whether ``1,000`` or ``10:30`` is meant: a half-width digit or letter on both sides."""
    before = text[at - 1] if at > start else ""
    after = text[at + 1] if at + 1 < end else ""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


_SENTENCE_END = re.compile(r"[。！？；]+[”’」』）]*")


def sentences(whole: View) -> Iterator[tuple[int, int]]:
    """Spans of the sentences (句) of a view, their closing mark included; brackets are never split.

    ``；`` ends one as ``。`` does: the clauses that it joins are independent in official documents (GB/T 15834).
    """
    depth = [0] * (len(whole) + 1)
    for i, char in enumerate(whole.text):
        depth[i + 1] = max(0, depth[i] + (char in "（〔《“「『【") - (char in "）〕》”」』】"))
    begin = 0
    for match in _SENTENCE_END.finditer(whole.text):
        # An unclosed bracket must not swallow the rest of the paragraph: give up on it after 200 characters.
        if depth[match.start()] and match.start() - begin < 200:
            continue
        yield begin, match.end()
        begin = match.end()
    if begin < len(whole):
        yield begin, len(whole)
