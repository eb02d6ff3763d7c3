"""How well a text comes back from a file that was made of it: the facts of both, compared as the extraction contract says.

`python -m tests.corpus.roundtrip [FONT]` makes scans of all five packaged texts (with a font of the machine), recognises them and prints
how their facts agree; that takes minutes.
"""

from __future__ import annotations

import sys
import time
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from hengce.extract.evaluate import Report, evaluate
from hengce.extract.pipeline import read_text

_ID = "text"


def agreement(original: str, read: str) -> Report:
    """The facts that were read from a file against those of the original text.

    White space differs between the two, and scans misread characters: offsets are carried over by aligning the texts.
    """
    want = [fact.to_json() for fact in read_text(_ID, original)]
    have = [fact.to_json() for fact in read_text(_ID, read)]
    return evaluate(want, _carried(have, read, original))


def ink(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def _carried(facts: list[dict[str, Any]], text: str, original: str) -> list[Mapping[str, Any]]:
    mine, theirs = ([i for i, char in enumerate(each) if not char.isspace()] for each in (text, original))
    matcher = SequenceMatcher(None, ink(text), ink(original), autojunk=False)
    pairs = {mine[a + i]: theirs[b + i] for a, b, length in matcher.get_matching_blocks() for i in range(length)}
    known = sorted(pairs)

    def carried(offset: int) -> int:
        return pairs[known[min(bisect_left(known, offset), len(known) - 1)]]

    return [{**fact, "start": carried(fact["start"]), "end": carried(fact["end"] - 1) + 1} for fact in facts]


def main(font: str) -> None:
    """Scan and recognise the packaged texts."""
    from hengce.corpus.library import Library
    from hengce.corpus.readers.original import read_original

    from . import typeset

    library = Library()
    for name in library.ids():
        text = library.get(name).text
        file = typeset.scanned(typeset.pdf(text, replace(typeset.OFFICE, font=font)))
        started = time.monotonic()
        read = read_original(file, name)
        report = agreement(text, read.text)
        alike = SequenceMatcher(None, ink(text), ink(read.text), autojunk=False).ratio()
        seconds = time.monotonic() - started
        sys.stdout.write(f"{name}: F1 {report.micro.f1:.4f}, characters alike {alike:.4f}, {seconds:.0f} s\n")
        for sign, facts in (("-", report.missed), ("+", report.wrong)):
            sys.stdout.writelines(f"  {sign} {fact['kind']} {fact.get('quote') or dict(fact)}\n" for fact in facts)
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/arphic/uming.ttc")
