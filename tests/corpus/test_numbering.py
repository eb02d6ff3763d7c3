"""Numbers at the head of a paragraph, and what only looks like one."""

from __future__ import annotations

import pytest

from hengce.corpus.numbering import integer, marker


@pytest.mark.parametrize(
    ("text", "style", "number", "label"),
    [
        ("第一章　总则", "章", 1, "第一章"),
        ("第 十 二 章 附 则", "章", 12, "第十二章"),
        ("第三部分 重点任务", "编", 3, "第三部分"),
        ("第十一条在示范园区内", "条", 11, "第十一条"),
        ("第二十一条与专项资金管理相关的人员", "条", 21, "第二十一条"),
        ("第三十一条之一 不得转让", "条", 31, "第三十一条之一"),
        ("第5条 适用", "条", 5, "第5条"),
        ("一、总体要求", "一、", 1, "一"),
        ("十二 、保障", "一、", 12, "十二"),
        ("一、一般规定", "一、", 1, "一"),
        ("(二) 加大支持", "（一）", 2, "(二)"),
        ("（十一）强化", "（一）", 11, "（十一）"),
        ("㈢资金", "（一）", 3, "㈢"),
        ("1、绿色工厂", "1.", 1, "1"),
        ("12﹒深化", "1.", 12, "12"),
        ("３．引进", "1.", 3, "3"),
        ("⒋审核", "1.", 4, "⒋"),
        ("(10)其他", "（1）", 10, "(10)"),
        ("⑵省级", "（1）", 2, "⑵"),
        ("2）设立", "1)", 2, "2）"),
        ("③硕士", "①", 3, "③"),
        ("4.1 基本要求", "1.1", 1, "4.1"),
        ("4.1.12 管理", "1.1.1", 12, "4.1.12"),
        ("b.省级", "a.", 2, "b"),
        ("（三）项目核查。", "（一）", 3, "（三）"),
        ("## 第二章  推行", "章", 2, "第二章"),
        ("**二、目标**", "一、", 2, "二"),
        ("- （一）目标", "（一）", 1, "（一）"),
    ],
)
def test_numbers(text: str, style: str, number: int, label: str):
    found = marker(text, 0, len(text))
    assert found is not None
    assert (found.style, found.number, found.label) == (style, number, label)


@pytest.mark.parametrize(
    "text",
    [
        "第八条规定的情形除外",
        "第三条第二款所称",
        "第三条和第四条同时适用",
        "第一章、第二章适用于企业，第三章适用于园区。",
        "（一）至（三）项应同时满足",
        "（二）项所列情形",
        "一、二、三产业融合发展",
        "三、四线城市参照执行",
        "1.5倍以上",
        "1.5 亿元以上的项目",
        "10.5%的企业",
        "2018、2019年",
        "2021年开始执行",
        "50、100万元",
        "附件1",
        "绿色工厂",
        "- 附件：1.评价要求",
    ],
)
def test_what_only_looks_like_a_number(text: str):
    assert marker(text, 0, len(text)) is None


def test_a_number_ends_behind_its_blanks():
    text = "前言第一条　　为了规范"
    found = marker(text, 2, len(text))
    assert found is not None
    assert text[found.start : found.end] == "第一条　　"
    assert text[found.end :] == "为了规范"


def test_two_series_of_one_style_differ_in_shape():
    shapes = {found.shape for text in ("1. 甲", "1．甲", "1、甲") if (found := marker(text, 0, len(text)))}
    assert len(shapes) == 3


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十", 10), ("二十", 20), ("一百零五", 105), ("两千三百", 2300), ("二〇一八", 2018), ("四十七", 47), ("１２", 12), ("0", 0)],
)
def test_integers(numeral: str, value: int):
    assert integer(numeral) == value


@pytest.mark.parametrize("numeral", ["第", "一点五", "", "-1"])
def test_no_integers(numeral: str):
    with pytest.raises(ValueError):  # noqa: PT011  # whatever the message: the caller catches it by its type
        integer(numeral)
