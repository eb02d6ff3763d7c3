"""Calls that nobody wrote down: made from the OpenAPI document by Schemathesis, and checked against it.

Of each operation calls that the document allows (some with values that the graph knows, so that answers are not all refusals) and
calls that it forbids. An answer is a failure if it has a status (500 above all), a type or a shape that the document does
not give it, or accepts what the document forbids.

``python -m tests.api.fuzzing [MINUTES] [SEED]`` goes on for minutes over the packaged texts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import hypothesis
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from hengce.api.app import create_app
from hengce.api.settings import Settings

CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
]
"""500 is in no document; 502, 503 and 504 are where they may come."""
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]
KNOWN: dict[str, Sequence[Any]] = {
    "type": ("绿色工厂", "绿色供应链", "绿色园区"),
    "jurisdiction": ("福建", "310000"),
    "jurisdictions": ("福建", "江苏", "国家"),
    "document": ("jiangsu-2016", "fujian-2018"),
    "baseline": ("superior", "350000"),
    "agency": ("经济和信息化委员会",),
    "name": ("thresholds", "福建省经济和信息化委员会"),
    "id": ("fujian-2018", "shanghai-2021-2025"),
    "path": ("document/fujian-2018", "type/绿色工厂"),
    "q": ("绿色工厂 奖励", "资金"),
    "query": ("ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "DESCRIBE <https://w3id.org/hengce/id/document/fujian-2018>", "SELECT * {"),
}
"""Values of parameters that the graph knows."""


def service(store: str) -> FastAPI:
    """The application over a store, with short limits."""
    # A fuzzer is one client with many requests.
    return create_app(Settings.load({}, store=store, query_workers=1, query_timeout=2.0, body_limit=1, rate_limit=0))


def api_operations(app: Starlette) -> list[APIOperation]:
    """The operations of an application, in the order of its document, without the downloads: large, and asked elsewhere."""

    async def requests_only(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError  # the tests, not the fuzzer, begin and end the service
        await app(scope, receive, send)

    schema = schemathesis.openapi.from_asgi("/openapi.json", requests_only)
    operations: list[APIOperation] = [cast("Ok[APIOperation]", each).ok() for each in schema.get_all_operations()]
    return [operation for operation in operations if not operation.path.startswith("/download/")]


def failures(operation: APIOperation, examples: int, seed: int) -> tuple[list[str], Counter[int]]:
    """What is wrong with the answers of an operation, and how often each status was answered.

    Args:
        operation: what is called.
        examples: calls of each sort: allowed, allowed with known values, forbidden.
        seed: other calls for each other one.
    """
    wrong: dict[str, None] = {}
    statuses: Counter[int] = Counter()

    def judge(case: Case) -> None:
        answer = case.call()
        statuses[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except BaseExceptionGroup as group:
            wrong.update(dict.fromkeys(f"{error}\n{case.as_curl_command()}" for error in group.exceptions))

    def known(case: Case) -> None:
        judge(_with_known(case, statuses.total()))

    for mode, act in ((GenerationMode.POSITIVE, judge), (GenerationMode.POSITIVE, known), (GenerationMode.NEGATIVE, judge)):
        limits = hypothesis.settings(
            max_examples=examples, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=SLOW
        )
        try:
            limits(hypothesis.seed(seed)(hypothesis.given(operation.as_strategy(generation_mode=mode))(act)))()
        except Unsatisfiable:  # nothing is forbidden where everything is allowed
            assert mode is GenerationMode.NEGATIVE, operation.label
    return list(wrong), statuses


def _with_known(case: Case, number: int) -> Case:
    """The call with values that the graph knows in place of made-up ones."""
    for values in (case.query or {}, case.path_parameters or {}):
        for name in values.keys() & KNOWN.keys():
            value = KNOWN[name][number % len(KNOWN[name])]
            values[name] = [value] if isinstance(values[name], list) else value
    return case


def soak(minutes: float, seed: int) -> int:
    """Call every operation again and again; the number of operations with failures, which are printed."""
    from hengce.corpus.library import Library
    from hengce.extract.build import build

    until = time.monotonic() + minutes * 60
    failed: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        build(Library(), store := str(Path(folder, "store")))
        app = service(store)
        every = api_operations(app)
        statuses: Counter[int] = Counter()
        while time.monotonic() < until:
            for operation in every:
                wrong, seen = failures(operation, 20, seed)
                statuses += seen
                if wrong and operation.label not in failed:
                    failed.add(operation.label)
                    sys.stdout.write("\n\n".join([f"{operation.label}, seed {seed}", *wrong, ""]))
                if time.monotonic() > until:
                    break
            seed += 1
        app.state.service.close()
    sys.stdout.write(f"{sum(statuses.values())} calls; {dict(sorted(statuses.items()))}; {len(failed)} of {len(every)} operations failed\n")
    return len(failed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.api.fuzzing", description="Call every operation again and again.")
    parser.add_argument("minutes", nargs="?", type=float, default=5.0)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    options = parser.parse_args()
    sys.exit(1 if soak(options.minutes, options.seed) else 0)
