"""Metrics in the text formats of Prometheus, over all processes of the service.

With several processes the library keeps each one's figures in files of a folder (``PROMETHEUS_MULTIPROC_DIR``), so that every process can
give the sum of all; the folder must be named before the library is imported.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, multiprocess
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from ...ontology.errors import HengceError
from ...ontology.results import BuildInfo

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The library's variable: where processes keep their figures."""
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class _Data(Collector):
    """What the graph holds when it is asked."""

    def __init__(self, info: Callable[[], BuildInfo], version: str) -> None:
        self._info = info
        self._version = version

    def collect(self) -> Iterable[Metric]:
        """The metrics; only whether there is a graph, where it cannot be read."""
        try:
            info = self._info()
        except HengceError:
            info = None
        yield GaugeMetricFamily("hengce_up", "Whether the graph can be read", value=info is not None)
        if info is None:
            return
        said = {"data_version": info.data_version, "program_version": self._version, "base": info.base}
        yield InfoMetricFamily("hengce_data", "The version of the data that is served", value=said)
        for name, value in (("documents", info.documents), ("facts", info.facts), ("triples", info.triples)):
            yield GaugeMetricFamily(f"hengce_{name}", f"How many {name} the graph holds", value=value)


class Metrics:
    """The figures of one application.

    Args:
        info: what the graph holds now.
        version: of the program.
    """

    def __init__(self, info: Callable[[], BuildInfo], version: str) -> None:
        self._registry = registry = CollectorRegistry()
        self._data = _Data(info, version)
        registry.register(self._data)
        self._requests = Counter("hengce_http_requests", "Requests answered", ("method", "route", "status"), registry=registry)
        self._seconds = Histogram(
            "hengce_http_request_duration_seconds", "From the headers of a request to the end of its answer", ("route",),
            buckets=_BUCKETS, registry=registry,
        )  # fmt: skip
        self._asked = Counter("hengce_questions", "Questions in words by how they came out", ("status",), registry=registry)
        self._gaps = Counter(
            "hengce_question_gaps", "Questions in words that were understood and not answered", ("intent",), registry=registry
        )
        self._progress = self._gauge("hengce_http_requests_in_progress", "Requests that are being answered")
        self._running = self._gauge("hengce_queries_running", "SPARQL queries of users that are being answered")
        self._waiting = self._gauge("hengce_queries_waiting", "SPARQL queries of users that wait for their turn")
        self._ended = Counter("hengce_queries_ended", "SPARQL queries of users by how they ended", ("outcome",), registry=registry)

    def _gauge(self, name: str, about: str) -> Gauge:
        return Gauge(name, about, registry=self._registry, multiprocess_mode="livesum")

    def in_progress(self) -> AbstractContextManager[object]:
        """While a request is being answered."""
        return self._progress.track_inprogress()

    def request(self, method: str, route: str, status: int | None, seconds: float) -> None:
        """Count a request that has ended; ``status`` is None if the client went away before its answer."""
        self._requests.labels(method, route, "none" if status is None else str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def waiting(self) -> AbstractContextManager[object]:
        """While a query waits for its turn."""
        return self._waiting.track_inprogress()

    def query_ended(self, outcome: str) -> None:
        """Count a query that has ended: ``answered``, or the kind of its problem."""
        self._ended.labels(outcome).inc()

    def asked(self, status: str, gaps: Iterable[str]) -> None:
        """Count a question in words, and what it asked for that was not answered; nothing of its words is kept."""
        self._asked.labels(status).inc()
        for intent in gaps:
            self._gaps.labels(intent).inc()

    def running(self) -> AbstractContextManager[object]:
        """While a query runs."""
        return self._running.track_inprogress()

    def exposed(self, accept: str | None) -> tuple[bytes, str]:
        """All figures in a text format, and its media type.

        Args:
            accept: value of the header ``Accept``: OpenMetrics for who asks for it, else the format of Prometheus.
        """
        encode, media_type = choose_encoder(accept or "")
        if not os.environ.get(FOLDER):
            return encode(self._registry), media_type
        everywhere = CollectorRegistry()
        multiprocess.MultiProcessCollector(everywhere)
        everywhere.register(self._data)
        return encode(everywhere), media_type


def forget(process: int, folder: str) -> None:
    """Leave out what a process that has ended was just doing; what it had counted stays."""
    multiprocess.mark_process_dead(process, folder)
