"""Texts that nobody would write, for tests and for the long run (``soak.py``): what any text must be read like."""

from __future__ import annotations

import random
from pathlib import Path

from hengce.corpus.structure import outline
from hengce.extract.pipeline import read

TEXTS = sorted((Path(__file__).parents[2] / "corpus" / "texts").glob("*.txt"))

_WORDS = """
（ ） ( ) 《 》 “ ” ‘ ’ 「 」 〔 〕 【 】 [ ] ， 。 ； ： 、 ！ ？ , . ; : - — ~ ～ · % ％ ‰ ① ⑩ ㈠ Ⅳ ０ ９ １ a 第一条
第九百九十九章 一、 （一） 1. （1） 1.1.1.1 ① 附件1 附件： 目录 表1 续表 注： ＞X≥ 85＞X≥75 [70,80) 不低于 以上（含） 不超过 百分之
三分之二 万亿 １００万元 2月30日 2024年13月 本年度 次年3月底前 自发布之日起30日内 有效期至 每年11月 每三年一次 “十四五”
〔2016〕586号 绿色工厂 国家级、省级绿色园区 示范单位 认定为 授予“ 称号 专精特新“小巨人”企业 企业 市工信局 各设区市经信委、财政局
我委 第三方评价机构 给予 一次性奖励 最高不超过500万元 按投资额的10% 300元/吨标准煤 分别 取消资格 五年内不得申报 除外 下列条件之一：
具备以下三项及以上： 应当 由 负责 牵头 责任单位： 本办法所称 是指 以下简称 自2024年8月1日起施行 废止 深圳市 福建省 鼓楼区
"""
PIECES = (
    *_WORDS.split(),
    "|", "\t", " ", "\n", "\r", "\u3000", "\u200b", "\ufeff", "\u2028", "\U00020000", "\ud7ff", "\uffff", "\x00",
    "\u2014 1 \u2014", "第 3 页 共 9 页", "|a|b|", "|--|--|", "指标\t分值", "能耗   10分", "GB/T 36132-2018",
)  # fmt: skip
"""What the rules look for, and what files hold besides."""

SPLITS = ("，", "。", "；", "：", "\n", "")


def check(text: str) -> int:
    """Read a text twice and hold the reading to what is promised of any text.

    Returns:
        the number of facts.
    """
    facts = read(outline("t", text))
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.quote
    assert [fact.to_json() for fact in read(outline("t", text))] == [fact.to_json() for fact in facts]
    return len(facts)


def made_up(random: random.Random, pieces: int) -> str:
    """So many pieces in a row."""
    return "".join(random.choice(PIECES) + random.choice(SPLITS) for _ in range(pieces))


def spoilt(random: random.Random, text: str, wounds: int) -> str:
    """A real text in which so many places are cut out, doubled, moved, joined to one line, or overwritten."""
    for _ in range(wounds):
        at = random.randrange(len(text) + 1)
        to = min(len(text), at + random.choice((1, 1, 3, 20, 200)))
        match random.randrange(6):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:to] + text[at:to] + text[to:]
            case 2:
                text = text[:at] + text[to:] + text[at:to]
            case 3:
                text = text[:at] + text[at:to].replace("\n", random.choice(("", " ", "\t", "\r\n"))) + text[to:]
            case 4:
                text = text[:at] + random.choice(PIECES) + text[to:]
            case _:
                text = text[:at] + random.choice(PIECES) * random.choice((1, 2, 50)) + text[at:]
    return text
