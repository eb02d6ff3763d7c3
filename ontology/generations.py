"""The folder of an embedded store: one generation of data is current, a build adds the next one and swaps.

    store.json           marks the folder as a store, with the version of this layout
    current              the data version of the current generation; replaced by rename, so that a reader sees the old or the new
    builds/VERSION/      a generation: build.json (BuildInfo), data/ (the Oxigraph database), in-use (lock of its readers)
    builds/.new-*        what a build is still writing, or what a killed build left
    build.lock           lock of the one process that may build
    notices.json         what the last build had to tell the user
    history.jsonl        what each build changed (see .history)
    cache/               facts of documents that need not be read again (see hengce.extract.build)

A reader holds a shared lock (``flock``) on its generation, the cleaning up after a build takes the exclusive one: data that
somebody still reads stay, and the locks of a process that dies go with it.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from .errors import StoreBusy, StoreError, StoreMissing
from .files import replace_bytes, replace_text
from .history import NAME as HISTORY
from .history import History
from .results import BuildInfo

LAYOUT = 1
_MARK = "store.json"
_POINTER = "current"
_NOTICES = "notices.json"
_VERSION = re.compile(r"\w[\w.-]*")


class Generation:
    """A generation that is held: its files stay until :meth:`release` or the end of the process.

    Attributes:
        path: its folder.
        info: what it holds.
    """

    def __init__(self, path: Path, info: BuildInfo, lock: int) -> None:
        self.path = path
        self.info = info
        self._release = weakref.finalize(self, os.close, lock)

    @property
    def data(self) -> Path:
        """The folder of the database."""
        return self.path / "data"

    def release(self) -> None:
        """Let a later build remove it; releasing twice is allowed."""
        self._release()


class Generations:
    """The generations in the folder of a store.

    Args:
        folder: the folder; it need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._builds = folder / "builds"

    @property
    def cache(self) -> Path:
        """Where a build keeps what it need not do again."""
        return self.folder / "cache"

    @property
    def history(self) -> History:
        """What each build changed."""
        return History(self.folder)

    def current(self) -> str:
        """The data version of the current generation.

        Raises:
            StoreMissing: if nothing has been built.
            StoreError: if the folder cannot be read, or was written by a later version of the program.
        """
        try:
            version = (self.folder / _POINTER).read_text(encoding="ascii").strip()
            if not _VERSION.fullmatch(version):
                raise ValueError("no data version")
            return version
        except (FileNotFoundError, NotADirectoryError) as error:
            raise StoreMissing(
                f"{self.folder} 里还没有建好的图谱；请先运行 hengce build。",
                f"Nothing has been built in {self.folder}; run hengce build first.",
            ) from error
        except (OSError, ValueError) as error:
            raise _unreadable(self.folder, error) from error

    def hold(self) -> Generation:
        """Hold the current generation.

        Raises:
            StoreMissing, StoreError: as :meth:`current`.
        """
        for _ in range(100):
            version = self.current()
            self._check_layout()
            generation = self._try_hold(self._builds / version)
            if generation is not None:
                return generation
            if self.current() == version:
                break
        raise StoreError(
            f"{self.folder} 的当前数据不完整；请重新运行 hengce build。",
            f"The current data of {self.folder} are incomplete; run hengce build again.",
        )

    def latest(self, held: Generation | None) -> Generation:
        """The generation that is held, if it still is the current one, else the one that is.

        Where the current one cannot be read, who holds one goes on with that (:meth:`.store.Store.latest` tells); errors as :meth:`hold`.
        """
        try:
            return held if held is not None and held.info.data_version == self.current() else self.hold()
        except StoreMissing:
            raise  # it was taken away
        except StoreError:
            if held is None:
                raise
            return held

    def _try_hold(self, path: Path) -> Generation | None:
        """Lock a generation, or None if it is gone (a build may remove it between reading the pointer and locking)."""
        try:
            lock = os.open(path / "in-use", os.O_RDONLY)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unreadable(path, error) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_SH)
            if not os.path.samestat(os.fstat(lock), (path / "in-use").stat()):
                raise FileNotFoundError  # removed, and built again, while this process waited for the lock
            info = BuildInfo.from_json(json.loads((path / "build.json").read_bytes()))
        except FileNotFoundError:
            os.close(lock)
            return None
        except (OSError, ValueError, TypeError) as error:
            os.close(lock)
            raise _unreadable(path, error) from error
        return Generation(path, info, lock)

    def _layout(self) -> int:
        try:
            return int(json.loads((self.folder / _MARK).read_bytes())["layout"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _unreadable(self.folder, error) from error

    def _check_layout(self) -> None:
        layout = self._layout()
        if layout > LAYOUT:
            raise StoreError(
                f"{self.folder} 由更新版本的程序写成（布局 {layout}，本程序为 {LAYOUT}）；请升级程序，或另选目录构建。",
                f"{self.folder} was written by a later version (layout {layout}, here {LAYOUT}); upgrade, or choose another folder.",
            )
        if layout < LAYOUT:
            raise StoreError(
                f"{self.folder} 由旧版本的程序写成（布局 {layout}，本程序为 {LAYOUT}）；请运行 hengce build，图谱会从语料重建。",
                f"{self.folder} was written by an earlier version (layout {layout}, here {LAYOUT}); run hengce build to make it anew.",
            )

    def _renew(self) -> None:
        """Begin a store anew whose layout is an earlier one, or cannot be read: all in it but its history follows from the texts."""
        try:
            if self._layout() >= LAYOUT:
                return
        except StoreError:
            pass  # damaged; that the mark is there says that this is a store
        (self.folder / _POINTER).unlink(missing_ok=True)
        replace_text(self.folder / _MARK, json.dumps({"layout": LAYOUT}))

    @contextmanager
    def building(self) -> Iterator[None]:
        """Be the only build in this folder, which is made if it is not there; what a killed build left is removed.

        A store of an earlier layout, or with a damaged mark, begins anew: until the build is done there is no graph to be opened.

        Raises:
            StoreBusy: if another build is running.
            StoreError: if the folder cannot be written, or holds something else.
        """
        self._prepare()
        lock = os.open(self.folder / "build.lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(lock)
            raise StoreBusy(
                f"另一个构建正在写 {self.folder}；请等它结束后再试。",
                f"Another build is writing {self.folder}; try again when it has ended.",
            ) from error
        try:
            self._renew()
            self._check_layout()
            self.clean()
            yield
            self.clean()
        finally:
            os.close(lock)

    def _prepare(self) -> None:
        """Make the folder and mark it, but never take over a folder in which something else lies."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not (self.folder / _MARK).exists():
                # What this very step may have left before it was killed is no reason to refuse the folder.
                if any(not entry.name.startswith(f".{_MARK}") for entry in self.folder.iterdir()):
                    raise StoreError(
                        f"{self.folder} 不是空目录，也不是图谱目录；为免误删文件，请另选目录。",
                        f"{self.folder} is neither empty nor a store; choose another folder, so that no file of yours is lost.",
                    )
                replace_text(self.folder / _MARK, json.dumps({"layout": LAYOUT}))
            self._builds.mkdir(exist_ok=True)
        except OSError as error:
            raise _unwritable(self.folder, error) from error

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A new empty folder for the generation that is being built (within :meth:`building`); gone at the end."""
        folder = Path(tempfile.mkdtemp(prefix=".new-", dir=self._builds))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # what cannot be removed now is removed by the next build

    def find(self, version: str) -> Generation | None:
        """The generation of that version, held, if it is there and its record can be read."""
        try:
            return self._try_hold(self._builds / version)
        except StoreError:
            return None  # damaged: it will be built again

    def publish(self, data: Path, info: BuildInfo) -> None:
        """Make what was built the current generation (within :meth:`scratch`).

        Args:
            data: the folder of the database, complete and closed; the generation takes it over.
            info: what it holds.
        """
        folder = Path(tempfile.mkdtemp(prefix=".new-", dir=self._builds))
        folder.chmod(0o755)  # mkdtemp makes folders that only their owner may read
        (folder / "in-use").touch()
        data.rename(folder / "data")
        replace_text(folder / "build.json", json.dumps(info.to_json(), ensure_ascii=False, sort_keys=True, indent=1))
        target = self._builds / info.data_version
        if target.exists():  # damaged, or point_to() would have done
            target.rename(target.with_name(f".old-{target.name}"))
        folder.rename(target)
        self.point_to(info.data_version)

    def point_to(self, version: str) -> None:
        """Swap: from now on readers see that generation, which must be there."""
        replace_text(self.folder / _POINTER, version + "\n")

    def keep_notices(self, told: Sequence[Mapping[str, str]]) -> None:
        """Keep what a build had to tell (within :meth:`building`); it takes the place of what an earlier one told."""
        replace_text(self.folder / _NOTICES, json.dumps(told, ensure_ascii=False, indent=1) + "\n")

    def notices(self) -> list[dict[str, str]]:
        """What the last build had to tell; nothing if none has been made.

        Raises:
            StoreError: if the record cannot be read.
        """
        try:
            return json.loads((self.folder / _NOTICES).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (OSError, ValueError) as error:
            raise _unreadable(self.folder, error) from error

    def take_history(self, content: bytes) -> bool:
        """Give a new store the history of one that was lost; returns whether it had none of its own.

        Raises:
            StoreBusy, StoreError: as :meth:`building`.
        """
        with self.building():
            if (self.folder / HISTORY).exists():
                return False
            replace_bytes(self.folder / HISTORY, content)
            return True

    def clean(self) -> None:
        """Remove generations that are neither current nor held, and what killed builds left (within :meth:`building`)."""
        try:
            current = self.current()
        except StoreError:
            current = ""  # nothing there, or a pointer that cannot be read, which the build replaces
        for name in (_MARK, _POINTER, _NOTICES, HISTORY):
            for path in self.folder.glob(f".{name}-*"):
                path.unlink()
        for path in sorted(self._builds.iterdir()):
            if path.name == current:
                continue
            if path.name.startswith("."):
                shutil.rmtree(path)
                continue
            self._remove_unless_held(path)

    def _remove_unless_held(self, path: Path) -> None:
        try:
            lock = os.open(path / "in-use", os.O_RDONLY)
        except FileNotFoundError:
            shutil.rmtree(path)
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody still reads it; the next build removes it
        else:
            # Out of the readers' sight first: one that comes now finds nothing, never half of a generation.
            shutil.rmtree(path.rename(path.with_name(f".old-{path.name}")))
        finally:
            os.close(lock)


def _unreadable(path: Path, error: Exception) -> StoreError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return StoreError(
        f"无法读取图谱目录 {path}：{reason}；请重新运行 hengce build。",
        f"The store {path} cannot be read: {reason}; run hengce build again.",
    )


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"无法写入 {path}：{error.strerror}。", f"{path} cannot be written: {error.strerror}.")
