"""``hengce verify``: the flow of its five checks. Each looks at the whole graph; what one finds does not end the others."""

from __future__ import annotations

from ..corpus.library import Library
from ..ontology.consistency import consistency
from ..ontology.errors import ReasonerError, ReasonerMissing
from ..ontology.hygiene import hygiene, questions
from ..ontology.store import Reader
from ..ontology.validate import violations
from .citedworks import cited_works
from .evidence import evidence
from .verification import Check, Fault, Verification


def verify(graph: Reader, library: Library) -> Verification:
    """Check a graph.

    Args:
        graph: one version of the data.
        library: the texts as they are now.

    Raises:
        StoreError: if the graph cannot be read.
    """
    citations, missing = cited_works(graph)
    checks = (_consistency(graph), _shapes(graph), _hygiene(graph), evidence(graph, library), citations)
    return Verification(graph.info.data_version, checks, missing)


def _consistency(graph: Reader) -> Check:
    """OWL: left out without Java; what the reasoner cannot finish is a fault, since nothing has been shown then."""
    where = f"{graph.info.base}ontology"
    try:
        found = consistency(graph)
    except ReasonerMissing as error:
        return Check("consistency", left_out=Fault(where, error.zh, error.en))
    except ReasonerError as error:
        return Check("consistency", faults=(Fault(where, error.zh, error.en),))
    checked = {"classes": found.classes, "individuals": found.individuals}
    if not found.consistent:
        en = "The ontology and the statements of the sample contradict each other; the shapes may say where."
        return Check("consistency", checked, (Fault(where, "本体与样本中的陈述相互矛盾；矛盾所在可参看形状检查。", en),))
    empty = (Fault(iri, f"类 {iri} 不可能有成员。", f"The class {iri} can have no member.") for iri in found.unsatisfiable)
    return Check("consistency", checked, tuple(empty))


def _shapes(graph: Reader) -> Check:
    faults = tuple(Fault(each.focus, each.message("zh"), each.message("en")) for each in violations(graph))
    return Check("shapes", {"documents": graph.info.documents, "triples": graph.info.triples}, faults)


def _hygiene(graph: Reader) -> Check:
    faults = tuple(Fault(each.thing, each.message("zh"), each.message("en")) for each in hygiene(graph))
    return Check("hygiene", {"questions": len(questions())}, faults)
