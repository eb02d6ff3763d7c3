"""The graph: every box moves on to what it names."""

from __future__ import annotations

from .conftest import Browser


def test_from_a_type_to_a_document_to_an_agency(browser: Browser):
    browser.open("/web/graph")
    browser.look("graph-begin")
    next(link for link in browser.all("ul.tags a") if link.text == "绿色工厂").click()
    assert browser.one("h1").text == "图谱：绿色工厂"
    browser.look("graph")
    where = "svg.net a" if browser.screen == "desktop" else ".card a"  # a phone's screen is too narrow for the drawing
    next(link for link in browser.all(where) if "福建省绿色制造体系创建实施方案" in link.text).click()
    assert browser.until("h1", "福建省绿色制造体系创建实施方案")
    names = {link.text for link in browser.all(".card a")}
    assert {"绿色园区", "福建省经济和信息化委员会", "福建省"} <= names
    browser.look("graph-document")


def test_an_error_says_what_to_do(browser: Browser):
    browser.open("/web/documents/nothing")
    assert "fujian-2018" in [item.text for item in browser.all("ul.tags li")]
    browser.driver.get_log("browser")  # the browser notes the status 404
    browser.look("error")
