"""Errors as pages: what a problem document says, for who reads it in a browser, with what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.types import Scope

from ..language import Language
from .page import page
from .view import View

_SHOWN = 60
"""Values that a page lists; the problem document has all."""


def fault(problem: Mapping[str, Any], scope: Scope, default: Language) -> str:
    """The page of an error.

    Args:
        problem: the problem document (:class:`..models.Problem`), in the language of the request.
        scope: of the request.
        default: language where it names none.
    """
    allowed = problem.get("allowed", ())
    return page(
        View.of(scope, default),
        "fault.html",
        title=problem["title"],
        problem={"parameter": None, **problem},
        allowed=allowed[:_SHOWN],
        more=len(allowed) if len(allowed) > _SHOWN else 0,
        kind=problem["type"].rpartition("/")[2],
        request_id=scope.get("hengce.id", ""),
    )
