"""Any text at all: it is read without an error, the evidence is true, twice the same, and in time linear in its length."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hengce.corpus.clean import sentences, view
from hengce.corpus.readers.text import decode
from hengce.corpus.structure import outline
from hengce.extract.pipeline import read
from hengce.ontology.errors import UnreadableText

from ..growth import LINEAR, growth
from .hostile import PIECES, SPLITS, TEXTS, check, made_up, spoilt

_UNICODE = st.text(st.characters(exclude_categories=[]), max_size=120)
_POLICY = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SPLITS)).map("".join), max_size=60).map("".join)

# Each made the time grow by the square of the length, or could.
GROWING = [
    "（", "（企业）", "“", "《", "《甲》", "绿色工厂、绿色园区、", "市发展改革委、市财政局、", "对绿色工厂给予100万元，",
    "一、未按规定申报的，取消资格；", "绿色工厂应当在申报前三年内无违法行为", "1.1.给予绿色工厂10万元奖励。\n",
    "（一）申报绿色工厂。\n", "第一条 对企业给予奖励。\n", "附件1\n某办法\n", "|能耗|10分|\n", "能耗\t10分\n", "文字\n— 1 —\n", "\n",
    "国", "1", "1.", "作出的", "由市工信局负责，", "达到80分的，由按经由按经按由", "认定为示范单位称号",
]  # fmt: skip


@given(_UNICODE)
@example("\ud800")  # half of a surrogate pair
@example("")
def test_any_unicode_text(text: str) -> None:
    check(text)


@given(_POLICY)
@settings(max_examples=300)
def test_any_mixture_of_what_the_rules_look_for(text: str) -> None:
    check(text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_spoilt_texts(path: Path) -> None:
    chance, text = random.Random(path.stem), path.read_text(encoding="utf-8")
    for wounds in (1, 10, 100):
        assert check(spoilt(chance, text, wounds)) > 0


@pytest.mark.parametrize("seed", range(20))
def test_long_mixtures(seed: int) -> None:
    check(made_up(random.Random(seed), 400))


@given(st.binary(max_size=200), st.sampled_from(("utf-8", "gb18030", "utf-16", "big5")), _POLICY)
def test_bytes_are_read_or_refused(noise: bytes, encoding: str, words: str) -> None:
    for data in (noise, words.encode(encoding, "ignore") + noise, noise + words.encode(encoding, "ignore")):
        try:
            text = decode(data, "t")
        except UnreadableText:
            continue
        check(text)


def test_ten_thousand_numbers_each_below_the_one_before() -> None:
    dots = "\n".join("1." * depth + " 企业应当申报。" for depth in range(1, 60))
    assert check(dots) >= 0
    assert check("1." * 10_000 + "企业") >= 0
    assert check("（" * 10_000 + "一" + "）" * 10_000) >= 0
    styles = ("第{}编", "第{}章", "第{}节", "第{}条", "{}、", "（{}）", "{}.", "({})", "①")
    items = (styles[i % len(styles)].format("一二三四五六七八九"[i % 9]) + "企业应当申报绿色工厂。" for i in range(3_000))
    assert check("\n".join(items)) > 0


@pytest.mark.parametrize(
    "text",
    [
        "有下列情形之一的，取消资格：\n（一）。\n（二）造假的。\n",  # an item of nothing but its number
        "对有下列情形的，由市工信局" + "由按经" * 60 + "达到80分的，" + "由按经" * 60,  # 793 characters that never ended
    ],
)
def test_what_the_long_run_found(text: str) -> None:
    check(text)


def test_a_sentence_without_end_is_cut_at_commas() -> None:
    whole = view("绿色工厂、" * 2000)
    pieces = list(sentences(whole))
    assert [start for start, _ in pieces[1:]] == [end for _, end in pieces[:-1]]
    assert pieces[-1][1] == len(whole)
    assert max(end - start for start, end in pieces) <= 1500
    assert all(whole.text[end - 1] == "、" for _, end in pieces)


@pytest.mark.parametrize("piece", GROWING)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    assert growth(lambda text: read(outline("t", text)), piece, 2_000) < LINEAR
