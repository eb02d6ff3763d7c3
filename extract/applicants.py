"""Who applies (申报主体) by the build of a sentence: what stands before 提出申请, 可申报 and ends like the name of somebody.

The lexicon of applicants (企业, 申报单位 …) holds only the commonest; 用人单位, 家庭农场, 社区股份合作公司 and 毕业生 are found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .agencies import AgencyMention
from .alternation import any_of
from .bodygrammar import data
from .duties import Duty
from .reading import Clause
from .runs import parts, patterns

_ACT = re.compile(
    r"(?:提出|提交|递交|办理|填报|填写|完成|上传)[^，。；的]{0,14}(?:申请|申报)(?!人|单位|主体|条件)"
    r"|(?:将|把)[^，。；]{0,10}(?:申报|申请)(?:材料|书|表)[^，。；]{0,4}(?:提交|报送|报至|送交)|向[^，。；的]{2,24}(?:申报|提出申请)$"
    r"|(?:自愿|自主|方可|可以?|应当?|须|均可)[^，。；的]{0,16}(?:申报|申请)(?![人的]|单位|主体|条件|书|报告)|(?:自愿|自主)(?:申报|申请)$"
)
_ACT_OF_STEP = re.compile("(?:申报|申请)$")  # elsewhere 企业申报 is the name of a step
_MADE = re.compile(r"由(?P<name>[^，。；：由的]{2,20}?)(?:作为|担任)申[报请](?:主体|单位)")
_LATER = re.compile(r"^(?:且|并|方|均|也)?(?:[^，。；]{0,12}后)?(?:方可|可以?|应当?|须|需|均可)?[^，。；]{0,12}$")


def applying(clause: Clause) -> Iterator[Duty]:
    """Those who apply by a sentence, in its order."""
    text = clause.text
    for match in _MADE.finditer(text, clause.body):  # 由集群运营机构作为申报主体
        mention = AgencyMention(match.start("name"), match.end("name"), match["name"], match["name"], "applicant")
        yield Duty(mention, "apply", match.start(), match.end(), "agency/apply-as")
    if "申" not in text:
        return
    for match in _grammar()["those"].finditer(text, clause.body):
        for name in _names(clause, match):
            yield Duty(name, "apply", name.start, match.end(), "agency/apply-those")
    subject: list[AgencyMention] = []
    begun = -1
    for start, end, step in parts(clause):
        own = _grammar()["topic"].match(text, start, end) or _grammar()["subject"].match(text, start, end)
        if own is not None:
            subject, begun = list(_names(clause, own)), start
        elif step:
            subject = []
        begin = own.end() if own else start
        act = _ACT.search(text, begin, end) or (_ACT_OF_STEP.search(text, begin, end) if step else None)
        if act is None or not subject or patterns()["apply_not"].search(text, start, end) or "推荐" in act[0]:
            continue
        later = _LATER.match(text[start : act.start()]) and not text.startswith("由", start)
        if own is not None or later:
            for mention in subject:
                yield Duty(mention, "apply", begun, end, "agency/apply")


def _names(clause: Clause, match: re.Match[str]) -> Iterator[AgencyMention]:
    """The applicants of a list; those that the lexicon knows as bodies are none."""
    for item in _grammar()["name"].finditer(clause.text, match.start("names"), match.end("names")):
        known = [m for m in clause.agencies if m.start < item.end() and item.start() < m.end]
        if any(m.group in {"body", "place", "unnamed"} for m in known):
            continue
        if any(m.labels and not m.anaphor and m.end == item.end() for m in clause.types) and match.re is _grammar()["those"]:
            continue  # 申报…的专精特新中小企业应符合: whom the conditions are for
        yield AgencyMention(item.start(), item.end(), item[0], clause.reading.agencies.canonical(item[0]), "applicant")


@lru_cache(maxsize=1)
def _grammar() -> dict[str, re.Pattern[str]]:
    lists = data()
    ending, no_name = any_of(lists["applicant_endings"]), any_of(lists["no_applicant"])
    name = rf"(?!{no_name})(?:[^\W\d_A-Za-z的由经向报对将应须需可、或和，]|应(?=届)|(?<=申)报){{0,12}}?(?:{ending})"
    names = rf"(?P<names>{name}(?:(?:、|或者?|和|以及){name}){{0,6}})"
    behind = "(?!应届)" + any_of(lists["behind_applicant"])
    return {
        # At the head of a part, or behind what describes them: 获得资助的家庭农场、合作社|可向…申请.
        "subject": re.compile(rf"(?:由|凡|请|各|每个|符合[^，。；]{{2,30}}的|[^，。；由向]{{2,24}}的)?{names}(?={behind}|$)"),
        # 对符合…的企业，可申报….
        "topic": re.compile(rf"对(?:于)?[^，。；]{{2,40}}的{names}$"),
        # 申请专项资金资助的单位或个人|应.
        "those": re.compile(rf"(?:申请|申报)[^，。；的]{{2,20}}的{names}(?=应|须|需|必须|要(?!求)|可)"),
        "name": re.compile(rf"{name}(?=[、或和以]|$|{behind})"),
    }
