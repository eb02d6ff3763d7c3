"""Whether the ontology is consistent, and which classes individuals belong to: owlready2 and HermiT (which needs Java).

HermiT is a complete reasoner for OWL 2 DL, and slow: a second for 300 individuals, a minute for 3,000. It is for the schema and samples;
what the whole graph needs is inferred by rules (``rules.py``), and tests show that both agree.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .errors import ReasonerError, ReasonerMissing
from .projection import projected


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found.

    Attributes:
        consistent: whether the statements contradict each other nowhere; if they do, nothing else is said.
        unsatisfiable: IRIs of classes that can have no member, sorted.
        types: of each individual, by IRI, the IRIs of all the named classes that it belongs to.
        values: of each individual the values of its object properties, by IRI of the property; empty unless asked for.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    types: Mapping[str, frozenset[str]]
    values: Mapping[str, Mapping[str, frozenset[str]]]


def java() -> str:
    """The command of Java: that of ``JAVA_HOME``, or the one in the path.

    Raises:
        ReasonerMissing: if there is none.
    """
    home = os.environ.get("JAVA_HOME")
    found = (shutil.which("java", path=str(Path(home) / "bin")) if home else None) or shutil.which("java")
    if found is None:
        raise ReasonerMissing(
            "未找到 Java，无法进行 OWL 推理；请安装 Java（Debian：default-jre-headless）或设置 JAVA_HOME。",
            "Java was not found, and OWL reasoning needs it: install it (Debian: default-jre-headless) or set JAVA_HOME.",
        )
    return found


def reason(triples: Iterable[ox.Triple], *, timeout: float = 120, memory_mb: int = 1024, values: bool = False) -> Verdict:
    """Reason over triples as one OWL 2 DL ontology; may be called from any number of threads.

    Args:
        triples: classes, properties and individuals; what no reasoner reads is left out (:func:`~.projection.projected`).
        timeout: seconds (> 0) that loading and reasoning may take.
        memory_mb: heap of Java, in MiB (at least 64).
        values: whether to infer the values of object properties too.

    Raises:
        ReasonerMissing: if there is no Java.
        ReasonerError: if the time is over, or the reasoner failed: the statements are no OWL 2 DL, or the memory is too small.
    """
    command = [sys.executable, "-m", f"{__package__}.hermit", java(), str(memory_mb), *(["values"] if values else [])]
    data = ox.serialize(projected(triples), format=ox.RdfFormat.N_TRIPLES) or b""
    found = json.loads(_run(command, data, timeout))
    if "failed" in found:
        said = " ".join(found["failed"].split())[:300]
        raise ReasonerError(f"HermiT 推理失败：{said}", f"HermiT failed: {said}")
    return Verdict(
        found["consistent"],
        tuple(found["unsatisfiable"]),
        {each: frozenset(classes) for each, classes in found["types"].items()},
        {each: {name: frozenset(held) for name, held in said.items()} for each, said in found["values"].items()},
    )


def _run(command: list[str], data: bytes, timeout: float) -> bytes:
    """What a command answers to some input; it is ended, with all processes that it started, when the time is over."""
    with tempfile.TemporaryDirectory() as folder:  # of the file that owlready2 hands to Java
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True, env=os.environ | {"TMPDIR": folder},
        )  # fmt: skip
        try:
            answer, errors = process.communicate(data, timeout)
        except subprocess.TimeoutExpired as error:
            raise ReasonerError(
                f"OWL 推理超过 {timeout:g} 秒，已中止；请减少个体，或延长时限。",
                f"Reasoning took more than {timeout:g} seconds and was ended; give it fewer individuals or more time.",
            ) from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
    if process.returncode:
        said = " ".join(errors.decode("utf-8", "replace").split())[-300:]
        raise ReasonerError(f"推理进程意外结束：{said}", f"The process of the reasoner ended unexpectedly: {said}")
    return answer
