"""Files that somebody made to break a reader, and files that are broken: each is refused in clear words, within bounded memory and time."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengce.corpus.readers import limits
from hengce.corpus.readers.limits import Deadline
from hengce.corpus.readers.ofd import document
from hengce.corpus.readers.office import programs
from hengce.corpus.readers.original import Original, read_original
from hengce.corpus.readers.transcript import Transcript
from hengce.ontology.errors import ReaderMissing, TooLarge, UnreadableText

from .files import archive, compound, ofd_of, page, text_object, word_of

BODY = "<w:p><w:r><w:t>评价得分达到80分及以上的，认定为绿色工厂。</w:t></w:r></w:p>"
WORD = word_of(BODY)
OFD = ofd_of([[text_object("评价得分达到80分及以上的，认定为绿色工厂。", 28, 50, 5.64)]])
SECRET = Path("/etc/hostname").read_text(encoding="utf-8").strip() if Path("/etc/hostname").exists() else "hostname"


def main_part(content: str) -> bytes:
    """A Word file whose main part is this."""
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": content})


def bomb() -> bytes:
    """One member of 200 MB in 200 kB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        with container.open("word/document.xml", "w") as member:
            for _ in range(200):
                member.write(b" " * 2**20)
    return out.getvalue()


def several_bombs() -> bytes:
    """Parts that are small enough each, but not together."""
    part = "<a>" + " " * (limits.MEMBER_BYTES - 100) + "</a>"
    return word_of(BODY, styles=part, numbering=part, footnotes=part)


