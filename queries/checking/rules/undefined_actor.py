"""责任不明: a duty of 有关部门 that are nowhere named. One finding for the whole draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..against import Against
from ..draft import Draft
from ..finding import Finding

RULE = "undefined-actor"
_NOBODY = re.compile(
    r"(?:^|[，。；：])(?:由|各)?(?P<actor>(?:有关|相关|各有关|各相关)(?:部门|单位|方面|机构))(?:应当?|要|须|负责|牵头|按照?|根据|结合|制定|组织|落实|做好)"
)


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Every duty whose bearer cannot be told, together."""
    places = tuple(clause.view.span(*match.span("actor")) for clause in draft.clauses for match in _NOBODY.finditer(clause.text))
    if places:
        yield Finding(
            rule=RULE, start=places[0][0], end=places[0][1], places=places,
            zh=f"有 {len(places)} 处把职责交给“有关部门”一类未指明的主体，落实时难以追责。",
            en=f"{len(places)} duties are laid on bodies that are not named.",
            suggestion_zh="请写明牵头和配合的部门名称。", suggestion_en="Name the bodies that lead and that take part.",
        )  # fmt: skip
