"""The self-test: which question comes next, what follows from the answers, and that the address holds them all."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from hengce.api.web import choices
from hengce.api.web.questionnaire import key

from .conftest import SCRIPT
from .shown import Shown, show

FUJIAN = "/web/eligibility?type=绿色工厂&jurisdiction=福建&as_of=2026-06-30"
SENTENCES = ("绿色工厂试点单位应满足所有基本要求", "工厂合规性存在问题")


def verdicts(shown: Shown) -> dict[str, str]:
    """The decision on each level of the only place."""
    rows = shown.all("div[@id='result']//table")[0].xpath("./tbody/tr")
    return {each.xpath("th")[0].text_content(): " ".join(each.xpath("td")[0].text_content().split()) for each in rows}


def requirement(shown: Shown, words: str) -> list[str]:
    """The cells of a requirement."""
    found = shown.one(f"table[@class='requirements']//tr[th[starts-with(normalize-space(), '{words}')]]")
    return [" ".join(cell.text_content().split()) for cell in found.xpath("td")]


def fields(shown: Shown) -> dict[str, str]:
    """The answers' form as a browser without scripts would send it."""
    form = shown.one("form[@id='answers']")
    return {name: str(value) for name, value in form.form_values()}


def answered(shown: Shown, value: str) -> str:
    """The address to which an answer to the next question leads."""
    return "/web/eligibility?" + urlencode({**fields(shown), next_key(shown): value})


def next_key(shown: Shown) -> str:
    return str(shown.all("div[@class='next']//input/@name")[0])


def test_until_a_type_is_chosen_there_is_the_choice(client: TestClient):
    shown = show(client, "/web/eligibility")
    assert "只写在本页的地址里" in shown.words()
    assert not shown.all("form[@id='answers']")
    assert show(client, shown.one("div[@class='empty']//li[1]/a").get("href")).one("div[@class='next']") is not None


def test_from_question_to_question_without_scripts(client: TestClient):
    shown = show(client, FUJIAN)
    assert next_key(shown) == "score"
    assert set(verdicts(shown).values()) == {"？ 尚不能判定"}
    shown = show(client, answered(shown, "86"))
    assert verdicts(shown) == {"省级": "？ 尚不能判定", "国家级": "✗ 不符合"}
    assert requirement(shown, "总分达到90分及以上的") == ["✗ 不符合差4分", "86分", "≥90分"]
    asked = []
    for _ in range(10):
        if not shown.all("div[@class='next']"):
            break
        asked.append(shown.one("div[@class='next']//legend").text_content())
        shown = show(client, answered(shown, "true" if "存在问题" not in asked[-1] and "不符合" not in asked[-1] else "false"))
    assert SENTENCES[0] in asked
    assert verdicts(shown) == {"省级": "✓ 符合条件", "国家级": "✗ 不符合"}
    assert "问答完毕" in shown.words("form[@id='answers']")
    assert f"已答的问题（{len(asked) + 1} 个" in shown.words("details[@id='given']/summary")


def test_what_it_brings_and_how(client: TestClient):
    shown = show(client, FUJIAN + "&score=95")
    words = shown.words("div[@id='result']")
    for said in ("国家级：奖励：100万元", "确定示范名单", "各设区市2018年12月31日前制定", "请核实是否仍在执行"):
        assert said in words
    links = [link for link in shown.links if "#here" in link]
    assert any("/web/documents/fujian-2018?from=1076&to=1114" in link for link in links)
    assert "基本要求和提高性要求的总分达到80分及以上的，可推荐申报省级绿色工厂示范单位" in shown.words("div[@id='result']")


def test_who_does_not_know_goes_on(client: TestClient):
    shown = show(client, answered(show(client, FUJIAN), "skip"))
    assert next_key(shown) != "score"
    assert set(verdicts(shown).values()) == {"？ 尚不能判定"}
    assert shown.one("details[@id='given']//input[@id='score-skip']").get("checked") is not None


