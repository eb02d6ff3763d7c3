"""What is asked: each call over HTTP, and the same in this process."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

from hengce.ontology.results import JSON
from hengce.ontology.store import Store
from hengce.queries.catalogue import Catalogue
from hengce.queries.citations import cited
from hengce.queries.compare import compare
from hengce.queries.deciding.eligibility import eligibility
from hengce.queries.documents import with_standing
from hengce.queries.searching.search import search

DAY = datetime.date(2026, 6, 30)
TYPE = "绿色工厂"
WORDS = "绿色工厂 奖励"
FIVE = ("000000", "310000", "320000", "330200", "350000")
"""The places of the packaged texts."""
ASKED = {*FIVE, "330000"}
"""Those whose documents are read when they are compared: Ningbo is measured against its province."""
_QUERY = """PREFIX h: <https://w3id.org/hengce/ontology#>
SELECT ?quote ?min WHERE { ?fact a h:Threshold ; h:quote ?quote ; h:min ?min ; h:document ?document . ?document h:id "fujian-2018" }
ORDER BY ?min ?quote #"""


@dataclass(frozen=True, slots=True)
class Call:
    """A call, over HTTP and in process.

    Attributes:
        name: of the row in the table.
        path: with ``@`` where a number makes each request another, so that no cache has its answer.
        itself: makes the same answer here, up to its JSON.
        accept: header of the request.
        body: what is posted, or None for GET.
        oxigraph: the path at Oxigraph's own server, where it can be asked the same.
    """

    name: str
    path: str
    itself: Callable[[], object]
    accept: str = "application/json"
    body: str | None = None
    oxigraph: str | None = None


def calls(store: Store, folder: Path) -> Iterator[Call]:
    """The calls that are measured.

    Args:
        store: for those in process.
        folder: where search keeps its index.
    """
    serial = count()

    def asked(name: str, **values: str) -> Callable[[], object]:
        def ask() -> object:
            with store.snapshot() as graph:
                found, _ = cited(graph, Catalogue.load().run(graph, name, **values))
                return with_standing(graph, found, DAY)

        return ask

    def compared(aspect: str | None) -> Callable[[], object]:
        def ask() -> object:
            with store.snapshot() as graph:
                return compare(graph, TYPE, aspects=aspect, jurisdictions=FIVE, as_of=DAY)

        return ask

    def found() -> object:
        with store.snapshot() as graph:
            return search(graph, WORDS, ["350000"], None, None, None, DAY, folder, limit=20)

    facts = {"type": TYPE, "jurisdiction": "350000", "as_of": DAY.isoformat(), "facts": {"score": 86}}

    def decided() -> object:
        with store.snapshot() as graph:
            return eligibility(graph, *facts.values())

    day, five, thresholds = DAY.isoformat(), ",".join(FIVE), {"type": TYPE, "jurisdiction": "福建,江苏"}
    one, search_for = {"document": "fujian-2018", "as_of": day}, {"q": WORDS, "jurisdiction": "350000", "as_of": day, "limit": "20"}
    sparql = _path("", query=_QUERY) + "@"
    yield Call("/sparql", f"/sparql{sparql}", lambda: store.execute(f"{_QUERY}{next(serial)}"), JSON, oxigraph=f"/query{sparql}")
    yield Call("/queries/documents", _path("/queries/documents", **one), asked("documents", **one))
    yield Call("/queries/thresholds", _path("/queries/thresholds", **thresholds, as_of=day), asked("thresholds", **thresholds))
    yield Call("/search", _path("/search", **search_for), found)
    yield Call("/eligibility", "/eligibility", decided, body=json.dumps(facts, ensure_ascii=False))
    for name, aspect in (("/compare, thresholds", "threshold"), ("/compare, all aspects", None)):
        which = {} if aspect is None else {"aspect": aspect}
        yield Call(name, _path("/compare", type=TYPE, jurisdictions=five, as_of=day, **which), compared(aspect))


def _path(path: str, **values: str) -> str:
    return f"{path}?{urlencode(values, quote_via=quote)}"
