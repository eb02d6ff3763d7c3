"""How fast facts are read: in ratios within one run, so that the machine does not matter.

    python -m benchmarks.bench_extract [reading] [start] [size] [memory] [workers]

Without a name all are run (about a quarter of an hour). Figures of the last run are in ``benchmarks/README.md``.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba

from hengce.corpus.structure import outline
from hengce.extract.pipeline import read

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "corpus" / "texts").glob("*.txt"))]
HENGCE = (sys.executable, "-m", "hengce.api.cli")
DOCUMENTS = 10_000


def say(*cells: object) -> None:
    """Print one line."""
    sys.stdout.write("  ".join(map(str, cells)) + "\n")
    sys.stdout.flush()


def seconds(run: Callable[[], object], tries: int = 3) -> float:
    """Processor seconds of the fastest of some tries."""
    times = []
    for _ in range(tries):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return min(times)


def facts(text: str) -> int:
    """Read a text as ``hengce extract`` does."""
    return len(read(outline("t", text)))


def bench_reading() -> None:
    """The whole reading against ``jieba.lcut`` alone, which only cuts words."""
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for text in TEXTS:  # what is loaded at the first use does not count
        tokenizer.lcut(text)
        facts(text)
    words, whole = 0.0, 0.0
    for text in TEXTS:
        words += seconds(lambda text=text: tokenizer.lcut(text), 9)
        whole += seconds(lambda text=text: facts(text), 9)
    characters = sum(map(len, TEXTS))
    speeds = f"jieba.lcut {characters / words / 1e3:.0f}, hengce {characters / whole / 1e3:.0f} thousand characters a second"
    say(f"reading: {characters} characters; {speeds}; ratio {whole / words:.1f}")


def bench_start() -> None:
    """``hengce extract`` of one short text: all but a few milliseconds is start."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "short.txt")
        path.write_text("对绿色工厂给予10万元奖励。\n", encoding="utf-8")
        for name, command in {"hengce extract": (*HENGCE, "extract", str(path)), "python -c pass": (sys.executable, "-c", "pass")}.items():
            times = []
            for _ in range(5):
                began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run(command, check=True, capture_output=True)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                times.append((time.perf_counter() - began, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime))
            say(f"start: {name:<16} {min(t for t, _ in times):.2f} s, processor {min(t for _, t in times):.2f} s")


def bench_size() -> None:
    """One line that grows to 5 MB, and the same as lines: seconds for a million characters stay the same."""
    lines = "".join(TEXTS)
    facts(lines)  # what is loaded at the first use does not count
    for name, text in {"one line": "".join(lines.split()), "lines": lines}.items():
        for megabytes in (0.3, 1.25, 5):
            length = int(megabytes * 1e6 / 3)  # three bytes a character
            whole = (text * (length // len(text) + 1))[:length]
            time_taken = seconds(lambda whole=whole: facts(whole), 1)
            each = time_taken / len(whole) * 1e6
            say(f"size: {name:<9} {len(whole.encode()) / 1e6:5.2f} MB  {time_taken:6.1f} s  {each:5.1f} s a million characters")


def bench_memory() -> None:
    """The largest memory so far while ten thousand different documents are read."""
    paragraphs = [line for text in TEXTS for line in text.splitlines() if line.strip()]
    for number in range(DOCUMENTS + 1):
        begin = number * 7 % (len(paragraphs) - 12)
        facts(f"第{number}号办法\n" + "\n".join(paragraphs[begin : begin + 12]) + f"\n某某企业{number}号基地认定为示范基地{number}。\n")
        if number in {100, 1000, 2500, 5000, 7500, 10_000}:
            say(f"memory: {number:>6} documents, at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def timed(*arguments: str) -> tuple[float, float]:
    """Seconds of one ``hengce`` command by the clock, and of the processors."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run((*HENGCE, *arguments), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bench_workers() -> None:
    """One worker against two, on four hundred texts. The clock counts other work on the machine too: run it on an idle one."""
    with tempfile.TemporaryDirectory() as folder:
        files: list[str] = []
        for number in range(400):
            path = Path(folder, "corpus", f"d{number:03}.txt")
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{TEXTS[number % len(TEXTS)]}\n第{number}号\n", encoding="utf-8")
            files.append(str(path))
        say(f"workers: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before")
        commands: dict[str, Callable[[int], Sequence[str]]] = {
            "extract": lambda n: ("extract", "--workers", str(n), *files),
            "build": lambda n: ("build", "--workers", str(n), "--corpus", f"{folder}/corpus", "--store", f"{folder}/store{n}"),
        }
        for name, command in commands.items():
            (one, one_busy), (two, two_busy) = (timed(*command(workers)) for workers in (1, 2))
            clock = f"by the clock {one:.1f} s with 1, {two:.1f} s with 2: {one / two:.2f} times"
            say(f"workers: {name:<8} {clock}; processors {one_busy:.1f} s and {two_busy:.1f} s")


BENCHES = {"reading": bench_reading, "start": bench_start, "size": bench_size, "memory": bench_memory, "workers": bench_workers}

if __name__ == "__main__":
    for chosen in sys.argv[1:] or BENCHES:
        BENCHES[chosen]()
