"""CSV, Markdown and tables: nothing in a document becomes a formula, mark-up or a terminal command."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengce.api.export import csv as as_csv
from hengce.api.export import jsonl, markdown, table
from hengce.api.export.grid import Grid, flat_citation, text_of, visible


def grid(*rows: tuple[object, ...]) -> Grid:
    return Grid(("类型", "值"), rows)  # type: ignore[arg-type]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "\n=1", "＝1+1", "＋1+1", "－1+1", "＠x"])
def test_what_a_spreadsheet_would_calculate_is_quoted(text: str):
    assert as_csv.guarded(text) == "'" + text
    assert read(as_csv.render(grid((text, 1))))[1] == ["'" + text, "1"]


@pytest.mark.parametrize(
    ("cell", "text"), [("-3", "-3"), (-3, "-3"), (-2.5, "-2.5"), (Decimal("-0.10"), "-0.10"), ("+4", "+4"), ("绿色工厂", "绿色工厂")]
)
def test_numbers_and_words_stay_as_they_are(cell: str | float | Decimal, text: str):
    assert as_csv.guarded(cell) == text


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_csv_gives_the_cells_back(rows: list[tuple[str, str]]):
    again = read(as_csv.render(grid(*rows)))
    assert again[0] == ["类型", "值"]
    assert again[1:] == [[as_csv.guarded(cell) for cell in row] for row in rows]


def test_the_byte_order_mark_is_for_files_only():
    assert as_csv.render(grid(("a", 1)), bom=True).startswith("\ufeff类型,值\r\n")
    assert as_csv.render(grid(("a", 1))).startswith("类型")


def test_markdown_is_literal():
    text = markdown.render(grid(("a|b\n<script>*x*</script> [l](javascript:y)", "`q`")))
    head, rule, row = text.splitlines()
    assert head.count("|") == rule.count("|") == 3
    assert r"a\|b<br>\<script\>\*x\*\</script\> \[l\](javascript:y)" in row
    assert r"\`q\`" in row


@given(st.text(), st.text())
def test_a_markdown_row_is_one_line_with_three_borders(one: str, two: str):
    row = markdown.render(grid((one, two))).split("\n")[2]
    assert row.replace(r"\\", "").replace(r"\|", "").count("|") == 3
    assert "\r" not in row


def test_control_characters_cannot_steer_a_terminal():
    assert visible("a\x1b[31mb\u202ec\x00d\te\u2028f") == "a[31mbcd e f"
    assert "\x1b" not in table.render(grid(("\x1b]0;title\x07x", "y")))


@pytest.mark.parametrize(("text", "places"), [("绿色", 4), ("ab", 2), ("（一）", 6), ("e\u0301", 1), ("“”≥", 3), ("", 0)])
def test_width(text: str, places: int):
    assert table.width(text) == places


def test_columns_are_aligned():
    lines = table.render(Grid(("地区", "score"), (("福建省", 80), ("A", "不少于")))).splitlines()
    assert lines == ["地区    score", "──────  ──────", "福建省  80", "A       不少于"]


@given(st.text(alphabet="绿色工厂ab 1，。）"), st.integers(min_value=2, max_value=20))
def test_wrapping_loses_nothing_and_keeps_the_limit(text: str, places: int):
    lines = table.wrap(text, places)
    assert all(table.width(line) <= places for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_words_are_not_broken_where_that_can_be_avoided():
    assert table.wrap("按 GB/T 36132 执行", 10) == ["按 GB/T", "36132 执行"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("满分五十分（不含）", ["满分五十", "分（不", "含）"]),
        ("满分五十，分", ["满分五", "十，分"]),
        ("满分五（）。", ["满分五", "（）。"]),
        ("。。。。。。", ["。。。。", "。。"]),
        ("满分五 [12]", ["满分五", "[12]"]),
        ("满分五十 [1]", ["满分五十", "[1]"]),
    ],
)
def test_no_line_begins_with_a_closing_mark(text: str, lines: list[str]):
    assert table.wrap(text, 8) == lines


def test_a_table_is_narrowed_to_the_terminal():
    wide = Grid(("a", "b"), (("绿" * 40, "色" * 40),))
    assert max(table.width(line) for line in table.render(wide, total=60).splitlines()) <= 60


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (True, "true"), (False, "false"), (80.0, "80"), (0.5, "0.5"), (Decimal("1E+3"), "1000"), (10**20, str(10**20))],
)
def test_cells(cell: object, text: str):
    assert text_of(cell) == text  # type: ignore[arg-type]


def test_records_become_a_grid():
    made = Grid.of([{"a": [1, 2.0, True], "b": {"code": "350000", "name": None}}, {"c": "x"}], ("a", "b", "c"))
    assert made.rows == (("1；2；true", "code: 350000", None), (None, None, "x"))


def test_a_citation_is_spread_over_columns():
    row = {"value": 1, "citation": {"document": "d", "path": "一", "quote": "q", "start": 0, "end": 1}}
    assert flat_citation(row)["doc"] == "d"
    assert flat_citation(row)["quote"] == "q"
    assert flat_citation({"value": 1}) == {"value": 1}


def test_json_lines_are_plain_json():
    assert jsonl.render([{"值": Decimal("80"), "x": [1.0, 1.5, True, None]}]) == '{"值": 80, "x": [1, 1.5, true, null]}\n'
