"""Tables in plain text."""

from __future__ import annotations

import pytest

from hengce.corpus.structure import outline
from hengce.corpus.tables import grids


def rows(text: str) -> list[list[list[str]]]:
    """The texts of the cells of all tables."""
    return [[[cell.text for cell in row] for row in grid.rows] for grid in grids(text)]


EXPECTED = [["类别", "三星级", "四星级"], ["绿色工厂", "75", "85"], ["绿色园区", "70", ""]]


@pytest.mark.parametrize(
    "text",
    [
        "\t类别\n\t三星级\n\t四星级\n\n\t绿色工厂\n\t75\n\t85\n\n\t绿色园区\n\t70\n\t\n\n",
        "类别\t三星级\t四星级\n绿色工厂\t75\t85\n绿色园区\t70\t\n",
        "类别\t三星级\t四星级\n\n绿色工厂\t75\t85\n\n绿色园区\t70\n",
        "| 类别 | 三星级 | 四星级 |\n|---|---|---|\n| 绿色工厂 | 75 | 85 |\n| 绿色园区 | 70 | |\n",
        "类别｜三星级｜四星级\n绿色工厂｜75｜85\n绿色园区｜70｜\n",
        "\t类别\r\n\t三星级\r\n\t四星级\r\n\r\n\t绿色工厂\r\n\t75\r\n\t85\r\n\r\n\t绿色园区\r\n\t70\r\n\t\r\n",
    ],
    ids=["cells on lines", "tabs", "tabs, blank lines between", "pipes", "wide pipes", "CRLF"],
)
def test_forms(text: str):
    assert rows(text) == [EXPECTED]


def test_columns_between_several_blanks():
    assert rows("序号  企业      得分\n1     甲公司    95\n2     乙公司    88\n") == [
        [["序号", "企业", "得分"], ["1", "甲公司", "95"], ["2", "乙公司", "88"]]
    ]


def test_rows_without_a_sign_between_them_are_counted_out():
    assert rows("\t序号\n\t企业\n\t1\n\t甲公司\n\t2\n\t乙公司\n") == [[["序号", "企业"], ["1", "甲公司"], ["2", "乙公司"]]]


def test_a_cell_may_go_on_over_lines():
    text = "\t序号\n\t目标\n\n\t1\n\t绿色工厂100家，其中：\n集成电路50家；\n生物医药50家。\n\n\t2\n\t绿色园区10家。\n"
    assert rows(text)[0][1] == ["1", "绿色工厂100家，其中：\n集成电路50家；\n生物医药50家。"]


@pytest.mark.parametrize(
    "text",
    [
        "\t为推进绿色制造，制定本方案。\n\n\t一、总体要求\n\n\t坚持绿色发展。\n",
        "一、\t总体要求\n二、\t主要任务\n",
        "第一章  总则\n第二章  认定  附则\n",
        "组　　长：王某\n副组长：李某\n",
        "某某局　　某某厅\n2024年1月1日\n",
        "一行\t只有一行\n",
        "给予补助。  支持创新。  加强领导。\n鼓励上市。  支持并购。  落实政策。\n",
    ],
)
def test_what_is_no_table(text: str):
    assert rows(text) == []


def test_offsets_of_cells():
    text = "前言\n\n类别\t得分\n绿色工厂\t85分\n"
    (grid,) = grids(text)
    for row in grid.rows:
        for cell in row:
            assert text[cell.start : cell.end] == cell.text
    assert text[grid.start : grid.end] == "类别\t得分\n绿色工厂\t85分"


def test_caption_unit_and_remark_belong_to_the_table():
    text = "三、目标\n到2025年如下。\n表2 创建目标\n单位：家\n类别\t数量\n绿色工厂\t100\n注：含十三五。\n四、措施\n加强宣传。\n"
    document = outline("t", text)
    (table,) = document.tables
    assert (table.node.path, table.caption, table.remark) == ("三/表2", "表2 创建目标 单位：家", "注：含十三五。")
    assert [cell.text for cell in table.header] == ["类别", "数量"]
    assert [[cell.text for cell in row] for row in table.rows] == [["绿色工厂", "100"]]
    assert document.path_at(text.index("100")) == "三/表2/行1"
    assert document.path_at(text.index("加强宣传")) == "四"


def test_tables_without_caption_are_counted_in_their_clause():
    text = "一、甲\n如下。\n类别\t数量\n工厂\t1\n其中：\n类别\t数量\n园区\t2\n二、乙\n类别\t数量\n企业\t3\n"
    assert [table.node.path for table in outline("t", text).tables] == ["一/表1", "一/表2", "二/表1"]


def test_text_behind_a_table_is_not_drawn_into_it():
    text = "\t类别\n\t数量\n\n\t工厂\n\t1\n附件2\n评价要求\n一、总则\n"
    document = outline("t", text)
    assert document.path_at(text.index("评价要求")) == "附件2/标题"
