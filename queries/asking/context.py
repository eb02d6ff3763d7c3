"""What a conversation hands from one question to the next: the slots and intents of the last one, as a short opaque text.

It holds names of things and nothing else, so a forged one can at most ask about other things.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

from ...ontology.errors import InvalidParameter
from .intents import intents
from .slots import Slots

LONGEST = 4_000
"""The most characters of a context."""
_VERSION = 1
_MOST = 12  # names of one sort
_NAMES = ("places", "documents", "types", "levels", "grades")


def written(slots: Slots, asked: Sequence[str]) -> str:
    """The context after a question.

    Args:
        slots: what it named.
        asked: names of its intents.
    """
    body = {"v": _VERSION, "asked": list(asked)[:_MOST], **{name: list(getattr(slots, name))[:_MOST] for name in _NAMES}}
    return base64.urlsafe_b64encode(json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()).decode()


def read(context: str | None) -> tuple[Slots, tuple[str, ...]] | None:
    """The slots and intents of the question before, or None where there was none.

    Raises:
        InvalidParameter: if it is none that an answer gave.
    """
    if context is None or not context.strip():
        return None
    if len(context) > LONGEST:
        raise _malformed()
    try:
        body: Any = json.loads(base64.b64decode(context.strip(), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise _malformed() from None
    if not isinstance(body, dict) or body.get("v") != _VERSION or body.keys() - {"v", "asked", *_NAMES}:
        raise _malformed()
    lists = {name: body.get(name, []) for name in ("asked", *_NAMES)}
    for each in lists.values():
        if not isinstance(each, list) or len(each) > _MOST or not all(isinstance(name, str) and 0 < len(name) <= 80 for name in each):
            raise _malformed()
    named = {name: tuple(each) for name, each in lists.items()}
    slots = Slots(
        text="", places=named["places"], documents=named["documents"], types=named["types"], levels=named["levels"], grades=named["grades"]
    )
    return slots, tuple(name for name in named["asked"] if name in intents())


def _malformed() -> InvalidParameter:
    return InvalidParameter(
        "context 应为上一次回答原样返回的 context。", "context must be what the last answer returned, unchanged.", parameter="context"
    )
