"""The page of draft checks: remarks at their places, files to take along, errors in words, and nothing left behind."""

from __future__ import annotations

import io
import json
import logging
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from lxml import html
from starlette.testclient import TestClient

from ...corpus.files import compound
from .shown import BROWSER, Shown
from .test_every_page import anchors, headings, labels, landmarks, policy, tables

SECRET = "金丝雀机密甲乙丙丁"
DRAFT = f"""慈溪市绿色工厂管理办法

第一条 为了规范绿色工厂管理，制定本办法。{SECRET}
第二条 得分90分及以上的为一级；得分80分及以上、不满85分的为二级。
第四条 本办法自2027年1月1日起施行，有效期3年。<script>alert(1)</script>
"""
FORM = {"as_of": "2026-06-30"}


NO_FILE = ("", b"")


def send(client: TestClient, fields: dict[str, str], file: tuple[str, bytes] = NO_FILE, language: str = "zh") -> Any:
    """Post the form as a browser does: always as multipart, an empty file where none was chosen."""
    data = {**FORM, **fields}
    return client.post(f"/web/check?lang={language}", data=data, files={"file": file}, headers={"Accept": BROWSER})


def checked(client: TestClient, text: str = DRAFT) -> Shown:
    shown = Shown.of(send(client, {"text": text.replace("\n", "\r\n")}))
    assert shown.status == 200, shown.words()
    return shown


def again(client: TestClient, shown: Shown, form: str) -> Any:
    """Ask for a file by the form of the page."""
    found = shown.one("form[starts-with(@action, '/web/check/file')]")
    fields = {name: str(value) for name, value in found.form_values()}
    return client.post("/web/check/file", data={**fields, "format": form}, files={"none": ("", b"")}, headers={"Accept": BROWSER})


def test_the_form_says_that_nothing_is_stored(client: TestClient):
    shown = Shown(client, "/web/check")
    assert "草案不保存、不记录" in shown.words()
    assert "最大 20 MB" in shown.words()
    form = shown.one("form[@id='check']")
    assert (form.get("method"), form.get("enctype")) == ("post", "multipart/form-data")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_findings_is_sound(client: TestClient, language: str):
    shown = Shown.of(send(client, {"text": DRAFT}, language=language))
    for holds in (headings, landmarks, labels, policy, anchors, tables):
        holds(shown)


def test_findings_beside_their_places(client: TestClient):
    shown = checked(client)
    found = client.post("/check", json={"text": DRAFT, **FORM}).json()["findings"]
    assert [(each["rule"], each["severity"]) for each in found] == [("grade-gap", "error"), ("numbering", "warning")]
    for number, each in enumerate(found, start=1):
        note = shown.one(f"section[@id='f{number}']")
        assert each["message"] in " ".join(note.text_content().split())
        assert note.xpath("h3/a/@href") == [f"#m{number}"]
        line = note.xpath("ancestor::div[@class='beside']/p")[0]
        assert each["quote"] in "".join(line.xpath(".//text()[not(ancestor::sup)]"))
        assert shown.all(f"mark[span[@id='m{number}']]")
    assert [each.text_content() for each in shown.all("dl[@class='figures']//dd")] == ["1", "1", "0"]
    assert "错误" in shown.words("section[@id='f1']/h3")
    assert "慈溪市" in shown.words()
    assert [link for link in shown.links if link.startswith("/web/documents/miit-2016-586")]


def test_the_text_is_whole(client: TestClient):
    shown = checked(client)
    for number in shown.all("div[@class='sheet']//sup"):
        number.drop_tree()
    assert "\n".join(line.text_content() for line in shown.all("p[@class='line']")) == "\n".join(filter(None, DRAFT.split("\n")))
    assert not [script for script in shown.all("script") if not str(script.get("src")).startswith("/static/")]


def test_a_clean_draft(client: TestClient):
    clean = DRAFT.replace("第四条", "第三条").replace("不满85分", "不满90分").replace("<script>alert(1)</script>", "")
    shown = checked(client, clean)
    assert "没有发现问题" in shown.words()
    assert not shown.all("mark")


def test_a_file(client: TestClient):
    word = docx.Document()
    for line in DRAFT.split("\n"):
        word.add_paragraph(line)
    content = io.BytesIO()
    word.save(content)
    shown = Shown.of(send(client, {}, ("草案<b>.docx", content.getvalue())))
    assert shown.words("h1") == "草案检查：草案<b>.docx"
    assert shown.all("section[@id='f2']")


