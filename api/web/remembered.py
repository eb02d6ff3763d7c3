"""What many pages ask of the graph and is the same until it is built anew: asked once for each version of the data."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from ...ontology.store import Reader

T = TypeVar("T")

_MOST = 16
"""Answers that are kept, the one used last longest: lists of types, of agencies, of documents on some days."""
_answers: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def remembered(graph: Reader, ask: Callable[..., T], *arguments: Hashable) -> T:
    """An answer, asked anew only for another version of the data; whoever gets it must not change it.

    Args:
        graph: what is asked.
        ask: gives the answer from the graph and the arguments, and from nothing else.
        *arguments: what else it is given.
    """
    key = (graph.info.base, graph.info.data_version, ask, *arguments)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]
    answer = ask(graph, *arguments)  # outside of the lock: another one may ask the same meanwhile, and gets the same
    with _lock:
        _answers[key] = answer
        while len(_answers) > _MOST:
            _answers.popitem(last=False)
    return answer
