"""Bodies named in a text, and their full names."""

from __future__ import annotations

import pytest

from hengce.corpus.structure import outline
from hengce.extract.agencies import AgencyFinder
from hengce.extract.bodies import Span, longest
from hengce.extract.profile import profile

FUJIAN = "福建省绿色制造实施方案"
JIANGSU = "江苏省绿色制造实施方案"
SHANGHAI = "上海市绿色制造实施方案"
NINGBO = "宁波市绿色制造实施方案"
SHENZHEN = "深圳市绿色制造管理办法"
PINGSHAN = "深圳市坪山区专项资金管理办法"


def finder(title: str, body: str = "") -> AgencyFinder:
    text = f"{title}\n为推进绿色制造，制定本文件。\n一、内容\n推进绿色制造。\n二、措施\n加强领导。\n{body}\n"
    document = outline("case", text)
    return AgencyFinder(profile(document), document)


def named(title: str, sentence: str) -> dict[str, str]:
    return {m.name: m.canonical for m in finder(title, sentence).find(sentence) if m.group != "applicant"}


@pytest.mark.parametrize(
    ("title", "sentence", "expected"),
    [
        (FUJIAN, "省经信委组织评审。", {"省经信委": "福建省经济和信息化委员会"}),
        (FUJIAN, "各设区市经信部门初审。", {"各设区市经信部门": "设区市经济和信息化部门"}),
        (FUJIAN, "由各地市列支。", {"各地市": "设区市"}),
        (FUJIAN, "各地财政部门安排资金。", {"各地财政部门": "财政部门"}),
        (JIANGSU, "各市经信委加强指导。", {"各市经信委": "设区市经济和信息化委员会"}),
        (JIANGSU, "各市制定方案。", {"各市": "设区市"}),
        (SHANGHAI, "市经济信息化委总体负责。", {"市经济信息化委": "上海市经济和信息化委员会"}),
        (SHANGHAI, "各区、工业集团进行审核。", {"各区": "区", "工业集团": "工业集团"}),
        (NINGBO, "各区县（市）（管委会）经信局、经发局加强协调。",
         {"各区县（市）（管委会）经信局": "区县（市）（管委会）经济和信息化局", "经发局": "区县（市）（管委会）经济发展局"}),
        (SHENZHEN, "配合市科技行政主管部门、财政部门开展评价。",
         {"市科技行政主管部门": "深圳市科技行政主管部门", "财政部门": "深圳市财政部门"}),
        (PINGSHAN, "由区财政局和市公安局坪山分局核查。",
         {"区财政局": "深圳市坪山区财政局", "市公安局坪山分局": "深圳市公安局坪山分局"}),
        ("山东省清洁生产促进条例", "省生态环境行政主管部门和省标准化主管部门负责。",
         {"省生态环境行政主管部门": "山东省生态环境主管部门", "省标准化主管部门": "山东省标准化主管部门"}),
        ("河南省降本增效措施", "（省工业和信息化厅、发展改革委、行政审批政务信息管理局按职责分工负责）",
         {"省工业和信息化厅": "河南省工业和信息化厅", "发展改革委": "河南省发展和改革委员会",
          "行政审批政务信息管理局": "河南省行政审批和政务信息管理局"}),
        ("河南省降本增效措施", "省政府国资委负责。", {"省政府国资委": "河南省人民政府国有资产监督管理委员会"}),
        (FUJIAN, "委托工信部备案的第三方评价机构开展评价。", {"工信部备案的第三方评价机构": "第三方评价机构"}),
        (FUJIAN, "由省级工业节能与绿色发展评价中心评价。",
         {"省级工业节能与绿色发展评价中心": "福建省工业节能与绿色发展评价中心"}),
        (FUJIAN, "县级以上人民政府农业农村部门应当组织推广。",
         {"县级以上人民政府农业农村部门": "县级以上人民政府农业农村部门"}),
        (FUJIAN, "国务院循环经济发展综合管理部门负责监督。",
         {"国务院循环经济发展综合管理部门": "国务院循环经济发展综合管理部门"}),
        # Departments that share their last word; a list without a place is the issuing place's.
        (FUJIAN, "发改、财政等有关部门要加强监督。", {"发改部门": "福建省发展和改革部门", "财政部门": "福建省财政部门"}),
        (SHENZHEN, "各区经信、生态环境主管部门进行初审。",
         {"经信主管部门": "区经济和信息化主管部门", "生态环境主管部门": "区生态环境主管部门"}),
        (SHENZHEN, "财政、审计和业务主管部门进行监督。",
         {"财政部门": "深圳市财政部门", "审计部门": "深圳市审计部门", "业务主管部门": "深圳市业务主管部门"}),
        (FUJIAN, "县级以上人民政府及其有关部门应当支持。", {"县级以上人民政府": "县级以上人民政府", "有关部门": "有关部门"}),
        (FUJIAN, "由市级以上工业和信息化主管部门认定。",
         {"市级以上工业和信息化主管部门": "市级以上工业和信息化主管部门"}),
        (FUJIAN, "各市、县和各乡镇、街道要落实责任。", {"各市、县": "市、县", "各乡镇": "乡镇", "街道": "街道"}),
        # Offices of the party, bodies of the people, and bodies that no list knows beside known ones.
        (SHANGHAI, "由市委宣传部、市政府外办、市残联负责。",
         {"市委宣传部": "中共上海市委宣传部", "市政府外办": "上海市人民政府外事办公室", "市残联": "上海市残疾人联合会"}),
        (FUJIAN, "省商务厅、海峡博览有限公司要组织参展。", {"省商务厅": "福建省商务厅", "海峡博览有限公司": "海峡博览有限公司"}),
        (FUJIAN, "省国资委、滨海新城管委会加强协调。",
         {"省国资委": "福建省人民政府国有资产监督管理委员会", "滨海新城管委会": "滨海新城管理委员会"}),
        (FUJIAN, "经城市照明行政主管部门验收。", {"城市照明行政主管部门": "城市照明行政主管部门"}),
        (FUJIAN, "省人民政府统计部门和发展改革部门公布情况。",
         {"省人民政府统计部门": "福建省人民政府统计部门", "发展改革部门": "福建省人民政府发展改革部门"}),
        (FUJIAN, "县级以上人民政府审计部门是行政主管部门。",
         {"县级以上人民政府审计部门": "县级以上人民政府审计部门", "行政主管部门": "行政主管部门"}),
        # Groups: of party and government, of several things, with a place's own name.
        (PINGSHAN, "由区委、区政府产业发展领导小组审定。",
         {"区委、区政府产业发展领导小组": "深圳市坪山区委、深圳市坪山区人民政府产业发展领导小组"}),
        (SHENZHEN, "组建瞪羚企业、领军企业评价委员会。", {"瞪羚企业、领军企业评价委员会": "瞪羚企业、领军企业评价委员会"}),
        # Branches of national bodies.
        (FUJIAN, "由福建证监局、人行福州中心支行负责。",
         {"福建证监局": "中国证券监督管理委员会福建监管局", "人行福州中心支行": "中国人民银行福州中心支行"}),
        ("河南省降本增效措施", "（省水利厅、电力公司负责）", {"省水利厅": "河南省水利厅", "电力公司": "河南省电力公司"}),
        # Places named together share what follows; those that stand for no place of their own stay together.
        (SHENZHEN, "各镇（街道）落实责任。", {"各镇（街道）": "镇（街道）"}),
        (SHENZHEN, "由市委宣传部、财政局、文广新局制定办法。",
         {"市委宣传部": "中共深圳市委宣传部", "财政局": "深圳市财政局", "文广新局": "深圳市文化广电新闻出版局"}),
        (SHENZHEN, "由市政府办公室数据专班核实。", {"市政府办公室数据专班": "深圳市人民政府办公室数据专班"}),
        (FUJIAN, "向作出强制性审核决定的部门报送报告。", {"作出强制性审核决定的部门": "作出强制性审核决定的部门"}),
    ],
)  # fmt: skip
def test_full_names(title: str, sentence: str, expected: dict[str, str]) -> None:
    assert named(title, sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《福建省经济和信息化委员会关于开展评价的通知》办理。",  # inside a title
        "按照工信厅节函〔2016〕586号执行。",  # inside a number
        "建立绿色制造体系建设部门协调机制。",  # 建设部门 is no body here
        "坚持政府引导、市场驱动。",
        "按照本办法执行。",
        "完善市场监管体系和城市管理办法。",
    ],
)
def test_no_bodies(sentence: str) -> None:
    assert [m.name for m in finder(FUJIAN).find(sentence) if m.group not in {"applicant", "unnamed"}] == []


