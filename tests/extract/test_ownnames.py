"""Short names (以下简称…) and kinds (分为…两类) that a document sets for what it recognises."""

from __future__ import annotations

import pytest

from hengce.corpus.structure import outline
from hengce.extract.facts import Threshold
from hengce.extract.pipeline import prepare, read_text

TITLE = "四川省{}认定管理办法\n第一条　为规范{}认定，制定本办法。\n"


@pytest.mark.parametrize(
    ("full", "said", "label"),
    [
        ("省级现代渔业产业园区", "省级现代渔业产业园区（以下简称省级渔业园区）", "渔业园区"),
        ("工业设计创新服务平台", "工业设计创新服务平台（以下简称“设计平台”）", "设计平台"),
        ("现代渔业产业园区", "现代渔业产业园区（以下简称园区）", "现代渔业产业园区"),  # only what kind of thing it is
        ("现代渔业产业园区", "现代渔业产业园区（以下简称示范名单）", "现代渔业产业园区"),  # the name of another thing
    ],
)
def test_a_type_is_called_by_the_short_name_that_the_document_sets(full: str, said: str, label: str) -> None:
    assert prepare(outline("x", TITLE.format(full, said))).main_subject == label


def test_a_zone_with_a_name_of_its_own_is_no_type() -> None:
    text = "某市支持企业办法\n第一条　支持某某村国家自主创新示范区（以下简称某某村示范区）内的企业。\n"
    assert "某某村示范区" not in prepare(outline("x", text)).types.discovered


KINDS = (
    "四川省渔业园区认定办法\n第一条　省级渔业园区分为综合型和专业型两类。\n第二条　认定省级渔业园区应符合以下条件：\n"
    "（一）综合型渔业园区。年产值不低于5亿元。\n（二）专业型渔业园区。年产值不低于2亿元。\n"
)


def test_the_kinds_of_a_type_are_types_and_their_items_are_about_them() -> None:
    found = {(f.subject, f.level, f.min) for f in read_text("x", KINDS) if isinstance(f, Threshold)}
    assert found == {("综合型渔业园区", "省级", 500_000_000), ("专业型渔业园区", "省级", 200_000_000)}


def test_an_honour_may_be_called_anything() -> None:
    title = "厦门市爱鹭之友称号授予办法\n"
    text = (
        title
        + "第一条　具备下列条件之一的人士，可以授予厦门市爱鹭之友称号：\n（一）在鸟类保护中做出突出贡献的；\n（二）长期资助鸟类研究的。\n"
    )
    criteria = [fact for fact in read_text("x", text) if fact.kind == "criterion"]
    assert [fact.subject for fact in criteria] == ["爱鹭之友", "爱鹭之友"]
