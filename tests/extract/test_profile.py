"""What documents say of themselves: title, number, issuer, place, date, period."""

from __future__ import annotations

import pytest

from hengce.corpus.structure import outline
from hengce.extract import docnumbers
from hengce.extract.front import apart
from hengce.extract.kinds import document
from hengce.extract.pipeline import prepare
from hengce.extract.profile import Profile, profile
from hengce.extract.validity import iso_date, later

NOTICE = """江海省工业和信息化厅关于印发《江海省绿色工厂管理办法》的通知
苏工信规〔2023〕12 号
各设区市工业和信息化局：
　　现将《江海省绿色工厂管理办法》印发给你们，请认真贯彻执行。
江苏省工业和信息化厅
2023年3月15日
江苏省绿色工厂管理办法
第一章 总则
第一条 为规范我省绿色工厂管理，制定本办法。
第二条 本办法所称“以上”“以下”均包含本数，“超过”不含本数。
第三条 本办法自发布之日起30日后施行，有效期5年。
"""


def read(text: str) -> Profile:
    return profile(outline("case", text))


def test_a_notice_that_carries_a_measure() -> None:
    own = read(NOTICE)
    assert own.title == "江海省工业和信息化厅关于印发《江海省绿色工厂管理办法》的通知"
    assert own.doc_number == "苏工信规〔2023〕12号"
    assert own.issuer == "江苏省工业和信息化厅"
    assert (own.jurisdiction, own.place_level, own.municipality) == ("320000", "省级", False)
    assert own.place_names[:2] == ("江苏省", "江苏")
    assert (own.date, own.year) == ("2023-03-15", 2023)
    assert (own.valid_from, own.valid_to) == ("2023-04-14", "2028-04-14")
    assert own.inclusive == {"以上": True, "以下": True, "超过": False}


def test_spans_are_evidence() -> None:
    own = read(NOTICE)
    quoted = {name: NOTICE[slice(*span)] for name, span in own.spans.items()}
    assert quoted["doc_number"] == "苏工信规〔2023〕12 号"
    assert quoted["issuer"] == "江苏省工业和信息化厅"
    assert quoted["date"] == "2023年3月15日"
    assert quoted["valid_to"].startswith("有效期")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宁波市绿色制造体系建设实施方案\n（征求意见稿）\n为加快绿色制造，制定本方案。\n一、总体思路\n推进绿色发展。", "draft"),
        ("宁波市绿色工厂管理办法（送审稿）\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于本市。", "draft"),
        ("宁波市绿色工厂管理办法\n第一条 就征求意见稿听取意见后，制定本办法。\n第二条 本办法适用于本市。", "issued"),
    ],
)
def test_status(text: str, expected: str) -> None:
    own = read(text)
    assert own.status == expected
    assert own.title is not None
    assert "稿" not in own.title


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("本意见自2021年1月1日起施行，有效期至2023年12月31日。", ("2021-01-01", "2023-12-31")),
        ("本意见自二〇二一年一月一日起施行，有效期二年。", ("2021-01-01", "2023-01-01")),
        ("本政策实行年限为2016年至2018年。", ("2016", "2018")),
        ("本意见自印发之日起施行。", (None, None)),  # no date of signature: nothing to count from
        ("本意见有效期到2021年12月31日。", (None, "2021-12-31")),
        ("自2021年1月1日起施行，有效期3年。", ("2021-01-01", "2024-01-01")),
        ("失业保险费率按照1%执行，执行期限至2025年12月31日。", (None, None)),  # the period of a measure
        ("认定结果有效期三年。本意见自2021年1月1日起施行。", ("2021-01-01", None)),  # the period of a status
        ("《甲市旧办法》自2015年1月1日起施行。", (None, None)),  # another document
        ("贯彻《绿色制造工程实施指南（2016-2020年）》。", (None, None)),
        ("本意见自2021年2月30日起施行。", (None, None)),  # no date of the calendar
    ],
)
def test_period(said: str, expected: tuple[str | None, str | None]) -> None:
    own = read(f"福州市关于支持绿色发展的若干意见\n为支持绿色发展，制定本意见。\n一、支持改造。给予补助。\n二、附则\n{said}\n")
    assert (own.valid_from, own.valid_to) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("上海市绿色制造体系建设实施方案（2021-2025年）", ("2021", "2025")),
        ("甲市关于印发《绿色制造三年行动计划（2023—2025年）》的通知", ("2023", "2025")),
        ("甲市关于贯彻《绿色制造工程实施指南（2016-2020年）》的意见", (None, None)),
        ("上海市产业绿色发展“十四五”规划", ("2021", "2025")),
    ],
)
def test_period_in_the_title(title: str, expected: tuple[str | None, str | None]) -> None:
    own = read(f"{title}\n为推进绿色发展，制定本文件。\n一、目标\n推进绿色制造。\n二、措施\n加强领导。\n")
    assert (own.valid_from, own.valid_to) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("工信厅节函〔2016〕586号\n各省、自治区、直辖市工业和信息化主管部门：\n现将有关事项通知如下：\n一、思路\n推进绿色制造。", "000000"),
        ("深坪府办规〔2023〕1号\n关于印发专项资金管理办法的通知\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于本区。", "440310"),
        ("加快重点产业实施意见\n一、支持\n柳河县设立资金，对我县企业按《柳河县资金办法》给予奖励。\n二、兑现\n向县政府申报。", "220524"),
        ("重点产业实施意见\n一、支持\n设立资金。\n二、兑现\n给予奖励。", None),  # nothing says which place
        ("鹿城区工业政策\n一、支持\n鹿城区对温州市企业给予奖励。\n二、兑现\n由区政府兑现。", "330302"),
    ],
)
def test_jurisdiction(text: str, code: str | None) -> None:
    assert read(text).jurisdiction == code


