"""``list_deadlines``: who must act by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from ...queries.deadlines import YEARS, deadlines
from ..language import Language
from ..routes.deadlines import Deadlines
from .paging import Part, Turning, part
from .schemas import AsOf, Places
from .telling import source, warned
from .tool import Call, Tool


class Due(Turning):
    """Whose deadlines are asked for."""

    year: int | None = Field(None, ge=YEARS[0], le=YEARS[-1], description="年份，默认今年（year; this one if not given）")
    jurisdiction: Places = None
    actor: str | None = Field(None, description="行为人：原文的一部分，或类别，如 企业、省级（who must act）")
    start: str | None = Field(None, description="期间的起算日，ISO 日期（the day from which periods run）")
    as_of: AsOf = None


class DeadlinesPart(Part, Deadlines):
    """A part of the deadlines."""


def _run(call: Call, given: Due) -> Mapping[str, Any]:
    found = deadlines(call.graph, given.year, given.jurisdiction, given.actor, given.start, given.as_of, call.language)
    due = found.pop("deadlines")
    return {**found, **part(due[given.first :], len(due), given)}


def _told(answer: Mapping[str, Any], given: Due, language: Language) -> str:
    undated = "日期取决于事件" if language == "zh" else "hangs on an event"
    lines = [
        f"{each['due'] or undated} {each['place'] or ''} {each['actor'] or each['actor_class']}：{each['text']}　{source(each['citation'])}"
        for each in answer["items"]
    ]
    none = "没有这样的时限。" if language == "zh" else "There is no such deadline."
    return "\n".join([*(lines or [none]), *warned(answer, language)])


DEADLINES = Tool("list_deadlines", Due, DeadlinesPart, _run, _told)
