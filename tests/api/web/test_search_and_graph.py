"""Search and graph as pages."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

from starlette.testclient import TestClient

from .shown import Shown, show

BASE = "https://w3id.org/hengce/"


def test_clauses_are_quoted_with_their_words_marked(client: TestClient):
    shown = show(client, "/web/search?q=绿色工厂 奖励")
    answer = client.get("/search", params={"q": "绿色工厂 奖励", "limit": 20}).json()
    quotes = ["".join(quote.text_content()) for quote in shown.all("blockquote")]
    assert quotes == [hit["citation"]["quote"] for hit in answer["items"]]
    text = client.get("/documents/fujian-2018/text").json()["text"]
    sought = {
        text[span["start"] : span["end"]] for hit in answer["items"] if hit["document"] == "fujian-2018" for span in hit["highlights"]
    }
    assert sought <= {mark.text for mark in shown.all("blockquote/mark")}
    first = shown.one("ol[@class='hits']/li[1]/h2/a").get("href")
    assert first == "/web/documents/fujian-2018?from=3208&to=3464#here"
    show(client, first).one("*[@id='here']")


def test_search_in_one_place(client: TestClient):
    shown = show(client, "/web/search?q=绿色工厂&jurisdiction=350000&type=&kind=incentive")
    assert {link.rpartition("/")[2].partition("?")[0] for link in shown.all("ol[@class='hits']//a/@href")} == {"fujian-2018"}


def test_further_pages(client: TestClient):
    first = show(client, "/web/search?q=绿色")
    following = first.one("a[@rel='next']").get("href")
    second = show(client, following)
    assert second.one("ol[@class='hits']").get("start") == "21"
    assert second.all("blockquote")[0].text_content() != first.all("blockquote")[0].text_content()
    assert second.one("a[@rel='prev']").get("href").endswith("q=%E7%BB%BF%E8%89%B2")


def test_nothing_found_and_nothing_asked(client: TestClient):
    assert "没有找到" in show(client, "/web/search?q=没有这样的词").words("*[@class='empty']")
    assert "例如" in show(client, "/web/search?q=").words("*[@class='empty']")
    refused = Shown(client, "/web/search?q=绿色&type=没有")
    assert refused.status == 404
    assert "绿色工厂" in refused.words("ul[@class='tags']")


def around(client: TestClient, name: str) -> dict[str, set[str]]:
    """The neighbours of a thing by relation, as the lists of its page say."""
    shown = show(client, f"/web/graph?iri={BASE}id/{name}")
    return {
        section.xpath("string(h3/text())").strip(): {link.text for link in section.xpath(".//li/a")}
        for section in shown.all("section[@class='card']")
    }


def test_around_a_type(client: TestClient):
    found = around(client, "type/绿色工厂")
    assert found["文件"] == {
        "上海市绿色制造体系建设实施方案（2021-2025年）", "福建省绿色制造体系创建实施方案", "江苏省绿色制造体系建设实施方案",
        "宁波市绿色制造体系建设实施方案", "工信厅节函〔2016〕586号",
    }  # fmt: skip
    assert found["上位"] == {"绿色制造示范单位"}
    assert "福建省经济和信息化委员会" in found["主管部门"]


def test_around_an_agency_that_was_renamed(client: TestClient):
    found = around(client, "agency/福建省经济和信息化委员会")
    assert found["后改为"] == {"福建省工业和信息化厅"}
    assert found["前身"] >= {"福建省经济贸易委员会"}
    assert found["文件"] == {"福建省绿色制造体系创建实施方案"}


def test_around_a_document(client: TestClient):
    found = around(client, "document/miit-2016-586")
    assert found["发文机关"] == {"工业和信息化部办公厅"}
    assert found["地区"] == {"中华人民共和国"}
    assert "绿色园区" in found["类型"]
    assert around(client, "document/fujian-2018")["依据"] >= {"中国制造2025"}


def test_every_box_moves_the_middle(client: TestClient):
    shown = show(client, f"/web/graph?iri={BASE}id/type/绿色园区")
    boxes = [link.get("href") for link in shown.all("svg//a")]
    listed = [link.get("href") for link in shown.all("section[@class='card']//a")]
    assert set(boxes) <= set(listed)
    assert len(boxes) > 5
    for address in boxes[:6]:
        moved = show(client, address)
        assert moved.one("svg//*[@class='centre']") is not None
        assert parse_qs(urlsplit(address).query)["iri"][0].startswith(BASE)


def test_boxes_do_not_overlap(client: TestClient):
    shown = show(client, f"/web/graph?iri={BASE}id/document/shanghai-2021-2025")
    boxes = [(int(box.get("x")), int(box.get("y"))) for box in shown.all("svg//a/rect")]
    for side in {x for x, _ in boxes}:
        heights = sorted(y for x, y in boxes if x == side)
        assert all(below - above >= 30 for above, below in pairwise(heights))


def test_where_to_begin(client: TestClient):
    shown = show(client, "/web/graph")
    assert {"绿色工厂", "福建省绿色制造体系创建实施方案"} <= {link.text for link in shown.all("ul[@class='tags']//a")}


def test_what_the_graph_does_not_know(client: TestClient):
    for iri in (f"{BASE}id/type/没有", "http://elsewhere.example/a", f"{BASE}id//x", "a"):
        assert Shown(client, f"/web/graph?iri={iri}").status == 404
