"""How often questions of each intent were understood and not answered: counts only, never a question's words."""

from __future__ import annotations

import threading
from collections import Counter

_LOCK = threading.Lock()
_COUNTED: Counter[tuple[str, str]] = Counter()


def count(intent: str, status: str) -> None:
    """Note one question.

    Args:
        intent: name of its intent, or ``none``.
        status: how it came out.
    """
    with _LOCK:
        _COUNTED[intent, status] += 1


def counts() -> dict[tuple[str, str], int]:
    """Questions of this process by intent and status."""
    with _LOCK:
        return dict(sorted(_COUNTED.items()))
