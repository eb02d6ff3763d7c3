"""The pages: a module of routes for each."""

from __future__ import annotations

from . import (
    ask,
    assets,
    description,
    diff,
    document,
    documents,
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
    description,
    diff,
    document,
    documents,
    fact,
    graph,
    home,
    quality,
    search,
    sparql,
    timeline,
)
"""Modules whose routers the application takes in."""
