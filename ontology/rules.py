"""What follows from the graph: CONSTRUCT queries in ``rules/``, one rule a file, run at the end of a build.

The results make a named graph of their own, so that what was stated and what was inferred can be told apart. A rule sees what was
stated only, never what another one infers; so the order of the rules does not matter. No rule needs Java; where one says what OWL 2
entails, a test shows that HermiT finds the same (``reason.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .identifiers import DEFAULT_BASE, Identifiers, based

FOLDER = Path(__file__).parent / "rules"
GRAPH = "inferred"
"""The name of the graph of what was inferred."""

Construct = Callable[[str], bytes]
"""Answers a CONSTRUCT query over the union of all graphs in N-Triples."""


def rules(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The rules, by name, for a graph of some base."""
    return {path.stem: based(path.read_text(encoding="utf-8"), base) for path in sorted(FOLDER.glob("*.rq"))}


def inferred(construct: Construct, base: str = DEFAULT_BASE) -> list[bytes]:
    """What the rules infer, as lines of N-Quads, each with its line end, sorted and without repetitions.

    Args:
        construct: asks the graph, which has been loaded but for what this function gives.
        base: the graph's base.
    """
    end = f" <{Identifiers(base).graph(GRAPH)}> .\n".encode()
    return sorted({line[: -len(b" .\n")] + end for rule in rules(base).values() for line in construct(rule).splitlines(keepends=True)})
