"""Who a promise is for (受益对象): the types that a part of a sentence names, or bodies that it names in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .levels import grade_in
from .nouns import is_generic, name_ending_at, noun_words, without_level
from .reading import Clause

Span = tuple[int, int]
Target = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Beneficiaries:
    """Who a sentence is about from one part on.

    Attributes:
        targets: label and level of each; empty where nobody particular is meant.
        grade: the grade that the part names, or None.
        start: where the part that names them begins, or None.
        known: whether the sentence has said whom it means, even if only 企业.
    """

    targets: tuple[Target, ...] = ()
    grade: str | None = None
    start: int | None = None
    known: bool = False

    def respectively(self, count: int) -> list[Beneficiaries]:
        """Whose each of ``count`` sums is under 分别: one target each where the numbers agree, else everybody's."""
        if len(self.targets) == count > 1:
            return [replace(self, targets=(target,)) for target in self.targets]
        return [self] * count


# A part that begins so may name somebody else than the part before it.
_OPENS = re.compile(r"(?:其中，?)?(?:对|对于|凡|将|给|首次|支持|鼓励|引导|扶持|帮助|优先|完善|重点支持|推动|市级|省级|区级|县级|探索|发行)")
_PAID_TO = re.compile(r"(?:一次性|在职期间|分别|可|另外?|再|均)*(?:给予|领取|享受|奖励|补助|补贴)")
_OTHERS = re.compile(r"(?:其中，?)?(?:对(?!其)|对于|凡)")
_POLICY_OBJECT = re.compile(r"(?:鼓励|支持)[^，]{2,}的(?:税收|政策|优惠)")
# The words of a sentence that name bodies; the last 的 before a name ends what describes it.
_NAMED = (
    re.compile(r"(?:对|对于|凡)(?:首次|新|初次|当年)?(?:获得|入选|列入|纳入|认定为|评为|获评|通过|被认定为|新认定的?)(?P<names>[^，。；的]{3,40}?)(?:支持|称号|认定|名单|立项|资格|奖)?(?:的|，|$)"),
    re.compile(r"(?<!对)为(?P<names>[^，。；的]{3,20}?)(?:贷款|融资)?提供"),
    re.compile(r"(?<![面针相应配核反绝])对(?![其接应照])(?:[^，。；]{0,60}的)?(?P<names>[^，。；的对]{3,60}?)(?:，|$|给予|予以|优先|按|提供|实施|开展|进行|一次性|发放|其)"),
    re.compile(r"(?:重点支持|优先支持|支持|鼓励|扶持|引导|发展)(?:[^，。；]{0,40}的)?(?P<names>[^，。；的]{3,40}?)(?:建设|开展|发行|设立|培育|发展|突破|项目|参与|申报|创建|购买|提供|为|，|$|对|实施|做大|上市|参照|给予|按|面向)"),
    re.compile(r"用于(?:支持)?(?:[^，。；]{0,20}、)?(?P<names>[^，。；的、]{3,20}?)(?:建设|的)"),
)  # fmt: skip
_LEVEL_LIST = re.compile(r"(?:国家级?|省级?|市级?|区级?|县级?|自治区级?)(?:[、和及或与](?:国家级?|省级?|市级?|区级?|县级?|自治区级?))*")
_QUALITY = re.compile(r"^(?:在[^，。；]{2,14}(?:内|新建|建设)|收入持续稳定|信用等级较高|符合条件|有条件|新建|新认定|首次|各级|各类|开展|本地|[^，。；]{0,4}地区)+的?")
_NO_NAME = re.compile(r"[在对以从按为将被由经]|.*[在于]|（|）|或|其")
_NO_BENEFICIARY = frozenset({"资金", "基金", "标准", "贷款", "技术", "成果", "人才", "网络"})


@lru_cache(maxsize=1)
def _heads() -> tuple[str, ...]:
    return tuple(head for head in noun_words().heads if head not in _NO_BENEFICIARY)


