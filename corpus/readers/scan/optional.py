"""The libraries of the extra ``scan``: they may be missing, and say little of their types."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def opencv() -> Any:
    """OpenCV, which straightens scans and finds their ruling lines."""
    return import_module("cv2")


def rapidocr() -> Any:
    """RapidOCR, which recognises their text."""
    return import_module("rapidocr")
