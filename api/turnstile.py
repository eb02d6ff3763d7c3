"""Order among strangers' queries: only as many are let in as there are workers; the others wait outside of the threads.

Without it, queries that wait for a worker would fill the threads that answer everything else, and a few slow ones would silence
the whole service.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from ..ontology.errors import Overloaded

P = ParamSpec("P")
R = TypeVar("R")

WAIT = 10.0
"""Seconds that a query waits to be let in."""


class Turnstile:
    """Lets calls through, a few at a time.

    Args:
        places: how many calls may run at once.
        wait: seconds that a call waits for its turn.
    """

    def __init__(self, places: int, wait: float = WAIT) -> None:
        self._free = asyncio.Semaphore(places)
        self._wait = wait

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call ``function`` in a thread when its turn has come.

        Raises:
            Overloaded: if it does not come in time; otherwise what the function raises.
        """
        try:
            await asyncio.wait_for(self._free.acquire(), self._wait)
        except TimeoutError:
            raise Overloaded(
                f"查询太多，等待 {self._wait:g} 秒后仍未轮到；请稍后重试。",
                f"Too many queries: no turn within {self._wait:g} s; try again later.",
            ) from None
        try:
            return await run_in_threadpool(function, *args, **kwargs)
        finally:
            self._free.release()
