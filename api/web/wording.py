"""The words of the pages: one YAML file a page in ``strings/``, each text in Chinese and English.

A text is named by its file and its key there: ``home.title`` is ``title`` of ``home.yaml``. ``{name}`` in it is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..language import Language

STRINGS = Path(__file__).parent / "strings"


@cache
def texts() -> Mapping[str, tuple[str, str]]:
    """All texts by name, Chinese and English.

    Raises:
        ValueError: if a text is not given in exactly the two languages.
    """
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(STRINGS.glob("*.yaml")):
        for key, value in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items():
            if not (isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)):
                raise ValueError(f"{file.name}: {key} needs a Chinese and an English text")
            found[f"{file.stem}.{key}"] = (value[0], value[1])
    return found


def say(language: Language, name: str, /, **values: Any) -> str:
    """A text in a language; it is plain text, which the template escapes.

    Args:
        language: in which.
        name: ``file.key``.
        **values: what its places in braces stand for.

    Raises:
        KeyError: if there is no such text, or a value is missing.
    """
    return texts()[name][language == "en"].format(**values)
