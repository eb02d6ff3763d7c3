"""Order among strangers' queries: only as many are let in as there are workers; the others wait outside of the threads.

Without it, queries that wait for a worker would fill the threads that answer everything else, and a few slow ones would silence
the whole service. Nobody may wait with more than a few at once: one client who sends many does not keep out the others.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import ParamSpec, TypeVar

from ...ontology.errors import Overloaded
from ..problems import TooManyRequests

P = ParamSpec("P")
R = TypeVar("R")

WAIT = 10.0
"""Seconds that a query waits to be let in."""


class Turnstile:
    """Lets calls through, a few at a time.

    Args:
        places: how many calls may run at once.
        each: how many calls of one client may run or wait at once.
        wait: seconds that a call waits for its turn.
        waiting, running: entered by each call while it does so; they count.
    """

    def __init__(
        self,
        places: int,
        each: int,
        wait: float = WAIT,
        *,
        waiting: Callable[[], AbstractContextManager[object]] = nullcontext,
        running: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self._free = asyncio.Semaphore(places)
        # Of their own: who has been let in must not wait for a thread that something else keeps busy.
        self._threads = ThreadPoolExecutor(places, "query")
        self._each = each
        self._wait = wait
        self._of: Counter[str] = Counter()
        self._waiting = waiting
        self._running = running

    async def run(self, client: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call ``function`` in a thread when its turn has come.

        Args:
            client: whose call it is.
            function: what to call.
            *args, **kwargs: what to call it with.

        Raises:
            TooManyRequests: if the client has too many calls under way.
            Overloaded: if its turn does not come in time; otherwise what the function raises.
        """
        if self._of[client] >= self._each:
            raise TooManyRequests(
                f"同一来源同时最多 {self._each} 条查询；请等前面的查询结束。",
                f"At most {self._each} queries at once from one client; wait until the earlier ones have ended.",
            )
        self._of[client] += 1
        try:
            return await self._in_turn(partial(function, *args, **kwargs))
        finally:
            self._of[client] -= 1
            if not self._of[client]:
                del self._of[client]

    async def _in_turn(self, function: Callable[[], R]) -> R:
        try:
            with self._waiting():
                await asyncio.wait_for(self._free.acquire(), self._wait)
        except TimeoutError:
            raise Overloaded(
                f"查询太多，等待 {self._wait:g} 秒后仍未轮到；请稍后重试。",
                f"Too many queries: no turn within {self._wait:g} s; try again later.",
            ) from None
        try:
            with self._running():
                return await asyncio.get_running_loop().run_in_executor(self._threads, function)
        finally:
            self._free.release()

    def close(self) -> None:
        """Let no more calls through."""
        self._threads.shutdown(wait=False, cancel_futures=True)
