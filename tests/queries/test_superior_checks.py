"""Drafts judged against other documents: planted slips are found, and their clean twins are left alone."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hengce.extract.facts import Cycle, Deadline, Exemption, Fact, Sanction, Threshold
from hengce.ontology.schemes import schemes
from hengce.ontology.store import Store, open_store
from hengce.queries.checking.addressees import Addressees
from hengce.queries.checking.check import check
from hengce.queries.checking.citing import citings
from hengce.queries.checking.draft import read_draft
from hengce.queries.checking.handing import handing
from hengce.queries.checking.titles import title_of
from hengce.queries.checking.weaker import shares_subject, weaker

FOLDER = Path(__file__).parents[1] / "cases"
CASES = [json.loads(line) for line in (FOLDER / "drafts-superior.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def store(store_path: str) -> Iterator[Store]:
    with open_store(store_path) as store:
        yield store


@pytest.mark.parametrize("case", CASES, ids=lambda case: Path(case["file"]).stem)
def test_a_draft(store: Store, corpus_texts: dict[str, str], case: dict[str, Any]) -> None:
    text = (FOLDER / case["file"]).read_bytes().decode("utf-8")
    found = check(store, text, jurisdiction=case["jurisdiction"], as_of="2026-06-30")["findings"]
    places = []
    for planted in case["planted"]:
        start = text.index(planted["quote"])
        end = start + len(planted["quote"])
        places.append((start, end))
        assert any(
            each["rule"] == planted["rule"] and (planted.get("anywhere") or (each["start"] < end and start < each["end"])) for each in found
        ), planted
    alarms = [each for each in found if each["severity"] != "info" and not any(each["start"] < b and a < each["end"] for a, b in places)]
    assert not alarms
    for each in found:
        assert each["suggestion"]
        for source in each["related"]:
            assert corpus_texts[source["document"]][source["start"] : source["end"]] == source["quote"]


PLAN = "松江区绿色工厂三年行动计划（{years}）\n\n根据《上海市绿色制造体系建设实施方案（2021-2025年）》，制定本计划。\n"


@pytest.mark.parametrize(("years", "expired"), [("2024—2026年", False), ("2025—2027年", False), ("2026—2028年", True)])
def test_a_draft_with_a_period_is_judged_on_its_first_day(store: Store, years: str, expired: bool) -> None:
    found = check(store, PLAN.format(years=years), jurisdiction="松江区", as_of="2030-01-01")
    assert found["as_of"] == f"{years[:4]}-01-01"
    assert ("expired-reference" in {each["rule"] for each in found["findings"]}) is expired
    assert ("shanghai-2021-2025" in found["against"]) is not expired


MINISTRY = """{place}绿色制造体系建设实施方案（2027—2029年）

根据《工业和信息化部办公厅关于开展绿色制造体系建设的通知》（工信厅节函〔2016〕586号），制定本方案。

一、工作目标
2027年创建绿色工厂20家，2028年创建绿色工厂25家，2029年创建绿色工厂30家。

二、重点领域
围绕钢铁、焦化、建材、化工、纺织等五个重点领域开展创建。

三、实施程序
省工业和信息化厅组织专家评估，经公示无异议的，确定名单。{said}
"""


def rules_found(store: Store, place: str, said: str) -> set[str]:
    found = check(store, MINISTRY.format(place=place, said=said), jurisdiction=place, as_of="2026-11-20")["findings"]
    return {each["rule"] for each in found if each["severity"] != "info"}


@pytest.mark.parametrize(
    ("place", "said", "late"),
    [
        ("山西省", "省工业和信息化厅从省级名单中择优遴选，于每年12月中旬前向工业和信息化部推荐国家级绿色制造名单。", True),
        ("河北省", "省工业和信息化厅在省级示范名单的基础上，每年12月10日前向工业和信息化部推荐国家级绿色工厂。", True),
        ("湖南省", "省工业和信息化厅对列入省级名单的企业进行遴选，于每年12月底前推荐申报国家级绿色工厂。", True),
        ("苏州市", "市工业和信息化局从市级绿色工厂名单中择优，于每年12月10日前转报省工业和信息化厅。", True),
        ("山西省", "省工业和信息化厅从省级名单中择优，于每年11月15日前向工业和信息化部推荐国家级绿色制造名单。", False),
        ("山西省", "省工业和信息化厅将省级绿色工厂名单于每年12月底前报工业和信息化部备案。", False),
        ("山西省", "省工业和信息化厅于每年12月底前公布省级绿色制造名单。", False),
        ("苏州市", "各县级市工业和信息化局于每年12月10日前推荐申报市级绿色工厂。", False),
    ],
)
def test_what_goes_further_up_from_an_own_list_must_be_in_time(store: Store, place: str, said: str, late: bool) -> None:
    assert ("deadline-after-superior" in rules_found(store, place, said)) is late


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("支持龙头企业制定绿色采购指南，优先采购绿色产品。", True),
        ("引导公众优先购买绿色产品。", True),
        ("链主企业优先选择绿色工厂作为供应商。", True),
        ("推动园区优先使用可再生能源。", True),
        ("在政府采购中优先采购绿色工厂的产品。", False),
        ("优先支持列入名单的企业。", False),
        ("对列入名单的企业给予20万元奖励。", False),
    ],
)
def test_what_firms_buy_is_no_support_for_them(store: Store, said: str, missing: bool) -> None:
    assert ("missing-required-element" in rules_found(store, "山西省", said)) is missing


SHARE = """青浦区绿色制造体系建设工作方案（{years}）

