"""The page of the ontology, made from the ontology itself: every class and property with its anchor, names, definition, example, source
and place among the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal

from ....ontology.context import prefixed
from ... import html
from ...conneg import Choice
from ..page import parts as framed
from ..view import View
from .reference import KINDS, Reference, Term
from .thing import forms

_SAID: Mapping[str, str] = {
    "skos:definition": "定义 Definition",
    "skos:example": "例 Example",
    "dcterms:source": "出处 Source",
    "skos:scopeNote": "说明 Scope note",
    "rdfs:subClassOf": "上位类 Subclass of",
    "rdfs:subPropertyOf": "上位属性 Subproperty of",
    "owl:equivalentClass": "等价类 Equivalent class",
    "owl:equivalentProperty": "等价属性 Equivalent property",
    "rdfs:domain": "定义域 Domain",
    "rdfs:range": "值域 Range",
    "owl:inverseOf": "逆属性 Inverse of",
    "rdfs:seeAlso": "另见 See also",
}
"""What is said of a term, in the order of the page; what is not listed comes after, under its own name."""
_POINTING: Mapping[str, str] = {
    "rdfs:subClassOf": "下位类 Subclasses",
    "rdfs:subPropertyOf": "下位属性 Subproperties",
    "rdfs:domain": "属性 Properties",
    "rdfs:range": "作为值域 In range of",
}
_APART = frozenset({"rdf:type", "rdfs:label", "rdfs:isDefinedBy", "owl:disjointWith", "owl:deprecated"})
"""What has a place of its own on the page."""
_CHARACTERISTICS: Mapping[str, str] = {
    "owl:FunctionalProperty": "函数性 functional",
    "owl:InverseFunctionalProperty": "反函数性 inverse functional",
    "owl:TransitiveProperty": "传递 transitive",
    "owl:SymmetricProperty": "对称 symmetric",
    "owl:AsymmetricProperty": "反对称 asymmetric",
    "owl:ReflexiveProperty": "自反 reflexive",
    "owl:IrreflexiveProperty": "反自反 irreflexive",
}


def page(view: View, reference: Reference, offered: Iterable[Choice]) -> str:
    """The page.

    Args:
        view: for whom.
        reference: what it is about.
        offered: the vocabularies that it can be had in, for links.
    """
    itself = reference.itself
    title = next(iter(itself.texts("dcterms:title", "zh")), itself.iri)
    parts: list[object] = [
        *itself.texts("dcterms:title", "en"),
        _head(reference),
        _contents(reference),
        html.Markup(f'<h2 id="tree-of-classes">类的层次 Hierarchy of classes</h2>{_tree(reference)}'),
    ]
    for kind, terms in reference.sections.items():
        zh, en = KINDS[kind]
        parts.append(html.Markup(f'<h2 id="{_anchor(kind)}">{zh} {en}</h2>'))
        parts += (_section(reference, term) for term in terms)
    parts += [_foreign(reference), _namespaces(reference), forms(offered)]
    return framed(view, title, *parts, crumbs=[(view.say("frame.ontology"), None)])


def _head(reference: Reference) -> html.Markup:
    itself = reference.itself
    rows: list[tuple[object, object]] = [
        ("标识 IRI", _code(itself.iri)),
        ("命名空间 Namespace", _code(reference.namespace)),
        ("前缀 Prefix", _code(next(iter(itself.texts("vann:preferredNamespacePrefix")), "h"))),
    ]
    known = {"owl:versionInfo": "版本 Version", "dcterms:description": "说明 Description", "dcterms:license": "许可 License"}
    rows += ((label, _values(reference, itself, name)) for name, label in known.items() if name in itself.said)
    left = sorted(set(itself.said) - set(known) - {"rdf:type", "dcterms:title", "vann:preferredNamespacePrefix"})
    rows += ((name, _values(reference, itself, name)) for name in left)
    return html.rows(rows)


def _contents(reference: Reference) -> html.Markup:
    parts = [
        f"<h3>{html.link(f'#{_anchor(kind)}', f'{KINDS[kind][0]} {KINDS[kind][1]}')} ({len(terms)})</h3><ul>"
        + "".join(f"<li>{_link(reference, term.iri)}</li>" for term in terms)
        + "</ul>"
        for kind, terms in reference.sections.items()
    ]
    return html.Markup(f'<nav aria-label="目录 Contents"><h2>目录 Contents</h2>{"".join(parts)}</nav>')


def _tree(reference: Reference) -> html.Markup:
    """Our classes, each under its most direct superclasses of ours; one that has several stands under each."""
    ours = {term.iri: term for term in reference.sections.get("owl:Class", ())}
    above = {iri: [parent for parent in term.iris("rdfs:subClassOf") if parent in ours] for iri, term in ours.items()}
    further = {iri: _reached(above, iri) for iri in ours}

    def direct(iri: str) -> list[str]:
        return [parent for parent in above[iri] if not any(parent in further[other] for other in above[iri] if other != parent)]

    below: dict[str, list[str]] = {}
    for iri in ours:
        for parent in direct(iri):
            below.setdefault(parent, []).append(iri)

    def listed(iris: Iterable[str], seen: frozenset[str]) -> str:
        items = (f"<li>{_link(reference, iri)}{listed(below.get(iri, ()), seen | {iri})}</li>" for iri in iris if iri not in seen)
        inner = "".join(items)
        return f"<ul>{inner}</ul>" if inner else ""

    return html.Markup(listed((iri for iri in ours if not direct(iri)), frozenset()))


def _reached(above: Mapping[str, list[str]], iri: str) -> set[str]:
    """All superclasses of a class."""
    found: set[str] = set()
    waiting = list(above[iri])
    while waiting:
        parent = waiting.pop()
        if parent not in found:
            found.add(parent)
            waiting += above.get(parent, ())
    return found


def _section(reference: Reference, term: Term) -> html.Markup:
    zh, en = ("、".join(term.texts("rdfs:label", language)) for language in ("zh", "en"))
    deprecated = " <em>已弃用 deprecated</em>" if "true" in term.texts("owl:deprecated") else ""
    named = f"{html.text(en)} · {html.text(prefixed(term.iri, reference.base))}"
    head = f"<h3>{html.text(zh or term.local)} <small>{named}</small>{deprecated}</h3>"
    return html.Markup(f'<section id="{html.text(term.local)}">{head}{html.rows(_rows(reference, term))}</section>')


def _rows(reference: Reference, term: Term) -> Iterator[tuple[object, object]]:
    yield "标识 IRI", _code(term.iri)
    for name in (*_SAID, *sorted(set(term.said) - set(_SAID) - _APART)):
        if name in term.said:
            yield _SAID.get(name, name), _values(reference, term, name)
    kinds = [prefixed(iri, reference.base) for iri in term.iris("rdf:type")]
    if characteristics := [_CHARACTERISTICS[kind] for kind in kinds if kind in _CHARACTERISTICS]:
        yield "特性 Characteristics", "，".join(characteristics)
    for name, label in _POINTING.items():
        if others := reference.pointing(name, term.iri):
            yield label, _links(reference, others)
    # Stated one way, it holds both ways.
    if disjoint := sorted({*term.iris("owl:disjointWith"), *reference.pointing("owl:disjointWith", term.iri)}):
        yield "不相交 Disjoint with", _links(reference, disjoint)


def _values(reference: Reference, term: Term, name: str) -> html.Markup:
    """The values of a property, a line each, Chinese first."""
    parts = [html.spoken(value.value, value.language) for value in term.said[name] if isinstance(value, Literal)]
    return html.Markup("<br>".join([*parts, *(_link(reference, iri) for iri in term.iris(name))]))


def _links(reference: Reference, iris: Iterable[str]) -> html.Markup:
    return html.Markup("，".join(_link(reference, iri) for iri in iris))


def _link(reference: Reference, iri: str) -> html.Markup:
    """A term by its Chinese name, to its anchor; of another vocabulary by its prefixed name, to itself."""
    term = reference.terms.get(iri)
    if iri.startswith(reference.namespace) and term is not None:
        return html.link(f"#{term.local}", "、".join(term.texts("rdfs:label", "zh")) or term.local)
    return html.link(iri, prefixed(iri, reference.base))


def _foreign(reference: Reference) -> html.Markup:
    rows = ((_link(reference, term.iri), f"{KINDS[kind][0]} {KINDS[kind][1]}") for kind, term in reference.foreign)
    return html.Markup(f'<h2 id="foreign-terms">所用其他词表的词项 Terms of other vocabularies</h2>{html.rows(rows)}')


def _namespaces(reference: Reference) -> html.Markup:
    rows = ((_code(name), html.link(iri)) for name, iri in sorted(reference.prefixes_in_use().items()))
    return html.Markup(f'<h2 id="namespaces">命名空间 Namespaces</h2>{html.rows(rows)}')


def _anchor(kind: str) -> str:
    """The anchor of a section; no term can have it, since names of terms have no hyphen."""
    return "kind-" + kind.partition(":")[2]


def _code(value: str) -> html.Markup:
    return html.Markup(f"<code>{html.text(value)}</code>")
