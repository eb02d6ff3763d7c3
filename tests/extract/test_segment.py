"""Words: what is protected stays whole, and the rest is cut as jieba cuts it."""

from __future__ import annotations

import jieba.posseg
import pytest

from hengce.corpus.clean import view
from hengce.extract.lexicon import words
from hengce.extract.segment import Piece, as_doc, pipeline, read_words
from hengce.extract.tagger import Tagger, tagger


@pytest.fixture(scope="module")
def reference() -> jieba.posseg.POSTokenizer:
    """The tagger of jieba itself with the same words added."""
    base = jieba.Tokenizer()
    base.FREQ, base.total = base.gen_pfdict(base.get_dict_file())
    base.initialized = True
    tagging = jieba.posseg.POSTokenizer(base)
    for word, tag in words():
        base.add_word(word)
        tagging.word_tag_tab[word] = tag
    return tagging


def test_cuts_and_tags_as_jieba_does(reference: jieba.posseg.POSTokenizer, corpus_texts: dict[str, str]) -> None:
    for text in corpus_texts.values():
        reading = view(text).text
        mine = tagger().cut(reading)
        assert "".join(word for word, _ in mine) == reading
        theirs = {(pair.word, pair.flag) for pair in reference.cut(reading, HMM=False)}
        chinese = {(word, tag) for word, tag in mine if len(word) > 1 and all("\u4e00" <= char <= "\u9fff" for char in word)}
        assert chinese <= theirs


def test_names_of_the_ontology_are_words() -> None:
    assert ("绿色供应链管理", "nz") in tagger().cut("打造绿色供应链管理体系")
    assert ("工业和信息化部", "nt") in tagger().cut("由工业和信息化部公布")


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("执行GB/T36132-2018标准", [Piece(2, 16, "TITLE")], ["执行", "GB/T36132-2018", "标准"]),
        ("工信厅节函〔2016〕586号要求", [Piece(0, 15, "TITLE")], ["工信厅节函〔2016〕586号", "要求"]),
        ("得分80分以上", [Piece(2, 7, "QUANTITY"), Piece(2, 5, "QUANTITY")], ["得分", "80分以上"]),
    ],
)
def test_pieces_stay_whole(text: str, pieces: list[Piece], expected: list[str]) -> None:
    found = read_words(text, pieces)
    assert [token.text for token in found] == expected
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in found)
    assert {token.ent_type_ for token in found if token.ent_type_} == {pieces[0].kind}


def test_spacy_is_given_the_same_words() -> None:
    text = "绿色工厂总分达到80分。"
    doc = pipeline()(text)
    assert doc[0].text == "绿色工厂"
    assert doc.text == text
    words = read_words(text, [Piece(8, 11, "QUANTITY")])
    doc = as_doc(words)
    assert [(token.text, token.i, token.idx, token.tag_, token.ent_type_, len(token)) for token in doc] == [
        (word.text, word.i, word.idx, word.tag_, word.ent_type_, len(word)) for word in words
    ]
    assert [(span.text, span.label_) for span in doc.ents] == [("80分", "QUANTITY")]


def test_nothing_global_is_touched() -> None:
    Tagger()
    assert not jieba.dt.initialized or "绿色供应链管理" not in jieba.dt.FREQ
