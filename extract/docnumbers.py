"""Numbers of documents (发文字号) and of standards (标准编号) in their normal form.

Where a number stands in a sentence is known to ``protected.py``; whose a number is, to ``Agencies.of_number`` of the ontology.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fffA-Z（）]{0,20}?)[〔［【（\[(](?P<year>(?:19|20)\d{2})年?[〕］】）\])]第?(?P<serial>\d{1,5})号"
)
_SERIAL = r"(?P<serial>\d{2,6}(?:\.\d{1,3})*)(?P<year>[-:]+(?:19|20)?\d{2})?"
_STANDARD = re.compile(rf"(?P<code>[A-Z]++(?:/[A-Z]++)*+\d{{0,6}}?(?:/[A-Z]{{1,8}})*)[ -]?{_SERIAL}")
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
