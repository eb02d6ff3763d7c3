"""What has been answered is answered again without asking the graph, as long as it holds the same data.

The validator of an answer (:func:`..service.validated`) stands for all that the answer follows from, the version of the data among it:
what is kept under it is never out of date, only no longer asked for.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PART = 16
"""No answer may take more than this part of the memory for all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was sent, compressed or not."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Known(Exception):
    """The answer has been given before.

    Args:
        answer: that answer.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def known(request: Request, error: Exception) -> Response:
    """The answer of :class:`Known`."""
    assert isinstance(error, Known)
    response = Response(error.answer.body)
    response.raw_headers = list(error.answer.headers)
    return response


class Answers:
    """Answers by their validators, the one asked for last kept longest. Methods may be called from any thread.

    Args:
        limit: bytes that all bodies together may have; 0: nothing is kept.
    """

    def __init__(self, limit: int) -> None:
        self.most = limit // _PART
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, tag: str) -> None:
        """Give the answer with this validator, if it is kept.

        Raises:
            Known: if it is.
        """
        with self._lock:
            answer = self._kept.get(tag)
            if answer is not None:
                self._kept.move_to_end(tag)
        if answer is not None:
            raise Known(answer)

    def keep(self, tag: str, answer: Answer) -> None:
        """Keep an answer, in place of those that nobody has asked for longest."""
        with self._lock:
            before = self._kept.pop(tag, None)
            self._kept[tag] = answer
            self._size += len(answer.body) - (len(before.body) if before else 0)
            while self._size > self._limit:
                self._size -= len(self._kept.popitem(last=False)[1].body)


class Keeping:
    """The middleware that keeps what is sent: whole answers to GET that have a validator.

    Args:
        app: the application inside.
        answers: where they are kept.
    """

    def __init__(self, app: ASGIApp, *, answers: Answers) -> None:
        self.app = app
        self.answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        headers: list[tuple[bytes, bytes]] = []

        async def kept(message: Message) -> None:
            nonlocal headers
            if message["type"] == "http.response.start":
                headers = list(message["headers"]) if message["status"] == 200 else []
            elif headers:  # of an answer in several parts there is none when the second comes
                body, tag = message.get("body", b""), Headers(raw=headers).get("etag")
                if tag and not message.get("more_body", False) and len(body) <= self.answers.most:
                    self.answers.keep(tag, Answer(tuple(headers), body))
                headers = []
            await send(message)

        await self.app(scope, receive, kept if scope["type"] == "http" and scope["method"] == "GET" else send)
