"""What a document says of itself (文件要素): title, number, issuer, place, date and period; the contract's ``document`` kind.

Nothing is guessed: the issuer comes from the signature, the letterhead, the title, the number's code or the note of adoption only,
and what the text does not say is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from ..corpus.document import Document
from ..ontology.schemes import schemes
from .docnumbers import number_year
from .front import Front, Span
from .jurisdiction import Evidence, jurisdiction
from .places import full_name, is_municipality, level_of, names_of, region
from .validity import inclusiveness, period_of


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document says of itself; spans are offsets in the stored text.

    Attributes:
        title: title (标题) without （征求意见稿） and line breaks.
        title_span: where it stands.
        doc_number: document number (发文字号), with 〔〕 and half-width digits.
        issuer: issuing body (发文机关) in full; several are joined by 、.
        jurisdiction: GB/T 2260 code of the place it is issued for, ``000000`` for the nation.
        place_names: names of that place, full and short.
        municipality: whether the place is, or lies in, a municipality under the central government (直辖市).
        place_level: its level (国家级, 省级, 市级, 区县级).
        status: ``draft`` for a 征求意见稿, 草案 or 送审稿.
        date: date of signature (成文日期), ISO.
        year: the year by which dates without a year are read: of the date, else of the number or the title.
        valid_from, valid_to: period of validity as far as the text gives it: ISO date, year-month or year.
        inclusive: what the document says of its own words for bounds (以上, 以下 …): whether they include the number.
        spans: the evidence of each field that was found, by the field's name.
    """

    title: str | None = None
    title_span: Span | None = None
    doc_number: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    place_names: tuple[str, ...] = ()
    municipality: bool = False
    place_level: str | None = None
    status: Literal["issued", "draft"] = "issued"
    date: str | None = None
    year: int | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    inclusive: dict[str, bool] | None = None
    spans: dict[str, Span] = field(default_factory=dict)


def profile(document: Document) -> Profile:
    """Read what a document says of itself.

    Args:
        document: the text with its outline.
    """
    front, body = Front(document), document.view().text
    title, number, signed = front.title(), front.number(), front.date()
    issuer, adopted = front.issuer(), front.adopted()
    issuer = issuer or adopted or (schemes().agencies.of_number(number, body) if number else None)
    place = jurisdiction(Evidence(title or "", issuer or "", number or "", adopted or "", front.text("addressee"), body))
    period = period_of(document, title, signed, front.first_card())
    found = {"valid_from": period.from_span, "valid_to": period.to_span}
    years = (int(signed[:4]) if signed else None, number_year(number) if number else None, _year_in(title))
    return Profile(
        title=title,
        title_span=front.spans.get("title"),
        doc_number=number,
        issuer=_in_full(issuer, place) if issuer else None,
        jurisdiction=place,
        place_names=names_of(place) if place else (),
        municipality=place is not None and is_municipality(place),
        place_level=level_of(place) if place else None,
        status="draft" if front.draft() else "issued",
        date=signed,
        year=next((year for year in years if year), None),
        valid_from=period.valid_from,
        valid_to=period.valid_to,
        inclusive=inclusiveness(document),
        spans=front.spans | {name: span for name, span in found.items() if span},
    )


def _in_full(issuer: str, place: str | None) -> str:
    """An issuer with the city of its district (坪山区人民政府 in 深圳 → 深圳市坪山区人民政府), abbreviations resolved (省经信委).

    A name that begins with its place's own name stays as printed (阿坝州人民政府办公室).
    """
    concept = region(place) if place else None
    names = []
    for name in re.split("[、，]", issuer):
        if concept is not None and name.startswith(concept.label):
            names.append(full_name(concept.key) + name[len(concept.label) :])
        elif concept is not None and any(name.startswith(own) for own in names_of(concept.key)):
            names.append(name)
        else:
            names.append(schemes().agencies.resolve(name, concept) or name)
    return "、".join(dict.fromkeys(names))


def _year_in(title: str | None) -> int | None:
    match = re.search(r"(?<!\d)(20\d{2}|19\d{2})(?!\d)", title or "")
    return int(match[1]) if match else None
