"""Asking by name: what calls give, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from hengce.ontology.errors import DefinitionError, InvalidParameter, UnknownValue
from hengce.ontology.store import Store
from hengce.queries.catalogue import Catalogue, read_question

CATALOGUE = Catalogue.load()


def column(store: Store, question: str, name: str, **arguments: object) -> list[object]:
    return [row.get(name) for row in CATALOGUE.run(store, question, **arguments)]  # type: ignore[arg-type]


def test_an_alias_is_as_good_as_the_label(gold: Store):
    assert column(gold, "thresholds", "fact", type="绿色工厂示范单位") == column(gold, "thresholds", "fact", type="绿色工厂")


@pytest.mark.parametrize("place", ["福建", "福建省", "350000", "闽", " 福建 "])
def test_a_place_has_many_names(gold: Store, place: str):
    assert column(gold, "thresholds", "min", type="绿色工厂", jurisdiction=place) == [80, 90]


@pytest.mark.parametrize("places", ["上海,江苏", "上海，江苏", "上海、江苏", ["上海", "江苏"], ["上海,江苏"]])
def test_several_values_are_any_of_them(gold: Store, places: object):
    assert set(column(gold, "thresholds", "place", type="绿色园区", jurisdiction=places)) == {"上海市", "江苏省"}


def test_a_place_without_a_document_has_no_rows(gold: Store):
    assert column(gold, "thresholds", "fact", jurisdiction="广东") == []


def test_what_is_not_given_does_not_restrict(gold: Store):
    everything = column(gold, "thresholds", "fact")
    assert column(gold, "thresholds", "fact", type=None, jurisdiction="", document=[]) == everything
    assert len(everything) == 27


def test_what_holds_for_all_types_holds_for_each(gold: Store):
    assert column(gold, "cycles", "period", type="绿色工厂", action_words="复核") == ["P3Y", "P1Y"]


def test_upper_and_lower_years(gold: Store):
    by = column(gold, "targets", "by", from_year=2019, to_year="2020")
    assert set(by) == {"2019", "2020"}


def test_a_status_is_of_the_day_asked_for(gold: Store):
    assert column(gold, "documents", "status", document="shanghai-2021-2025", as_of="2025-12-31") == ["in_force"]
    assert column(gold, "documents", "status", document="shanghai-2021-2025", as_of="2026-01-01") == ["expired"]


def test_words_find_what_is_written(gold: Store):
    assert column(gold, "cited-by", "doc", words="GB/T 32611") == ["miit-2016-586", "jiangsu-2016"]


def test_hostile_words_find_nothing_and_break_nothing(gold: Store):
    for words in ('") } DELETE WHERE { ?s ?p ?o } #', "\\u0022", "}", '"""', "> } ; DROP", "\n", "{ UNDEF }"):
        assert column(gold, "sanctions", "fact", words=f"停产{words}") == []


def test_an_unknown_question_lists_those_there_are(gold: Store):
    with pytest.raises(UnknownValue) as caught:
        CATALOGUE.run(gold, "threshold")
    assert caught.value.parameter == "name"
    assert "thresholds" in caught.value.allowed


def test_an_unknown_parameter_lists_those_there_are(gold: Store):
    with pytest.raises(InvalidParameter) as caught:
        CATALOGUE.run(gold, "thresholds", typo="绿色工厂")
    assert caught.value.parameter == "typo"
    assert caught.value.allowed == ("type", "jurisdiction", "document", "for_level")


def test_a_missing_parameter_is_named(gold: Store):
    with pytest.raises(InvalidParameter) as caught:
        CATALOGUE.run(gold, "silent", type="绿色工厂")
    assert caught.value.parameter == "kind"


@pytest.mark.parametrize(
    ("question", "arguments", "parameter", "among"),
    [
        ("thresholds", {"type": "绿色工廠"}, "type", "绿色工厂"),
        ("thresholds", {"jurisdiction": "香格里拉国"}, "jurisdiction", "350000 福建省"),
        ("thresholds", {"document": "fujian-2019"}, "document", "fujian-2018"),
        ("thresholds", {"for_level": "宇宙级"}, "for_level", "省级"),
        ("incentives", {"instrument": "红包"}, "instrument", "award"),
        ("agencies", {"duty": "围观"}, "duty", "牵头"),
        ("silent", {"kind": "thresholds"}, "kind", "threshold"),
    ],
)  # fmt: skip
def test_an_unknown_value_lists_those_there_are(gold: Store, question: str, arguments: dict[str, str], parameter: str, among: str):
    with pytest.raises(UnknownValue) as caught:
        CATALOGUE.run(gold, question, **arguments)
    assert caught.value.parameter == parameter
    assert among in caught.value.allowed
    assert next(iter(arguments.values())) in caught.value.zh


def test_namesakes_are_told_apart(gold: Store):
    with pytest.raises(UnknownValue) as caught:
        CATALOGUE.run(gold, "thresholds", jurisdiction="鼓楼区")
    assert {"320106 鼓楼区", "350102 鼓楼区"} <= set(caught.value.allowed)


SOUND = """#+ name: sound
#+ title: {zh: 题, en: title}
#+ topic: facts
#+ description: {zh: 述, en: text}
#+ parameters:
#+   type: {kind: type, zh: 类型, en: type}
#+ example: {call: {}, rows: []}
SELECT ?type WHERE { VALUES ?type { UNDEF } }
"""


@pytest.mark.parametrize(
    ("wrong", "right", "what"),
    [
        ("#+ name: sound", "#+ name: other", "other"),
        ("kind: type", "kind: colour", "colour"),
        ("topic: facts", "topic: colours", "colours"),
        ("kind: type", "kind: choice", "choice"),
        ("kind: type", "kind: type, choices: {a: 甲}", "kind type"),
        ("#+   type: {", "#+   typo: {", "typ"),
        ("VALUES ?type { UNDEF }", "", "type"),
        ("#+ title: {zh: 题, en: title}\n", "", "title"),
        ("{call: {}, rows: []}", "{call: {}", "expected"),
        ("zh: 类型,", "zh: 类型, colour: red,", "colour"),
        ("zh: 类型,", "zh: 类型, default: 2024-06-30,", "default"),
        ("#+", "#", "header"),
    ],
)  # fmt: skip
def test_a_malformed_header_is_told(tmp_path: Path, wrong: str, right: str, what: str):
    file = tmp_path / "sound.rq"
    file.write_text(SOUND, encoding="utf-8")
    assert read_question(file).parameters[0].kind == "type"
    assert wrong in SOUND
    file.write_text(SOUND.replace(wrong, right), encoding="utf-8")
    with pytest.raises(DefinitionError, match=what) as caught:
        read_question(file)
    assert "sound.rq" in caught.value.zh


def test_a_folder_of_ones_own_is_a_catalogue(tmp_path: Path, gold: Store):
    (tmp_path / "sound.rq").write_text(SOUND, encoding="utf-8")
    own = Catalogue.load(tmp_path)
    assert list(own) == ["sound"]
    assert [str(row["type"]) for row in own.run(gold, "sound", type="绿色工厂")] == ["https://w3id.org/hengce/id/type/绿色工厂"]
