"""Corrections: what people say against the reading of a text, as data beside the corpus (更正).

``corrections/DOC.jsonl`` in the user's folder holds one correction a line, for a text of that folder or of the packaged corpus:

    {"action": "replace", "kind": "threshold", "start": 1076, "end": 1114, "quote": "…", "fields": {"min": 85},
     "replaces": {"kind": "threshold", "start": 1076, "end": 1114}, "reason": "…", "who": "张三", "when": "2024-05-01",
     "sha256": "…"}

Here a line is checked for its form. What its fields mean, and whether it still fits the text, is for the build to say, which
knows the kinds of fact (``extract/corrections.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NoReturn

from ..ontology.errors import CorpusError, UnreadableText
from .readers.text import read_bytes

FOLDER = "corrections"
"""The folder within the user's corpus."""

Action = Literal["add", "replace", "withdraw"]
_ACTIONS: tuple[Action, ...] = ("add", "replace", "withdraw")
_KEYS = ("action", "kind", "start", "end", "quote", "fields", "replaces", "reason", "who", "when", "sha256")
_SPAN = ("kind", "start", "end", "quote")
_SHA256 = re.compile("[0-9a-f]{64}")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class FactKey:
    """Which fact is meant, among those that the program reads.

    Attributes:
        kind: kind of the fact.
        start, end: span of its quote, in Unicode code points, ``end`` exclusive.
        n: 1 for the first fact of this kind and span, 2, 3 … for further ones; None where there is but one.
    """

    kind: str
    start: int
    end: int
    n: int | None = None


