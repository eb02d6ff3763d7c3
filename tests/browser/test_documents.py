"""Documents: from the list to the text, to what was read from its words, and to how to cite them."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from .conftest import Browser

TEXT = "基本要求和提高性要求的总分达到80分及以上的，可推荐申报省级绿色工厂示范单位"


def test_from_the_list_to_a_fact(browser: Browser):
    browser.open("/web/documents?as_of=2026-06-30")
    assert len(browser.all("tbody tr")) == 5
    browser.look("documents")
    browser.one("a[href*='/web/documents/fujian-2018']").click()
    fact = next(link for link in browser.all("a.fact.k-threshold") if link.text.startswith("基本要求和提高性要求的总分"))
    browser.run("arguments[0].scrollIntoView({block: 'center'})", fact)
    fact.click()
    if browser.screen == "desktop":  # beside the text, which stays where it is
        panel = browser.until("#panel", "80分（含）")
        assert "fujian-2018" in browser.driver.current_url
        assert "/facts/" not in browser.driver.current_url
    else:
        panel = browser.until("#fact", "80分（含）")
        assert "/facts/threshold/1076-1114" in browser.driver.current_url
    assert TEXT in panel.text
    assert "福建省绿色制造体系创建实施方案[Z/OL]" in panel.find_element("css selector", "#citation").text
    browser.look("fact")


def test_a_text_with_tables(browser: Browser):
    browser.open("/web/documents/shanghai-2021-2025?as_of=2026-06-30")
    assert browser.one("#text table caption").text == "表1 “十四五”绿色制造体系创建目标"
    assert "95＞X≥85" in [cell.text for cell in browser.all("#text td")]
    browser.look("document")


def test_a_citation_leads_to_its_words(browser: Browser):
    browser.open("/web/documents/fujian-2018?from=1076&to=1114#here")
    here = browser.one("#here + *")
    assert here.text == TEXT
    assert browser.run("const box = arguments[0].getBoundingClientRect(); return 0 <= box.top && box.top < innerHeight", here)


def test_by_keyboard(browser: Browser):
    """The first stop skips to the content; a fact opens by the return key."""
    browser.open("/web/documents/fujian-2018")
    browser.one("body").send_keys(Keys.TAB)
    focused = browser.driver.switch_to.active_element
    assert focused.text == "跳到正文"
    focused.send_keys(Keys.RETURN)
    assert browser.run("return document.activeElement.id") == "main"
    fact = browser.one("a.fact.k-target")
    fact.send_keys(Keys.RETURN)
    browser.until("#fact", "家")


def test_two_documents_side_by_side(browser: Browser):
    browser.open("/web/diff?old=miit-2016-586&new=jiangsu-2016")
    assert browser.all("td ins")
    browser.look("diff")