def test_files_to_take_along(client: TestClient):
    shown = checked(client)
    for form in ("docx", "html", "sarif", "json"):
        answer = again(client, shown, form)
        assert answer.status_code == 200, answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert unquote(answer.headers["content-disposition"]).endswith(f"粘贴的草案.检查.{form}")
        match form:
            case "docx":
                word = docx.Document(io.BytesIO(answer.content))
                assert [comment.text.partition("】")[0] for comment in word.comments] == ["【错误", "【警告"]
                assert "\n".join(each.text for each in word.paragraphs) == DRAFT
            case "html":
                assert len(list(html.document_fromstring(answer.text).iter("mark"))) >= 2
            case "sarif":
                assert [each["ruleId"] for each in answer.json()["runs"][0]["results"]] == ["grade-gap", "numbering"]
            case _:
                assert answer.json()["text"] == DRAFT
                assert answer.json()["findings"] == client.post("/check", json={"text": DRAFT, **FORM}).json()["findings"]


def test_line_breaks_of_a_file_come_back_as_they_are(client: TestClient):
    text = DRAFT.replace("\n", "\r\n") + "\n末行\t"
    shown = Shown.of(send(client, {}, ("a.txt", text.encode())))
    assert again(client, shown, "json").json()["text"] == text


@pytest.mark.parametrize(
    ("fields", "file", "status", "words"),
    [
        ({}, NO_FILE, 400, "请选择文件，或粘贴草案全文"),
        ({"text": "  \n "}, NO_FILE, 400, "请选择文件"),
        ({"text": DRAFT, "jurisdiction": "乌有市"}, NO_FILE, 404, "乌有市"),
        ({"text": DRAFT, "as_of": "明天"}, NO_FILE, 400, "as_of"),
        ({"text": DRAFT, "against": "nobody"}, NO_FILE, 404, "nobody"),
        ({}, ("a.docx", b"PK\x03\x04rubbish"), 422, "a.docx"),
        ({}, ("a.bin", b"\x00\x01\x02" * 50), 422, "a.bin"),
        ({}, ("密.docx", compound({"EncryptedPackage": b"", "EncryptionInfo": b""})), 422, "已加密"),
        ({"draft": "[1]"}, NO_FILE, 400, "draft"),
        ({"draft": "{"}, NO_FILE, 400, "draft"),
    ],
)
def test_errors_in_words(client: TestClient, fields: dict[str, str], file: tuple[str, bytes], status: int, words: str):
    shown = Shown.of(send(client, fields, file))
    assert (shown.status, shown.headers["cache-control"]) == (status, "no-store")
    assert words in shown.words("p[@role='alert' and not(@hidden)]")
    assert shown.one("textarea").text_content().strip() == fields.get("text", "").strip()
    assert not shown.all("div[@class='sheet']")


def test_too_large(client: TestClient):
    shown = Shown.of(send(client, {"text": "字" * 400_000}))
    assert shown.status == 413
    assert "1 MB" in shown.words()


def test_forms_that_there_are_not(client: TestClient):
    assert again(client, checked(client), "exe").status_code == 400
    assert client.post("/web/check/file", data={"format": "docx"}, files={"none": ("", b"")}).status_code == 400
    assert client.post("/web/check", data={"text": "a"}).status_code == 400


@pytest.mark.parametrize("name", ["jurisdiction", "as_of", "against", "text", "name"])
def test_hostile_fields(client: TestClient, name: str):
    shown = Shown.of(send(client, {"text": DRAFT, name: '"><script>alert(1)</script>\x0b'}))
    assert shown.status in (200, 400, 404)
    assert not [script for script in shown.all("script") if not str(script.get("src")).startswith("/static/")]


def test_nothing_of_a_draft_in_addresses_or_logs(client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]):
    caplog.set_level(logging.DEBUG)
    caplog.handler.setLevel(logging.DEBUG)
    shown = checked(client)
    again(client, shown, "docx")
    refused = Shown.of(send(client, {"text": DRAFT, "jurisdiction": "乌有市"}))
    assert SECRET in refused.one("textarea").text_content()  # so that nothing is lost but what was wrong
    for page in (shown, refused):
        named = [element.get(name) for element in page.root.iter("*") for name in ("href", "src", "action", "id") if element.get(name)]
        assert not [address for address in named if SECRET in unquote(address) or "alert(1)" in unquote(address)]
    told = caplog.text + "".join(capfd.readouterr())
    assert "web/check" in told
    assert SECRET not in told
    assert json.dumps(SECRET).strip('"') not in told
    kept = client.app.state.service.answers._kept.values()  # type: ignore[attr-defined]
    assert not [answer for answer in kept if SECRET.encode() in answer.body]
