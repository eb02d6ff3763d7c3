"""Only as many queries are let in as there are places; the others wait, and not for ever."""

from __future__ import annotations

import asyncio
import threading

import pytest

from hengce.api.turnstile import Turnstile
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
        turnstile = Turnstile(2)
        return await asyncio.gather(*(turnstile.run(call, i) for i in range(8)))

    assert asyncio.run(main()) == list(range(8))
    assert most == 2


def test_who_waits_too_long_is_told_so():
    busy = threading.Event()

    async def main() -> None:
        turnstile = Turnstile(1, wait=0.05)
        first = asyncio.create_task(turnstile.run(busy.wait, 20))
        await asyncio.sleep(0.01)
        with pytest.raises(Overloaded) as caught:
            await turnstile.run(int)
        assert caught.value.status == 503
        busy.set()
        await first
        assert await turnstile.run(int) == 0

    asyncio.run(main())


def test_a_failed_call_frees_its_place():
    def fail() -> None:
        raise LookupError

    async def main() -> None:
        turnstile = Turnstile(1, wait=0.05)
        for _ in range(3):
            with pytest.raises(LookupError):
                await turnstile.run(fail)

    asyncio.run(main())
