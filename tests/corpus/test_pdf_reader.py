"""PDFs: the packaged texts as printed pages come back whole; pages turned, ruled, stamped; files that are broken or made to break."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import cache

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from hengce.corpus.readers.original import read_original
from hengce.corpus.readers.pdf.document import transcribe
from hengce.corpus.readers.pdf.radicals import RADICALS
from hengce.ontology.errors import HengceError, TooLarge, UnreadableText

from ..made import documents
from . import typeset
from .roundtrip import agreement, ink

LAYOUTS = {
    "one column, 22 lines of 28": typeset.OFFICE,
    "two columns, running head": typeset.COLUMNS,
    "no indents, blank lines between": typeset.BLOCKS,
    "spaced and justified": typeset.STRETCHED,
}
compared = cache(agreement)  # most layouts give one text: its facts are read once


def lines(text: str) -> list[str]:
    return [ink(line) for line in text.splitlines() if line.strip()]


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = typeset.A4) -> bytes:
    """A PDF of one page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=True, pageCompression=0)
    typeset.font_of(typeset.OFFICE)
    canvas.setFont("STSong-Light", 16)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_facts_of_a_printed_text_are_those_of_the_text(corpus_texts: dict[str, str], layout: typeset.Layout):
    for text in corpus_texts.values():
        read = transcribe(typeset.pdf(text, layout), "file").text
        assert ink(read) == ink(text)  # page heads and numbers gone, columns in order, nothing else touched
        report = compared(text, read)
        assert report.micro.gold > 50
        assert report.micro.f1 >= 0.99, [*report.missed, *report.wrong]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_paragraphs_are_put_together_as_they_were(layout: typeset.Layout):
    right = total = 0
    for made in documents(12, seed=7):
        want = lines(made.text)
        have = set(lines(transcribe(typeset.pdf(made.text, layout), "file").text))
        right += sum(line in have for line in want)
        total += len(want)
    assert right >= 0.97 * total  # a running head of a single page is not known as one, nor a column of two lines


def test_a_character_is_where_its_place_says(corpus_texts: dict[str, str]):
    text = corpus_texts["shanghai-2021-2025"]
    file = typeset.pdf(text)
    original = read_original(file, "file")
    assert original.format == "pdf"
    document = pypdfium2.PdfDocument(file)
    for quote in ("85＞X≥75", "创建200家以上绿色制造示范单位", "五年内不予采信"):
        start = original.text.index(quote)
        places = original.place_of(start, start + len(quote))
        printed = ""
        for place in places:
            assert place.page is not None
            assert place.box is not None
            left, top, right, bottom = place.box
            page = document[place.page - 1]
            printed += page.get_textpage().get_text_bounded(
                left + 1, page.get_height() - bottom + 1, right - 1, page.get_height() - top - 1
            )
        assert ink(printed) == quote
    start = original.text.index("85＞X≥75")
    assert [(place.table, place.row, place.column) for place in original.place_of(start, start + 1)] == [(2, 2, 2)]


def test_a_table_over_two_pages_is_one_and_has_its_head_once(corpus_texts: dict[str, str]):
    original = read_original(typeset.pdf(corpus_texts["shanghai-2021-2025"]), "file")
    head, total = original.text.index("区/集团"), original.text.index("中国商用飞机")
    first, last = original.place_of(head, head + 4)[0], original.place_of(total, total + 6)[0]
    assert first.table == last.table == 3
    assert first.page is not None
    assert last.page is not None
    assert first.page < last.page
    assert original.text.count("区/集团") == 1
    assert first.row == 1
    assert last.row == 23


def test_merged_cells_and_lines_in_cells():
    """Drawn by hand: 类别 over two rows, a head over two columns, a cell of two lines."""

    def table(canvas: Canvas):
        for box in ((100, 600, 80, 100), (180, 650, 240, 50), (180, 600, 120, 50), (300, 600, 120, 50), (100, 500, 80, 100),
                    (180, 500, 120, 100), (300, 550, 120, 50), (300, 500, 120, 50)):  # fmt: skip
            canvas.rect(*box)
        for x, y, words in ((110, 645, "类别"), (260, 670, "得分"), (200, 620, "三星级"), (320, 620, "四星级"), (110, 545, "工厂"),
                            (185, 555, "绿色供应链管"), (185, 530, "理企业"), (320, 570, "75分"), (320, 520, "85分")):  # fmt: skip
            canvas.drawString(x, y, words)

    original = read_original(drawn(table), "file")
    rows = [row.split("\n\t") for row in original.text.strip("\n").removeprefix("\t").split("\n\n\t")]
    assert rows == [["类别", "得分", ""], ["", "三星级", "四星级"], ["工厂", "绿色供应链管理企业", "75分"], ["", "", "85分"]]


def test_a_table_without_lines_is_one_where_its_cells_stand_below_each_other():
    def table(canvas: Canvas):
        canvas.drawString(106, 700, "各区绿色工厂、绿色园区的数量如下表。")
        for row, cells in enumerate((("区", "绿色工厂", "绿色园区"), ("松江区", "20", "1"), ("航天局", "", "2"), ("合计", "35", "3"))):
            for x, words in zip((106, 250, 400), cells, strict=True):
                canvas.drawString(x, 660 - 25 * row, words)

    original = read_original(drawn(table), "file")
    start = original.text.index("2", original.text.index("航天局"))
    assert [(place.table, place.row, place.column) for place in original.place_of(start, start + 1)] == [(1, 3, 3)]
    assert lines(original.text)[0] == "各区绿色工厂、绿色园区的数量如下表。"


