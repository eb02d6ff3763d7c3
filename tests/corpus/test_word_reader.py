"""Word files as people make them: generated numbers, tracked changes, merged cells, notes, boxes."""

from __future__ import annotations

import pytest

from hengce.corpus.readers.original import Original, read_original
from hengce.corpus.readers.word.counting import written
from hengce.corpus.readers.word.signs import readable
from hengce.corpus.tables import grids

from .files import word_of


def read(body: str, **others: str) -> str:
    return read_original(word_of(body, **others), "file.docx").text


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, level: int, list_id: int = 1) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(at: int, form: str, label: str, more: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{label}"/></w:lvl>'


def num(list_id: int, definition: int, override: str = "") -> str:
    """A list."""
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'


OFFICIAL = "".join([
    level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."), level(3, "decimal", "（%4）"),
])  # fmt: skip
LISTS = f'<w:abstractNum w:abstractNumId="0">{OFFICIAL}</w:abstractNum>{num(1, 0)}{num(2, 0)}'


# --- generated numbers


def test_levels_count_and_begin_anew_below_the_next_number():
    said = (("总体要求", 0), ("指导思想", 1), ("创新", 2), ("协调", 2), ("目标", 1), ("保障", 0), ("组织", 1))
    body = "".join(item(text, at) for text, at in said)
    expected = "一、总体要求 （一）指导思想 1.创新 2.协调 （二）目标 二、保障 （一）组织"
    assert read(body, numbering=LISTS).split() == expected.split()


def test_lists_of_one_definition_count_on_together():
    assert read(item("甲", 0, 1) + p("正文。") + item("乙", 0, 2), numbering=LISTS).split() == ["一、甲", "正文。", "二、乙"]


def test_a_list_may_begin_with_any_number():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = f'<w:abstractNum w:abstractNumId="0">{OFFICIAL}</w:abstractNum>{num(1, 0)}{num(2, 0, override)}'
    assert read(item("甲", 0) + item("乙", 0, 2) + item("丙", 0, 2), numbering=lists).split() == ["一、甲", "五、乙", "六、丙"]


def test_articles_go_on_through_chapters():
    more = '<w:lvlRestart w:val="0"/>'
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCountingThousand", "第%1章")}'
        f"{level(1, 'chineseCountingThousand', '第%2条', more)}</w:abstractNum>{num(1, 0)}"
    )
    body = item("总则", 0) + item("目的", 1) + item("定义", 1) + item("申报", 0) + item("条件", 1)
    assert read(body, numbering=lists).split("\n")[:-1] == ["第一章 总则", "第一条 目的", "第二条 定义", "第二章 申报", "第三条 条件"]


def test_numbers_of_several_levels_in_digits():
    lists = f"""<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、")}
    {level(1, "decimal", "%1.%2", "<w:isLgl/>")}</w:abstractNum>{num(1, 0)}"""
    text = read(item("总体", 0) + item("目标", 1) + item("原则", 1), numbering=lists)
    assert text.split("\n")[:-1] == ["一、总体", "1.1 目标", "1.2 原则"]


def test_styles_bring_numbers_and_a_paragraph_may_decline_them():
    styles = """<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
    <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>
    <w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="H1"/></w:style>"""
    lists = f"""<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>')}
    {level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>')}</w:abstractNum>{num(1, 0)}"""
    body = "".join([
        p("总体要求", '<w:pStyle w:val="H1"/>'), p("目标", '<w:pStyle w:val="H2"/><w:numPr><w:ilvl w:val="1"/></w:numPr>'),
        p("附则", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'), p("保障", '<w:pStyle w:val="own"/>'),
    ])  # fmt: skip
    assert read(body, styles=styles, numbering=lists).split() == ["一、总体要求", "（一）目标", "附则", "二、保障"]


def test_empty_paragraphs_of_a_list_count_and_bullets_say_nothing():
    lists = f'{LISTS}<w:abstractNum w:abstractNumId="9">{level(0, "bullet", chr(0xF0B7))}</w:abstractNum>{num(9, 9)}'
    assert read(item("甲", 0) + item("", 0) + item("乙", 0) + item("丙", 0, 9), numbering=lists).split() == ["一、甲", "三、乙", "丙"]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (11, "chineseCounting", "十一"), (20, "chineseCountingThousand", "二十"), (103, "chineseCountingThousand", "一百零三"),
        (110, "chineseCounting", "一百一十"), (1001, "chineseCounting", "一千零一"), (12, "chineseLegalSimplified", "壹拾贰"),
        (20, "ideographDigital", "二〇"), (2, "ideographTraditional", "乙"), (3, "ideographZodiac", "寅"), (12, "decimalFullWidth", "１２"),
        (20, "decimalEnclosedCircleChinese", "⑳"), (21, "decimalEnclosedCircle", "21"), (3, "decimalEnclosedParen", "⑶"),
        (3, "decimalZero", "03"), (28, "lowerLetter", "bb"), (2, "upperLetter", "B"), (14, "lowerRoman", "xiv"), (9, "upperRoman", "IX"),
        (3, "none", ""), (0, "chineseCounting", "0"), (-3, "lowerRoman", "-3"), (7, "unheardOf", "7"),
    ],
)  # fmt: skip
def test_forms_of_numbers(number: int, form: str, expected: str):
    assert written(number, form) == expected


def test_a_generated_number_is_marked_as_such():
    original = read_original(word_of(item("总体要求", 0), numbering=LISTS), "file")
    assert [place.generated for place in original.place_of(0, 6)] == [True, False]


# --- what a reader sees


