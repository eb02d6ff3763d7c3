"""HTTP/1.1 on one connection: Chinese in addresses, and no client that keeps a connection by sending or reading slowly."""

from __future__ import annotations

import asyncio
import fcntl
import json
import re
import sys
import termios
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from ...ontology.errors import HengceError
from ..problems import MEDIA_TYPE, BadRequest, RequestTimeout, TooLongHeaders, document

_NON_ASCII = re.compile(rb"[\x80-\xff]")
_LINGER = 2.0
"""Seconds in which a client that was refused may end what it is sending."""
HEAD_LIMIT = 64 << 10
"""Bytes that the request line and the headers may have."""


class Protocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, for clients that send Chinese in an address as it stands, and within limits of time.

    ``curl 'http://…/compare?type=绿色工厂'`` puts raw UTF-8 on the request line, which RFC 9112 does not allow and which parsers
    refuse; the bytes are percent-encoded here before parsing, as a browser would have done (WHATWG URL, "percent-encode").
    A request that no parser can read is answered with a problem document like every other error.

    A request must have arrived whole within :attr:`patience` seconds of the connection, or of its own first byte; an answer may be
    read as slowly as the client likes, but within as many seconds something of it must be.
    """

    patience: float = 30.0
    """Seconds; set for the process by :func:`patient`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._arriving: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None
        self._refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected: the time of its first request begins."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended."""
        self._arriving = _cancelled(self._arriving)
        self._stalled = _cancelled(self._stalled)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes from the client; only those of a request line are ever changed."""
        if self._refused:
            return
        line_open = self.conn.their_state is h11.IDLE and b"\n" not in self.conn.trailing_data[0]
        if line_open and _NON_ASCII.search(data):
            line, newline, rest = data.partition(b"\n")
            data = _NON_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], line) + newline + rest
        self._expect()
        super().data_received(data)

    def handle_events(self) -> None:
        """Handle what has arrived; the time of a request ends when all of it has."""
        super().handle_events()
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._arriving = _cancelled(self._arriving)

    def _expect(self) -> None:
        if self._arriving is None:
            self._arriving = self.loop.call_later(self.patience, self._too_slow)

    def _too_slow(self) -> None:
        """The time of a request is over and it is not there yet."""
        self._arriving = None
        if self.transport.is_closing():
            return
        if self.cycle is not None and not self.cycle.response_complete:
            self._expect()  # its body is awaited: who reads it has a limit too, and answers
        elif self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            self._refuse(RequestTimeout(self.patience))
        else:  # nothing was sent, or it is the rest of a body that has been refused already
            self.transport.close()

    def pause_writing(self) -> None:
        """The client reads more slowly than the answer is written."""
        super().pause_writing()
        self._stalled = _cancelled(self._stalled)
        self._watch(self._unread())

    def resume_writing(self) -> None:
        """The client has read most of what was written."""
        self._stalled = _cancelled(self._stalled)
        super().resume_writing()

    def _watch(self, unread: int) -> None:
        def look() -> None:
            left = self._unread()
            if left < unread:
                self._watch(left)
            else:
                self.transport.abort()

        self._stalled = self.loop.call_later(self.patience, look)

    def _unread(self) -> int:
        """Bytes that the client has not taken: what waits here and, where the system tells it, what waits in its own buffers."""
        here = self.transport.get_write_buffer_size()
        try:
            waiting = fcntl.ioctl(self.transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, bytes(4))
        except (OSError, ValueError):  # closed by now
            return here
        return here + int.from_bytes(waiting, sys.byteorder)

    def send_400_response(self, msg: str) -> None:
        """Answer a request that is no HTTP, and close the connection."""
        reason = sys.exception()
        if isinstance(reason, h11.RemoteProtocolError) and reason.error_status_hint == TooLongHeaders.status:
            self._refuse(TooLongHeaders(HEAD_LIMIT))
        else:
            self._refuse(BadRequest("收到的不是有效的 HTTP 请求。", "What was received is no valid HTTP request."))

    def _refuse(self, error: HengceError) -> None:
        """Answer before there is a request that a route could answer, and close the connection."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):  # an earlier answer is still under way
            self.transport.close()
            return
        body = json.dumps(document(error, "zh", ""), ensure_ascii=False).encode()
        headers = [("Content-Type", MEDIA_TYPE), ("Content-Length", str(len(body))), ("Connection", "close")]
        for event in (h11.Response(status_code=error.status, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        if self.cycle is not None and not self.cycle.response_complete:  # whoever is at work on it has nobody to answer
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        # Closed at once while the client is sending, the connection would be reset, and the answer lost with it (RFC 9112, section 9.6).
        self._refused = True
        self.transport.write_eof()
        self._arriving = _cancelled(self._arriving)
        self._arriving = self.loop.call_later(min(self.patience, _LINGER), self.transport.close)


def patient(seconds: float) -> type[Protocol]:
    """The protocol with that patience."""
    return type("Patient", (Protocol,), {"patience": seconds})


def _cancelled(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
