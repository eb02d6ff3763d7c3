"""Numbers of documents (发文字号) and of standards (标准编号): their normal form, and whom a document number's code means (机关代字).

Where a number stands in a sentence is known to ``protected.py``; which code belongs to whom is data of the ontology's agencies.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..ontology.schemes import Concept, schemes
from .places import full_name, is_municipality, level_of, region, signs

_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fffA-Z（）]{0,20}?)[〔［【（\[(](?P<year>(?:19|20)\d{2})年?[〕］】）\])]第?(?P<serial>\d{1,5})号"
)
_SERIAL = r"(?P<serial>\d{2,6}(?:\.\d{1,3})*)(?P<year>[-:]+(?:19|20)?\d{2})?"
_STANDARD = re.compile(rf"(?P<code>[A-Z]+(?:/?[A-Z]+)*\d{{0,6}}?(?:/[A-Z]{{1,8}})*)[ -]?{_SERIAL}")
_LOCAL_STANDARD = re.compile(rf"(?P<code>DB\d{{2,6}}(?:/T)?)[ /-]?{_SERIAL}")


def normal_number(text: str) -> str:
    """A document number in its normal form: 工信厅节函［2016］ 586号 → 工信厅节函〔2016〕586号; orders (国务院令第588号) stay."""
    bare = re.sub(r"\s", "", text).strip("（）()")
    match = _NUMBER.fullmatch(bare)
    return f"{match['code']}〔{match['year']}〕{match['serial'].lstrip('0')}号" if match else bare


def normal_standard(text: str) -> str:
    """A standard number in its normal form, with one blank before the serial number: GB/T36132—2018 → GB/T 36132-2018."""
    match = _LOCAL_STANDARD.fullmatch(text) or _STANDARD.fullmatch(text)
    if match is None:
        return text
    year = match["year"] or ""
    return f"{match['code']} {match['serial']}{(':' if ':' in year else '-') + year.lstrip('-:') if year else ''}"


def is_number(text: str) -> bool:
    """Whether a text is nothing but a document number (brackets around it left aside)."""
    return _NUMBER.fullmatch(re.sub(r"\s", "", text).strip("（）()")) is not None


def number_year(number: str) -> int | None:
    """Year of a document number, or None."""
    match = _NUMBER.search(number)
    return int(match["year"]) if match else None


def issuer_of(number: str, text: str = "") -> str | None:
    """Full name of the body that a number's code means: 工信厅节函〔2016〕586号 → 工业和信息化部办公厅, 闽政〔2017〕29号 → 福建省人民政府.

    Args:
        number: a document number.
        text: the text that bears it; where a code fits several bodies of a place (沪经信: 委员会 or 局), the one that is named there.

    Returns:
        the name, or None where the code does not decide.
    """
    code = number.partition("〔")[0]
    national = _coded("", code)
    if national:
        return national[0].label if len(national) == 1 else None
    place, length = place_of(number)
    if place is None:
        return None
    fitting = [c.label for c in _coded("local", code[length:].removeprefix("委"))]
    name = _of_level(fitting, place, text)
    return full_name(place) + name if name else None


def place_of(number: str) -> tuple[str | None, int]:
    """Code of the place whose sign a document number begins with (闽政 → 350000, 深坪府办规 → 440310), and the sign's length."""
    code = number.partition("〔")[0]
    place = signs().get(code[:1])
    if place is None or _coded("", code):
        return None, 0
    below = [c for c in _counties(place) if (inner := region(c)) is not None and inner.label[0] == code[1:2]]
    if len(below) == 1 and not _coded("local", code[1:]) and _coded("local", code[2:]):
        return below[0], 2
    return (place, 1) if _coded("local", code[1:].removeprefix("委")) else (None, 0)


def _coded(kind: str, code: str) -> list[Concept]:
    """The national or local bodies whose number code is the longest that ``code`` begins with."""
    table = _codes(kind)
    longest = next((code[:i] for i in range(len(code), 0, -1) if code[:i] in table), None)
    return table[longest] if longest else []


@lru_cache(maxsize=2)
def _codes(kind: str) -> dict[str, list[Concept]]:
    table: dict[str, list[Concept]] = {}
    scheme = schemes()["agency-pattern" if kind == "local" else "agency"]
    for concept in scheme.values():
        for code in concept.properties.get("numberCode", ()):
            table.setdefault(code, []).append(concept)
    return table


def _of_level(names: list[str], place: str, text: str) -> str | None:
    """The one of several names for a code that a body of this place bears: 厅 in provinces, 局 below, 委员会 by the text."""
    level = level_of(place)
    departments = any(name.endswith("厅") for name in names)
    if level != "省级" or is_municipality(place):
        names = [name for name in names if not name.endswith("厅") or name.startswith("人民政府")]
    elif departments:
        names = [name for name in names if name.endswith("厅")]
    named = [name for name in names if name in text]
    names = named if len(named) == 1 else names
    if len(names) > 1:
        order = {"省级": ("厅", "委员会"), "市级": ("局", "室") if departments else ("委员会", "室")}.get(level, ("局", "室"))
        if is_municipality(place) and departments:
            order = ("厅",)
        names = [name for name in names if name.endswith(order)]
    return names[0] if len(names) == 1 else None


def _counties(place: str) -> list[str]:
    head = place[:2] if place.endswith("0000") and is_municipality(place) else place[:4] if not place.endswith("0000") else "--"
    return [code for code in schemes().regions if code.startswith(head) and not code.endswith("00")]
