"""Every regular expression of the project against the inputs that are worst for it: ``python -m tests.patterns``.

The expressions are those that are compiled while all modules are imported and a text is read, so that those of the word lists (yaml) and
those that are put together are among them. Of each its parse tree says which repetitions it has: a hostile text repeats what one of
them takes, behind what comes before it, and ends in something that does not fit. Backtracking that tries every division of such a text
takes time that doubles with each repetition; nested scans take its third power. Neither is allowed: at most the square, which a
search from every place takes. That the reading of a whole text is linear is held by ``extract/test_robustness.py``.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

codes: Any = importlib.import_module("re._constants")  # as an expression is parsed; Python has no public names for it
parser: Any = importlib.import_module("re._parser")
ROOT = Path(__file__).resolve().parent.parent
SHORT, LONG = 200, 800
ALTERNATIVES = 8
"""Alternatives of a repeated choice that are tried."""
_SLOW = 0.01
"""Seconds for the short text from which on the long one is tried."""
_LIMIT = 3.0
_WORST = 40.0
"""Times as long for a text four times as long: 16 is the square, 64 the third power."""
_OTHERS = "国1a #，一"
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: str.isdigit, codes.CATEGORY_NOT_DIGIT: lambda c: not c.isdigit(),
    codes.CATEGORY_SPACE: str.isspace, codes.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    codes.CATEGORY_WORD: lambda c: c.isalnum() or c == "_", codes.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}  # fmt: skip


def main() -> int:
    """Try all; tell those that are too slow."""
    patterns = collected()
    slow = [(where, pattern.pattern, *found) for (where, pattern) in patterns if (found := worst(pattern))]
    for where, pattern, text, short, long in slow:
        sys.stdout.write(f"{where}: {text!r}…: {short:.3f} s for {SHORT}, {long:.3f} s for {LONG} characters: {pattern[:120]!r}\n")
    sys.stdout.write(f"{len(patterns)} expressions, {len(slow)} of them too slow\n")
    return 1 if slow else 0


def collected() -> list[tuple[str, re.Pattern[str]]]:
    """The expressions of the project, each with the place that compiles it."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    compile_one = re._compile  # type: ignore[attr-defined]

    def noting(pattern: Any, flags: int) -> Any:
        compiled = compile_one(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and ("/re/" in frame.f_code.co_filename or frame.f_code.co_name == "<dictcomp>"):
            frame = frame.f_back
        path = Path(frame.f_code.co_filename)
        if isinstance(compiled.pattern, str) and path.is_relative_to(ROOT) and path.parts[len(ROOT.parts)] in ROOMS:
            where = f"{path.relative_to(ROOT).as_posix()}:{frame.f_lineno}"
            found.setdefault((compiled.pattern, compiled.flags), (where, compiled))
        return compiled

    re._compile = noting  # type: ignore[attr-defined]
    try:
        for room in ROOMS:
            package = importlib.import_module(f"hengce.{room}")
            for module in pkgutil.walk_packages(package.__path__, f"hengce.{room}."):
                importlib.import_module(module.name)
        from hengce.corpus.library import Library
        from hengce.extract.pipeline import read_text

        source = Library().get("fujian-2018")
        read_text(source.id, source.text)
    finally:
        re._compile = compile_one  # type: ignore[attr-defined]
    return sorted(found.values(), key=lambda each: (each[0], each[1].pattern))


ROOMS = ("ontology", "corpus", "extract", "queries", "api")


def worst(pattern: re.Pattern[str]) -> tuple[str, float, float] | None:
    """The text on which an expression takes too long, with its times; None if it takes too long on none."""
    for text, repeated in hostile(pattern):
        for use in (pattern.fullmatch, pattern.search):
            short = seconds(use, _text(text, repeated, SHORT))
            if short < _SLOW:
                continue
            long = seconds(use, _text(text, repeated, LONG)) if short < _LIMIT else short
            if long >= _LIMIT or long / short > _WORST:
                return text + repeated, short, long
    return None


def _text(before: str, repeated: str, length: int) -> str:
    return before + repeated * (length // len(repeated) + 1) + "\x00"


def seconds(use: Callable[[str], object], text: str) -> float:
    """Seconds of computing that an expression takes for a text; it is ended at a limit."""

    def end(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, _LIMIT)
    began = time.process_time()
    try:
        use(text)
    except TimeoutError:
        return _LIMIT
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - began


def hostile(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """What comes before, and what is repeated, in the texts that are worst for an expression."""
    repetitions: dict[tuple[str, str], None] = {}
    whole = _sample(parser.parse(pattern.pattern, pattern.flags), "", repetitions, {})
    texts = dict.fromkeys(repetitions)
    texts |= {("", part): None for before, repeated in repetitions for part in (repeated, before, before + repeated)}
    yield from (text for text in (texts | {("", whole): None}) if text[1])


def _sample(tree: Any, before: str, repetitions: dict[tuple[str, str], None], groups: dict[int, str]) -> str:
    """``before`` and a short text that fits the tree; notes each repetition in it with what comes before."""
    text = before
    for code, value in tree:
        match code:
            case codes.LITERAL:
                text += chr(value)
            case codes.NOT_LITERAL | codes.ANY:
                text += "国" if value != ord("国") else "a"
            case codes.IN:
                text += _member(value)
            case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
                least, most, body = value
                once = _sample(body, text, repetitions, groups)[len(text) :]
                if most > 20:
                    repetitions |= {(text, each): None for each in (once, *_others(body, text, groups)) if each}
                text += once * least
            case codes.SUBPATTERN:
                inside = _sample(value[3], text, repetitions, groups)
                groups[value[0]], text = inside[len(text) :], inside
            case codes.BRANCH:
                text, *_ = [_sample(each, text, repetitions, groups) for each in value[1]]
            case codes.ASSERT:
                _sample(value[1], text, repetitions, groups)
            case codes.ATOMIC_GROUP:
                text = _sample(value, text, repetitions, groups)
            case codes.GROUPREF:
                text += groups.get(value, "")
            case _:
                pass  # anchors and what must not follow take no characters
    return text


def _others(body: Any, before: str, groups: dict[int, str]) -> Iterator[str]:
    """What else a repetition takes that is a choice: its further alternatives, of which it may take several in turn."""
    while len(body) == 1 and body[0][0] in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
        body = body[0][1][3] if body[0][0] is codes.SUBPATTERN else body[0][1]
    if len(body) == 1 and body[0][0] is codes.BRANCH:
        yield from (_sample(each, before, {}, groups)[len(before) :] for each in body[0][1][1][1:ALTERNATIVES])


def _member(members: list[tuple[Any, Any]]) -> str:
    """A character of a set."""
    if members[0][0] is codes.NEGATE:
        return next((char for char in _OTHERS if not any(_fits(*each, char) for each in members[1:])), "\U0001f600")
    code, value = members[0]
    if code is codes.CATEGORY:
        return next(char for char in _OTHERS if _CATEGORIES[value](char))
    return chr(value if code is codes.LITERAL else value[0])


def _fits(code: Any, value: Any, char: str) -> bool:
    match code:
        case codes.LITERAL:
            return ord(char) == value
        case codes.RANGE:
            return value[0] <= ord(char) <= value[1]
        case _:
            return _CATEGORIES[value](char)


if __name__ == "__main__":
    sys.exit(main())
