"""依据草案: the draft rests on a document that is itself only a draft (征求意见稿)."""

from __future__ import annotations

from collections.abc import Iterator

from ..against import Against
from ..draft import Draft
from ..finding import Finding
from ..standing import finding_on, rested_on

RULE = "draft-reference"


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Citations that the draft rests on, of documents that are drafts."""
    for citing, found in rested_on(draft, against):
        if found.status != "draft":
            continue
        name = draft.text[citing.start : citing.end]
        said = (
            f"所依据的{name}还是草案（征求意见稿等），没有正式印发，不能作为制定或者执行的依据。",
            f"{name}, on which the draft rests, is itself a draft for comment and was not issued.",
        )
        mend = (
            "改引现行有效的正式文件；该文件正式印发后再作为依据，并写明文号。",
            "Cite a document in force; use this one, with its number, once it has been issued.",
        )
        if found.successor:
            mend = f"改引正式印发的{found.successor}。", f"Cite it as issued: {found.successor}."
        yield finding_on(RULE, citing, found, said, mend)
