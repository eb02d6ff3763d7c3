"""Coverage-guided fuzzing of the whole reading with Atheris (libFuzzer): inputs that reach new code are kept and changed further.

    python -m tests.extract.guided [MINUTES] [SEED]

Not a test of ``make test``: ``make soak`` runs it after ``soak.py``, where Atheris can be installed (Linux). An input that is misread ends
the run and lies in ``crash-…``; what is promised of any text is in ``hostile.check``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

atheris: Any = import_module("atheris")  # it says nothing of its types, and is not there outside Linux

with atheris.instrument_imports(include=["hengce.corpus", "hengce.extract"]):
    from .hostile import PIECES, check

_LONGEST = 300


def text_of(data: bytes) -> str:
    """The text that an input stands for: a byte is a piece that the rules look for; the others open a character of two bytes."""
    pieces: list[str] = []
    at = 0
    while at < len(data):
        if data[at] < len(PIECES):
            pieces.append(PIECES[data[at]])
            at += 1
        else:
            pieces.append(chr(int.from_bytes(data[at + 1 : at + 3], "big")))
            at += 3
    return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def one(data: bytes) -> None:
    """Read what one input stands for."""
    check(text_of(data))


def main(minutes: float = 5, seed: int = 1) -> None:
    """Fuzz for some minutes from a seed on; ends the process, with a status that is not 0 if a text was misread."""
    seconds = max(1, round(60 * minutes))
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={_LONGEST}", "-print_final_stats=1"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    minutes, seed = (*sys.argv[1:3], *("5", "1")[len(sys.argv) - 1 :])
    main(float(minutes), int(seed))
