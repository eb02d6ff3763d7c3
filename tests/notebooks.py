"""Runs the notebooks of ``docs/``: ``python -m tests.notebooks`` writes their outputs anew.

Of an output only what is the same in every run is kept: printed text, and frames as text.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = tuple(sorted((ROOT / "docs").glob("*.ipynb")))
_FORMS = ("text/plain", "text/html")
"""The forms of an output that are kept."""


def executed(path: Path) -> nbformat.NotebookNode:
    """A notebook with the outputs that its cells have now, run in this environment by a kernel of its own."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            if "data" in output:
                output.data = {form: output.data[form] for form in _FORMS if form in output.data}
    return notebook


def main() -> None:
    """Write the outputs of all notebooks; the graph is that of the environment."""
    for path in NOTEBOOKS:
        path.write_text(nbformat.writes(executed(path), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
