"""The full-text index: an SQLite database (FTS5) of the clauses of one version of the data.

It follows from the graph alone and is named after the data version, so it is never out of step: another version has another index. Clauses
are kept as the words of jieba, since FTS5 itself cuts no Chinese.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from ...extract.properties import CLASSES
from ...ontology.errors import StoreError
from ...ontology.files import replace_bytes
from ...ontology.identifiers import Identifiers
from ...ontology.store import Reader
from ..resolver import look_up
from .words import key, words

LAYOUT = 1
"""Version of the tables; part of the file's name."""
_making = threading.Lock()
_BATCH = 100  # documents asked for at once, so that no answer grows with the corpus
_TABLES = """
CREATE TABLE document (id TEXT PRIMARY KEY, hash TEXT);
CREATE TABLE clause (id INTEGER PRIMARY KEY, doc TEXT, path TEXT, start INTEGER, stop INTEGER);
CREATE INDEX clause_doc ON clause (doc);
CREATE TABLE about (clause INTEGER, kind TEXT, type TEXT);
CREATE VIRTUAL TABLE word USING fts5(body, title, tokenize="unicode61 remove_diacritics 0");
"""
_KINDS = {name: kind for kind, name in CLASSES.items()}


@dataclass(frozen=True, slots=True)
class _Clause:
    path: str
    start: int
    end: int


def index_of(graph: Reader, folder: Path | None = None) -> sqlite3.Connection:
    """A connection to the index of a snapshot's data; it is made if it is not there yet, from an older one as far as that goes.

    Args:
        graph: the snapshot.
        folder: where indexes are kept; None, or one that cannot be written, for one in memory.

    Raises:
        StoreError: if the graph or the index cannot be read.
    """
    path = None if folder is None else folder / f"{graph.info.data_version}-{LAYOUT}.db"
    if path is None:
        return _made(graph, None)
    if (there := _opened(path)) is not None:
        return there
    with _making:  # those who have waited find it made
        return _opened(path) or _made(graph, path)


def _made(graph: Reader, path: Path | None) -> sqlite3.Connection:
    older = next(iter(_kept(path.parent)), None) if path is not None else None
    index = sqlite3.connect(":memory:", check_same_thread=False)
    index.executescript(_TABLES)
    known = _opened(older) if older else None
    with closing(known or sqlite3.connect(":memory:")), index:
        _fill(index, graph, known)
    if path is not None and _written(path, index.serialize()) and (there := _opened(path)) is not None:
        index.close()
        return there
    return index


def _opened(path: Path) -> sqlite3.Connection | None:
    """A connection to a file, which stays usable when the file is removed; None if it is not there."""
    try:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        if not path.exists():
            return None
        raise StoreError(f"全文索引 {path} 打不开（{error}）。", f"The full-text index {path} cannot be opened ({error}).") from error


def _kept(folder: Path) -> list[Path]:
    """The indexes in a folder, the newest first; other processes may remove them meanwhile."""
    found: list[tuple[float, Path]] = []
    for path in folder.glob(f"*-{LAYOUT}.db"):
        with suppress(FileNotFoundError):
            found.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(found, reverse=True)]


def _written(path: Path, content: bytes) -> bool:
    """Write the file, and remove those of versions that nobody asks for now; False where the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_bytes(path, content)
        # The version before stays: while a build changes over, both are asked.
        for other in set(path.parent.glob("*.db")).difference(_kept(path.parent)[:2]):
            other.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _fill(index: sqlite3.Connection, graph: Reader, known: sqlite3.Connection | None) -> None:
    identifiers = Identifiers(graph.info.base)
    documents = sorted(str(row["document"]) for row in look_up(graph, "documents", document=()))
    for begin in range(0, len(documents), _BATCH):
        batch = [URIRef(each) for each in documents[begin : begin + _BATCH]]
        clauses: dict[str, list[_Clause]] = {}
        for row in look_up(graph, "clauses", document=batch):
            clauses.setdefault(str(row["id"]), []).append(_Clause(str(row["path"]), int(row["start"]), int(row["end"])))
        about: dict[str, set[tuple[int, str, str]]] = {}
        for row in look_up(graph, "about", document=batch):
            kind = _KINDS.get(str(row["class"]).removeprefix(identifiers.vocabulary))
            if kind is not None:
                about.setdefault(str(row["id"]), set()).add((int(row["start"]), kind, str(row.get("subject", ""))))
        for row in look_up(graph, "texts", document=batch):
            doc, text, title = str(row["id"]), str(row["text"]), str(row.get("title", ""))
            named = ((each.path, each.start, each.end) for each in clauses.get(doc, []))
            hash = hashlib.sha256("\n".join((title, text, *map(str, sorted(named)))).encode(errors="surrogatepass")).hexdigest()
            index.execute("INSERT INTO document VALUES (?, ?)", (doc, hash))
            for path, start, end, body, heading in _again(known, doc, hash) or _cut(clauses.get(doc, []), text, title):
                number = index.execute("INSERT INTO clause VALUES (NULL, ?, ?, ?, ?)", (doc, path, start, end)).lastrowid
                index.execute("INSERT INTO word (rowid, body, title) VALUES (?, ?, ?)", (number, body, heading))
                said = {(number, kind, type) for at, kind, type in about.get(doc, ()) if start <= at < end}
                index.executemany("INSERT INTO about VALUES (?, ?, ?)", sorted(said))
    index.execute("CREATE INDEX about_clause ON about (clause)")


_Row = tuple[str, int, int, str, str]


def _again(known: sqlite3.Connection | None, doc: str, hash: str) -> list[_Row]:
    """The rows of a document that an older index has cut into words already; none if it has changed."""
    if known is None:
        return []
    try:
        rows = known.execute(
            "SELECT clause.path, clause.start, clause.stop, word.body, word.title FROM document JOIN clause ON clause.doc = document.id "
            "JOIN word ON word.rowid = clause.id WHERE document.id = ? AND document.hash = ? ORDER BY clause.id",
            (doc, hash),
        )
        return rows.fetchall()
    except sqlite3.DatabaseError:
        return []  # damaged: it is cut anew


def _cut(clauses: Sequence[_Clause], text: str, title: str) -> Iterator[_Row]:
    heading = _joined(title)
    for path, start, end in _own_texts(clauses, text):
        yield path, start, end, _joined(text[start:end]), heading


def _own_texts(clauses: Sequence[_Clause], text: str) -> Iterator[tuple[str, int, int]]:
    """Each clause with what it says itself: all of it, or what stands before the first clause within it."""
    ordered = sorted(clauses, key=lambda each: (each.start, -each.end, len(each.path)))
    for i, clause in enumerate(ordered):
        following = ordered[i + 1] if i + 1 < len(ordered) else None
        end = following.start if following is not None and following.start < clause.end else clause.end
        start, end = _trimmed(text, clause.start, end)
        if start < end:
            yield clause.path, start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined(text: str) -> str:
    return " ".join(key(text[start:end]) for start, end in words(text))
