"""A text on one line has the outline that it has with its line breaks."""

from __future__ import annotations

import pytest

from hengce.corpus.document import Document
from hengce.corpus.structure import outline

# Short enough to be read here; what a text is long for is put behind it.
TAIL = "本办法未尽事宜由市农业农村局会同有关部门研究解决，各有关单位要认真组织学习，加强政策宣传，做好各项服务保障工作。" * 14

TEXTS = [
    # A heading of 一、 right in front of the first number of the level below it, or of one that goes on with the series.
    "一、扶持原则（一）突出重点。支持示范社做强。（二）公开透明。名单向社会公示。二、扶持内容（三）贷款贴息。按规定贴息。（四）保费补助。给予补助。",
    # 1、 and (1) behind a heading; a class in brackets.
    "三、申请资料1、申请表一式两份；2、营业执照复印件；3、账簿复印件。四、人员分类1、一级人才（甲类）(1)院士；(2)国家级领军人才。2、二级人才（乙类）(1)省级专家；(2)技术能手。",
    # A lead-in without colon, and brackets that end a paragraph.
    "五、认定要求申请单位须同时具备1.登记满两年；2.账目清楚；3.近两年无事故。（责任单位：市农业农村局）六、组织实施（一）受理。（二）审核。",
]


def paths(document: Document) -> list[str]:
    return [node.path for node in document.root.walk() if node.type == "item"]


@pytest.mark.parametrize("text", TEXTS)
def test_numbers_inside_a_long_line_begin_paragraphs(text: str) -> None:
    broken = text
    for mark in "一二三四五六":
        broken = broken.replace(f"{mark}、", f"\n{mark}、").replace(f"（{mark}）", f"\n（{mark}）")
    for n in "123":
        for mark in (f"{n}、", f"{n}.", f"({n})"):
            broken = broken.replace(mark, f"\n{mark}")
    assert paths(outline("x", text + TAIL)) == paths(outline("x", broken + "\n" + TAIL))


@pytest.mark.parametrize(
    "text",
    [
        "按照《某市办法》（某政发〔2020〕3号）第十条和本办法第（二）项办理。",  # references
        "统一、规范、高效地推进第一、二、三产业融合，鼓励一、二线城市人才落户。",  # 一、 in words
        "补助标准为1.5万元、2.5万元，按1:1:1配套，误差不超过(1)式的2%。",  # figures
        "推行一站式服务（一窗受理），（一）字排开的设备不计。",  # a lone number in brackets
    ],
)
def test_what_only_looks_like_a_number_begins_none(text: str) -> None:
    assert paths(outline("x", "一、总则。" + text + TAIL)) == ["一"]


def test_a_sentence_about_all_items_is_no_part_of_the_last() -> None:
    text = "一、申报对象1、农民合作社；2、家庭农场；3、龙头企业。上述主体须在本市登记。二、附则。"
    document = outline("x", text + TAIL)
    assert document.leaf_at(text.index("上述")).path != document.leaf_at(text.index("龙头")).path


def test_a_card_whose_labels_have_run_into_their_values() -> None:
    card = (
        "{}某市{}认定\n某市{}认定\n依据文件\n《某市{}管理办法》\n发文机构\n某市科技局\n工具分类\n资质认定服务对象某市{}\n"
        "条件要求\n1．在本市登记；\n2．账目清楚。\n"
    )
    text = card.format("1.", *["数字农场"] * 4) + card.format("2.", *["智慧渔场"] * 4)
    document = outline("x", text)
    headings = [document.heading(node) for node in document.root.walk() if node.type == "item" and node.heading]
    assert headings.count("服务对象") == 2
    assert [path for path in paths(document) if path.endswith("条件要求/1")] == ["1/条件要求/1", "2/条件要求/1"]


GLUED = [
    # a chapter and an article behind a list, and the last article, which none follows
    "某县示范牧场认定办法\n第一章　总则\n第一条　为规范认定，制定本办法。\n"
    "第二章　条件\n第二条　应有下列条件：\n（一）账目清楚；\n（二）登记满两年。"
    "第三章认定程序第三条申请人向县农业农村局申请。\n第四条　名单向社会公示。第五条　本办法自公布之日起施行。",
]


@pytest.mark.parametrize("text", GLUED)
def test_an_article_without_its_line_break_is_found_by_the_gap_in_the_numbers(text: str) -> None:
    document = outline("x", text)
    assert [node.path for node in document.root.walk() if node.type == "article"] == [f"第{n}条" for n in "一二三四五"]
    assert [document.text[node.start :][:3] for node in document.root.walk() if node.type == "chapter"] == ["第一章", "第二章", "第三章"]


def test_an_article_that_is_only_quoted_or_cited_begins_no_paragraph() -> None:
    text = (
        "某县办法\n第一条　为规范认定，制定本办法。依照上级办法第二条办理的，从其规定。第二条规定的除外。\n"
        "第二条　县农业农村局负责认定。\n第三条　本办法自公布之日起施行。"
    )
    assert [node.path for node in outline("x", text).root.walk() if node.type == "article"] == ["第一条", "第二条", "第三条"]
