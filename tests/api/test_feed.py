"""The feed: what builds added, changed and removed, what ends soon and what was superseded, as any feed reader reads it."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.settings import Settings
from hengce.corpus.library import Library
from hengce.extract.build import build
from hengce.ontology.errors import StoreError
from hengce.ontology.history import KEPT, NAME, History, Step, state, time_of_build

ATOM = {"a": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}
NOTICE = """福建省工业和信息化厅关于开展<script>alert(1)</script>绿色工厂创建工作的通知

各设区市工信局：
一、创建条件
（一）第三方评价得分达到85分及以上的，认定为省级绿色工厂。
（二）对认定为省级绿色工厂的企业，给予一次性奖励50万元。
二、附则
本通知自2026年1月1日起施行，有效期至2026年12月31日。

福建省工业和信息化厅
2025年12月20日
"""


@pytest.fixture(scope="module")
def store(store_path: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which a notice came, was changed in one clause with another put before it, and another text came and went."""
    folder = tmp_path_factory.mktemp("feed")
    shutil.copytree(store_path, folder / "store")
    own = folder / "own"
    own.mkdir()
    for notice, gone in (
        (NOTICE, "关于废止若干文件的公告\n\n一、现废止三个文件。\n"),
        (NOTICE.replace("（二）", "（二）企业应当无重大安全事故。\n（三）").replace("50万元", "60万元"), None),
    ):
        (own / "notice.txt").write_text(notice, encoding="utf-8")
        (own / "gone.txt").write_text(gone, encoding="utf-8") if gone else (own / "gone.txt").unlink()
        build(Library(own), str(folder / "store"))
    return folder / "store"


@pytest.fixture(scope="module")
def ask(store: Path) -> Iterator[Callable[..., Any]]:
    with TestClient(create_app(Settings.load({}, store=str(store), query_workers=1, page_limit=500))) as client:

        def call(**query: object) -> Any:
            answer = client.get("/feed", params={"as_of": "2026-11-20", **query})  # type: ignore[arg-type]
            assert answer.status_code == 200, answer.text
            assert answer.headers["content-type"] == "application/atom+xml"
            return etree.fromstring(answer.content)

        call.client = client  # type: ignore[attr-defined]
        yield call


def titles(feed: Any) -> list[str]:
    return feed.xpath("a:entry/a:title/text()", namespaces=ATOM)  # type: ignore[return-value]


def test_a_changed_text_is_shown_with_what_changed(ask: Callable[..., Any]) -> None:
    """Clauses that only moved (（二） is now （三）) are no news; of a sum that rose, both readings are."""
    (entry,) = ask(event="changed").xpath("a:entry", namespaces=ATOM)
    lines = entry.xpath(".//h:li/text()", namespaces=ATOM)
    assert "激励 · “对认定为省级绿色工厂的企业，给予一次性奖励60万元” · 一/（三）" in lines
    assert "激励 · “对认定为省级绿色工厂的企业，给予一次性奖励50万元” · 一/（二）" in lines
    assert not [line for line in lines if "85分" in line]
    assert entry.xpath("a:link/@href", namespaces=ATOM) == ["http://testserver/id/document/notice"]


def test_what_is_new_and_what_is_gone(ask: Callable[..., Any], corpus_texts: dict[str, str]) -> None:
    assert len(ask(event="new").xpath("a:entry", namespaces=ATOM)) == len(corpus_texts) + 1
    assert titles(ask(event="removed")) == ["已撤下：《关于废止若干文件的公告》"]


def test_what_ends_soon_appears_when_its_time_comes(ask: Callable[..., Any]) -> None:
    assert titles(ask(event="expiring", as_of="2026-09-01", jurisdiction="福建")) == []
    (title,) = titles(ask(event="expiring", as_of="2026-11-20", jurisdiction="福建"))
    assert title.startswith("有效期将满")
    assert titles(ask(event="expiring", as_of="2027-01-01", jurisdiction="福建")) == []
    assert len(titles(ask(event="expiring", as_of="2026-06-30", jurisdiction="福建", days=365))) == 1


def test_entries_of_facts_by_kind_type_and_place(ask: Callable[..., Any]) -> None:
    feed = ask(of="fact", event="changed", kind="incentive", type="绿色工厂", jurisdiction="350000")
    assert [title.split("（")[0] for title in titles(feed)] == [
        "有变动：“对认定为省级绿色工厂的企业，给予一次性奖励60万元”",
        "不再有：“对认定为省级绿色工厂的企业，给予一次性奖励50万元”",
    ]
    assert titles(ask(of="fact", event="changed", kind="incentive", jurisdiction="江苏")) == []
    assert titles(ask(event="changed", kind="target")) == []


def test_hostile_text_is_text(ask: Callable[..., Any]) -> None:
    feed = ask(event="changed")
    assert "<script>alert(1)</script>" in titles(feed)[0]
    assert not feed.xpath("//*[local-name()='script']")


