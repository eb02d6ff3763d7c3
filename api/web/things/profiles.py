"""The pages of profiles: what they are, and in which of them a thing is described."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ....ontology.context import PREFIXES
from ....ontology.terms import DCTERMS, RDF, Vocabulary
from ... import html
from ...conneg import Choice
from ...profile import Profile
from ..page import parts as framed
from ..view import View
from .thing import forms

_KINDS = {"document": "文件", "clause": "条款", "fact": "事实", "offer": "认定服务", "work": "被引文件"}
PROF = Vocabulary("http://www.w3.org/ns/dx/prof/", "Profile hasToken isProfileOf")
_DESCRIPTION = ox.NamedNode(PREFIXES["dcterms"] + "description")
_TOKEN = ox.NamedNode(PREFIXES["xsd"] + "token")


def page(view: View, shown: Iterable[Profile], base: str) -> str:
    """What each profile is a view of, what it keeps to, and the query that makes it.

    Args:
        view: for whom.
        shown: the profiles.
        base: of the graph.
    """
    shown = list(shown)
    title = shown[0].title["zh"] if len(shown) == 1 else "档案：图谱在其他词表中的视图"
    return framed(view, title, *(html.Markup(_section(profile, base)) for profile in shown), crumbs=[(view.say("frame.profiles"), None)])


def _section(profile: Profile, base: str) -> str:
    rows = [
        ("标识 IRI", html.link(f"/profile/{profile.name}", profile.iri(base))),
        ("说明 Description", html.Markup("<br>".join(html.text(profile.description[language]) for language in ("zh", "en")))),
        ("依据 Conforms to", html.Markup("<br>".join(map(html.link, profile.conforms)))),
        ("适用于 Things", "、".join(_KINDS[kind] for kind in _KINDS if kind in profile.kinds)),
        ("取用 How to ask", f"?profile={profile.name}；Accept-Profile: <{profile.iri(base)}>；hengce export --profile {profile.name}"),
    ]
    head = f"<h2>{html.text(profile.title['zh'])} <small>{html.text(profile.title['en'])}</small></h2>"
    return f"<section>{head}{html.rows(rows)}<details><summary>SPARQL</summary><pre>{html.text(profile.sparql)}</pre></details></section>"


def available(view: View, offered: Iterable[Choice]) -> str:
    """The profiles of one thing (Content Negotiation by Profile, section 8.2.2: the list)."""
    return framed(view, "可用的档案 Profiles", forms(offered), crumbs=[(view.say("frame.profiles"), "/profile")])


def statements(shown: Iterable[Profile], base: str) -> list[bytes]:
    """The profiles in the Profiles Vocabulary (W3C Working Group Note of 18 December 2019), as sorted N-Triples.

    Args:
        shown: the profiles.
        base: of the graph.
    """
    found: list[ox.Triple] = []
    for profile in shown:
        iri = ox.NamedNode(profile.iri(base))
        found += [ox.Triple(iri, RDF.type, PROF.Profile), ox.Triple(iri, PROF.hasToken, ox.Literal(profile.name, datatype=_TOKEN))]
        found += (ox.Triple(iri, PROF.isProfileOf, ox.NamedNode(standard)) for standard in profile.conforms)
        found += (ox.Triple(iri, DCTERMS.title, ox.Literal(text, language=language)) for language, text in profile.title.items())
        found += (ox.Triple(iri, _DESCRIPTION, ox.Literal(text, language=language)) for language, text in profile.description.items())
    return sorted(f"{triple} .\n".encode() for triple in found)
