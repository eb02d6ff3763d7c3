"""Linked data: every IRI of the graph answers, in every form, and a browser gets a page that says it in Chinese."""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote

import pyoxigraph as ox
import pytest
import rdflib
from fastapi import FastAPI
from starlette.testclient import TestClient

from hengce.api.conneg import GRAPHS
from hengce.api.profile import everything, profiles
from hengce.ontology.dump import dumped
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.store import open_store

FACT = "/id/fact/fujian-2018/threshold/1076-1114"
FORMS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}
"""Media types and the names that rdflib has for them."""
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def path(iri: str) -> str:
    """Where an IRI of ours is found: what a fragment stands for is found with the rest."""
    return "/" + quote(iri.removeprefix(DEFAULT_BASE).partition("#")[0], safe="/%~()（）", errors="strict")


@pytest.fixture(scope="session")
def paths(store_path: str) -> list[str]:
    """The addresses of all IRIs of our base that stand anywhere in the graph: as subject, property, object, datatype or name of a graph."""
    with dumped(store_path) as dump:
        text = b"".join(dump.quads()).decode()
    return sorted(addresses(text))


def addresses(text: str) -> set[str]:
    """The addresses of all IRIs of ours in N-Triples or N-Quads; literals go first, since in them "<" begins no IRI."""
    without = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    return {path(iri) for iri in re.findall(rf"<({re.escape(DEFAULT_BASE)}[^>]*)>", without)}


def test_every_iri_answers(app: FastAPI, paths: list[str]):
    """Each in one form, all forms in turn; the next test asks for all forms of one of each kind.

    Services and files have forms of their own.
    """
    accepts = [*FORMS, "text/html"]
    things = [address for address in paths if address.startswith(("/id/", "/ontology"))]
    calls = [(address, accepts[number % len(accepts)]) for number, address in enumerate(things)]
    calls += [(address, "*/*") for address in sorted(set(paths) - set(things))]

    async def ask() -> list[tuple[int, str, int]]:
        return [await answered(app, address, accept) for address, accept in calls]

    answers = asyncio.run(ask())
    wrong = [
        (*call, answer)
        for call, answer in zip(calls, answers, strict=True)
        if answer[0] != 200 or call[1] not in ("*/*", answer[1].split(";")[0]) or not answer[2]
    ]
    assert len(paths) > 4000
    assert not wrong


