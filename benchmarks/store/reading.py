"""Reading, which the other graphs leave out: made texts read as a build reads them."""

from __future__ import annotations

import time
from collections.abc import Sequence

from hengce.corpus.structure import outline
from hengce.extract.pipeline import read
from tests.made import Made

from .measure import say, table


def report_reading(made: Sequence[Made]) -> None:
    """Processor time for each document and for each thousand characters, in three parts of the sample."""
    read(outline("warm", made[0].text))
    rows = []
    for part in range(3):
        sample = made[part::3]
        began = time.process_time()
        facts = sum(len(read(outline(each.id, each.text))) for each in sample)
        busy = (time.process_time() - began) * 1000
        characters = sum(len(each.text) for each in sample)
        rows.append([len(sample), characters, facts, f"{busy / len(sample):.1f}", f"{busy / characters * 1000:.1f}"])
    say("### Reading made texts\n")
    table(["documents", "characters", "facts", "processor ms a document", "ms a thousand characters"], rows)
