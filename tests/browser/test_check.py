"""Checking a draft: from a file to remarks at their places and a Word file with comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Browser

DRAFT = """慈溪市绿色工厂管理办法

第一条 为了规范绿色工厂管理，根据工信厅节函〔2016〕586号文件要求，结合本市实际，制定本办法。
第二条 得分90分及以上的为一级；得分80分及以上、不满85分的为二级。
第四条 本办法自2027年1月1日起施行，有效期3年。到2028年，建成绿色工厂50家，其中一级20家、二级20家。
第五条 申报单位按照第九十九条办理，具体材料见附件3。
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "慈溪市绿色工厂管理办法（征求意见稿）.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_from_a_file_to_its_findings(browser: Browser, file: Path):
    browser.open("/web/check")
    browser.look("check-empty")
    browser.one("#f-file").send_keys(str(file))
    browser.one("#check button[type=submit]").click()
    browser.until("h1", "慈溪市绿色工厂管理办法（征求意见稿）.txt")
    assert browser.driver.current_url.endswith("/web/check")
    gap = browser.one("section.remark")
    assert "分档断档" in gap.text
    line, note = browser.run("return [...arguments[0].closest('.beside').children].map(e => e.getBoundingClientRect().toJSON())", gap)
    if browser.screen == "desktop":
        assert note["left"] > line["right"] - 2
        assert abs(note["top"] - line["top"]) < 20
    else:
        assert note["top"] >= line["bottom"]
    browser.look("check")
    browser.one("section.remark h3 a").click()
    mark = browser.one("#m1")
    assert browser.run("const box = arguments[0].getBoundingClientRect(); return 0 <= box.top && box.top < innerHeight", mark)


def test_a_file_is_dropped(browser: Browser):
    browser.open("/web/check")
    script = """
        const carried = new DataTransfer();
        carried.items.add(new File([arguments[0]], "草案.txt", { type: "text/plain" }));
        document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        return document.querySelector("#f-file").files[0].name;
    """
    assert browser.run(script, DRAFT) == "草案.txt"
    browser.one("#check button[type=submit]").click()
    browser.until("h1", "草案.txt")


def test_a_file_too_large_is_not_sent(browser: Browser, tmp_path: Path):
    large = tmp_path / "大.pdf"
    large.write_bytes(b"%PDF-1.4" + bytes(21 << 20))
    browser.open("/web/check")
    browser.one("#f-file").send_keys(str(large))
    assert "没有发送" in browser.until("#refused", "20 MB").text
    browser.one("#check button[type=submit]").click()
    assert "没有发送" in browser.one("#refused").text
    assert not browser.all(".busy")
