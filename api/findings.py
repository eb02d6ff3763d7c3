"""The shapes of a check: what is sent and what is answered, as the OpenAPI document describes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .models import Citation, Place
from .shape import Framed, Record, Shape, flat


class CheckRequest(BaseModel):
    """A draft."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"text": "泉州市绿色工厂管理办法\n\n总分达到75分及以上的，推荐申报省级绿色工厂。", "jurisdiction": "泉州"}]
        },
    )

    text: str = Field(description="草案全文；不保存、不记录（the draft; never stored or logged）")
    jurisdiction: str | None = Field(
        None, description="适用地区：代码或名称；默认按草案自身（place; as the draft says if not given）", examples=["慈溪市"]
    )
    as_of: str | None = Field(None, description="ISO 日期；默认今天（ISO date; today if not given）")
    against: str | list[str] | None = Field(
        None, description="对照哪些文件，文件标识；默认上级文件（documents to judge it by; the superior ones if not given）"
    )


class Region(Shape):
    """A span of the draft, in Unicode code points; ``end`` is exclusive."""

    start: int
    end: int


class FindingRecord(Region):
    """A finding."""

    rule: str
    severity: Literal["error", "warning", "info"]
    message: str = Field(description="What is wrong, and why")
    quote: str = Field(description="text[start:end] of the draft")
    path: str = Field(description="Address of the clause in the draft")
    places: list[Region] = Field(description="All places that it concerns")
    related: list[Citation] = Field(description="Clauses of other documents that it rests on")
    suggestion: str = Field(description="How to mend it")


class Checked(Framed):
    """What was found in a draft."""

    jurisdiction: Place | None
    as_of: str = Field(description="The day on which it was judged: the first of its own period, else the day asked for")
    against: list[str] = Field(description="Identifiers of the documents that it was judged by")
    findings: list[FindingRecord]
    text: str = Field("", description="The characters that were read from a file, which the offsets count; only where a file was sent")

    def _records(self) -> Iterator[Record]:
        """One line a finding and clause that it rests on; ``quote``, ``start`` and ``end`` are the draft's, ``related.…`` the clause's."""
        for number, finding in enumerate(self.model_dump()["findings"], 1):
            own = {name: value for name, value in finding.items() if name not in ("places", "related")}
            for related in finding["related"] or [{}]:
                yield {"finding": number} | own | flat(related, "related.")
