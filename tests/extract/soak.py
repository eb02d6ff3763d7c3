"""The long run: spoilt and made-up texts until the time is over; the first that is misread is kept and ends the run.

    python -m tests.extract.soak [MINUTES] [SEED]

Not a test of ``make test``: ``make soak`` runs it.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from .hostile import TEXTS, check, made_up, spoilt


def main(minutes: float = 5, seed: int = 1) -> int:
    """Read texts made from ``seed`` on for some minutes; 1 if one was misread, which then lies in ``soak-SEED.txt``."""
    texts = [path.read_text(encoding="utf-8") for path in TEXTS]
    began, read, characters, facts = time.monotonic(), 0, 0, 0
    while time.monotonic() - began < 60 * minutes:
        chance = random.Random(seed)
        if seed % 2:
            text = made_up(chance, chance.randrange(1, 400))
        else:
            whole = chance.choice(texts)
            begin = chance.randrange(len(whole))
            text = spoilt(chance, whole[begin : begin + chance.randrange(1, 6000)], chance.randrange(60))
        try:
            facts += check(text)
        except Exception:
            Path(f"soak-{seed}.txt").write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
            sys.stderr.write(f"soak: text {seed} was misread; it lies in soak-{seed}.txt\n")
            raise
        read, characters, seed = read + 1, characters + len(text), seed + 1
    sys.stdout.write(f"{read} texts, {characters / 1e6:.1f} million characters, {facts} facts, each text read twice: none misread\n")
    return 0


if __name__ == "__main__":
    minutes, seed = (*sys.argv[1:3], *("5", "1")[len(sys.argv) - 1 :])
    sys.exit(main(float(minutes), int(seed)))
