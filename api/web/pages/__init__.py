"""The pages: a module of routes for each."""

from __future__ import annotations

from . import (
    assets,
    description,
    home,
)

PAGES = (
    assets,
    description,
    home,
)
"""Modules whose routers the application takes in."""
