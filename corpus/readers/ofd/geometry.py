"""Numbers, boxes and transformations as OFD writes them (GB/T 33190-2016, section 7.3): millimetres, from the upper left corner."""

from __future__ import annotations

import math
from dataclasses import dataclass

POINT = 72 / 25.4
"""Points in a millimetre."""
_MOST = 1_000  # numbers in one attribute


def numbers(text: str | None) -> list[float]:
    """An array of numbers; what is none, or not finite, ends it."""
    found: list[float] = []
    for word in (text or "").split(maxsplit=_MOST)[:_MOST]:
        try:
            number = float(word)
        except ValueError:
            break
        if not math.isfinite(number):
            break
        found.append(number)
    return found


def deltas(text: str | None, most: int) -> list[float]:
    """Distances between characters (section 11.3): ``g 3 5.2`` says 5.2 three times.

    Args:
        text: the attribute.
        most: how many are wanted: a file may claim any number.
    """
    found: list[float] = []
    words = iter((text or "").split(maxsplit=3 * most))
    while len(found) < most and (word := next(words, None)) is not None:
        if word == "g":
            pair = numbers(f"{next(words, '')} {next(words, '')}")
            if len(pair) < 2:
                break
            found += [pair[1]] * max(0, min(int(pair[0]), most - len(found)))
        elif value := numbers(word):
            found += value
        else:
            break
    return found


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an object lies on its page: its ``Boundary`` and its ``CTM``.

    Attributes:
        x, y: upper left corner in millimetres.
        a, b, c, d, e, f: ``x' = a·x + c·y + e``, ``y' = b·x + d·y + f`` inside the boundary.
    """

    x: float = 0.0
    y: float = 0.0
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def of(cls, boundary: str | None, matrix: str | None) -> Frame:
        """Read the attributes of an object; one that is missing or malformed changes nothing."""
        corner, six = numbers(boundary), numbers(matrix)
        x, y = corner[:2] if len(corner) >= 2 else (0.0, 0.0)
        return cls(x, y, *six) if len(six) == 6 else cls(x, y)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the object in points from the upper left corner of the page."""
        return (self.x + self.a * x + self.c * y + self.e) * POINT, (self.y + self.b * x + self.d * y + self.f) * POINT

    @property
    def upright(self) -> bool:
        """Whether text in it runs to the right: stamps and watermarks lie across."""
        return self.a > 0 and abs(self.b) < 0.1 * self.a

    @property
    def height(self) -> float:
        """How much it stretches letters upwards."""
        return math.hypot(self.c, self.d)
