"""Views of the graph in other vocabularies: one CONSTRUCT a profile, kept as a file in ``profiles/``.

The file's name is the profile's; comment lines that begin with ``#+`` hold its title, description, specifications and kinds of things
(YAML), as in the catalogue of questions. ``?about`` stands for the things that are wanted. Nodes that a view makes lie below the thing's
own IRI, by fragment. A profile is added by adding a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from rdflib import URIRef

from ..ontology.errors import UnknownValue
from ..ontology.store import Reader
from ..queries.binding import based, bound
from . import holdings

PROFILES = Path(__file__).parent / "profiles"
_AT_ONCE = 500
"""Things in one query: an endpoint may refuse longer ones."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A view in another vocabulary.

    Attributes:
        name: its name and token, as in ``--profile``.
        title, description: by language, ``zh`` and ``en``.
        conforms: IRIs of what its results keep to: the specification as published on a day, then its other addresses.
        kinds: what it is a view of (:attr:`..ontology.identifiers.Name.kind`).
        sparql: the whole file, a CONSTRUCT query of everything.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    conforms: tuple[str, ...]
    kinds: frozenset[str]
    sparql: str

    def iri(self, base: str) -> str:
        """The IRI of the profile under the base of a graph; the service describes it there."""
        return f"{base}profile/{self.name}"

    def queries(self, graph: Reader, things: Iterable[str]) -> Iterator[str]:
        """The queries that give the view of some things, a bounded number in each.

        Args:
            graph: where they will be asked.
            things: IRIs of what is wanted.
        """
        wanted = [URIRef(iri) for iri in things]
        for start in range(0, len(wanted), _AT_ONCE):
            yield bound(based(self.sparql, graph.info.base), {"about": wanted[start : start + _AT_ONCE]})


def lines(graph: Reader, profile: Profile, thing: str) -> list[bytes]:
    """The view of a thing and of what belongs to it (the facts of a document, the requirements of an offer), as sorted N-Triples.

    Args:
        graph: where to look.
        profile: which view.
        thing: IRI of the thing.
    """
    things = (str(row["about"]) for row in holdings.select(graph, "concerned", thing=thing))
    found: set[bytes] = set()
    for query in profile.queries(graph, things):
        found.update(graph.execute(query, "application/n-triples").body.splitlines(keepends=True))
    return sorted(found)


def everything(graph: Reader, profile: Profile) -> Iterator[bytes]:
    """The view of all that documents state, as N-Triples in any order, some more than once; one document after another.

    Args:
        graph: where to look.
        profile: which view.
    """
    for row in holdings.select(graph, "document-graphs"):
        things = (str(each["about"]) for each in holdings.select(graph, "things", graph=str(row["graph"])))
        for query in profile.queries(graph, things):
            yield from graph.execute(query, "application/n-triples").body.splitlines(keepends=True)


@cache
def profiles() -> Mapping[str, Profile]:
    """The packaged profiles by name."""
    return {path.stem: _read(path) for path in sorted(PROFILES.glob("*.rq"))}


def _read(path: Path) -> Profile:
    sparql = path.read_text(encoding="utf-8")
    header = yaml.safe_load("\n".join(line[3:] for line in sparql.splitlines() if line.startswith("#+ ")))
    return Profile(path.stem, header["title"], header["description"], tuple(header["conforms"]), frozenset(header["kinds"]), sparql)


def named(name: str) -> Profile:
    """A profile by its name.

    Raises:
        UnknownValue: if there is none of this name.
    """
    if name not in profiles():
        raise UnknownValue(f"没有档案（profile）{name[:60]!r}。", f"There is no profile {name[:60]!r}.", parameter="profile",
                           allowed=tuple(profiles()))  # fmt: skip
    return profiles()[name]