def test_unnamed_bodies_are_marked() -> None:
    groups = {m.name: m.group for m in finder(FUJIAN).find("会同有关部门，省直各相关部门和省政府各部门。")}
    assert set(groups.values()) == {"unnamed"}
    assert "有关部门" in groups


def test_defined_terms() -> None:
    body = (
        "三、分工\n（一）各省、自治区、直辖市及计划单列市、新疆生产建设兵团工业和信息化主管部门（以下统称省级主管部门）制定方案。\n"
        "（二）省级主管部门组织评估。\n"
    )
    full = "省、自治区、直辖市及计划单列市、新疆生产建设兵团工业和信息化主管部门"
    bodies = finder("绿色制造通知", body)
    for sentence in ("各省级主管部门推荐。", "各地省级主管部门要加强组织协调。", "由省级主管部门评估。"):
        assert [m.canonical for m in bodies.find(sentence)] == [full]
    whole = bodies.find("各省、自治区、直辖市及计划单列市、新疆生产建设兵团工业和信息化主管部门（以下统称省级主管部门）制定方案。")
    assert [m.canonical for m in whole] == [full]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("市、区县人民政府应当加强领导。", ["深圳市人民政府", "区县人民政府"]),
        ("市和县（市）区科技部门负责。", ["深圳市科技部门", "县（市）区科技部门"]),
        ("省、市、区三级财政部门安排。", ["广东省财政部门", "深圳市财政部门", "区财政部门"]),
        ("市、区、街道人民政府负责。", ["深圳市人民政府", "区、街道人民政府"]),
        ("设区的市、县（市、区）人民政府应当支持。", ["设区的市、县（市、区）人民政府"]),
    ],
)
def test_places_named_together(sentence: str, expected: list[str]) -> None:
    assert [m.canonical for m in finder(SHENZHEN).find(sentence) if m.group == "body"] == expected


