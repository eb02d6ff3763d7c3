"""Targets and sectors, read from sentences of our own in the wordings of many fields."""

from __future__ import annotations

import pytest

from hengce.corpus.structure import outline
from hengce.extract.kinds import sector, target
from hengce.extract.pipeline import prepare

TITLE = "海州市人民政府关于促进经济社会发展的实施意见"


def aims(sentence: str, title: str = TITLE) -> set[tuple[str | None, float | int | None, float | int | None, str | None, str | None]]:
    text = f"{title}\n海政发〔2023〕5号\n一、主要任务\n（一）加快推进。{sentence}\n（二）其他事项。\n"
    facts = list(target.read(prepare(outline("case", text))))
    for fact in facts:
        fact.check(text)
    return {(fact.subject, fact.min, fact.max, fact.by, fact.scope) for fact in facts}


def trades(sentence: str) -> set[str]:
    text = f"{TITLE}\n海政发〔2023〕5号\n一、主要任务\n（一）加快推进。{sentence}\n（二）其他事项。\n"
    facts = list(sector.read(prepare(outline("case", text))))
    for fact in facts:
        fact.check(text)
    return {fact.sector for fact in facts}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # What is measured or ranked together: the second name says it for both.
        ("到2025年，化肥、农药使用量累计分别减少7%、9%。", {("化肥使用量", 7, 7, "2025", None), ("农药使用量", 9, 9, "2025", None)}),
        ("到2025年，国家和省级示范社分别达到40家、90家。", {("示范社", 40, 40, "2025", None), ("示范社", 90, 90, "2025", None)}),
        ("到2025年，建成100亿级农产品加工园区6个。", {("农产品加工园区", 6, 6, "2025", None)}),
        # The least that is to be, though it is only one.
        ("每个乡镇至少建成一所标准化卫生院。", {("标准化卫生院", 1, None, None, "每个乡镇")}),
        ("设立不少于一个服务窗口。", {("服务窗口", 1, None, None, None)}),
        # So many a year; whose a measure is; a level alone; what a semicolon joins.
        ("每年遴选入库企业200家以上。", {("入库企业", 200, None, None, None)}),
        ("到2027年，规模以上工业单位增加值能耗下降9%。", {("单位增加值能耗", 9, 9, "2027", "规模以上工业")}),
        ("到2025年，建成绿色工厂20家，其中省级以上8家、国家级3家。",
         {("绿色工厂", 20, 20, "2025", None), ("绿色工厂", 8, 8, "2025", None), ("绿色工厂", 3, 3, "2025", None)}),
        ("到2026年，绿色工厂达到10家以上；单位工业增加值用水量下降10%。",
         {("绿色工厂", 10, None, "2026", None), ("单位工业增加值用水量", 10, 10, "2026", None)}),
        # The date of the remark that closes an item.
        ("新建公共充电桩3000个。（市发展改革委牵头，2024年底前完成）", {("公共充电桩", 3000, 3000, "2024-12-31", None)}),
        ("完善“一网通办\"平台，各级大厅综合办结率达80%以上。（牵头单位：市政务局，6月底前完成）",
         {("综合办结率", 80, None, "2023-06-30", "各级大厅")}),
        # 分别占比 of a plan is no look back.
        ("到2025年，全市与东盟国家货物贸易、对外投资分别占比达30%、20%。",
         {("货物贸易", 30, 30, "2025", None), ("对外投资", 20, 20, "2025", None)}),
        # A plan's verbs are no closed list; what has to be sent in is no aim.
        ("放映农村公益电影2000场。", {("农村公益电影", 2000, 2000, None, None)}),
        ("开放百个应用场景。", {("应用场景", 100, 100, None, None)}),
        ("实现政务服务事项网上可办率90%以上。", {("政务服务事项网上可办率", 90, None, None, None)}),
        ("打造20个行业模型及工业智能体。", {("行业模型/工业智能体", 20, 20, None, None)}),
        ("申报单位应提交3份材料。", set()),
        ("对17个县区开展抽查。", set()),
        ("每个项目安排2名专家评审。", set()),
        ("为65岁以上老年人建立健康档案。", set()),
    ],
)  # fmt: skip
def test_aims(sentence: str, expected: set[tuple[str | None, float | int | None, float | int | None, str | None, str | None]]) -> None:
    assert aims(sentence) == expected


def test_the_year_of_the_title() -> None:
    assert aims("新增5G基站800座。", "海州市2024年数字政府建设工作要点") == {("5G基站", 800, 800, "2024", None)}


def test_the_topic_of_the_title_is_no_scope() -> None:
    sentence = "到2026年，在智慧养老领域，建成10个体验中心。"
    assert aims(sentence, "海州市智慧养老行动计划") == {("体验中心", 10, 10, "2026", None)}
    assert aims(sentence) == {("体验中心", 10, 10, "2026", "智慧养老领域")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("以茶叶、油茶、中药材为主导，优化布局。", {"茶叶", "油茶", "中药材"}),
        ("以技术创新、人才培养为重点，完善体系。", set()),
        ("做强石油化工和有色金属两大支柱产业。", {"石油化工", "有色金属"}),
        ("围绕先进材料、生命健康两大产业引进项目。", {"先进材料", "生命健康"}),
        ("鼓励化工、建材、钢铁等企业实施节能改造。", {"化工", "建材", "钢铁"}),
        ("鼓励民营、外资等企业参与。", set()),
        ("具备条件的水泥、电力等企业可以签订协议。", set()),
        ("主攻汽车零部件、轴承、农机装备。", {"汽车零部件", "轴承", "农机装备"}),
        ("支持集成电路、智能制造与装备、绿色能源与节能环保等产业发展。", {"集成电路", "智能制造与装备", "绿色能源与节能环保"}),
        ("支持乡村民宿、餐饮和文化体验等产业发展。", {"乡村民宿", "餐饮", "文化体验"}),
        ("培育壮大版权产业。", {"版权"}),
        ("培育壮大富民产业。", set()),
        ("鼓励房山、顺义、昌平等平原新城实施产业用地改革。", set()),
        ("抓好矿山、危险化学品、消防等行业领域安全生产。", set()),
        ("推动智能建造与新型建筑工业化协同发展。", set()),
    ],
)
def test_trades(sentence: str, expected: set[str]) -> None:
    assert trades(sentence) == expected
