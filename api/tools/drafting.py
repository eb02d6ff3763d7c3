"""``check_draft``: what a careful reviewer would say of a draft, which is held in memory only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from ...ontology.errors import InvalidParameter
from ..export import findings
from ..findings import Checked, CheckRequest
from ..language import Language
from .paging import Part, Turning, part
from .tool import Call, Tool


class Draft(CheckRequest, Turning):
    """A draft."""

    text: str = Field(max_length=600_000, description="草案全文；不保存、不记录（the draft; never stored or logged）")


class CheckedPart(Checked, Part):
    """A part of the findings."""


def _run(call: Call, given: Draft) -> Mapping[str, Any]:
    from ...queries.checking.check import check  # loads the language pipeline, which other answers do without

    if not given.text.strip():
        raise InvalidParameter("草案没有文字。", "The draft has no text.", parameter="text")
    found = check(call.graph, given.text, jurisdiction=given.jurisdiction, as_of=given.as_of, named=given.against, language=call.language)
    listed = found["findings"]
    return {**found, **part(listed[given.first :], len(listed), given, "findings")}


def _told(answer: Mapping[str, Any], given: Draft, language: Language) -> str:
    return findings.as_text(answer, given.text, language)


DRAFT = Tool("check_draft", Draft, CheckedPart, _run, _told)