@dataclass(frozen=True)
class Correction:
    """One correction.

    Attributes:
        path, line: where it is written; lines are counted from 1.
        document: identifier of the document.
        action: ``add`` a fact that was not read, ``replace`` one that was read wrongly, ``withdraw`` one that the text does not state.
        kind: kind of the fact that is right; of a withdrawn one None.
        start, end, quote: its evidence; of a withdrawn one None.
        fields: its fields; those that a ``replace`` does not name stay as they were read, None says that the text gives no value.
        replaces: the fact that is wrong; None for ``add``.
        reason: why.
        who: the person.
        when: the day.
        sha256: of the text's file, in hexadecimal, as the person saw it.
    """

    path: Path
    line: int
    document: str
    action: Action
    kind: str | None
    start: int | None
    end: int | None
    quote: str | None
    fields: Mapping[str, Any]
    replaces: FactKey | None
    reason: str
    who: str
    when: date
    sha256: str

    @property
    def place(self) -> str:
        """Where it is written, for messages."""
        return f"{self.path}:{self.line}"

    @cached_property
    def key(self) -> str:
        """Sixteen hexadecimal digits that stay the same wherever in its file the correction stands."""
        replaces = self.replaces and (self.replaces.kind, self.replaces.start, self.replaces.end, self.replaces.n)
        said = (self.document, self.action, self.kind, self.start, self.end, self.fields, replaces, self.reason, self.who, str(self.when))
        return sha256(json.dumps(said, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:16]


def load(path: Path, document: str) -> tuple[Correction, ...]:
    """Read a file of corrections.

    Args:
        path: the file, in UTF-8.
        document: identifier of the document that it is about.

    Raises:
        CorpusError: if the file cannot be read or a line is malformed; the message names the line and how to mend it.
        TooLarge: if it is larger than a text may be.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnreadableText as error:
        raise CorpusError(f"更正无法读取：{error.zh}", f"The corrections cannot be read: {error.en}") from None
    except UnicodeDecodeError:
        raise CorpusError(f"{path} 不是 UTF-8 编码，请另存为 UTF-8。", f"{path} is not in UTF-8; save it as UTF-8.") from None
    found: dict[str, Correction] = {}
    # Not splitlines(): U+2028 and the like may stand inside a string of JSON.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        correction = _Line(path, number).correction(line, document)
        if (earlier := found.get(correction.key)) is not None:
            zh = f"{correction.place} 与第 {earlier.line} 行相同，请删去一行。"
            raise CorpusError(zh, f"{correction.place} repeats line {earlier.line}; take one of them out.")
        found[correction.key] = correction
    return tuple(found.values())


@dataclass(frozen=True)
class _Line:
    """Reads one line, and knows its place for messages."""

    path: Path
    number: int

    def broken(self, zh: str, en: str, parameter: str | None = None) -> NoReturn:
        raise CorpusError(
            f"更正 {self.path} 第 {self.number} 行有误：{zh}。", f"Line {self.number} of {self.path} is wrong: {en}.", parameter=parameter
        )

    def correction(self, line: str, document: str) -> Correction:
        record = self._object(line)
        self._known(record, _KEYS, "")
        action: Action | None = next((each for each in _ACTIONS if each == record.get("action")), None)
        if action is None:
            self.broken("action 应为 add、replace 或 withdraw", "action should be add, replace or withdraw", "action")
        replaces = None if record.get("replaces") is None else self._fact_key(record["replaces"])
        if (replaces is None) != (action == "add"):
            zh = "add 没有 replaces" if action == "add" else f"{action} 须有 replaces，指明被更正的事实（kind、start、end）"
            en = "add has no replaces" if action == "add" else f"{action} needs replaces, the fact corrected (kind, start, end)"
            self.broken(zh, en, "replaces")
        fields = {} if record.get("fields") is None else record["fields"]
        if not isinstance(fields, dict):
            self.broken("fields 应为 {字段: 值}", "fields should be an object of fields and values", "fields")
        if action == "withdraw":
            self._nothing_else(record, fields)
            kind = quote = start = end = None
        else:
            kind, quote = self._text(record, "kind"), self._text(record, "quote")
            start, end = self._offset(record, "start", ""), self._offset(record, "end", "")
            if end - start != len(quote):
                zh = f"start、end 相距 {end - start} 字，quote 却有 {len(quote)} 字（按 Unicode 码点计）"
                self.broken(
                    zh, f"start and end are {end - start} characters apart, but quote has {len(quote)} (Unicode code points)", "quote"
                )
        digest = self._text(record, "sha256")
        if _SHA256.fullmatch(digest) is None:
            self.broken("sha256 应为 64 位十六进制小写", "sha256 should be 64 digits 0-9 a-f", "sha256")
        return Correction(
            self.path, self.number, document, action, kind, start, end, quote, fields, replaces,
            self._text(record, "reason"), self._name(record), self._day(record), digest,
        )  # fmt: skip

    def _object(self, line: str) -> dict[str, Any]:
        def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            found: dict[str, Any] = {}
            for name, value in pairs:
                if name in found:
                    self.broken(f"“{name}”出现两次", f"{name!r} occurs twice", name)
                found[name] = value
            return found

        def number(name: str) -> NoReturn:
            self.broken(f"{name} 不是 JSON 的数", f"{name} is no number of JSON")

        try:
            record = json.loads(line, object_pairs_hook=once, parse_constant=number)
        except json.JSONDecodeError as error:
            self.broken(f"不是合法的 JSON（第 {error.colno} 列，{error.msg}）", f"not valid JSON (column {error.colno}, {error.msg})")
        except (RecursionError, ValueError) as error:
            self.broken(f"不是可用的 JSON（{error}）", f"not usable JSON ({error})")
        if not isinstance(record, dict):
            self.broken("每行应为一个 JSON 对象", "each line should be one JSON object")
        if any("\ud800" <= char <= "\udfff" for char in json.dumps(record, ensure_ascii=False)):
            self.broken("含有不成字的代理码点", "it holds a lone surrogate")
        return record

    def _known(self, record: Mapping[str, Any], keys: tuple[str, ...], inside: str) -> None:
        for name in record:
            if name not in keys:
                shown = inside + name
                zh = f"未知的项 {shown!r}，可用 {'、'.join(keys)}"
                if not inside:
                    zh += "；事实自己的字段写在 fields 中"
                self.broken(
                    zh, f"unknown key {shown!r}; known are {', '.join(keys)}" + ("" if inside else "; fields of the fact go into fields")
                )

    def _nothing_else(self, record: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
        """A withdrawn fact is named by ``replaces`` alone."""
        extra = [name for name in _SPAN if record.get(name) is not None] + (["fields"] if fields else [])
        if extra:
            zh, en = f"withdraw 只用 replaces 指明事实，没有 {'、'.join(extra)}", f"withdraw names the fact by replaces alone, not {extra}"
            self.broken(zh, en, extra[0])

    def _fact_key(self, record: Any) -> FactKey:
        if not isinstance(record, dict):
            self.broken("replaces 应为 {kind, start, end}", "replaces should be an object with kind, start and end", "replaces")
        self._known(record, ("kind", "start", "end", "n"), "replaces.")
        n = record.get("n")
        if n is not None and (type(n) is not int or n < 1):
            self.broken("replaces.n 应为从 1 起的整数", "replaces.n should be an integer from 1", "replaces")
        start, end = self._offset(record, "start", "replaces."), self._offset(record, "end", "replaces.")
        return FactKey(self._text(record, "kind"), start, end, n)

    def _offset(self, record: Mapping[str, Any], name: str, inside: str) -> int:
        value = record.get(name)
        if type(value) is not int or value < 0:
            self.broken(f"{inside}{name} 应为从 0 起的整数", f"{inside}{name} should be an integer from 0", name)
        return value

    def _text(self, record: Mapping[str, Any], name: str) -> str:
        value = record.get(name)
        if not isinstance(value, str) or not value.strip():
            self.broken(f"缺少 {name}，应为文字", f"{name} is missing; it should be text", name)
        return value

    def _name(self, record: Mapping[str, Any]) -> str:
        name = self._text(record, "who").strip()
        if len(name) > _LONGEST_NAME or not name.isprintable():
            self.broken(
                f"who 应为一行人名，至多 {_LONGEST_NAME} 字", f"who should be a name on one line, at most {_LONGEST_NAME} characters", "who"
            )
        return name

    def _day(self, record: Mapping[str, Any]) -> date:
        written = self._text(record, "when")
        try:
            day = date.fromisoformat(written)
        except ValueError:
            day = None
        if day is None or day.isoformat() != written:  # 20240501 and 2024-W18-3 are ISO dates too, but no two should look different
            self.broken(f"when 是“{written}”，应为日期，如 2024-05-01", f"when is {written!r}; it should be a date like 2024-05-01", "when")
        return day
