"""Documents as pages: the list and what narrows it, a text with its facts, a fact, and what came before and after."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from hengce.api.export.gbt7714 import reference
from hengce.queries.parameters import iso_date

from .shown import Shown, show

DAY = "as_of=2026-06-30"
EVERY = {"fujian-2018", "jiangsu-2016", "miit-2016-586", "ningbo-2017-2019-draft", "shanghai-2021-2025"}


def listed(client: TestClient, query: str) -> set[str]:
    shown = show(client, f"/web/documents?{DAY}&{query}")
    return {link.rpartition("/")[2].partition("?")[0] for link in shown.all("tbody//a/@href")}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERY),
        ("words=&jurisdiction=&status=&type=&kind=", EVERY),
        ("status=draft", {"ningbo-2017-2019-draft"}),
        ("status=expired", {"shanghai-2021-2025"}),
        ("jurisdiction=350000", {"fujian-2018"}),
        ("jurisdiction=330000", {"ningbo-2017-2019-draft"}),  # a city of that province
        ("jurisdiction=000000", {"miit-2016-586"}),  # of the nation only its own
        ("jurisdiction=110000", set()),
        ("type=零碳工厂", {"shanghai-2021-2025"}),
        ("type=绿色示范工厂&status=in_force", {"fujian-2018", "jiangsu-2016", "miit-2016-586"}),
        ("kind=exemption", {"jiangsu-2016", "miit-2016-586"}),
        ("words=工信厅节函", {"miit-2016-586"}),
        ("words=绿色 创建 福建", {"fujian-2018"}),
    ],
)
def test_narrowed_down(client: TestClient, query: str, expected: set[str]):
    assert listed(client, query) == expected


def test_nothing_found_says_what_to_do(client: TestClient):
    empty = show(client, "/web/documents?status=superseded")
    assert "可减少条件" in empty.words("*[@class='empty']")
    assert not empty.all("table")


def test_the_choice_stays_in_the_form(client: TestClient):
    shown = show(client, f"/web/documents?{DAY}&status=draft&jurisdiction=330000")
    chosen = {field.get("name"): field.xpath("string(option[@selected]/@value)") for field in shown.all("select")}
    assert chosen == {"jurisdiction": "330000", "status": "draft", "type": "", "kind": ""}
    assert shown.one("input[@type='date']").get("value") == "2026-06-30"


@pytest.mark.parametrize("id", sorted(EVERY))
def test_the_text_is_shown_whole_and_in_order(client: TestClient, corpus_texts: dict[str, str], id: str):
    shown = show(client, f"/web/documents/{id}")
    assert "".join(shown.one("*[@id='text']").text_content().split()) == "".join(corpus_texts[id].split())


@pytest.mark.parametrize("id", sorted(EVERY))
def test_every_fact_can_be_reached_from_its_words(client: TestClient, id: str):
    """Each is linked from the text, or another fact that is can be: then it stands on that one's page."""
    shown = show(client, f"/web/documents/{id}")
    linked = {link.get("data-key"): link.get("href") for link in shown.all("a[contains(@class, 'fact ')]")}
    facts = {fact["iri"].split(f"/{id}/")[1]: fact for fact in client.get(f"/documents/{id}/facts?limit=1000").json()["items"]}
    assert linked.keys() <= facts.keys()
    for key, fact in facts.items():
        over = [other for other in linked if facts[other]["start"] < fact["end"] and fact["start"] < facts[other]["end"]]
        assert key in linked or over
    for key in list(linked)[:5]:
        text = "".join("".join(link.itertext()) for link in shown.all("a[@data-key]") if link.get("data-key") == key)
        assert "".join(text.split()) in "".join(facts[key]["quote"].split())


def test_only_some_kinds(client: TestClient):
    shown = show(client, "/web/documents/fujian-2018?kind=threshold&kind=target")
    assert {link.get("class") for link in shown.all("a[contains(@class, 'fact ')]")} == {"fact k-threshold", "fact k-target"}
    assert {box.get("value") for box in shown.all("input[@type='checkbox'][@checked]")} == {"threshold", "target"}


def test_a_span_is_marked(client: TestClient):
    shown = show(client, "/web/documents/fujian-2018?from=1076&to=1114")
    shown.one("*[@id='here']")
    marked = "".join(piece.text_content() for piece in shown.all("*[@id='text']//*[contains(@class, 'marked') or self::mark]"))
    assert marked == "基本要求和提高性要求的总分达到80分及以上的，可推荐申报省级绿色工厂示范单位"


@pytest.mark.parametrize("span", ["from=5&to=2", "from=-3&to=9000000", "from=3", "from=&to="])
def test_a_span_that_is_none(client: TestClient, span: str):
    show(client, f"/web/documents/fujian-2018?{span}")


