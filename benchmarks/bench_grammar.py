"""How fast numbers and times are read, as a ratio to jieba's segmentation of the same text in the same run.

    python -m benchmarks.bench_grammar [FILE ...]

Without files the packaged corpus is read. Throughput is in megabytes of UTF-8 a second, the best of five runs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from hengce.corpus.clean import sentences, view
from hengce.extract import dates, quantities
from hengce.extract.protected import spans_to_protect

TEXTS = Path(__file__).parents[1] / "corpus" / "texts"


def best(read: Callable[[str], object], texts: list[str], runs: int = 5) -> float:
    """Seconds of the fastest of ``runs`` passes over all texts."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        for text in texts:
            read(text)
        times.append(time.perf_counter() - begin)
    return min(times)


def main(paths: list[Path]) -> None:
    """Print one line for each reader."""
    texts: list[str] = []
    for path in paths:
        whole = view(path.read_text(encoding="utf-8"))
        texts += [whole.text[start:end] for start, end in sentences(whole)]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    segmenter = jieba.Tokenizer()
    segmenter.initialize()
    base = best(lambda text: list(segmenter.cut(text)), texts)
    sys.stdout.write(f"{len(texts)} sentences, {megabytes:.3f} MB\n{'jieba.cut':<20}{megabytes / base:7.2f} MB/s\n")
    readers = {"quantities.find": quantities.find, "dates.find": dates.find, "spans_to_protect": spans_to_protect.__wrapped__}
    for name, read in readers.items():
        seconds = best(read, texts)
        sys.stdout.write(f"{name:<20}{megabytes / seconds:7.2f} MB/s  {base / seconds:5.1f} x jieba.cut\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(TEXTS.glob("*.txt")))
