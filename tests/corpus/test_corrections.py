"""Files of corrections: every line is read or refused by its number, none is passed over."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hengce.corpus.corrections import FactKey, load
from hengce.corpus.library import Library
from hengce.ontology.errors import CorpusError

ADD: dict[str, Any] = {
    "action": "add", "kind": "threshold", "start": 3, "end": 8, "quote": "达到85分", "fields": {"min": 85, "min_inclusive": True},
    "reason": "漏读", "who": "张三", "when": "2024-05-01", "sha256": "0" * 64,
}  # fmt: skip
WRONG = {"kind": "threshold", "start": 3, "end": 8}
WITHDRAW = {name: ADD[name] for name in ("reason", "who", "when", "sha256")} | {"action": "withdraw", "replaces": WRONG}


def write(folder: Path, *records: Any, name: str = "notice.jsonl") -> Path:
    path = folder / "corrections" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_what_a_line_says(tmp_path: Path):
    added, replaced, withdrawn = load(
        write(tmp_path, ADD, "", {**ADD, "action": "replace", "replaces": {**WRONG, "n": 2}}, WITHDRAW), "notice"
    )
    assert (added.action, added.kind, added.start, added.end, added.quote, added.replaces) == ("add", "threshold", 3, 8, "达到85分", None)
    assert added.fields == {"min": 85, "min_inclusive": True}
    assert (added.reason, added.who, added.when, added.sha256, added.document) == ("漏读", "张三", date(2024, 5, 1), "0" * 64, "notice")
    assert (replaced.replaces, replaced.line) == (FactKey("threshold", 3, 8, 2), 3)
    assert (withdrawn.kind, withdrawn.quote, withdrawn.fields, withdrawn.replaces) == (None, None, {}, FactKey("threshold", 3, 8))


def test_a_key_does_not_depend_on_the_line(tmp_path: Path):
    one = load(write(tmp_path, ADD, WITHDRAW), "notice")
    other = load(write(tmp_path, WITHDRAW, "", ADD), "notice")
    assert [each.key for each in one] == [each.key for each in reversed(other)]
    assert one[0].key != load(write(tmp_path, {**ADD, "fields": {"min": 86}}), "notice")[0].key


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff\n"])
def test_a_file_without_corrections(tmp_path: Path, content: str):
    assert load(write(tmp_path, content), "notice") == ()


def test_line_separators_within_words_part_no_lines(tmp_path: Path):
    assert load(write(tmp_path, {**ADD, "reason": "一\u2028二\x85三"}), "notice")[0].reason == "一\u2028二\x85三"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("{", "JSON"),
        ("[1]", "对象"),
        ('{"action": "add", "action": "withdraw"}', "两次"),
        ('{"action": "add", "fields": {"min": NaN}}', "NaN"),
        ("[" * 100_000, "JSON"),
        ({**ADD, "action": "delete"}, "withdraw"),
        ({**ADD, "min": 85}, "fields"),
        ({**ADD, "replaces": WRONG}, "replaces"),
        ({**ADD, "action": "replace"}, "replaces"),
        ({**ADD, "action": "replace", "replaces": {**WRONG, "n": 0}}, "n"),
        ({**ADD, "action": "replace", "replaces": {**WRONG, "path": "一"}}, "path"),
        ({**ADD, "action": "replace", "replaces": 7}, "replaces"),
        ({**ADD, "end": 9}, "quote"),
        ({**ADD, "start": -1}, "start"),
        ({**ADD, "start": True}, "start"),
        ({**ADD, "quote": ""}, "quote"),
        (json.dumps({**ADD, "quote": "\ud800abcd"}), "代理码点"),
        (json.dumps({**ADD, "fields": {"metric": "\udfff"}}), "代理码点"),
        ({**ADD, "fields": [1]}, "fields"),
        ({**ADD, "reason": " "}, "reason"),
        ({**ADD, "who": "张\n三"}, "who"),
        ({**ADD, "when": "2024-02-30"}, "2024-02-30"),
        ({**ADD, "when": "20240501"}, "20240501"),
        ({**ADD, "sha256": "ABC"}, "sha256"),
        ({name: value for name, value in ADD.items() if name != "who"}, "who"),
        ({**WITHDRAW, "quote": "达到85分"}, "replaces"),
        ({**WITHDRAW, "fields": {"min": 1}}, "replaces"),
        ({**WITHDRAW, "replaces": None}, "replaces"),
    ],
)
def test_a_malformed_line_is_told_with_file_and_line(tmp_path: Path, record: Any, said: str):
    path = write(tmp_path, ADD, record)
    with pytest.raises(CorpusError) as caught:
        load(path, "notice")
    assert str(path) in caught.value.zh
    assert "第 2 行" in caught.value.zh
    assert said in caught.value.zh
    assert "ine 2" in caught.value.en


def test_a_repeated_line_is_refused(tmp_path: Path):
    with pytest.raises(CorpusError, match="第 1 行相同"):
        load(write(tmp_path, ADD, ADD), "notice")


def test_another_encoding_is_refused(tmp_path: Path):
    path = write(tmp_path, ADD)
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(CorpusError, match="UTF-8"):
        load(path, "notice")


# --- in the library


def test_a_library_gives_the_corrections_of_its_own_and_of_packaged_texts(tmp_path: Path):
    (tmp_path / "notice.txt").write_text("某市绿色工厂管理办法\n", encoding="utf-8")
    write(tmp_path, ADD)
    write(tmp_path, WITHDRAW, name="fujian-2018.jsonl")
    library = Library(tmp_path)
    assert [each.action for each in library.corrections("notice")] == ["add"]
    assert [each.action for each in library.corrections("fujian-2018")] == ["withdraw"]
    assert library.corrections("jiangsu-2016") == ()
    assert library.warnings == ()


def test_corrections_of_no_text_are_told(tmp_path: Path):
    write(tmp_path, ADD, name="fujian-2019.jsonl")
    write(tmp_path, ADD, name="fujian-2018.json")
    write(tmp_path, ADD, name=".fujian-2018.jsonl.swp")
    told = [warning.zh for warning in Library(tmp_path).warnings]
    assert len(told) == 2
    assert "fujian-2018.json " in told[0]
    assert "fujian-2019.jsonl" in told[1]


def test_without_a_folder_there_are_none():
    assert Library().corrections("fujian-2018") == ()
