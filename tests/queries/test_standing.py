"""From texts to standings: what small documents say of each other (同时废止, 修订, 修改, 征求意见稿) decides how they stand on any date."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hengce.corpus.structure import outline
from hengce.extract.pipeline import read
from hengce.ontology.store import Store
from hengce.queries.catalogue import Catalogue
from hengce.queries.citations import cited
from hengce.queries.compare import compare
from hengce.queries.documents import documents, with_standing

from .conftest import write_store

TEXTS = {
    "factory-2018": """福建省绿色工厂管理办法
闽工信法规〔2018〕10号
第一条 为规范绿色工厂管理，制定本办法。
第二条 绿色工厂评价得分应达到80分以上。
第三条 本办法自2018年5月1日起施行，有效期5年。
福建省工业和信息化厅
2018年4月1日
""",
    "factory-2021": """福建省绿色工厂管理办法（2021年修订）
闽工信法规〔2021〕3号
第一条 为规范绿色工厂管理，制定本办法。
第二条 绿色工厂评价得分应达到85分以上。
第三条 本办法自2021年6月1日起施行。《福建省绿色工厂管理办法》（闽工信法规〔2018〕10号）同时废止。
福建省工业和信息化厅
2021年5月10日
""",
    "decision-2022": """福建省工业和信息化厅关于修改《福建省绿色工厂管理办法（2021年修订）》的决定
闽工信法规〔2022〕8号
经研究，决定对《福建省绿色工厂管理办法（2021年修订）》（闽工信法规〔2021〕3号）作如下修改：
一、将第二条修改为：“绿色工厂评价得分应达到88分以上。”
本决定自2023年1月1日起施行。
福建省工业和信息化厅
2022年12月20日
""",
    "park-draft": """福建省绿色园区管理办法
（征求意见稿）
第一条 绿色园区评价得分应达到70分以上。
第二条 本办法自印发之日起施行。《福建省绿色工厂管理办法（2021年修订）》（闽工信法规〔2021〕3号）同时废止。
福建省工业和信息化厅
2025年1月10日
""",
    "park-2025": """福建省绿色园区管理办法
闽工信法规〔2025〕9号
第一条 绿色园区评价得分应达到75分以上。
第二条 本办法自2025年7月1日起施行。
福建省工业和信息化厅
2025年6月10日
""",
    "chain-2020": """福建省绿色供应链管理办法（试行）
第一条 绿色供应链评价得分应达到75分以上。
第二条 本办法自2020年7月1日起施行。
福建省工业和信息化厅
2020年6月10日
""",
    "chain-2022": """福建省绿色供应链管理办法（修订）
第一条 绿色供应链评价得分应达到78分以上。
第二条 本办法自2022年7月1日起施行。
福建省工业和信息化厅
2022年6月10日
""",
    "repeal-2024": """福建省工业和信息化厅关于废止部分文件的通知
各设区市工信局：
《福建省绿色供应链管理办法（试行）》自本通知印发之日起废止。
福建省工业和信息化厅
2024年3月1日
""",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The graph of these texts, read by the program."""
    facts = [fact for id, text in TEXTS.items() for fact in read(outline(id, text))]
    with write_store(tmp_path_factory.mktemp("time") / "store", TEXTS, facts, counties=False) as store:
        yield store


F, S, D = "in_force", "superseded", "draft"
# Of each document its status, and the codes of its warnings: ! not begun, ~ amended, > issued.
STANDINGS = {
    "2018-05-01": {"factory-2018": F, "factory-2021": F + "!", "chain-2020": F + "!", "park-draft": D, "park-2025": F + "!"},
    "2021-05-31": {"factory-2018": F, "factory-2021": F + "!", "decision-2022": F + "!", "chain-2020": F, "chain-2022": F + "!"},
    "2021-06-01": {"factory-2018": S, "factory-2021": F, "decision-2022": F + "!"},
    "2022-06-30": {"chain-2020": F, "chain-2022": F + "!"},
    "2022-07-01": {"chain-2020": S, "chain-2022": F, "repeal-2024": F + "!"},
    "2023-01-01": {"factory-2018": S, "factory-2021": F + "~", "decision-2022": F},
    "2025-06-30": {"park-draft": D, "park-2025": F + "!", "factory-2021": F + "~"},
    "2025-07-01": {"park-draft": D + ">", "park-2025": F, "chain-2020": S, "chain-2022": F, "repeal-2024": F},
}
MARKS = {"not-begun": "!", "amended": "~", "issued": ">"}


