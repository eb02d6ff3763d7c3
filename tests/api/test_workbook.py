"""The comparison as a workbook: sheets, frozen heads, links, text that stays text, the same bytes for the same answer."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from starlette.testclient import TestClient

from hengce.api.export import xlsx

from .conftest import DAY, Finished


def test_over_http(client: TestClient) -> None:
    params = {"type": "绿色工厂", "as_of": DAY, "format": "xlsx"}
    answer = client.get("/compare", params=params)
    assert answer.headers["content-type"] == xlsx.MEDIA_TYPE
    assert answer.content == client.get("/compare", params=params).content
    book = load_workbook(io.BytesIO(answer.content))
    result = client.get("/compare", params={**params, "format": "json"}).json()
    assert book.sheetnames[:2] == ["门槛", "条件"]
    assert book.sheetnames[-2:] == ["出处", "说明"]
    sheet = book["门槛"]
    assert sheet.freeze_panes == "B2"
    heads = [(f"{place['name']} {place['code']}", "出处") for place in result["jurisdictions"]]
    assert [cell.value for cell in sheet[1]] == ["项目", *(head for pair in heads for head in pair)]
    column = 2 * [place["code"] for place in result["jurisdictions"]].index("310000") + 1
    said = [row[column : column + 2] for row in sheet.iter_rows(min_row=2) if row[0].value == "总评分"]
    assert [str(text.value).partition("：")[0] for text, _ in said] == ["三星级", "四星级", "五星级"]
    for text, number in said:
        assert text.alignment.wrap_text
        assert number.hyperlink is not None
        target = str(number.hyperlink.location).removeprefix("'出处'!")
        assert f"[{book['出处'][target].value}]" == number.value
    quotes = {str(row[4].value) for row in book["出处"].iter_rows(min_row=2)}
    assert "85＞X≥75" in quotes


def test_nothing_becomes_a_formula() -> None:
    def statement(text: str) -> dict[str, Any]:
        citation = {
            "document": "=1+1",
            "title": "@x",
            "path": "-1",
            "quote": '=HYPERLINK("http://x")\x01',
            "start": 0,
            "end": 9,
            "url": "https://x/一",
        }
        return {"text": text, "document_status": "in_force", "citation": citation}

    result = {
        "type": "绿色工厂", "as_of": "2024-06-30", "data_version": "0", "jurisdictions": [{"code": "1", "name": "=cmd|' /C calc'!A0"}],
        "not_collected": [], "warnings": ["+1"],
        "rows": [
            {"aspect": "threshold", "label": "=SUM(A1)", "differs": True, "delta": {"1": "stricter"}, "cells": {"1": [statement("=2+5")]}},
        ],
    }  # fmt: skip
    book = load_workbook(io.BytesIO(xlsx.render(result)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert any(str(cell.value).startswith("=HYPERLINK") and cell.data_type == "s" for cell in cells)


def test_the_command(hengce: Callable[..., Finished], store_path: str, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    assert hengce("compare", "绿色工厂", "--format", "xlsx", "-o", str(file), "--store", store_path).status == 0
    assert "门槛" in load_workbook(file).sheetnames
