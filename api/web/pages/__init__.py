"""The pages: a module of routes for each."""

from __future__ import annotations

from . import (
    ask,
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
    quality,
    search,
    sparql,
    timeline,
)

PAGES = (
    ask,
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
    quality,
    search,
    sparql,
    timeline,
)
"""Modules whose routers the application takes in."""
