"""The examples of the READMEs and guides, run as a reader would run them.

A block ``console`` is a session: a line ``$ …`` is a command (continued by ``\\``), the lines after it are what it prints, where
``…`` stands for whatever is left out: a line of its own for any lines, within a line for any characters. A block ``python`` is a program;
its comments ``# → …`` are lines that it prints, in order. Commands ask the service of the fixture under its own address, and
a graph built from the packaged texts.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

READMES = ("README.md", "README.zh.md")
GUIDES = ("docs/sparql.md", "docs/sparql.zh.md", "docs/mcp.md", "docs/mcp.zh.md")
ADDRESS = "http://127.0.0.1:8000"
SECONDS = 120

_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.M | re.S)


class Example(NamedTuple):
    """A command or program of a document, with what it must print."""

    place: str
    language: str
    source: str
    expected: list[str]


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a session, each with its output."""
    for part in re.split(r"^\$ ", text.replace("\\\n", " "), flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        yield command, [line for line in output.split("\n") if line.strip()]


def examples(path: Path) -> Iterator[Example]:
    """The examples of a document."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT).as_posix()
    for match in _BLOCK.finditer(text):
        place = f"{name}:{text.count(chr(10), 0, match.start()) + 2}"
        language, source = match.groups()
        if language == "python":
            yield Example(place, language, source, re.findall(r"# → (.+)$", source, flags=re.M))
        else:
            for command, expected in commands(source):
                yield Example(f"{place} {command.split()[0]}", language, command, expected)


ROOT = Path(__file__).parents[1]
EXAMPLES = [example for name in (*READMES, *GUIDES) for example in examples(ROOT / name)]


@pytest.fixture(scope="module")
def environment(store_path: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of a shell in which the project is installed and its graph is built."""
    inside = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return {**os.environ, "PATH": os.pathsep.join(inside), "HENGCE_STORE": store_path, "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def service(environment: dict[str, str]) -> Iterator[str]:
    """The address of a running service."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hengce.api.cli", "serve", "--port", "0"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()  # written when requests are answered
            found = re.search(r"http://[^\s（(]+?(?=/?[\s（(])", line)
            assert found is not None, f"the service said {line!r}"
            yield found[0]
        finally:
            process.terminate()
    assert process.returncode in (0, -15)


def lines_missing(expected: list[str], printed: str) -> list[str]:
    """The expected lines that do not stand in the output in their order; blanks at the ends of lines do not count."""
    lines = iter(line.rstrip() for line in printed.split("\n"))
    missing = []
    for wanted in expected:
        if wanted.strip() == "…":
            continue
        pattern = ".*".join(re.escape(part) for part in wanted.rstrip().split("…"))
        if not any(re.fullmatch(pattern, line) for line in lines):
            missing.append(wanted)
            break  # what follows was looked for from here on
    return missing


def once() -> Iterator[list[Example]]:
    """The examples, those that two documents share together: a command is run once, and must print what each of them says."""
    shared: dict[tuple[str, str], list[Example]] = {}
    for example in EXAMPLES:
        shared.setdefault((example.language, example.source), []).append(example)
    yield from shared.values()


@pytest.mark.parametrize("shown", list(once()), ids=lambda shown: " ".join(example.place for example in shown))
def test_an_example_prints_what_the_document_says(
    shown: list[Example], environment: dict[str, str], root: Path, request: pytest.FixtureRequest
):
    example = shown[0]
    source = example.source
    if ADDRESS in source:
        source = source.replace(ADDRESS, request.getfixturevalue("service"))
    if re.search(r"\bcurl\b", source) and example.language == "console":
        request.getfixturevalue("requires")("curl")
    command = [sys.executable, "-c", source] if example.language == "python" else ["/bin/sh", "-c", source]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS)
    assert done.returncode == 0, done.stderr
    assert [missing for each in shown for missing in lines_missing(each.expected, done.stdout)] == [], done.stdout


@pytest.mark.parametrize("pair", [READMES, GUIDES], ids=lambda pair: pair[0])
def test_both_languages_show_the_same_examples(pair: tuple[str, str]):
    shown = [
        [example.source for example in EXAMPLES if example.place.startswith(name + ":") and example.language == "console"] for name in pair
    ]
    assert shown[0] == shown[1]
    assert len(shown[0]) >= 8


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_named_exists(root: Path, name: str):
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", (root / name).read_text(encoding="utf-8"), flags=re.M))
    assert {"run", "test"} <= named <= targets


def test_the_comparison_of_lines_can_fail():
    assert lines_missing(["a", "…", "b…d"], "a\nx\nbcd  \n") == []
    assert lines_missing(["b", "a"], "a\nb\n") == ["a"]
    assert lines_missing(["a"], "ab\n") == ["a"]
