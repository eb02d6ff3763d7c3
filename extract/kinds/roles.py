"""Those whom rules give duties (义务主体): bodies, persons and the document's own thing, whose name opens a sentence with 应 or 须.

A name is one of them where the document says so more than once (运营单位应…, 运营单位应…), or where its title is about it
(关于推进…数据专区建设的意见: 数据专区, 专区). An office is none: what it must do is how the rules are carried out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ..nouns import is_generic, noun_words
from ..places import find_places
from ..reading import Clause, Reading
from ..segment import read_words

Span = tuple[int, int]

OUGHT = r"(?:(?<![对相适供响反效])应当?|须|必须)(?!用|对|届|急|收|知|缴|税|付)"
_MODAL = re.compile(OUGHT)
_HEADS = (
    r"(?:单位|机构|企业|组织|主体|公司|运营方|承办方|服务商|协会|学校|医院|合作社|园区|基地|专区|平台|孵化器|实验室"
    r"|人员|对象|家庭|(?:申请|受让|承租|委托|受托|监护|负责|投标|中标|代理|经营|责任)人|[营产费用供加]者|老年人|残疾人|毕业生)"
)
_LEADS = r"(?:第[一二三四五六七八九十百零\d]{1,6}条|（[一二三四五六七八九十\d]{1,3}）|各类?|所有|其中|但|且|对于|凡|入驻的?|该)*"
# What goes on a name (单位名称, 机构和个人) or makes it another one.
_GOES_ON = rf"(?![的、和及与或等内所名]|以及|{_HEADS}|[\u4e00-\u9fff]?(?:部门|政府|领导小组|负责人|工作人员))"
_OPENS = re.compile(rf"{_LEADS}(?P<who>(?:(?!的)[\u4e00-\u9fff]){{0,12}}?{_HEADS}){_GOES_ON}")
# No name begins with these: 由评价机构…, 结合…, 应当对申请人….
_NO_NAME = re.compile(
    r"[由经按对被为是在应或并及如将向以从需须本]|结合|针对|符合|具备|根据|属于|发现|或者|按照|[未不已]|享受|提供|交付"
    r"|上述|相关|有关|其他"
)
_OFFICE = re.compile(
    r"^(?:本?[市区县省]|县级|省级|市级|区级|各级|全[市省区县]|国家|街道|乡镇|镇|村|居|经办|监管|受理|主管|评审|评估认定|审核|财政|民政)"
    r"|(?:部门|政府|[厅局委办]|委员会|办公室|机关|办事处|工作人员|调查人员|经办人员|评审人员|执法人员|监管方)$"
)
_ACTS_FOR_OFFICE = re.compile(r"(?:主管|监管|经办|受理|认定|评审|发证|审批|财政|民政|税务|司法|执法|监督)(?:单位|机构|主体|人员)$")
_OFFICE_TOO = re.compile(r"[^，。；、的]{2,14}(?:部门|政府|委员会|局)(?:以及|[及和与、])")  # 数据提供部门及运营单位应当
_NO_PART = re.compile(r"可|该|交付|发现|应当")
# What a title is about: its name stands behind what is done for it and the place, before what the document is.
_OF_TITLE = re.compile(
    r"(?:关于)?(?:进一步|全面|深入)*(?:推进|促进|加快|支持|加强|规范|做好|扶持|培育|开展|完善)*(?P<name>[^《》，。的（]{3,20}?)"
    r"(?:建设|认定|评定|管理|发展|运营|创建|培育|申报|扶持|服务(?![站机平中企业商区窗])|补助|补贴|奖励|奖补|改造|试点|评价|遴选)[^《》]{0,24}?"
    r"(?:办法|细则|规定|指南|规范|标准|意见|方案|措施|规程)(?:（[^（）]*）)?$"
)
# A thing that a title is about and that is no body: a place or a building.
_PLACES = (*"区园堂房馆院站厅场田街楼店库车船桥林", "建筑", "公寓", "住宅", "市场")
_SAID_OFTEN = 2
_TREATED = 4  # times that a text names what its title is about, the title apart
_TITLE_AT_MOST = 12


def duties(clause: Clause) -> Iterator[tuple[Span, str]]:
    """The stretches of a sentence that give one of them a duty, each with who it is.

    A stretch runs from the name to the next one; an office that opens a part ends it.
    """
    start, who, told = 0, "", False
    begin = end = clause.body
    for begin, end in clause.parts:
        found = _opener(clause, begin, end)
        if found is not None:
            if who and told:
                yield (start, _close(clause, start, begin)), who
            start, who, told = begin, found, False
        told = told or (bool(who) and _obliges(clause, begin, end, opens=found is not None))
    if who and told:
        yield (start, _close(clause, start, end)), who


# 机构供应的器具应当完好; …的，镇街应当受理: it is somebody or something else that ought to.
_ANOTHER = re.compile(r"的[^，。；的]{1,14}$")
_ADVERB = re.compile(r"[并且还也都均按在对将向经如与为以凡]|同时|原则上|一般|必要时|依法|及时")


def _obliges(clause: Clause, begin: int, end: int, *, opens: bool) -> bool:
    """Whether a part has a modal that is said of whoever the parts are about, who stands in this part where it ``opens`` with the name."""
    modal = _MODAL.search(clause.text, begin, end)
    if modal is None:
        return False
    if opens:
        return _ANOTHER.search(clause.text, begin, modal.start()) is None
    return modal.start() - begin < 3 or _ADVERB.match(clause.text, begin, modal.start()) is not None


_ENDS = re.compile(
    r"鼓励|支持|引导|允许|可以?(?!再生|靠|行)|方可|由(?=[^，。；]{2,24}(?:部门|政府|局|委|办|管理机构))|否则|逾期|违反|拒不|不符合"
)


def _close(clause: Clause, start: int, end: int) -> int:
    """Where a duty ends: before a part that says what others do or what follows."""
    told, last = False, end
    for part in clause.parts:
        if part[0] < start or part[0] >= end:
            continue
        if told and _ENDS.match(clause.text, part[0]):
            return part[0] - 1
        told = told or _MODAL.search(clause.text, *part) is not None
        last = part[1]
    return last


def _opener(clause: Clause, start: int, end: int) -> str | None:
    """Who opens a part: a name with duties, an empty string for an office, None where nobody does."""
    names = bearers_of(clause.reading)
    text = clause.text
    lead = re.compile(_LEADS).match(text, start, end)
    at = lead.end() if lead else start
    too = _OFFICE_TOO.match(text, at, end)
    at = too.end() if too else at
    if name := next((name for name in names if text.startswith(name, at) and at + len(name) <= end), None):
        label, stop = names[name], at + len(name)
        return label if _is_bearer(clause, stop, end, thing=label == titled(clause.reading)) else None
    office = next((m for m in clause.agencies if start <= m.start <= at + 1), None)
    return "" if office else None


_JOINS = re.compile(r"[、和及与或]|以及")


def _is_bearer(clause: Clause, at: int, end: int, *, thing: bool) -> bool:
    """Whether the sentence goes on about the name that ends at ``at``, not about another name that it begins.

    Of the ``thing`` that the title is about all is told (专区数据使用应…), of somebody only what he does himself (not 老人补贴应…).
    """
    text = clause.text
    if at >= end or text.startswith(("的", "等", "名", "部门"), at) or _JOINS.match(text, at):
        return False
    after = next((t for t in clause.doc if t.idx >= at), None)
    return thing or after is None or not (after.tag_.startswith("n") or after.ent_type_ == "QUANTITY")


def bearers_of(reading: Reading) -> dict[str, str]:
    """The names that have duties in a document, each with its label; the longest first."""
    return _bearers(reading)


@lru_cache(maxsize=4)
def _bearers(reading: Reading) -> dict[str, str]:
    counted: Counter[str] = Counter()
    for clause in reading.clauses:
        if clause.is_heading or clause.text.endswith("："):
            continue
        for begin, end in clause.parts:
            match = _OPENS.match(clause.text, begin, end)
            if match and _MODAL.search(clause.text, match.end(), len(clause.text)):
                counted[match["who"]] += 1
    said = {name for name, n in counted.items() if n >= _SAID_OFTEN and _is_somebody(name, reading)}
    labels = {name: reading.types.canonical(name) or name for name in said}
    if thing := titled(reading):
        labels |= dict.fromkeys(_called(thing, reading), thing)
    return dict(sorted(labels.items(), key=lambda item: (-len(item[0]), item[0])))


def _is_somebody(name: str, reading: Reading) -> bool:
    if _OFFICE.search(name) or _ACTS_FOR_OFFICE.search(name) or len(name) < 3:
        return False
    # 运营单位 is whom nobody could tell elsewhere; here it is one with duties.
    return name not in noun_words().anaphors and name not in noun_words().generic and not _NO_NAME.match(name) and not _NO_PART.search(name)


def _called(thing: str, reading: Reading) -> Iterator[str]:
    """What the document calls the thing of its title where it says what must be so of it: by its name or its last word (数据专区, 专区)."""
    for start in {0, *(token.idx for token in read_words(thing, []))}:
        name = thing[start:]
        says = re.compile(rf"{_LEADS}{re.escape(name)}(?![的、和及与])[^，。；]{{0,6}}?{OUGHT}")
        if len(name) > 1 and any(says.match(clause.text, begin, end) for clause in reading.clauses for begin, end in clause.parts):
            yield name


def titled(reading: Reading) -> str | None:
    """What the title is about, where it is a thing that the text keeps naming: 关于推进某市数据专区建设的指导意见 → 数据专区."""
    return _titled(reading)


def whole(clause: Clause) -> str | None:
    """What the document, or the card that a clause stands in, is about where nothing nearer says it."""
    return titled(clause.reading) or clause.reading.topic(clause.leaf.start)


def wholes(clause: Clause) -> tuple[str | None, ...]:
    """As :func:`whole`; the two types of a title that names both (某省绿色园区和绿色工厂认定管理办法)."""
    mains = clause.reading.main_subjects
    return mains if len(mains) > 1 else (whole(clause),)


@lru_cache(maxsize=4)
def _titled(reading: Reading) -> str | None:
    title = (reading.profile.title or "").removesuffix("的通知")
    inner = title.rpartition("《")[2].partition("》")[0] if "《" in title else re.sub(r"^.*?关于(?:印发|发布|公布|重新发布)", "", title)
    match = _OF_TITLE.fullmatch(inner)
    if match is None:
        return None
    name = match["name"]
    for place in find_places(name)[:1]:
        name = name[place.end :] if place.start == 0 else name
    name = re.sub(r"^(?:国家级|省级|市级|区级|县级|省|市|区|县)", "", name)
    if not 3 <= len(name) <= _TITLE_AT_MOST or is_generic(name) or reading.document.view().text.count(name) < _TREATED:
        return None
    if not name.endswith((*noun_words().heads, *_PLACES)):
        return None  # 积分制入户: what is done
    return reading.types.canonical(name) or name
