"""What a check found as one HTML page: counts, a table of findings, and the draft with their places marked.

Nothing is loaded from elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..html import Markup, grid, link, page, rows, text
from ..language import Language
from .findings import SEVERITIES, Titles, summary
from .stretches import marks_of, stretches

_COLOURS = {"error": "#f8c9c4", "warning": "#fbe6a2", "info": "#d5e8f7"}


def render(result: Mapping[str, Any], draft: str, name: str, rules: Titles, language: Language = "zh") -> str:
    """The page.

    Args:
        result: what ``queries.checking.check.check`` returns.
        draft: the text that was checked.
        name: the draft's file name.
        rules: what each rule is called, in Chinese and English.
        language: of headings; what the documents say stays Chinese.
    """
    zh = language == "zh"
    findings = result["findings"]
    return page(
        f"起草体检：{name}" if zh else f"Check of {name}",
        _head(result, zh),
        _colours(),
        summary(result, language),
        _table(findings, rules, zh) if findings else "",
        Markup(f'<h2>{text("草案" if zh else "The draft")}</h2><pre style="white-space:pre-wrap">{_marked(draft, findings)}</pre>'),
        language="zh-CN" if zh else "en",
    )


def _head(result: Mapping[str, Any], zh: bool) -> Markup:
    place = result["jurisdiction"]
    names = ("地区", "按哪一天的效力", "对照文件", "问题数") if zh else ("place", "standing on", "judged by", "findings")
    counted = Counter(each["severity"] for each in result["findings"])
    said = "，".join(f"{SEVERITIES[name][not zh]} {counted[name]}" for name in SEVERITIES)
    values = (f"{place['name']} {place['code']}" if place else "—", result["as_of"], "、".join(result["against"]) or "—", said)
    return rows(zip(names, values, strict=True))


def _colours() -> Markup:
    rules = "".join(f"mark.{name},td .{name}{{background:{colour}}}" for name, colour in _COLOURS.items())
    return Markup(f"<style>{rules}</style>")


def _table(findings: Sequence[Mapping[str, Any]], rules: Titles, zh: bool) -> Markup:
    heads = (
        ("编号", "级别", "规则", "位置", "问题", "建议", "依据")
        if zh
        else ("no", "severity", "rule", "place", "fault", "to mend", "rests on")
    )
    return grid(
        heads,
        (
            (
                link(f"#f{number}", f"[{number}]"),
                Markup(f'<span class="{text(each["severity"])}">{text(SEVERITIES[each["severity"]][not zh])}</span>'),
                Markup(f"{text(rules[each['rule']][not zh])}<br><small>{text(each['rule'])}</small>"),
                each["path"],
                each["message"],
                each["suggestion"],
                _sources(each),
            )
            for number, each in enumerate(findings, start=1)
        ),
    )


def _sources(finding: Mapping[str, Any]) -> Markup:
    said = (
        f"{link(each['url'], each['title'] or each['document'])} {text(each['path'])}：“{text(each['quote'])}”"
        for each in finding["related"]
    )
    return Markup("<br>".join(said) or "—")


def _marked(draft: str, findings: Sequence[Mapping[str, Any]]) -> Markup:
    """The draft; each stretch that findings share is marked once, in the colour of the gravest, with all their numbers."""
    return Markup("".join(_stretches(draft, findings)))


def _stretches(draft: str, findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    begun: set[int] = set()
    for start, end, here in stretches(len(draft), marks_of(findings)):
        if not here:
            yield text(draft[start:end])
            continue
        gravest = min((mark.severity for mark in here), key=list(SEVERITIES).index)
        anchors = "".join(f'<sup id="f{mark.number}">[{mark.number}]</sup>' for mark in here if mark.number not in begun)
        begun |= {mark.number for mark in here}
        yield f'{anchors}<mark class="{text(gravest)}">{text(draft[start:end])}</mark>'