def test_a_sentence_that_must_not_be_true(client: TestClient):
    shown = show(client, f"{FUJIAN}&score=95&{key(SENTENCES[1])}=true")
    assert set(verdicts(shown).values()) == {"✗ 不符合"}
    assert requirement(shown, SENTENCES[1]) == ["✗ 不符合", "属实", "须不属实"]


def test_what_cannot_be_read_is_said_and_left_out(client: TestClient):
    shown = Shown(client, f"{FUJIAN}&score=很高&{key(SENTENCES[0])}=true")
    assert shown.status == 400
    assert "应为数" in shown.words("*[@role='alert']")
    assert requirement(shown, SENTENCES[0])[:2] == ["✓ 符合", "属实"]
    assert shown.one("input[@id='score']").get("value") == "很高"
    assert Shown(client, FUJIAN + "&score=101").status == 400


def test_all_places(client: TestClient):
    shown = show(client, "/web/eligibility?type=绿色工厂&as_of=2026-06-30&score=86")
    found = shown.all("table[@class='decisions']/tbody/tr")
    rows = {(row.xpath("th")[0].text_content(), row.xpath("td")[0].text_content()): row for row in found}
    assert {"福建省", "上海市", "江苏省", "宁波市"} <= {place for place, _ in rows}
    assert "差4分" in rows["福建省", "国家级"].text_content()
    one = show(client, rows["福建省", "国家级"].xpath("th/a/@href")[0])
    assert requirement(one, "总分达到90分及以上的") == ["✗ 不符合差4分", "86分", "≥90分"]
    assert "已经过期" in shown.words("div[@id='result']")
    assert "score" not in {each.get("name") for each in shown.all("div[@class='next']//input")}


def test_many_places_are_chosen_from(hostile: TestClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(choices, "MOST_PLACES", 3)
    shown = show(hostile, "/web/eligibility?type=零碳工厂&score=86&lang=zh")
    assert [link.text for link in shown.all("ul[@class='tags']//a")] == ["上海市"]
    chosen = show(hostile, shown.one("ul[@class='tags']//a").get("href"))
    assert chosen.one("div[@id='result']") is not None
    assert "没有提到“飞碟工厂”" in show(hostile, "/web/eligibility?type=飞碟工厂").words("div[@class='empty']")


def test_places_that_say_nothing(client: TestClient):
    assert "未收录当地文件：西藏自治区" in show(client, "/web/eligibility?type=绿色工厂&jurisdiction=西藏").words("div[@id='result']")
    assert "文件未设此类型：福建省" in show(client, "/web/eligibility?type=零碳工厂&jurisdiction=福建").words("div[@id='result']")
    assert "没有提到“飞碟工厂”" in show(client, "/web/eligibility?type=飞碟工厂&jurisdiction=福建").words()
    assert Shown(client, "/web/eligibility?type=绿色工厂&jurisdiction=乌有之乡").status == 404


def test_in_english(client: TestClient):
    shown = show(client, FUJIAN + "&score=86&lang=en")
    assert verdicts(shown)["国家级"] == "✗ not eligible"
    assert fields(shown)["lang"] == "en"


def test_names_of_questions_are_short_and_differ(client: TestClient):
    asked = client.get("/eligibility/questions", params={"type": "绿色工厂", "limit": 1000}).json()["items"]
    keys = {key(each["name"]) for each in asked}
    assert len(keys) == len(asked) > 15
    assert all(len(each) <= 9 and each.isascii() for each in keys)


@pytest.mark.parametrize("name", ["type", "jurisdiction", "as_of", "score", key(SENTENCES[0])])
def test_hostile_parameters(hostile: TestClient, name: str):
    shown = Shown(hostile, f'{FUJIAN}&{name}="><script>alert(1)</script>')
    assert shown.status in (200, 400, 404)
    assert not [script for script in shown.all("script") if not str(script.get("src")).startswith("/static/")]


def test_hostile_texts(hostile: TestClient):
    shown = show(hostile, "/web/eligibility?type=绿色工厂&jurisdiction=江苏")
    assert SCRIPT in shown.words()
    assert not [script for script in shown.all("script") if not str(script.get("src")).startswith("/static/")]
