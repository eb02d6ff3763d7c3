"""The manifest of a corpus: which texts there are, and what is known of each.

A manifest is a YAML file ``manifest.yaml``; the packaged one shows its fields. Values are read as they are written: ``310000`` and
``2021`` stay text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from ..ontology.errors import CorpusError, UnreadableText
from .readers.text import read_text

NAME = "manifest.yaml"
_ID = re.compile(r"[\w-]{1,100}")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"), "2018, 2018-05, 2018-05-30"
_HASH = re.compile("[0-9a-f]{64}"), "64 × 0-9 a-f"
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "jurisdiction": (re.compile(r"[0-9]{6}"), "GB/T 2260: 000000, 350000, 330200"),
    "date": _DAY,
    "valid_from": _DAY,
    "valid_to": _DAY,
    "status": (re.compile("issued|draft"), "issued, draft"),
    "sha256": _HASH,
    "original_sha256": _HASH,
}
_NULL = frozenset({"", "null", "Null", "NULL", "~"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a manifest says of a document; None where it does not say.

    Attributes:
        title: title (标题), without （征求意见稿）.
        jurisdiction: GB/T 2260 code of the place it is issued for.
        issuer: issuing body (发文机关) in full.
        doc_number: document number (发文字号).
        date: date of signature (成文日期), ISO 8601.
        valid_from, valid_to: period of validity: ISO 8601 day, month or year.
        status: ``issued`` or ``draft``.
        source: where the text comes from.
        licence: the terms that it may be used under.
    """

    title: str | None = None
    jurisdiction: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    date: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    status: str | None = None
    source: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a manifest.

    Attributes:
        id: its identifier.
        file: its path, relative to the manifest.
        metadata: what is known of it.
        sha256: of the file as stored, hexadecimal; None if it is not to be checked.
        original: path of the file that the text was read from, relative to the manifest; None of a text that came as plain text.
        original_sha256: of that file, hexadecimal.
    """

    id: str
    file: PurePosixPath
    metadata: Metadata
    sha256: str | None
    original: PurePosixPath | None = None
    original_sha256: str | None = None


ORIGINAL = ("original", "original_sha256")
"""The fields of an entry that only texts have that were read from another format."""
FIELDS = ("id", "file", *(field.name for field in fields(Metadata)), "sha256", *ORIGINAL)
"""The fields of an entry, in the order in which they are written."""


def load(path: Path) -> list[Entry]:
    """Read a manifest.

    Raises:
        CorpusError: if it cannot be read or is malformed; the message names the place and how to mend it.
        TooLarge: if it is larger than a text may be.
    """
    try:
        data = yaml.load(read_text(path), Loader=yaml.BaseLoader)  # makes nothing but text, lists and mappings
    except UnreadableText as error:
        raise CorpusError(f"清单无法读取：{error.zh}", f"The manifest cannot be read: {error.en}") from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = getattr(error, "problem", None) or type(error).__name__
        zh = f"清单 {path} 不是合法的 YAML：第 {line} 行第 {column} 列，{problem}。请修正后重试。"
        en = f"Manifest {path} is not valid YAML: line {line}, column {column}, {problem}. Correct it and try again."
        raise CorpusError(zh, en) from None
    documents = data.get("documents") if isinstance(data, dict) else None
    if not isinstance(documents, list):
        raise _broken(path, "缺少列表 documents，请参照自带的 manifest.yaml", "it has no list `documents`; see the packaged manifest.yaml")
    entries: dict[str, Entry] = {}
    for number, item in enumerate(documents, 1):
        entry = _entry(path, number, item)
        if entry.id in entries:
            raise _broken(path, f"标识 {entry.id} 重复，请改用不同的标识", f"identifier {entry.id} occurs twice; give each its own")
        entries[entry.id] = entry
    return list(entries.values())


def check_id(id: str, where: str) -> str:
    """An identifier in its composed form (NFC).

    Args:
        id: the identifier.
        where: what to call its place in a message.

    Raises:
        CorpusError: if it holds anything but letters (of any script), digits, ``-`` and ``_``, or more than 100 characters.
    """
    composed = unicodedata.normalize("NFC", id)
    if _ID.fullmatch(composed) is None:
        shown = ascii(id) if not id.isprintable() else f"“{id}”"
        zh = f"{where} 的标识{shown}不可用：只能由文字、数字、- 和 _ 组成，至多 100 个字符。请改名。"
        en = f"The identifier {shown} of {where} cannot be used: letters, digits, - and _ only, at most 100. Rename it."
        raise CorpusError(zh, en, parameter="id")
    return composed


def suits(name: str, value: str) -> bool:
    """Whether a field of an entry can have this value."""
    pattern, _ = _FORMS.get(name, (None, ""))
    return pattern is None or pattern.fullmatch(value) is not None


def form_of(name: str) -> str:
    """What the values of a field look like, for messages; empty where any text will do."""
    return _FORMS.get(name, (None, ""))[1]


def _entry(path: Path, number: int, item: Any) -> Entry:
    """One entry of the list, checked."""
    zh, en = f"第 {number} 份文件", f"document {number}"
    if not isinstance(item, dict):
        raise _broken(path, f"{zh}不是“字段: 值”的形式", f"{en} is no mapping of fields to values")
    values: dict[str, str | None] = {}
    for name, value in item.items():
        if name not in FIELDS:
            allowed = "、".join(FIELDS)
            raise _broken(path, f"{zh}有未知字段 {name}，可用 {allowed}", f"{en} has an unknown field {name}; known are {allowed}")
        if not isinstance(value, str):
            raise _broken(path, f"{zh}的 {name} 应为一行文字或 null", f"{name} of {en} should be a line of text, or null")
        values[name] = None if value.strip() in _NULL else value.strip()
    id, file, sha256, original, original_sha256 = (values.pop(name, None) for name in ("id", "file", "sha256", *ORIGINAL))
    if id is None or file is None:
        raise _broken(path, f"{zh}缺少 id 或 file，请补上", f"{en} lacks id or file; add both")
    id = check_id(id, f"{path} ({number})")
    for name, value in {**values, "sha256": sha256, "original_sha256": original_sha256}.items():
        if value is not None and not suits(name, value):
            form = form_of(name)
            raise _broken(path, f"{id} 的 {name} 是“{value}”，应为 {form}", f"{name} of {id} is {value!r}; it should be {form}")
    paths = _inside(path, id, "file", file), _inside(path, id, "original", original) if original is not None else None
    return Entry(id, paths[0], Metadata(**values), sha256, paths[1], original_sha256)


def _inside(path: Path, id: str, field: str, value: str) -> PurePosixPath:
    """A path of an entry, which must not lead out of the folder."""
    relative = PurePosixPath(value)
    if relative.is_absolute() or ".." in relative.parts or "\\" in value or "\x00" in value:
        mend = "应为语料文件夹内的相对路径", "it should be a path inside the corpus folder"
        raise _broken(path, f"{id} 的 {field} 是“{value}”，{mend[0]}", f"{field} of {id} is {value!r}; {mend[1]}")
    return relative


def _broken(path: Path, zh: str, en: str) -> CorpusError:
    return CorpusError(f"清单 {path} 有误：{zh}。", f"Manifest {path} is broken: {en}.")
