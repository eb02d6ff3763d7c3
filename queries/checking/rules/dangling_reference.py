"""内部引用: a clause, article, section or annex of the draft itself that is referred to and does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from ....corpus.document import Node
from ....corpus.numbering import integer
from ..against import Against
from ..draft import Draft
from ..finding import Finding
from .missing_annex import annexes, entries, number

RULE = "dangling-reference"
_N = r"[一二三四五六七八九十百零〇两]{1,6}|\d{1,3}"
_REFERENCE = re.compile(
    rf"""(?P<own>本(?:办法|细则|方案|意见|通知|规定|条例|计划|措施|指南|规划|政策|文件|规程|制度|规则)的?|(?P<here>本条|本款|前款|上款|本部分|前条|上条)|(?P<led>(?:见|按照?|依照?|依据|根据|参照|对照|符合|满足|具备|违反|适用))(?=第))?
        (?:第(?:(?P<from>{_N})(?:条)?[至到—-]第?)?(?P<part>{_N})(?P<unit>部分|大?点|条|章|节))?
        (?:第(?P<clause>{_N})款)?
        (?:第?[（](?P<item>{_N})[）](?:项?(?:至|到|、|和|或|及|-)第?[（](?P<last>{_N})[）])?(?P<kind>项|点|条|款))?
        |(?<=[述见照据行])“(?P<section>{_N})、(?:[（](?P<entry>{_N})[）])?[^”]{{0,20}}”
        |(?P<annex>附件|附表|附录)(?P<annex_number>{_N})(?!号|[年月日个家项类])
        |(?P<table>(?<=[见如据按照于由附在、和及与（，。；：])表|^表)(?P<table_number>\d{{1,2}})(?![\d.．-]|[至到—年人名个位级])""",
    re.VERBOSE,
)
# Words before a reference that make it one to another text.
_ELSEWHERE = re.compile(
    r"(?:》(?:（[^（）]*）)?(?:的|中|及其附件)?|(?<!本)(?:法|典|条例|规定|办法|细则|规则|解释|决定|通知|意见|方案|标准|规范|指南|合同|协议|公约|该文件|原文)(?:的|中)?)$"
)
_CHAIN = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+(?:条|款|项|章|节)|[（][一二三四五六七八九十\d]+[）]项?|[、和与及或至，]|以及|或者|之[一二三])+$"
)
_LEFT_OUT = re.compile(r"表[\d、]*（?略")
_SECTION_STYLES = frozenset({"一、", "编"})


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Follow every reference to the draft's own parts."""
    own = _Parts(draft)
    for clause in draft.clauses:
        text = clause.text
        if not re.search(r"[第附表（]", text):
            continue
        for match in _REFERENCE.finditer(text, clause.body):
            if not match[0] or not _is_own(text, match):
                continue
            missing = own.missing(match, clause.leaf)
            if missing:
                start, end = clause.view.span(match.start(), match.end())
                yield Finding(
                    rule=RULE, start=start, end=end, zh=f"引用的“{match[0]}”在本文中不存在：{missing[0]}。",
                    en=f"“{match[0]}” is referred to, but does not exist here: {missing[1]}.",
                    suggestion_zh="请核对所引条款；若条款已增删或移位，应同步更正引用的序号。",
                    suggestion_en="Check what is meant, and correct the number if passages were added, removed or moved.",
                )  # fmt: skip


def _is_own(text: str, match: re.Match[str]) -> bool:
    """Whether a reference is one to the draft itself, not to a law, a notice or a contract that is named before it."""
    if match["here"]:
        return bool(match["item"]) and not match["part"]
    if match["own"] and not match["led"]:
        return bool(match["part"])
    if match["section"]:
        return True
    if not (match["part"] or match["annex"] or match["table"]):
        return False  # 第（三）项 alone: of whatever is spoken of
    if match["led"]:
        return bool(match["part"])
    if match["part"] and match["unit"] != "条":
        return False  # 第三部分 of anything
    before = text[: match.start()]
    before = before[: len(before) - len(chain[0])] if (chain := _CHAIN.search(before)) and re.search("[第（]", chain[0]) else before
    return not _ELSEWHERE.search(before)


