"""Long answers in parts: each call gives so many entries as fit, and ``next`` to go on with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ...ontology.errors import TooLarge

LONGEST = 60_000
"""Characters that the entries of one answer may have as JSON."""


class Cursor(BaseModel):
    """From where on a list or text is asked for."""

    model_config = ConfigDict(extra="forbid")

    cursor: str | None = Field(
        None, pattern=r"^\d{1,9}$", description="上一次答案的 next，用来取后面的（`next` of the last answer, to go on）"
    )

    @property
    def first(self) -> int:
        """Entries, or characters, that are left out before."""
        return int(self.cursor or 0)


class Turning(Cursor):
    """Which part of a list is asked for."""

    limit: int = Field(20, ge=1, le=100, description="一次最多的条数（entries at most）")


class Part(BaseModel):
    """Which part of a list an answer has."""

    total: int = Field(description="全部条数（entries of the whole list）")
    limit: int
    offset: int = Field(description="之前的条数（entries before these）")
    next: str | None = Field(description="取后面的用它作 cursor；没有后面的则为 null（the cursor to go on with; null at the end）")


def part(items: Sequence[Any], total: int, turning: Turning, name: str = "items") -> dict[str, Any]:
    """The entries that fit into one answer, and where they stand.

    Args:
        items: entries from ``turning.first`` on, as many as there are or were read.
        total: of the whole list.
        turning: what was asked for.
        name: under which the entries stand.

    Raises:
        TooLarge: if not even one fits.
    """
    kept: list[Any] = []
    size = 0
    for each in items[: turning.limit]:
        size += len(json.dumps(each, ensure_ascii=False, default=str))
        if size > LONGEST:
            break
        kept.append(each)
    if items and not kept:
        raise TooLarge(
            "其中一条就超过一次答案的上限；请缩小范围（如少问几个地区）。",
            "One entry alone is longer than an answer may be; narrow the question (fewer places).",
        )
    following = turning.first + len(kept)
    return {
        name: kept, "total": total, "limit": turning.limit, "offset": turning.first, "next": str(following) if following < total else None,
    }  # fmt: skip


def cut(text: str, cursor: Cursor, longest: int) -> tuple[str, dict[str, Any]]:
    """A part of a text, and where it stands: here an entry is a character (Unicode code point).

    Args:
        text: the whole.
        cursor: counts characters.
        longest: characters that the part may have.
    """
    shown = text[cursor.first : cursor.first + longest]
    end = cursor.first + len(shown)
    return shown, {"total": len(text), "limit": longest, "offset": cursor.first, "next": str(end) if end < len(text) else None}
