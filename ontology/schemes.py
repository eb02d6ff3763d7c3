"""The SKOS concept schemes in ``schemes/*.ttl``: what types, places, levels and agencies are called, and which one a name means.

The files are the knowledge; nothing here knows a single name. Whoever adds a type, an alias, a place or an agency edits Turtle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pyoxigraph

from .agencies import Agencies
from .concepts import Concept, Regions, Scheme, Types
from .errors import DefinitionError
from .identifiers import CONCEPT_SEGMENTS, DEFAULT_BASE, Identifiers
from .terms import OWL, RDF, SKOS

__all__ = ["FOLDER", "Agencies", "Concept", "Regions", "Scheme", "Schemes", "Types", "read_schemes", "schemes"]

FOLDER = Path(__file__).parent / "schemes"
"""Where the packaged schemes lie."""

Node = dict[str, list[Any]]
"""The objects (pyoxigraph terms) of one subject by the IRI of their property."""

_IDENTIFIERS = Identifiers(DEFAULT_BASE)


class Schemes(Mapping[str, Scheme]):
    """All schemes by name: ``type``, ``level``, ``grade``, ``region``, ``agency``, ``agency-pattern``, ``agency-change``,
    ``pattern-change``, ``sector``, ``industry``, ``form``, ``role``, ``consequence``, ``group``, and whatever else the files hold.

    Args:
        concepts: the concepts of each scheme.
        own: what the files say of the schemes themselves: property (local name in our vocabulary) → values.
    """

    def __init__(self, concepts: Mapping[str, list[Concept]], own: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        self._concepts = concepts
        self._own = own
        self._made: dict[str, Scheme] = {}

    def __getitem__(self, name: str) -> Scheme:
        if name == "type":
            return self.types
        if name == "region":
            return self.regions
        if name not in self._made:
            self._made[name] = Scheme(name, self._concepts[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._concepts)

    def __len__(self) -> int:
        return len(self._concepts)

    @cached_property
    def types(self) -> Types:
        """Demonstration types (示范类型)."""
        own = self._own.get("type", {})
        levels = [word for level in self.levels.values() for word in level.names]
        return Types("type", self._concepts["type"], (*levels, *own.get("prefix", ())), own.get("suffix", ()))

    @cached_property
    def regions(self) -> Regions:
        """Places (行政区划) from the nation down to counties."""
        return Regions("region", self._concepts["region"])

    @property
    def levels(self) -> Scheme:
        """Levels (级别): 国家级, 省级, 市级, 区县级."""
        return self["level"]

    @property
    def grades(self) -> Scheme:
        """Grades (等级): 三星级, A级, 一级 …"""
        return self["grade"]

    @property
    def sectors(self) -> Scheme:
        """Industries (行业) as policies name them."""
        return self["sector"]

    @property
    def forms(self) -> Scheme:
        """Forms of incentive (激励形式)."""
        return self["form"]

    @property
    def roles(self) -> Scheme:
        """Roles of agencies (机构职责)."""
        return self["role"]

    @property
    def consequences(self) -> Scheme:
        """Consequences of a breach (罚则后果)."""
        return self["consequence"]

    @property
    def groups(self) -> Scheme:
        """Groups of criteria (条件类别)."""
        return self["group"]

    @cached_property
    def agencies(self) -> Agencies:
        """Bodies (机构): national ones, and the patterns by which local ones are named."""
        return Agencies(self["agency"], self["agency-pattern"], self.regions, self["pattern-change"])

    def resolve_type(self, text: str) -> Concept | None:
        """The demonstration type of a canonical label or any wording (see :meth:`Types.resolve`)."""
        return self.types.resolve(text)

    def resolve_region(self, text: str) -> Concept | None:
        """The place of a code or name (see :meth:`Regions.resolve`)."""
        return self.regions.resolve(text)


@cache
def schemes() -> Schemes:
    """The packaged schemes, read once."""
    return read_schemes(FOLDER)


def read_schemes(*folders: Path) -> Schemes:
    """The schemes of all ``*.ttl`` files of some folders.

    A concept may be described in several files: what they say is united, so that a file of one's own can add an alias.

    Args:
        folders: where to look; files are read in the order of the folders, then of their names.

    Raises:
        DefinitionError: if a file is not Turtle, or a concept has not exactly one Chinese preferred label.
    """
    nodes: dict[str, Node] = {}
    for file in (file for folder in folders for file in sorted(folder.glob("*.ttl"))):
        try:
            for subject, predicate, obj, _ in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE):
                nodes.setdefault(str(getattr(subject, "value", subject)), {}).setdefault(predicate.value, []).append(obj)
        except SyntaxError as error:
            raise DefinitionError(f"{file.name} 不是有效的 Turtle：{error}", f"{file.name} is not valid Turtle: {error}") from error
    concepts: dict[str, list[Concept]] = {}
    own: dict[str, dict[str, tuple[str, ...]]] = {}
    for iri, node in nodes.items():
        types = node.get(RDF.type.value, ())
        if SKOS.ConceptScheme in types:
            own[iri.removeprefix(f"{DEFAULT_BASE}id/")] = _own_properties(node)
        elif SKOS.Collection not in types:
            concept = _concept(iri, node)
            concepts.setdefault(concept.scheme, []).append(concept)
    return Schemes(concepts, own)


_PREFERRED, _OTHER, _NOTATION = SKOS.prefLabel.value, SKOS.altLabel.value, SKOS.notation.value
_BROADER, _BROAD_MATCH, _CLOSE = SKOS.broader.value, SKOS.broadMatch.value, SKOS.closeMatch.value


def _concept(iri: str, node: Node) -> Concept:
    name = _IDENTIFIERS.parse(iri)
    labels = _texts(node, _PREFERRED, "zh")
    if name is None or name.kind not in CONCEPT_SEGMENTS or len(labels) != 1:
        raise DefinitionError(
            f"概念体系中的 <{iri}> 须有且只有一个中文首选名称（skos:prefLabel），其地址须属于已知的概念体系。",
            f"<{iri}> in the schemes must have exactly one preferred label in Chinese and an address of a known scheme.",
        )
    return Concept(
        scheme=name.kind,
        key=name.key,
        label=labels[0],
        label_en=next(iter(_texts(node, _PREFERRED, "en")), ""),
        aliases=_texts(node, _OTHER, "zh"),
        notation=next(iter(_values(node, _NOTATION)), ""),
        broader=next(iter(_within(node, _BROADER, name.kind) or _within(node, _BROAD_MATCH, name.kind)), ""),
        close=_within(node, _CLOSE, name.kind),
        classes=tuple(key for key in _values(node, RDF.type.value) if "/" not in key),
        properties=_own_properties(node),
        deprecated="true" in _values(node, OWL.deprecated.value),
    )


def _texts(node: Node, name: str, language: str) -> tuple[str, ...]:
    return tuple(sorted({term.value for term in node.get(name, ()) if getattr(term, "language", None) == language}))


def _values(node: Node, name: str) -> tuple[str, ...]:
    """The values of a property, sorted: of a literal its text, of an IRI of ours the key of what it names."""
    return tuple(sorted(map(_value, node[name]))) if name in node else ()


def _value(term: Any) -> str:
    name = _IDENTIFIERS.parse(term.value) if isinstance(term, pyoxigraph.NamedNode) else None
    return name.key if name else str(getattr(term, "value", term))


def _within(node: Node, name: str, scheme: str) -> tuple[str, ...]:
    """The keys of the concepts of one scheme that a property points to, sorted."""
    found = (_IDENTIFIERS.parse(term.value) for term in node.get(name, ()) if isinstance(term, pyoxigraph.NamedNode))
    return tuple(sorted(each.key for each in found if each is not None and each.kind == scheme))


def _own_properties(node: Node) -> dict[str, tuple[str, ...]]:
    own = _IDENTIFIERS.vocabulary
    return {name.removeprefix(own): _values(node, name) for name in sorted(node) if name.startswith(own)}
