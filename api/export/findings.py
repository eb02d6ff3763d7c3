"""What a check found, for people: a paragraph for each finding, with its line in the draft, and how many there are."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ...corpus.paragraphs import spans
from ..language import Language
from .grid import visible
from .table import wrap

SEVERITIES = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "info")}
"""What the severities are called, in Chinese and in English, the gravest first."""
Titles = Mapping[str, tuple[str, str]]
"""What each rule is called, in Chinese and in English."""
_WIDEST = 100
_QUOTE = 60  # characters of a quote that are shown


def as_text(result: Mapping[str, Any], draft: str, language: Language = "zh", total: int | None = None) -> str:
    """The answer of ``queries.checking.check.check`` as text.

    Args:
        result: what was found.
        draft: the text that was checked.
        language: of the words around the messages.
        total: width of the terminal in places, or None for no limit.
    """
    zh = language == "zh"
    starts = [start for start, _ in spans(draft)]
    lines = [_head(result, zh), ""]
    for each in result["findings"]:
        for label, text in _parts(each, bisect_right(starts, each["start"]), zh):
            lines += [
                f"{label}{line}" if not i else "      " + line for i, line in enumerate(wrap(text, min(total or _WIDEST, _WIDEST) - 6))
            ]
        lines.append("")
    return "\n".join([*lines, summary(result, language)]) + "\n"


def summary(result: Mapping[str, Any], language: Language = "zh") -> str:
    """How many findings there are of each severity, in one line."""
    counted = Counter(each["severity"] for each in result["findings"])
    zh = language == "zh"
    if not counted:
        return "没有发现问题。" if zh else "Nothing was found."
    said = [
        f"{names[0]} {counted[name]} 处" if zh else f"{names[1]}: {counted[name]}" for name, names in SEVERITIES.items() if counted[name]
    ]
    return ("共发现：" if zh else "Found: ") + ("，" if zh else ", ").join(said) + ("。" if zh else ".")


def _head(result: Mapping[str, Any], zh: bool) -> str:
    place = result["jurisdiction"]["name"] if result["jurisdiction"] else ("地区不详" if zh else "place unknown")
    by = ("、" if zh else ", ").join(result["against"]) or ("无" if zh else "none")
    day = result["as_of"]
    return f"起草体检：{place}，按 {day} 的效力；对照文件：{by}" if zh else f"Check of a draft: {place}, standing on {day}; judged by: {by}"


def _parts(finding: Mapping[str, Any], line: int, zh: bool) -> Iterator[tuple[str, str]]:
    """Labelled lines of a finding."""
    quote = finding["quote"] if len(finding["quote"]) <= _QUOTE else finding["quote"][:_QUOTE] + "…"
    where = f"第 {line} 行" if zh else f"line {line}"
    yield "", visible(f"■ {SEVERITIES[finding['severity']][not zh]} {finding['rule']}  {where}  {finding['path']}".rstrip())
    yield "原文：" if zh else "text: ", visible(" ".join(quote.split()))
    yield "问题：" if zh else "fault:", visible(finding["message"])
    yield "建议：" if zh else "mend: ", visible(finding["suggestion"])
    for each in finding["related"]:
        yield "依据：" if zh else "rests:", visible(f"{each['title'] or each['document']} {each['path']}：“{each['quote']}”")
