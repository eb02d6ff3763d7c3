"""The self-test: answering, and seeing at once what follows."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from .conftest import Browser

ADDRESS = "/web/eligibility?type=绿色工厂&jurisdiction=福建&as_of=2026-06-30"


def test_answers_show_their_consequences(browser: Browser):
    browser.open("/web/eligibility")
    browser.look("eligibility-empty")
    browser.open(ADDRESS)
    browser.run("window.stays = true")
    score = browser.one(".next input[name=score]")
    score.send_keys("86", Keys.TAB)
    assert "国家级" in browser.until("#result tbody tr:nth-child(2)", "不符合").text
    assert "差4分" in browser.one("#result .requirements").text
    assert "score=86" in browser.driver.current_url
    assert browser.one("#told").get_attribute("textContent") == "已答 1 个，共 6 个问题 省级 ？ 尚不能判定 国家级 ✗ 不符合"
    browser.look("eligibility")
    for count in range(2, 10):
        asked = browser.all(".next legend")
        if not asked:
            break
        words = asked[0].text
        wanted = "false" if "存在问题" in words or "不符合" in words else "true"
        browser.one(f".next input[value={wanted}]").click()
        browser.until("#progress", f"已答 {count} 个")
    assert "符合条件" in browser.one("#result tbody tr").text
    assert browser.run("return window.stays") is True  # nothing was loaded anew
    address = browser.driver.current_url
    browser.look("eligibility-done")
    browser.open(address)
    assert "符合条件" in browser.one("#result tbody tr").text  # the address holds it all


def test_an_answer_that_cannot_be_read(browser: Browser):
    browser.open(ADDRESS)
    browser.one(".next input[name=score]").send_keys("很高", Keys.TAB)
    assert "应为数" in browser.until("#work [role=alert]", "score").text
    assert browser.one("#score").get_attribute("value") == "很高"
    browser.driver.get_log("browser")  # Chromium tells of every answer that is an error


def test_on_paper(browser: Browser):
    """What is printed are the decisions, not the form."""
    browser.open(ADDRESS + "&score=86")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert browser.one("#result").is_displayed()
        assert not browser.one("#answers").is_displayed()
        assert not browser.one("form.filters").is_displayed()
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
