"""In which vocabulary a thing is described: content negotiation by profile (W3C Working Draft of 2 October 2023).

Both ways of the draft are answered: HTTP headers (section 8.1), and the query string with keys of our own, ``profile`` and ``format``
(section 8.2, alternate keywords). The default is the graph's own vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ..ontology.errors import UnknownValue
from ..ontology.identifiers import Identifiers
from .negotiate import HTML, JSONLD, NTRIPLES, RDFXML, TURTLE, NotAcceptable, Offer
from .profile import Profile, profiles

GRAPHS = (TURTLE, Offer(JSONLD.name, JSONLD.media_type, (*JSONLD.aliases, "json"), ("application/json",)), NTRIPLES, RDFXML)
"""The forms of triples."""
LIST = "alt"
"""Value of ``profile`` that asks for the list of profiles (section 8.2.2)."""
OWN = "hengce"
"""Name of the default: the graph as it is."""

_ELEMENT = re.compile(r"<([^<>]*)>\s*((?:;[^,<]*)?)")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)
_PROFILE = "http://www.w3.org/ns/dx/prof/Profile"


@dataclass(frozen=True, slots=True)
class Choice:
    """A vocabulary that a thing can be described in.

    Attributes:
        name: its token, the value of ``?profile=``.
        iris: what identifies it in headers, its own IRI first.
        view: the view that makes it, or None for the graph as it is.
    """

    name: str
    iris: tuple[str, ...]
    view: Profile | None = None

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The forms it is given in."""
        return GRAPHS if self.view else (*GRAPHS, HTML)


def choices(base: str, kind: str) -> tuple[Choice, ...]:
    """What things of a kind can be described in, the default first.

    Args:
        base: of the graph.
        kind: of the thing (:attr:`..ontology.identifiers.Name.kind`), or empty.
    """
    own = Choice(OWN, (Identifiers(base).ontology,))
    return own, *(Choice(view.name, (view.iri(base), *view.conforms), view) for view in profiles().values() if kind in view.kinds)


def choose(offered: Sequence[Choice], accept: str | None, token: str | None) -> Choice:
    """What a client asks for.

    Args:
        offered: what there is, the default first.
        accept: value of the header ``Accept-Profile``, or None: IRIs in angle brackets with weights; others are passed over.
        token: value of the parameter ``profile``, or None; it wins: a name or an IRI.

    Raises:
        UnknownValue: if ``token`` is none of the profiles of this thing.
        NotAcceptable: if ``accept`` names none of them: others cannot be interpreted by the client (section 8.1).
    """
    if token is not None:
        for choice in offered:
            if token in (choice.name, *choice.iris):
                return choice
        raise UnknownValue(f"这里没有档案（profile）{token[:60]!r}。", f"There is no profile {token[:60]!r} of this.",
                           parameter="profile", allowed=[*(choice.name for choice in offered), LIST])  # fmt: skip
    wanted = _weights(accept)
    if not wanted:
        return offered[0]
    best = max(offered, key=lambda choice: _weight(choice, wanted))  # max keeps the first of equals
    if _weight(best, wanted) <= 0:
        raise NotAcceptable("不能给出请求所接受的任何档案（profile）。", "None of the accepted profiles can be given.",
                            parameter="Accept-Profile", allowed=[f"<{choice.iris[0]}>" for choice in offered])  # fmt: skip
    return best


def _weights(accept: str | None) -> Mapping[str, float]:
    weights: dict[str, float] = {}
    for element in _ELEMENT.finditer(accept or ""):
        quality = _QUALITY.search(element[2])
        weights[element[1].strip()] = min(float(quality[1]), 1.0) if quality else 1.0
    return weights


def _weight(choice: Choice, wanted: Mapping[str, float]) -> float:
    return max((wanted.get(iri, 0.0) for iri in choice.iris), default=0.0)


def links(offered: Iterable[Choice], chosen: Choice | None) -> str:
    """Value of the header ``Link`` (RFC 8288): what the answer keeps to, what else there is, and the names of profiles.

    Targets are relative to the address asked for, so that their length does not depend on it.

    Args:
        offered: what there is, the default first.
        chosen: what is given; None where it is the list itself.
    """
    offered = tuple(offered)
    found = [f'<{_uri(iri)}>; rel="profile"' for iri in (chosen.iris if chosen else ())]
    for choice in offered:
        for offer in choice.offers if choice.view is None else choice.offers[:2]:  # a header should not fill a proxy's 4 KB
            default = choice is offered[0] and offer is choice.offers[0]
            target = f"?profile={choice.name}&format={offer.name}"
            found.append(
                f'<{target}>; rel="{"canonical" if default else "alternate"}"; type="{offer.media_type}"; formats="{_uri(choice.iris[0])}"'
            )
    found += [f'<{_PROFILE}>; rel="type"; token="{choice.name}"; anchor="{_uri(choice.iris[0])}"' for choice in offered]
    return ", ".join(found)


def _uri(iri: str) -> str:
    return quote(iri, safe="/:?#[]@!$&'()*+,;=%~-._")
