"""Facts that need not be read again: the same text read by the same rules gives the same facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ..ontology.files import replace_bytes, replace_text
from .facts import Fact

_ROOMS = ("ontology", "corpus", "extract")


@cache
def rules_version() -> str:
    """Hash of everything that reading depends on besides the text: code and data of the rooms that take part, and jieba."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    digest.update(f"jieba {version('jieba')}\n".encode())
    for room in _ROOMS:
        for path in sorted((package / room).rglob("*")):
            inside = path.relative_to(package)
            if not path.is_file() or "__pycache__" in inside.parts or inside.parts[1] == "texts" or path.suffix == ".md":
                continue
            digest.update(f"{inside.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _check(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


class FactCache:
    """Files of facts, one for each document, text and version of the rules: a checksum, then the facts as JSON Lines.

    Args:
        folder: where they lie; made at the first :meth:`put`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, id: str, text: str) -> Path:
        """Where the facts of a document lie, if it has been read."""
        key = hashlib.sha256(f"{rules_version()}\n{id}\n{text}".encode(errors="surrogatepass")).hexdigest()
        return self._folder / f"{key}.jsonl"

    def get(self, id: str, text: str) -> list[Fact] | None:
        """The facts of a document, each checked against its text, or None if it must be read (again)."""
        try:
            check, _, content = self.path(id, text).read_text(encoding="utf-8").partition("\n")
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        if check != _check(content):
            return None  # damaged; reading the text once more replaces it
        facts = [Fact.from_json(json.loads(line)) for line in content.split("\n") if line]
        for fact in facts:
            fact.check(text)
        return facts

    def put(self, id: str, text: str, facts: Iterable[Fact]) -> None:
        """Keep the facts of a document."""
        content = "\n".join(json.dumps(fact.to_json(), ensure_ascii=False) for fact in facts)
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_text(self.path(id, text), f"{_check(content)}\n{content}")

    def keep(self, id: str, text: str, content: bytes) -> Path:
        """Keep the file that another machine has of a document; its checksum is looked at when it is used. Returns where it lies."""
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_bytes(self.path(id, text), content)
        return self.path(id, text)

    def keep_only(self, used: Iterable[Path]) -> None:
        """Remove all other files: texts that are gone, rules that have changed, what killed builds left."""
        kept = set(used)
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            if path not in kept:
                path.unlink()