async def answered(app: FastAPI, address: str, accept: str) -> tuple[int, str, int]:
    """Status, media type and length of an answer; a client of its own for thousands of requests would take longer than the service."""
    body: list[bytes] = []
    start: dict[str, Any] = {}

    requests: list[dict[str, Any]] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not requests:
            await asyncio.Event().wait()  # the client does not go away
        return requests.pop()

    async def send(message: Any) -> None:
        start.update(message if message["type"] == "http.response.start" else {})
        body.append(message.get("body", b""))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "root_path": "",
        "path": unquote(address),
        "raw_path": address.encode(),
        "query_string": b"",
        "headers": [(b"host", b"a"), (b"accept", accept.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, send)
    return start["status"], dict(start["headers"])[b"content-type"].decode(), len(b"".join(body))


def test_every_kind_of_thing_answers_in_every_form_alike(client: TestClient, paths: list[str]):
    kinds: dict[str, list[str]] = defaultdict(list)
    for address in (address for address in paths if address.startswith(("/id/", "/ontology"))):
        kinds[re.sub(r"^(/id/[^/]+)(/.*)?$", r"\1", address) + "/" * min(address.count("/"), 4)].append(address)
    for addresses in kinds.values():
        address = addresses[len(addresses) // 2]
        graphs = [
            set(rdflib.Graph().parse(data=client.get(address, headers={"Accept": accept}).content, format=format))
            for accept, format in FORMS.items()
        ]
        assert graphs[0], address
        assert graphs[0] == graphs[1] == graphs[2] == graphs[3], address
        assert client.get(address, headers={"Accept": BROWSER}).headers["content-type"] == "text/html; charset=utf-8"
    assert len(kinds) > 20


def test_what_is_said_is_what_the_graph_holds(client: TestClient, store_path: str):
    iri = ox.NamedNode(DEFAULT_BASE + FACT[1:])
    with dumped(store_path) as dump:
        expected = {line for line in dump.triples() if line.startswith(f"{iri} ".encode())}
    assert set(client.get(FACT, headers={"Accept": "application/n-triples"}).content.splitlines(keepends=True)) == expected
    assert len(expected) > 15


def test_equal_bytes(client: TestClient):
    for accept in FORMS:
        first, again = (client.get("/id/graph/fujian-2018", headers={"Accept": accept}).content for _ in range(2))
        assert first == again


@pytest.mark.parametrize(
    "address", ["/id/type/没有", "/id/fact/fujian-2018/threshold/1-2", "/id/graph/没有", "/id/nothing", "/ontology/9.9"]
)
@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
def test_what_the_graph_does_not_know(client: TestClient, address: str, accept: str):
    answer = client.get(address, headers={"Accept": accept})
    assert answer.status_code == 404
    if accept == "text/html":
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "没有这一项" in answer.text
    else:
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("address", ["/id/type//x", "/id/", "/ontology/"])
def test_an_empty_segment_is_no_address(client: TestClient, address: str):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", profiles())
def test_every_iri_of_a_view_answers(client: TestClient, store_path: str, name: str):
    with open_store(store_path) as store:
        lines = set(everything(store, profiles()[name]))
    found = sorted(addresses("".join(line.decode() for line in lines)))
    assert len(found) > 10
    assert not [address for address in found[:: max(1, len(found) // 40)] if client.get(address).status_code != 200]


# --- pages


class Page(HTMLParser):
    """What a page consists of: its elements, the addresses of its links, its anchors and its words."""

    VOID = frozenset({"meta", "br", "link", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.anchors += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def main(text: str) -> str:
    """The main part of a page, without the links around it that repeat its address; of what is no page, all."""
    return re.sub(r"(?s)^<!DOCTYPE html>.*?(<main.*</main>).*", r"\1", text)


def page(client: TestClient, address: str) -> Page:
    answer = client.get(address, headers={"Accept": BROWSER})
    assert answer.status_code == 200
    assert answer.text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    return Page(answer.text)


def test_page_of_a_fact(client: TestClient):
    found = page(client, FACT)
    for words in (
        "“基本要求和提高性要求的总分达到80分及以上的，可推荐申报省级绿色工厂示范单位”",
        "下界",
        "门槛",
        "所在条款",
        "二/（一）/第2段",
        "类别",
    ):
        assert words in found.words
    assert "/id/document/fujian-2018" in found.links
    assert "?profile=odrl&format=turtle" in found.links


def test_links_of_pages_lead_somewhere(client: TestClient):
    for address in (
        FACT,
        "/id/document/fujian-2018",
        "/id/type/绿色工厂",
        "/id/graph/fujian-2018",
        "/profile",
        "/ontology",
        "/.well-known/void",
    ):
        here = client.get(address, headers={"Accept": BROWSER}).url
        links = {link.partition("#")[0] for link in page(client, address).links if not link.startswith("http")}
        assert len(links) > 4
        for link in sorted(links)[:60]:
            assert client.get(here.join(link)).status_code == 200, (address, link)


def test_what_points_to_a_thing(client: TestClient):
    found = page(client, "/id/region/350000")
    assert "指向它的" in found.words
    assert "/id/region/350200" in [unquote(link) for link in found.links]
    assert "只列出 100 个" in page(client, "/id/region").words


def test_page_of_a_named_graph(client: TestClient):
    found = page(client, "/id/graph/fujian-2018")
    size = len(client.get("/id/graph/fujian-2018", headers={"Accept": "application/n-triples"}).content.splitlines())
    assert f"三元组 triples{size}" in found.words
    assert FACT in found.links


HOSTILE = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'&amp;"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A graph whose literals and IRIs try to become part of a page."""
    from hengce.api.app import create_app
    from hengce.api.settings import Settings
    from hengce.ontology.generations import Generations
    from hengce.ontology.loading import Loader
    from hengce.ontology.results import BuildInfo

    graph = f"{DEFAULT_BASE}id/graph/ontology"
    thing = ox.NamedNode(f"{DEFAULT_BASE}id/type/a'&b")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    term, ontology = ox.NamedNode(f"{DEFAULT_BASE}ontology#a'&b"), ox.NamedNode(f"{DEFAULT_BASE}ontology")
    rdf_type, owl = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), "http://www.w3.org/2002/07/owl#"
    quads = [
        ox.Quad(thing, label, ox.Literal(HOSTILE, language="zh")),
        ox.Quad(thing, ox.NamedNode("javascript:alert(1)"), ox.NamedNode("javascript:alert('&2')")),
        ox.Quad(ontology, rdf_type, ox.NamedNode(owl + "Ontology")),
        ox.Quad(ontology, ox.NamedNode("http://purl.org/dc/terms/title"), ox.Literal(HOSTILE, language="zh")),
        ox.Quad(term, rdf_type, ox.NamedNode(owl + "Class")),
        ox.Quad(term, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal(HOSTILE, language="zh")),
        ox.Quad(term, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf"), ox.NamedNode("javascript:alert(1)")),
    ]
    folder = tmp_path_factory.mktemp("hostile")
    generations = Generations(folder)
    with generations.building(), generations.scratch() as scratch:
        loader = Loader(scratch / "data")
        loader.add(graph, [f"{quad.triple} <{graph}> .\n".encode() for quad in quads])
        info = BuildInfo(DEFAULT_BASE, "v1", "0", 0, 0, loader.triples())
        loader.close()
        generations.publish(scratch / "data", info)
    with TestClient(create_app(Settings.load({}, store=str(folder), query_workers=1)), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("address", ["/id/type/a'&b", "/id/graph/ontology", "/ontology", "/id/type/a'&b?profile=alt"])
def test_nothing_of_the_graph_becomes_markup(hostile: TestClient, address: str):
    found = page(hostile, address)
    assert not {"script", "img"} & found.tags
    assert not [link for link in found.links if link.startswith("javascript")]
    if "graph" not in address and "alt" not in address:
        assert HOSTILE in found.words


# --- the ontology


def policy() -> set[tuple[object, ...]]:
    """The triples of the ontology's own file."""
    from hengce.ontology.definitions import POLICY

    return set(rdflib.Graph().parse(POLICY, format="turtle"))


@pytest.mark.parametrize(("accept", "format"), FORMS.items())
def test_the_ontology_is_its_file(client: TestClient, accept: str, format: str):
    found = set(rdflib.Graph().parse(data=client.get("/ontology", headers={"Accept": accept}).content, format=format))
    assert found == policy()


def test_the_reference_has_every_term(client: TestClient):
    text = client.get("/ontology", headers={"Accept": BROWSER}).text
    found = Page(text)
    assert len(found.anchors) == len(set(found.anchors))
    graph = rdflib.Graph()
    for triple in policy():
        graph.add(triple)  # type: ignore[arg-type]
    own = {str(subject) for subject in graph.subjects(rdflib.RDFS.label) if str(subject).startswith(f"{DEFAULT_BASE}ontology#")}
    assert len(own) > 100
    for iri in own:
        name, term = iri.partition("#")[2], rdflib.URIRef(iri)
        assert name in found.anchors
        section = Page(re.search(rf'<section id="{name}">.*?</section>', text, re.DOTALL)[0])  # type: ignore[index]
        said = {rdflib.SKOS.definition, rdflib.SKOS.example, rdflib.DCTERMS.source, rdflib.RDFS.label}
        for _, predicate, value in graph.triples((term, None, None)):
            if predicate in said:
                assert str(value) in section.words, (name, value)
            elif predicate in (rdflib.RDFS.domain, rdflib.RDFS.range, rdflib.RDFS.subClassOf, rdflib.OWL.inverseOf):
                own_link = f"#{value.partition('#')[2]}" if value.startswith(f"{DEFAULT_BASE}ontology#") else str(value)  # type: ignore[union-attr]
                assert own_link in section.links, (name, predicate, value)
    assert not [link for link in found.links if link.startswith("#") and link[1:] not in found.anchors]


def test_both_sides_of_what_is_disjoint(client: TestClient):
    text = client.get("/ontology", headers={"Accept": BROWSER}).text
    for one, other in (("Target", "Threshold"), ("Threshold", "Target")):
        section = re.search(rf'<section id="{one}">.*?</section>', text, re.DOTALL)
        assert section is not None
        assert f'<a href="#{other}">' in section[0].partition("不相交")[2]


def test_the_context_reads_the_graph(client: TestClient):
    context = client.get("/ontology/context.jsonld")
    assert context.headers["content-type"].split(";")[0] == "application/ld+json"
    node = {**context.json(), "@id": "http://a.example/x", "min": "80", "document": f"{DEFAULT_BASE}id/document/a"}
    triples = {str(quad.triple) for quad in ox.parse(json.dumps(node), ox.RdfFormat.JSON_LD)}
    assert triples == {
        f'<http://a.example/x> <{DEFAULT_BASE}ontology#min> "80"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        f"<http://a.example/x> <{DEFAULT_BASE}ontology#document> <{DEFAULT_BASE}id/document/a>",
    }


# --- profiles (Content Negotiation by Profile)


def links(header: str) -> list[tuple[str, dict[str, str]]]:
    """The links of a header (RFC 8288)."""
    found = re.findall(r'<([^>]*)>((?:;\s*[a-z]+="[^"]*")*)', header)
    return [(target, dict(re.findall(r'([a-z]+)="([^"]*)"', rest))) for target, rest in found]


def of(header: str, relation: str) -> list[str]:
    return [target for target, attributes in links(header) if attributes["rel"] == relation]


def test_every_answer_says_what_it_keeps_to_and_what_else_there_is(client: TestClient):
    header = client.get(FACT).headers["link"]
    assert of(header, "profile") == [f"{DEFAULT_BASE}ontology"]
    assert of(header, "canonical") == ["?profile=hengce&format=turtle"]
    assert len(header) < 3000
    tokens = {attributes["token"]: attributes["anchor"] for _, attributes in links(header) if attributes["rel"] == "type"}
    assert tokens == {
        "hengce": f"{DEFAULT_BASE}ontology",
        **{name: f"{DEFAULT_BASE}profile/{name}" for name in ("odrl", "owl-time", "qudt", "web-annotation")},
    }
    for target, attributes in links(header):
        if attributes["rel"] in ("canonical", "alternate"):
            answer = client.get(client.get(FACT).url.join(target))
            assert answer.headers["content-type"].split(";")[0] == attributes["type"]
            assert attributes["formats"] in of(answer.headers["link"], "profile")


@pytest.mark.parametrize(
    ("wanted", "profile"),
    [
        (f"<{DEFAULT_BASE}profile/odrl>", "odrl"),
        ("<http://www.w3.org/ns/oa#>", "web-annotation"),
        ("<http://www.w3.org/ns/odrl/2/>;q=0.4, <http://qudt.org/schema/qudt/>; q=0.8", "qudt"),
        ("<http://elsewhere.example/p>, <https://www.w3.org/TR/owl-time/>;q=0.1", "owl-time"),
        (f"<{DEFAULT_BASE}ontology>;q=0.5,<{DEFAULT_BASE}profile/odrl>;q=0.5", "hengce"),
        (f"<{DEFAULT_BASE}profile/odrl>;q=0, <{DEFAULT_BASE}ontology>;q=0.001", "hengce"),
    ],
)
def test_profile_by_header(client: TestClient, wanted: str, profile: str):
    answer = client.get(FACT, headers={"Accept-Profile": wanted, "Accept": BROWSER if profile == "hengce" else "text/turtle"})
    assert answer.status_code == 200
    expected = f"{DEFAULT_BASE}ontology" if profile == "hengce" else f"{DEFAULT_BASE}profile/{profile}"
    assert of(answer.headers["link"], "profile")[0] == expected
    assert "Accept-Profile" in answer.headers["vary"]
    asked = client.get(FACT, params={"profile": profile}, headers={"Accept": answer.headers["content-type"].split(";")[0]})
    assert main(asked.text) == main(answer.text)
    assert client.get(FACT, params={"profile": expected}).status_code == 200


def test_the_profile_weighs_more_than_the_form(client: TestClient):
    """A browser that wants a profile gets it, though it would rather have HTML."""
    answer = client.get(FACT, headers={"Accept-Profile": f"<{DEFAULT_BASE}profile/odrl>", "Accept": BROWSER})
    assert answer.headers["content-type"].startswith("text/turtle")
    assert "odrl:Constraint" in answer.text


@pytest.mark.parametrize("wanted", ["<http://elsewhere.example/p>", f"<{DEFAULT_BASE}profile/eli>", f"<{DEFAULT_BASE}profile/odrl>;q=0"])
def test_no_such_profile(client: TestClient, wanted: str):
    answer = client.get(FACT, headers={"Accept-Profile": wanted})
    assert answer.status_code == 406
    assert f"<{DEFAULT_BASE}profile/odrl>" in answer.json()["allowed"]
    assert client.get(FACT, params={"profile": "eli"}).status_code == 404


def test_a_profile_has_its_own_validator(client: TestClient):
    plain, odrl = (
        client.get(FACT, headers=headers).headers["etag"] for headers in ({}, {"Accept-Profile": f"<{DEFAULT_BASE}profile/odrl>"})
    )
    assert plain != odrl


def test_the_list_of_profiles(client: TestClient):
    answer = client.get("/id/document/fujian-2018", params={"profile": "alt"})
    targets = of(answer.headers["link"], "alternate")
    assert {re.findall(r"profile=([a-z-]+)", target)[0] for target in targets} == {"hengce", *profiles()}
    assert {link for link in Page(answer.text).links if "format=turtle" in link} >= {
        target for target in targets if "format=turtle" in target
    }
    assert client.get("/id/document/nothing", params={"profile": "alt"}).status_code == 404


def test_a_document_in_a_profile_has_all_its_facts(client: TestClient):
    found = rdflib.Graph().parse(data=client.get("/id/document/fujian-2018", params={"profile": "web-annotation"}).content, format="turtle")
    facts = client.get("/documents/fujian-2018/facts", params={"limit": 1000}).json()["items"]
    bodies = {str(body) for body in found.objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#hasBody"))}
    assert bodies == {fact["iri"] for fact in facts}


def test_profiles_are_described(client: TestClient):
    listed = rdflib.Graph().parse(data=client.get("/profile").content, format="turtle")
    prof = rdflib.Namespace("http://www.w3.org/ns/dx/prof/")
    assert {str(token) for token in listed.objects(None, prof.hasToken)} == set(profiles())
    for name in profiles():
        one = rdflib.Graph().parse(data=client.get(f"/profile/{name}").content, format="turtle")
        assert (rdflib.URIRef(f"{DEFAULT_BASE}profile/{name}"), rdflib.RDF.type, prof.Profile) in one
        assert profiles()[name].title["zh"] in page(client, f"/profile/{name}").words
    assert client.get("/profile/nothing").status_code == 404


def test_forms_are_those_of_the_header(client: TestClient):
    assert {offer.media_type for offer in GRAPHS} == set(FORMS)
