"""The pages: a module of routes for each."""

from __future__ import annotations

from . import (
    assets,
    check,
    compare,
    description,
    diff,
    document,
    documents,
    eligibility,
    fact,
    graph,
    home,
    search,
)

PAGES = (
    assets,
    check,
    compare,
    description,
    diff,
    document,
    documents,
    eligibility,
    fact,
    graph,
    home,
    search,
)
"""Modules whose routers the application takes in."""
