"""Builds that are killed, on disks that are full: ``python -m tests.extract.faults POINTS``.

A build that changes a text, adds one and removes one is killed (SIGKILL) at many points spread over its whole course: before actions
on files, evenly chosen, and after parts of its time, which also falls into the engine's own code. Then the graph must be the old one or
the new one, to the byte, with the record and history that belong to it; and the next build must make the new one and leave nothing else.

Everything happens in processes that are forked from this one, in which no database is ever opened: so none has to start Python anew.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from hengce.corpus.library import Library
from hengce.extract.build import build, dump_nquads
from hengce.extract.pipeline import read_text
from hengce.ontology.embedded import Database
from hengce.ontology.errors import StoreError
from hengce.ontology.generations import Generations
from hengce.ontology.history import state

BEFORE = {
    "notice": "某省工业和信息化厅关于绿色工厂的通知\n\n一、评价得分达到85分及以上的，认定为省级绿色工厂。\n",
    "gone": "某市关于废止文件的公告\n\n一、现废止一个文件。\n",
}
AFTER = {
    "notice": BEFORE["notice"].replace("85分", "80分"),
    "came": "某市工业和信息化局关于绿色园区的通知\n\n一、对认定的市级绿色园区，给予一次性奖励20万元。\n",
}
FEW = 10
"""Points up to which nothing else is tried."""
ACTIONS = ("open", "os.", "shutil.", "tempfile.", "fcntl.")
"""Beginnings of the names of audit events (PEP 578) that are actions on files."""


def main(points: int) -> None:
    """Kill builds at so many points, say how they ended, and fill small disks if there are more than a few."""
    with tempfile.TemporaryDirectory(prefix="hengce-") as folder:
        bench = Bench(Path(folder))
        ended = [bench.killed(number, points) for number in range(points)]
        counts = f"{ended.count('old')} left the old graph, {ended.count('new')} the new one"
        sys.stdout.write(f"{points} builds killed: {counts}; the next build mended all\n")
        for tenths in (1, 3, 5, 8, 10, 12, 15, 40) if points > FEW else ():
            sys.stdout.write(f"a disk on which {tenths / 10:.0%} of the store's size is left: {bench.full(tenths)}\n")


class Bench:
    """A store with an old graph, the texts of a new one, and what the two should be.

    Args:
        folder: where everything lies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._template = folder, folder / "template"
        self._texts = {name: folder / name for name in ("before", "after")}
        for name, texts in (("before", BEFORE), ("after", AFTER)):
            self._texts[name].mkdir()
            for id, text in texts.items():
                (self._texts[name] / f"{id}.txt").write_text(text, encoding="utf-8")
        read_text("warm", AFTER["came"])  # loads the language pipeline once, for all that are forked
        self._build(self._template, "before")
        self._events, self._seconds = self._measured(self._copy("new"))
        self._old, self._new = (self._in_child(lambda store=store: self._dumped(store)) for store in (self._template, folder / "new"))
        assert self._old != self._new

    def killed(self, number: int, points: int) -> str:
        """Kill a build at one of some points; whether the graph then is the ``old`` or the ``new`` one."""
        store = self._copy(f"killed-{number}")
        share = (number + 0.5) / points
        if number % 2:
            self._kill_after(share * self._seconds, lambda: self._build_here(store, "after"))
        else:
            self._kill_at(int(share * self._events), lambda: self._build_here(store, "after"))
        found = self._in_child(lambda: self._dumped(store))
        assert found in (self._old, self._new), f"point {number} of {points}: the graph is neither the old nor the new one"
        self._mend(store)
        shutil.rmtree(store)
        return "new" if found == self._new else "old"

    def full(self, tenths: int) -> str:
        """Build on a disk on which so many tenths of the store's size are left; whether that was ``refused``, or enough and ``built``."""
        size = sum(path.stat().st_size for path in self._template.rglob("*") if path.is_file())
        with _disk(self._folder / "disk", size * (10 + tenths) // 10 + (1 << 20)) as disk:
            if disk is None:
                return "left out: this user may not mount a disk of that size"
            store = Path(shutil.copytree(self._template, disk / "store"))
            said = self._in_child(lambda: self._refused(store))
            found = self._in_child(lambda: self._dumped(store))
            assert found == (self._old if said == "refused" else self._new), "the graph is neither the old nor the new one"
            return said

    def _copy(self, name: str) -> Path:
        return Path(shutil.copytree(self._template, self._folder / name))

    def _build_here(self, store: Path, texts: str) -> None:
        build(Library(self._texts[texts]), str(store))

    def _build(self, store: Path, texts: str) -> None:
        self._in_child(lambda: self._build_here(store, texts))

    def _refused(self, store: Path) -> str:
        try:
            self._build_here(store, "after")
        except StoreError:
            return "refused"
        return "built"

    def _mend(self, store: Path) -> None:
        self._build(store, "after")
        assert self._in_child(lambda: self._dumped(store)) == self._new, "the next build did not mend it"
        generations = Generations(store)
        left = [path.name for path in (store / "builds").iterdir()]
        assert left == [generations.current()], f"left behind: {left}"
        assert not [path.name for path in store.iterdir() if path.name.startswith(".")], "half-written files left behind"

    @staticmethod
    def _dumped(store: Path) -> bytes:
        """The whole graph, counted against its record; the history must tell of the same documents."""
        held = Generations(store).hold()
        assert Database(held.data).triples() == held.info.triples
        assert len(state(Generations(store).history.steps(held.info.data_version))) == held.info.documents
        return b"".join(dump_nquads(str(store)))

    def _measured(self, store: Path) -> tuple[int, float]:
        """How many actions on files a whole build takes, and how many seconds."""

        def counting() -> tuple[int, float]:
            counted, started = [0], time.monotonic()
            sys.addaudithook(lambda event, _: counted.__setitem__(0, counted[0] + event.startswith(ACTIONS)))
            self._build_here(store, "after")
            return counted[0], time.monotonic() - started

        return self._in_child(counting)

    def _kill_at(self, action: int, work: Callable[[], object]) -> None:
        def killing() -> None:
            left = [action]

            def hook(event: str, _: Any) -> None:
                if event.startswith(ACTIONS):
                    left[0] -= 1
                    if left[0] == -1:  # once: the kill is an action too
                        os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(hook)
            work()

        # One of the last actions may not come: the build that was measured also wrote what Python compiles.
        assert os.waitstatus_to_exitcode(os.waitpid(_forked(killing), 0)[1]) in (-signal.SIGKILL, 0)

    def _kill_after(self, seconds: float, work: Callable[[], object]) -> None:
        child = _forked(work)
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    @staticmethod
    def _in_child(work: Callable[[], Any]) -> Any:
        """The result of some work, done in a process of its own."""
        with tempfile.TemporaryFile() as answer:

            def answering() -> None:
                answer.write(pickle.dumps(work()))
                answer.flush()

            assert os.waitstatus_to_exitcode(os.waitpid(_forked(answering), 0)[1]) == 0, "failed in its own process, see above"
            answer.seek(0)
            return pickle.load(answer)


def _forked(work: Callable[[], object]) -> int:
    """A process that does some work and ends; it never returns here."""
    sys.stdout.flush()
    if child := os.fork():
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001  # whatever it is has to be shown, and must not go on in two processes
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


@contextmanager
def _disk(place: Path, size: int) -> Iterator[Path | None]:
    """A disk of so many bytes; None where the system does not let this user have one."""
    place.mkdir()
    mount = shutil.which("mount")
    made = mount is not None and subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True, check=False
    )
    try:
        yield place if made and made.returncode == 0 else None
    finally:
        if made and made.returncode == 0:
            subprocess.run(["umount", "--lazy", place], check=True)
        place.rmdir()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
