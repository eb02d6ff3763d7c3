"""Pages of government sites: the document, without what stands around it."""

from __future__ import annotations

import base64

import pytest

from hengce.corpus.readers.markup import content
from hengce.corpus.readers.original import read_original
from hengce.corpus.tables import grids

from . import files

TEXT = """某省工业和信息化厅：
为加快绿色制造体系建设，现就有关事项通知如下。
一、评价得分达到80分及以上的，认定为省级绿色工厂。
二、对认定的企业给予一次性奖励50万元。
某省工业和信息化厅
2024年3月1日
"""
TITLE = "某省工业和信息化厅关于开展绿色工厂评价的通知"


def read(page: str | bytes) -> str:
    return read_original(page.encode() if isinstance(page, str) else page, "page").text


@pytest.mark.parametrize("old", [False, True], ids=["new", "old"])
def test_a_title_that_stands_above_the_text_is_put_before_it(old: bool):
    assert read(files.page(TEXT, title=TITLE, old=old)) == f"{TITLE}\n{TEXT}"


def test_a_title_in_the_text_is_not_repeated():
    assert read(files.page(f"{TITLE}\n{TEXT}", title=TITLE)).count(TITLE) == 1


def test_a_title_that_only_the_page_has_loses_the_name_of_the_site():
    assert read(f"<html><head><title>{TITLE}_某省工业和信息化厅</title></head><body><p>{TEXT}</p></body></html>").startswith(f"{TITLE}\n")


def test_the_number_in_the_table_of_the_page_is_kept_where_the_text_has_none():
    card = """<table class="xxgk"><tr><td>索 引 号：</td><td>11350000/2024-00001</td><td>发文机关：</td><td>某省工业和信息化厅</td></tr>
    <tr><td>发文字号：</td><td>某工信〔2024〕12号</td><td>成文日期：</td><td>2024-03-01</td></tr></table>"""
    page = files.page(TEXT, title=TITLE).decode().replace('<div class="content">', f'{card}<div class="content">')
    assert read(page).startswith(f"{TITLE}\n某工信〔2024〕12号\n某省工业和信息化厅：\n")
    already = page.replace("某省工业和信息化厅：</p>", "某工信〔2024〕12号</p><p>某省工业和信息化厅：</p>")
    assert read(already).count("12号") == 1


def test_an_annex_beside_the_text_is_kept():
    annex = "".join(f"<p>{at}.单位产品能耗优于国家标准先进值，且近三年无重大安全、环保事故。</p>" for at in range(1, 9))
    page = (
        files.page(TEXT, title=TITLE)
        .decode()
        .replace('<div class="share">', f'<div class="fj"><p>附件</p>{annex}</div><div class="share">')
    )
    text = read(page)
    assert text.index("2024年3月1日") < text.index("附件\n1.单位产品") < text.index("8.单位产品")
    assert text.endswith("事故。\n")


def test_tables_with_merged_cells_lists_and_breaks():
    body = """<p>一、指标</p><table><caption>表1 指标</caption><thead><tr><th rowspan=2>类别</th><th colspan=2>得分</th></tr>
    <tr><th>三星</th><th>四星</th></tr></thead><tbody><tr><td>工厂</td><td>75</td><td>85</td></tr></tbody></table>
    <ol style="list-style-type: cjk-ideographic" start=2><li>自愿申报。</li><li><p>审核公示。</p></li></ol><ul><li>附则</li></ul>
    <p>联系人：<b>张三</b>\n  电话：1<br>邮箱：a@b.cn&nbsp;</p><p style="display:none">隐藏。</p>"""
    text = read(f"<html><body><div>{body}</div></body></html>")
    (grid,) = grids(text)
    assert [[cell.text for cell in row] for row in grid.rows] == [["类别", "得分", ""], ["", "三星", "四星"], ["工厂", "75", "85"]]
    assert text.startswith("一、指标\n表1 指标\n\t类别")
    assert text.endswith("\n二、自愿申报。\n三、审核公示。\n附则\n联系人：张三 电话：1\n邮箱：a@b.cn\n")


