"""How a scan leans, and its straightened picture: text is recognised and rows are found in upright lines."""

from __future__ import annotations

from .optional import Pixels, numpy, opencv

_SMALL = 900  # pixels of the side at which the angle is measured
_MOST = 6.0  # degrees
_STEPS = (1.0, 0.2)  # degrees: coarse, then fine
_STRAIGHT = 0.25  # degrees; less is not worth drawing the page anew


def lean(pixels: Pixels) -> float:
    """By how many degrees the lines of a page fall to the right; between -6 and 6.

    The angle at which the rows of the picture differ most: dark lines and white space between them.
    """
    cv2, np = opencv(), numpy()
    gray = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    shrink = min(1.0, _SMALL / max(gray.shape))
    small = cv2.resize(gray, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]

    def contrast(angle: float) -> float:
        rows = _rotated(ink, angle, 0).sum(axis=1, dtype=float)
        return float(np.square(np.diff(rows)).sum())

    best, reach = 0.0, _MOST
    for step in _STEPS:
        count = round(reach / step)
        best = max((best + i * step for i in range(-count, count + 1)), key=lambda angle: (contrast(angle), -abs(angle)))
        reach = step
    return best if abs(best) >= _STRAIGHT else 0.0


def straightened(pixels: Pixels, angle: float) -> Pixels:
    """The page turned back by its lean in degrees; what comes in from outside is white."""
    return pixels if angle == 0 else _rotated(pixels, angle, 255)


def _rotated(pixels: Pixels, angle: float, outside: int) -> Pixels:
    cv2 = opencv()
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(outside,) * 3)
