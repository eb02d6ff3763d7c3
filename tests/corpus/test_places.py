"""Where each character stands in the file, and how that is kept beside the text."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengce.corpus.intake import Arrival, add
from hengce.corpus.library import Library
from hengce.corpus.manifest import Metadata, load
from hengce.corpus.readers.formats import Format
from hengce.corpus.readers.original import read_original
from hengce.corpus.readers.places import Place, Places
from hengce.corpus.readers.transcript import Transcript, Writer
from hengce.ontology.errors import CorpusError, TooLarge, UnreadableText

from .files import compound, ofd, word

LINE = Place(page=1, box=(10.0, 20.0, 110.0, 30.0))
TEXT = "第一条　评价得分达到80分及以上的，认定为绿色工厂。"


def test_a_part_of_a_run_is_that_part_of_its_box():
    writer = Writer("file")
    writer.add("绿色工厂认定管理办法", LINE)
    writer.line_end()
    writer.add("总则", Place(page=2, box=(10.0, 20.0, 30.0, 30.0)))
    places = writer.transcript().places
    assert places.place_of(2, 4) == (Place(page=1, box=(30.0, 20.0, 50.0, 30.0)),)
    assert places.place_of(9, 12) == (Place(page=1, box=(100.0, 20.0, 110.0, 30.0)), Place(page=2, box=(10.0, 20.0, 20.0, 30.0)))
    assert places.place_of(10, 11) == (Place(page=1),)
    for start, end in ((-1, 2), (3, 3), (0, 14)):
        with pytest.raises(ValueError, match="no span"):
            places.place_of(start, end)


@given(
    st.lists(st.tuples(st.text(max_size=4), st.none() | st.builds(Place, page=st.integers(1, 2), paragraph=st.none() | st.integers(1, 2))))
)
def test_any_writing_gives_a_map_of_every_character(pieces: list[tuple[str, Place | None]]):
    writer = Writer("file")
    for text, place in pieces:
        writer.add(text, place)
    writer.add("。", LINE)
    read = writer.transcript()
    places = Places.from_json(json.loads(json.dumps(read.places.to_json())))
    assert places == read.places
    assert sum(end - start for start, end, _ in places.runs()) == len(read.text) == writer.length
    assert read.stored.decode("utf-8-sig") == read.text


def test_what_no_text_file_can_hold_is_left_out():
    writer = Writer("file")
    writer.add("\ufeff一\x00、\ud800总\r\n则\u2028\x0c")
    assert writer.transcript().text == "一、总\n则\n"


def test_an_empty_transcript_and_a_huge_one_are_refused():
    writer = Writer("来件")
    writer.add(" \n")
    with pytest.raises(UnreadableText, match="来件"):
        writer.transcript()
    with pytest.raises(TooLarge, match="来件"):
        writer.add("绿" * (7 * 2**20))


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place(page=3, box=(1, 2, 3, 4), confidence=0.9), "第3页", "page 3"),
        (Place(paragraph=4, table=1, row=2, column=3), "表1第2行第3列", "table 1, row 2, column 3"),
        (Place(paragraph=4, page=2, note=1), "第2页 第4段 注1", "page 2, paragraph 4, note 1"),
        (Place(element="/html/body/p[1]"), "/html/body/p[1]", "/html/body/p[1]"),
    ],
)
def test_places_in_words(place: Place, zh: str, en: str):
    assert (place.label(), place.label("en")) == (zh, en)


@pytest.mark.parametrize(
    "data",
    [
        {}, {"length": 2, "runs": []}, {"length": 2, "runs": [[1, {}]]}, {"length": 2, "runs": [[0, {}], [2, {}]]},
        {"length": 2, "runs": [[0, {"pages": 1}]]}, {"length": 2, "runs": [[0, {"box": [1, 2]}]]}, {"length": "x", "runs": [[0, {}]]},
    ],
)  # fmt: skip
def test_a_malformed_map_is_told(data: dict[str, object]):
    with pytest.raises(CorpusError, match="位置表"):
        Places.from_json(data)


# --- in the corpus


def arrival(folder: Path, id: str, data: bytes, name: str) -> Arrival:
    path = folder / name
    path.write_bytes(data)
    original = read_original(path)
    return Arrival(id, path, original.sha256, Metadata(title=id), original.format, original.transcript)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A corpus with a Word file and an OFD, of which the latter came under another name."""
    add(tmp_path / "own", [arrival(tmp_path, "a", word(TEXT), "通知.docx"), arrival(tmp_path, "b", ofd(TEXT + "二"), "通知.txt")])
    return tmp_path / "own"


def test_the_file_and_its_map_are_kept_beside_the_text(own: Path, tmp_path: Path):
    library = Library(own)
    for id, suffix, name in (("a", ".docx", "通知.docx"), ("b", ".ofd", "通知.txt")):
        kept, text = library.original(id), library.get(id).text
        assert kept is not None
        assert kept.path == own / "originals" / f"{id}{suffix}"
        assert kept.path.read_bytes() == (tmp_path / name).read_bytes()
        at = text.index("80分")
        assert kept.place_of(at, at + 3) == read_original(tmp_path / name).place_of(at, at + 3)
    assert library.original("fujian-2018") is None
    assert [entry.original and entry.original.as_posix() for entry in load(own / "manifest.yaml")] == [
        "originals/a.docx",
        "originals/b.ofd",
    ]


@pytest.mark.parametrize("broken", ["originals/a.docx", "originals/a.places.json"])
def test_what_does_not_belong_to_the_text_is_told(own: Path, broken: str):
    for content, said in ((None, "找不到"), (b"{}", "不相符"), (b"[", "不相符|JSON")):
        if content is None:
            (own / broken).rename(own / "away")
        else:
            (own / broken).write_bytes(content)
        with pytest.raises(CorpusError, match=said):
            Library(own).original("a")
    assert Library(own).original("b") is not None
    assert Library(own).get("a").text.startswith("第一条")


def test_a_failure_leaves_nothing_behind(own: Path, tmp_path: Path):
    before = sorted(own.rglob("*"))
    changed = arrival(tmp_path, "d", word(TEXT + "四"), "四.docx")
    changed.path.write_bytes(word(TEXT + "五"))
    with pytest.raises(CorpusError, match="变了"):
        add(own, [arrival(tmp_path, "c", word(TEXT + "三"), "三.docx"), changed])
    assert sorted(own.rglob("*")) == before


def test_a_name_that_says_nothing_of_the_format_is_replaced(tmp_path: Path):
    transcript = Transcript("文字\n", Places((0,), (Place(paragraph=1),), 3))
    path = tmp_path / "通知.wps"
    path.write_bytes(compound({"WordDocument": b""}))
    formats: tuple[tuple[str, Format, str], ...] = (("a", "doc", "a.wps"), ("b", "pdf", "b.pdf"))
    for id, format, expected in formats:
        given = Arrival(id, path, sha256(path.read_bytes()).hexdigest(), Metadata(), format, transcript)
        add(tmp_path / "own", [given])
        kept = Library(tmp_path / "own").original(id)
        assert kept is not None
        assert kept.path.name == expected