def test_tables_are_tables(client: TestClient):
    shown = show(client, "/web/documents/shanghai-2021-2025")
    captions = [" ".join(caption.text_content().split()) for caption in shown.all("*[@id='text']//caption")]
    assert captions[0] == "表1 “十四五”绿色制造体系创建目标"
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in shown.all("*[@id='text']//tr")]
    assert ["绿色工厂", "85＞X≥75", "95＞X≥85", "X≥95"] in rows
    assert ["序号", "主要目标", "细化领域"] in rows


def test_headings_of_the_text_are_headings(client: TestClient):
    shown = show(client, "/web/documents/fujian-2018")
    heads = {head.text_content(): head.tag for head in shown.all("*[@id='text']//*[starts-with(name(), 'h')]")}
    assert heads["一、总体思路及创建目标"] == "h3"
    assert heads["（一）总体思路"] == "h4"


def test_a_fact(client: TestClient):
    shown = show(client, f"/web/documents/fujian-2018/facts/threshold/1076-1114?{DAY}")
    fields = {row.xpath("string(th)"): row.xpath("string(td)") for row in shown.all("table[@class='fields']//tr")}
    assert fields["下限"] == "80分（含）"
    assert fields["对象"] == "绿色工厂"
    assert fields["决定含不含的词"] == "及以上"
    assert fields["效果"] == "推荐"
    assert shown.one("blockquote/mark").text == "基本要求和提高性要求的总分达到80分及以上的，可推荐申报省级绿色工厂示范单位"
    assert "h:minInclusive true" in shown.one("pre").text
    assert Shown(client, "/web/documents/fujian-2018/facts/threshold/1-2").status == 404
    english = show(client, "/web/documents/fujian-2018/facts/incentive/3075-3097?lang=en")
    assert ("Form", "Priority") in [(row.xpath("string(th)"), row.xpath("string(td)")) for row in english.all("table[@class='fields']//tr")]


def test_facts_at_one_place_lead_to_each_other(client: TestClient):
    first = show(client, "/web/documents/fujian-2018/facts/sector/703-785")
    others = [link for link in first.links if "/facts/sector/703-785~" in link]
    assert len(others) == 14
    assert "机械" in first.words("h2[@class='phrase']")
    assert show(client, others[0]).words("h2[@class='phrase']") != first.words("h2[@class='phrase']")


def test_earlier_and_later_documents(hostile: TestClient):
    earlier = show(hostile, "/web/documents/factory-2018?as_of=2022-01-01")
    assert "被废止于" in earlier.words()
    assert earlier.one("a[@rel='next']").get("href") == "/web/documents/factory-2021?as_of=2022-01-01"
    later = show(hostile, "/web/documents/factory-2021?as_of=2022-01-01")
    assert later.one("a[@rel='prev']").get("href") == "/web/documents/factory-2018?as_of=2022-01-01"
    compared = next(link for link in later.links if link.startswith("/web/diff?old=factory-2018&new=factory-2021"))
    changed = show(hostile, compared)
    assert {"80"} <= {gone.text for gone in changed.all("td//del")}
    assert "（2021年修订）" in changed.words("thead")


def test_two_documents_are_compared_as_the_api_does(client: TestClient):
    shown = show(client, "/web/diff?old=miit-2016-586&new=jiangsu-2016")
    answer = client.get("/diff?old=miit-2016-586&new=jiangsu-2016").json()
    assert len(shown.all("tbody/tr")) == len(answer["clauses"]["changes"])
    assert len(shown.all("main/ul[1]/li")) == len(answer["facts"])


NOTICE = {
    "id": "a", "title": "关于开展绿色制造体系建设的通知", "doc_number": "工信厅节函〔2016〕586号", "issuer": "工业和信息化部办公厅",
    "date": "2016-09-03",
}  # fmt: skip
HEAD = "工业和信息化部办公厅. 关于开展绿色制造体系建设的通知：工信厅节函〔2016〕586号[Z/OL]"


@pytest.mark.parametrize(
    ("changed", "path", "expected"),
    [
        ({}, "", f"{HEAD}. 2016(2016-09-03)[2026-06-30]. http://a"),
        ({}, "五/（一）", f"{HEAD}. 2016：五/（一）(2016-09-03)[2026-06-30]. http://a"),
        ({"date": "2016"}, "", f"{HEAD}. 2016[2026-06-30]. http://a"),
        ({"issuer": None, "date": None, "doc_number": None}, "", "关于开展绿色制造体系建设的通知[Z/OL]. [2026-06-30]. http://a"),
        ({"issuer": "甲局、乙局", "title": None, "doc_number": None}, "", "甲局，乙局. a[Z/OL]. 2016(2016-09-03)[2026-06-30]. http://a"),
    ],
)
def test_references_as_papers_write_them(changed: dict[str, str | None], path: str, expected: str):
    assert reference({**NOTICE, **changed}, iso_date("2026-06-30"), "http://a", path) == expected
