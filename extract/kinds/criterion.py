"""Criteria (条件): requirements that a subject must meet, as items of a list; those in sentences are in ``stated.py``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...corpus.document import Document, Node
from ..contexts import lead_in
from ..facts import Criterion
from ..lists import Listing, force_of, is_duty, item_of, kind_of, logic_of
from ..reading import Clause, Reading
from .oughts import is_statute
from .stated import bearers_of_item, stated

# Under a mere heading, an item that divides, refers or tells what is done is no requirement.
_TELLS = re.compile(r"分为|见表|详见|可(?:以|按[^，。；]{1,12})?享受|(?:给予|予以)[^，。；]{0,24}(?:奖励|补助|补贴|资助|支持)")
_NAMED = ("人员", "人才", "对象", "企业", "单位", "项目", "机构", "主体", "类")
_TITLE = re.compile(r"[^，。；：、]{2,12}")
# An item that tells how one applies and what the office does then.
_PROCEEDS = re.compile(
    r"(?:提交|报送|递交)[^，。；]{0,12}(?:申报|申请)(?:材料|书|表)|组织(?:开展)?(?:复审|初审|评审|审核|遴选|申报)|由[^，。；]{2,20}统筹组织"
)
# An item of conditions that itself says who cannot apply.
_SHUTS_OUT = re.compile(r"的，?(?:均|一律)?(?:不得|不予|不能)(?:再次?|重复)*(?:申报|申请|支持|资助|推荐|参评|受理)(?=$|[，。；：])")
_LISTED = 20  # paragraphs of a list without numbers


def read(reading: Reading) -> Iterator[Criterion]:
    """Yields the criteria of a document."""
    document, statute = reading.document, is_statute(reading)
    for clause in reading.clauses:
        if clause.leaf.type not in {"text", "cell", "heading"}:
            continue
        found = item_of(document, clause.leaf)
        if found is not None and statute and is_duty(found[1]):
            continue
        if (unnumbered := _paragraph(clause)) is not None and not (statute and is_duty(unnumbered)):
            if clause.number == 0 and clause.leaf.type == "text":
                yield from _item(clause, clause.leaf, unnumbered)
            continue
        if found is None or found[1].kind == "sanction" or (found[1].kind == "condition" and _tells(clause)):
            if not clause.is_heading and clause.leaf.type != "heading":
                yield from stated(clause)
        elif clause.number == 0 and clause.leaf is next(leaf for leaf in found[0].leaves() if leaf.type in {"text", "heading"}):
            yield from _item(clause, *found)


def _paragraph(clause: Clause) -> Listing | None:
    """The list that a paragraph without a number is a part of: it follows a lead-in, or one that ends in a semicolon."""
    document, above = clause.reading.document, clause.reading.document.parent(clause.leaf)
    if clause.leaf.type != "text" or above is None or document.text[clause.leaf.start : clause.leaf.end].rstrip().endswith((":", "：")):
        return None
    texts = [child for child in above.children if child.end <= clause.leaf.start]
    for before in reversed(texts[-_LISTED:]):
        words = document.view(before.start, before.end).text
        if before.type != "text":
            return None
        if words.endswith("："):
            lead = words.rpartition("。")[2]
            kind = kind_of(lead)
            return Listing(kind, above.path, None, force_of(lead), lead, "") if kind == "condition" or kind == "exclusion" else None
        if not words.endswith("；"):
            return None
    return None


def _tells(clause: Clause) -> bool:
    """Whether an item under a mere heading only tells what is done; then it is no requirement."""
    return clause.number == 0 and lead_in(clause) is None and _TELLS.search(clause.text) is not None


def _item(clause: Clause, item: Node, found: Listing) -> Iterator[Criterion]:
    document = clause.reading.document
    start, end = item.start, item.end
    for before, child in pairwise(item.children):  # a paragraph that leads in a list of its own is no part of the item before it
        if (
            child.type == "text"
            and before.type in {"text", "heading"}
            and document.text[child.start : child.end].rstrip().endswith(("：", ":"))
        ):
            end = child.start if child is not item.children[-1] else end
            break
    while end > start and document.text[end - 1].isspace():
        end -= 1
    while start < end and document.text[start].isspace():
        start += 1
    words = document.view(start, end).text
    predicate = found.kind != "condition" or any(t.tag_.startswith(("v", "a", "d")) for t in clause.doc if t.idx >= clause.body)
    if (not predicate and _TITLE.fullmatch(words, clause.body)) or (found.kind == "condition" and _is_title(document, item, words)):
        return  # only a heading of what follows in lists of its own
    if found.kind == "material":
        group = "procedure"
    elif found.kind == "exclusion" or _SHUTS_OUT.search(words):
        group = "exclusion"
    else:
        group = "procedure" if _PROCEEDS.search(words) else "basic"
    quote, logic = document.text[start:end], logic_of(document, item, found)
    for subject in bearers_of_item(clause):
        yield Criterion(
            doc=document.id, quote=quote, start=start, end=end, path=clause.leaf.path, alignment="healed" if "\n" in quote else "exact",
            rule="criterion-item", subject=subject, group=group, level=_stem_level(clause), text=words[clause.body :].rstrip("。；，"),
            parent=found.address, group_logic=logic, force=found.force,
        )  # fmt: skip


def _is_title(document: Document, item: Node, words: str) -> bool:
    """Whether an item is one line that names those whom the paragraphs behind it are about (（一）职工参保人员)."""
    above = document.parent(item)
    following = next((child for child in (above.children if above else ()) if child.start >= item.end), None)
    return (
        bool(item.children)
        and item.children[0].type == "heading"
        and len(item.children) == 1
        and following is not None
        and following.type == "text"
        and words.endswith(_NAMED)
    )


def _stem_level(clause: Clause) -> str | None:
    for context in (*clause.stems, *clause.headings):
        mention = next((m for m in clause.reading.types.find(context) if m.labels), None)
        if mention:
            return next(iter(clause.reading.levels.before(context, mention.start)), None)
    return None
