"""Only as many queries are let in as there are places; the others wait, and not for ever."""

from __future__ import annotations

import asyncio
import threading

import pytest

from hengce.api.problems import TooManyRequests
from hengce.api.serving.turnstile import Turnstile
from hengce.ontology.errors import Overloaded


def test_calls_run_in_a_thread_a_few_at_a_time():
    running, most = 0, 0
    lock = threading.Lock()

    def call(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.02)
        with lock:
            running -= 1
        assert threading.current_thread() is not threading.main_thread()
        return number

    async def main() -> list[int]:
        turnstile = Turnstile(2, each=8)
        return await asyncio.gather(*(turnstile.run(f"client {i % 3}", call, i) for i in range(8)))

    assert asyncio.run(main()) == list(range(8))
    assert most == 2


def test_who_waits_too_long_is_told_so():
    busy = threading.Event()

    async def main() -> None:
        turnstile = Turnstile(1, each=8, wait=0.05)
        first = asyncio.create_task(turnstile.run("a", busy.wait, 20))
        await asyncio.sleep(0.01)
        with pytest.raises(Overloaded) as caught:
            await turnstile.run("b", int)
        assert caught.value.status == 503
        busy.set()
        await first
        assert await turnstile.run("b", int) == 0

    asyncio.run(main())


def test_a_failed_call_frees_its_place():
    def fail() -> None:
        raise LookupError

    async def main() -> None:
        turnstile = Turnstile(1, each=8, wait=0.05)
        for _ in range(3):
            with pytest.raises(LookupError):
                await turnstile.run("a", fail)

    asyncio.run(main())


def test_one_client_may_not_keep_out_the_others():
    busy = threading.Event()

    async def main() -> None:
        turnstile = Turnstile(1, each=2, wait=20)
        own = [asyncio.create_task(turnstile.run("a", busy.wait, 20)) for _ in range(2)]
        await asyncio.sleep(0.01)
        with pytest.raises(TooManyRequests) as caught:
            await turnstile.run("a", int)
        assert caught.value.status == 429
        other = asyncio.create_task(turnstile.run("b", int))
        await asyncio.sleep(0.01)
        busy.set()
        assert await asyncio.gather(*own) == [True, True]
        assert await other == 0
        assert await turnstile.run("a", int) == 0

    asyncio.run(main())
