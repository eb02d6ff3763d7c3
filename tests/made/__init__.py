"""Documents made for tests: realistic Chinese policy texts of many places, years, types and styles, whose facts are known.

Nothing is copied: every sentence comes from a template (``wording.yaml``, ``types.yaml``) whose slots are filled at random; the places are
those of GB/T 2260, the measures, numbers and amounts are invented and nobody's policy. The facts follow from what was put into the slots,
never from what the program reads. One seed gives the same documents, however many are taken, as long as the places of the scheme stay::

    for made in documents(100, seed=1):
        made.id, made.text, made.metadata, made.facts

``python -m tests.made 1000 FOLDER`` writes a corpus folder that ``hengce build --corpus FOLDER`` reads.
"""

from __future__ import annotations

from .documents import Made, documents, write_corpus

__all__ = ["Made", "documents", "write_corpus"]
