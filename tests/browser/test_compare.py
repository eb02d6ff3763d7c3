"""Comparing places: from a choice to the matrix, and from a cell to its clause."""

from __future__ import annotations

from .conftest import Browser

ADDRESS = "/web/compare?type=绿色工厂&as_of=2026-06-30"


def test_from_a_choice_to_a_clause(browser: Browser):
    browser.open("/web/compare?as_of=2026-06-30")
    browser.look("compare-empty")
    browser.run("document.querySelector('#f-type').value = '绿色工厂'")
    for box in browser.all("input[name='aspect']"):
        if box.get_attribute("value") in ("threshold", "incentive"):
            box.click()
    browser.one("main form button[type=submit]").click()
    browser.until("h1", "绿色工厂：各地比较")
    assert [head.text for head in browser.all("h2[id]")] == ["门槛", "激励"]
    assert "aspect=threshold&aspect=incentive" in browser.driver.current_url
    browser.look("compare")
    cell = browser.one("table.matrix a[href*='from=1076&to=1114']")
    assert cell.text == "省级：总分≥80分"
    cell.click()
    assert browser.until("#here + *", "总分达到80分及以上").is_displayed()


def test_the_first_column_stays(browser: Browser):
    """Tables scroll in their boxes; what a row is about stays in view, and the page never scrolls sideways."""
    browser.open(ADDRESS)
    browser.run("document.body.style.maxWidth = '40rem'")
    script = """
        const box = document.querySelector("table.matrix").parentElement;
        const head = box.querySelector("tbody th");
        box.scrollLeft = 200;
        return [box.scrollLeft, head.getBoundingClientRect().left - box.getBoundingClientRect().left];
    """
    scrolled, left = browser.run(script)
    assert scrolled > 100
    assert abs(left) < 2