def beneficiaries(clause: Clause, part: Span, known: Beneficiaries) -> Beneficiaries:
    """Who the promises from a part on are for.

    Args:
        clause: the sentence.
        part: span of the part.
        known: who the part before it was about.

    Returns:
        whom the part names; ``known`` where it names nobody else.
    """
    words = clause.text[slice(*part)]
    if (named := _types(clause, part)) is not None:
        return named
    if not known.known and _PAID_TO.match(words) and (before := _before(clause, part)):
        return _described(clause, before)
    if known.known and not _OPENS.match(words):
        return known
    if targets := _bodies(clause, words):
        return Beneficiaries(targets, None, part[0], known=True)
    if _OTHERS.match(words) or _POLICY_OBJECT.search(words):
        return Beneficiaries((), None, part[0], known=True)
    return known


def _types(clause: Clause, part: Span) -> Beneficiaries | None:
    """Types of the part; a thing that is only counted must not be one topic among others (清洁生产、循环经济等)."""
    text = clause.text
    mentions = [
        m for m in clause.things
        if part[0] <= m.start < part[1]
        and not (m.counted and "、" in (text[m.start - 1 : m.start], text[m.end : m.end + 1]))
        and not text.startswith("对为", m.start - 2)  # 对为智能制造企业提供担保的担保机构: those who do so are meant
    ]  # fmt: skip
    if not mentions:
        return None
    mention = mentions[0]
    labels = mention.labels or clause.governing_types() or ((clause.reading.main_subject,) if clause.reading.main_subject else ())
    grade = grade_in(text, max(part[0], mention.start - 8), min(part[1], mention.end + 12))
    targets: list[Target] = [(label, level) for label in labels for level in clause.level_at(mention.start)]
    if not mention.anaphor:  # further types of a list that the first one does not join: 甲、乙和“丙”
        for other in mentions[1:]:
            if re.fullmatch(r"[^，。；]{0,6}[、和及与][^，。；的]{0,6}", text[mention.end : other.start]) and not other.counted:
                targets += [(label, level) for label in other.labels for level in clause.level_at(other.start)]
                mention = other
    return Beneficiaries(tuple(dict.fromkeys(targets)), grade, part[0], known=True)


def _before(clause: Clause, part: Span) -> Span | None:
    index = clause.parts.index(part)
    return clause.parts[index - 1] if index else None


def _described(clause: Clause, part: Span) -> Beneficiaries:
    """Who a part ends with: 基地入驻企业实习的高校在读港澳青年，给予…"""
    token = next((t.i for t in reversed(clause.doc) if t.idx < part[1]), None)
    name = clause.text[slice(*name_ending_at(clause.doc, token))] if token is not None else ""
    label = clause.reading.types.canonical(name) or (name if _is_name(name) else None)
    return Beneficiaries(((label, None),) if label else (), None, part[0], known=True)


def _bodies(clause: Clause, words: str) -> tuple[Target, ...]:
    """Bodies that no scheme knows: 对智能制造功能平台…, 支持园区平台公司…, each with the level in front of it."""
    for pattern in _NAMED:
        for match in pattern.finditer(words):
            names = match["names"]
            if (whole := re.fullmatch(r"(?P<list>.+)等(?P<tail>.+)", names)) and _is_name(_bare(whole["tail"])):
                names = whole["tail"]  # 技术创新、工业互联网等公共服务平台
            targets: list[Target] = []
            for piece in re.split(r"(?<![级家省市])[、和及与]", names.partition("等")[0]):
                levels = clause.reading.levels.before(piece, m.end()) if (m := _LEVEL_LIST.match(piece)) else ()
                name = _bare(piece[m.end() :] if m else piece)
                if _is_name(name):
                    targets += [(name, level) for level in levels or (None,)]
            if targets:
                return tuple(dict.fromkeys(targets))
    return ()


def _bare(name: str) -> str:
    return without_level(_QUALITY.sub("", name))


def _is_name(name: str) -> bool:
    return len(name) >= 3 and name.endswith(_heads()) and not is_generic(name) and not _NO_NAME.match(name)
