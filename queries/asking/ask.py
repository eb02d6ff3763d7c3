"""A question in plain Chinese, answered from facts and clauses, or not at all.

The flow: the text is made tidy (``tidy.py``) and cut into questions (``parts.py``); each is read for what it names (``slots.py``) and what
it asks for (``intents.py``); a family of questions answers it from facts of the graph (``families/``), or from sentences of the texts;
the answers are put together with their citations (``composing.py``).
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...ontology.schemes import schemes
from ...ontology.store import Reader
from ..notices import Language
from ..parameters import Scalar, checked_text, iso_date
from ..snapshots import snapshot_of
from . import context as contexts
from .answering import Asked, answered, foreign
from .composing import composed, refused
from .english import in_chinese
from .intents import intents
from .lexicon import lexicon
from .namedplaces import place_names
from .parts import parts_of
from .scene import Scene
from .slots import Slots, read_slots, surfaces
from .tidy import folded, mended, spelt_out


def ask(
    store: Reader,
    question: str,
    as_of: Scalar | None = None,
    context: str | None = None,
    folder: Path | None = None,
    language: Language = "zh",
) -> dict[str, Any]:
    """The answer to a question.

    Args:
        store: a store, or a snapshot of one.
        question: as a user writes it, at most 400 characters.
        as_of: ISO date for the standing of documents; today if not given.
        context: what the last answer returned, for questions that follow it up (那福建呢？).
        folder: where the full-text index is kept, by which a large graph is narrowed down; in memory if not given.
        language: of warnings, ``zh`` or ``en``; the answer itself is Chinese.

    Returns:
        ``status``, ``answer``, ``intent``, ``slots``, ``facts``, ``citations``, ``sparql``, ``warnings``, ``follow_ups``, ``gaps``,
        ``context``; ``gaps`` are intents that were understood and that the texts do not answer.

    Raises:
        InvalidParameter: if the question is too long or holds control characters, ``as_of`` is no ISO date, or ``context`` is none of ours.
        StoreError: if the store failed.
    """
    text = spelt_out(folded(in_chinese(checked_text(question, "question"))))
    day = datetime.date.today() if as_of is None else iso_date(as_of)
    before = contexts.read(context)
    with snapshot_of(store) as graph:
        scene = Scene(graph, day, folder)
        if not text or lexicon().instructing.search(text):
            return refused(scene, text)
        found: list[Asked] = []
        last, asked = before or (None, ())
        for part in parts_of(mended(text, scene.kept("surfaces", lambda: frozenset(surfaces(scene))))):
            slots = _slots(part, scene, last, within=bool(found))
            reply = answered(scene, slots, asked if last is not None else ())
            if last is not None and reply.reply.status == "unknown" and (freed := _freed(slots, last)) != slots:
                retried = answered(scene, freed, asked)  # another place may have no such grades
                reply = retried if retried.reply.status == "answered" else reply
            found.append(reply)
            last, asked = reply.slots, reply.asked or asked
        return composed(scene, found, language)


def prepare() -> None:
    """Read the word lists now, about a second of work, so that the first question need not wait for it."""
    mended("绿色工厂", (name for concept in schemes().types.values() for name in concept.names))
    intents()
    place_names()


def _freed(slots: Slots, last: Slots) -> Slots:
    """What a question names, without the levels and grades that it has from the one before."""
    return replace(
        slots,
        levels=tuple(each for each in slots.levels if each not in last.levels),
        grades=tuple(each for each in slots.grades if each not in last.grades),
    )


def _slots(part: str, scene: Scene, last: Slots | None, *, within: bool) -> Slots:
    """What a question names, with what the one before named where this one leaves it out and follows that one up."""
    slots = read_slots(part, scene)
    if last is None:
        return slots
    names_nothing = not (slots.places or slots.documents or slots.everywhere) or not slots.types
    follows = within or lexicon().follow_up.search(part) or names_nothing
    strange = not within and len(slots.words) > 1 and foreign(scene, slots)  # it has turned to something else
    return slots.heir_of(last) if follows and not strange else slots
