"""The libraries of the extra ``scan``: they may be missing, and say little of their types."""

from __future__ import annotations

from importlib import import_module
from typing import Any

Pixels = Any
"""A NumPy array of rows × columns × (blue, green, red), 0 to 255."""


def numpy() -> Any:
    """NumPy, in whose arrays the pictures of pages are kept."""
    return import_module("numpy")


def opencv() -> Any:
    """OpenCV, which straightens scans and finds their ruling lines."""
    return import_module("cv2")


def pillow(module: str) -> Any:
    """A module of Pillow, which opens pictures."""
    return import_module(f"PIL.{module}")


def rapidocr() -> Any:
    """RapidOCR, which recognises their text."""
    return import_module("rapidocr")
