"""The frame of the pages: languages, what its links keep, files, errors, and what templates and charts guarantee."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from lxml import etree
from starlette.testclient import TestClient

from hengce.api.web.assets import address, assets
from hengce.api.web.charts import draw
from hengce.api.web.page import page
from hengce.api.web.view import View, addressed

from .shown import Shown, show

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"'&"


def test_chinese_first(client: TestClient):
    assert show(client, "/").root.get("lang") == "zh-CN"
    assert show(client, "/", **{"Accept-Language": "fr"}).root.get("lang") == "zh-CN"
    assert show(client, "/", **{"Accept-Language": "en-GB,en;q=0.9"}).root.get("lang") == "en"


def test_the_language_in_an_address_wins_and_goes_along(client: TestClient):
    english = show(client, "/?lang=en&as_of=2024-06-30", **{"Accept-Language": "zh"})
    assert english.root.get("lang") == "en"
    assert english.one("a[@class='brand']").get("href") == "/?lang=en&as_of=2024-06-30"
    assert english.one("a[@class='language']").get("href") == "/?as_of=2024-06-30&lang=zh"
    hidden = {field.get("name"): field.get("value") for field in english.all("form[@class='quick']/input[@type='hidden']")}
    assert hidden == {"lang": "en", "as_of": "2024-06-30"}


def test_a_language_that_there_is_not(client: TestClient):
    assert show(client, "/?lang=xx").root.get("lang") == "zh-CN"


def test_the_language_of_an_answer_of_the_api(client: TestClient):
    for path in ("/documents", "/sparql"):
        assert client.get(path, params={"lang": "en"}).status_code == 200
    refused = client.get("/documents", params={"lang": "xx"})
    assert (refused.status_code, refused.json()["allowed"]) == (400, ["zh", "en"])
    assert client.get("/documents", params={"lang": ""}).status_code == 400
    assert client.get("/documents/x", params={"lang": "en"}).json()["title"] == "Unknown value"


def test_addresses():
    view = View("en", "/web/a b", (("lang", "en"), ("q", "甲&乙"), ("offset", "")))
    assert view.address("/web/documents", type="绿色工厂", kind=None, place=["a", "b"]) == (
        "/web/documents?type=%E7%BB%BF%E8%89%B2%E5%B7%A5%E5%8E%82&place=a&place=b&lang=en"
    )
    assert view.here(q=None, offset=20) == "/web/a%20b?lang=en&offset=20"
    assert view.address("/x", lang="zh") == "/x?lang=zh"
    dated = View("zh", "/web/a", (("as_of", "2024-06-30"), ("lang", "zh")))
    assert dated.address("/web/b") == "/web/b?as_of=2024-06-30&lang=zh"
    assert dated.address("/ontology") == "/ontology?lang=zh"
    assert addressed("/a\"<b>#c'd", []) == "/a%22%3Cb%3E#c'd"


def test_files_are_kept_for_ever_under_their_hash(client: TestClient):
    answer = client.get(address("style.css"))
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert address("style.css") in show(client, "/").source
    plain = client.get("/static/style.css")
    assert plain.headers["cache-control"] == "no-cache"
    assert plain.content == answer.content
    assert client.get("/static/style.css", headers={"If-None-Match": plain.headers["etag"]}).status_code == 304
    assert client.get("/static/style.0000000000.css").status_code == 404
    assert client.get("/static/..%2Fwording.py").status_code == 404
    for name in assets():
        assert client.get(f"/static/{name}").status_code == 200


def test_an_error_is_a_page_to_a_browser(client: TestClient):
    found = Shown(client, "/compare?type=%3Cscript%3E&lang=en")
    assert (found.status, found.words("h1")) == (404, "Unknown value")
    assert "type" in found.words("main/p/code")
    assert "绿色工厂" in [item.text for item in found.all("ul[@class='tags']/li")]
    assert not found.all("script")
    assert found.headers["cache-control"] == "no-store"
    assert found.one("*[@role='alert']").text_content() == client.get("/compare?type=<script>&lang=en").json()["detail"]


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/turtle", "application/problem+json, text/html;q=0.5"])
def test_an_error_is_a_problem_document_to_all_others(client: TestClient, accept: str):
    answer = client.get("/nowhere", headers={"Accept": accept})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_file_that_stands_alone_has_its_own_policy(client: TestClient):
    report = client.get("/compare?type=绿色工厂&format=html")
    assert "style-src 'unsafe-inline'" in report.headers["content-security-policy"]
    assert "script-src" not in report.headers["content-security-policy"]
    assert "<style>" in report.text


def test_whatever_is_put_into_a_page_is_escaped():
    made = page(View("zh", "/"), "parts.html", title=HOSTILE, crumbs=[(HOSTILE, '/"><script>')], parts=[HOSTILE])
    assert "<script" not in made
    assert made.count("&lt;script&gt;alert(1)") == 4


def test_a_name_that_nothing_stands_for_is_an_error():
    with pytest.raises(UndefinedError):
        page(View("zh", "/"), "parts.html", title="a")
    with pytest.raises(KeyError):
        View("zh", "/").say("frame.nothing")


SPEC = {
    "data": {"values": [{"place": "福建省<b>", "score": 80}, {"place": "上海市", "score": 75}]},
    "mark": "bar",
    "encoding": {"y": {"field": "place", "type": "nominal"}, "x": {"field": "score", "type": "quantitative"}},
}


def test_a_chart_is_a_picture_with_a_name_and_text():
    drawn = draw(SPEC, "各地的分数", HOSTILE)
    svg = etree.fromstring(drawn.svg)
    assert svg.get("role") == "img"
    named = {element.get("id"): element.text for element in svg if element.tag in (f"{SVG}title", f"{SVG}desc")}
    assert [named[svg.get("aria-labelledby")], named[svg.get("aria-describedby")]] == ["各地的分数", HOSTILE]
    said = [text.text for text in svg.iter(f"{SVG}text")]
    assert {"福建省<b>", "上海市"} <= set(said)
    assert "Noto Sans CJK SC" in next(svg.iter(f"{SVG}text")).get("font-family", "")
    assert not [element for element in svg.iter("*") if element.get("style") or element.tag == f"{SVG}style"]
    assert draw(SPEC, "各地的分数", HOSTILE).svg == drawn.svg


def test_a_chart_asks_nothing_of_other_places():
    with pytest.raises(ValueError, match=r"(?i)url|load|access"):
        draw({"data": {"url": "http://127.0.0.1:9/a.json"}, "mark": "bar"}, "a", "b")
