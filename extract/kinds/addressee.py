"""Whom a sanction addresses (相对人): a type, or a body or person that the breach names in its own words."""

from __future__ import annotations

import re

from ..nouns import is_generic, noun_words
from ..reading import Clause

_HEADS = r"(?:机构|单位|企业|人员|主体|对象|个人|者|园区|项目|平台|基地|申请人|专家)"
_PREDICATE = (
    r"(?:违反|违规|违法|未|不(?!得|低于|少于|超过)|拒|出具|提供|存在|弄虚作假|骗取|套取|隐瞒|虚报|伪造|编造|发生|逾期"
    r"|擅自|泄露|滥用|玩忽|徇私|截留|挪用|有(?:下列|以下|违法|违规|上述|弄虚)|因|在[^，。；]{2,16}(?:弄虚作假|违))"
)
_DOER = re.compile(rf"(?P<name>[^，。；、的]{{0,16}}{_HEADS})(?:或者?[^，。；的]{{2,8}}{_HEADS})?{_PREDICATE}")
# 实施强制性审核的单位，经…; 实施强制性审核的企业不报告的: a description that stands for a name.
_DESCRIBED = re.compile(
    rf"(?:^|或者|，)(?P<name>(?!有|对|凡|经|由|未|不|或)[^，。；、的]{{4,20}}的(?:单位|企业|机构|个人|人员))(?=，(?!由|责令)|{_PREDICATE})"
)
_LEADS = re.compile(r"^(?:若|如|凡|对于?|经[^，]{0,8}，|或者?|且|其中)+")
_WHOLE_RULES = re.compile(r"本(?:办法|细则|规定|措施|政策|意见)[^，。；]{0,4}(?:的|适用)?[^，。；]{0,4}对象")


def addressed(clause: Clause, start: int, end: int) -> tuple[str | None, ...] | None:
    """Whom the breaches of a stretch are told of.

    Args:
        clause: the sentence.
        start, end: the stretch that holds the breaches.

    Returns:
        labels; ``(None,)`` for everybody under the rules; None where the stretch names nobody.
    """
    text = clause.text
    if _WHOLE_RULES.search(text, clause.body, end):
        return (None,)
    if match := _DESCRIBED.search(text[clause.body if start == clause.parts[0][0] else start : end]):
        return (_usual(clause, match["name"]),)
    mentions = [m for m in clause.types if start <= m.start < end]
    labels = [label for m in mentions if not m.counted for label in m.labels]
    doer = _DOER.search(text, start, end)
    if doer and not labels:
        name = _LEADS.sub("", doer["name"])
        if name in noun_words().anaphors or is_generic(name) or len(name) < 3:
            return _governing(clause)
        return (clause.reading.types.canonical(name) or name,)
    if labels and not any(m.anaphor for m in mentions[:1]):
        return clause.reading.types.collapse(labels[:4])
    return _governing(clause) if mentions else None


def after_name(text: str, start: int, end: int) -> int:
    """Where a breach begins behind the plain name of whoever commits it (评价机构出具虚假报告 → 出具…), else ``start``."""
    match = _DOER.match(text, start, end)
    return match.end("name") if match and match.end("name") - start <= 12 and not match[0].startswith(("在", "被")) else start


def governing(clause: Clause) -> tuple[str | None, ...]:
    """Whom a sentence that names nobody goes on about: the addressee of the clause that ``；`` joins it to, else what governs it."""
    for other in reversed(clause.reading.leaf_clauses(clause)[max(0, clause.number - 12) : clause.number]):
        if not other.text.endswith("；"):
            break
        if other.parts and (found := addressed(other, other.body, len(other.text))) is not None:
            return found
    if clause.reading.leaf_clauses(clause)[0] is not clause and (opening := _opening_topic(clause)):
        return opening
    return _governing(clause) or (None,)


def _opening_topic(clause: Clause) -> tuple[str | None, ...]:
    """Types that the sentence just before names at its head as those checked (复核得分低于…的绿色工厂，…)."""
    before = clause.reading.leaf_clauses(clause)[clause.number - 1]
    return tuple(label for m in before.types if before.text.endswith("；") for label in m.labels)


def _governing(clause: Clause) -> tuple[str, ...]:
    return clause.governing_types() or ((clause.reading.main_subject,) if clause.reading.main_subject else ())


def _usual(clause: Clause, name: str) -> str:
    """The wording that the document uses most for such a body: …的企业 is …的单位 where that is how it is called elsewhere."""
    whole = clause.reading.document.view().text
    stem = name[: name.rindex("的") + 1]
    return max((name, *(stem + head for head in ("单位", "企业", "机构"))), key=whole.count)
