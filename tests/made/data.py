"""The words of made documents, read once from the YAML files beside this module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def wording() -> Mapping[str, Any]:
    """How things are said: templates by name (``wording.yaml``)."""
    return _read("wording")


@cache
def matters() -> Mapping[str, Any]:
    """What documents are about: types, figures, conditions, industries (``types.yaml``)."""
    return _read("types")


@cache
def types() -> Sequence[Mapping[str, str]]:
    """The types that may be recognised."""
    return matters()["types"]


@cache
def misreadings() -> Sequence[Mapping[str, str]]:
    """What the program is known to misread (``misreadings.yaml``)."""
    return _read("misreadings")


def _read(name: str) -> Any:
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
