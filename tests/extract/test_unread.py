"""What was seen but not understood: listed where it may matter, left out where it only places or counts."""

from __future__ import annotations

import pytest

from hengce.corpus.structure import outline
from hengce.extract.facts import Fact
from hengce.extract.pipeline import facts_of, prepare
from hengce.extract.unread import Unread, find, unread

TITLE = "厦门市绿色工厂管理办法\n\n"


def rows(body: str, facts: list[Fact] | None = None) -> list[Unread]:
    """What is unread in a text of which nothing has been read (unless ``facts`` says otherwise)."""
    reading = prepare(outline("notice", TITLE + body))
    return find(reading, facts or [])


def mentions(body: str) -> list[str]:
    return [row.mention for row in rows(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、条件\n绿色工厂得分达到85分及以上。\n", ["达到85分及以上"]),
        ("一、支持\n对绿色工厂给予30万元奖励，补贴期限不超过3年。\n", ["30万元", "不超过3年"]),
        ("一、支持\n企业每年11月底前报送材料。\n", ["每年11月底前"]),
        ("一、支持\n2019年4月30日后认定的企业，每家奖励5万元。\n", ["2019年4月30日后", "5万元"]),
        ("一、目标\n每年新增200家企业。\n", ["200家"]),
        ("一、管理\n企业每年报送总结。\n", ["每年"]),
        ("一、管理\n第三方机构弄虚作假的，处以罚款。逾期不改正的，处五万元以上五十万元以下的罚款。\n", ["五万元以上五十万元以下"]),
    ],
)
def test_what_is_listed(body: str, expected: list[str]) -> None:
    assert mentions(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "一、依据\n企业按照《绿色工厂评价通则》（GB/T 36132-2018）、工信厅节函〔2016〕586号执行。\n",
        "一、工作背景\n2015年全市企业工业增加值2.8万亿元，占39.9%。\n",
        "一、目标\n到2025年，企业绿色制造体系初步建立。\n",
        "一、条件\n企业近三年无违法行为，连续性良好，上年度未亏损。\n",
        "一、任务\n企业形成一套机制，分三个重点方向。\n",
        "一、任务\n绿色工厂评价指标包含一级指标（7大类）及二级指标（26个）。\n",
        "一、任务\n设立100亿元规模的企业发展基金。\n",
        "一、任务\n推进某公司年产120万吨项目建设。\n",
        "一、任务\n每年支持一批企业，编制年度报告。\n",
        "一、任务\n用三年时间，对企业诊断。\n",
        "一、附则\n本办法自2024年1月1日起施行，企业适用，有效期5年。\n",
        "一、任务\n天气很好，气温30度，下雨3次以上。\n",
    ],
)
def test_what_is_left_out(body: str) -> None:
    assert mentions(body) == []


def test_what_a_fact_claims_is_left_out_but_not_what_an_agency_claims() -> None:
    body = "一、条件\n绿色工厂得分达到85分及以上的，由市工信局认定为市级绿色工厂。\n"
    reading = prepare(outline("notice", TITLE + body))
    facts = facts_of(reading)
    assert any(fact.kind == "threshold" for fact in facts)
    assert find(reading, facts) == []
    start = reading.document.text.index("绿色工厂得分")
    quote = reading.document.text[start : start + 12]
    agency = Fact.from_json({"doc": "notice", "kind": "agency", "quote": quote, "start": start, "end": start + 12, "path": "一",
                             "name": "市工信局", "canonical": "厦门市工业和信息化局", "role": "recognise"})  # fmt: skip
    assert [row.mention for row in find(reading, [agency])] == ["达到85分及以上"]


def test_a_row_says_where_what_and_why() -> None:
    text = TITLE + "一、奖励政策\n对绿色工厂给予奖励，期限不超过 3年。\n"
    (row,) = find(prepare(outline("notice", text)), [])
    assert text[row.start : row.end] == row.mention == "不超过 3年"
    assert (row.doc, row.path, row.nature, row.type, row.passage) == ("notice", "一", "length", "绿色工厂", "support")
    assert row.sentence == "对绿色工厂给予奖励，期限不超过3年。"
    assert "支持的时长" in row.why()
    assert "support" in row.why("en")
    assert row.to_json()["why"] == row.why()


def test_the_nearest_type_is_the_one_named() -> None:
    (first, second) = rows("一、条件\n绿色工厂人员不少于10人，绿色园区企业不少于20家。\n")
    assert (first.type, second.type) == ("绿色工厂", "绿色园区")


def test_rows_come_in_the_order_of_the_text(corpus_texts: dict[str, str]) -> None:
    text = corpus_texts["fujian-2018"]
    found = unread(outline("fujian-2018", text))
    assert [(row.start, row.end) for row in found] == sorted({(row.start, row.end) for row in found})
    assert len(found) < 10  # the rules read this text: what is left is worth a look, not a second text
    for row in found:
        assert text[row.start : row.end] == row.mention
