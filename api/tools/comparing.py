"""``compare_requirements``: one type side by side in all places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from ...queries.compare import SUPERIOR, compare
from ..export import comparison
from ..language import Language
from ..models import Comparison
from ..routes.comparing import Aspect
from .paging import Part, Turning, part
from .schemas import AsOf, Places
from .tool import Call, Tool


class Compared(Turning):
    """What is compared."""

    type: str = Field(description="示范类型：标准名或别名，如 绿色工厂（a type by label or alias）")
    aspect: list[Aspect] | None = Field(None, description="方面，默认全部（aspects; all if not given）")
    jurisdictions: Places = None
    as_of: AsOf = None
    baseline: str = Field(SUPERIOR, description="比较的基准：superior（上级）或地区（what deltas compare with: superior, or a place）")


class ComparisonPart(Comparison, Part):
    """A part of the rows of a comparison."""


def _run(call: Call, given: Compared) -> Mapping[str, Any]:
    found = compare(
        call.graph, given.type, aspects=given.aspect, jurisdictions=given.jurisdictions, as_of=given.as_of, baseline=given.baseline,
        language=call.language,
    )  # fmt: skip
    rows = found["rows"]
    return {**found, **part(rows[given.first :], len(rows), given, "rows")}


def _told(answer: Mapping[str, Any], given: Compared, language: Language) -> str:
    grid, notes = comparison.matrix(answer, language)
    zh = language == "zh"
    lines = [comparison.heading(answer, language)]
    for row, (aspect, label, *cells) in zip(answer["rows"], grid.rows, strict=True):
        lines.append(f"■ {aspect}：{label}" if zh else f"■ {aspect}: {label}")
        for place, cell in zip(answer["jurisdictions"], cells, strict=True):
            if row["cells"].get(place["code"]):
                delta = row["delta"].get(place["code"])
                said = f"（{comparison.DELTAS[delta] if zh else delta}）" if delta else ""
                lines.append(f"  {place['name']}{said}：{'；'.join(str(cell).splitlines())}")
        silent = [place["name"] for place in answer["jurisdictions"] if not row["cells"].get(place["code"])]
        if silent:
            lines.append(("  未规定：" if zh else "  silent: ") + "、".join(silent))
    return "\n".join([*lines, *notes])


COMPARE = Tool("compare_requirements", Compared, ComparisonPart, _run, _told)