def test_a_place_is_the_element_of_the_file():
    from lxml import etree

    data = files.page(TEXT, title=TITLE)
    original = read_original(data, "page")
    at = original.text.index("80分")
    (place,) = original.place_of(at, at + 3)
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    element = root.find("." + (place.element or "").removeprefix("/html"))
    assert element is not None
    assert "80分" in content(element)


ENCODED = {
    "GB2312 that is GB18030": f"<html><head><meta charset=gb2312></head><body><p>{TEXT}㐂</p></body></html>".encode("gb18030"),
    "declared in http-equiv": f'<meta http-equiv="Content-Type" content="text/html; charset=GBK"><body>{TEXT}</body>'.encode("gbk"),
    "wrongly declared": f'<html><head><meta charset="gb2312"></head><body><p>{TEXT}</p></body></html>'.encode(),
    "not declared": f"<html><body><p>{TEXT}</p></body></html>".encode("gb18030"),
    "UTF-8 with mark": f"\ufeff<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>".encode(),
    "UTF-16": f"<html><body><p>{TEXT}</p></body></html>".encode("utf-16"),
    "XHTML": f'<?xml version="1.0"?><!-- 页 --><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}</p></body></html>'.encode(),
    "a fragment": "".join(f"<p>{line}</p>" for line in TEXT.split("\n")).encode(),
}  # fmt: skip


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED.keys())
def test_encodings_and_dialects(data: bytes):
    original = read_original(data, "办法.doc")
    assert original.format == "html"
    assert "认定为省级绿色工厂" in original.text


def test_a_page_saved_as_one_file():
    page = base64.encodebytes(f"<html><body><p>{TEXT}</p></body></html>".encode("gb18030"))
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="gb2312"\n'
    original = read_original(head + b"Content-Transfer-Encoding: base64\n\n" + page + b"\n--b--\n", "办法.mht")
    assert original.format == "html"
    assert "奖励50万元" in original.text


def test_a_text_about_markup_is_no_page():
    assert read_original("网页用<p>标签分段，用<table>标签列表。\n".encode()).format == "text"


def test_lines_of_the_site_are_left_out_and_like_ones_of_the_document_kept():
    lines = [
        "来源：某厅",
        TITLE,
        "发布时间：2024-03-02　浏览次数：3",
        *TEXT.splitlines(),
        "附件",
        *["申报条件。"] * 9,
        "主办单位：某厅",
        "时间：2024-05-01",
        "完。",
    ]
    text = read(f"<html><body>{''.join(f'<p>{line}</p>' for line in [*lines, '【打印】【关闭】', '版权所有：某厅'])}</body></html>")
    assert text.startswith(f"{TITLE}\n某省工业和信息化厅：\n")
    assert text.endswith("主办单位：某厅\n时间：2024-05-01\n完。\n")


@pytest.mark.parametrize("heading", [f"关于印发《{TITLE}》的公告", f"某市{TITLE}", TITLE.replace("绿色工厂", "“绿色 工厂”")])
def test_another_form_of_the_title_is_not_put_before_it(heading: str):
    text = read(f'<html><head><meta name="ArticleTitle" content="{heading}"></head><body><p>{TITLE}</p><p>{TEXT}</p></body></html>')
    assert text.startswith(f"{TITLE}\n")


@pytest.mark.parametrize(
    "card",
    [
        "<span>发文字号</span><b>：</b><i>某工信〔2024〕12号</i>",
        "<li>文号：某工信〔2024〕12号</li>",
        "<td>文　号</td><td>某工信〔2024〕12号</td>",
    ],
)
def test_forms_of_the_number_beside_the_text(card: str):
    page = f"<html><body><div class='header'><table><tr>{card}</tr></table></div><div><p>{TITLE}</p><p>{TEXT}</p></div></body></html>"
    assert read(page).startswith(f"某工信〔2024〕12号\n{TITLE}\n")
    titled = page.replace("<html>", f'<html><head><meta name="ArticleTitle" content="{TITLE}"></head>')
    assert read(titled).startswith(f"{TITLE}\n某工信〔2024〕12号\n")
