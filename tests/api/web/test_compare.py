"""The page of comparisons: what it shows is what the API gives, each cell with the way to its clause."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from hengce.api.web import choices

from .conftest import SCRIPT
from .shown import Shown, show

DAY = "2026-06-30"
FACTORIES = f"/web/compare?type=绿色工厂&as_of={DAY}"


def row(shown: Shown, label: str) -> list[str]:
    """The words of a row's cells."""
    found = shown.one(f"table[contains(@class, 'matrix')]//tr[th[starts-with(normalize-space(), '{label}')]]")
    return [" ".join(cell.text_content().split()) for cell in found.xpath("td")]


def test_until_a_type_is_chosen_there_is_the_choice(client: TestClient):
    shown = show(client, "/web/compare")
    assert shown.one("form[@action='/web/compare']").get("method") is None
    assert len(shown.all("input[@name='jurisdictions' and @type='checkbox']")) == 5
    assert len(shown.all("input[@name='aspect']")) == 12
    assert not shown.all("table")
    example = shown.one("div[@class='empty']//a[.='绿色工厂']").get("href")
    assert show(client, example).words("h1") == "绿色工厂：各地比较"


def test_the_matrix(client: TestClient):
    shown = show(client, FACTORIES)
    heads = [head.text_content() for head in shown.all("h2[@id='threshold']/following::table")[0].iter("th")][:6]
    assert heads == ["项目", "中华人民共和国", "上海市", "江苏省", "宁波市", "福建省"]
    nation, shanghai, jiangsu, ningbo, fujian = row(shown, "总评分")
    assert nation == jiangsu == ningbo == "文件未写"
    assert shanghai.startswith("＋ 上级未规定 三星级：第三方评价得分≥75分且<85分 已过期原文 85＞X≥75")
    assert "国家级：总分≥90分" in fujian
    assert "≠ 不同" in shown.words("tr[th[starts-with(normalize-space(), '总评分')]]/th")
    assert "◦ 仅一地写明" in shown.words("tr[th[starts-with(normalize-space(), '停产时间')]]/th")


def test_every_cell_opens_its_clause(client: TestClient):
    shown = show(client, FACTORIES)
    result = client.get("/compare", params={"type": "绿色工厂", "as_of": DAY}).json()
    cited = {
        (cell["text"], cell["citation"]["document"], cell["citation"]["start"], cell["citation"]["end"], cell["citation"]["quote"])
        for row in result["rows"]
        for cells in row["cells"].values()
        for cell in cells
    }
    found = set()
    for item in shown.all("table[contains(@class, 'matrix')]//li"):
        link = item.xpath("a")[0]
        address = urlsplit(link.get("href"))
        query = parse_qs(address.query)
        quote = item.xpath(".//blockquote")[0].text
        found.add((link.text, address.path.rpartition("/")[2], int(query["from"][0]), int(query["to"][0]), quote))
        assert address.fragment == "here"
    assert found == cited


def test_numbers_as_charts_with_their_tables(client: TestClient):
    shown = show(client, FACTORIES)
    line, bars = shown.all("figure[@class='chart']")
    rows = [[" ".join(cell.text_content().split()) for cell in each] for each in line.xpath(".//tbody/tr")]
    assert ["上海市 三星级 (已过期)", "≥75分 <85分"] in rows
    assert ["福建省 国家级", "≥90分"] in rows
    assert [each.text_content() for each in bars.xpath(".//tbody//td")] == ["100万元", "最高20万元/企业"]
    assert {"上海市 三星级 (已过期)", "≥90分"} <= {text.text_content() for text in line.xpath(".//*[local-name()='text']")}


def test_who_is_stricter(hostile: TestClient):
    address = f"/web/compare?type=绿色工厂&aspect=threshold&jurisdictions=江苏，福建&as_of={DAY}"
    jiangsu, fujian = row(show(hostile, address + "&baseline=350000"), "总评分")
    assert jiangsu.startswith("▼ 更宽 评价得分≥75分")
    assert "更" not in fujian
    jiangsu, fujian = row(show(hostile, address + "&baseline=320000"), "总评分")
    assert fujian.startswith("▲ 更严")
    assert "stricter" in row(show(hostile, address + "&baseline=320000&lang=en"), "overall score")[1]


