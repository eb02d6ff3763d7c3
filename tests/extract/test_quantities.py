"""Quantities: the case table, spans, a document's own rules, and what hostile text costs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengce.corpus.clean import sentences, view
from hengce.extract import quantities
from hengce.extract.protected import spans_to_protect

from ..growth import LINEAR, growth
from .tables import HOSTILE, cases, normal, write_quantity

TEXTS = sorted((Path(__file__).parents[2] / "corpus" / "texts").glob("*.txt"))
_WORDS = "不低于 最高 不超过 80 分 （含） 以上 以下 、 ， 万元 三 家 至 - % X ≥ 百 余 分别 年 第 《 》 。"
_PIECES = st.sampled_from(_WORDS.split())


@pytest.mark.parametrize("row", cases("quantities"), ids=lambda row: row[0])
def test_case(row: list[str]) -> None:
    assert [write_quantity(quantity) for quantity in quantities.find(normal(row[0]))] == row[1:]


@pytest.mark.parametrize("row", cases("protected"), ids=lambda row: row[0])
def test_protected_names(row: list[str]) -> None:
    text = normal(row[0])
    assert [f"{text[span.start : span.end]} {span.kind}" for span in spans_to_protect(text)] == row[1:]


def test_spans_hold_the_words_and_the_number() -> None:
    text = "总分达到80分及以上的，给予最高不超过20万元"
    score, money = quantities.find(text)
    assert text[score.start : score.end] == "达到80分及以上"
    assert text[score.number_start : score.number_end] == "80"
    assert text[money.start : money.end] == "最高不超过20万元"
    assert text[money.number_start : money.number_end] == "20万"


def test_a_word_at_a_distance_lies_outside_the_span() -> None:
    text = "最高资助企业实际投入的100万元"
    (money,) = quantities.find(text)
    assert (text[money.start : money.end], money.decided_by, money.min, money.max) == ("100万元", "最高", None, 1_000_000)


def test_a_document_may_settle_its_own_words() -> None:
    own = {"以下": False, "不超过": False}
    (quantity,) = quantities.find("80分以下", own)
    assert quantity.max_inclusive is False
    (quantity,) = quantities.find("80分（含）以下", own)
    assert quantity.max_inclusive is True, "a bracket at the number decides first"
    (quantity,) = quantities.find("80分及以下", own)
    assert quantity.max_inclusive is True, "及以下 is another word"
    (quantity,) = quantities.find("不得超过80分", own)
    assert quantity.max_inclusive is False, "不得超过 is 不超过"


def test_as_reached_turns_a_lower_bound_into_an_aim() -> None:
    (quantity,) = quantities.find("总体水平达到65")
    assert (quantity.min, quantity.max) == (65, None)
    assert quantity.as_reached().exact == Decimal(65)
    (bound,) = quantities.find("达到65家以上")
    assert bound.as_reached() == bound


def test_money_is_exact() -> None:
    (quantity,) = quantities.find("0.1万元")
    assert quantity.min == Decimal(1000)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_found_in_order_without_overlaps_in_real_texts(path: Path) -> None:
    whole = view(path.read_text(encoding="utf-8"))
    for start, end in sentences(whole):
        text = whole.text[start:end]
        at = 0
        for quantity in quantities.find(text):
            assert at <= quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
            assert quantity.min is None or quantity.max is None or quantity.min <= quantity.max
            assert (quantity.min is None) == (quantity.min_inclusive is None)
            assert (quantity.max is None) == (quantity.max_inclusive is None)
            at = quantity.end


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_mixture_of_its_words_is_read_in_order(text: str) -> None:
    at = 0
    for quantity in quantities.find(text):
        assert at <= quantity.start < quantity.end <= len(text)
        assert quantity.min is not None or quantity.max is not None
        at = quantity.end


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    assert growth(lambda text: (quantities.find(text), spans_to_protect.__wrapped__(text)), piece, 5_000) < LINEAR


def test_threads_read_the_same() -> None:
    texts = [normal(row[0]) for row in cases("quantities")]
    alone = [quantities.find(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(quantities.find, texts)) == alone
