"""How the time of a reader grows with its input: a ratio within one run, with the best of several tries on both sides."""

from __future__ import annotations

import time
from collections.abc import Callable

LINEAR = 32
"""What tells linear from quadratic at eight times the text (8 from 64), with room for noise on both sides."""
_FACTOR = 8
_TRIES = 3
_NOISE_SECONDS = 0.004


def growth(read: Callable[[str], object], piece: str, length: int, below: float = LINEAR) -> float:
    """Time for eight times the text over the time for the text: about 8 when linear, 64 when quadratic.

    Args:
        read: what is measured.
        piece: repeated to make the texts.
        length: characters of the shorter text; it should take some milliseconds.
        below: a ratio with which the caller is content: nothing is read again once it is certain that further tries would
            not lift the ratio above it.
    """

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        began = time.process_time()
        read(text)
        return time.process_time() - began

    read(piece)  # what is loaded at the first use does not count
    longer = seconds(length * _FACTOR)
    if longer < below * _NOISE_SECONDS:
        return longer / _NOISE_SECONDS
    short = max(min(seconds(length) for _ in range(_TRIES)), _NOISE_SECONDS)
    for _ in range(_TRIES - 1):
        if longer < below * short:
            break
        longer = min(longer, seconds(length * _FACTOR))
    return longer / short
