"""The vocabularies in use: their terms, and what their specifications say of each (``vocabularies/*.txt``, one file per vocabulary).

A file names its vocabulary and version on its first line, where that was taken from on the second, then the prefix, and each term on a
line of its own: name, kind, and what is given for it of ``under`` (superclasses), ``domain``, ``range`` and ``a`` (the classes of an
individual). Several are joined by ``|``, of domain and range as alternatives; a name without prefix is the vocabulary's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from .errors import DefinitionError

FOLDER = Path(__file__).parent / "vocabularies"
Kind = Literal["class", "property", "object", "datatype", "annotation", "ontology", "individual", "type"]
"""What a term is. A ``property`` is one whose specification leaves open of which kind it is; a ``type`` is a datatype."""

_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
_PREFIX = re.compile(r"^@prefix (?P<prefix>[\w-]+): <(?P<iri>[^<>]+)>$")
_TERM = re.compile(r"^(?P<name>[\w-]+)\s+(?P<kind>[a-z]+)(?P<said>(?: \w+=\S+)*)$")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a vocabulary.

    Attributes:
        iri: its IRI.
        kind: what it is.
        under: IRIs of its superclasses.
        domain, range: IRIs of the classes or datatypes of which it wants one; empty where it wants none in particular.
        a: IRIs of the classes of an individual.
    """

    iri: str
    kind: Kind
    under: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    a: tuple[str, ...] = ()

    @property
    def is_property(self) -> bool:
        """Whether it can stand between a subject and an object."""
        return self.kind in {"property", "object", "datatype", "annotation", "ontology"}


@cache
def prefixes() -> Mapping[str, str]:
    """The IRI of each vocabulary by its usual prefix."""
    return dict(sorted((prefix, iri) for _, prefix, iri in _files()))


@cache
def terms() -> Mapping[str, Term]:
    """All terms by IRI.

    Raises:
        DefinitionError: if a line of a file is no term, or names a prefix that there is not.
    """
    return {term.iri: term for file, _, iri in _files() for term in _read(file, iri)}


def superclasses(cls: str) -> set[str]:
    """A class with all above it, as far as the files say."""
    found, ahead = set(), [cls]
    while ahead:
        if (each := ahead.pop()) not in found:
            found.add(each)
            ahead += terms()[each].under if each in terms() else ()
    return found


@cache
def _files() -> tuple[tuple[Path, str, str], ...]:
    found = []
    for file in sorted(FOLDER.glob("*.txt")):
        match = _PREFIX.match(next((line for line in _lines(file) if line.startswith("@prefix ")), ""))
        if match is None:
            raise _not_understood(file, "@prefix")
        found.append((file, match["prefix"], match["iri"]))
    return tuple(found)


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _read(file: Path, iri: str) -> Iterator[Term]:
    for line in _lines(file):
        if not line or line.startswith(("#", "@")):
            continue
        match = _TERM.match(line)
        if match is None or match["kind"] not in _KINDS:
            raise _not_understood(file, line)
        said = {name: _iris(value, iri, file) for name, value in (each.split("=", 1) for each in match["said"].split())}
        if said.keys() - {"under", "domain", "range", "a"}:
            raise _not_understood(file, line)
        yield Term(iri + match["name"], _KINDS[match["kind"]], **said)


def _iris(value: str, own: str, file: Path) -> tuple[str, ...]:
    return tuple(_iri(name, own, file) for name in value.split("|"))


def _iri(name: str, own: str, file: Path) -> str:
    if name.startswith("<"):
        return name[1:-1]
    prefix, colon, local = name.rpartition(":")
    if not colon:
        return own + name
    if prefix not in prefixes():
        raise _not_understood(file, name)
    return prefixes()[prefix] + local


def _not_understood(file: Path, what: str) -> DefinitionError:
    return DefinitionError(f"{file.name} 中的“{what}”无法理解。", f"{what!r} in {file.name} makes no sense.")
