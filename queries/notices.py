"""What every answer must say beside its facts: that a document is expired, a draft, or the like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning.

    Attributes:
        code: what it is about, for programs: ``expired``, ``superseded``, ``draft``, ``issued``, ``amended``, ``reissued``,
            ``not-begun``, ``past-targets``, ``two-in-force``, ``no-superior``, ``no-place``, ``no-evidence``, ``wider-type``,
            ``close-type``, ``unknown-type``, ``unused-fact``, ``score-in-parts``, ``missing-annex``.
        zh, en: the sentence.
    """

    code: str
    zh: str
    en: str

    def message(self, language: Language = "zh") -> str:
        """The sentence in a language."""
        return self.en if language == "en" else self.zh
