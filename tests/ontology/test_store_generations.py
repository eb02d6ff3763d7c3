"""The folder of a store: swapping, locks, and what killed builds leave."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from hengce.ontology.errors import StoreBusy, StoreError, StoreMissing
from hengce.ontology.generations import Generations
from hengce.ontology.history import Step

Publish = Callable[..., object]


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process, up to the point where it prints a line and waits."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


BUILDING = """
    import sys
    from pathlib import Path
    from hengce.ontology.generations import Generations
    generations = Generations(Path(sys.argv[1]))
    with generations.building(), generations.scratch() as scratch:
        (scratch / "half").write_text("half a graph")
        print("ready", flush=True)
        sys.stdin.read()
"""
READING = """
    import sys
    from pathlib import Path
    from hengce.ontology.generations import Generations
    generation = Generations(Path(sys.argv[1])).hold()
    print("ready", flush=True)
    sys.stdin.read()
"""


def generations_of(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "builds").iterdir())


def test_a_second_build_is_refused(folder: Path, publish: Publish) -> None:
    with start(BUILDING, folder):
        with pytest.raises(StoreBusy) as raised:
            publish(folder, version="v2")
        assert raised.value.status == 503
        assert Generations(folder).current() == "v1"
    publish(folder, version="v2")  # the lock went with the process
    assert Generations(folder).current() == "v2"


def test_a_killed_build_leaves_the_old_generation_and_the_next_cleans_up(folder: Path, publish: Publish) -> None:
    with start(BUILDING, folder) as process:
        process.send_signal(signal.SIGKILL)
    assert len(generations_of(folder)) == 2
    assert Generations(folder).hold().info.data_version == "v1"
    publish(folder, version="v2")
    assert generations_of(folder) == ["v2"]


def test_a_failed_build_leaves_nothing(folder: Path) -> None:
    generations = Generations(folder)

    def build() -> None:
        with generations.building(), generations.scratch() as scratch:
            (scratch / "half").touch()
            raise RuntimeError("a document cannot be read")

    for _ in range(2):  # the second time would find the lock of the first
        with pytest.raises(RuntimeError, match="document"):
            build()
        assert generations_of(folder) == ["v1"]


def test_a_generation_that_is_read_stays_until_it_is_not(folder: Path, publish: Publish) -> None:
    with start(READING, folder):
        publish(folder, version="v2")
        publish(folder, version="v3")
        assert generations_of(folder) == ["v1", "v3"]
    publish(folder, version="v4")
    assert generations_of(folder) == ["v4"]


def test_release(folder: Path, publish: Publish) -> None:
    held = Generations(folder).hold()
    publish(folder, version="v2")
    assert held.data.is_dir()
    held.release()
    held.release()
    publish(folder, version="v3")
    assert not held.data.exists()


def test_the_same_data_again(folder: Path, publish: Publish) -> None:
    publish(folder, version="v2")
    publish(folder, version="v2")
    assert generations_of(folder) == ["v2"]
    assert Generations(folder).find("v2") is not None
    assert Generations(folder).find("v1") is None


def test_latest_keeps_what_is_current(folder: Path, publish: Publish) -> None:
    generations = Generations(folder)
    held = generations.latest(None)
    assert generations.latest(held) is held
    publish(folder, version="v2")
    assert generations.latest(held).info.data_version == "v2"


@pytest.mark.parametrize("name", ["builds", "notes.txt"])
def test_a_folder_of_something_else_is_never_taken_over(tmp_path: Path, publish: Publish, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(StoreError, match="不是空目录"):
        publish(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_that_cannot_be_made(tmp_path: Path, publish: Publish) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="无法写入"):
        publish(tmp_path / "file" / "store")


def test_a_later_layout_is_left_alone(folder: Path, publish: Publish) -> None:
    (folder / "store.json").write_text('{"layout": 99}')
    for act in (lambda: Generations(folder).hold(), lambda: publish(folder, version="v2")):
        with pytest.raises(StoreError, match=r"99.*升级程序"):
            act()
    assert generations_of(folder) == ["v1"]


def test_an_earlier_layout_is_built_anew(folder: Path, publish: Publish) -> None:
    """Who reads is told what to do; the next build does it, and keeps the history."""
    (folder / "store.json").write_text('{"layout": 0}')
    Generations(folder).history.append([], Step("v1", "2026-01-01T00:00:00Z", {"a": "x"}))
    with pytest.raises(StoreError, match=r"旧版本.*hengce build"):
        Generations(folder).hold()
    publish(folder, version="v2")
    assert Generations(folder).hold().info.data_version == "v2"
    assert generations_of(folder) == ["v2"]
    assert len(Generations(folder).history.steps("v1")) == 1


@pytest.mark.parametrize("damage", ["builds/v1/build.json", "store.json"])
@pytest.mark.parametrize("content", ["", "[]", "{}", "\x00"])
def test_damage_is_reported(folder: Path, damage: str, content: str) -> None:
    (folder / damage).write_text(content)
    with pytest.raises(StoreError, match="hengce build"):
        Generations(folder).hold()


def test_a_pointer_without_generation(folder: Path) -> None:
    (folder / "current").write_text("v9\n")
    with pytest.raises(StoreError, match="不完整"):
        Generations(folder).hold()


def test_a_damaged_store_can_be_built_again(folder: Path, publish: Publish) -> None:
    (folder / "builds/v1/build.json").unlink()
    publish(folder, version="v1")
    assert Generations(folder).hold().info.data_version == "v1"


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        Generations(tmp_path / "absent").hold()


def test_readers_of_other_users_can_read(folder: Path) -> None:
    for path in (folder / "current", folder / "builds/v1", folder / "builds/v1/build.json"):
        assert path.stat().st_mode & 0o044 == 0o044
