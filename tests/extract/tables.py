"""Case tables of the readers: lists of strings in YAML that anybody can extend."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import yaml

from hengce.corpus.clean import view
from hengce.extract.dates import DateMention
from hengce.extract.quantities import Quantity

_HOSTILE = """
1 1, 1. 一 百 万 〇 第1、 1- 1至 1/ 一分之 三分之一 2020年 1月 1日 每年 年底 上半年 “十四五” “
（ （含 《 》 〔2016〕1号 工信厅 GB/T GB/T1 不 不超过 最高 分别1、 1元/ 1元/吨· 85>X≥ ［1， 满分100分得90分
按1分计 不低于60分且 超过1万元、 自收到之日起 自 之日起 后 有效期 为 所称“以上”含本数 全覆盖 半年 1个半 数百 A ， 。
"""
HOSTILE = _HOSTILE.split()
"""Repeated to great length these would betray a pattern that backtracks."""


def cases(name: str) -> list[list[str]]:
    """The rows of ``cases/NAME.yaml``."""
    rows = yaml.safe_load((Path(__file__).with_name("cases") / f"{name}.yaml").read_text(encoding="utf-8"))
    assert all(isinstance(cell, str) for row in rows for cell in row), f"{name}.yaml: every cell must be a string; quote it"
    return rows


def normal(text: str) -> str:
    """The text as the readers see it."""
    return view(text).text


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def write_quantity(quantity: Quantity) -> str:
    """A quantity in the notation of ``cases/quantities.yaml``."""
    low, high = _plain(quantity.min), _plain(quantity.max)
    if quantity.exact is not None:
        bounds = f"={low}"
    elif low and high:
        bounds = f"{low}{'≤' if quantity.min_inclusive else '<'}x{'≤' if quantity.max_inclusive else '<'}{high}"
    else:
        sign = ">" if low else "<"
        bounds = ({">": "≥", "<": "≤"}[sign] if (quantity.min_inclusive if low else quantity.max_inclusive) else sign) + (low or high)
    parts = [bounds, quantity.unit or "-", quantity.kind]
    parts += [f"由{quantity.decided_by}"] if quantity.decided_by else []
    parts += ["约数"] if quantity.approximate else []
    parts += [f"满分{_plain(quantity.scale)}"] if quantity.scale is not None else []
    return " ".join(parts)


def write_date(mention: DateMention) -> str:
    """A mention of time in the notation of ``cases/dates.yaml``."""
    parts = [mention.kind, mention.value or "-"]
    for sign, value in {"至": mention.until, "期限": mention.within, "周期": mention.period}.items():
        parts += [f"{sign}{value}"] if value else []
    parts += ["工作日"] if mention.working_days else []
    parts += [mention.bound] if mention.bound else []
    parts += [f"自{mention.after}"] if mention.after else []
    return " ".join(parts)
