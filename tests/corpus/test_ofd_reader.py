"""OFD: characters at places, in pages."""

from __future__ import annotations

import io
import sys

import pytest

from hengce.corpus.readers.ofd.document import transcribe
from hengce.corpus.readers.ofd.geometry import POINT, deltas, numbers
from hengce.corpus.readers.original import read_original
from hengce.ontology.errors import ReaderMissing, UnreadableText

from ..conftest import FONTS
from .files import archive, frame_object, ofd_of, text_object

BODY = text_object("第一条　评价得分达到80分及以上的，认定为绿色工厂。", 28, 50, 5.64)


def test_a_place_is_a_page_and_a_box():
    original = read_original(ofd_of([[BODY], [text_object("第二条　本办法自发布之日起施行。", 28, 50, 5.64)]]), "file")
    assert original.text == "第一条　评价得分达到80分及以上的，认定为绿色工厂。\n第二条　本办法自发布之日起施行。\n"
    start = original.text.index("第二条")
    place = original.place_of(start, start + 3)[0]
    assert place.page == 2
    assert place.box is not None
    assert place.box[:2] == pytest.approx((28 * POINT, (50 - 0.88 * 5.64) * POINT), abs=0.1)


def test_stamps_hidden_text_and_unknown_characters():
    watermark = text_object("内部资料", 60, 100, 20, 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = text_object("隐藏", 28, 70, 5.64, 'Visible="false"')
    original = read_original(ofd_of([[BODY, watermark, hidden, text_object("\ue000\ue001", 28, 90, 5.64)]]), "file")
    assert "内部" not in original.text
    assert "隐藏" not in original.text
    assert "2 个字符" in original.notices[0].zh


def test_scaled_objects_and_characters_one_by_one():
    big = text_object("关于", 28, 50 - 0.88 * 4.64, 1, 'CTM="5.64 0 0 5.64 0 0"')
    single = "".join(text_object(char, 28 + (2 + at) * 5.64, 50, 5.64) for at, char in enumerate("印发通知"))
    assert read_original(ofd_of([[big, single]]), "file").text == "关于印发通知\n"


def test_templates_are_part_of_their_pages_and_paths_may_begin_at_the_root():
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    content = f"<ofd:Page {namespace}>%s<ofd:Content><ofd:Layer><ofd:PageBlock>%s</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>"
    data = archive({
        "OFD.xml": f"<ofd:OFD {namespace}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"""<ofd:Document {namespace}><ofd:CommonData><ofd:TemplatePage ID="7" BaseLoc="Tpls/0.xml"/></ofd:CommonData>
        <ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/0.xml"/></ofd:Pages></ofd:Document>""",
        "Doc_0/Tpls/0.xml": content % ("", text_object("某省人民政府文件", 50, 30, 8)),
        "Doc_0/Pages/0.xml": content % ('<ofd:Template TemplateID="7"/>', BODY),
    })  # fmt: skip
    assert read_original(data, "file").text.startswith("某省人民政府文件\n第一条")


def test_a_table_by_its_lines():
    cells = [frame_object(28 + 60 * column, 60 + 10 * row, 60, 10) for row in range(2) for column in range(2)]
    words = [text_object(word, 30 + 60 * (at % 2), 66 + 10 * (at // 2), 4.2) for at, word in enumerate(("类别", "得分", "绿色工厂", "80"))]
    assert read_original(ofd_of([[BODY, *cells, *words]]), "file").text.endswith("\n\t类别\n\t得分\n\n\t绿色工厂\n\t80\n\n")


SCAN = '<ofd:ImageObject ID="1" Boundary="{} {} {} {}" ResourceID="{}"/>'


def test_a_page_whose_picture_is_missing_is_told():
    with pytest.raises(UnreadableText, match="缺少第 1 页的图片"):
        read_original(ofd_of([[SCAN.format(0, 0, 210, 297, 2)]]), "file")


def test_emblems_on_pages_without_text_are_no_scans():
    assert read_original(ofd_of([[BODY], [SCAN.format(20, 20, 30, 30, 2)]]), "file").text.startswith("第一条")


@pytest.mark.requires("rapidocr", "uming.ttc")
def test_scanned_pages_are_recognised_in_strips_from_top_to_foot_where_they_lie():
    words = ("第一条　评价得分达到80分及以上的，认定为绿色工厂。", "第二条　本办法自发布之日起施行。")
    strips = {str(at): strip(line) for at, line in enumerate(words)}
    page = [SCAN.format(10, 160, 190, 90, 1), SCAN.format(10, 20, 190, 90, 0)]
    original = read_original(ofd_of([[BODY], page], strips), "file")
    assert ["".join(line.split()) for line in original.text.splitlines()[1:]] == ["".join(line.split()) for line in words]
    box = original.place_of(original.text.rindex("第二条"), len(original.text) - 1)[0].box
    assert box is not None
    assert 160 * POINT < box[1] < box[3] < 250 * POINT
    assert "扫描图像" in original.notices[-1].zh


def strip(line: str) -> bytes:
    """A line printed in the middle of a picture of 190 by 90 millimetres."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1496, 709), 255)
    font = ImageFont.truetype(str(FONTS / "uming.ttc"), 46)
    ImageDraw.Draw(picture).text((80, 320), line, 0, font)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_without_recognition_a_scan_is_refused_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # as an import finds it where it is not installed
    with pytest.raises(ReaderMissing, match=r"pip install 'hengce\[scan\]'"):
        transcribe(ofd_of([[SCAN.format(0, 0, 210, 297, 0)]], {"0": b""}), "file")


def test_a_missing_part_is_told():
    with pytest.raises(UnreadableText, match="缺少 Doc_0"):
        read_original(archive({"OFD.xml": "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"}), "file")


def test_numbers_and_distances():
    assert numbers("1 2.5 x 3") == [1, 2.5]
    assert numbers("1 nan") == [1]
    assert numbers(None) == []
    assert deltas("4 g 3 5.5 6", 9) == [4, 5.5, 5.5, 5.5, 6]
    assert deltas("4 g 999999999 5.5 6", 3) == [4, 5.5, 5.5]
    assert deltas("g 3", 9) == deltas("x", 9) == deltas(None, 9) == deltas("1", 0) == []
