"""``python -m tests.made COUNT FOLDER [--seed 1]``: write made documents as a corpus folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import documents, write_corpus

parser = argparse.ArgumentParser(prog="python -m tests.made", description="Write made documents as a corpus folder.")
parser.add_argument("count", type=int, help="how many documents")
parser.add_argument("folder", type=Path, help="where they are written")
parser.add_argument("--seed", type=int, default=1, help="another seed gives other documents (default 1)")
options = parser.parse_args()
written = write_corpus(options.folder, documents(options.count, options.seed))
sys.stdout.write(f"{written} documents in {options.folder}\n")
