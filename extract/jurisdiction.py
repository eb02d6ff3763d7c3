"""For which place a document is issued (适用的行政区划), by what the text itself shows.

Looked at in this order: title, issuer, number, note of adoption, addressees (各省、自治区、直辖市…), then the body, where 我省 or 全市 says
the level and the places named there say which one. When nothing says, the answer is None.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ..ontology.schemes import schemes
from .places import NATION, PlaceMention, find_places, is_municipality, level_of, within

_QUOTED = re.compile(r"《[^《》]*》")
_NATIONAL_ADDRESSEE = re.compile(r"各省、自治区|各省（自治区|各省、市|国务院各部|各省级")
_OWN = re.compile(r"[我本全](?P<level>省|自治区|市|区(?!域|分|间)|县|州)(?!级)|(?P<place>[省市区县])(?:委、?[省市区县]政府|政府|人民政府)")
# Duties laid on the nation's departments and on all provinces: the law of the whole country.
_NATIONAL_DUTY = re.compile(r"国务院[\u4e00-\u9fff、]{0,24}(?:主管)?部门|省、自治区、直辖市人民政府|县级以上地方(?:各级)?人民政府")
_LEVELS = {"省": "省级", "自治区": "省级", "市": "市级", "州": "市级", "区": "区县级", "县": "区县级"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The parts of a document that may say its place; each a view's text, empty where there is none."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    note: str = ""
    addressee: str = ""
    body: str = ""


def jurisdiction(said: Evidence) -> str | None:
    """GB/T 2260 code of the place that a document is issued for, or None."""
    by_number = _of_number(said.number)
    hint = by_number or ""
    for part in (_QUOTED.sub("", said.title), said.issuer, said.title):
        code = _of_name(part, hint, said.body)
        if code:
            return code
    if by_number:
        return by_number
    code = _of_name(said.note, "", said.body)
    if code:
        return code
    if _NATIONAL_ADDRESSEE.search(said.addressee):
        return NATION
    return _of_body(said.body)


def _of_number(number: str) -> str | None:
    if not number:
        return None
    place, _ = schemes().agencies.place_of_number(number)
    return place.key if place is not None else NATION if schemes().agencies.of_number(number) else None


def _of_name(text: str, hint: str, body: str) -> str | None:
    """The place that a title or a body's name begins with or contains; the nation for a national body."""
    places = find_places(text)
    if places:
        return _one(places[0], hint, body)
    national = schemes()["agency"]
    if text and (national.resolve(text) or re.match(r"国务院|中共中央|全国人民|中华人民共和国|国家", text)):
        return NATION
    return None


def _one(mention: PlaceMention, hint: str, body: str) -> str | None:
    """The place meant by a name: where several bear it, the one whose city or province the text names."""
    codes = [code for code in mention.codes if hint and within(code, hint)] or list(mention.codes)
    if len(codes) == 1 or len({level_of(code) for code in codes[:2]}) > 1:
        return codes[0]
    named = Counter(code for place in find_places(body) for code in place.codes if len(place.codes) == 1)
    fitting = [code for code in codes if any(other != code and within(code, other) for other in named)]
    return fitting[0] if len(fitting) == 1 else None


def _of_body(body: str) -> str | None:
    """The place that the body calls its own: the one most named at the level of 我省, 全市, 本区."""
    named = find_places(body)
    inside = {at for place in named for at in range(place.start + 1, place.end)}  # 浦东新区政府 is not 区政府
    own = Counter(_LEVELS[m["level"] or m["place"]] for m in _OWN.finditer(body) if m.start() not in inside)
    counts: Counter[str] = Counter()
    for place in named:
        if len(place.codes) == 1 or level_of(place.codes[0]) != level_of(place.codes[1]):
            counts[place.codes[0]] += 1
    for level, _ in own.most_common():
        fitting = {
            code: n
            for code, n in counts.items()
            if level_of(code) == level or (level == "市级" and level_of(code) == "省级" and is_municipality(code))
        }
        if fitting:
            return max(fitting, key=lambda code: (fitting[code], code))
    if len(_NATIONAL_DUTY.findall(body)) >= 2:
        return NATION
    # No 我省: one place that all names belong to, or a name that stands at least three times as often as any other outside it.
    for code, n in sorted(counts.items(), key=lambda item: (-level_rank(item[0]), -item[1])):
        others = [m for other, m in counts.items() if not within(other, code) and not within(code, other)]
        if n >= 2 and n >= 3 * max(others, default=0):
            return code
    return None


def level_rank(code: str) -> int:
    """0 for the nation, 1 for provinces, 2 for prefectures, 3 for counties."""
    return ("国家级", "省级", "市级", "区县级").index(level_of(code))
