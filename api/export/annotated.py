"""A draft with what was found in it: Word comments at their places (.docx, ISO/IEC 29500), each with its reason and advice."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run

from ...corpus.document import Document
from ...corpus.structure import outline
from ..language import Language
from .archive import same_stamps
from .findings import SEVERITIES, Titles, summary

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AUTHOR = "衡策 Hengce"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # characters that XML cannot hold
# GB/T 9704-2012, 7.3: title in 2号小标宋, body in 3号仿宋, first headings in 黑体.
_BODY, _HEADING, _TITLE = ("仿宋", 16.0), ("黑体", 16.0), ("宋体", 22.0)


def render(result: Mapping[str, Any], draft: str, rules: Titles, language: Language = "zh") -> bytes:
    """The draft as a Word file, a paragraph for each of its lines.

    Args:
        result: what ``queries.checking.check.check`` returns.
        draft: the text that was checked.
        rules: what each rule is called, in Chinese and English.
        language: of the words around the messages.
    """
    word = docx.Document()
    for section in word.sections:
        section.page_width, section.page_height = (Pt(size) for size in (595.3, 841.9))  # A4
    _font(word.styles["Normal"], *_BODY)
    word.core_properties.author = AUTHOR
    word.core_properties.created = datetime.datetime.fromisoformat(result["as_of"])
    word.core_properties.comments = summary(result, language)
    runs = _write(word, draft, {at for each in result["findings"] for at in (each["start"], each["end"])})
    for finding in result["findings"]:
        covered = [run for start, run in runs if finding["start"] <= start < finding["end"]]
        anchor = covered or [run for start, run in runs if start <= finding["start"]][-1:] or [run for _, run in runs][:1]
        if anchor:  # a draft of blank lines only has no place for a comment
            word.add_comment([anchor[0], anchor[-1]], text=_comment(finding, rules, language), author=AUTHOR, initials="HC")
    content = io.BytesIO()
    word.save(content)
    return same_stamps(content.getvalue(), f"{result['as_of']}T00:00:00Z")


def _write(word: Word, draft: str, cuts: set[int]) -> list[tuple[int, Run]]:
    """Write the draft; its runs with the offsets at which they begin, none of which holds a cut but at its ends."""
    document = outline("draft", draft)
    runs: list[tuple[int, Run]] = []
    start = 0
    for line in draft.split("\n"):
        paragraph = word.add_paragraph()
        kind = _kind(document, start, line)
        if kind == "title":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif line.strip():
            paragraph.paragraph_format.first_line_indent = Pt(2 * _BODY[1])
        at = sorted({start, start + len(line), *(cut for cut in cuts if start < cut < start + len(line))})
        for begin, end in pairwise(at):
            run = paragraph.add_run(_UNWRITABLE.sub("\ufffd", draft[begin:end]).replace("\r", ""))
            if kind != "body":
                _font(run, *(_TITLE if kind == "title" else _HEADING))
            runs.append((begin, run))
        start += len(line) + 1
    return runs


def _kind(document: Document, start: int, line: str) -> str:
    """What a line is: ``title``, ``heading`` or ``body``."""
    if not line.strip():
        return "body"
    leaf = document.leaf_at(start + len(line) - len(line.lstrip()))
    return "title" if leaf.type == "title" else "heading" if leaf.type == "heading" else "body"


def _font(styled: Any, name: str, size: float) -> None:
    """Set the font of a style or run, for Chinese characters too, which Word keeps apart."""
    styled.font.name, styled.font.size = name, Pt(size)
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _comment(finding: Mapping[str, Any], rules: Titles, language: Language) -> str:
    """Severity and rule, what is wrong, how to mend it, and the clauses that it rests on."""
    zh = language == "zh"
    lines: Sequence[str] = (
        f"【{SEVERITIES[finding['severity']][not zh]}】{rules[finding['rule']][not zh]}（{finding['rule']}）",
        finding["message"],
        ("建议：" if zh else "To mend: ") + finding["suggestion"],
        *(("依据：" if zh else "Rests on: ") + _source(each) for each in finding["related"]),
    )
    return _UNWRITABLE.sub("", "\n".join(" ".join(line.split()) for line in lines))


def _source(citation: Mapping[str, Any]) -> str:
    return f"{citation['title'] or citation['document']} {citation['path']}：“{citation['quote']}”"
