"""Signs of symbol fonts: Word keeps them as private characters, which stand for nothing elsewhere."""

from __future__ import annotations

# Adobe's encoding of Symbol, and Microsoft's of Wingdings and Wingdings 2, as far as documents use them.
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xBB: "≈", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xA5: "∞", 0xB7: "·",
           0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x68: "η", 0x73: "σ", 0x53: "Σ", 0xE5: "∑", 0x44: "Δ",
           0x2D: "-", 0x2B: "+", 0x3D: "=", 0x3C: "<", 0x3E: ">", 0x25: "%"}  # fmt: skip
_WINGDINGS = {0xA8: "□", 0x6F: "□", 0xA1: "○", 0xFE: "☑", 0xFD: "☒", 0xFC: "√", 0xFB: "×", 0x6E: "■", 0x6C: "●", 0xD8: "➢"}
_WINGDINGS_2 = {0xA3: "□", 0x2A: "□", 0x52: "☑", 0x53: "☒", 0x50: "√", 0x4F: "×"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = range(0xF000, 0xF100)


def sign(code: int, font: str) -> str:
    """The character that a sign of a font means; empty if none is known.

    Args:
        code: its number, with or without the 0xF000 that Word adds.
        font: name of the font.
    """
    return _FONTS.get(font.lower(), {}).get(code - 0xF000 if code in _PRIVATE else code, "")


def readable(text: str, font: str) -> str:
    """A text with the private characters of a symbol font replaced by what they mean, or left out."""
    if not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join(sign(ord(char), font or "symbol") if ord(char) in _PRIVATE else char for char in text)
