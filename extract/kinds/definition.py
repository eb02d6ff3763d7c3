"""What terms mean in the document (定义): 本办法所称…是指…, 绿色工厂是指…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import Definition
from ..reading import Clause, Reading

_SAID = re.compile(
    r"[^，。；：]{0,16}?所称的?(?P<term>[^，。；：]{2,40}?)(?:（[^）]*）)?，?[是系]?(?:指|包括)(?![标导定引南数])"
    r"(?P<text>[^。]{4,})"
)
_IS = re.compile(r"(?P<term>[“\u4e00-\u9fffA-Za-z（）·+”-]{2,30}?)(?:（[^）]*）)?[，]?是指(?P<text>[^。]{4,})")
# A term does not begin with these.
_LEAD = re.compile(r"^(?:其中|这里|本办法|前款|主要|以下|上述)[，]?")

_AS = re.compile(r"(?<=.{2})作为.{2,}$")  # 数据专区作为平台的组成部分，是指…


def read(reading: Reading) -> Iterator[Definition]:
    """Yields the definitions of a document, one for each term."""
    for clause in reading.clauses:
        if clause.leaf.type in {"text", "cell", "remark"}:
            yield from _in_sentence(clause)


def _in_sentence(clause: Clause) -> Iterator[Definition]:
    body = clause.text[clause.body :]
    match = _SAID.match(body) or _IS.match(body) or next(_SAID.finditer(body), None)
    if match is None:
        match = re.search(r"(?<=[，；])" + _IS.pattern, body)
    if match is None:
        return
    term = _AS.sub("", re.sub("[“”]", "", _LEAD.sub("", match["term"])))
    if len(term) < 2 or term in {"分别", "包括", "主要"} or match["text"].startswith("本数"):  # “以上”包括本数 is read by the profile
        return
    start, end = clause.body + match.start(), clause.body + match.end()
    yield Definition(
        **clause.evidence(start, end),
        subject=clause.reading.types.canonical(term) or term,
        text=match["text"].rstrip("。；"),
        rule="definition/means",
    )
