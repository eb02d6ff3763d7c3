"""Reading on a cluster: a scheduler and two workers as processes of their own, one of which is killed on the way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from distributed import Client

from hengce.corpus.library import Library
from hengce.extract import cluster
from hengce.extract.build import build, dump_nquads
from hengce.ontology.errors import InvalidParameter

from ..made import documents

DASK = (sys.executable, "-m", "dask")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster")
    for each in documents(8, seed=5):
        (folder / f"{each.id}.txt").write_text(each.text, encoding="utf-8")
    return folder


class Cluster:
    """A running cluster: its address, and the processes of its workers."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(folder / "scheduler.json"))
        began = time.monotonic()
        while not (folder / "scheduler.json").exists():
            assert time.monotonic() - began < 60, "the scheduler does not start"
            time.sleep(0.05)
        self.workers = [self._start("worker", *self._options(number)) for number in range(2)]
        with Client(self.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=60)

    @property
    def address(self) -> str:
        return json.loads((self._folder / "scheduler.json").read_text())["address"]

    def _options(self, number: int) -> tuple[str, ...]:
        file, place = str(self._folder / "scheduler.json"), str(self._folder / f"worker-{number}")
        return ("--scheduler-file", file, "--local-directory", place, "--no-nanny", "--nthreads", "1", "--no-dashboard")

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([*DASK, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._folder)
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(tmp_path, stack)


def test_the_same_bytes_though_a_worker_is_killed(
    running: Cluster, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Read in batches of two; when the first documents are there one of both workers is killed, and the other reads what it had."""
    monkeypatch.setattr(cluster.read_on_cluster, "__defaults__", (2,))
    killed: list[int] = []

    def kill(stage: str, done: int, total: int) -> None:
        if stage == "read" and done == 1 and not killed:
            running.workers[0].send_signal(signal.SIGKILL)
            killed.append(running.workers[0].wait())

    there = build(Library(made), str(tmp_path / "there"), cluster=running.address, progress=kill)
    assert killed == [-signal.SIGKILL]
    here = build(Library(made), str(tmp_path / "here"))
    assert there == here
    assert list(dump_nquads(str(tmp_path / "there"))) == list(dump_nquads(str(tmp_path / "here")))
    assert {path.name: path.read_bytes() for path in (tmp_path / "there" / "cache").iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "here" / "cache").iterdir()
    }


def test_nobody_answers(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_SECONDS", 1)
    with pytest.raises(InvalidParameter, match="没有 Dask 调度器"):
        build(Library(made), str(tmp_path / "store"), cluster="tcp://127.0.0.1:9")


def test_workers_of_another_version_are_refused(made: Path) -> None:
    source = Library(made).get(Library(made).ids()[0])
    (error,) = cluster._read_batch(lambda task: task, [source], "other rules")
    assert "同一版本" in error.zh
