"""What the documents say is so: links lead somewhere, settings are described, nothing belongs to one machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from hengce.api.settings import PREFIX, Settings

ROOMS = ("ontology", "corpus", "extract", "queries", "api", "tests")
SKIPPED = {".git", ".venv", "build", "dist", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache"}

# Written with a gap, so that this file does not hold what it looks for.
HOSTS = re.compile(
    "|".join(name.replace(" ", "") for name in (r"pypi \.org", r"python hosted\.org", r"anacon da\.(org|com)", r"/sim ple\b"))
)
TOPS = "|".join(name.replace(" ", "") for name in ("wo rk", "ro ot", "ho me", "Us ers", "o pt", "m nt"))
PLACES = re.compile(rf"(?<![\w.:/-])/(?:{TOPS})/\w|[A-Z]:\\\w")


def tracked(root: Path) -> list[Path]:
    """The files of the project: what git would commit, or every file where there is no repository or no git."""
    if (root / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={root}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root, capture_output=True, check=True,
        ).stdout.decode()  # fmt: skip
        return sorted(root / name for name in listed.split("\0") if name and (root / name).is_file())
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and not SKIPPED & set(path.relative_to(root).parts) and ".egg-info" not in str(path.relative_to(root))
    )


def readable(root: Path) -> list[tuple[str, str]]:
    """Path and content of the files that are text, the corpus and gold apart: they are quoted, not written here."""
    files = []
    for path in tracked(root):
        name = path.relative_to(root).as_posix()
        if path.suffix not in {".txt", ".jsonl", ".png", ".woff2"}:
            files.append((name, path.read_text(encoding="utf-8")))
    return files


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_introduces_itself(root: Path, room: str):
    assert len((root / room / "README.md").read_text(encoding="utf-8")) > 300


@pytest.mark.parametrize(("what", "pattern"), [("registry host", HOSTS), ("path of one machine", PLACES)], ids=["hosts", "places"])
def test_nothing_belongs_to_one_machine(root: Path, what: str, pattern: re.Pattern[str]):
    found = [
        f"{name}:{number}: {what} {match[0]!r}"
        for name, content in readable(root)
        for number, line in enumerate(content.split("\n"), 1)
        if (match := pattern.search(line))
    ]
    assert found == []


def test_the_patterns_find_what_they_look_for():
    top = "/" + "home"
    assert HOSTS.search("--index-url https://" + "pypi" + ".org")
    assert PLACES.search(f"cd {top}/me")
    assert PLACES.search("C:" + "\\Users")
    assert not PLACES.search(f"https://example.org{top}/me")
    assert not PLACES.search(f"id{top}/me")


SETTING = re.compile(r"\bHENGCE_[A-Z]+(?:_[A-Z]+)*\b")


def settings_of_the_project(root: Path) -> set[str]:
    """The fields of the settings, and what other files read from the environment."""
    named = {name for path, content in readable(root) if not path.endswith(".md") for name in SETTING.findall(content)}
    return named | {PREFIX + field.name.upper() for field in fields(Settings)}


def test_the_settings_described_are_those_there_are(root: Path):
    described = {name for path, content in readable(root) if path.endswith(".md") for name in SETTING.findall(content)}
    assert described == settings_of_the_project(root)


def test_links_between_documents_lead_somewhere(root: Path):
    dead = []
    for name, content in readable(root):
        if not name.endswith(".md"):
            continue
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", content, flags=re.S)):
            if not re.match(r"[a-z]+:", target) and not (root / name).parent.joinpath(target).exists():
                dead.append(f"{name}: {target}")
    assert dead == []


def test_the_changelog_has_the_version(root: Path):
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert re.search(rf"^## \[{re.escape(version)}\]", (root / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.M)


def test_the_lock_pins_everything_by_hash(root: Path):
    locks = sorted(root.glob("requirements*.lock"))
    assert locks
    for lock in locks:
        logical = lock.read_text(encoding="utf-8").replace("\\\n", " ")
        for line in filter(None, (line.split("#")[0].strip() for line in logical.splitlines())):
            assert re.match(r"[a-z0-9.-]+==\S+( ;[^-]*(-[^-][^-]*)*)? +--hash=sha256:[0-9a-f]{64}", line), f"{lock.name}: {line[:80]}"


def test_the_lock_holds_every_declared_dependency(root: Path):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-") for requirement in requirements}

    def pinned(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9.-]+)==", (root / name).read_text(encoding="utf-8"), flags=re.M))

    extras = project["optional-dependencies"]
    assert names(project["dependencies"] + extras["test"]) <= pinned("requirements.lock")
    assert names(extras["lint"]) <= pinned("requirements-lint.lock")
