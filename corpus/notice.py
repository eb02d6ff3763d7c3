"""What the user should know, though nothing failed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the user should know, in Chinese and in English."""

    zh: str
    en: str

    def message(self, language: str = "zh") -> str:
        """The notice in ``language`` (``"zh"`` or ``"en"``)."""
        return self.en if language == "en" else self.zh
