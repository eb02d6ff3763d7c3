"""References to documents and their clauses as papers write them: GB/T 7714-2015, sections 4.6 (electronic resources) and 8.

A policy document is of the type Z (其他, table B.1), on the carrier OL. What a document does not say of itself is left out (8.1.1, 8.5.1).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any


def reference(document: Mapping[str, Any], read_on: datetime.date, url: str, path: str = "") -> str:
    """A reference.

    Args:
        document: as the list of documents gives it (:class:`..models.DocumentSummary`).
        read_on: the date of citing (引用日期).
        url: where what is cited can be read (获取和访问路径).
        path: address of the clause within the document, in place of pages (引文页码); empty: the whole document.
    """
    name = document["title"] or document["id"]
    title = f"{name}：{document['doc_number']}[Z/OL]" if document["doc_number"] else f"{name}[Z/OL]"
    issued = document["date"] or ""
    place = "：".join(part for part in (issued[:4], path) if part)
    dates = (f"({issued})" if len(issued) > 4 else "") + f"[{read_on.isoformat()}]"
    return ". ".join(part for part in ((document["issuer"] or "").replace("、", "，"), title, place + dates, url) if part)
