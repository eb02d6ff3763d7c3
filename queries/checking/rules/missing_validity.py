"""有效期: administrative measures that do not say how long they hold (行政规范性文件 mostly must)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..against import Against
from ..draft import Draft
from ..finding import Finding

RULE = "missing-validity"
_MEASURES = re.compile(r"(?:办法|细则|规定|规则|若干(?:措施|政策)|政策措施)(?:[（(].{1,8}[）)])?$")
_SAID = re.compile(
    "有效期|施行期限|执行期限|试行期|实施期限|有效[一二三四五六七八九十\\d]{1,2}年|(?:实施|执行|施行|有效)(?:期限?)?(?:至|到)"
)


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Place the omission at the title."""
    title = draft.clean(*draft.title_span).rstrip("》的通知")
    if _MEASURES.search(title) and draft.ends is None and not _SAID.search(draft.document.view().text):
        yield Finding(
            rule=RULE, start=draft.title_span[0], end=draft.title_span[1],
            zh="没有写明有效期。行政规范性文件一般应规定有效期，暂行、试行的通常更短。", en="The draft does not say how long it holds.",
            suggestion_zh="请在附则写明施行日期和有效期，例如“自2027年1月1日起施行，有效期5年”。",
            suggestion_en="State from when and until when it holds.",
        )  # fmt: skip