def test_choices_are_kept(client: TestClient):
    chosen = "aspect=incentive&aspect=cycle&jurisdictions=350000&jurisdictions=西藏，上海&differing=1&baseline=310000"
    shown = show(client, f"{FACTORIES}&{chosen}")
    assert {box.get("value") for box in shown.all("input[@type='checkbox'][@checked]")} == {"350000", "310000", "incentive", "cycle", "1"}
    assert shown.one("input[@id='f-others']").get("value") == "西藏"
    assert shown.one("select[@name='baseline']/option[@selected]").get("value") == "310000"
    assert "未收录文件的地区：西藏自治区" in shown.words()
    assert [each.get("id") for each in shown.all("h2[@id]")] == ["incentive", "cycle"]


def test_only_what_differs(client: TestClient):
    assert "信贷支持" in show(client, FACTORIES).words()
    differing = show(client, FACTORIES + "&differing=1")
    assert not differing.all("th[starts-with(normalize-space(), '信贷支持')]")
    alike = show(client, FACTORIES + "&differing=1&aspect=reference&jurisdictions=福建")
    assert "各地没有不同的项目" in alike.words()
    again = alike.one("div[@class='empty']//a").get("href")
    assert "依据" in show(client, again).words()


def test_many_places_a_part_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(choices, "MOST_PLACES", 2)

    def heads(shown: Shown) -> list[str]:
        return [head.text_content() for head in shown.all("table[contains(@class, 'matrix')]")[0].xpath("thead//th")[1:]]

    shown = show(client, f"/web/compare?type=第三方评价机构&as_of={DAY}")
    speaking = client.get("/compare", params={"type": "第三方评价机构", "as_of": DAY}).json()
    named = [place["name"] for place in speaking["jurisdictions"] if any(row["cells"][place["code"]] for row in speaking["rows"])]
    assert set(heads(shown)) <= set(named)
    assert "地区共 5 个，本页是第 1–2 个" in shown.words()
    following = show(client, shown.one("a[@rel='next']").get("href"))
    assert not set(heads(shown)) & set(heads(following))
    assert "第 5–5 个" in show(client, f"/web/compare?type=第三方评价机构&as_of={DAY}&offset=999999").words()
    file = next(link for link in shown.links if "format=json" in link)
    assert [place["name"] for place in client.get(file).json()["jurisdictions"]] == heads(shown)


def test_silence(client: TestClient):
    assert "没有谈到它的这些方面" in show(client, "/web/compare?type=绿色工厂&aspect=exemption&jurisdictions=福建&baseline=福建").words()


def test_files_of_the_same_comparison(client: TestClient):
    shown = show(client, f"{FACTORIES}&aspect=incentive&jurisdictions=福建&lang=en")
    links = {link.text_content(): link.get("href") for link in shown.all("p[@class='actions']/a")}
    answers = {name: client.get(link, headers={"Accept": "text/html,*/*;q=0.8"}) for name, link in links.items()}
    assert {name: (answer.status_code, answer.headers["content-type"].partition(";")[0]) for name, answer in answers.items()} == {
        "Full report (HTML)": (200, "text/html"),
        "Excel": (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "CSV": (200, "text/csv"),
        "Markdown": (200, "text/markdown"),
        "JSON": (200, "application/json"),
    }
    result = json.loads(answers["JSON"].text)
    assert (result["as_of"], [place["code"] for place in result["jurisdictions"]]) == (DAY, ["350000"])
    assert {each["aspect"] for each in result["rows"]} == {"incentive"}


def test_what_is_not_known(client: TestClient):
    assert Shown(client, "/web/compare?type=没有这种").status == 404
    assert Shown(client, f"{FACTORIES}&aspect=colour").status == 404
    assert Shown(client, f"{FACTORIES}&jurisdictions=乌有之乡").status == 404
    assert Shown(client, "/web/compare?type=绿色工厂&as_of=2026-13-01").status == 400


@pytest.mark.parametrize("name", ["type", "aspect", "jurisdictions", "baseline", "as_of", "differing"])
def test_hostile_parameters(hostile: TestClient, name: str):
    shown = Shown(hostile, f'/web/compare?type=绿色工厂&{name}="><script>alert(1)</script>')
    assert shown.status == (200 if name == "differing" else 400 if name == "as_of" else 404)
    assert not [script for script in shown.all("script") if not str(script.get("src")).startswith("/static/")]


def test_hostile_texts(hostile: TestClient):
    shown = show(hostile, FACTORIES)
    assert SCRIPT in shown.words()
    assert not shown.all("script")
    assert not shown.all("img[@onerror]")