class _Parts:
    """What there is in a draft to refer to."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    @cached_property
    def _articles(self) -> dict[int, Node]:
        found = ((self._draft.number(node), node) for node in self._draft.nodes if node.type == "article")
        return {mark.number: node for mark, node in found if mark is not None}

    @cached_property
    def _sections(self) -> dict[int, Node]:
        """一、 … and 第一部分, outside annexes."""
        found: dict[int, Node] = {}
        for node in self._draft.nodes:
            mark = self._draft.number(node) if node.type in {"item", "chapter"} else None
            if mark is not None and mark.style in _SECTION_STYLES:
                found.setdefault(mark.number, node)
        return found

    @cached_property
    def _through(self) -> dict[int, Node]:
        """Items that count through a text below its sections (1. to 14.): what such texts call 第七条."""
        marks = [
            (mark.number, node)
            for node in self._draft.nodes
            if node.type == "item" and (mark := self._draft.number(node)) and mark.style == "1."
        ]
        numbers = [number for number, _ in marks]
        return dict(marks) if numbers.count(1) == 1 else {}

    def _chapters(self, style: str) -> set[int]:
        marks = (self._draft.number(node) for node in self._draft.nodes if node.type == "chapter")
        return {mark.number for mark in marks if mark is not None and mark.style == style}

    def missing(self, match: re.Match[str], leaf: Node) -> tuple[str, str] | None:
        """What of a reference does not exist, in Chinese and English, or None."""
        if match["annex"]:
            return self._annex(integer(match["annex_number"]))
        if match["section"]:
            node = self._sections.get(integer(match["section"]))
            if node is None:
                return (f"全文只有 {max(self._sections)} 个部分", "there are fewer parts") if self._sections else None
            return self._item(node, match["entry"], None)
        if match["table"]:
            return self._table(int(match["table_number"]))
        if match["here"]:
            return self._here(match, leaf)
        at, unit = integer(match["part"]), match["unit"]
        if unit in {"章", "节"}:
            known = self._chapters(unit)
            if at in known or not (known or match["own"]):
                return None
            return (f"全文只有 {max(known)} {unit}", f"there are {max(known)}") if known else (f"全文没有分{unit}", "there are none")
        parts = self._articles if unit == "条" and self._articles else self._sections
        if unit == "条" and not self._articles:
            parts = parts | self._through
        if not parts:
            return (f"全文没有分{unit}", "the text has no such parts") if match["own"] and not match["led"] else None
        if at not in parts:
            named = "条" if parts is self._articles else "部分"
            return f"全文到第{max(parts)}{named}为止", f"the text ends with number {max(parts)}"
        return self._item(parts[at], match["item"], match["last"])

    def _item(self, node: Node, item: str | None, until: str | None) -> tuple[str, str] | None:
        if item is None:
            return None
        last = integer(until or item)
        below = (self._draft.number(child) for child in node.walk() if child.type == "item")
        numbers = [mark.number for mark in below if mark is not None and mark.style in {"（一）", "（1）", "1."}]
        inline = [integer(found) for found in re.findall(r"(?<!第)[（](" + _N + r")[）](?!项)", self._draft.clean(node.start, node.end))]
        known = {*numbers, *inline}
        if last in known and integer(item) in known:
            return None
        return (f"该条下只有 {max(known)} 项", f"it has {max(known)} items") if known else ("该条没有分项", "it has no items")

    def _here(self, match: re.Match[str], leaf: Node) -> tuple[str, str] | None:
        """本条第（四）项 and 前款第（四）项: of the article or section that the reference stands in; 前条第（四）项: of the one before."""
        above = list(self._draft.document.ancestors(leaf))
        node = next((node for node in above if node.type == "article"), above[-2] if len(above) > 1 else None)
        if match["here"] in {"前条", "上条"}:
            mark = self._draft.number(node) if node is not None and node.type == "article" else None
            node = self._articles.get(mark.number - 1) if mark is not None else None
        return self._item(node, match["item"], match["last"]) if node is not None and node.type in {"article", "item"} else None

    def _table(self, at: int) -> tuple[str, str] | None:
        labels = {number(node.label) for node in self._draft.nodes if node.type == "table"} - {None}
        if at in labels or (not labels and (self._draft.document.tables or _LEFT_OUT.search(self._draft.text))):
            return None
        return (
            (f"全文只有 {len(labels)} 个编号的表", f"there are {len(labels)} numbered tables")
            if labels
            else ("全文没有表", "there are no tables")
        )

    def _annex(self, at: int) -> tuple[str, str] | None:
        listed = {number(entry.label) or 1 for entry in entries(self._draft)}
        attached = {number(node.label) or 1 for node in annexes(self._draft)}
        known = listed | attached
        if at in known:
            return None
        return (
            (f"附件只有 {max(known)} 个", f"there are {max(known)} annexes")
            if known
            else ("文后没有附件", "no annex is listed or attached")
        )
