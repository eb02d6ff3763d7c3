"""What cannot be cited is not given."""

from __future__ import annotations

from collections.abc import Callable

from hengce.ontology.store import Store
from hengce.queries.catalogue import Catalogue
from hengce.queries.citations import Evidence, cited
from hengce.queries.compare import compare

Make = Callable[..., Store]

QUOTE = "得分80分\n以上𠮷的"
DOCUMENT = {"p": {"title": "甲省绿色工厂办法", "jurisdiction": "350000", "facts": [
    ("threshold", QUOTE, {"subject": "绿色工厂", "metric": "得分", "min": 80, "min_inclusive": True, "unit": "分"}),
    ("cycle", "每三年复核一次", {"subject": "绿色工厂", "period": "P3Y", "action": "复核"}),
]}}  # fmt: skip


def test_a_citation_names_its_clause(graph: Make):
    store = graph(DOCUMENT)
    with store.snapshot() as snapshot:
        text = "甲省绿色工厂办法\n" + QUOTE
        start = text.index(QUOTE)
        assert Evidence(snapshot, ["p"]).cite("p", "一", start, start + len(QUOTE), QUOTE) == {
            "document": "p", "title": "甲省绿色工厂办法", "path": "一", "quote": QUOTE, "start": start, "end": start + len(QUOTE),
            "url": "https://w3id.org/hengce/id/document/p/一",
        }  # fmt: skip


def test_offsets_count_code_points_and_are_checked(graph: Make):
    with graph(DOCUMENT).snapshot() as snapshot:
        evidence = Evidence(snapshot, ["p"])
        assert evidence.cite("p", "一", 9, 9 + len(QUOTE), QUOTE)
        assert evidence.cite("p", "一", 10, 10 + len(QUOTE), QUOTE) is None
        assert evidence.cite("p", "一", -1, 5, QUOTE) is None
        assert evidence.cite("p", "一", 3, 3, "") is None
        assert evidence.cite("q", "一", 9, 9 + len(QUOTE), QUOTE) is None


def test_a_quote_that_does_not_stand_in_the_text_is_left_out_and_counted(graph: Make, tampered: Make):
    with tampered(graph(DOCUMENT)).snapshot() as snapshot:
        table = Catalogue.load().run(snapshot, "thresholds")
        assert len(table) == 1
        assert cited(snapshot, table) == ([], 1)


def test_a_comparison_leaves_it_out_too_and_says_so(graph: Make, tampered: Make):
    whole = graph(DOCUMENT)
    assert [row["aspect"] for row in compare(whole, "绿色工厂", as_of="2024-06-30")["rows"]] == ["threshold", "cycle"]
    result = compare(tampered(whole), "绿色工厂", as_of="2024-06-30")
    assert result["rows"] == []
    assert any("2 条" in warning and "引文" in warning for warning in result["warnings"])


def test_rows_that_speak_of_no_fact_are_as_they_are(gold: Store):
    with gold.snapshot() as snapshot:
        table = Catalogue.load().run(snapshot, "types", jurisdiction="福建")
        assert cited(snapshot, table) == ([dict(row) for row in table], 0)
