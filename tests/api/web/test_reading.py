"""A text in blocks and pieces: spans that nest and overlap, clauses, headings, tables."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hengce.api.web.reading import Piece, Reading


def fact(start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "kind": "target"}


def clause(start: int, end: int, type: str = "item", heading: str | None = None, *children: dict[str, Any]) -> dict[str, Any]:
    return {"start": start, "end": end, "type": type, "heading": heading, "path": "", "children": list(children)}


def owned(pieces: list[Piece]) -> list[tuple[str, tuple[int, int] | None]]:
    return [(piece.text, (piece.fact["start"], piece.fact["end"]) if piece.fact else None) for piece in pieces]


def test_the_shortest_fact_has_the_words():
    (block,) = Reading("甲乙丙丁戊己", [], [fact(0, 6), fact(1, 4), fact(2, 3), fact(3, 5)])
    assert owned(list(block.pieces)) == [("甲", (0, 6)), ("乙", (1, 4)), ("丙", (2, 3)), ("丁", (3, 5)), ("戊", (3, 5)), ("己", (0, 6))]


def test_a_fact_over_two_lines_is_in_both():
    first, second = Reading("甲乙\n丙丁", [], [fact(1, 4)])
    assert owned(list(first.pieces)) == [("甲", None), ("乙", (1, 4))]
    assert owned(list(second.pieces)) == [("丙", (1, 4)), ("丁", None)]


def test_clauses_that_begin_in_blanks_begin_with_the_block():
    first, second = Reading("甲\n\n  乙", [clause(0, 2), clause(2, 6)], [])
    assert [piece.anchors for piece in first.pieces] == [(0,)]
    assert [piece.anchors for piece in second.pieces] == [(2,)]


def test_the_marked_span_begins_once():
    pieces = [piece for block in Reading("甲乙丙\n丁", [], [fact(1, 2)], (1, 5)) for piece in block.pieces]
    assert [(piece.text, piece.marked, piece.here) for piece in pieces] == [
        ("甲", False, False), ("乙", True, True), ("丙", True, False), ("丁", True, False),
    ]  # fmt: skip


def test_headings_and_their_levels():
    text = "一、目标\n（1）数量。到2025年\n1.范围\n正文"
    inner = clause(text.index("1.范围"), len(text), "item", "范围")
    outline = [clause(0, len(text), "item", "目标", clause(5, len(text), "item", "数量", inner))]
    assert [block.level for block in Reading(text, outline, [])] == [3, 0, 4, 0]


def test_notes_below_a_table_are_lines():
    text = "表1\n\t甲\n\t乙\n注：单位为家。"
    (found, note) = Reading(text, [clause(0, len(text), "table", None, clause(4, 8, "row"))], [])
    assert [["".join(piece.text for piece in cell) for cell in row] for row in found.rows] == [["甲", "乙"]]
    assert "".join(piece.text for piece in note.pieces) == "注：单位为家。"


def test_tables_have_rows_and_cells():
    text = "前\n表1 目标\n\t甲\n\t乙\n\n\t1\n\t2\n\t后"
    table = clause(2, 21, "table", None, clause(9, 16, "row"), clause(16, 21, "row"))
    before, found, after = Reading(text, [table], [fact(12, 13)])
    assert "".join(piece.text for piece in found.pieces) == "表1 目标"
    assert [["".join(piece.text for piece in cell) for cell in row] for row in found.rows] == [["甲", "乙"], ["1", "2"]]
    assert [owned(list(block.pieces)) for block in (before, after)] == [[("前", None)], [("后", None)]]


@given(st.text("甲乙 \n\t", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=6))
def test_nothing_is_lost_or_told_twice(text: str, spans: list[tuple[int, int]]):
    facts = [fact(start, start + length) for start, length in spans if start + length <= len(text)]
    outline = [clause(found["start"], found["end"]) for found in facts]
    pieces = [piece for block in Reading(text, outline, facts) for piece in block.pieces]
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(text.split())
    anchors = [anchor for piece in pieces for anchor in piece.anchors]
    assert len(anchors) == len(set(anchors))
