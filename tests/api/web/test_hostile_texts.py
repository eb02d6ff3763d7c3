"""What a text holds is shown as it is; nothing of it becomes part of a page."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from hengce.api.web.sections import SECTIONS

from .conftest import SCRIPT, TEXTS
from .shown import Shown, show

ADDRESSES = (
    *(section.path for section in SECTIONS),
    "/web/documents/factory-2018",
    "/web/documents/factory-2021?lang=en",
    "/web/diff?old=factory-2018&new=factory-2021",
    "/web/search?q=规范",
    "/web/graph?iri=https://w3id.org/hengce/id/document/factory-2018",
    "/id/document/factory-2018",
)


def inert(shown: Shown) -> None:
    assert not [script for script in shown.all("script") if not str(script.get("src")).startswith("/static/")]
    assert not shown.all("img[@onerror]")
    assert not [link for link in shown.links if link.lower().startswith("javascript")]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages(hostile: TestClient, address: str):
    inert(show(hostile, address))


def test_the_text_is_whole(hostile: TestClient):
    words = show(hostile, "/web/documents/factory-2018").words("*[@id='text']")
    assert words.replace(" ", "") == "".join(TEXTS["factory-2018"].split())
    assert SCRIPT in words


@pytest.mark.parametrize(
    "query",
    [
        f"/web/search?q={SCRIPT}",
        f"/web/documents?words={SCRIPT}&type={SCRIPT}&status={SCRIPT}",
        f"/web/documents?jurisdiction={SCRIPT}",
        f"/web/documents/factory-2018?kind={SCRIPT}",
        '/?lang="><script>alert(1)</script>',
        f"/?q={SCRIPT}&x={SCRIPT}",
    ],
)
def test_parameters(hostile: TestClient, query: str):
    inert(show(hostile, query))


@pytest.mark.parametrize(
    "query",
    [
        f"/web/documents/{SCRIPT}",
        f"/web/documents/factory-2018/facts/{SCRIPT}",
        f"/web/graph?iri={SCRIPT}",
        f"/web/diff?old={SCRIPT}&new={SCRIPT}",
        f"/web/documents?kind={SCRIPT}",
        f"/?as_of={SCRIPT}",
        "/web/graph?iri=https://w3id.org/hengce/id/type/> <x",
        "/web/documents/factory-2018?from=a",
    ],
)
def test_what_is_refused(hostile: TestClient, query: str):
    shown = Shown(hostile, query)
    assert 400 <= shown.status < 500
    inert(shown)