def test_which_of_several_bodies_is_the_own_place_s() -> None:
    body = "三、职责\n省人民政府商务部门和设区的市、县人民政府负责商务的部门（以下统称商务主管部门）负责指导。\n"
    bodies = finder(FUJIAN, body)
    assert [m.canonical for m in bodies.find("省人民政府商务主管部门制定目录。")] == ["福建省人民政府商务部门"]


def test_the_body_in_charge_and_standing_groups() -> None:
    body = "三、职责\n区工业和信息化局是专项资金的主管部门。\n四、机制\n建立全区产业发展联席会议制度。\n"
    bodies = finder(PINGSHAN, body)
    assert [m.canonical for m in bodies.find("接受专项资金主管部门的检查。")] == ["深圳市坪山区工业和信息化局"]
    assert [m.canonical for m in bodies.find("提请联席会议审议。")] == ["全区产业发展联席会议"]


def test_groups_by_any_of_their_last_words() -> None:
    body = "三、机制\n成立全市氢能产业发展领导小组，统筹推进。\n四、兑现\n经工作专班和氢能产业发展领导小组审核。\n"
    bodies = finder(SHENZHEN, body)
    said = ("经领导小组办公室核查。", "经产业发展领导小组审定。")
    assert [m.canonical for text in said for m in bodies.find(text)] == ["全市氢能产业发展领导小组办公室", "全市氢能产业发展领导小组"]
    office = bodies.find("全市氢能产业发展联席会议（以下简称联席会议）办公室要公布名录。")
    assert [m.canonical for m in office] == ["全市氢能产业发展联席会议办公室"]


def test_our_ministry_is_the_issuer_without_its_office() -> None:
    text = (
        "工信厅节函〔2016〕586号\n各省、自治区、直辖市工业和信息化主管部门：\n我部决定开展工作。\n"
        "一、思路\n报我部。\n二、目标\n建成体系。\n"
    )
    document = outline("case", text)
    assert [m.canonical for m in AgencyFinder(profile(document), document).find("并报我部。")] == ["工业和信息化部"]


def test_of_two_readings_of_one_stretch_the_written_name_is_kept_whatever_the_order():
    written, shared = Span(0, 4, "body"), Span(0, 4, "body", "", "科技局", "区")
    assert longest([written, shared]) == longest([shared, written]) == [written]
