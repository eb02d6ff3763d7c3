"""What a check found, as files: SARIF for tools, the draft with Word comments, a page of HTML; and the files of a diff."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from starlette.testclient import TestClient

from hengce.api.export import annotated, reviewed, sarif

from .conftest import Finished

Run = Callable[..., Finished]
DRAFT = """泉州市绿色工厂创建计划（2027—2029年）

为推进绿色制造，根据《工业和信息化部办公厅关于开展绿色制造体系建设的通知》（工信厅节函〔2016〕856号），制定本计划。

一、工作重点
（一）绿色工厂。总分达到75分及以上的，推荐申报省级绿色工厂。
（二）绿色园区。总分达到80分及以上的，推荐申报省级绿色园区。
"""
BAD = '<script>alert("x")</script>&\x01'


@pytest.fixture(scope="module")
def result(store_path: str) -> dict[str, Any]:
    from hengce.ontology.store import open_store
    from hengce.queries.checking.check import check

    with open_store(store_path) as store:
        return check(store, DRAFT, jurisdiction="350500", as_of="2026-06-30")


@pytest.fixture(scope="module")
def titles() -> dict[str, tuple[str, str]]:
    from hengce.queries.checking.rules import titles

    return titles()


def finding(quote: str, start: int, severity: str = "error") -> dict[str, Any]:
    end = start + len(quote)
    source = {"document": BAD, "title": BAD, "path": BAD, "quote": BAD, "start": 0, "end": 9, "url": "javascript:alert(1)"}
    return {
        "rule": "numbering", "severity": severity, "message": BAD, "quote": quote, "start": start, "end": end, "path": BAD,
        "places": [{"start": start, "end": end}], "related": [source], "suggestion": BAD,
    }  # fmt: skip


def found(*findings: dict[str, Any]) -> dict[str, Any]:
    return {"jurisdiction": None, "as_of": "2026-06-30", "against": [], "findings": list(findings)}


def test_sarif_says_where_in_lines_columns_and_characters(result: dict[str, Any], titles: dict[str, tuple[str, str]]) -> None:
    log = sarif.log(result, DRAFT, "泉州 计划.txt", titles)
    assert (log["version"], log["$schema"]) == ("2.1.0", sarif.SCHEMA)
    (run,) = log["runs"]
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert {"citation-mismatch", "looser-than-superior"} <= {each["ruleId"] for each in run["results"]}
    lines = DRAFT.split("\n")
    for each, record in zip(run["results"], result["findings"], strict=True):
        assert rules[each["ruleIndex"]] == each["ruleId"] == record["rule"]
        assert each["level"] == {"error": "error", "warning": "warning", "info": "note"}[record["severity"]]
        place = each["locations"][0]["physicalLocation"]
        region = place["region"]
        assert place["artifactLocation"]["uri"] == "%E6%B3%89%E5%B7%9E%20%E8%AE%A1%E5%88%92.txt"
        assert DRAFT[region["charOffset"] : region["charOffset"] + region["charLength"]] == record["quote"] == region["snippet"]["text"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == record["quote"]
    cited = next(each for each in run["results"] if each["ruleId"] == "looser-than-superior")["relatedLocations"][0]
    assert cited["physicalLocation"]["artifactLocation"]["uri"].startswith("https://w3id.org/hengce/id/")
    assert cited["id"] == 1


def test_each_finding_is_a_comment_at_its_place(result: dict[str, Any], titles: dict[str, tuple[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(annotated.render(result, DRAFT, titles))
    word = docx.Document(str(path))
    assert [each.text for each in word.paragraphs] == DRAFT.split("\n")
    comments = list(word.comments)
    assert [each.text.split("\n")[1] for each in comments] == [each["message"] for each in result["findings"]]
    body: Any = word.element
    for comment, record in zip(comments, result["findings"], strict=True):
        inside, said = False, ""
        for node in body.iter():
            name = node.tag.rpartition("}")[2]
            marked = next((value for key, value in node.attrib.items() if key.endswith("}id")), None) == str(comment.comment_id)
            inside = (inside or (name == "commentRangeStart" and marked)) and not (name == "commentRangeEnd" and marked)
            said += node.text or "" if inside and name == "t" else ""
        assert said == record["quote"].replace("\n", "")


def test_equal_findings_make_equal_word_files(result: dict[str, Any], titles: dict[str, tuple[str, str]]) -> None:
    assert annotated.render(result, DRAFT, titles) == annotated.render(result, DRAFT, titles)


@pytest.mark.requires("soffice")
def test_libreoffice_shows_the_comments(result: dict[str, Any], titles: dict[str, tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(annotated.render(result, DRAFT, titles))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        shutil.which("soffice") or "",
        "--headless",
        profile,
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "draft.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "draft.odt") as archive:
        content = archive.read("content.xml").decode("utf-8")
    assert content.count("<office:annotation ") == len(result["findings"])
    assert "工信厅节函〔2016〕586号" in content


def test_word_takes_what_xml_cannot_hold(titles: dict[str, tuple[str, str]]) -> None:
    draft = "标题\x01\r\n\n正\ud800文\t完\n"
    word = annotated.render(found(finding("\x01\r\n\n正", 2), finding("\n", 4)), draft, titles)
    assert word.startswith(b"PK")


class Page(HTMLParser):
    """The words of a page, what is marked in it, and its elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.marked: list[str] = []
        self.tags: set[str] = set()
        self._open = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "mark":
            self.marked.append("")
            self._open += 1

    def handle_endtag(self, tag: str) -> None:
        self._open -= tag == "mark"

    def handle_data(self, data: str) -> None:
        if self._open:
            self.marked[-1] += data


