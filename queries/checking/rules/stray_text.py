"""笔误与遗留: placeholders, foreign words and pinyin among Chinese, doubled words and marks, open brackets, common miswritings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ....corpus.document import Node
from ....extract.alternation import any_of
from ....extract.segment import read_words
from ..against import Against
from ..draft import Draft
from ..finding import Finding
from ..signs import rare_signs
from ..words import either, pairs, words

RULE = "stray-text"
_LATIN = re.compile(
    r"(?<![A-Za-z0-9@/.:_\-+&])[A-Z]?[a-z]{2,}(?: [A-Z]?[a-z]+)*(?![A-Za-z0-9@/:_\-+&]|\.[a-z])"
    r"|(?<=[\u4e00-\u9fff])[b-df-oq-z](?=[\u4e00-\u9fff])"
)
_PLACEHOLDER = re.compile(
    r"[X×x＊*]{2,}(?!\d)|_{2,}|[？?]{2,}|○{2,}|□□+|某某|（）|《》|“”|【】|〔〕"
    r"|(?<=[\u4e00-\u9fff])[X×](?=[年月日市县区省个家万亿元%号。，；、）])|20[X×x]{1,2}年|\d{2,3}[X×]年|〇〇年"
    r"|[【\[［](?:请|此处|待|插入|填写|补充|TODO)[^】\]］]{0,20}[】\]］]"
    r"|（[^（）]{0,24}(?:请[^（）]{0,12}(?:核|确认|补充|提供|把关|斟酌|审定|定夺|落实数据)|是否(?:保留|删除|合适|妥当)|建议(?:删|改)|待[^（）]{0,10}(?:确定|确认|核实|核定|明确|提供|反馈|补充|定稿)|再议|存疑)[^（）]{0,12}）"
    r"|\ufffd+|[\ue000-\uf8ff]+|&nbsp;|<br\s*/?>|\*\*(?=[\u4e00-\u9fff])"
)
_MARKS = re.compile(
    r"(?P<m>[，、；：])[，、；：。]+|。[，、；：。]+(?!”)|[，、；](?=$)|[（《“][，。、；]|、[和与及](?=[\u4e00-\u9fff])(?!其)"
)
_DOUBLED_WORD = re.compile(r"(?P<w>[\u4e00-\u9fff]{2,6})(?P=w)")
_DOUBLED_SIGN = re.compile(r"(?P<c>[\u4e00-\u9fff])(?P=c)")
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0e00-\u0e7f\u0600-\u06ff]+")
_PAIRS = {"（": "）", "《": "》", "“": "”", "【": "】", "〔": "〕", "「": "」"}
_VARIABLES = ("系数", "参数", "变量", "常数", "指数", "数值")  # 使用补偿系数n
_MEND = "请删去、补全或更正。"


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Look through every paragraph."""
    for leaf in draft.leaves:
        if leaf.type in {"blank", "number"}:
            continue
        view = draft.document.view(leaf.start, leaf.end)
        form = _is_form(draft, leaf)
        for slip in _slips(view.text, leaf, form):
            start, end = view.span(slip.start, slip.end)
            yield Finding(
                rule=RULE, start=start, end=end, zh=slip.zh, en=slip.en, suggestion_zh=slip.mend,
                suggestion_en="Remove, complete or correct it.", doubtful=slip.doubtful,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Slip:
    """Span in the view, message in Chinese and English, how to mend it, and whether it may be meant so."""

    start: int
    end: int
    zh: str
    en: str
    mend: str
    doubtful: bool = False


def _slips(text: str, leaf: Node, form: bool) -> Iterator[_Slip]:
    """What looks wrong in a paragraph."""
    prose = leaf.type in {"text", "heading", "title", "caption", "remark"}
    if not form:
        for match in (*_PLACEHOLDER.finditer(text), *_placeholder_words().finditer(text)):
            if re.search('“[^”"]{0,40}$|[一二三四五六七八九〇零]$|(?:编号|编码|排列|格式)[^。；]{0,16}$', text[: match.start()]):
                continue  # 命名为“XX街道长者饭堂” is a pattern, 二○○四年 a year
            yield _Slip(
                *match.span(),
                f"“{match[0]}”像是未填写的占位符或遗留标记。",
                f"“{match[0]}” looks like a placeholder.",
                "请填入确定的内容，或删去。",
            )
    for match in _LATIN.finditer(text):
        if _is_stray(text, match):
            zh = f"中文行文中夹有外文或拼音“{match[0]}”。"
            yield _Slip(
                *match.span(),
                zh,
                f"A foreign word stands in Chinese text: {match[0]}.",
                "请改用规范汉字；确需保留外文的，首次出现时注明中文。",
            )
    for match in _OTHER_SCRIPT.finditer(text):
        yield _Slip(*match.span(), f"夹有其他文字“{match[0]}”。", f"Characters of another script: {match[0]}.", _MEND)
    if prose:
        for start, end in rare_signs(text):
            zh, en = f"“{text[start:end]}”不是常用字，疑为输入或识别之误。", f"“{text[start:end]}” is hardly used: it may be misread."
            yield _Slip(start, end, zh, en, "请核对此字；确为人名、地名用字的，可不改。", doubtful=True)
    for match in _typos().finditer(text):
        if not _between_words(text, *match.span()):
            continue  # 以经营为主, 项目目标
        right = pairs("typos")[match[0]]
        old = any(form in match[0] for form in words("old_forms"))
        zh, en = f"“{match[0]}”疑为“{right}”之误。", f"“{match[0]}” should probably be “{right}”."
        yield _Slip(*match.span(), zh, en, f"请改为“{right}”。", old)
    if prose:
        yield from _repeats(text)
        yield from _unpaired(text)


def _is_stray(text: str, match: re.Match[str]) -> bool:
    """Whether Latin letters are neither a term that is used as such nor a gloss in brackets or quotes."""
    if all(word.lower() in _latin() for word in match[0].split()):
        return False
    before, after = text[: match.start()], text[match.end() :]
    if len(match[0]) == 1 and before.endswith(_VARIABLES):
        return False
    if before.count("（") > before.count("）") or before.count("“") > before.count("”") or before.count("《") > before.count("》"):
        return False
    chinese = re.compile(r"[\u4e00-\u9fff，。、；：“”《》（）]")
    return bool((not before or chinese.match(before[-1])) and (not after or chinese.match(after[0])))


def _repeats(text: str) -> Iterator[_Slip]:
    seen: list[tuple[int, int]] = []
    for match in _MARKS.finditer(text):
        if match[0] in "，、；" and len(match[0]) == 1:
            continue  # a paragraph that goes on in the next
        if match[0][0] == "、" and len(match[0]) == 2 and match[0][1] in "和与及":
            continue
        yield _Slip(
            *match.span(), f"标点“{match[0]}”重复或误用。", f"Marks are doubled or misplaced: {match[0]}.", "请保留一个恰当的标点。"
        )
    for match in _DOUBLED_WORD.finditer(text):
        if _may_double(match["w"]) or not _is_doubled(text, match):
            continue
        seen.append(match.span())
        yield _Slip(
            *match.span(),
            f"“{match['w']}”重复。",
            f"“{match['w']}” is written twice.",
            f"请删去多余的“{match['w']}”。",
            not _is_whole(text, match),
        )
    for match in _DOUBLED_SIGN.finditer(text):
        if match["c"] in words("particles") and not any(start <= match.start() < end for start, end in seen) and _is_slip(text, match):
            yield _Slip(*match.span(), f"“{match['c']}”重复。", f"“{match['c']}” is written twice.", f"请删去多余的“{match['c']}”。")


def _may_double(word: str) -> bool:
    """Whether a word may stand twice: 方方面面 and 种种 are words, 上一年度年度报告 is one behind the other."""
    return len(set(word)) == 1 or word.startswith("一") or word in words("met") or all(char in words("redoubled") for char in word)


def _is_doubled(text: str, match: re.Match[str]) -> bool:
    """Whether a word is written twice: alone, at the end of a longer one (龙头企业企业) or at the head of one (实施实施细则).

    接受人接受人体器官 repeats no word, and 小微企业企业主 are two.
    """
    start, middle, end = match.start(), match.end("w"), match.end()
    bounds = _bounds(text, start, end)
    if middle not in bounds or not bounds & {start, end}:
        return False
    return end in bounds or (end + 1 not in bounds and _one_word(bounds, middle, end))


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Whether a whole word stands twice; 集装箱装箱 and 人民政府政府采购 are two words that meet."""
    return match.start() in _bounds(text, match.start(), match.end())


def _one_word(bounds: set[int], start: int, end: int) -> bool:
    """Whether no word ends between two positions."""
    return not any(start < at < end for at in bounds)


def _between_words(text: str, *cuts: int) -> bool:
    """Whether words begin or end at all of these positions: 以经营为主 holds no 以经."""
    return _bounds(text, cuts[0], cuts[-1]).issuperset(cuts)


def _bounds(text: str, start: int, end: int) -> set[int]:
    """Where words begin and end, around a stretch."""
    start, end = max(0, start - 20), min(len(text), end + 20)
    return {start + token.idx for token in read_words(text[start:end])} | {end}


def _is_slip(text: str, match: re.Match[str]) -> bool:
    """Whether a particle doubled is no chance meeting of two words (为为民服务, 应应急管理局, 以营利为目的的)."""
    sign, start, end = match["c"], match.start(), match.end()
    if sign == "的":
        return not text[:start].endswith(("目", "标"))  # 标的的, 目的的
    if sign == "中" and text[:start].endswith(("其", "集")):
        return False  # 其中中、青年
    return sign in "了和及或" or not ("\u4e00" <= text[end : end + 1] <= "\u9fff")


def _unpaired(text: str) -> Iterator[_Slip]:
    """Brackets and quotes that are not closed, or closed without having been opened."""
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char in _PAIRS:
            opened.append((char, at))
        elif char == '"' and opened and opened[-1][0] == "“":
            opened.pop()  # the half of a pair that was typed straight
        elif char in _PAIRS.values():
            last = next((i for i in range(len(opened) - 1, -1, -1) if _PAIRS[opened[i][0]] == char), None)
            if last is None:
                if not re.search(r"(?:^|[，。；：、\s])[（]?[\d一二三四五六七八九十a-zA-Z]{1,3}$", text[:at]):
                    yield _Slip(at, at + 1, f"“{char}”前面没有与之成对的符号。", f"“{char}” closes nothing.", "请补全或删去。")
            else:
                del opened[last:]
    for char, at in opened:
        yield _Slip(at, min(at + 12, len(text)), f"“{char}”没有对应的“{_PAIRS[char]}”。", f"“{char}” is never closed.", "请补全或删去。")


def _is_form(draft: Draft, leaf: Node) -> bool:
    """Whether a leaf belongs to a form to be filled in (申请表, 承诺书), in which blanks are meant."""
    if leaf.type == "cell":
        return True
    annex = next((node for node in draft.document.ancestors(leaf) if node.type == "annex"), None)
    head = draft.clean(annex.start, min(annex.end, annex.start + 60)) if annex is not None else ""
    return re.search(either("forms"), head) is not None


@cache
def _latin() -> frozenset[str]:
    return frozenset(words("latin"))


@cache
def _placeholder_words() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{either('placeholders')})(?![A-Za-z])")


@cache
def _typos() -> re.Pattern[str]:
    return re.compile(any_of(pairs("typos")))
