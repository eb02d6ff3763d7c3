"""What each build into a folder changed: the store's memory, from which feeds are made.

A graph says what is so, and is the same for the same texts; when it became so is no part of it. ``history.jsonl`` has a line for each
build that changed the data. A line is written before the swap and holds only once the swap is made: what stands after the last
line of the version that is read was never swapped in, and the next build drops it. So the history cannot contradict the data.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .errors import StoreError
from .files import replace_text

NAME = "history.jsonl"
KEPT = 200
"""Builds whose changes are kept one by one; what earlier ones added is kept as one."""
_SECOND = datetime.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Gone:
    """What is no longer there, as it was: a document, or a fact of a document whose text or reading changed.

    Attributes:
        title: of the document.
        jurisdiction: GB/T 2260 code of its place, None where it is not known.
        kind, subject, path, quote: of a fact; None of a document.
    """

    title: str | None
    jurisdiction: str | None
    kind: str | None = None
    subject: str | None = None
    path: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a build changed in a document that was there before.

    Attributes:
        digest: of its text and reading now.
        facts: local addresses of the facts that are new in it: what follows ``id/fact/DOCUMENT/`` in their IRIs.
        gone: the facts that are there no more.
    """

    digest: str
    facts: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What one build changed, by identifiers of documents.

    Attributes:
        version: of the data that it made.
        time: when, ISO 8601 in UTC; later than that of every step before, also where the clock was set back.
        added: digest of each document that is new.
        changed: what is otherwise in those that were there.
        removed: those that are there no more.
    """

    version: str
    time: str
    added: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, Change] = field(default_factory=dict)
    removed: Mapping[str, Gone] = field(default_factory=dict)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Step:
        """The step of a line.

        Raises:
            TypeError, KeyError: if it is none.
        """
        changed = {
            id: Change(each["digest"], tuple(each["facts"]), tuple(Gone(**gone) for gone in each["gone"]))
            for id, each in record["changed"].items()
        }
        removed = {id: Gone(**each) for id, each in record["removed"].items()}
        return cls(str(record["version"]), _instant(str(record["time"])), dict(record["added"]), changed, removed)


class History:
    """The history of a store.

    Args:
        folder: of the store; nothing need be there.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def steps(self, version: str | None) -> list[Step]:
        """The steps up to a version of the data, the first build first; none if it does not tell of that version.

        Args:
            version: of the data that are read; None where there are none, so that the steps are those of a store that was lost.

        Raises:
            StoreError: if the file cannot be read.
        """
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
            steps = [Step.from_json(json.loads(line)) for line in lines]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise StoreError(
                f"构建记录 {self._file} 无法读取（{type(error).__name__}）；重新构建会另起记录。",
                f"The record of builds {self._file} cannot be read ({type(error).__name__}); the next build begins another.",
            ) from error
        last = max((number for number, step in enumerate(steps, 1) if version in (None, step.version)), default=0)
        return steps[:last]

    def append(self, before: Sequence[Step], step: Step) -> None:
        """Write a step behind those before it; it counts from the swap to its version on.

        Raises:
            OSError: if the file cannot be written; the old one stays.
        """
        steps = [*before, step]
        if len(steps) > KEPT:
            steps = [_folded(steps[: len(steps) - KEPT + 1]), *steps[len(steps) - KEPT + 1 :]]
        replace_text(self._file, "".join(json.dumps(asdict(each), ensure_ascii=False, sort_keys=True) + "\n" for each in steps))


def state(steps: Iterable[Step]) -> dict[str, str]:
    """The digest of each document after some steps."""
    digests: dict[str, str] = {}
    for step in steps:
        digests |= {**step.added, **{id: change.digest for id, change in step.changed.items()}}
        for id in step.removed:
            digests.pop(id, None)
    return digests


def time_of_build(before: Sequence[Step]) -> str:
    """The time of the next step: now, or ``SOURCE_DATE_EPOCH`` (reproducible-builds.org), but later than all before."""
    given, now = os.environ.get("SOURCE_DATE_EPOCH", ""), datetime.datetime.now(datetime.UTC)
    if given.isascii() and given.isdigit():
        now = datetime.datetime.fromtimestamp(int(given), datetime.UTC)
    now = now.replace(microsecond=0)
    if before:
        now = max(now, datetime.datetime.fromisoformat(before[-1].time) + _SECOND)
    return written(now)


def written(instant: datetime.datetime) -> str:
    """An instant as RFC 3339 has it, in UTC, to the second."""
    return instant.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _instant(text: str) -> str:
    return written(datetime.datetime.fromisoformat(text))


def _folded(steps: Sequence[Step]) -> Step:
    """Steps as one, in which the documents that are left were added."""
    return Step(steps[-1].version, steps[-1].time, state(steps))
