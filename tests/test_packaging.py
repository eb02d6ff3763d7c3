"""Wheel, source distribution and editable install: each puts the whole program, and nothing else, into an environment.

The distributions are built from a copy of the tree by the build backend that runs the tests, and each is installed into a
fresh environment that borrows the dependencies of this one, so that nothing is downloaded.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

ROOMS = ("ontology", "corpus", "extract", "queries", "api")
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info")

PROBE = """
import importlib.metadata, importlib.resources, importlib.util, json, pkgutil
import hengce.{rooms}
names = {names}
print({{
    "top": [name for name in names if importlib.util.find_spec(name)],
    "files": sorted(
        room + "/" + str(file.relative_to(folder)).replace("\\\\", "/")
        for room in {all_rooms}
        for folder in [importlib.resources.files("hengce." + room)]
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    ),
    "version": importlib.metadata.version("hengce"),
}})
"""


class Installed(NamedTuple):
    """An environment with the project in it."""

    python: Path
    how: str

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs Python there, away from the checkout and without the environment's own hints."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return subprocess.run(
            [str(self.python), "-I", *arguments], capture_output=True, text=True, encoding="utf-8", cwd=self.python.parent, env=environment
        )


def hook(tree: Path, call: str) -> None:
    """Calls a hook of the build backend (PEP 517, PEP 660) in ``tree``."""
    code = f"from setuptools import build_meta; build_meta.{call}"
    done = subprocess.run([sys.executable, "-c", code], cwd=tree, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def one(folder: Path, pattern: str) -> Path:
    found = list(folder.glob(pattern))
    assert len(found) == 1, found
    return found[0]


@pytest.fixture(scope="module")
def tree(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("tree") / "hengce"
    shutil.copytree(root, copy, ignore=LEFT_OUT)
    shutil.copytree(root / ".ci", copy / ".ci")
    return copy


@pytest.fixture(scope="module")
def wheel(tree: Path) -> Path:
    hook(tree, "build_wheel('dist')")
    return one(tree / "dist", "*.whl")


@pytest.fixture(scope="module")
def sdist(tree: Path) -> Path:
    hook(tree, "build_sdist('dist')")
    return one(tree / "dist", "*.tar.gz")


@pytest.fixture(scope="module", params=["wheel", "sdist", "editable"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, tree: Path) -> Installed:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "wheel":
        distribution: Path = request.getfixturevalue("wheel")
    elif request.param == "sdist":
        with tarfile.open(request.getfixturevalue("sdist")) as archive:
            if hasattr(tarfile, "data_filter"):  # Python 3.11.4; Debian 12 has 3.11.2
                archive.extraction_filter = tarfile.data_filter
            archive.extractall(folder)
        unpacked = one(folder, "hengce-*")
        hook(unpacked, "build_wheel('..')")
        distribution = one(folder, "*.whl")
    else:
        hook(tree, "build_editable('editable')")
        distribution = one(tree / "editable", "*.whl")
    venv.create(folder / "venv", with_pip=False)
    place = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
    scheme = sysconfig.get_preferred_scheme("prefix")
    python = Path(sysconfig.get_path("scripts", scheme, place)) / ("python.exe" if os.name == "nt" else "python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    done = subprocess.run([*pip, str(distribution)], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    # Only now: pip would take an installed project of this name for its own.
    site = Path(sysconfig.get_path("purelib", scheme, place))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return Installed(python, request.param)


def shipped(root: Path) -> list[str]:
    """What an installation must hold: every file of the rooms."""
    return sorted(
        path.relative_to(root).as_posix()
        for room in ROOMS
        for path in (root / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    )


def test_an_installation_holds_every_file_and_no_stray_names(installed: Installed, tree: Path):
    names = (*ROOMS, "tests", "conftest", "texts", "gold")
    probe = PROBE.format(rooms=", hengce.".join(ROOMS), names=names, all_rooms=ROOMS)
    done = installed.run("-c", probe)
    assert done.returncode == 0, done.stderr
    seen = ast.literal_eval(done.stdout)
    assert seen["top"] == []
    assert seen["files"] == shipped(tree)
    assert any(name.startswith("corpus/texts/") for name in seen["files"])


def test_the_command_works(installed: Installed):
    command = installed.python.with_name("hengce.exe" if os.name == "nt" else "hengce")
    done = subprocess.run([str(command), "--help"], capture_output=True, text=True, encoding="utf-8", cwd=installed.python.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "compare" in done.stdout


def test_the_wheel_holds_nothing_else(wheel: Path, root: Path):
    names = zipfile.ZipFile(wheel).namelist()
    inside = [name for name in names if not name.startswith("hengce/")]
    assert all(name.startswith("hengce-") and ".dist-info/" in name for name in inside), inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert [name for name in names if name.endswith((".pyc", ".pyo")) or "tests/" in name] == []


def test_the_source_distribution_can_be_tested_and_set_up(sdist: Path, root: Path):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    expected = {"Makefile", "LICENSE", "CHANGELOG.md", "README.md", "README.zh.md", "requirements.lock", ".ci/setup", "tests/conftest.py"}
    assert expected <= names
