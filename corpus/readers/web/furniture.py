"""What stands on the pages of government sites around a document; the words are in ``furniture.yaml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ....ontology.yamlfiles import load_yaml


@cache
def furniture() -> dict[str, Any]:
    """``elements`` and ``parts`` as sets of words, ``lines`` as one pattern, ``number_labels`` as a tuple."""
    data = load_yaml(Path(__file__).with_name("furniture.yaml"))
    return {
        "elements": frozenset(data["elements"]),
        "parts": frozenset(data["parts"]),
        "lines": re.compile("|".join(f"(?:{line})" for line in data["lines"])),
        "number_labels": tuple(data["number_labels"]),
    }
