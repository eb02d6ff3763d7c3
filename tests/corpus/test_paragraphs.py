"""Lines into paragraphs: what a page has torn apart belongs together again."""

from __future__ import annotations

import pytest

from hengce.corpus.paragraphs import lines, page_width, paragraphs


def joined(text: str) -> list[str]:
    """The paragraphs without the breaks inside them."""
    return ["".join(text[each.start : each.end].split()) for each in paragraphs(text, lines(text))]


PAGE = """第一条【目的与依据】
为抢抓区域发展重大历史机遇，充分发挥专项资金导向和激励
作用，全面推进制造业绿色发展，根据《某市市级财政专项资金
管理办法》（某府规〔2018〕12 号）等有关规定，结合本区实
际，制定本办法。
第二条【部门职责】
区工业和信息化局是专项资金的主管部门，负责专项资金的日常
管理工作，区财政局配合区工业和信息化局核实相关税务数据真实性
情况。
第三章
管理与监督
第三条【绩效自评】
（一）评价内容。对政策制定的科学性进行评价，包括与主导产业匹
配度、产业链补链强链、企业梯队、投入与产出效益等内容；
对政策执行的合规性进行评价，包括资金发放的准确性、工作人
- 3 -
员的廉政性等内容。
（二）评价周期。绩效自评分为年度评价和三年阶段性评价，每年
组织一次。
第四章
附
则
第四条【政策时效】
本办法自2023 年7 月3 日起施行，有效期至2025 年12 月
31 日。
"""


def test_a_printed_page_is_recognised_by_its_torn_lines():
    width = page_width(PAGE, lines(PAGE))
    assert width is not None
    assert 26 <= width <= 31


def test_lines_of_a_printed_page_become_paragraphs():
    assert joined(PAGE) == [
        "第一条【目的与依据】",
        "为抢抓区域发展重大历史机遇，充分发挥专项资金导向和激励作用，全面推进制造业绿色发展，根据《某市市级财政专项资金管理办法》（某府规〔2018〕12号）等有关规定，结合本区实际，制定本办法。",
        "第二条【部门职责】",
        "区工业和信息化局是专项资金的主管部门，负责专项资金的日常管理工作，区财政局配合区工业和信息化局核实相关税务数据真实性情况。",
        "第三章管理与监督",
        "第三条【绩效自评】",
        "（一）评价内容。对政策制定的科学性进行评价，包括与主导产业匹配度、产业链补链强链、企业梯队、投入与产出效益等内容；"
        "对政策执行的合规性进行评价，包括资金发放的准确性、工作人-3-员的廉政性等内容。",
        "（二）评价周期。绩效自评分为年度评价和三年阶段性评价，每年组织一次。",
        "第四章附则",
        "第四条【政策时效】",
        "本办法自2023年7月3日起施行，有效期至2025年12月31日。",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A page break in the middle of a sentence, in a text of one line a paragraph.
        ("取得积极成效。一是工业资\n\n源利用水平提升。\n二、目标", ["取得积极成效。一是工业资源利用水平提升。", "二、目标"]),
        ("（二）加大支持。将绿色制造纳入省级专项\n\n资金支持范围。", ["（二）加大支持。将绿色制造纳入省级专项资金支持范围。"]),
        ("围绕能源、资源、\n环境等领域开展。", ["围绕能源、资源、环境等领域开展。"]),
        # An open bracket holds its lines together, a heading does not swallow the next line.
        ("关于印发《某市资金\n管理办法》的通知\n各单位：", ["关于印发《某市资金管理办法》的通知", "各单位："]),
        ("一、总体要求\n坚持绿色发展。", ["一、总体要求", "坚持绿色发展。"]),
        ("（一）绿色工厂\n按照用地集约化原则。", ["（一）绿色工厂", "按照用地集约化原则。"]),
        # Complete paragraphs without a stop at their end.
        (
            "给予补助。支持企业上云。（责任单位：省财政厅）\n鼓励企业上市。",
            ["给予补助。支持企业上云。（责任单位：省财政厅）", "鼓励企业上市。"],
        ),
        ("责任单位：省经信委；各市人民政府、管委会\n各单位要落实。", ["责任单位：省经信委；各市人民政府、管委会", "各单位要落实。"]),
        ("按规定执行。省财政厅负责\n　　各市要加强领导。", ["按规定执行。省财政厅负责", "各市要加强领导。"]),
        # A number that was announced begins no paragraph.
        ("有关要求。按照第\n一、二款执行。", ["有关要求。按照第一、二款执行。"]),
        ("第一章\n总\n则\n第一条 为了规范。", ["第一章总则", "第一条为了规范。"]),
    ],
)
def test_what_belongs_together(text: str, expected: list[str]):
    assert joined(text) == expected


def test_page_numbers_between_complete_paragraphs_stand_alone():
    assert joined("一、甲。\n- 2 -\n二、乙。\n3\n") == ["一、甲。", "-2-", "二、乙。", "3"]


def test_a_text_on_one_line_is_divided_at_its_indentations():
    text = "各市：　　" + "为推进绿色制造，制定本计划。" * 20 + "　　一、目标　　建成绿色工厂。"
    assert [part[:6] for part in joined(text)] == ["各市：", "为推进绿色制", "一、目标", "建成绿色工厂"]


def test_a_text_without_any_break_is_divided_at_its_numbers():
    body = "坚持绿色发展，推动转型升级。" * 30
    text = f"一、总体要求（一）指导思想。{body}（二）目标。{body}二、任务（一）创建工厂。{body}"
    assert [part[:7] for part in joined(text)] == ["一、总体要求", "（一）指导思想", "（二）目标。坚", "二、任务", "（一）创建工厂"]


def test_blanks_inside_short_lines_divide_nothing():
    assert joined("组　　长：王某\n附  则\n") == ["组长：王某", "附则"]


def test_a_table_ends_a_paragraph():
    text = "支持企业发展。给予补助并\n开展工作。"
    assert len(paragraphs(text, lines(text), [text.index("\n")])) == 2
