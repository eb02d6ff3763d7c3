"""The first page: where people come in."""

from __future__ import annotations

from .conftest import Browser


def test_words_lead_to_clauses(browser: Browser):
    browser.open("/")
    assert browser.one("h1").text == "衡策：可查证的政策知识图谱"
    browser.look("home")
    field = browser.one("#q")
    field.send_keys("绿色工厂 奖励")
    browser.one("form.ask button:not([formaction])").click()
    assert "100万元的资金奖励" in browser.one(".hits blockquote").text
    assert {mark.text for mark in browser.all(".hits mark")} >= {"绿色工厂", "奖励"}
    browser.look("search")


def test_a_province_leads_to_its_documents(browser: Browser):
    browser.open("/?as_of=2026-06-30")
    tile = next(link for link in browser.all("svg.tiles a") if "浙江省：1 份" in (link.get_attribute("textContent") or ""))
    tile.click()
    assert [row.text for row in browser.all("tbody th")] == ["宁波市绿色制造体系建设实施方案"]
    assert "征求意见稿" in browser.one("tbody").text
    assert "as_of=2026-06-30" in browser.driver.current_url
