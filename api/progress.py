"""How far a build is: a bar on a terminal, a line for each tenth elsewhere (a log has no use for a bar that is drawn anew)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tqdm import tqdm

from .console import note
from .language import Language

if TYPE_CHECKING:  # at run time the reading of documents comes with it, which not every command needs
    from ..extract.build import Progress, Stage

_STAGES: Mapping[Language, Mapping[Stage, str]] = {
    "zh": {"read": "读取文件", "load": "载入图谱", "send": "写入端点"},
    "en": {"read": "reading documents", "load": "loading graphs", "send": "writing to the endpoint"},
}


@contextmanager
def progress_of(language: Language) -> Iterator[Progress]:
    """What a build is given to tell how far it is.

    Args:
        language: of the names of the stages.

    Yields:
        a function that is called with the stage, how many are done, and how many there are.
    """
    if sys.stderr.isatty():
        with tqdm(leave=False) as bar:
            yield _Bar(bar, language).tell
    else:
        yield _Lines(language).tell


class _Bar:
    def __init__(self, bar: tqdm, language: Language) -> None:
        self._bar = bar
        self._names = _STAGES[language]
        self._stage: Stage | None = None

    def tell(self, stage: Stage, done: int, total: int) -> None:
        if stage != self._stage:
            self._stage = stage
            self._bar.reset(total)
            self._bar.set_description(self._names[stage])
        self._bar.update(done - self._bar.n)
        if done == total:  # tqdm leaves out what follows too fast, and the end of a stage must be seen
            self._bar.refresh()


class _Lines:
    def __init__(self, language: Language) -> None:
        self._names = _STAGES[language]

    def tell(self, stage: Stage, done: int, total: int) -> None:
        if done and done * 10 // total > (done - 1) * 10 // total:
            note(f"{self._names[stage]} {done}/{total}")
