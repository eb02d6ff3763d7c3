"""JSON Lines: one fact, one line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

MEDIA_TYPE = "application/x-ndjson"


def plain(value: Any) -> Any:
    """A value as JSON has it: whole numbers without ``.0``, decimals as numbers, everything nested likewise."""
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, (float, Decimal)) and not isinstance(value, bool):
        return int(value) if value == int(value) else float(value)
    return value


def render(records: Iterable[Mapping[str, Any]]) -> str:
    """Records as JSON Lines (UTF-8, Chinese as it is)."""
    return "".join(json.dumps(plain(record), ensure_ascii=False) + "\n" for record in records)
