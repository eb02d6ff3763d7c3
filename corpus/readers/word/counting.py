"""How Word writes the number of a paragraph: formats of ISO/IEC 29500-1, section 17.18.59 (``ST_NumberFormat``)."""

from __future__ import annotations

from collections.abc import Callable

from ...numbering import chinese

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
          (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _sign(first: str, count: int) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode, for 1 to ``count``; larger numbers in digits."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _letters(number: int) -> str:
    """A … z, aa, bb …"""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 10)


def _roman(number: int) -> str:
    written = ""
    for unit, sign in _ROMAN:
        written += sign * (number // unit)
        number %= unit
    return written


_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
            "koreanCounting", "ideographLegalTraditional")  # fmt: skip
_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE, chinese),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), lambda number: str(number).translate(_DIGITS)),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda number: str(number).translate(_FULL_WIDTH)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _sign("①", 20)),
    "chineseLegalSimplified": lambda number: ("壹" if 10 <= number < 20 else "") + chinese(number).translate(_LEGAL),
    "decimalEnclosedParen": _sign("⑴", 20),
    "decimalEnclosedFullstop": _sign("⒈", 20),
    "ideographEnclosedCircle": _sign("㊀", 10),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
}


def written(number: int, format: str) -> str:
    """A number as a format writes it.

    Args:
        number: the number; formats other than digits write 1 to 9999.
        format: ``ST_NumberFormat``; digits for those that are not known here, as Word does.
    """
    return _FORMATS.get(format, str)(number) if 1 <= number <= 9999 or format == "none" else str(number)
