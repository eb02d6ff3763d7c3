"""Criteria (条件): requirements that a subject must meet, as items of a list or as a sentence with 应 or 满足…要求."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...corpus.document import Node
from ..contexts import group_of, lead_in
from ..facts import Criterion
from ..reading import Clause, Reading
from .oughts import Ought, ought

# A heading that is itself a list of conditions; 总体要求, 工作要求 and 奖励标准 are none.
_HEADING = re.compile(r"(?:要求|条件|标准|情形)(?:如下|包括)?[：:]?$")
_OTHER_HEADING = re.compile(
    r"(?:总体|工作|有关|相关|其他|组织|保障|具体|时间|材料|纪律|报送|绩效|实施|任务|目标)要求[：:]?$"
    r"|(?:奖励|补助|补贴|资助|扶持|支持|激励|收费|兑现|拨付|奖补|资金|评分|计分)(?:对象[和及与])?(?:条件和)?标准[：:]?$"
)
_EXCLUSION = re.compile(r"一票否决|负面清单")
# Under a mere heading, an item that divides, refers or tells what is done is no requirement.
_TELLS = re.compile(r"分为|见表|详见|(?:给予|予以)[^，。；]{0,24}(?:奖励|补助|补贴|资助|支持)")
_MEETS = re.compile(r"(?:满足|符合|达到|具备|通过|经)[^，。；]{0,24}?(?:要求|条件|标准|规定|评价|合格|审核)(?:的前提下|的基础上|的)?")
_OUTSTANDING = re.compile(r"(?:显著|突出|优秀|明显|先进|良好|优异|领先|鲜明)的$")
# Two bodies at most (由…由…): any number of them, each with words of its own, would be tried in every combination.
_RECOGNISES = re.compile(
    r"(?:可以?|方可|择优|优先)*(?:由[^，。；]{1,40}?(?:可以?|方可|择优|优先)*){0,2}(?:推荐申报|推荐|申报|认定为|评定为|确定为|授予|列入|纳入|命名为)"
)
_MAY_APPLY = re.compile(r"(?<=的)，?(?:也|均|方|才)?可以?(?:申报|申请)$")
# An item that names a bearer of its own: 开展产品认证的机构，应…
_OWN_BEARER = re.compile(r"(?:开展|从事|承担)(?P<name>[^，。；的]{4,16}机构)，应")
_COMMISSION = re.compile(r"委托[^，。；]{2,40}(?:评价|评估|审核|审计|检测|认证)")


def read(reading: Reading) -> Iterator[Criterion]:
    """Yields the criteria of a document."""
    for clause in reading.clauses:
        if clause.leaf.type not in {"text", "cell"}:
            continue
        item = _listed_item(clause)
        if item is not None and not (clause.number == 0 and lead_in(clause) is None and _TELLS.search(clause.text)):
            if clause.number == 0 and clause.leaf is _first_text(item):
                yield from _item(clause, item)
        elif not clause.is_heading:
            yield from _stated(clause)


def _first_text(item: Node) -> Node | None:
    return next((leaf for leaf in item.leaves() if leaf.type in {"text", "heading"}), None)


def _listed_item(clause: Clause) -> Node | None:
    """The numbered item that the clause belongs to, if it stands in a list of conditions; the outermost that is no mere stem."""
    document = clause.reading.document
    chain = [node for node in (clause.leaf, *document.ancestors(clause.leaf)) if node.type == "item"]
    best: Node | None = None
    for item in chain:
        if not _in_condition_list(clause, item):
            break
        if any(child.type == "item" for child in item.children) and _is_stem(clause, item):
            break
        best = item
    return best


def _in_condition_list(clause: Clause, item: Node) -> bool:
    """Whether the item's siblings are led in by a stem or heading of conditions."""
    document = clause.reading.document
    above = document.parent(item)
    if above is None:
        return False
    leads = [child for child in above.children if child.end <= item.start and child.type in {"text", "heading"}]
    if leads:
        words = document.view(leads[-1].start, leads[-1].end).text
        if words.endswith("：") and clause.stems:
            return lead_in(clause) in {"condition", "exclusion"} or bool(_EXCLUSION.search(words))
    heading = document.heading(above)
    return bool(_HEADING.search(heading)) and not _OTHER_HEADING.search(heading)


def _is_stem(clause: Clause, item: Node) -> bool:
    """Whether an item only introduces its numbered sub-items: its words before them end in a colon, or are a mere heading."""
    document = clause.reading.document
    first = next(child.start for child in item.children if child.type == "item")
    words = "".join(
        document.view(child.start, child.end).text for child in item.children if child.end <= first and child.type in {"text", "heading"}
    )
    return words.endswith("：") or len(words) < 20


