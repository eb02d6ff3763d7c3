"""Numerals: the case table, and that every whole number survives being written and read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengce.extract import numerals

from .tables import cases


@pytest.mark.parametrize("row", cases("numerals"), ids=lambda row: row[0] or "empty")
def test_case(row: list[str]) -> None:
    assert numerals.parse(row[0]) == (Decimal(row[1]) if len(row) > 1 else None)


def spell(number: int) -> str:
    """A whole number below 10^12 in Chinese, every unit written out and one 零 for each gap."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    unit, sign = next((10**power, sign) for power, sign in ((8, "亿"), (4, "万"), (3, "千"), (2, "百"), (1, "十")) if number >= 10**power)
    rest = number % unit
    gap = "零" if rest and rest < unit // 10 else ""
    return spell(number // unit) + sign + gap + (spell(rest) if rest else "")


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_reads_what_is_spelt_out(number: int) -> None:
    assert numerals.parse(spell(number)) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_reads_thousands_commas(number: int) -> None:
    assert numerals.parse(f"{number:,}") == number


@given(st.text(alphabet=numerals.CHINESE + "0123456789.,/点分之成余多", max_size=30))
def test_never_fails_on_a_run_of_numerals(text: str) -> None:
    value = numerals.parse(text)
    assert value is None or value >= 0
