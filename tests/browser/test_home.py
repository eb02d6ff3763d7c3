"""The first page: where people come in."""

from __future__ import annotations

from .conftest import Browser


def test_first_page(browser: Browser):
    browser.open("/")
    assert browser.one("h1").text == "衡策：可查证的政策知识图谱"
    browser.look("home")