def test_it_is_what_rfc_4287_asks_for(ask: Callable[..., Any]) -> None:
    """Section 4.1: exactly one id, title and updated; ids are IRIs and unique; dates are RFC 3339; the latest first."""
    feed = ask(of="fact", limit=400)
    entries = feed.xpath("a:entry", namespaces=ATOM)
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.xpath(f"a:{name}", namespaces=ATOM)) == 1
    ids = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == len(ids) == 400
    assert all(id.startswith("tag:w3id.org,2026:/hengce/id/") and id.isascii() for id in ids)
    updated = feed.xpath("a:entry/a:updated/text()", namespaces=ATOM)
    assert updated == sorted(updated, reverse=True)
    assert feed.xpath("a:updated/text()", namespaces=ATOM) == updated[:1]
    assert all(datetime.datetime.fromisoformat(each).tzinfo for each in updated)
    assert feed.xpath("a:author/a:name/text()", namespaces=ATOM)


def test_pages_follow_each_other_without_gap(ask: Callable[..., Any]) -> None:
    client: TestClient = ask.client  # type: ignore[attr-defined]
    whole = ask(of="fact", event="new", kind="threshold").xpath("a:entry/a:id/text()", namespaces=ATOM)
    found: list[str] = []
    address = "/feed?of=fact&event=new&kind=threshold&as_of=2026-11-20&limit=7"
    while address:
        page: Any = etree.fromstring(client.get(address).content)
        found += page.xpath("a:entry/a:id/text()", namespaces=ATOM)
        address = next(iter(page.xpath("a:link[@rel='next']/@href", namespaces=ATOM)), "")
    assert len(whole) > 7
    assert found == whole


def test_the_same_bytes_until_the_next_build(ask: Callable[..., Any]) -> None:
    client: TestClient = ask.client  # type: ignore[attr-defined]
    first = client.get("/feed")
    assert client.get("/feed").content == first.content
    assert client.get("/feed", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_going_back_to_an_older_text_is_news_too(store: Path, tmp_path: Path) -> None:
    """The data are those of an earlier build again; the history and the feed's validator are not."""
    shutil.copytree(store, tmp_path / "store")
    with TestClient(create_app(Settings.load({}, store=str(tmp_path / "store"), query_workers=1))) as client:
        tag = client.get("/feed").headers["etag"]
        versions = [build(library, str(tmp_path / "store")).data_version for library in (Library(), Library(store.parent / "own"))]
        assert client.get("/feed", headers={"If-None-Match": tag}).status_code == 200
    steps = History(tmp_path / "store").steps(versions[-1])
    assert [*steps[-2].removed] == [*steps[-1].added] == ["notice"]
    assert [step.time for step in steps] == sorted({step.time for step in steps})


def test_a_step_that_was_never_swapped_in_is_not_told(store: Path, tmp_path: Path) -> None:
    current = (store / "current").read_text().strip()
    line = (store / NAME).read_text(encoding="utf-8").splitlines()[0].replace('"version": "', '"version": "f')
    (tmp_path / NAME).write_text((store / NAME).read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert History(tmp_path).steps(current) == History(store).steps(current)


@pytest.mark.parametrize("content", ["{", "[]\n", '{"version": 1}\n', "\x00"])
def test_a_damaged_history_is_reported(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    with pytest.raises(StoreError, match=NAME):
        History(tmp_path).steps("v1")


def test_a_damaged_history_begins_anew_with_the_next_build(store_path: str, tmp_path: Path) -> None:
    shutil.copytree(store_path, tmp_path / "store")
    (tmp_path / "store" / NAME).write_text("{")
    info = build(Library(), str(tmp_path / "store"))
    (step,) = History(tmp_path / "store").steps(info.data_version)
    assert sorted(step.added) == sorted(Library().ids())


def test_only_so_many_builds_are_kept_one_by_one(tmp_path: Path) -> None:
    history, steps = History(tmp_path), list[Step]()
    for number in range(KEPT + 5):
        steps = history.steps(None)
        history.append(steps, Step(f"v{number}", time_of_build(steps), {f"d{number}": "x"}))
    steps = history.steps(f"v{KEPT + 4}")
    assert len(steps) == KEPT
    assert sorted(steps[0].added) == sorted(f"d{number}" for number in range(6))
    assert len(state(steps)) == KEPT + 5


@pytest.mark.parametrize("query", ["event=old", "of=clause", "days=0", "days=99999", "kind=x", "type=没有的", "jurisdiction=没有"])
def test_what_is_not_understood_is_refused(ask: Callable[..., Any], query: str) -> None:
    client: TestClient = ask.client  # type: ignore[attr-defined]
    answer = client.get("/feed?" + quote(query, safe="=&"))
    assert answer.status_code in (400, 404)
    assert answer.json()["parameter"].startswith(query.partition("=")[0])