根据《上海市绿色制造体系建设实施方案（2021-2025年）》，制定本方案。

到2025年，{said}。
"""


@pytest.mark.parametrize(
    ("years", "said", "severities"),
    [
        ("2021—2025年", "全区创建绿色工厂8家", ["error"]),
        ("2021—2025年", "全区创建绿色工厂15家", []),
        ("2024—2025年", "全区新增绿色工厂8家", ["info"]),  # the rest of a share of five years, perhaps
    ],
)
def test_a_share_of_a_longer_period(store: Store, years: str, said: str, severities: list[str]) -> None:
    found = check(store, SHARE.format(years=years, said=said), jurisdiction="上海市青浦区", as_of="2021-11-20")["findings"]
    assert [each["severity"] for each in found if each["rule"] == "outside-required-range"] == severities


def test_named_documents_judge_in_place_of_the_superior_ones(store: Store) -> None:
    text = "合肥市绿色工厂办法\n\n第一条　总分达到75分及以上的，推荐申报省级绿色工厂。\n"
    assert "looser-than-superior" not in {each["rule"] for each in check(store, text, jurisdiction="合肥市")["findings"]}
    found = check(store, text, jurisdiction="合肥市", named="fujian-2018")
    assert found["against"] == ["fujian-2018"]
    assert "looser-than-superior" in {each["rule"] for each in found["findings"]}


@pytest.mark.parametrize(
    ("one", "two", "same", "short", "slip"),
    [
        ("某厅关于印发《甲省绿色工厂实施方案（2021-2025年）》的通知", "甲省绿色工厂实施方案（2021—2025年）", True, True, False),
        ("关于开展绿色制造体系建设的通知", "工业和信息化部办公厅关于开展绿色制造体系建设的通知", True, True, False),
        ("甲省绿色工厂实施方案（征求意见稿）", "甲省绿色工厂实施方案", True, True, False),
        ("绿色制造体系建设通知", "关于开展绿色制造体系建设的通知", False, True, False),
        ("甲省绿色制造体系建设实施方案", "甲省绿色制造体系创建实施方案", False, False, True),
        ("甲省绿色工厂实施方案（2021-2023年）", "甲省绿色工厂实施方案（2021-2025年）", False, False, True),
        ("甲省绿色工厂实施方案（2026-2030年）", "甲省绿色工厂实施方案（2021-2025年）", False, False, False),
        ("甲省绿色制造工程实施方案", "甲省绿色制造体系创建实施方案", False, False, False),
    ],
)
def test_titles(one: str, two: str, same: bool, short: bool, slip: bool) -> None:
    a, b = title_of(one), title_of(two)
    assert (a.is_same(b), a.is_short_for(b), a.is_slip_of(b)) == (same, short, slip)


@pytest.mark.parametrize(
    ("sentence", "rests"),
    [
        ("根据《甲省绿色工厂方案》，制定本办法。", True),
        ("为贯彻落实《乙规划》和《甲省绿色工厂方案》要求，制定本办法。", True),
        ("奖励资金按照《甲省绿色工厂方案》执行。", True),
        ("评价办法执行《甲省绿色工厂方案》的规定。", True),
        ("在总结《甲省绿色工厂方案》实施经验的基础上，完善政策。", False),
        ("《甲省绿色工厂方案》实施以来，成效明显。", False),
        ("本办法自印发之日起施行，《甲省绿色工厂方案》同时废止。", False),
        ("《甲省绿色工厂方案》不再执行。", False),
        ("与《甲省绿色工厂方案》做好衔接。", False),
    ],
)
def test_what_a_draft_rests_on(sentence: str, rests: bool) -> None:
    draft = read_draft(f"丙市办法\n\n一、{sentence}\n", None, datetime.date(2027, 1, 1))
    assert [each.rests for each in citings(draft) if "甲省" in each.written] == [rests]


def deadline(actor: str | None, recipient: str | None, day: str, quote: str) -> Deadline:
    return Deadline(doc="d", quote=quote, start=0, end=len(quote), path="", actor=actor, recipient=recipient, recurrence=day, action=quote)


@pytest.mark.parametrize(
    ("fact", "matter", "day"),
    [
        (deadline("市工业和信息化局", "省工业和信息化厅", "--11-15", "将推荐名单报省工业和信息化厅"), "application", (11, 15)),
        (deadline("各市", "省经信委", "--12-31", "将下年度创建名单报省经信委"), "plan", (0, 31)),
        (deadline("市工业和信息化局", "省工业和信息化厅", "--01-15", "将本年度创建名单报省工业和信息化厅"), "plan", (1, 15)),
        (deadline("企业", "市工业和信息化局", "--03-31", "报送上一年度绿色发展数据"), "data", (15, 31)),
    ],
)
def test_papers_on_their_way_up(fact: Deadline, matter: str, day: tuple[int, int]) -> None:
    step = handing(fact, schemes().regions["320500"], fact.quote)
    assert step is not None
    assert (step.matter, step.day) == (matter, day)


@pytest.mark.parametrize(
    "fact",
    [
        deadline("市工业和信息化局", None, "--12-31", "公布名单，并向省推荐"),
        deadline("省工业和信息化厅", "市工业和信息化局", "--12-31", "将名单报市工业和信息化局"),
        deadline("企业", "市工业和信息化局", "monthly", "报送数据"),
    ],
)
def test_what_is_no_handing_up(fact: Deadline) -> None:
    assert handing(fact, schemes().regions["320500"], fact.quote) is None


@pytest.mark.parametrize(
    ("place", "issuing", "words", "bound"),
    [
        ("四川省", "000000", "各省级主管部门", True),
        ("宁波市", "000000", "各省、自治区、直辖市及计划单列市工业和信息化主管部门", True),
        ("宁波市", "000000", "各省级主管部门（以下省略）", False),
        ("芜湖市", "000000", "各省、自治区、直辖市及计划单列市工业和信息化主管部门", False),
        ("泉州市", "350000", "各设区市", True),
        ("晋江市", "350000", "各设区市", False),
        ("松江区", "310000", "各区、工业集团", True),
        ("芜湖市", "340000", "各地", True),
        ("芜湖市", "000000", "各地", False),
    ],
)
def test_addressees(store: Store, place: str, issuing: str, words: str, bound: bool) -> None:
    named = schemes().regions.resolve(place)
    assert named is not None
    with store.snapshot() as graph:
        assert Addressees(graph, named).binds(words, words, schemes().regions[issuing]) is bound


def test_a_defined_addressee_is_who_the_definition_names(store: Store, corpus_texts: dict[str, str]) -> None:
    with store.snapshot() as graph:
        ningbo = Addressees(graph, schemes().regions["330200"])
        assert ningbo.binds("各省级主管部门", corpus_texts["miit-2016-586"], schemes().regions["000000"])


def fact(kind: type[Fact], **fields: Any) -> Fact:
    return kind(doc="d", quote="某单位", start=0, end=3, path="", **fields)


def test_what_names_no_type_is_about_all() -> None:
    named, unnamed = (fact(Exemption, subject=label, condition="连续两次抽查无问题") for label in ("绿色制造示范单位", None))
    assert shares_subject(unnamed, named)
    assert not shares_subject(fact(Threshold, subject=None), fact(Threshold, subject="绿色工厂"))
    assert shares_subject(fact(Threshold, subject="绿色工厂"), fact(Threshold, subject="绿色制造示范单位"))
    assert not shares_subject(fact(Threshold, subject="绿色制造示范单位"), fact(Threshold, subject="绿色工厂"))
    assert not shares_subject(fact(Cycle, period="P1Y"), fact(Sanction, trigger="x", consequence="ban"))


def test_without_superior_rulings_nothing_is_weaker() -> None:
    assert weaker(fact(Threshold, subject="绿色工厂", min=1, min_inclusive=True), [], None) is None
