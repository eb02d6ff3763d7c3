"""The examination: a sound installation has no fault, and what is broken is named with its cure."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hengce.api.examining import environment
from hengce.corpus.library import Library
from hengce.extract.build import build

from .conftest import Finished


def examined(hengce: Callable[..., Finished], *options: str, **environ: str) -> tuple[int, dict[str, list[tuple[str, str]]]]:
    done = hengce("doctor", "--format", "json", *options, **environ)
    findings: dict[str, list[tuple[str, str]]] = {}
    for each in json.loads(done.out)["findings"]:
        findings.setdefault(each["name"], []).append((each["state"], each["message"]))
    assert json.loads(done.out)["faults"] == sum(state == "fault" for found in findings.values() for state, _ in found)
    return done.status, findings


def states(found: list[tuple[str, str]]) -> list[str]:
    return [state for state, _ in found]


def test_a_sound_installation(hengce: Callable[..., Finished], store_path: str) -> None:
    status, found = examined(hengce, "--store", store_path)
    assert status == 0
    assert states(found["store"]) == ["ok"]
    assert set(states(found["corpus"])) == {"ok"}
    assert {"java", "libreoffice", "antiword", "rapidocr", "virtuoso"} <= found.keys()
    done = hengce("doctor", "--store", store_path)
    assert (done.status, done.out.splitlines()[-1]) == (0, "须修 0 处")


def test_nothing_built_yet_is_no_fault(hengce: Callable[..., Finished], tmp_path: Path) -> None:
    status, found = examined(hengce, "--store", str(tmp_path / "none"))
    assert (status, states(found["store"])) == (0, ["advice"])
    assert "hengce build" in found["store"][0][1]


@pytest.mark.parametrize("damage", ["store.json", "history.jsonl", "build.json", "CURRENT"])
def test_damage_in_the_store(hengce: Callable[..., Finished], store_path: str, tmp_path: Path, damage: str) -> None:
    shutil.copytree(store_path, tmp_path / "store")
    for path in (tmp_path / "store").rglob(damage):
        path.write_text("{")
    status, found = examined(hengce, "--store", str(tmp_path / "store"))
    assert status == 1
    assert "fault" in states(found["store"])


def test_a_text_that_is_not_the_one_of_its_manifest(hengce: Callable[..., Finished], store_path: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一份文件\n", encoding="utf-8")
    (tmp_path / "manifest.yaml").write_text(f"documents:\n- id: a\n  file: a.txt\n  sha256: {'0' * 64}\n", encoding="utf-8")
    status, found = examined(hengce, "--store", store_path, "--corpus", str(tmp_path))
    assert status == 1
    assert [message for state, message in found["corpus"] if state == "fault" and "a.txt" in message]


def test_a_text_that_has_not_been_built(hengce: Callable[..., Finished], store_path: str, tmp_path: Path) -> None:
    (tmp_path / "later.txt").write_text("后来的文件\n", encoding="utf-8")
    status, found = examined(hengce, "--store", store_path, "--corpus", str(tmp_path))
    assert (status, states(found["store"])) == (0, ["ok", "advice"])
    assert "later" in found["store"][1][1]


def test_settings(hengce: Callable[..., Finished], store_path: str) -> None:
    status, found = examined(hengce, "--store", store_path, HENGCE_PORT="abc", HENGCE_stroe="x")
    assert status == 1
    assert sorted(states(found["settings"])) == ["advice", "fault"]
    assert any("HENGCE_STORE？" in message for _, message in found["settings"])


def test_a_disk_that_is_nearly_full(tmp_path: Path) -> None:
    (disk, _) = environment.space(tmp_path / "not" / "there", shutil.disk_usage(tmp_path).free + (1 << 30))
    assert disk.state == "fault"
    assert str(tmp_path) in disk.zh


def test_a_clock_that_was_turned_back(
    hengce: Callable[..., Finished], store_path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """A build in the year 2100 and then one today: times still grow, and the doctor says why they lie ahead."""
    shutil.copytree(store_path, tmp_path / "store")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text("一份文件\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "4102444800")
        build(Library(tmp_path / "own"), str(tmp_path / "store"))
    status, found = examined(hengce, "--store", str(tmp_path / "store"), "--corpus", str(tmp_path / "own"))
    assert (status, states(found["clock"])) == (0, ["advice"])


def test_an_endpoint_that_does_not_answer(hengce: Callable[..., Finished]) -> None:
    status, found = examined(hengce, "--store", "http://127.0.0.1:9/sparql")
    assert (status, states(found["store"])) == (1, ["fault"])
