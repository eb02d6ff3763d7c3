"""The log, on standard error: a line for each request, and what else there is to tell.

Of a request stands there what an operator needs, and nothing of what was asked: the template of its route, never its address, query or
body. Of its client stands a keyed hash, which tells clients apart while the service runs and cannot be turned back.
"""

from __future__ import annotations

import datetime
import json
import logging
import sys
from dataclasses import asdict, dataclass
from typing import Any, Literal

Form = Literal["json", "text", "off"]
"""How requests are logged."""

_requests = logging.getLogger("hengce.request")


@dataclass(frozen=True, slots=True)
class Handled:
    """A request and its answer.

    Attributes:
        method: of HTTP.
        route: template of the path (``/documents/{id}``), None where there is no route.
        status: of the answer; None if the client went away before.
        duration_ms: from the end of the headers to the end of the answer.
        bytes: of the body of the answer, as it was sent.
        client: hash of the client's address.
        request_id: as the answer's ``X-Request-ID`` says.
    """

    method: str
    route: str | None
    status: int | None
    duration_ms: float
    bytes: int
    client: str
    request_id: str

    def log(self) -> None:
        """Write the line."""
        _requests.info("%s %s %s", self.status, self.method, self.route, extra={"handled": self})


class _Formatter(logging.Formatter):
    """What all forms share: the time in UTC, to the millisecond."""

    @staticmethod
    def time(record: logging.LogRecord) -> str:
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def told(self, record: logging.LogRecord) -> str:
        return record.getMessage() + (f"\n{self.formatException(record.exc_info)}" if record.exc_info and record.exc_info[0] else "")


class JsonFormatter(_Formatter):
    """A JSON object a line, whatever it tells."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {"time": self.time(record), "level": record.levelname.lower(), "process": record.process}
        handled: Handled | None = getattr(record, "handled", None)
        line |= asdict(handled) if handled else {"logger": record.name, "message": self.told(record)}
        return json.dumps(line, ensure_ascii=False)


class TextFormatter(_Formatter):
    """The same for people who look on."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        each: Handled | None = getattr(record, "handled", None)
        if each is None:
            return f"{self.time(record)} {record.levelname.lower()} {self.told(record)}"
        status, route = each.status or "---", each.route or "-"
        return (
            f"{self.time(record)} {status} {each.method} {route} {each.duration_ms:.1f} ms {each.bytes} B {each.client} {each.request_id}"
        )


def configure(form: Form) -> None:
    """Send the log of this process to standard error.

    Args:
        form: ``off`` leaves out the lines of requests; what goes wrong is told in any case.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    for name in ("hengce", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.WARNING)
    _requests.setLevel(logging.WARNING if form == "off" else logging.INFO)