def test_the_page_marks_the_places(result: dict[str, Any], titles: dict[str, tuple[str, str]]) -> None:
    page = reviewed.render(result, DRAFT, "计划.txt", titles)
    assert {each["quote"] for each in result["findings"]} <= set(Page(page).marked)
    for each in result["findings"]:
        assert titles[each["rule"]][0] in page


def test_shared_stretches_are_marked_once_and_texts_are_escaped(titles: dict[str, tuple[str, str]]) -> None:
    draft = "一二三四五<b>六"
    page = reviewed.render(found(finding("二三四", 1), finding("三四五<b>", 2, "info")), draft, BAD, titles)
    shown = Page(page)
    assert shown.marked == ["二", "三四", "五<b>"]
    assert not shown.tags & {"script", "b", "link", "img"}
    assert "javascript:" not in page.replace("javascript:alert(1)</", "")


def test_the_commands_write_the_files(hengce: Run, store_path: str, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8", newline="")
    for form in ("sarif", "html", "docx"):
        path = tmp_path / f"out.{form}"
        done = hengce("check", str(draft), "--jurisdiction", "350500", "--store", store_path, "--format", form, "-o", str(path))
        assert (done.status, done.out, done.err) == (1, "", "")
        assert path.stat().st_size > 1000
    assert json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["artifacts"][0]["location"]["uri"] == "draft.txt"


def test_the_command_diff(hengce: Run, store_path: str, tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(DRAFT, encoding="utf-8", newline="")
    new.write_text(DRAFT.replace("75分", "80分"), encoding="utf-8", newline="")
    done = hengce("diff", str(old), str(new), "--store", store_path)
    assert (done.status, done.err) == (0, "")
    assert "■ 省级绿色工厂总分门槛由75分提高到80分（更严）" in done.out
    assert "〔－75〕〔＋80〕" in done.out
    told = json.loads(hengce("diff", str(old), "fujian-2018", "--store", store_path, "--format", "json").out)
    assert (told["old"]["document"], told["new"]["document"]) == (None, "fujian-2018")
    page = Page(hengce("diff", str(old), str(new), "--store", store_path, "--format", "html").out)
    assert {"ins", "del"} <= page.tags
    assert hengce("diff", "nowhere", "fujian-2018", "--store", store_path).status == 2
    assert hengce("diff", str(tmp_path / "none.txt"), "fujian-2018", "--store", store_path).status == 2


def test_diff_over_http(client: TestClient) -> None:
    answer = client.get("/diff", params={"old": "ningbo-2017-2019-draft", "new": "fujian-2018"})
    assert answer.status_code == 200
    assert {each["change"] for each in answer.json()["facts"]} <= {"changed", "added", "removed"}
    page = client.get("/diff", params={"old": "ningbo-2017-2019-draft", "new": "fujian-2018", "format": "html"})
    assert page.headers["content-type"].startswith("text/html")
    refused = client.get("/diff", params={"old": "nowhere", "new": "fujian-2018"})
    assert (refused.status_code, refused.json()["parameter"]) == (404, "old")
