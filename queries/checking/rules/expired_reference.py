"""依据失效: the draft rests on a document whose period is over, or that another one has superseded, on the day on which it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from ..against import Against
from ..draft import Draft
from ..finding import Finding
from ..standing import finding_on, rested_on

RULE = "expired-reference"


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Citations that the draft rests on, of documents that are no longer in force."""
    day = f"{draft.day.year}年{draft.day.month}月{draft.day.day}日"
    for citing, found in rested_on(draft, against):
        name = draft.text[citing.start : citing.end]
        if found.status == "expired":
            until = f"{found.since.year}年{found.since.month}月{found.since.day}日" if found.since else ""
            said = (
                f"所依据的{name}有效期（规划期）已于{until}届满，在{day}不再有效。",
                f"The period of {name}, on which the draft rests, ended on {found.since}, before {draft.day}.",
            )
            mend = (
                "改引现行有效的文件；没有接续文件的，删去这项依据，或者只作为背景表述。",
                "Cite what is in force instead; if nothing succeeds it, leave it out or mention it as background only.",
            )
        elif found.status == "superseded":
            successor = found.successor or "后来的文件"
            said = (
                f"所依据的{name}已被{successor}废止或者取代，在{day}不再有效。",
                f"{name}, on which the draft rests, has been repealed or replaced by {found.successor or 'a later document'}.",
            )
            mend = (
                f"改引{successor}，并核对所依据的条款是否仍然保留。",
                f"Cite {found.successor or 'the later document'} instead, and check that the clause relied on is still there.",
            )
        else:
            continue
        yield finding_on(RULE, citing, found, said, mend)
