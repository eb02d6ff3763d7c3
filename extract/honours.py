"""Titles (称号) that somebody must hold to be paid: 获得…称号的, 被评定为…的企业, 通过…认定的; each with its level.

The bearer is only described (…的企业): what is awarded is the title, so that is the subject of the promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .nouns import is_generic, noun_words, without_level
from .places import find_places, level_of
from .reading import Clause
from .types import Mention

Span = tuple[int, int]
Target = tuple[str | None, str | None]

_LEVEL = (
    r"(?:国家级?|全国|部级|省部级|工信部|工业和信息化部|省级?(?!长)|自治区级?|市级?(?![场长])|地市级|州级|区级?(?![属内域长])|县级?(?![属内域长])|区县级|国际级?)"
    r"(?:及?以上)?"
)
LEVELS = re.compile(rf"{_LEVEL}(?:[、和及或与/]|以及)?(?:{_LEVEL}(?:[、和及或与/]|以及)?)*")
_AWARDING = (
    r"(?:被|经)?(?:认定为|评定为|评选为|评为|（评）定为|确认为|确定为|命名为|备案为|授予|入选|获评|获批|获得|荣获|列入|列为|纳入|通过|取得|成功创建|创成|晋升为|升级为"
    r"|(?:新|首次|初次|当年|当年度|重新)(?:获得?)?(?:认定|评定|获批|备案|入选|列入|授牌|晋升)|(?:首|新|首次|初次|(?<![一-鿿]))获(?!奖|利|取|支|评|得?认定|得?批))"
)
_SAID = (
    r"(?:标志使用权|登记保护|续展认证|示范创建|创建试点|认定|评定|验收|鉴定"
    r"|称号|荣誉称号|荣誉|名单|榜单|目录|资格|立项|授权|试点示范|认证|贯标评定|创建|扶持|支持)"
)
_HONOUR = re.compile(
    rf"{_AWARDING}(?:为|的)?(?:（[^（）]{{1,16}}）)?(?P<names>[^，。；：的]{{3,90}}?)(?P<said>{_SAID})?"
    r"(?=的|，|$|后|且|达到|给予|予以|分别|一次性|每|(?:按|各)?奖励|补助|并(?!购)|或(?:被)?(?:评定|认定|评|获))"
)
# 广州市“独角兽”企业榜单遴选认定的: the list stands before the verb.
_LISTED = re.compile(r"(?:^|对于?|[，、被])(?P<names>[^，。；：的对]{4,40}?)(?:榜单|名单|目录)(?:遴选|评选|公示|发布)?(?:认定|入选|入围)的")
# 经国家、省级认定为…: the level stands before the verb.
_RECOGNISED_BY = re.compile(rf"(?:经|被|获)(?P<levels>{LEVELS.pattern})(?:有关|相关|主管)?(?:部门)?$")
# What is named so is no title: a way, a range, money, a body, a grade, or a phrase with a preposition in it.
_UNSPECIFIC = re.compile(
    r"相关|有关|奖励后|更高|级别|统计|范围|上述|以上|其他|方式|贷款|融资|订单|合同|资金|收入|投资|审核|考核|专利|著作权|财政|证监|部门|规模以上"
    r"|^[A-Z]{1,5}级|^[一二三四五]星级?$|国务院|[部局委厅]$|部和|^[特一二三四五甲乙丙\d]{1,2}级|[在对以从按将由]|经(?!济)|^(?:项目|企业)"
)
_JOINS = re.compile(r"(?<![级家省市区县])(?:以及|或者|[、和及与或])|(?<=”)(?=“)")
STANDARDS = frozenset({"行业标准", "团体标准", "地方标准", "国家标准", "国际标准"})
_IS_PRIZE = re.compile(r"奖(?!励|补|金)|杯")  # 绿色建筑奖 is a title of its own
_HONOUR_HEADS = (
    "示范点", "示范户", "示范场", "标兵", "大户", "营地", "景区", "饭店", "度假区", "休闲街区",
    "奖", "杯", "工法", "工地", "字号", "商标", "示范", "试点", "标志", "标杆", "品牌", "称号", "街", "产品",
)  # fmt: skip
_AND_SO_ON = re.compile(r"(?<![一二三特高中优])等(?!奖|级|次)")
_ALL_OVER = re.compile(r"全([国省市县])")
_PLACE_OF_PRIZE = re.compile(r"(?:(?<=奖)|^)(?:[特一二三]等|[金银铜])奖$")
GRADES = re.compile(
    r"^(?:(?:国家|全国)?(?:[一二三四五1-5]星级?|[1-5]?A{1,5}(?!A)级?|[甲乙丙丁]级|[金银铜]牌)(?:[、和及或/]|以及)?)+(?:标准)?(?=[^级]{2})"
)
"""Grades in front of a name: 五星级、四星级|旅游饭店."""
# A title that is only half named is completed by the noun that bears it: 高新技术的企业 is a 高新技术企业.
_BEARER = re.compile(r"的(?P<head>企业|项目|产品|园区)")


def honours(clause: Clause, part: Span) -> tuple[Target, ...]:
    """The titles that a part of a sentence names as held, in order, without repetitions.

    Args:
        clause: the sentence.
        part: span of the part.

    Returns:
        label and level of each; empty where the part names none.
    """
    text = clause.text[slice(*part)]
    found: list[Target] = []
    for pattern in (_HONOUR, _LISTED):
        for match in pattern.finditer(text):
            if _is_act(text, match):
                continue
            by = _RECOGNISED_BY.search(text, 0, match.start())
            said = pattern is _LISTED or match["said"] is not None
            start, end = (part[0] + position for position in match.span("names"))
            found += _titles(clause, start, end, said, honour_levels(clause, by["levels"]) if by else ())
    return tuple(dict.fromkeys(found))


# 将…列入, 可纳入, 推荐申报…: what somebody else does, or will do; not what must be held.
_WILL = re.compile(r"将|把|可以?|推荐|优先|支持|鼓励|争取|帮助|推动|引导|指导|协助|加快|及时|应当?|要|由")
_PAID = re.compile(r"(?:分别|一次性)*(?:给予|予以|奖励|补助)")
_LOOSE = re.compile(r"通过|纳入|列入|取得|获得|列为")


def _is_act(text: str, match: re.Match[str]) -> bool:
    """Whether a verb of awarding says what is done, not what the bearer holds already (…的企业, …的，)."""
    after = text[match.end() :]
    by_way_of = match[0].startswith("通过") and not match["said"]  # 通过融资租赁的企业
    if re.match(r"(?:其中，?)?(?:对|凡)", text):
        return by_way_of and not match["names"].endswith(_heads())
    if after.startswith("的"):
        return by_way_of
    if _PAID.match(after):
        return False
    return bool(_LOOSE.match(match[0]) or _WILL.search(text, 0, match.start()))


def honour_levels(clause: Clause, words: str) -> tuple[str, ...]:
    """The levels that words name, without repetitions (国家级、省级)."""
    levels = (clause.reading.levels.normalise(re.sub(r"及?以上$", "", word)) for word in re.split(r"[、和及或与/]|以及", words) if word)
    return tuple(dict.fromkeys(level for level in levels if level))


def _titles(clause: Clause, start: int, end: int, said: bool, levels: tuple[str, ...]) -> Iterator[Target]:
    """The titles of a list; one level in front of a list is that of all its members that have none of their own."""
    named = (m for m in clause.types if start <= m.start < end and m.labels)
    known = [m for m in named if not modifies(clause, m) and not _IS_PRIZE.match(clause.text, m.end)]
    at = start
    for mention in known:
        for own, name in _pieces(clause, at, mention.start, said):
            levels = own or levels
            yield from ((name, level) for level in levels or (None,))
        own, _ = level_and_name(clause, _JOINS.split(clause.text[at : mention.start])[-1])
        levels = own or tuple(level for level in clause.level_at(mention.start) if level) or levels
        for label in mention.labels:
            of_place, name = level_and_name(clause, label) if label in clause.reading.types.discovered else ((), label)
            yield from ((name, level) for level in of_place or levels or (None,))
        at = mention.end
    for own, name in _pieces(clause, at, end, said) if at < end and (not known or clause.text[at] in "、和及与或") else ():
        levels = own or levels
        yield from ((name, level) for level in levels or (None,))


def _pieces(clause: Clause, start: int, end: int, said: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    """The members of a list that no scheme knows, each with its own levels."""
    names = GRADES.sub("", clause.text[start:end])
    pieces = [piece for each in _JOINS.split(names) if (piece := _unquoted(each)) and not _is_place(piece)]
    if (whole := re.fullmatch(r"(?P<list>.+)等(?P<tail>[^等]{3,})", names)) and _is_honour(whole["tail"].lstrip("类型"), said):
        first = LEVELS.match(names)
        pieces = [(first[0] if first else "") + whole["tail"]]
    bearer = _BEARER.match(clause.text, end)
    last = ""
    carried: tuple[str, ...] = ()
    for piece in pieces:
        whole = _PLACE_OF_PRIZE.sub("", _AND_SO_ON.split(piece)[0]) or last  # 科学技术奖一等奖、二等奖: one prize
        last = whole
        levels, name = level_and_name(clause, whole)
        if (all_over := _ALL_OVER.match(whole)) and not levels:  # a title of the whole country; a thing found all over it has no level
            levels = ("国家级",) if all_over[1] == "国" else honour_levels(clause, f"{all_over[1]}级")
            name = name.removeprefix(all_over[0])
        if re.match(r"[省市区县]长", whole):
            levels, name = (), whole  # 市长质量奖: a part of its name, no word for a level
        elif whole.endswith("奖"):
            name = whole if levels and not LEVELS.match(whole) else name  # a prize keeps its whole name: 深圳市市长质量奖
        # 国际标准、国家标准、行业标准: what is left of a level alone says nothing.
        if name and len(name) < 3 and len(whole) >= 4 and name in _HONOUR_HEADS + noun_words().heads:
            levels, name = (), whole
        if bearer and len(pieces) == 1 and not name.endswith(_heads()):
            name += bearer["head"]
        levels = levels or carried
        if _is_honour(name, said or (bool(levels) and len(name) > 4 and name.endswith(noun_words().heads))):
            yield levels, name
            carried = ()
        else:
            carried = levels  # 国家级文化产业和旅游产业融合发展示范区


def _unquoted(piece: str) -> str:
    """A piece without a quotation mark that only another piece answers: “重庆市|绿色园区|”“重庆市|绿色工厂."""
    return piece if piece.count("“") == piece.count("”") else piece.strip("“”")


def _is_place(piece: str) -> bool:
    return piece[-1] in "省市区县州盟" and any(place.start == 0 and place.end == len(piece) for place in find_places(piece))


def level_and_name(clause: Clause, words: str, *, places: bool = True) -> tuple[tuple[str, ...], str]:
    """The levels in front of a name (国家、省级…), and the name without them.

    Args:
        clause: the sentence.
        words: the name with what stands before it.
        places: whether a place in front says a level, too (广东省名牌产品), as it does of a title.
    """
    levels: list[str] = []
    while True:
        if match := LEVELS.match(words):
            levels += honour_levels(clause, match[0])
            words = words[match.end() :]
        elif places and (found := find_places(words[:12])) and found[0].start == 0 and words[found[0].end - 1] in "省市区县州盟":
            levels.append(level_of(found[0].codes[0]))
            words = words[found[0].end :]
        else:
            return tuple(dict.fromkeys(levels)), without_level(re.sub(r"^(?:认定的|新认定的?|年度)", "", words))


def _heads() -> tuple[str, ...]:
    return (*noun_words().heads, *_HONOUR_HEADS)


def modifies(clause: Clause, mention: Mention) -> bool:
    """Whether a name that the document itself defines only describes a longer one (港澳青年创业服务中心, 港澳青年相关荣誉称号)."""
    defined = any(label in clause.reading.types.discovered for label in mention.labels)
    if not defined or clause.text[: mention.end].endswith(noun_words().type_heads):
        return False
    return _longer().match(clause.text, mention.end) is not None


@lru_cache(maxsize=1)
def _longer() -> re.Pattern[str]:
    return re.compile(rf"[^，。；：、的（）“”给予可在每满]{{1,18}}?(?:{'|'.join(noun_words().heads)}|荣誉|称号)")


def _is_honour(name: str, said: bool) -> bool:
    if len(name) < 3 or name in noun_words().generic or _UNSPECIFIC.search(name):
        return False
    return said or name in STANDARDS or (not is_generic(name) and name.endswith((*_heads(), "）", "”")))
