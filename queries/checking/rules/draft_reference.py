"""依据草案: the draft rests on a document that is itself only a draft (征求意见稿)."""

from __future__ import annotations

from collections.abc import Iterator

from ..against import Against
from ..citing import citings
from ..draft import Draft
from ..finding import Finding
from ..standing import standing

RULE = "draft-reference"


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Citations that the draft rests on, of documents that are drafts."""
    for citing in citings(draft):
        found = standing(citing, draft, against) if citing.rests else None
        if found is None or found.status != "draft":
            continue
        name = draft.text[citing.start : citing.end]
        zh = f"所依据的{name}还是草案（征求意见稿等），没有正式印发，不能作为制定或者执行的依据。"
        en = f"{name}, on which the draft rests, is itself a draft for comment and was not issued."
        suggestion_zh = "改引现行有效的正式文件；该文件正式印发后再作为依据，并写明文号。"
        suggestion_en = "Cite a document in force; use this one, with its number, once it has been issued."
        if found.successor:
            suggestion_zh = f"改引正式印发的{found.successor}。"
            suggestion_en = f"Cite it as issued: {found.successor}."
        yield Finding(
            rule=RULE,
            start=citing.start,
            end=citing.end,
            zh=zh,
            en=en,
            suggestion_zh=suggestion_zh,
            suggestion_en=suggestion_en,
            related=found.related,
        )