def encrypted(data: bytes) -> bytes:
    """A container that says its members are encrypted."""
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
MAIN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
TEXT = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
MACROS = archive({"[Content_Types].xml": "<Types/>", "word/document.xml": MAIN.format(BODY), "word/vbaProject.bin": b"\xcc\x61"})

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part that unpacks to 200 MB": (bomb, "超过 64 MB"),
    "parts that unpack to too much together": (several_bombs, "MB"),
    "too many members": (lambda: archive({f"word/{at}": "" for at in range(limits.MEMBERS + 1)}), "内部文件数"),
    "entities of entities": (lambda: main_part(ENTITIES + MAIN.format(TEXT.format("&j;"))), "实体过多"),
    "an entity from outside": (lambda: main_part(OUTSIDE + MAIN.format(TEXT.format("&x;"))), "DTD"),
    "a DTD in OFD": (lambda: archive({"OFD.xml": OUTSIDE + "<OFD>&x;</OFD>"}), "DTD"),
    "elements 5000 deep": (lambda: word_of("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "嵌套过深"),
    "elements 300 deep": (lambda: word_of("<w:sdt>" * 300 + BODY + "</w:sdt>" * 300), "嵌套过深"),
    "three million tags": (lambda: word_of("<w:p/>" * 3_000_000), "标记数"),
    "a page of three million tags": (lambda: b"<html><body>" + b"<br>" * 3_000_000, "标记数"),
    "a page 100 000 deep": (lambda: b"<html><body>" + b"<div>" * 100_000 + "文字。".encode(), ""),
    "a cell over ten million columns": (
        lambda: word_of(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>{BODY}</w:tc></w:tr></w:tbl>'), "表格列数"),
    "a cell over too many columns and rows": (
        lambda: b"<html><body><table>" + b"<tr><td colspan=999 rowspan=999>x</td><td>y</td></tr>" * 2000 + b"</table>", "表格列数"),
    "more text than any document has": (lambda: word_of((TEXT.format("绿" * 90_000)) * 90), "超过 20 MB"),
    "more pages than any document has": (lambda: many_pages(), "页数"),
    "macros in .docx": (lambda: MACROS, "宏"),
    "macros in .doc": (lambda: compound({"WordDocument": b"\0" * 12, "_VBA_PROJECT": b""}), "宏"),
    "encrypted .docx": (lambda: compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "已加密"),
    "encrypted .doc": (lambda: compound({"WordDocument": bytes(10) + b"\x00\x01"}), "已加密"),
    "encrypted members": (lambda: encrypted(WORD), "已加密"),
    "encrypted OFD": (lambda: archive({"OFD.xml": "<OFD/>", "Encryptions.xml": "<E/>"}), "已加密"),
    "encrypted OpenDocument": (
        lambda: archive({"content.xml": "", "META-INF/manifest.xml": "<manifest:encryption-data/>"}), "已加密"),
    "macros in OpenDocument": (lambda: archive({"content.xml": "", "META-INF/manifest.xml": "", "Basic/script-lc.xml": ""}), "宏"),
    "a workbook": (lambda: archive({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "Excel"),
    "an old workbook": (lambda: compound({"Workbook": b""}), "Excel"),
    "slides": (lambda: archive({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "PowerPoint"),
    "an archive": (lambda: archive({"a.docx": WORD}), "解压"),
    "an XML file of Word": (lambda: b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', "XML 文件"),
    "gzip": (lambda: b"\x1f\x8b\x08\x00", "gzip"),
    "a program": (lambda: b"\x7fELF\x02", "程序"),
    "a Word file without a body": (lambda: main_part("<a/>"), "正文"),
    "a Word file without a text": (lambda: word_of("<w:p/>"), "没有文字"),
    "OFD without anything": (lambda: archive({"OFD.xml": "<OFD/>"}), "没有文字"),
    "a page without a text": (lambda: b"<html><body><script>1</script></body></html>", "没有文字"),
    "a compound file cut off": (lambda: compound({"WordDocument": b"\0" * 12})[:700], "损坏"),
}  # fmt: skip


def many_pages() -> bytes:
    """One page, listed 2001 times."""
    listed = '<Page BaseLoc="p.xml"/>' * (limits.PAGES + 1)
    root = "<OFD><DocBody><DocRoot>d.xml</DocRoot></DocBody></OFD>"
    return archive({"OFD.xml": root, "d.xml": f"<Document><Pages>{listed}</Pages></Document>", "p.xml": "<Page/>"})


def refusal(data: bytes) -> dict[str, str]:
    """What a file is refused with; what it is read as, if it is not."""
    try:
        return {"read": read_original(data, "来件").text[:100]}
    except (UnreadableText, TooLarge) as error:
        return {"zh": error.zh, "en": error.en}


def main() -> None:
    """Read all hostile files in one process of at most 1.5 GB: its answer is what each is refused with, and how long that took."""
    files = {name: make() for name, (make, _) in HOSTILE.items()}
    resource.setrlimit(resource.RLIMIT_AS, (1536 * 2**20, resource.getrlimit(resource.RLIMIT_AS)[1]))
    answers = {}
    for name, data in files.items():
        started = time.monotonic()
        answers[name] = {**refusal(data), "seconds": time.monotonic() - started}
    sys.stdout.write(json.dumps(answers))


@pytest.fixture(scope="module")
def answers(root: Path) -> dict[str, dict[str, str | float]]:
    done = subprocess.run([sys.executable, "-m", "tests.corpus.test_hostile_files"], cwd=root, capture_output=True, timeout=300, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(answers: dict[str, dict[str, str | float]], name: str):
    answer = answers[name]
    assert "read" not in answer
    assert str(answer["zh"]).startswith("来件")
    assert "来件" in str(answer["en"])
    assert HOSTILE[name][1] in str(answer["zh"])
    assert SECRET not in str(answer["zh"])
    assert float(answer["seconds"]) < 20


@pytest.mark.parametrize("data", [WORD, OFD, MACROS], ids=["docx", "ofd", "docm"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_files_that_are_cut_off_are_refused(data: bytes, share: float):
    assert any(word in refusal(data[: int(len(data) * share)])["zh"] for word in ("损坏", "不完整"))


def test_circles_end():
    """Styles that are based on each other, a note that refers to itself, a list of a list."""
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("ab", "ba"))
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>注</w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>'
    body = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>正文</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert read_original(word_of(body, styles=styles, footnotes=note)).text == "正文\n注1：注\n"


# --- programs


def test_without_a_program_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReaderMissing, match=r"libreoffice-writer.*antiword.*另存为"):
        read_original(compound({"WordDocument": b"\0" * 12}), "通知.wps")
    with pytest.raises(ReaderMissing, match="libreoffice-writer"):
        read_original(b"{\\rtf1 text}", "通知.rtf")


def test_a_program_that_never_ends_is_ended_with_all_that_it_started():
    with programs.scratch() as folder:
        started = time.monotonic()
        script = "sleep 61.25 & echo $! > child; wait"
        with pytest.raises(TooLarge, match="秒"):
            programs.run(["sh", "-c", script], folder, "来件", Deadline("来件", 1.0))
        assert time.monotonic() - started < 20
        child = (folder / "child").read_text(encoding="utf-8").strip()
        assert subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, check=False).stdout.strip() in (b"", b"Z", b"Zs")
    assert not folder.exists()


def test_a_program_sees_a_home_of_its_own():
    with programs.scratch() as folder:
        said = programs.run(["sh", "-c", "echo $HOME; env | grep -c HENGCE; ulimit -v"], folder, "来件", Deadline("来件"))
        assert said.decode().split() == [str(folder), "0", str(4 * 2**20)]


@pytest.mark.requires("soffice")
def test_what_libreoffice_cannot_read_is_told():
    with pytest.raises(UnreadableText, match="另存为"):
        read_original(compound({"WordDocument": b"\xff" * 10 + b"\x00\x00"}), "通知.doc")


# --- anything at all


@settings(max_examples=150)
@given(st.sampled_from([WORD, OFD, page("第一条　总则。\n"), compound({"EncryptedPackage": b""})]), st.data())
def test_spoilt_bytes_are_read_or_refused(data: bytes, draw: st.DataObject):
    spoilt = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 8))):
        spoilt[draw.draw(st.integers(0, len(spoilt) - 1))] = draw.draw(st.integers(0, 255))
    read_or_refused(bytes(spoilt), document.transcribe if data == OFD else read_original)


NAMES = st.sampled_from(["p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "txbxContent", "br", "pPr", "rPr", "tcPr",
                         "numPr", "numId", "ilvl", "vMerge", "gridSpan", "fldChar", "instrText", "footnoteReference", "sym"])  # fmt: skip
VALUES = st.sampled_from(["0", "1", "-1", "99999999999999999999", "restart", "begin", "separate", "end", "TOC", "", "F0B3", "²"])


@st.composite
def markup(draw: st.DrawFn, depth: int = 4) -> str:
    """Word's elements put together without sense."""
    name, value = draw(NAMES), draw(VALUES)
    attributes = f'w:val="{value}" w:fldCharType="{value}" w:id="{value}" w:char="{value}" w:font="Symbol"'
    inside = "".join(draw(st.lists(markup(depth - 1), max_size=3))) if depth else draw(st.sampled_from(["", "一、总则", "80分\t", " "]))
    return f"<w:{name} {attributes}>{inside}</w:{name}>"


@settings(max_examples=150)
@given(st.lists(markup(), min_size=1, max_size=4).map("".join))
def test_senseless_markup_is_read_or_refused(body: str):
    level = f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="1">{body}</w:lvl></w:abstractNum>'
    lists = f'{level}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    styles, notes = f'<w:style w:styleId="0">{body}</w:style>', f'<w:footnote w:id="1">{body}</w:footnote>'
    read_or_refused(word_of(body, numbering=lists, styles=styles, footnotes=notes))


PIECES = (
    "<table> <tr> <td_rowspan=0> <td_colspan=-1> </table> <ol_start=x> <li_value=3> <p> <br> <a_href=x>链接</a> 文字。 "
    "<div_class=nav-footer> </div> &#0;&#xd800;&nbsp; <td>发文字号： <select> <!-- --> <![CDATA[ <svg> <meta_charset=utf-7> <title>"
)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES.replace("_", "\t").split(" ")), max_size=30))
def test_senseless_pages_are_read_or_refused(parts: list[str]):
    read_or_refused(f"<html>{''.join(parts)}".encode())


def read_or_refused(data: bytes, read: Callable[[bytes, str], Original | Transcript] = read_original) -> None:
    try:
        found = read(data, "来件")
    except (UnreadableText, TooLarge):
        return
    assert found.text.strip()
    transcript = found.transcript if isinstance(found, Original) else found
    assert transcript is None or transcript.places.length == len(found.text)


if __name__ == "__main__":
    main()
