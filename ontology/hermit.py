"""HermiT in a process of its own: ``python -m hengce.ontology.hermit``, called by ``reason.py``.

owlready2 keeps the command and the memory of Java in variables of its modules, and sets no limit of time. In a process that ends with
its one task these variables are nobody else's, and whoever started it can end it, Java with it.

Reads N-Triples from standard input; the arguments are the command of Java, its heap in MiB, and ``values`` if values of object properties
are to be inferred too. Writes one JSON object: ``consistent``, ``unsatisfiable`` (IRIs of classes), ``types`` (of each individual the IRIs
of all its classes), ``values`` (of each individual by property); or ``failed``, what Java said.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any


def main(java: str, memory: str, *more: str) -> None:
    """Reason over standard input.

    Args:
        java: the command.
        memory: heap of Java, in MiB.
        *more: ``values``, or nothing.
    """
    import owlready2
    from owlready2 import reasoning

    owlready2.JAVA_EXE = java
    reasoning.JAVA_MEMORY = int(memory)
    world = owlready2.World()  # in memory; the default one would be a second copy
    ontology = world.get_ontology("urn:hengce:input#").load(fileobj=io.BytesIO(sys.stdin.buffer.read()), format="ntriples")
    try:
        reasoning.sync_reasoner_hermit(ontology, infer_property_values="values" in more, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        found: dict[str, Any] = {"consistent": False, "unsatisfiable": [], "types": {}, "values": {}}
    except owlready2.OwlReadyJavaError as error:
        found = {"failed": str(error)}
    else:
        individuals = {each.iri: each for cls in world.classes() for each in cls.instances(world=world)}
        found = {
            "consistent": True,
            "unsatisfiable": sorted(cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing),
            "types": {iri: _classes(each) for iri, each in individuals.items()},
            "values": {iri: _values(each, world) for iri, each in individuals.items()} if "values" in more else {},
        }
    json.dump(found, sys.stdout)


def _classes(individual: Any) -> list[str]:
    """The named classes of an individual, direct and above."""
    from owlready2 import ThingClass

    return sorted({cls.iri for cls in individual.INDIRECT_is_a if isinstance(cls, ThingClass)})


def _values(individual: Any, world: Any) -> dict[str, list[str]]:
    """The values of its object properties, stated and inferred; those of a property hold of the properties above it too."""
    found = {each.iri: {value.iri for below in each.descendants() for value in below[individual]} for each in world.object_properties()}
    return {name: sorted(values) for name, values in found.items() if values}


if __name__ == "__main__":
    main(*sys.argv[1:])
