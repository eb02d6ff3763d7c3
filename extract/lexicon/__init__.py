"""The dictionary that jieba cuts by: generated from the ontology's schemes, plus the words of policy prose.

Nothing here is written by hand twice: a type, alias, agency or place that is added to ``ontology/schemes`` is in the dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from ...ontology.schemes import schemes

# Tags in jieba's (ICTCLAS) set: nz other proper noun, nt organisation, ns place.
_TAGS = {"type": "nz", "agency": "nt", "region": "ns", "sector": "n"}


def words() -> Iterator[tuple[str, str]]:
    """Words with their tags: names of the schemes first, then ``words.txt``; each at least two characters long, once each."""
    seen: set[str] = set()
    for name, tag in _TAGS.items():
        for surface, _ in schemes()[name].surfaces():
            if len(surface) >= 2 and surface.isalnum() and surface not in seen:
                seen.add(surface)
                yield surface, tag
    for line in files("hengce.extract.lexicon").joinpath("words.txt").read_text(encoding="utf-8").splitlines():
        word, _, tag = line.partition(" ")
        if word and not word.startswith("#") and word not in seen:
            seen.add(word)
            yield word, tag or "n"
