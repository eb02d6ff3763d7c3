"""The five rooms: which packages there are, and which may import which."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOMS = ("ontology", "corpus", "extract", "queries", "api")

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(config_filename=sys.argv[1], no_cache=True))"


_FOR_DEVELOPERS = ("test", "lint", "soak")


def modules(root: Path) -> list[Path]:
    return sorted(path.relative_to(root) for room in ROOMS for path in (root / room).rglob("*.py"))


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def nodes(root: Path) -> dict[Path, list[ast.AST]]:
    """The syntax of every module, parsed once."""
    return {path: list(ast.walk(ast.parse((root / path).read_text(encoding="utf-8")))) for path in modules(root)}


def test_the_list_of_packages_is_the_tree(root: Path, project: dict[str, Any]):
    packages = {"hengce." + ".".join(path.parent.parts) for path in modules(root)}
    assert sorted(packages) == project["tool"]["setuptools"]["packages"]


def test_every_package_is_marked_as_one(root: Path):
    assert [folder for folder in {path.parent for path in modules(root)} if not (root / folder / "__init__.py").is_file()] == []


def test_the_root_itself_is_no_package(root: Path):
    assert not (root / "__init__.py").exists()
    assert {path.name for path in root.glob("*.py")} == set()


def test_rooms_import_only_from_rooms_before_them(root: Path):
    done = subprocess.run(
        [sys.executable, "-c", LINT, str(root / "pyproject.toml")], cwd=root / "tests", capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout
    analysed = re.search(r"Analyzed (\d+) files", done.stdout)
    assert analysed is not None
    assert int(analysed[1]) == len(modules(root)), "the contract does not see all modules"


def test_rooms_import_each_other_relatively(nodes: dict[Path, list[ast.AST]]):
    absolute = [
        f"{path}:{node.lineno}"
        for path, inside in nodes.items()
        for node in inside
        if (isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] in {"hengce", *ROOMS})
        or (isinstance(node, ast.Import) and any(name.name.split(".")[0] in {"hengce", *ROOMS} for name in node.names))
    ]
    assert absolute == []


def test_what_is_imported_is_declared_and_nothing_else(nodes: dict[Path, list[ast.AST]], project: dict[str, Any]):
    every = [node for inside in nodes.values() for node in inside]
    imported = {name.name for node in every if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in every if isinstance(node, ast.ImportFrom) and node.level == 0}
    providers = importlib.metadata.packages_distributions()
    tops = {name.split(".")[0] for name in imported} - sys.stdlib_module_names
    used = {providers[top][0].lower().replace("_", "-") for top in tops}
    declared = {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in project["project"]["dependencies"]}
    optional = {
        name for extra, names in project["project"]["optional-dependencies"].items() for name in names if extra not in _FOR_DEVELOPERS
    }
    assert declared <= used <= declared | {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in optional}
