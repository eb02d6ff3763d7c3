"""Full marks (满分) that a sentence names for its scores: 按50分计, 满分120分, 百分制."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_SCALE = re.compile(
    r"(?:按照?|以)(?P<counted>\d{1,4})分(?:制|计算|折算|计)|满分(?:值)?(?:为|是|：)?(?P<full>\d{1,4})分?"
    r"|(?P<system>\d{1,4})分制|(?P<hundred>百分制)|总分值?(?:为|共|：)?(?P<total>\d{0,2}[05]0)分(?=[，。；、（）]|$)"
)
_SIGNS = ("满分", "分制", "分计", "分折", "总分")


class Scale(NamedTuple):
    """A full mark and where it is named."""

    start: int
    end: int
    value: Decimal


def scales(text: str) -> list[Scale]:
    """The full marks named in a view text, in order."""
    if not any(sign in text for sign in _SIGNS):
        return []
    found = []
    for match in _SCALE.finditer(text):
        name = match.lastgroup or "hundred"
        found.append(Scale(match.start(), match.end(), Decimal(100) if name == "hundred" else Decimal(match.group(name))))
    return found
