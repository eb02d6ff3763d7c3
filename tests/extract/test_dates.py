"""Dates, recurrences and periods: the case table, years left out, spans, and what hostile text costs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengce.corpus.clean import sentences, view
from hengce.extract import dates
from hengce.extract.durations import iso_duration

from ..growth import LINEAR, growth
from .tables import HOSTILE, cases, normal, write_date

TEXTS = sorted((Path(__file__).parents[2] / "corpus" / "texts").glob("*.txt"))
_WORDS = "每年 次年 2020 年 12 月 31 日 底 前 到 自 起 之日 五 个 工作日 内 有效期 至 - “ 十四五 ” 期间 ， 。"
_PIECES = st.sampled_from(_WORDS.split())


@pytest.mark.parametrize("row", cases("dates"), ids=lambda row: row[0])
def test_case(row: list[str]) -> None:
    assert [write_date(mention) for mention in dates.find(normal(row[0]), 2018)] == row[1:]


def test_a_year_left_out_stays_out_without_a_year_to_take() -> None:
    (mention,) = dates.find("6月底前")
    assert (mention.kind, mention.value, mention.first) == ("date", "--06-30", None)


def test_a_year_holds_to_the_end_of_its_sentence_only() -> None:
    values = [mention.value for mention in dates.find("2019年6月底前申报，9月底前评审。12月底前公布", 2018)]
    assert values == ["2019-06-30", "2019-09-30", "2018-12-31"]


def test_next_year_follows_a_named_year() -> None:
    values = [mention.value for mention in dates.find("2019年12月底前申报，次年3月底前公布", 2018)]
    assert values == ["2019-12-31", "2020-03-31"]


def test_spans_hold_the_words_that_bound_them() -> None:
    text = "本办法自2024年8月1日起施行，有效期至2028年12月31日，省经信委于每年11月底前公布"
    assert [text[m.start : m.end] for m in dates.find(text)] == ["自2024年8月1日起", "有效期至2028年12月31日", "每年11月底前"]


def test_first_and_last_day() -> None:
    (mention,) = dates.find("“十四五”期间")
    assert (mention.first, mention.last) == ("2021-01-01", "2025-12-31")
    (mention,) = dates.find("到2020年底")
    assert (mention.value, mention.last) == ("2020", "2020-12-31")
    (mention,) = dates.find("2024年2月")
    assert (mention.first, mention.last) == ("2024-02-01", "2024-02-29")


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_of_the_calendar(day: date) -> None:
    (mention,) = dates.find(f"{day.year}年{day.month}月{day.day}日")
    assert mention.value == day.isoformat()


@pytest.mark.parametrize(
    ("value", "unit", "iso"),
    [
        ("5", "年", "P5Y"), ("1.5", "年", "P1Y6M"), ("0.5", "年", "P6M"), ("2", "季度", "P6M"), ("1.5", "月", "P1M15D"), ("3", "周", "P3W"),
        ("30", "工作日", "P30D"), ("0.5", "天", "PT12H"), ("24", "小时", "PT24H"), ("1.5", "小时", "PT1H30M"), ("10", "分钟", "PT10M"),
        ("5", "家", None), ("0", "年", None), ("1", None, None), ("0.333", "年", None),
    ],
)  # fmt: skip
def test_durations_in_iso_8601(value: str, unit: str | None, iso: str | None) -> None:
    assert iso_duration(Decimal(value), unit) == iso


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_found_in_order_without_overlaps_in_real_texts(path: Path) -> None:
    whole = view(path.read_text(encoding="utf-8"))
    for start, end in sentences(whole):
        at = 0
        for mention in dates.find(whole.text[start:end], 2020):
            assert at <= mention.start < mention.end <= end - start
            at = mention.end


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_mixture_of_its_words_is_read_in_order(text: str) -> None:
    at = 0
    for mention in dates.find(text, 2020):
        assert at <= mention.start < mention.end <= len(text)
        assert mention.value is not None or mention.after is not None
        at = mention.end


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    assert growth(lambda text: dates.find(text, 2020), piece, 5_000) < LINEAR
