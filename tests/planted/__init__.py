"""Drafts with errors planted by machine: each planter takes a clean text and returns it with one error, and where that stands."""

from __future__ import annotations

from .planters import PLANTERS, Planted, plant

__all__ = ["PLANTERS", "Planted", "plant"]
