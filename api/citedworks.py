"""What documents cite: either it is collected, and the graph says so, or it is listed as missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..ontology.concepts import plain
from ..ontology.store import Reader, Value
from . import holdings
from .verification import Check, Fault, Missing


def cited_works(graph: Reader) -> tuple[Check, tuple[Missing, ...]]:
    """Check the links from cited works to collected documents.

    Args:
        graph: one version of the data.

    Returns:
        the check, and the works that are not collected.
    """
    works: dict[str, list[Mapping[str, Value]]] = {}
    for row in holdings.select(graph, "works"):
        works.setdefault(str(row["work"]), []).append(row)
    collected = _collected(graph)
    faults = tuple(fault for work, rows in works.items() for fault in _faults(work, rows, collected))
    absent = [rows for rows in works.values() if not any("same" in row for row in rows)]
    missing = sorted((_missing(rows) for rows in absent), key=lambda each: (each.numbers, each.titles))
    return Check("citations", {"works": len(works), "collected": len(works) - len(missing)}, faults), tuple(missing)


def _collected(graph: Reader) -> dict[str, str]:
    """Identifiers of the collected documents by what others may call them."""
    rows = list(holdings.select(graph, "names"))
    return {plain(str(row[name])): str(row["id"]) for name in ("title", "number") for row in rows if name in row}


def _faults(work: str, rows: Iterable[Mapping[str, Value]], collected: Mapping[str, str]) -> Iterator[Fault]:
    rows = list(rows)
    for same in sorted({str(row["same"]) for row in rows if "same" in row and "collected" not in row}):
        yield Fault(work, f"{work} 被说成是 {same}，而图谱中没有它。", f"{work} is said to be {same}, which the graph does not have.")
    if any("same" in row for row in rows):
        return
    called = {str(row[name]) for row in rows for name in ("number", "title") if name in row}
    for name in sorted(name for name in called if plain(name) in collected):
        id = collected[plain(name)]
        yield Fault(work, f"{name}已收录为 {id}，而引用没有指向它。", f"{name} is collected as {id}, and the citation does not lead there.")


def _missing(rows: Iterable[Mapping[str, Value]]) -> Missing:
    rows = list(rows)
    titles, numbers, cited_by = (tuple(sorted({str(row[name]) for row in rows if name in row})) for name in ("title", "number", "doc"))
    return Missing(titles, numbers, cited_by)