@pytest.mark.parametrize(("day", "expected"), STANDINGS.items())
def test_the_standing_on_a_date(store: Store, day: str, expected: dict[str, str]):
    found = {each.id: each for each in documents(store, day)}
    assert found.keys() == TEXTS.keys()
    marked = {id: found[id].status + "".join(MARKS.get(notice.code, "") for notice in found[id].notices) for id in expected}
    assert marked == expected


def test_who_took_the_place(store: Store):
    found = {each.id: each.superseded_by for each in documents(store, "2026-01-01") if each.status == "superseded"}
    assert found == {"factory-2018": "factory-2021", "chain-2020": "chain-2022"}


def test_the_graph_links_the_documents_themselves(store: Store):
    """The rules join what is cited by name to what is collected; ELI's inverse properties are stated too."""
    query = """
        PREFIX eli: <http://data.europa.eu/eli/ontology#>
        PREFIX h: <https://w3id.org/hengce/ontology#>
        SELECT ?one ?link ?other WHERE {
          VALUES ?link { eli:repeals eli:repealed_by eli:amends eli:amended_by h:issuedAs h:nextVersion h:revisedAs }
          ?a ?link ?b ; h:id ?one . ?b h:id ?other .
        } ORDER BY ?link ?one
    """
    links = [(row["one"], str(row["link"]).rpartition("#")[2], row["other"]) for row in store.select(query)]
    assert links == [
        ("factory-2021", "amended_by", "decision-2022"),
        ("decision-2022", "amends", "factory-2021"),
        ("chain-2020", "repealed_by", "repeal-2024"),
        ("factory-2018", "repealed_by", "factory-2021"),
        ("factory-2021", "repeals", "factory-2018"),
        ("repeal-2024", "repeals", "chain-2020"),
        ("park-draft", "issuedAs", "park-2025"),
        ("chain-2020", "nextVersion", "chain-2022"),
        ("factory-2018", "nextVersion", "factory-2021"),
        ("chain-2020", "revisedAs", "chain-2022"),
        ("factory-2018", "revisedAs", "factory-2021"),
    ]


@pytest.mark.parametrize(("type", "day", "decides"), [
    ("绿色工厂", "2021-05-31", 80), ("绿色工厂", "2021-06-01", 85), ("绿色园区", "2025-07-01", 75), ("绿色供应链", "2022-06-30", 75),
    ("绿色供应链", "2022-07-01", 78),
])  # fmt: skip
def test_nothing_is_silently_mixed_in_a_comparison(store: Store, type: str, day: str, decides: int):
    """Every cell says the status of its document, one value alone is from what was in force on the day, and the others are warned of."""
    result = compare(store, type, ["threshold"], "福建", as_of=day)
    begun = {each.id for each in documents(store, day) if each.has_begun}
    cells = [cell for row in result["rows"] for cell in row["cells"]["350000"]]
    assert len(cells) >= 2
    valid = [c["value"]["min"] for c in cells if c["document_status"] == "in_force" and c["citation"]["document"] in begun]
    assert valid == [decides]
    for cell in cells:
        id = cell["citation"]["document"]
        assert cell["document_status"] != "in_force" or id in begun or any(id in warning for warning in result["warnings"])
        assert cell["document_status"] == "in_force" or any(id in warning for warning in result["warnings"])


def test_nothing_is_silently_mixed_in_the_rows_of_a_question(store: Store):
    with store.snapshot() as graph:
        rows, left_out = cited(graph, Catalogue.load().run(graph, "thresholds", type="绿色工厂,绿色园区"))
        assert left_out == 0
        rows, notices = with_standing(graph, rows, "2025-07-01")
    found = {(row["citation"]["document"], row["document_status"]) for row in rows}
    assert found >= {("factory-2018", S), ("factory-2021", F), ("park-draft", D), ("park-2025", F)}
    assert {notice.code for notice in notices} == {"superseded", "amended", "draft", "issued"}
