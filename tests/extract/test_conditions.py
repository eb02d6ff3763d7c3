"""Conditions, sanctions and steps in wordings of many fields: short texts, and the facts of one kind that are read from them."""

from __future__ import annotations

from typing import Any

import pytest

from hengce.extract.pipeline import read_text

RULES = "杭州市数字农场管理办法\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于本市。\n{}\n第九条 本办法自公布之日起施行。\n"
STATUTE = RULES.replace("管理办法", "促进条例")


def facts(kind: str, text: str, *fields: str) -> list[tuple[Any, ...]]:
    """The facts of a kind as the values of some of their fields."""
    return [tuple(fact.to_json()[field] for field in fields) for fact in read_text("case", text) if fact.kind == kind]


# Text, then subject, group and force of the criteria.
CRITERIA = [
    ("第三条 申报数字农场应当提交下列材料：\n（一）申报书；\n（二）登记证书复印件。", [("数字农场", "procedure", "gate")] * 2),
    ("第三条 协议应当载明下列内容：\n（一）服务期限；\n（二）违约责任。", []),
    ("第三条 符合下列条件之一的，优先认定为数字农场：\n（一）获得省级奖励；\n（二）带动农户增收。", [("数字农场", "basic", "bonus")] * 2),
    (
        "第三条 杭州市农机补贴的对象应当符合下列条件，可享受农机购置补贴：\n（一）在本市登记；\n（二）信用良好。",
        [("农机购置补贴", "basic", "gate")] * 2,
    ),
    ("第三条 申报数字农场应当符合以下条件：\n种植面积集中连片；\n水源有保障。", [("数字农场", "basic", "gate")] * 2),  # no numbers
    ("第三条 本办法所称村集市，是指农户自产自销的场所。\n第四条 村集市选址应当避开水源地。", [("村集市", "basic", "gate")]),
    ("第三条 本办法所称村集市，是指农户自产自销的场所。\n第四条 村集市发生食品安全事故的，应当立即停业。", []),
    ("第三条 申请人的经营场所须位于本市行政区域内。", [("数字农场", "basic", "gate")]),
    ("第三条 不得对外来企业设置下列不合理的条件：\n（一）抽签摇号；\n（二）指定供货商。", []),
    ("第三条 有下列情形之一的，不予救助：\n（一）材料不实；\n（二）已获救助。", [("数字农场", "exclusion", "gate")] * 2),
    (
        "第三条 申报数字农场应当符合下列条件：\n（一）信用良好；\n（二）获得过同类资助的不得重复申报。",
        [("数字农场", "basic", "gate"), ("数字农场", "exclusion", "gate")],
    ),
    # Whoever is told more than once what he ought to do has duties; offices have none of their own, nor has what is said of another.
    (
        "第三条 承租单位应当爱护设施。\n第四条 农业部门及承租单位应当保存台账，承租单位应如实填写。\n"
        "第五条 承租单位提出申请的，乡镇应当及时办理。\n第六条 承租单位使用的农机应当检修。",
        [("承租单位", "basic", "gate")] * 3,
    ),
    ("第三条 对有意申报数字农场、尚未达到要求的单位，市农业局将其列为培育对象。", [("数字农场", "basic", "gate")]),
    ("第三条 对符合要求的项目按以下标准给予补助：\n（一）种植项目补助三万元；\n（二）养殖项目补助五万元。", []),
]


