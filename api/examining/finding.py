"""What an examination finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..language import Language

State = Literal["ok", "absent", "advice", "fault"]
"""``absent``: something optional is not installed; ``advice``: works, but should be known; ``fault``: must be mended."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one thing.

    Attributes:
        name: of what was looked at, for programs.
        state: how it is.
        zh, en: that in words, and where it is a fault how to mend it.
    """

    name: str
    state: State
    zh: str
    en: str

    def message(self, language: Language = "zh") -> str:
        """The words in a language, on one line."""
        return " ".join((self.en if language == "en" else self.zh).split())

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The finding as a JSON object."""
        return {"name": self.name, "state": self.state, "message": self.message(language)}
