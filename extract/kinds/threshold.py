"""Thresholds (门槛): numeric conditions to be recognised, graded, recommended, funded or kept.

Three places state them: a table of grades, a sentence that ties a condition to what follows from it (总分达到80分及以上的，可推荐申报…),
and the items of a list of conditions or of reasons for losing a status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..contexts import lead_in, passage
from ..facts import Threshold
from ..levels import grade_in
from ..nouns import name_ending_at, name_starting_at, noun_words
from ..quantities import Quantity
from ..reading import Clause, Effect, Reading
from .bounds import bounds, number

# What follows from a condition; the first group that matches says which effect.
_EFFECTS: tuple[tuple[Effect, re.Pattern[str]], ...] = (
    ("recommend", re.compile(r"(?:推荐|报送|上报|申报|申请)")),
    ("recognise", re.compile(r"(?:认定|评定|评为|授予|确定为|确认为|命名|列为|列入|纳入|入选|入库|合格|通过)")),
    ("fund", re.compile(r"(?:给予|予以|享受|奖励|补助|补贴|资助|支持|扶持|发放|拨付|减免|返还)")),
    ("keep", re.compile(r"(?:取消|撤销|除名|移出|退出|收回|追回)")),
)
_CONSEQUENCE = re.compile(
    r"(?:[^，。；]{0,6}可以?|方可|择优|优先|应当?|将|由.{1,20}?|按.{1,30}?|依法|分别|一次性|每[年家个]|再|另|经.{1,12}?)*"
    r"(?:推荐|申报|申请|认定|评定|评为|授予|确定为|确认为|命名为|列为|列入|纳入|入选|给予|予以|享受|奖励|补助|补贴|资助|支持|发放|取消|撤销|除名|移出|免除|预留|保障|减免|返还)"
)
# A part that ends so is a condition: …的，…的企业，…的项目
_CONDITIONAL_END = re.compile(r"的(?:[^，。；的]{1,12})?$|(?:时|后|者|前提下)$")
_LOOK_BACK = re.compile(r"(?:近|最近|过去|前|上|连续|满)$")
_PAYS = re.compile(r"(?:给予|予以|奖励|补助|补贴|资助|支持|扶持|最高|累计|总额|按|每[家个户人年]|限额|上限|标准为|发放|贴息|额度)[^，；。]*$")
# Quotas and the size or length of a grant are no conditions.
_QUOTA = re.compile(r"(?:期限|名额|数量(?:最多|不)|限额|(?:资金|基金)?(?:总)?规模|每年获|不得重复|年限|补贴|补助|租金|最多(?:申报|支持|享受|推荐)|遴选|推荐(?:数量|名额)|每[个家]单位|限报)")
_SCALE = re.compile(r"(?:按|满分|总分|满分为|总分为)(\d{2,4})分(?:计|制)?")
_BEFORE_NUMBER = re.compile(r"(?:应当?|须|需|要|均|都|总计|合计|累计|原则上|一般|必须|应该|平均|达|到|为|在|是|不|超|得|有|了|已|：)+$")
_PAYS_HERE = re.compile(r"(?:给予|予以|发放|拨付|享受|给企业|按[^，。；]{2,30}(?:奖励|补助|补贴|资助|支持|扶持))")
# A head that says nothing of the thing it heads.
_BARE = frozenset({"企业", "项目", "单位", "产品", "园区", "机构", "平台", "个人", "人员", "基地", "中心", "公司", "部分", "技术"})
_LISTED_SUBJECT = re.compile(r"^(?:对|凡|申报|申请|创建|推荐|列入|评定|认定)?(?:国家级|省级|市级|国家|区级|县级)?$")


def read(reading: Reading) -> Iterator[Threshold]:
    """Yields the thresholds of a document."""
    for clause in reading.clauses:
        if clause.is_heading or clause.leaf.type in {"title", "heading", "note"} or passage(clause) == "background":
            continue
        found = list(_graded_cell(clause)) if clause.cell else []
        yield from found or _stated(clause)


def _graded_cell(clause: Clause) -> Iterator[Threshold]:
    """A cell under a grade or level: 绿色工厂 × 三星级 → 85＞X≥75."""
    assert clause.cell is not None
    head = clause.cell.column_head
    grade, levels = grade_in(head), clause.reading.levels.before(head, len(head))
    if clause.cell.row < 0 or not (grade or levels):
        return
    metric = re.search(r"[A-Z][—\-:：为是表示]+(?:表示|为|是)?([^。；，]{2,20})", clause.cell.table.remark)
    for quantity in clause.quantities:
        if quantity.kind not in {"score", "plain", "percent", "count"} or quantity.min is None and quantity.max is None:
            continue
        name = metric[1] if metric else "评价得分"
        unit = quantity.unit or ("分" if "分" in name or "分" in head + clause.cell.table.caption else None)
        for subject in clause.governing_types() or (clause.reading.main_subject,):
            yield Threshold(
                **clause.evidence(quantity.start, quantity.end), rule="threshold-table", subject=subject, level=levels[0] if levels else None,
                grade=grade, metric=name, **bounds(quantity), unit=unit, effect="grade" if grade else "recognise",
            )  # fmt: skip


def _stated(clause: Clause) -> Iterator[Threshold]:
    context = lead_in(clause)
    in_list = context in {"condition", "exclusion", "sanction"} or (context is None and clause.body > 0 and passage(clause) == "condition")
    for quantity in clause.quantities:
        if not _is_condition_number(clause, quantity, keep=context == "sanction"):
            continue
        part = clause.part_at(quantity.start)
        consequence = _consequence(clause, quantity, part)
        if defined := _defined(clause, quantity):
            yield _definition(clause, quantity, part, defined)
        elif consequence is not None:
            yield from _tied(clause, quantity, part, consequence)
        elif in_list or _limits_a_type(clause, quantity, part):
            yield from _listed(clause, quantity, part, "keep" if context == "sanction" else "recognise")


def _defined(clause: Clause, quantity: Quantity) -> str | None:
    """The type that the words before the number define: 港澳青年企业是指…持股比例达25%以上…"""
    matches = [m for m in re.finditer(r"(?:^|[，；、。：]|所称的?)“?(?P<name>[^，。；：、“”的]{3,20}?)”?，?是?指", clause.text[: quantity.start])]
    name = matches[-1]["name"] if matches else None
    return (clause.reading.types.canonical(name) or name) if name and name.endswith((*noun_words().heads, "青年", "人")) else None


def _definition(clause: Clause, quantity: Quantity, part: tuple[int, int], subject: str) -> Threshold:
    return Threshold(
        **clause.evidence(*part), rule="threshold-defined", subject=subject, metric=_metric(clause, quantity, part), **bounds(quantity),
        unit=quantity.unit, scale=_scale(clause, quantity), decided_by=quantity.decided_by, effect="recognise", force="gate",
    )  # fmt: skip


def _is_condition_number(clause: Clause, quantity: Quantity, *, keep: bool) -> bool:
    """Whether a quantity can be a condition at all: it has an open side, is no look-back window, no sum that is paid."""
    text = clause.text
    before = text[clause.body : quantity.start]
    start, _ = clause.part_at(quantity.start)
    if _QUOTA.search(text, start, quantity.end):
        return False
    if quantity.kind == "full" or re.search(r"免(?:于|予|除)", text[quantity.end : quantity.end + 30]):
        return False
    exact = quantity.min is not None and quantity.min == quantity.max
    if exact and not (keep and before.endswith("连续") or keep and text.startswith("连续", quantity.start)):
        return False
    if (quantity.unit or "").endswith("年度"):
        return False
    if quantity.kind == "duration" and (_LOOK_BACK.search(before) or text.startswith(("近", "连续", "最近", "过去"), quantity.start) or text.startswith("内", quantity.end)):
        return keep and quantity.unit == "次"
    return not (quantity.kind in {"money", "percent"} and _PAYS.search(text[start : quantity.start]) and not re.search(r"达到?$|超过?$|不低于$|以上的$", text[start : quantity.start]))


def _consequence(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> tuple[int, int] | None:
    """The part that says what follows from the condition, in the same sentence; None if there is none."""
    text = clause.text
    inside = re.compile(r"的(?:[^，。；的]{0,12}?)(?:，)?").match(text, quantity.end)
    later = [p for p in clause.parts if p[0] >= part[1]]
    if _CONDITIONAL_END.search(text[part[0] : part[1]]) or inside:
        for candidate in later[:4]:
            if _CONSEQUENCE.match(text, candidate[0]):
                return candidate
            if not _CONDITIONAL_END.search(text[candidate[0] : candidate[1]]) and not clause.types:
                break
        if inside and (match := _CONSEQUENCE.match(text, inside.end())) and match.end() <= part[1]:
            return inside.end(), part[1]
    # 年纳税额达到30万元以上，一次性给予10万元奖励: what is paid follows from a bound that stands before it.
    if not _PAYS_HERE.search(text, *part):
        return next((p for p in later[:4] if _PAYS_HERE.search(text, *p)), None)
    return None


def _tied(clause: Clause, quantity: Quantity, part: tuple[int, int], consequence: tuple[int, int]) -> Iterator[Threshold]:
    """A condition with its consequence; the type recognised is in the consequence, or in the condition, or governs."""
    reading, text = clause.reading, clause.text
    mentions = [m for m in clause.types if consequence[0] <= m.start < consequence[1] and m.labels]
    mentions = mentions or [m for m in clause.types if part[0] <= m.start < part[1] and m.labels]
    effect = next((name for name, pattern in _EFFECTS if pattern.search(text[consequence[0] : consequence[1]])), None)
    levels = clause.level_at(mentions[0].start) if mentions else (None,)
    if levels == (None,):
        match = re.search(r"国家级|省级|市级|区级|县级", text[consequence[0] : consequence[1]])
        levels = (reading.levels.normalise(match[0]),) if match else levels
    start = part[0] + (text[part[0]] in "且并或")
    labels: Sequence[str | None]
    if mentions:
        labels = reading.types.collapse(mentions[0].labels)
    elif effect == "fund":
        labels = _described(clause, quantity, part)
    else:
        labels = clause.subjects(*part)
    for subject in labels or (None,):
        for level in levels:
            yield Threshold(
                **clause.evidence(start, consequence[1]), rule="threshold-tied", subject=subject, level=level,
                grade=grade_in(text, *consequence), metric=_metric(clause, quantity, part), **bounds(quantity), unit=quantity.unit,
                scale=_scale(clause, quantity), decided_by=quantity.decided_by, effect=effect,
                force="discretionary" if "择优" in text[consequence[0] : consequence[1]] or "酌情" in text else "gate",
            )  # fmt: skip


def _described(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> Sequence[str | None]:
    """Whom a bound describes where no type is named: …超过5亿元的制造业投资项目; a bare 企业 is nobody."""
    match = re.compile(r"[^，。；]*的(?P<name>[^，。；的]{3,16})$").match(clause.text[: part[1]], quantity.end)
    name = match["name"] if match else ""
    if name and name not in _BARE and name.endswith(noun_words().heads):
        return (name,)
    return clause.governing_types()


def _listed(clause: Clause, quantity: Quantity, part: tuple[int, int], effect: Effect) -> Iterator[Threshold]:
    """An item of a list of conditions: its subject is that of the list, unless the item names its own."""
    own = next((m for m in clause.types if m.labels and _LISTED_SUBJECT.match(clause.text[clause.body : m.start])), None)
    labels = own.labels if own else clause.governing_types() or clause.subjects(*part)
    level = clause.level_at(own.start)[0] if own else next((lv for h in (*clause.stems, *clause.headings) if (lv := _level_in(clause, h))), None)
    for subject in labels or (None,):
        yield Threshold(
            **clause.evidence(*part), rule="threshold-listed", subject=subject, level=level, grade=None, metric=_metric(clause, quantity, part),
            **bounds(quantity), unit=quantity.unit, scale=_scale(clause, quantity), decided_by=quantity.decided_by, effect=effect, force="gate",
        )  # fmt: skip


def _level_in(clause: Clause, heading: str) -> str | None:
    """Level said of the type that a heading names."""
    mention = next((m for m in clause.reading.types.find(heading) if m.labels), None)
    return next(iter(clause.reading.levels.before(heading, mention.start)), None) if mention else None


def _limits_a_type(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> bool:
    """Outside lists: an explicit 应/不得 with a number, on a type that the sentence or its heading names (不得超过15项)."""
    before = clause.text[part[0] : quantity.number_start]
    return bool(re.search(r"(?:不得|不能|应当?|须|必须)[^，]{0,6}$", before)) and passage(clause) in {"condition", "sanction"} and bool(clause.subjects(*part, default=False))


def _scale(clause: Clause, quantity: Quantity) -> float | None:
    if quantity.scale is not None:
        return number(quantity.scale)
    match = _SCALE.search(clause.text, clause.body, quantity.number_start)
    return int(match[1]) if match and quantity.unit == "分" else None


def _metric(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> str | None:
    """What is measured: the name before the number, else the thing counted after it."""
    before, after = _name_before(clause, quantity, part), _name_after(clause, quantity, part)
    if quantity.kind == "duration" and before:
        return re.sub(r"^(?:企业|单位|项目)", "", before) + ("" if before.endswith(("时间", "年限", "期限")) else "时间")
    if quantity.unit == "次" and (after or before):
        return f"{after or before}次数"
    if before and after and quantity.kind == "count" and clause.text.startswith("的", quantity.end):
        return f"{before}{after}数"  # 控股三个及以上的独立法人生产企业
    return before or after


def _name_before(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> str | None:
    text = clause.text
    written = text[part[0] : quantity.start]
    lead = _BEFORE_NUMBER.sub("", _SCALE.sub("", written))
    if not lead:
        return None
    if _SCALE.search(written):  # 预期性要求按50分计得分达20分: the words around the full mark are one name
        return re.split(r"[的在对]", lead)[-1] or None
    at = part[0] + len(lead) - 1
    token = next((t.i for t in reversed(clause.doc) if t.idx <= at < t.idx + len(t)), None)
    if token is None:
        return None
    start, end = name_ending_at(clause.doc, token)
    start = max(start, part[0])
    own = next((m for m in clause.types if m.start == start and text[m.end : end] in _SCORES), None)
    name = text[own.end if own else start : end].strip("的")
    return name if len(name) >= 2 else None


# 绿色工厂总分: the type is said elsewhere; 绿色供应链管理指数 is the name of an index.
_SCORES = frozenset({"总分", "得分", "评分", "分数", "总得分", "评价得分", "评价总分", "综合得分", "考核得分"})


def _name_after(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> str | None:
    token = next((t.i for t in clause.doc if t.idx >= quantity.end and t.text != "的"), None)
    if token is None or clause.doc[token].idx >= part[1]:
        return None
    start, end = name_starting_at(clause.doc, token)
    return clause.text[start:end].lstrip("的") or None
