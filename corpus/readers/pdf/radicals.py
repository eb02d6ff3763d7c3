"""Radicals for characters: fonts whose tables were made carelessly say ⽂ (Kangxi radical) where 文 is printed.

Source: Unicode 15.1, EquivalentUnifiedIdeograph.txt for the CJK Radicals Supplement; the Kangxi radicals and the compatibility
ideographs have their ideograph as normalisation (NFKC).
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = dict(zip(
    "⺟⺠⺮⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻪⻬⻮⻰⻳",
    "母民竹虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄黾齐齿龙龟",
    strict=True,
))  # fmt: skip

RADICALS: dict[str, str] = {
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF))},
    **_SUPPLEMENT,
}
"""The character that is meant, by the radical or compatibility character that a file says."""
