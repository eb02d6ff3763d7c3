"""Adding entries to a manifest that people also write by hand: everything that is there stays, comments too."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from ..ontology.errors import CorpusError
from .manifest import FIELDS, Entry

_HEADER = "# 语料清单：字段见 Hengce 的 corpus/README.md / The texts of this folder; its fields are those of the packaged manifest.\n"


def with_entries(text: str | None, entries: Sequence[Entry], path: Path) -> str:
    """The text of a manifest with further entries behind those that it has.

    Args:
        text: the manifest as it is, one that :func:`.manifest.load` accepts; None if there is none yet.
        entries: what to add.
        path: what to call it in a message.

    Raises:
        CorpusError: if it is written so that nothing can be added without rewriting it (aliases at its end, for instance).
    """
    records = [_record(entry) for entry in entries]
    if text is None:
        return f"{_HEADER}documents:\n{_block(records, 2)}"
    new = _added(text, records)
    before, after = yaml.load(text, Loader=yaml.BaseLoader), yaml.load(new, Loader=yaml.BaseLoader)
    written = [{name: "null" if value is None else value for name, value in record.items()} for record in records]
    if after != {**before, "documents": [*before["documents"], *written]}:
        zh = f"清单 {path} 的写法无法自动续写，请手工加入：{json.dumps(records, ensure_ascii=False)}"
        raise CorpusError(
            zh, f"Manifest {path} cannot be added to as it is written; add by hand: {json.dumps(records, ensure_ascii=False)}"
        )
    return new


def _record(entry: Entry) -> dict[str, str | None]:
    said = {"id": entry.id, "file": entry.file.as_posix(), **asdict(entry.metadata), "sha256": entry.sha256}
    if entry.original is not None:
        said |= {"original": entry.original.as_posix(), "original_sha256": entry.original_sha256}
    return {name: said[name] for name in FIELDS if name in said}


def _block(records: Sequence[dict[str, str | None]], indent: int, newline: str = "\n") -> str:
    """Entries in block style, a blank line between them."""
    dumped = (yaml.safe_dump([record], allow_unicode=True, sort_keys=False, width=sys.maxsize) for record in records)
    lines = "\n".join(dumped).split("\n")
    return newline.join(" " * indent + line if line else "" for line in lines)


def _added(text: str, records: Sequence[dict[str, str | None]]) -> str:
    """The text with the entries put where the list of documents ends."""
    newline = "\r\n" if "\r\n" in text else "\n"
    node = _documents(text)
    start, end = node.start_mark.index, node.end_mark.index
    if node.flow_style and not node.value:  # documents: []
        return f"{text[:start].rstrip(' ')}{newline}{_block(records, 2, newline)}{text[end:].lstrip(' ').removeprefix(newline)}"
    if node.flow_style:
        more = "".join(f", {json.dumps(record, ensure_ascii=False)}" for record in records)
        return f"{text[: end - 1].rstrip().rstrip(',')}{more}{text[end - 1 :]}"
    last = _end(node)
    if text[last - 1] != "\n":  # a comment may follow on the line
        line = text.find("\n", last)
        last = len(text) if line < 0 else line + 1
    before = text[:last] if text[:last].endswith("\n") else text[:last] + newline
    return f"{before}{newline}{_block(records, node.start_mark.column, newline)}{text[last:]}"


def _documents(text: str) -> Any:
    """The node of the list ``documents``."""
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    assert isinstance(root, yaml.MappingNode)
    return next(value for key, value in root.value if key.value == "documents")


def _end(node: Any) -> int:
    """Where the last value below a node ends: a collection in block style only ends where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return node.end_mark.index
