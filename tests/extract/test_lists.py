"""Lists of conditions: what they list, how their items belong together, how much they weigh; and the tree of them in the graph."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from hengce.corpus.structure import outline
from hengce.extract.facts import Criterion, Threshold
from hengce.extract.graph import to_quads
from hengce.extract.lists import list_of, logic_of
from hengce.extract.pipeline import read_text
from hengce.ontology.identifiers import Identifiers

IDS = Identifiers()

# Lead-in or heading above two items; what they are: kind, logic, force. None where they are no conditions.
LISTS = [
    ("第三条 申请企业应当同时符合下列条件：", ("condition", "all", "gate")),
    ("第三条 具备以下条件之一的农民合作社，可以申报示范社：", ("condition", "any", "gate")),
    ("第三条 申报单位至少满足下列两项条件：", ("condition", "2", "gate")),
    ("第三条 有下列情形之一的，不得申报：", ("exclusion", "unless", "gate")),
    ("第三条 符合下列条件之一的，优先予以认定：", ("condition", "any", "bonus")),
    ("第三条 同等条件下，满足以下要求之一的加分：", ("condition", "any", "bonus")),
    ("第三条 具备下列条件的，可酌情放宽：", ("condition", "all", "discretionary")),
    ("第三条 申报时应提交以下材料：", ("material", "all", "gate")),
    ("第三条 出现下列情形之一的，撤销其称号：", ("sanction", "any", "gate")),
    ("第三条【申请材料】", ("material", "all", "gate")),
    ("第三条【申报条件】", ("condition", "all", "gate")),
    ("第三条 对符合要求的合作社，按以下标准给予补助：", None),
    ("第三条 各县主管部门承担以下职责：", None),
]


@pytest.mark.parametrize(("lead", "expected"), LISTS)
def test_what_a_list_of_conditions_is(lead: str, expected: tuple[str, str, str] | None) -> None:
    text = f"某省示范社管理办法\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于本省。\n{lead}\n（一）经营场所符合规划；\n（二）账目清楚，连续经营。\n第四条 本办法自公布之日起施行。\n"  # noqa: E501
    document = outline("sample", text)
    item = next(node for node in document.root.walk() if node.type == "item")
    found = list_of(document, item)
    assert (found and (found.kind, logic_of(document, item, found), found.force)) == expected


def test_things_are_alternatives_where_no_word_says_so() -> None:
    text = (
        "某市人才奖励细则\n一、申报条件\n1.国家级学会的会员单位专家；\n2.市级以上劳动模范和技术带头人；\n"
        "3.重点企业的高级管理人员。\n二、附则\n本细则由市人才办解释。\n"
    )
    document = outline("sample", text)
    item = next(node for node in document.root.walk() if node.path == "一/1")
    found = list_of(document, item)
    assert found is not None
    assert logic_of(document, item, found) == "any"


NESTED = """某省数字农场认定办法
第一条 为规范数字农场认定，制定本办法。
第二条 数字农场应当满足下列条件之一：
（一）以种植为主的，同时具备：
1.连片面积500亩以上；
2.灌溉全部自动控制；
（二）以养殖为主的，同时具备：
1.环境数据实时上传；
2.饲喂设备联网。
第三条 本办法由省农业农村厅解释。
"""


def ask(graph: ox.Store, pattern: str) -> list[Any]:
    """The solutions of a pattern, in the order of the text."""
    found: Any = graph.query(f"PREFIX h: <{IDS.vocabulary}> SELECT * WHERE {{ {pattern} }} ORDER BY ?at", use_default_graph_as_union=True)
    return list(found)


def tree(graph: ox.Store, address: str) -> str:
    """The conditions below a clause, put together from the graph alone."""
    lists = ask(graph, f'?c a h:Clause ; h:path ?path ; h:groupLogic ?logic ; h:parent "{address}" ; h:start ?at')
    facts = ask(graph, f'?f a h:Criterion ; h:text ?text ; h:parent "{address}" ; h:start ?at')
    inner = [f"{row['logic'].value}({tree(graph, row['path'].value)})" for row in lists]
    return ", ".join(inner + [row["text"].value for row in facts])


def test_a_nested_list_comes_out_of_the_graph_as_any_of_all() -> None:
    graph = ox.Store()
    graph.extend(to_quads(outline("nested", NESTED), read_text("nested", NESTED), IDS))
    top = ask(graph, "?c a h:Clause ; h:path ?path ; h:groupLogic ?logic ; h:start ?at FILTER NOT EXISTS { ?c h:parent ?any }")
    assert [(row["path"].value, row["logic"].value) for row in top] == [("第二条", "any")]
    assert tree(graph, "第二条") == "all(连片面积500亩以上, 灌溉全部自动控制), all(环境数据实时上传, 饲喂设备联网)"


def test_every_criterion_and_listed_threshold_says_its_list_and_force() -> None:
    facts = read_text("nested", NESTED)
    conditions = [fact for fact in facts if isinstance(fact, Criterion | Threshold)]
    assert {fact.parent for fact in conditions} == {"第二条/（一）", "第二条/（二）"}
    assert {fact.group_logic for fact in conditions} == {"all"}
    assert {fact.force for fact in conditions} == {"gate"}
