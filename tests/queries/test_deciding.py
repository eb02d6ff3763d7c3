"""Eligibility on invented documents: truth values, names, gaps, groups, phases, tiers, standing documents and warnings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hengce.ontology.errors import InvalidParameter, UnknownValue
from hengce.ontology.store import Store
from hengce.queries.deciding.applicant import Applicant
from hengce.queries.deciding.eligibility import eligibility, questions
from hengce.queries.deciding.requirements import Bounds
from hengce.queries.deciding.truth import Status, at_least, every, negated

Make = Callable[..., Store]
DAY = "2024-06-30"
Said = tuple[str, str, dict[str, Any]]


@pytest.mark.parametrize(
    ("statuses", "all_", "one", "two"),
    [
        (["met", "met"], "met", "met", "met"),
        (["met", "unknown"], "unknown", "met", "unknown"),
        (["met", "unmet"], "unmet", "met", "unmet"),
        (["unknown", "unmet"], "unmet", "unknown", "unmet"),
        (["unmet", "unmet"], "unmet", "unmet", "unmet"),
        (["unknown", "unknown"], "unknown", "unknown", "unknown"),
    ],
)
def test_three_valued_logic(statuses: list[Status], all_: Status, one: Status, two: Status) -> None:
    assert (every(statuses), at_least(1, statuses), at_least(2, statuses)) == (all_, one, two)
    assert [negated(negated(each)) for each in statuses] == statuses


@pytest.mark.parametrize(
    ("value", "unit", "number"),
    [
        (1.5, "年", "1.5"), ("18个月", "年", "1.5"), ("5000万元", "元", "50000000"), ("86分", "分", "86"), ("1,200", "人", "1200"),
        ("两年", "个月", "24"), (0.1, None, "0.1"), ("12%", "%", "12"),
    ],
)  # fmt: skip
def test_numbers_are_read_exactly_in_the_unit_of_the_question(value: Any, unit: str | None, number: str) -> None:
    assert Applicant({"x": value}).number("x", unit) == Decimal(number)


@pytest.mark.parametrize("value", ["很多", "5亩", "5到8年", "nan", "inf", 1e30, True, "", "5年" * 40])
def test_what_is_no_number_of_that_unit_is_refused_by_name(value: Any) -> None:
    with pytest.raises(InvalidParameter) as refused:
        Applicant({"停产时间": value}).number("停产时间", "年")
    assert refused.value.parameter == "facts.停产时间"


def test_truths_are_read_in_words_and_nothing_is_guessed() -> None:
    applicant = Applicant({"a": "是", "b": "否", "c": True, "d": None, "e": "大概"})
    assert [applicant.boolean(name) for name in "abcdx"] == [True, False, True, None, None]
    with pytest.raises(InvalidParameter):
        applicant.boolean("e")
    with pytest.raises(InvalidParameter):
        Applicant({"a": [1]})


@pytest.mark.parametrize(
    ("bounds", "value", "holds", "gap"),
    [
        (Bounds(Decimal(80), True, None, False), "80", True, None),
        (Bounds(Decimal(80), False, None, False), "80", False, "0"),
        (Bounds(Decimal(80), True, None, False), "77.5", False, "-2.5"),
        (Bounds(Decimal(75), True, Decimal(85), False), "85", False, "0"),
        (Bounds(Decimal(75), True, Decimal(85), False), "90", False, "5"),
        (Bounds(Decimal(1), False, Decimal(3), False, outside=True), "2", False, None),
        (Bounds(Decimal(1), False, Decimal(3), False, outside=True), "3", True, None),
    ],
)
def test_bounds(bounds: Bounds, value: str, holds: bool, gap: str | None) -> None:
    assert bounds.hold(Decimal(value)) is holds
    assert bounds.gap(Decimal(value)) == (None if gap is None else Decimal(gap))


# --- invented documents


def bar(low: float, words: str, **fields: Any) -> Said:
    said = {"subject": "绿色工厂", "metric": "评价得分", "min": low, "min_inclusive": True, "unit": "分", "effect": "recognise", **fields}
    return "threshold", words, said


def sentence(words: str, **fields: Any) -> Said:
    return "criterion", words, {"subject": "绿色工厂", "text": words, **fields}


def lost(years: float, words: str) -> Said:
    said = {"subject": "绿色工厂", "metric": "停产时间", "min": years, "min_inclusive": False, "unit": "年", "effect": "keep"}
    return "threshold", words, said


def told(decision: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(decision[name] for name in ("level", "verdict", "effect", "discretionary"))


def issued(place: str, *facts: Said, **fields: Any) -> dict[str, Any]:
    return {"title": "绿色工厂管理办法", "jurisdiction": place, "valid_from": "2020-01-01", "facts": list(facts), **fields}


def decide(store: Store, place: str | None = "福建", type: str = "绿色工厂", **facts: Any) -> list[dict[str, Any]]:
    return eligibility(store, type, place, DAY, facts)["decisions"]


@pytest.fixture(scope="module")
def rules(graph: Make) -> Store:
    """One document with two levels, a choice of conditions, an exclusion, and reasons to lose the status."""
    return graph({
        "f": issued(
            "350000",
            bar(80, "得分80分以上的认定为省级绿色工厂", level="省级"),
            bar(90, "得分90分以上的择优推荐国家级绿色工厂", level="国家级", effect="recommend", force="discretionary"),
            sentence("具有独立法人资格"),
            sentence("通过能源管理体系认证", parent="一", group_logic="any"),
            sentence("建有能源管理中心", parent="一", group_logic="any"),
            sentence("近三年发生过重大环境事故", group="exclusion", group_logic="unless"),
            sentence("获得过科技奖励", force="bonus"),
            lost(1, "停产超过一年"),
            ("sanction", "停产超过一年或者破产的", {"subject": "绿色工厂", "trigger": "停产超过一年或者破产的", "consequence": "revoke"}),
            ("sanction", "逾期不报信息", {"subject": "绿色工厂", "trigger": "逾期不报信息", "consequence": "notice"}),
            ("incentive", "省级奖励20万元", {"subject": "绿色工厂", "level": "省级", "form": "award", "amount": 200000}),
            ("incentive", "国家级奖励100万元", {"subject": "绿色工厂", "level": "国家级", "form": "award", "amount": 1000000}),
        ),
    })  # fmt: skip


MET = {"score": 85, "具有独立法人资格": True, "建有能源管理中心": True, "近三年发生过重大环境事故": False}


def test_a_decision_for_each_level(rules: Store) -> None:
    provincial, national = decide(rules, **MET)
    assert (provincial["level"], provincial["verdict"], provincial["effect"], provincial["discretionary"]) == (
        "省级",
        "eligible",
        "recognise",
        False,
    )
    assert (national["level"], national["verdict"], national["effect"], national["discretionary"]) == (
        "国家级",
        "not_eligible",
        "recommend",
        True,
    )
    assert [each["amount"] for each in provincial["incentives"]] == [200000]
    score = next(each for each in national["requirements"] if each["name"] == "score")
    assert (score["status"], score["given"], score["gap"]) == ("unmet", 85, {"by": 5, "unit": "分", "side": "below", "text": "差5分"})
    assert score["needed"] == {"min": 90, "min_inclusive": True, "max": None, "max_inclusive": None}


@pytest.mark.parametrize(("score", "verdict"), [(80, "eligible"), (79.9999, "not_eligible"), ("80分", "eligible"), (None, "undetermined")])
def test_boundaries_are_exact_and_silence_is_no_no(rules: Store, score: Any, verdict: str) -> None:
    assert decide(rules, **{**MET, "score": score})[0]["verdict"] == verdict


def test_a_choice_of_conditions_is_one_requirement(rules: Store) -> None:
    unknown = decide(rules, **{**MET, "建有能源管理中心": None, "通过能源管理体系认证": False})[0]
    group = next(each for each in unknown["requirements"] if "options" in each)
    assert (unknown["verdict"], group["status"], unknown["next_questions"][0]) == ("undetermined", "unknown", "建有能源管理中心")
    assert decide(rules, **{**MET, "建有能源管理中心": False, "通过能源管理体系认证": False})[0]["verdict"] == "not_eligible"
    assert decide(rules, **{**MET, "建有能源管理中心": None, group["name"]: True})[0]["verdict"] == "eligible"


def test_what_excludes_must_not_be_true(rules: Store) -> None:
    assert decide(rules, **{**MET, "近三年发生过重大环境事故": True})[0]["verdict"] == "not_eligible"
    assert decide(rules, **{**MET, "近三年发生过重大环境事故": None})[0]["verdict"] == "undetermined"


def test_losing_the_status_decides_only_when_known(rules: Store) -> None:
    decision = decide(rules, **MET)[0]
    keep = [each for each in decision["requirements"] if each["phase"] == "keep"]
    assert [each["name"] for each in keep] == ["停产时间", "停产超过一年或者破产的"]
    assert keep[0]["needed"] == {"min": None, "min_inclusive": None, "max": 1, "max_inclusive": True}
    assert decision["requirements"][-2:] == keep
    assert decision["next_questions"] == ["停产时间", "停产超过一年或者破产的"]
    assert decide(rules, **MET, 停产时间="18个月")[0]["verdict"] == "not_eligible"
    assert decide(rules, **MET, 停产时间="12个月")[0]["verdict"] == "eligible"


def test_any_of_the_cases_that_exclude_is_enough(graph: Make) -> None:
    def case(words: str, metric: str, least: float, unit: str) -> Said:
        bounds = {"metric": metric, "min": least, "min_inclusive": True, "unit": unit}
        return "threshold", words, {"subject": "绿色工厂", **bounds, "effect": "keep", "parent": "二", "group_logic": "any"}

    cases = case("连续两次未报送", "未报送次数", 2, "次"), case("停产满三年", "停产年数", 3, "年")
    store = graph({"f": issued("350000", bar(80, "得分80分以上"), *cases)})
    assert decide(store, score=85, 停产年数=4, 未报送次数=0)[0]["verdict"] == "not_eligible"
    assert decide(store, score=85, 停产年数=1, 未报送次数=1)[0]["verdict"] == "eligible"


def test_a_bonus_and_a_notice_are_no_requirements(rules: Store) -> None:
    names = {each["name"] for each in decide(rules, **MET)[0]["requirements"]}
    assert not names & {"获得过科技奖励", "逾期不报信息"}


def test_the_most_deciding_question_comes_first(rules: Store) -> None:
    asked = questions(rules, "绿色工厂", "福建", DAY)
    assert [each["name"] for each in asked][:2] == ["score", "具有独立法人资格"]
    assert (asked[0]["type"], asked[0]["unit"], asked[0]["scale"]) == ("number", "分", 100)
    assert asked[-1]["name"] == "停产超过一年或者破产的"
    assert decide(rules)[0]["next_questions"][0] == "score"


def test_values_that_no_requirement_asks_for_are_named(rules: Store) -> None:
    assert "独立法人" in eligibility(rules, "绿色工厂", "福建", DAY, {"独立法人": True})["warnings"][0]


@pytest.mark.parametrize("score", [101, -1, "一百零一"])
def test_a_score_outside_its_scale_is_refused_by_name(rules: Store, score: Any) -> None:
    with pytest.raises(InvalidParameter) as refused:
        decide(rules, score=score)
    assert refused.value.parameter == "score"


def test_the_trace_tells_every_step(rules: Store) -> None:
    trace = eligibility(rules, "绿色工厂", "福建", DAY, MET, trace=True)["decisions"][0]["trace"]
    assert trace[0] == {"step": "document", "document": "f", "status": "in_force", "decides": True}
    assert trace[-1] == {"step": "verdict", "verdict": "eligible"}
    assert sum(each["step"] == "requirement" for each in trace) == 6


def test_a_band_gives_its_grade_and_no_other(graph: Make) -> None:
    store = graph({"s": issued("310000",
        bar(75, "75分以上、85分以下为三星级", grade="三星级", max=85, max_inclusive=False, effect="grade"),
        bar(85, "85分以上为四星级", grade="四星级", effect="grade"))})  # fmt: skip
    three, four = decide(store, "上海", score=86)
    assert (three["verdict"], three["requirements"][0]["gap"]["side"]) == ("not_eligible", "above")
    assert four["verdict"] == "eligible"


def test_scores_in_parts_are_asked_for_by_their_own_name(graph: Make) -> None:
    part = bar(20, "预期性要求按50分计得20分以上", metric="预期性要求得分", scale=50, level="省级")
    store = graph({"j": issued("320000", part), "f": issued("350000", bar(80, "得分80分以上", level="省级"))})
    both = {each["jurisdiction"]: each for each in decide(store, None, score=85)}
    assert both["350000"]["verdict"] == "eligible"
    assert (both["320000"]["verdict"], both["320000"]["next_questions"]) == ("undetermined", ["预期性要求得分"])
    assert "预期性要求得分" in both["320000"]["warnings"][-1]
    assert decide(store, "江苏", score=20)[0]["verdict"] == "eligible"  # asked about alone it is that document's score
    with pytest.raises(InvalidParameter):
        decide(store, "江苏", score=51)
    assert [each["verdict"] for each in decide(store, None, score=85, 预期性要求得分=20)] == ["eligible", "eligible"]


def test_silence_another_type_and_no_document_are_told_apart(graph: Make) -> None:
    store = graph({
        "a": issued("350000", ("target", "建成100家绿色工厂", {"subject": "绿色工厂", "min": 100, "min_inclusive": True, "unit": "家"})),
        "b": issued("320000", ("incentive", "对绿色工厂奖励10万元", {"subject": "绿色工厂", "form": "award", "amount": 100000})),
        "c": issued("370000", ("incentive", "对绿色园区奖励10万元", {"subject": "绿色园区", "form": "award", "amount": 100000})),
    })  # fmt: skip
    verdicts = {each["jurisdiction"]: each["verdict"] for each in decide(store, "福建、江苏、山东、四川")}
    assert verdicts == {"350000": "undetermined", "320000": "undetermined", "370000": "not_offered", "510000": "no_document"}
    assert [each["verdict"] for each in decide(store, "福建", "会飞的工厂")] == ["not_offered"]
    with pytest.raises(UnknownValue):
        decide(store, "某某")


def test_the_later_of_two_documents_in_force_decides_and_drafts_only_alone(graph: Make) -> None:
    store = graph({
        "old": issued("350000", bar(80, "得分80分以上", level="省级"), valid_from="2018-01-01"),
        "new": issued("350000", bar(85, "得分85分以上", level="省级")),
        "draft": issued("350000", bar(60, "得分60分以上", level="省级"), status="draft"),
        "only": issued("320000", bar(60, "得分60分以上", level="省级"), status="draft"),
    })  # fmt: skip
    fujian = decide(store, score=82)[0]
    assert (fujian["verdict"], fujian["requirements"][0]["citation"]["document"]) == ("not_eligible", "new")
    assert any("old" in each and "同时有效" in each for each in fujian["warnings"])
    jiangsu = decide(store, "江苏", score=82)[0]
    assert jiangsu["verdict"] == "eligible"
    assert any("草案" in each for each in jiangsu["warnings"])


def test_what_wider_types_ask_for_counts_too(graph: Make) -> None:
    wide = sentence("近三年无失信记录", subject="绿色制造示范单位")
    store = graph({"f": issued("350000", bar(80, "得分80分以上"), wide)})
    assert decide(store, score=85, 近三年无失信记录=True)[0]["verdict"] == "eligible"
    assert decide(store, score=85)[0]["verdict"] == "undetermined"


def test_places_are_ranked_by_what_is_missing(graph: Make) -> None:
    store = graph({
        "a": issued("350000", bar(90, "得分90分以上")), "b": issued("320000", bar(80, "得分80分以上")),
        "c": issued("510000", bar(80, "得分80分以上"), sentence("具有独立法人资格")),
    })  # fmt: skip
    assert [(d["jurisdiction"], d["verdict"]) for d in decide(store, None, score=85)] == [
        ("320000", "eligible"), ("510000", "undetermined"), ("350000", "not_eligible")]  # fmt: skip


def test_the_same_words_have_one_name_and_long_ones_are_told_apart(graph: Make) -> None:
    long = "具有健全的质量管理体系、环境管理体系、职业健康安全管理体系和"
    store = graph({
        "a": issued("350000", sentence(long + "能源管理体系")), "b": issued("320000", sentence(long + "能源管理体系")),
        "c": issued("510000", sentence(long + "碳管理体系")),
    })  # fmt: skip
    names = [each["name"] for each in questions(store, "绿色工厂", as_of=DAY)]
    assert len(names) == 2
    assert len({name[:24] for name in names}) == 1


def test_a_type_that_means_about_the_same_is_named_and_not_taken_for_it(graph: Make) -> None:
    store = graph({"a": issued("350000", sentence("产品绿色化水平高", subject="绿色设计产品"))})
    answer = eligibility(store, "绿色产品", "350000", DAY)
    assert [each["verdict"] for each in answer["decisions"]] == ["not_offered"]
    assert any("“绿色设计产品”" in each for each in answer["warnings"])
    assert not any("绿色设计产品" in each for each in eligibility(store, "绿色设计产品", "350000", DAY)["warnings"])
