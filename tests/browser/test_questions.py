"""Questions, the calendar, and how far the data can be relied on: what a user comes for, on both screens."""

from __future__ import annotations

from .conftest import Browser


def test_a_question_is_answered_with_its_clause_and_followed_up(browser: Browser):
    browser.open("/web/ask?as_of=2024-06-30")
    browser.look("ask-empty")
    browser.one("main form.ask input[name=q]").send_keys("福建的绿色园区要多少分？")
    browser.one("main form.ask button").click()
    assert "80分" in browser.until(".said", "福建省").text
    assert "as_of=2024-06-30" in browser.driver.current_url
    assert browser.all(".sources blockquote")
    browser.look("ask")
    forms = browser.all("main form.ask")
    forms[1].find_element("css selector", "input[name=q]").send_keys("那上海呢？")
    forms[1].find_element("css selector", "button").click()
    assert "上海市" in browser.until(".said", "上海市").text
    assert "绿色园区" in browser.one(".said").text
    browser.one(".sources a").click()
    assert browser.one("#here")


def test_the_calendar_of_a_year(browser: Browser):
    browser.open("/web/timeline?year=2027&as_of=2026-06-30")
    assert "2027 年 11 月" in [heading.text for heading in browser.all(".months h3")]
    assert "省经信委每年11月30日前向工信部推荐" in browser.one(".months").text
    browser.look("timeline")
    browser.one("#f-actor").send_keys("省级")
    browser.one("main form.filters button").click()
    browser.one("input[value=省级]")
    months = browser.one(".months").text
    assert "省经信委每年11月30日前" in months
    assert "设区市经信委" not in months


def test_what_was_read_and_what_is_missing(browser: Browser):
    browser.open("/web/quality?as_of=2026-06-30")
    browser.look("quality")
    browser.one("table.counts tbody tr th small a").click()
    assert "全部相符" in browser.until("#checked", "逐字核对").text


def test_a_query_is_written_with_help_and_answered_in_place(browser: Browser):
    browser.open("/web/sparql?question=thresholds")
    assert "?" in str(browser.one("#query").get_attribute("value"))
    browser.one("form.editor button").click()
    browser.until("#answer", "共 ")
    browser.look("sparql")
    area = browser.one("#query")
    browser.run("arguments[0].value = ''; arguments[0].focus()", area)
    area.send_keys("SELECT ?x { ?x a h:Thre")
    browser.until(".terms", "h:Threshold")
    area.send_keys("\n")
    written = str(area.get_attribute("value"))
    assert written.startswith("PREFIX h: <")
    assert written.endswith("?x a h:Threshold")
    area.send_keys(" } LIMIT 2")
    browser.one("form.editor button").click()
    assert "共 2 行" in browser.until("#answer", "共 2 行").text
