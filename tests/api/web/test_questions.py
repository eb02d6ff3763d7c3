"""Questions, the calendar, the editor of queries, and how far the data can be relied on: pages say what the API says."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from starlette.testclient import TestClient

from .shown import Shown, show

QUESTION = "福建的绿色园区要多少分？"


def test_an_answer_is_that_of_the_api_with_each_citation_marked_in_its_document(client: TestClient):
    shown = show(client, f"/web/ask?q={QUESTION}&as_of=2024-06-30")
    answer = client.post("/ask", json={"question": QUESTION, "as_of": "2024-06-30"}).json()
    assert [each.text_content() for each in shown.all("p[@class='said']")] == answer["answer"].splitlines()
    assert [each.text_content() for each in shown.all("ol[@class='sources']//blockquote")] == [c["quote"] for c in answer["citations"]]
    marked = show(client, shown.all("ol[@class='sources']//a/@href")[0].partition("#")[0])
    assert "".join(each.text_content() for each in marked.all("*[@id='here']")) in answer["citations"][0]["quote"]
    for link in shown.all("details//td/a/@href"):
        assert show(client, link).status == 200


def test_a_question_can_be_followed_up_by_address_alone(client: TestClient):
    shown = show(client, f"/web/ask?q={QUESTION}&as_of=2024-06-30")
    context = shown.one("form//input[@name='context']").get("value")
    followed = show(client, f"/web/ask?q=那上海呢？&as_of=2024-06-30&context={context}")
    assert "上海市" in followed.words("p[@class='said'][1]")
    assert "接着上一问" in followed.words("article")
    suggested = [link for link in shown.links if "/web/ask?" in link and "context=" in link]
    assert suggested
    assert show(client, suggested[0]).all("p[@class='said']")


def test_what_is_no_question_is_shown_as_text(client: TestClient):
    hostile = "<script>alert(1)</script>"
    shown = show(client, f"/web/ask?q={hostile}")
    assert hostile in shown.words("h2[@id='h-asked']")
    assert not shown.all("main//script")
    assert "不属于政策问答的范围" in shown.words()
    refused = Shown(client, "/web/ask?q=x&context=forged")
    assert (refused.status, "context" in refused.words()) == (400, True)


def test_the_calendar_has_the_deadlines_of_the_api_and_leads_to_the_same_file(client: TestClient):
    shown = show(client, "/web/timeline?year=2027&jurisdiction=320000&as_of=2026-06-30")
    found = client.get("/deadlines", params={"year": 2027, "jurisdiction": "320000", "as_of": "2026-06-30"}).json()["items"]
    assert [each.get("datetime") for each in shown.all("time")] == [each["due"] for each in found]
    assert len({each["due"][:7] for each in found}) == len(shown.all("section[@class='card']"))
    calendar = client.get(next(link for link in shown.links if link.startswith("/deadlines")))
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.text.count("BEGIN:VEVENT") == len(found)


def test_a_year_without_deadlines_says_what_to_do(client: TestClient):
    assert "可换一年" in show(client, "/web/timeline?year=1950&jurisdiction=350000").words("p[@class='empty']")
    assert Shown(client, "/web/timeline?year=0").status == 400


def test_the_editor_offers_each_question_of_the_catalogue_ready_to_run(client: TestClient):
    shown = show(client, "/web/sparql")
    offered = [parse_qs(urlsplit(link).query)["question"][0] for link in shown.links if "question=" in link]
    assert sorted(offered) == sorted(each["name"] for each in client.get("/queries").json()["items"])
    chosen = show(client, "/web/sparql?question=coverage")
    query = chosen.one("textarea").text_content()
    assert "#+" not in query
    assert client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert Shown(client, "/web/sparql?question=nobody").status == 404


def test_the_editor_knows_prefixes_and_terms(client: TestClient):
    known = client.get("/web/sparql/terms").json()
    assert known["prefixes"]["eli"] == "http://data.europa.eu/eli/ontology#"
    assert ["h:Threshold", "门槛"] in known["terms"]
    assert all(label for _, label in known["terms"])


def test_small_answers_are_pictures_too(client: TestClient):
    bars = show(client, "/sparql?query=SELECT ?x (1 AS ?n) { VALUES ?x { 'a' '<b>' } }")
    assert len(bars.all("figure//*[local-name()='svg']")) == 1
    assert not bars.all("figure//b")
    net = show(client, "/sparql?query=CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 5")
    assert "条联系" in net.words("figure")
    assert not show(client, "/sparql?query=SELECT ?s { ?s ?p ?o } LIMIT 90").all("figure")


def test_facts_and_silence_are_counted_as_the_catalogue_counts_them(client: TestClient):
    shown = show(client, "/web/quality")
    rows = client.get("/queries/coverage", params={"limit": 1000}).json()["items"]
    assert f"{sum(row['facts'] for row in rows)} 条事实" in shown.words("p[@class='lead']")
    cells = [cell.text_content() for cell in shown.all("table[@class='counts']/tbody//td")]
    assert sum(cell != "—" for cell in cells) == len(rows)
    assert "《中国制造2025》" in shown.words()


def test_quotes_are_compared_with_the_text_of_a_document(client: TestClient):
    shown = show(client, "/web/quality?check=fujian-2018")
    assert "fujian-2018：" in shown.words("section[@id='checked']")
    assert "全部相符" in shown.words("section[@id='checked']")
    assert Shown(client, "/web/quality?check=nobody").status == 404
