"""Documents and standards that a text names."""

from __future__ import annotations

from hengce.corpus.structure import outline
from hengce.extract.kinds import reference
from hengce.extract.pipeline import prepare

TEXT = """福建省绿色制造实施方案
为贯彻落实《中国制造2025》《绿色制造工程实施指南（2016-2020年）》，根据《关于开展绿色制造体系建设的通知》（工信厅节函［2016］586号）精神，制定本实施方案。
一、内容
（一）评价方法见《生态设计产品评价通则》(GB/T32611)，评价要求见生态设计产品评价规范系列国家标准(GB/T32163)。
（二）省经信委制定《福建省评价中心暂行管理办法》，企业填写《绿色工厂申请表》，详见《绿色工厂评价要求》。
（三）企业应当遵守文明行为规范，按照绿色技术推广目录规定实施。按照闽政〔2017〕29号文件执行，研发费用应当符合研究与试验发展（R&D）投入统计规范。
二、附则
《福建省绿色制造实施方案》自印发之日起施行，《福建省旧方案》（闽经信〔2014〕25号）同时废止。再次引用《中国制造2025》。
附件：1.绿色工厂评价要求
"""


def found() -> dict[str, reference.Reference]:
    facts = list(reference.read(prepare(outline("case", TEXT))))
    for fact in facts:
        fact.check(TEXT)
    keys = [fact.number or fact.title or "" for fact in facts]
    assert len(keys) == len(set(keys))
    return dict(zip(keys, facts, strict=True))


def test_titles_numbers_and_roles() -> None:
    said = {key: (fact.title, fact.role) for key, fact in found().items()}
    assert said == {
        "中国制造2025": ("中国制造2025", "basis"),
        "绿色制造工程实施指南（2016-2020年）": ("绿色制造工程实施指南（2016-2020年）", "basis"),
        "工信厅节函〔2016〕586号": ("关于开展绿色制造体系建设的通知", "basis"),
        "GB/T 32611": ("生态设计产品评价通则", "cites"),
        "GB/T 32163": (None, "cites"),
        "福建省评价中心暂行管理办法": ("福建省评价中心暂行管理办法", "cites"),
        "闽政〔2017〕29号": (None, "cites"),
        "绿色技术推广目录": ("绿色技术推广目录", "cites"),
        "研究与试验发展（R&D）投入统计规范": ("研究与试验发展（R&D）投入统计规范", "cites"),
        "闽经信〔2014〕25号": ("福建省旧方案", "repeals"),
    }  # neither forms, nor annexes, nor the document itself


def test_quotes_hold_the_number() -> None:
    assert found()["工信厅节函〔2016〕586号"].quote == "《关于开展绿色制造体系建设的通知》（工信厅节函［2016］586号）"
    assert found()["GB/T 32163"].quote == "GB/T32163"


def test_the_measure_that_a_notice_carries_is_no_reference() -> None:
    text = (
        "甲市科技局关于印发《甲市研发补助办法》的通知\n各单位：\n现将《甲市研发补助办法》印发给你们。\n甲市科技局\n2026年2月25日\n甲市研发补助办法\n"
        "第一条 为支持研发，制定本办法。\n第二条 此前按照《甲市研发补助办法》（甲科〔2021〕2号）执行。\n第三条 附则。\n"
    )
    facts = list(reference.read(prepare(outline("case", text))))
    assert [(fact.title, fact.number) for fact in facts] == [("甲市研发补助办法", "甲科〔2021〕2号")]  # an earlier version counts


def test_the_card_s_number_belongs_to_the_document_it_rests_on() -> None:
    text = (
        "甲市示范园区认定办法\n依据文件\n《甲市示范园区认定办法（试行）》\n发文机构\n北京市发展和改革委员会\n发文字号\n京发改规〔2023〕7号\n"
        "服务内容\n符合省级平台建设资助办法规定条件的，按《退耕还林条例》（国务院令第367号）给予支持。\n"
    )
    facts = {(fact.title, fact.number, fact.role) for fact in reference.read(prepare(outline("case", text)))}
    assert facts == {
        ("甲市示范园区认定办法（试行）", "京发改规〔2023〕7号", "basis"),
        ("省级平台建设资助办法", None, "cites"),
        ("退耕还林条例", "国务院令第367号", "cites"),
    }


def numbers(text: str) -> list[tuple[str | None, str | None]]:
    return [(fact.title, fact.number) for fact in reference.read(prepare(outline("case", text)))]


def test_each_card_of_a_collection_has_its_own_number() -> None:
    card = (
        "{n}. 某市{name}支持\n某市{name}支持\n依据文件\n《某市{name}管理办法》\n"
        "发文机构\n某市{body}局\n发文字号\n某{body}〔202{n}〕{n}号\n服务对象\n企业\n"
    )
    text = card.format(n=1, name="技改", body="工信") + card.format(n=2, name="外贸", body="商务")
    assert numbers(text) == [("某市技改管理办法", "某工信〔2021〕1号"), ("某市外贸管理办法", "某商务〔2022〕2号")]
    own = prepare(outline("case", text)).profile
    assert (own.doc_number, own.issuer, own.valid_from) == ("某工信〔2021〕1号", "某市工业和信息化局", None)  # the first card's


def test_numbers_inside_titles_and_documents_that_stand_without_marks() -> None:
    body = (
        "江苏省绿色制造实施方案\n为贯彻落实2024年中央一号文件精神，制定本方案。\n一、内容\n"
        "（一）参照《绿色工厂评价通则 GB/T 36132-2018》评价，按照《江苏省节水奖补办法（苏水规〔2020〕3号）》兑现。\n"
        "（二）将新产品优先纳入江苏省首台套推广应用指导目录，凭营业执照、残疾人证和《特种作业操作证》办理。\n"
    )
    assert numbers(body) == [
        ("2024年中央一号文件", None), ("绿色工厂评价通则", "GB/T 36132-2018"), ("江苏省节水奖补办法", "苏水规〔2020〕3号"),
    ]  # fmt: skip


def test_documents_without_marks_and_titles_that_have_lost_their_end() -> None:
    body = (
        "福建省绿色制造实施方案\n为推进绿色制造，制定本方案。\n一、内容\n"
        "（一）项目属于滨海区产业发展导向目录鼓励类的，给予支持。\n（二）按照绿色改造操作手册（2023年版）、节能服务业务告知书（V2.1）执行。\n"
        "（三）根据《关于支持绿色产业发展的若干措《关于培育绿色工厂的意见》等规定办理。\n（四）《福建省绿色制造实施方案》同时废止。\n二、附则\n自发布之日起施行。\n"
    )
    assert [title for title, _ in numbers(body)] == [
        "滨海区产业发展导向目录", "绿色改造操作手册（2023年版）", "节能服务业务告知书（V2.1）",
        "关于支持绿色产业发展的若干措", "关于培育绿色工厂的意见", "福建省绿色制造实施方案",
    ]  # fmt: skip
