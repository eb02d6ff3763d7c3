"""Worker processes: what runs too long or takes too much is ended, and the next query finds a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hengce.ontology.errors import HengceError, Overloaded, QueryTimeout, TooLarge
from hengce.ontology.pool import WorkerStore
from hengce.ontology.store import open_store

# Each variable takes a hundred values: 10^16 solutions are counted for years.
_TEN = " ".join(f"VALUES ?x{i} {{ {' '.join(map(str, range(100)))} }}" for i in range(8))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {_TEN} }}"
HUGE = f"SELECT * {{ {_TEN} }} ORDER BY ?x1 ?x2"  # sorting keeps every solution in memory


def opened(folder: Path, workers: int = 1, timeout: float | None = 60.0, **limits: float) -> WorkerStore:
    store = open_store(str(folder), workers=workers, timeout=timeout, **limits)  # type: ignore[arg-type]
    assert isinstance(store, WorkerStore)
    return store


@pytest.fixture
def store(folder: Path) -> Iterator[WorkerStore]:
    with opened(folder, timeout=1.0, memory_mb=1024, wait=30.0) as store:
        yield store


class Background(threading.Thread):
    """Asks a query in a thread of its own and keeps the error that it gets."""

    def __init__(self, store: WorkerStore, query: str) -> None:
        super().__init__(daemon=True)
        self._store, self._query = store, query
        self.error: HengceError | None = None
        self.start()
        time.sleep(0.3)  # until the query has reached its worker

    def run(self) -> None:
        try:
            self._store.select(self._query)
        except HengceError as error:
            self.error = error

    def wait(self) -> HengceError | None:
        self.join(30)
        assert not self.is_alive()
        return self.error


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    if not Path("/proc").is_dir():
        return True
    # Oxigraph has threads: a killed process holds its pipe until the last of them is gone.
    with suppress(FileNotFoundError, ProcessLookupError):
        return any(task.joinpath("stat").read_text().split()[2] != "Z" for task in Path(f"/proc/{pid}/task").iterdir())
    return True  # a thread went away while it was looked at


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def test_a_query_that_runs_too_long_is_ended(store: WorkerStore) -> None:
    (before,) = store.pids
    started = time.monotonic()
    with pytest.raises(QueryTimeout, match="1 秒") as raised:
        store.select(ENDLESS)
    assert 0.9 < time.monotonic() - started < 10
    assert raised.value.status == 504
    assert not running(before)
    assert store.ask("ASK {}")
    assert store.pids != {before}


def test_a_query_that_takes_too_much_memory_is_ended(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with opened(folder, memory_mb=1024) as store:
        with pytest.raises(TooLarge, match="1024 MiB") as raised:
            store.select(HUGE)
        assert raised.value.status == 413
        assert store.ask("ASK {}")
    assert capfd.readouterr() == ("", "")


def test_a_query_that_exhausts_the_stack_is_ended(folder: Path) -> None:
    with opened(folder) as store:
        with pytest.raises(TooLarge, match="嵌套"):
            store.ask("ASK { FILTER(" + "||".join(["?a"] * 20_000) + ") }")
        assert store.ask("ASK {}")


def test_a_worker_that_was_killed_is_replaced(store: WorkerStore) -> None:
    before = store.pids
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert within(10, lambda: not any(running(pid) for pid in before))
    assert store.ask("ASK {}")
    assert not store.pids & before


def test_a_worker_killed_at_work_is_a_clean_error(folder: Path) -> None:
    with opened(folder) as store:
        (pid,) = store.pids
        threading.Timer(0.5, os.kill, (pid, signal.SIGKILL)).start()
        with pytest.raises(Overloaded, match="系统终止"):
            store.select(ENDLESS)
        assert store.ask("ASK {}")


def test_errors_of_the_query_leave_the_worker_alive(store: WorkerStore) -> None:
    before = store.pids
    for query in ("SELECT * {", "SELECT * FROM <a:b> {}", "SELECT (<a:b>() AS ?x) {}"):
        with pytest.raises(HengceError, match=r".") as raised:
            store.select(query)
        assert (raised.value.status, raised.value.parameter) == (400, "query")
    assert store.pids == before


def test_no_free_worker(folder: Path) -> None:
    with opened(folder, timeout=3.0, wait=0.2) as store:
        busy = Background(store, ENDLESS)
        started = time.monotonic()
        with pytest.raises(Overloaded) as raised:
            store.ask("ASK {}")
        assert time.monotonic() - started < 2
        assert raised.value.status == 503
        assert isinstance(busy.wait(), QueryTimeout)
        assert store.ask("ASK {}")


def test_a_waiting_query_gets_the_worker_that_becomes_free(folder: Path) -> None:
    with opened(folder, timeout=1.0, wait=30.0) as store:
        busy = Background(store, ENDLESS)
        assert store.ask("ASK {}")
        assert isinstance(busy.wait(), QueryTimeout)


def test_workers_answer_side_by_side(folder: Path) -> None:
    with opened(folder, workers=2, timeout=2.0) as store:
        assert len(store.pids) == 2
        busy = Background(store, ENDLESS)
        started = time.monotonic()
        assert store.ask("ASK {}")
        assert time.monotonic() - started < 1
        assert isinstance(busy.wait(), QueryTimeout)


def test_an_interrupted_caller_leaves_no_answer_behind(store: WorkerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    from multiprocessing.connection import Connection

    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "poll", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.select("SELECT (1 AS ?x) {}")
    assert store.select("SELECT (2 AS ?x) {}").rows == [{"x": 2}]


def test_close_ends_what_is_running(folder: Path) -> None:
    store = opened(folder)
    pids = store.pids
    busy = Background(store, ENDLESS)
    store.close()
    assert isinstance(busy.wait(), Overloaded)
    assert not any(running(pid) for pid in pids)


PARENT = """
    import sys, threading
    from hengce.ontology.store import open_store
    store = open_store(sys.argv[1], workers=1, timeout=600)
    threading.Thread(target=store.select, args=(sys.argv[2],), daemon=True).start()
    print(*store.pids, flush=True)
    threading.Event().wait()