def test_a_turned_page_is_read_upright_and_a_stamp_across_it_left_out():
    words = ["第一条　为规范绿色工厂管理，制定本办法。", "第二条　得分80分以上的，认定为省级绿色工厂。"]

    def turned(canvas: Canvas):
        canvas.rotate(90)
        for i, line in enumerate(words):
            canvas.drawString(80, -100 - 40 * i, line)
        canvas.rotate(45)
        canvas.setFont("STSong-Light", 60)
        canvas.drawString(300, 100, "内部资料")

    original = read_original(drawn(turned), "file")
    assert lines(original.text) == [ink(line) for line in words]
    place = original.place_of(0, 2)[0]
    assert place.box is not None
    assert place.box == pytest.approx((80, 86, 112, 102), abs=1)  # of the page as it is read


def test_signatures_and_numbers_stay_on_lines_of_their_own():
    text = "\n".join(["请认真贯彻执行。", "某省工业和信息化厅", "2024年3月1日"])

    def notice(canvas: Canvas):
        typeset_lines = ("现将《某省绿色工厂管理办法》印发给你们，请结合实际，", "请认真贯彻执行。")
        for i, line in enumerate(("某省工业和信息化厅关于印发绿色工厂管理办法的通知", "某工信规〔2024〕5号", *typeset_lines)):
            width = canvas.stringWidth(line, "STSong-Light", 16)
            canvas.drawString((595 - width) / 2 if i < 2 else 106 if i == 2 else 74, 740 - 29 * i, line)
        for i, line in enumerate(("某省工业和信息化厅", "2024年3月1日")):
            canvas.drawRightString(521, 560 - 29 * i, line)

    read = read_original(drawn(notice), "file").text
    assert lines(read)[:2] == ["某省工业和信息化厅关于印发绿色工厂管理办法的通知", "某工信规〔2024〕5号"]
    assert lines(read)[-2:] == lines(text)[-2:]


def test_radicals_are_the_characters_that_are_meant():
    assert RADICALS["⽂"] == "文"
    assert RADICALS["⻓"] == "长"
    assert all(len(char) == 1 and "\u4e00" <= char <= "\u9fff" for radical, char in RADICALS.items() if "\u2e80" <= radical <= "\u2fd5")


def encrypted() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("geheim", canPrint=0))
    canvas.drawString(100, 700, "Confidential draft")
    canvas.save()
    return buffer.getvalue()


def test_what_cannot_be_read_is_refused_in_words(corpus_texts: dict[str, str]):
    whole = typeset.pdf(corpus_texts["fujian-2018"])
    for data, word in (
        (whole[: len(whole) // 2], "不完整"),
        (b"%PDF-1.7\n" + whole[-6:], "损坏"),
        (encrypted(), "加密"),
        (drawn(lambda _: None), "没有文字"),
    ):
        with pytest.raises(UnreadableText, match=word) as refused:
            read_original(data, "方案.pdf")
        assert "方案.pdf" in refused.value.zh
        assert "方案.pdf" in refused.value.en


def object_file(*objects: bytes) -> bytes:
    """A PDF of objects, the first of which is its root."""
    data, starts = b"%PDF-1.7\n", []
    for number, written in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return data + end % (size, table, size, len(data))


def test_too_many_pages():
    kids = b"3 0 R " * 100_000
    pages = b"<</Type/Pages/Count 100000/Kids[%b]>>" % kids
    with pytest.raises(TooLarge, match="页数"):
        read_original(object_file(b"<</Type/Catalog/Pages 2 0 R>>", pages, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"), "file")


def test_too_many_characters(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("hengce.corpus.readers.pdf.document.CHARACTERS", 10)
    with pytest.raises(TooLarge, match="字数超过 10"):
        transcribe(drawn(lambda canvas: canvas.drawString(80, 700, "得分80分以上的企业认定为绿色工厂")), "file")


def test_a_form_that_draws_itself_takes_no_more_than_a_process_of_its_own():
    """700 bytes that make pdfium take all the memory there is."""
    again = b"/X Do /X Do"
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length %d>>stream\n%b\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    content = b"<</Length 5>>stream\n/X Do\nendstream"
    file = object_file(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, content, form % (len(again), again)
    )  # fmt: skip
    with pytest.raises((UnreadableText, TooLarge)):
        read_original(file, "file")


def test_spoilt_files_are_read_or_refused(corpus_texts: dict[str, str]):
    """Bytes changed, doubled, left out; anything else than an answer or a refusal fails here, a crash of pdfium ends the tests."""
    chance = random.Random(20260101)
    sources = [typeset.pdf(corpus_texts["shanghai-2021-2025"][:600]), drawn(lambda canvas: canvas.drawString(80, 700, "绿色工厂"))]
    refused = 0
    for _ in range(40):
        data = bytearray(chance.choice(sources))
        for _ in range(chance.choice((1, 5, 50))):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(40)]
                case _:
                    data[at:at] = data[at : at + chance.randrange(200)]
        try:
            assert transcribe(bytes(data), "file").text.strip()
        except HengceError:
            refused += 1
    assert 0 < refused < 40


def test_a_draft_leaves_no_file_behind(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert "绿色工厂" in read_original(drawn(lambda canvas: canvas.drawString(80, 700, "绿色工厂")), "file").text
    assert not list(tmp_path.rglob("*"))
