"""Steps of a procedure, and definitions."""

from __future__ import annotations

import pytest

from hengce.corpus.structure import outline
from hengce.extract.kinds import definition, step
from hengce.extract.pipeline import prepare


def steps(text: str) -> list[step.Step]:
    facts = list(step.read(prepare(outline("case", text))))
    for fact in facts:
        fact.check(text)
    return facts


HEADED = """江苏省绿色制造实施方案
为推进绿色制造，制定本方案。
一、目标
（一）建成体系。
（二）形成机制。
二、实施步骤
（一）编制创建计划。各市制定本地区绿色制造体系建设推进实施方案。
（二）完成评价上报
企业、园区委托第三方评价机构开展评价，向省经信委提交报告。
（三）确定示范名单。省经信委组织专家评审。
三、保障措施
（一）加强领导。省经信委负责协调。
（二）加强宣传。开展培训。
"""


def test_items_below_a_heading() -> None:
    facts = steps(HEADED)
    assert [(f.order, f.name) for f in facts] == [(1, "编制创建计划"), (2, "完成评价上报"), (3, "确定示范名单")]
    assert facts[0].actor == "各市"
    assert facts[0].action == "制定本地区绿色制造体系建设推进实施方案"
    assert facts[1].quote.startswith("（二）完成评价上报\n企业、园区")
    assert facts[1].alignment == "healed"
    assert facts[2].path == "二/（三）"


def test_items_below_a_lead_in() -> None:
    facts = steps(
        "甲市补助办法\n第一条 为支持研发，制定本办法。\n第二条 项目的资助流程如下：\n（一）指南发布。主管部门发布指南。\n"
        "（二）开放受理。符合条件的单位填报申请信息。\n第三条 须同时符合以下条件：\n（一）依法注册；\n（二）诚信良好。\n"
    )
    assert [(f.order, f.name) for f in facts] == [(1, "指南发布"), (2, "开放受理")]


@pytest.mark.parametrize(
    "listed",
    [
        # A phrase like a heading, and a list that is a procedure by what its items are headed with.
        "第三条 认定园区的程序。\n（一）摸底。各市调查。\n（二）考察。省厅考察。\n（三）批复。省政府批复。\n",
        "第三条 园区管理。\n（一）申报。企业提交材料。\n（二）评审。省厅组织专家评审。\n（三）公示公布。省厅公示名单。\n",
        "第三条 认定依照下列程序：\n（一）提出申请；\n（二）组织考察；\n（三）发文批复。\n",
    ],
)
def test_procedures_of_a_rule(listed: str) -> None:
    opening = "甲省园区认定办法\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于全省。\n"
    facts = steps(f"{opening}{listed}第四条 本办法自发布之日起施行。\n")
    assert [f.order for f in facts] == [1, 2, 3]


@pytest.mark.parametrize(
    "heading",
    [
        "行动步骤\n（一）网络强基行动。建设网络。\n（二）平台赋能行动。建设平台。",
        "申报事项\n（一）申报条件。依法注册。\n（二）申报材料。营业执照。\n（三）申报时间。全年受理。",
        "优化审批流程\n（一）压缩时限。提高效率。\n（二）减少材料。一次告知。",
    ],
)
def test_no_steps(heading: str) -> None:
    assert steps(f"甲省行动计划\n为推进发展，制定本计划。\n一、目标\n建成体系。\n二、{heading}\n") == []


def test_definitions() -> None:
    text = (
        "甲市办法\n第一条 为规范管理，制定本办法。\n第二条 本办法所称绿色工厂，是指实现了用地集约化的工厂。\n"
        "前款所称研发费用是指实际发生的费用。\n第三条 本办法所称“以上”均包括本数。\n第四条 评价指标按标准执行。\n"
    )
    found = {fact.subject: fact.text for fact in definition.read(prepare(outline("case", text)))}
    assert found == {"绿色工厂": "实现了用地集约化的工厂", "研发费用": "实际发生的费用"}
