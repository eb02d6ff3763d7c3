"""No regular expression of the project can be made to take for ever; see ``patterns.py``."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .patterns import hostile, worst


def test_no_expression_is_worse_than_the_square(root: Path) -> None:
    """In a process of its own, so that every expression is seen when it is compiled."""
    done = subprocess.run([sys.executable, "-m", "tests.patterns"], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.fullmatch(r"(\d+) expressions, 0 of them too slow\n", done.stdout)
    assert found is not None
    assert int(found[1]) > 1000, "expressions of the word lists are not among them"


@pytest.mark.parametrize("pattern", ["(a+)+b", "[A-Z]+(?:/?[A-Z]+)*-", "(?:x|aa|a)*b"])
def test_what_would_take_for_ever_is_found(pattern: str) -> None:
    assert worst(re.compile(pattern)) is not None


@pytest.mark.parametrize("pattern", ["a+b", "(?>a+)+b", r"[^，。]{2,30}的", r"\d+(?:\.\d+)?", "(?:绿色|低碳)+工厂"])
def test_what_takes_the_square_at_most_passes(pattern: str) -> None:
    assert worst(re.compile(pattern)) is None


def test_hostile_texts_fit_what_is_repeated() -> None:
    assert ("第", "1") in set(hostile(re.compile(r"第\d+[条款]")))
