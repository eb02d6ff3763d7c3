"""Definitions made fewer, for tests that hand whole graphs to slow readers (rdflib, pySHACL): most of them are places, all alike."""

from __future__ import annotations

import re
from functools import cache

from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.schemes import schemes

HOME = "福建省"
"""The province whose bodies and their renamings stay; of places the provinces stay."""


@cache
def elsewhere() -> re.Pattern[str]:
    """The IRIs of cities and counties, and of the bodies of other provinces and their renamings."""
    others = [region.label for region in schemes().regions.values() if region.key.endswith("0000") and region.label != HOME]
    bodies = rf"agency(?:-change)?/[^/<>]*(?:{'|'.join(others)})[^/<>]*"
    return re.compile(rf"{re.escape(DEFAULT_BASE)}id/(?:region/\d\d(?!0000)\d{{4}}|{bodies})")


def speaks_of_elsewhere(line: str) -> bool:
    """Whether a line of N-Triples or N-Quads has one of these as its subject or object."""
    subject, _, rest = line.partition("> <")
    _, _, value = rest.partition("> ")
    return any(elsewhere().fullmatch(each.removeprefix("<").partition(">")[0]) for each in (subject, value) if not each.startswith('"'))