def test_the_period_of_a_measure_that_a_notice_carries() -> None:
    own = read(
        "关于印发《江苏省企业培育行动计划》的通知\n各有关单位：\n现印发给你们。\n江苏省工业和信息化厅\n2022年6月1日\n"
        "江苏省企业培育行动计划（2022-2025年）\n一、目标\n培育企业。\n二、措施\n加强领导。\n"
    )
    assert (own.valid_from, own.valid_to) == ("2022", "2025")


def test_a_statute_is_issued_by_the_body_of_its_own_note() -> None:
    own = read(
        "# 山东省清洁生产促进条例\n２００２年６月２９日 第九届全国人民代表大会常务委员会第二十八次会议通过\n"
        "（2010年7月30日山东省第十一届人民代表大会常务委员会第十八次会议通过）\n"
        "第一条 为促进清洁生产，制定本条例。\n第二条 本条例自2010年11月1日起施行。\n"
    )
    assert own.title == "山东省清洁生产促进条例"
    assert own.issuer == "山东省人民代表大会常务委员会"
    assert own.valid_from == "2010-11-01"


def test_a_statute_s_number_is_that_of_the_decree_in_its_note() -> None:
    text = (
        "杭州市科普条例\n2012年5月4日 杭州市第十一届人民代表大会常务委员会第二次会议通过\n"
        "2012年6月8日 杭州市第十一届人民代表大会常务委员会公告第12号公布\n第一章 总则\n第一条 为了发展科普事业，制定本条例。\n"
    )
    assert read(text).doc_number == "杭州市第十一届人民代表大会常务委员会公告第12号"


def test_a_title_and_its_addressees_on_one_line() -> None:
    text = (
        "苏工信规〔2023〕12号\n江苏省工业和信息化厅关于印发《江苏省绿色工厂管理办法》的通知各设区市工业和信息化局，有关单位：\n"
        "现将办法印发给你们，请遵照执行。\n江苏省工业和信息化厅\n2023年3月15日\n江苏省绿色工厂管理办法\n第一条 为规范管理，制定本办法。\n"
    )
    assert read(text).title == "江苏省工业和信息化厅关于印发《江苏省绿色工厂管理办法》的通知"


def test_a_collection_of_cards_has_the_first_one_s_fields() -> None:
    card = (
        "{n}.{name}补助\n{name}补助\n依据文件\n《{name}补助办法》\n发文机构\n北京市{body}局\n"
        "发文字号\n京发〔2022〕{n}号\n时间/频度\n{when}\n"
    )
    text = card.format(n=1, name="种业", body="农业农村", when="2022年3月1日起，有效期3年")
    own = read(text + card.format(n=2, name="展览", body="商务", when="从2021年5月起"))
    assert (own.doc_number, own.issuer) == ("京发〔2022〕1号", "北京市农业农村局")
    assert (own.valid_from, own.valid_to) == ("2022-03-01", "2025-03-01")


def test_a_district_s_government_is_not_that_of_the_place() -> None:
    text = (
        "为推进开发建设，制定本意见。\n一、管理\n市政府下放权限，浦东新区政府给予支持，浦东新区做好配合。\n"
        "二、要求\n按照本市规定执行。上海要建成中心。\n"
    )
    assert read(text).jurisdiction == "310000"


def test_a_policy_card() -> None:
    own = read(
        "1. 甲市示范园区认定办法\n甲市示范园区认定办法\n依据文件\n《北京市示范园区认定办法（试行）》\n发文机构\n北京市发展和改革委员会\n"
        "发文字号\n京发改规〔2023〕7 号\n发布日期\n2023-07-05\n服务内容\n1．给予支持。\n2．优先推荐。\n"
    )
    assert (own.title, own.doc_number, own.issuer, own.date) == (
        "甲市示范园区认定办法", "京发改规〔2023〕7号", "北京市发展和改革委员会", "2023-07-05"
    )  # fmt: skip


def test_several_issuers() -> None:
    own = read(
        "浙江省经济和信息化厅 浙江省财政厅关于印发绿色工厂管理办法的通知\n各市经信局：\n现印发给你们。\n"
        "一、总则\n遵照执行。\n二、附则\n特此通知。"
    )
    assert own.issuer == "浙江省经济和信息化厅、浙江省财政厅"


