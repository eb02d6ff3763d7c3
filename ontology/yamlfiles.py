"""Data files in YAML, read quickly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .errors import DefinitionError

# libyaml reads the word lists seven times as fast, which is a quarter of a second of every start; wheels of PyYAML bring it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(path: Path) -> Any:
    """The content of a data file that comes with the program.

    Raises:
        DefinitionError: if it is no YAML.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except yaml.YAMLError as error:
        raise DefinitionError(f"{path.name} 不是有效的 YAML：{error}", f"{path.name} is not valid YAML: {error}") from error
