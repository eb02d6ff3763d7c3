"""The hygiene questions as the program asks them (what each finds, see ``test_policy.py`` and ``tests/api/test_verify.py``)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hengce.ontology import hygiene
from hengce.ontology.errors import DefinitionError
from hengce.ontology.hygiene import Defect, Question, questions


def test_every_question_says_in_both_languages_what_should_hold():
    assert len(questions()) == len(list(hygiene.FOLDER.glob("*.rq"))) >= 8
    for question in questions():
        assert re.search(r"[\u4e00-\u9fff]{4}", question.zh), question.name
        assert re.fullmatch(r"[A-Z][^\u4e00-\u9fff]+\.", question.en), question.name


def test_a_defect_says_what_should_hold_and_where_it_does_not():
    question = Question("labels", "每个类都有名称。", "Every class has a label.", "SELECT …")
    defect = Defect(question, "urn:x", "urn:x has no label in zh")
    assert defect.message() == "每个类都有名称。urn:x has no label in zh"
    assert defect.message("en") == "Every class has a label. urn:x has no label in zh"


def test_a_file_without_its_header_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "odd.rq").write_text("# banner: Something holds.\nSELECT ?thing ?message {}\n", encoding="utf-8")
    monkeypatch.setattr(hygiene, "FOLDER", tmp_path)
    questions.cache_clear()
    try:
        with pytest.raises(DefinitionError, match=r"odd\.rq"):
            questions()
    finally:
        questions.cache_clear()
