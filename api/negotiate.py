"""Which form of an answer a client gets: ``?format=`` first, then ``Accept`` (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..ontology.errors import InputError, InvalidParameter


class NotAcceptable(InputError):
    """None of the media types that the client accepts can be given."""

    status = 406


@dataclass(frozen=True, slots=True)
class Offer:
    """One form in which an answer can be given.

    Attributes:
        name: value of ``?format=`` that asks for it.
        media_type: its media type, without parameters.
        aliases: further values of ``?format=``.
        also: further media types in ``Accept`` that mean this form.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


JSON = Offer("json", "application/json")
CSV = Offer("csv", "text/csv")
MARKDOWN = Offer("markdown", "text/markdown", ("md",))
XLSX = Offer("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
ICALENDAR = Offer("ics", "text/calendar", ("icalendar",))
TEXT = Offer("text", "text/plain", ("txt",))
HTML = Offer("html", "text/html", (), ("application/xhtml+xml",))
TURTLE = Offer("turtle", "text/turtle", ("ttl", "n3"), ("application/x-turtle", "text/n3"))
NTRIPLES = Offer("ntriples", "application/n-triples", ("nt", "n-triples"))
JSONLD = Offer("jsonld", "application/ld+json", ("json-ld",))
RDFXML = Offer("rdfxml", "application/rdf+xml", ("rdf+xml", "rdf"))


def negotiate(offers: Sequence[Offer], accept: str | None = None, format: str | None = None, parameter: str = "format") -> Offer:
    """The form to answer in.

    Args:
        offers: the forms there are; the first is used where the client does not care.
        accept: value of the header ``Accept``, or None.
        format: value of the parameter ``format``, or None; it wins over ``accept``.
        parameter: what that parameter is called.

    Raises:
        InvalidParameter: if ``format`` names none of the offers.
        NotAcceptable: if ``accept`` allows none of them.
    """
    if format is not None:
        for offer in offers:
            if format.lower() in (offer.name, *offer.aliases):
                return offer
        raise InvalidParameter(f"没有格式 {format!r}。", f"There is no format {format!r}.",
                               parameter=parameter, allowed=[offer.name for offer in offers])  # fmt: skip
    ranges = _ranges(accept)
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda offer: _quality(offer, ranges))  # max keeps the first of equals
    if _quality(best, ranges) <= 0:
        raise NotAcceptable("不能给出请求所接受的任何媒体类型。", "None of the accepted media types can be given.",
                            parameter="Accept", allowed=[offer.media_type for offer in offers])  # fmt: skip
    return best


def _ranges(accept: str | None) -> dict[str, float]:
    """The media ranges of ``Accept`` with their weights; parameters other than ``q`` are ignored."""
    ranges: dict[str, float] = {}
    for part in (accept or "").split(","):
        media_range, *parameters = [piece.strip().lower() for piece in part.split(";")]
        if not media_range:
            continue
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = min(max(float(parameter[2:]), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        ranges[media_range] = max(weight, ranges.get(media_range, 0.0))
    return ranges


def _quality(offer: Offer, ranges: dict[str, float]) -> float:
    """How much the client wants an offer: the most specific range that fits its media type decides, or another of its names."""
    fitting = (offer.media_type, offer.media_type.split("/")[0] + "/*", "*/*")
    own = next((ranges[media_range] for media_range in fitting if media_range in ranges), 0.0)
    return max(own, *(ranges.get(name, 0.0) for name in offer.also), 0.0)


def accepts_gzip(headers: Mapping[str, str]) -> bool:
    """Whether a client takes an answer compressed (RFC 9110, section 12.5.3); of one that asks for a part of a file, never."""
    codings = _ranges(headers.get("accept-encoding"))
    return codings.get("gzip", codings.get("*", 0.0)) > 0 and "range" not in headers
