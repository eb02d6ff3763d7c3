"""A page as tests read it, and what holds for every page."""

from __future__ import annotations

from typing import Any

from lxml import html
from starlette.testclient import TestClient

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

ADDRESSES = (
    "/",
    "/web/compare",
    "/web/compare?type=绿色工厂&as_of=2026-06-30",
    "/web/compare?type=绿色工厂&jurisdictions=西藏&jurisdictions=350000&aspect=threshold&differing=1",
    "/web/compare?type=绿色工厂&jurisdictions=西藏",
    "/web/documents",
    "/web/documents?status=superseded",
    "/web/documents/miit-2016-586",
    "/web/documents/shanghai-2021-2025?kind=target&from=1000&to=1100",
    "/web/documents/fujian-2018/facts/threshold/1076-1114",
    "/web/diff",
    "/web/diff?old=miit-2016-586&new=jiangsu-2016",
    "/web/eligibility",
    "/web/eligibility?type=绿色工厂&as_of=2026-06-30",
    "/web/eligibility?type=绿色工厂&jurisdiction=福建&score=86",
    "/web/eligibility?type=绿色工厂&jurisdiction=西藏",
    "/web/check",
    "/web/search",
    "/web/search?q=绿色工厂 奖励",
    "/web/search?q=没有这样的词",
    "/web/graph",
    "/web/graph?iri=https://w3id.org/hengce/id/type/绿色工厂",
    "/web/graph?iri=https://w3id.org/hengce/id/document/miit-2016-586",
    "/?as_of=2026-06-30",
    "/web/ask",
    "/web/ask?q=福建的绿色园区要多少分？&as_of=2024-06-30",
    "/web/ask?q=今天天气怎么样",
    "/web/timeline?year=2027",
    "/web/timeline?year=1950",
    "/web/sparql",
    "/web/sparql?question=strictness",
    "/sparql?query=SELECT ?x (1 AS ?n) { VALUES ?x { 'a' 'b' } }",
    "/sparql?query=CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 5",
    "/web/quality",
    "/web/quality?check=fujian-2018",
    "/docs",
    "/problem/unknown-value",
    "/id/document/fujian-2018",
    "/id/type/绿色工厂",
    "/ontology",
    "/profile",
    "/sparql",
)
"""Pages for which everything of ``test_every_page.py`` is checked; each page has one here for each of its states."""


class Shown:
    """A page.

    Attributes:
        status: of the answer.
        headers: of the answer.
        source: its HTML.
        root: its tree.
    """

    def __init__(self, client: TestClient, address: str, **headers: str) -> None:
        self._read(client.get(address, headers={"Accept": BROWSER, **headers}))

    @classmethod
    def of(cls, answer: Any) -> Shown:
        """The page that another request than GET was answered with."""
        shown = cls.__new__(cls)
        shown._read(answer)
        return shown

    def _read(self, answer: Any) -> None:
        assert answer.headers["content-type"] == "text/html; charset=utf-8", answer.text[:300]
        self.status = answer.status_code
        self.headers = answer.headers
        self.source = answer.text
        self.root: Any = html.document_fromstring(answer.text)

    def all(self, selector: str) -> list[Any]:
        """The elements that an XPath finds; ``//`` before it may be left out."""
        return self.root.xpath(selector if selector.startswith("/") else f"//{selector}")

    def one(self, selector: str) -> Any:
        """The only one of these."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} × {selector}"
        return found[0]

    def words(self, selector: str = "main") -> str:
        """The words of the only element that an XPath finds, white space made even."""
        return " ".join(self.one(selector).text_content().split())

    @property
    def links(self) -> list[str]:
        """Addresses of all links, in order."""
        return [link.get("href") for link in self.all("a[@href]")]


def show(client: TestClient, address: str, **headers: str) -> Shown:
    """A page that is there."""
    shown = Shown(client, address, **headers)
    assert shown.status == 200, shown.words()
    return shown
