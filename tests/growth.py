"""How the time of a reader grows with its input: a ratio within one run, with the best of several tries on both sides."""

from __future__ import annotations

import time
from collections.abc import Callable

_TRIES = 3
_NOISE_SECONDS = 0.004


def growth(read: Callable[[str], object], piece: str, length: int, factor: int = 8) -> float:
    """Time for ``factor`` times the text over the time for the text: about ``factor`` when linear, its square when quadratic.

    Args:
        read: what is measured.
        piece: repeated to make the texts.
        length: characters of the shorter text; it should take some milliseconds.
        factor: how much longer the other one is.
    """

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        times = []
        for _ in range(_TRIES):
            began = time.process_time()
            read(text)
            times.append(time.process_time() - began)
        return min(times)

    read(piece)  # what is loaded at the first use does not count
    return seconds(length * factor) / max(seconds(length), _NOISE_SECONDS)
