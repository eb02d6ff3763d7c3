"""Durations (期间) in ISO 8601 from amounts of time: 五年 P5Y, 30个工作日 P30D, 一年半 P1Y6M."""

from __future__ import annotations

from decimal import Decimal

# Label of a unit of time -> (designator, how many of it one unit is); times of day come after "T".
_PARTS = {
    "年": ("Y", 1), "自然年": ("Y", 1), "会计年度": ("Y", 1), "纳税年度": ("Y", 1), "自然年度": ("Y", 1), "学年": ("Y", 1),
    "季度": ("M", 3), "月": ("M", 1), "周": ("W", 1),
    "天": ("D", 1), "日": ("D", 1), "自然日": ("D", 1), "工作日": ("D", 1), "交易日": ("D", 1),
    "小时": ("TH", 1), "分钟": ("TM", 1),
}  # fmt: skip
WORKING = frozenset(["工作日", "交易日"])
"""Units that leave out holidays."""


def iso_duration(value: Decimal, unit: str | None) -> str | None:
    """The period as an ISO 8601 duration.

    Args:
        value: how many units; half years become months, half months fifteen days.
        unit: label of a unit of time as ``quantities`` reports it.

    Returns:
        the duration, or None if the unit is none of time or the value cannot be written in whole parts.
    """
    if unit not in _PARTS or value <= 0:
        return None
    part, times = _PARTS[unit]
    count = value * times
    whole = int(count)
    if count == whole:
        return f"PT{whole}{part[1]}" if part[0] == "T" else f"P{whole}{part}"
    finer = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60)}.get(part)
    if finer is None:
        return None
    rest = (count - whole) * finer[1]
    if rest != int(rest):
        return None
    coarse = f"{whole}{part[-1]}" if whole else ""
    small = f"{int(rest)}{finer[0][-1]}"
    if part[0] == "T":
        return f"PT{coarse}{small}"
    return f"P{coarse}T{small}" if finer[0][0] == "T" else f"P{coarse}{small}"
