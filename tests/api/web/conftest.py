"""A small service whose texts and titles try to become part of a page, and which follow one another in time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.settings import Settings
from hengce.corpus.library import Library
from hengce.extract.build import build
from hengce.ontology.identifiers import DEFAULT_BASE

SCRIPT = "<script>alert(1)</script>"
TEXTS = {
    "factory-2018": f"""福建省绿色工厂管理办法{SCRIPT}
闽工信法规〔2018〕10号
第一条 为规范绿色工厂管理，制定本办法。{SCRIPT}
第二条 绿色工厂评价得分应达到80分以上。<img src=x onerror=alert(1)>
第三条 本办法自2018年5月1日起施行，有效期5年。
福建省工业和信息化厅
2018年4月1日
""",
    "factory-2021": f"""福建省绿色工厂管理办法（2021年修订）{SCRIPT}
闽工信法规〔2021〕3号
第一条 为规范绿色工厂管理，制定本办法。
第二条 绿色工厂评价得分应达到85分以上。
第三条 本办法自2021年6月1日起施行。《福建省绿色工厂管理办法》（闽工信法规〔2018〕10号）同时废止。
福建省工业和信息化厅
2021年5月10日
""",
    "factory-jiangsu": f"""江苏省绿色工厂管理办法{SCRIPT}
苏工信规〔2021〕5号
第一条 为规范绿色工厂管理，制定本办法。
第二条 绿色工厂评价得分应达到75分以上。<img src=x onerror=alert(1)>
第三条 对绿色工厂给予一次性奖励30万元。
第四条 本办法自2021年6月1日起施行。
江苏省工业和信息化厅
2021年5月10日
""",
}
"""Documents of invented content; the second repeals the first, the third asks for less than it."""


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("hostile")
    corpus, store = folder / "corpus", str(folder / "store")
    corpus.mkdir()
    for name, text in TEXTS.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    build(Library(corpus), store, base=DEFAULT_BASE)
    with TestClient(create_app(Settings.load({}, store=store, query_workers=1)), raise_server_exceptions=False) as client:
        yield client