def test_a_signature_whose_date_lacks_its_last_sign() -> None:
    own = read(
        "关于开展试点示范申报工作的通知\n各县（市、区）工信局：\n我局决定开展申报工作。\n一、条件\n企业自愿。\n二、要求\n加强组织。\n"
        "济南市工业和信息化局\n2022年5月6\n"
    )
    assert (own.issuer, own.date, own.jurisdiction) == ("济南市工业和信息化局", "2022-05-06", "370100")


def test_what_a_web_page_puts_before_the_title() -> None:
    own = read(
        "省政府办公厅：关于印发产业升级行动计划的通知\n各市人民政府：\n现印发给你们。\n一、目标\n提升。\n二、附则\n执行。\n"
        "福建省人民政府办公厅\n2018年5月30日\n"
    )
    assert (own.title, own.issuer) == ("关于印发产业升级行动计划的通知", "福建省人民政府办公厅")


def test_a_card_that_says_only_from_when() -> None:
    own = read(
        "甲市示范园区认定办法\n依据文件\n《甲市园区办法（试行）》\n发文机构\n北京市发展和改革委员会\n发文字号\n京发改规〔2023〕7号\n"
        "发布日期\n2023-07-05\n时间/频度\n从2023年7月起\n"
    )
    assert own.valid_from == "2023-07"


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("工信厅节函［2016］ 586号", "工信厅节函〔2016〕586号"),
        ("（皖政办秘〔2021〕082号）", "皖政办秘〔2021〕82号"),
        ("国务院令第588号", "国务院令第588号"),
    ],
)
def test_normal_number(written: str, normal: str) -> None:
    assert docnumbers.normal_number(written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [("GB/T32611", "GB/T 32611"), ("GB/T 36132-2018", "GB/T 36132-2018"), ("DB11/T1139", "DB11/T 1139"),
     ("ISO14001:2015", "ISO 14001:2015")],
)  # fmt: skip
def test_normal_standard(written: str, normal: str) -> None:
    assert docnumbers.normal_standard(written) == normal


def test_dates() -> None:
    assert iso_date("二〇二一年九月三十日") == "2021-09-30"
    assert iso_date("2023年7月") == "2023-07"
    assert iso_date("2023年13月") is None
    assert later("2020-02-29", 1, "年") == "2021-02-28"
    assert later("2021-09-30", 30, "日") == "2021-10-30"
    assert later("2021", 3, "年") == "2024"
    assert later("2021", 3, "月") is None


def test_the_document_fact() -> None:
    facts = list(document.read(prepare(outline("case", NOTICE))))
    assert len(facts) == 1
    facts[0].check(NOTICE)
    assert facts[0].title == "江海省工业和信息化厅关于印发《江海省绿色工厂管理办法》的通知"
    assert facts[0].quote.startswith("江海省")
    assert list(document.read(prepare(outline("blank", " \n ")))) == []


@pytest.mark.parametrize(
    ("line", "bodies"),
    [
        ("中共清河县委清河县人民政府", ["中共清河县委", "清河县人民政府"]),
        ("滨海市民政局滨海市财政局", ["滨海市民政局", "滨海市财政局"]),
        ("工业和信息化部财政部", ["工业和信息化部", "财政部"]),
        ("上海市发展和改革委员会", ["上海市发展和改革委员会"]),
        ("工业和信息化部办公厅", ["工业和信息化部办公厅"]),
    ],
)
def test_bodies_that_nothing_parts(line: str, bodies: list[str]) -> None:
    assert apart(line) == bodies


def test_a_document_on_one_line() -> None:
    filler = "推进绿色工厂建设，完善服务体系，加强要素保障。" * 40
    own = read(
        "宁波市人民政府关于发展绿色制造的意见甬政发〔2020〕8号各区县（市）人民政府，有关单位：为推进绿色制造，提出如下意见。"
        f"一、总体要求（一）目标。{filler}（二）原则。{filler}宁波市人民政府2020年5月6日（此件公开发布）"
    )
    assert (own.title, own.doc_number) == ("宁波市人民政府关于发展绿色制造的意见", "甬政发〔2020〕8号")
    assert (own.issuer, own.date) == ("宁波市人民政府", "2020-05-06")


def test_a_title_without_the_name_of_the_web_page() -> None:
    own = read("宁波市绿色工厂管理办法-宁波市人民政府门户网站\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于本市。\n")
    assert own.title == "宁波市绿色工厂管理办法"


def test_a_title_torn_behind_the_measure_it_issues() -> None:
    own = profile(outline("case", "江海省水利厅\n关于印发江海省灌区管理办法\n实施细则的通知\n各市水利局：\n现印发给你们。\n"))
    assert own.title == "江海省水利厅关于印发江海省灌区管理办法实施细则的通知"


def test_the_plan_of_one_year() -> None:
    own = profile(outline("case", "江海省水利厅关于印发《江海省2023年灌区考核办法》的通知\n各市水利局：\n现印发给你们。\n"))
    assert (own.valid_from, own.valid_to) == ("2023", "2023")