"""


@pytest.mark.parametrize("query", [ENDLESS, "SELECT * {}"])
def test_workers_end_when_the_parent_is_killed(folder: Path, query: str) -> None:
    command = [sys.executable, "-c", textwrap.dedent(PARENT), str(folder), query]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(0.5)
        assert running(pid)
        parent.kill()
    assert within(5, lambda: not running(pid))


def test_a_program_without_main_guard(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom hengce.ontology.store import open_store\n"
        "with open_store(sys.argv[1], workers=1) as store:\n    print(store.ask('ASK {}'))\n"
    )
    assert subprocess.run([sys.executable, script, folder], capture_output=True, text=True, check=True).stdout == "True\n"


def test_a_module_in_the_working_folder_is_not_imported(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyoxigraph.py").write_text("raise SystemExit('imported from the working folder')")
    monkeypatch.chdir(tmp_path)
    with opened(folder) as store:
        assert store.ask("ASK {}")


def test_workers_that_cannot_start(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    for executable in (str(broken), str(tmp_path / "absent")):
        monkeypatch.setattr(sys, "executable", executable)
        with pytest.raises(Overloaded, match="无法启动"):
            opened(folder, workers=2)


def test_memory_is_given_back_after_a_swap(folder: Path, publish: Callable[..., object]) -> None:
    """A worker keeps two generations open at most: deleted databases must not pile up in it."""
    with opened(folder) as store:
        for version in ("v2", "v3", "v4", "v5"):
            publish(folder, version=version)
            assert store.info.data_version == version
            assert store.ask("ASK { ?s ?p ?o }")
        (pid,) = store.pids
        deleted = [link for link in Path(f"/proc/{pid}/fd").iterdir() if str(link.readlink()).endswith("(deleted)")]
        generations = {str(link.readlink()).partition("/builds/")[2].partition("/")[0] for link in deleted}
        assert len(generations - {""}) <= 1
