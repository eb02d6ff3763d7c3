"""The notebooks of ``docs/`` run, and their outputs are those that are kept in them."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from .notebooks import NOTEBOOKS, executed


def outputs(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """Source and output of each cell of code; the version of the data, which changes with every rule, is left out."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.outputs]
            found.append((cell.source, re.sub(r"\b[0-9a-f]{16}\b", "…", "".join(shown))))
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_gives_the_outputs_that_it_shows(path: Path, store_path: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HENGCE_STORE", store_path)
    kept = nbformat.read(path, as_version=4)
    nbformat.validate(kept)
    assert outputs(executed(path)) == outputs(kept), "`python -m tests.notebooks` writes the outputs anew"
    assert sum(bool(shown) for _, shown in outputs(kept)) >= 10