def test_changes_are_accepted_and_comments_left_out():
    body = (
        f"<w:p>{r('奖励')}<w:del>{r('十')}</w:del><w:ins>{r('二十')}</w:ins><w:commentRangeStart/>{r('万元')}<w:r><w:commentReference/></w:r>"
        f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('。')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('前半句，')}</w:p>{p('后半句。')}"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>整段删除</w:delText></w:r></w:del></w:p>"
    )
    original = read_original(word_of(body, comments=f"<w:comment>{p('批注')}</w:comment>"), "file.docx")
    assert original.text == "奖励二十万元。\n前半句，后半句。\n"
    assert "修订" in original.notices[0].zh


def field(step: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'


def test_hidden_text_fields_and_signs():
    shown = r("得分", '<w:vanish w:val="0"/>')
    reference = f"{field('begin')}<w:r><w:instrText>REF _a</w:instrText></w:r>{field('separate')}{r('80')}{field('end')}"
    body = (
        f"<w:p>{r('不低于', '<w:vanish/>')}{shown}{reference}"
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:t>60</w:t><w:noBreakHyphen/><w:t>70</w:t></w:r></w:p>'
        f"<w:p><w:r><w:tab/></w:r>{r('第一行')}<w:r><w:br/></w:r>{r('第二行')}<w:r><w:lastRenderedPageBreak/></w:r>{r('，完。')}</w:p>"
    )
    original = read_original(word_of(body), "file")
    assert original.text == "得分80≥60-70\n第一行\n第二行，完。\n"
    assert [place.page for place in original.place_of(0, len(original.text))] == [1, 1, 2]
    assert readable("≥\uf0b3\uf0ff", "Symbol") == "≥≥"


def test_contents_are_left_out():
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        f"<w:p>{field('begin')}<w:r><w:instrText>TOC a</w:instrText></w:r>{field('separate')}{r('一、总则')}</w:p>"
        f"<w:p>{r('二、附则')}{field('end')}</w:p>"
        + p("附则", '<w:pStyle w:val="T1"/>')
        + p("一、总则")
        + f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    )
    assert read(body, styles='<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>') == "一、总则\n"


def test_a_text_box_is_read_once_behind_its_paragraph():
    box = f"<w:txbxContent>{p('某发〔2024〕1号')}</w:txbxContent>"
    body = (
        f"<w:p>{r('通知')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>{p('正文。')}"
    )
    assert read(body) == "通知\n某发〔2024〕1号\n正文。\n"


def test_notes_follow_the_paragraph_that_refers_to_them():
    note = f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r(" 含2018年。")}</w:p></w:footnote>'
    notes = f'<w:footnote w:id="-1">{p("—")}</w:footnote>{note}'
    body = f'<w:p>{r("到2018年")}<w:r><w:footnoteReference w:id="2"/></w:r>{r("完成。")}</w:p>{p("二、保障")}'
    original = read_original(word_of(body, footnotes=notes), "file")
    assert original.text == "到2018年完成。\n注1：含2018年。\n二、保障\n"
    assert original.place_of(original.text.index("含"), original.text.index("含") + 2)[0].note == 1


def test_formulas_stand_on_one_line():
    fraction = "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
    assert read(f"<w:p>{r('能耗')}<m:oMath>{fraction}</m:oMath></w:p>") == "能耗a/b\n"


def test_the_strict_dialect():
    strict = word_of(p("文字"), dialect="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read_original(strict, "file").text == "文字\n"


def test_pictures_are_told():
    original = read_original(word_of(p("正文。") + "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"), "图.docx")
    assert "1 张图片" in original.notices[0].zh


# --- tables


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def cells(original: Original) -> list[list[str]]:
    (grid,) = grids(original.text)
    return [[cell.text for cell in row] for row in grid.rows]


def test_merged_cells_keep_their_columns():
    body = p("附表") + table(
        row(cell(p("类别"), '<w:vMerge w:val="restart"/>'), cell(p("得分"), '<w:gridSpan w:val="2"/>')),
        row(cell(p(""), "<w:vMerge/>"), cell(p("三星")), cell(p("四星"))),
        row(cell(p("工厂")), cell(p("75")), cell(p("85"))),
        row(cell(p("园区")), cell(p("70")), cell(p("80")), properties="<w:del/>"),
    )  # fmt: skip
    original = read_original(word_of(body + p("注：满分100分。")), "file")
    assert cells(original) == [["类别", "得分", ""], ["", "三星", "四星"], ["工厂", "75", "85"]]
    assert original.text.endswith("\n\n注：满分100分。\n")
    at = original.text.index("85")
    assert [(each.table, each.row, each.column, each.paragraph) for each in original.place_of(at, at + 2)] == [(1, 3, 3, 9)]


def test_cells_of_several_paragraphs_and_tables_inside():
    inner = table(row(cell(p("甲")), cell(p("乙"))), row(cell(p("丙")), cell(p("丁"))))
    body = table(row(cell(p("指标")), cell(p("要求"))), row(cell(p("能耗") + p("一、总量")), cell(inner + p(""))))
    original = read_original(word_of(body), "file")
    assert cells(original) == [["指标", "要求"], ["能耗 一、总量", "甲 乙\n丙 丁"]]


def test_a_table_that_holds_the_page_in_place_is_none():
    body = table(row(cell(p("标题"))), row(cell(p("一、总则") + table(row(cell(p("甲")), cell(p("1"))), row(cell(p("乙")), cell(p("2")))))))
    original = read_original(word_of(body), "file")
    assert original.text.startswith("标题\n一、总则\n\t甲\n\t1\n\n")
    assert cells(original) == [["甲", "1"], ["乙", "2"]]