@pytest.mark.parametrize(("text", "expected"), CRITERIA)
def test_criteria_of_lists(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = facts("criterion", RULES.format(text), "subject", "group", "force")
    assert len(found) == len(expected)
    for (subject, group, force), (wanted, *rest) in zip(found, expected, strict=True):
        assert [group, force] == rest
        assert wanted in subject or subject in wanted


def test_kinds_that_share_both_ends_of_their_name_have_each_their_conditions() -> None:
    text = (
        "杭州市种业认定办法\n一、申报条件\n申报种业创新试点、示范单位应符合以下条件：\n1.在本市登记；\n2.信用良好。\n"
        "二、认定\n符合条件的，认定为种业创新试点单位或者种业创新示范单位。\n"
    )
    assert {found for found in facts("criterion", text, "subject", "text") if found[1] == "信用良好"} == {
        ("种业创新试点单位", "信用良好"),
        ("种业创新示范单位", "信用良好"),
    }


def test_classes_of_people_bear_the_conditions_below_their_heading() -> None:
    text = (
        "某县教师安居补贴细则\n一、申报条件\n符合下列条件之一的，可享受教师安居补贴：\n1.第一档教师（甲类）\n(1)特级教师；\n(2)从教满20年的教师。\n"
        "2.第二档教师（乙类）\n(1)高级教师；\n(2)从教满10年的教师。\n二、标准\n甲类教师每月一千元，乙类教师每月六百元。\n"
    )
    assert facts("criterion", text, "subject")[:2] == [("甲类教师",)] * 2
    assert facts("threshold", text, "subject", "grade", "min", "unit") == [("甲类教师", "甲类", 20, "年"), ("乙类教师", "乙类", 10, "年")]


# A statute's duties are no conditions; what must be met to be given a licence is.
def test_the_duties_of_a_statute_are_no_criteria() -> None:
    duties = "第三条 驾驶员从事营运时，应当符合下列要求：\n（一）衣着整洁；\n（二）按线路行驶。"
    licence = "第三条 申请经营许可的，应当符合下列条件：\n（一）有固定场所；\n（二）有管理制度。"
    assert not facts("criterion", STATUTE.format(duties), "text")
    assert len(facts("criterion", STATUTE.format(licence), "text")) == 2


SANCTIONS = [
    # What breach, what follows, for how long.
    ("对出具虚假证明的，取消其申报数字农场的资格。", [("出具虚假证明", "ban", None)]),
    ("提供虚假材料的，撤销经营许可证。", [("提供虚假材料", "revoke", None)]),
    ("申请人未按规定报告的，责令其在15日内整改。", [("未按规定报告", "rectify", None)]),
    ("骗取补贴的，三年内不得申报。", [("骗取补贴", "ban", "P3Y")]),
    (
        "领取补贴的个人转让设备、迁出本市的，或申请注销登记的，不再享受补贴。",
        [("转让设备", "revoke", None), ("迁出本市", "revoke", None), ("申请注销登记", "revoke", None)],
    ),
    ("对考核靠后的农场，予以通报。", [("考核靠后", "notice", None)]),
    ("对不属于本部门职责的，应当移送其他部门。", []),
    ("未取得许可，任何单位不得从事动物诊疗。", []),
    ("检查发现隐患的，应当将有关情况通报公安机关。", []),
    ("被取消农场资格的单位，两年内不予认定。", [("被取消农场资格", "ban", "P2Y")]),
    ("使用假种子的，没收种子，吊销经营许可证。", [("使用假种子", "revoke", None)]),
    ("隐瞒情况申请登记的，处五百元罚款；当事人一年内不得再次申请。", [("隐瞒情况申请登记", "ban", "P1Y")]),
    ("以伪造合同或者其他不正当手段，骗取补贴的，责令改正。", [("以伪造合同或者其他不正当手段，骗取补贴", "rectify", None)]),
    ("违反动物防疫规范，未建立台账的，责令限期改正。", [("未建立台账", "rectify", None)]),
    ("未按照许可证上载明的范围经营的，责令改正。", [("未按照许可证上载明的范围经营", "rectify", None)]),
    ("农户向高山区域引种，或者未按要求隔离的，责令改正。", [("农户向高山区域引种", "rectify", None), ("未按要求隔离", "rectify", None)]),
    ("未履行承诺，管理制度不健全的，纳入失信名单。", [("未履行承诺", "notice", None), ("管理制度不健全", "notice", None)]),
]


@pytest.mark.parametrize(("sentence", "expected"), SANCTIONS)
def test_sanctions(sentence: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert facts("sanction", RULES.format(f"第三条 {sentence}"), "trigger", "consequence", "duration") == expected


LISTED = [
    # The list follows a sentence that only adds what else may follow; an item has penalties of its own.
    (
        "第三条 检验机构有下列行为之一的，责令改正；情节严重的，撤销授权：\n（一）伪造数据的；\n（二）出具虚假报告的，处一万元罚款。",
        [("情节严重", "revoke"), ("伪造数据的", "rectify"), ("出具虚假报告", "rectify")],
    ),
    (
        "第三条 违反本条例的，按下列规定处罚：\n（一）未登记的，责令改正；\n（二）未备案的，处一千元罚款。",
        [("未登记", "rectify")],
    ),
    (
        "第三条 农场有下列行为之一的，录入信用档案：\n（一）拒不整改的；\n（二）弄虚作假的。",
        [("拒不整改的", "notice"), ("弄虚作假的", "notice")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_sanctions_of_lists(text: str, expected: list[tuple[str, str]]) -> None:
    assert facts("sanction", STATUTE.format(text), "trigger", "consequence") == expected


BEARERS = [
    ("单位向金融机构提供虚假材料的，责令改正。", None),
    ("超过用水定额用水的，责令改正。", None),
    ("在公共场所饲养烈性犬的，责令改正。", None),
    ("养殖人未办理登记的，责令改正。", "养殖人"),
    ("发现检测机构出具虚假报告的，责令改正。", "检测机构"),
]


@pytest.mark.parametrize(("sentence", "expected"), BEARERS)
def test_whom_a_statute_punishes(sentence: str, expected: str | None) -> None:
    assert {subject for (subject,) in facts("sanction", STATUTE.format(f"第三条 {sentence}"), "subject")} == {expected}


def test_a_text_that_stands_twice_is_read_once() -> None:
    rules = [f"{number}. 申报单位应当在第{number}块试验田建立完整的种植记录，保存农药、化肥、种子的采购凭证。" for number in range(1, 30)]
    text = "杭州市数字农场管理办法\n一、申报条件\n" + "\n".join(rules) + "\n"
    once, twice = facts("criterion", text, "text", "start"), facts("criterion", text + text, "text", "start")
    assert len(once) == len(rules)
    assert once == twice


def test_officials_are_those_whom_a_breach_of_office_names() -> None:
    text = STATUTE.format("第三条 农业主管部门及其工作人员玩忽职守、徇私舞弊的，由有权机关责令改正。")
    assert facts("sanction", text, "subject", "trigger") == [("农业主管部门", "玩忽职守"), ("农业主管部门", "徇私舞弊")]


THRESHOLDS = [
    ("重点资助40周岁以下、有创业意愿的返乡青年，给予创业辅导。", [("返乡青年", None, 40, "周岁")]),
    ("按照当年销售额（80万元以上）的5%给予奖励。", [("数字农场", 800000, None, "元")]),
    ("单位实际租期不满一年的，按实际租期给予补贴。", []),
    ("支持期限一般不超过2年，分年考核。", []),
    ("引进农业项目的，给予引荐人不少于30万元的奖励。", []),
    ("80周岁以上的高龄老人可按月领取津贴。", [("高龄老人", 80, None, "周岁")]),
    ("两个及以上主体联合申报的，须明确牵头单位。", []),
    ("每年安排不少于5%的用地指标保障农业项目。", []),
    ("违反规定的，处一万元以上五万元以下罚款，并依法给予处分。", []),
    ("给予1—3年的培育期，培育期内给予指导。", []),
    ("取得两年期以上涉农信用贷款的，给予贴息。", []),
    ("单个农场最高不超过50万元，奖励资金分两年拨付。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), THRESHOLDS)
def test_thresholds(sentence: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts("threshold", RULES.format(f"第三条 {sentence}"), "subject", "min", "max", "unit") == expected


def test_numbers_below_a_heading_of_standards_are_conditions() -> None:
    text = (
        "杭州市农机服务站建设标准\n一、农机服务站建设标准\n（一）场地。\n农机服务站场地面积不少于300平方米，应当硬化地面。\n"
        "二、其他\n农机服务站由农机服务站理事会管理，农机服务站应当定期消毒。\n"
    )
    assert facts("threshold", text, "subject", "min", "unit") == [("农机服务站", 300, "平方米")]


def test_steps_named_in_a_phrase() -> None:
    text = RULES.format("第三条 认定数字农场按照“农场自愿申请、县级初审、市级评审、公示发布”的程序进行。")
    assert facts("step", text, "order", "name") == [(1, "农场自愿申请"), (2, "县级初审"), (3, "市级评审"), (4, "公示发布")]
    assert not facts("step", RULES.format("第三条 按照国家、省、市规定的程序办理。"), "name")


def test_chains_side_by_side_are_procedures_of_their_own() -> None:
    text = (
        "杭州市种业试点认定\n三、办理流程\n1．试点单位办理流程如下：\n提出申请→材料审查→公布名单。\n"
        "2．示范单位办理流程如下：\n提出申请→专家评审→公布名单。\n"
    )
    assert facts("step", text, "order", "quote") == [
        (1, "提出申请"),
        (2, "材料审查"),
        (3, "公布名单"),
        (1, "提出申请"),
        (2, "专家评审"),
        (3, "公布名单"),
    ]