def _item(clause: Clause, item: Node) -> Iterator[Criterion]:
    document = clause.reading.document
    start, end = item.start, item.end
    while end > start and document.text[end - 1].isspace():
        end -= 1
    while start < end and document.text[start].isspace():
        start += 1
    excludes = lead_in(clause) == "exclusion" or _EXCLUSION.search(" ".join([*clause.stems[:1], *clause.headings[:2]]))
    words = document.view(start, end).text
    quote, group = document.text[start:end], group_of(clause)
    for subject in _subjects(clause):
        yield Criterion(
            doc=document.id, quote=quote, start=start, end=end, path=clause.leaf.path, alignment="healed" if "\n" in quote else "exact",
            rule="criterion-item", subject=subject, group="exclusion" if excludes else "basic",
            level=_stem_level(clause), text=words[clause.body :].rstrip("。；，"), parent=group.parent, group_logic=group.logic,
        )  # fmt: skip


def _subjects(clause: Clause) -> tuple[str | None, ...]:
    """Whom an item is about: what its list is about; under a mere heading the type that the item begins with."""
    own = next((m for m in clause.types if m.start == clause.body and m.labels), None)
    if own and lead_in(clause) is None:
        return own.labels
    if bearer := _OWN_BEARER.match(clause.text, clause.body):
        return (clause.reading.types.canonical(bearer["name"]) or bearer["name"],)
    return clause.governing_types() or (clause.reading.main_subject,)


def _stem_level(clause: Clause) -> str | None:
    for context in (*clause.stems, *clause.headings):
        mention = next((m for m in clause.reading.types.find(context) if m.labels), None)
        if mention:
            return next(iter(clause.reading.levels.before(context, mention.start)), None)
    return None


def _stated(clause: Clause) -> Iterator[Criterion]:
    """Sentences: a condition with what follows from it, else what a type, its applicants or its holders ought to do."""
    tied = list(_tied_conditions(clause))
    required = ought(clause)
    if required is None and tied:
        yield from tied
        return
    if required is None or (required.form != "issued" and _timed(clause, required)):
        return
    words = clause.text[required.start : required.end].rstrip("。；，")
    group = "procedure" if required.form == "issued" or _COMMISSION.search(words) else "basic"
    for subject in required.labels or _subjects(clause):
        yield Criterion(
            **clause.evidence(required.start, required.end), rule=f"criterion-{required.form}", subject=subject, level=required.level,
            group=group, text=words, certainty="likely" if required.form == "bearer" else "sure",
        )  # fmt: skip


def _timed(clause: Clause, required: Ought) -> bool:
    """A duty with a date or a rhythm is a deadline or a cycle, not a criterion; 年度 in front of a noun is neither."""
    return any(
        required.start <= d.start < required.end
        and d.kind in {"date", "recurrence", "within", "period"}
        and clause.text[d.start : d.end] != "年度"
        for d in clause.dates
    )


def _tied_conditions(clause: Clause) -> Iterator[Criterion]:
    text = clause.text
    if (last := clause.parts[-1:]) and _MAY_APPLY.search(text, *last[0]):
        for subject in clause.governing_types() or (None,):
            yield Criterion(
                **clause.evidence(clause.body, last[0][1]),
                rule="criterion-tied",
                subject=subject,
                text=text[clause.body : last[0][1]],
                certainty="likely",
            )
        return
    outcome = next((p for p in clause.parts if _RECOGNISES.match(text, p[0])), None)
    if outcome is None:
        return
    numeric = [
        q
        for q in clause.quantities
        if q.start < outcome[0] and q.kind in {"score", "plain", "percent", "count", "money"} and q.min != q.max
    ]
    mention = next((m for m in clause.types if outcome[0] <= m.start < outcome[1] and m.labels), None) or next(
        (m for m in clause.types if m.labels), None
    )
    labels = mention.labels if mention else clause.governing_types()
    level = clause.level_at(mention.start)[0] if mention and outcome[0] <= mention.start else None
    for part in clause.parts:
        if part[0] >= outcome[0]:
            break
        words = text[slice(*part)]
        outstanding = part[1] + 1 == outcome[0] and labels and _OUTSTANDING.search(words)
        if not (_MEETS.search(words) or outstanding) or any(part[0] <= q.start < part[1] for q in numeric):
            continue
        ought = bool(re.search(r"应当?|须|必须", words))
        end = part[1] if numeric or ought else outcome[1]
        for subject in labels or (None,):
            yield Criterion(
                **clause.evidence(part[0], end),
                rule="criterion-tied",
                subject=subject,
                level=None if ought else level,
                text=text[part[0] : end],
            )
        if end > part[1]:
            return
