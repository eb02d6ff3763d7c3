"""What assistants are told of the tools, from ``wording.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ...ontology.yamlfiles import load_yaml


@cache
def _wording() -> dict[str, Any]:
    return load_yaml(Path(__file__).with_name("wording.yaml"))


def guide() -> str:
    """How to use the tools, Chinese first."""
    return _both(_wording()["guide"])


def title(tool: str) -> str:
    """What a tool is called."""
    return _wording()["tools"][tool]["title"]


def description(tool: str, listed: str = "") -> str:
    """What a tool answers and when to use it.

    Args:
        tool: its name.
        listed: what stands below the Chinese words.
    """
    return _both(_wording()["tools"][tool], listed)


def prompts() -> dict[str, dict[str, Any]]:
    """The prompts by name: ``title``, ``zh``, ``en``, ``arguments`` (each with ``required``, ``zh``, ``en``) and ``text``."""
    return _wording()["prompts"]


def _both(words: dict[str, Any], listed: str = "") -> str:
    return "\n\n".join(filter(None, [words["zh"] + ("\n" + listed if listed else ""), words["en"]]))
