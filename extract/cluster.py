"""Reading on many machines: documents go to a Dask cluster in batches, and come back as the files that this machine would have written.

The workers share no folder with this machine: texts are sent, and graphs and facts are sent back. Reading depends on the text and the rules
only, so it does not matter who reads what: the result is the same to the byte. A worker that dies costs the batches that it had; Dask
gives them to another. Texts that this machine has read before it does not send.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from ..ontology.errors import HengceError, InvalidParameter, StoreError
from .cache import FactCache, rules_version

BATCH = 20
"""Documents of one message: so many that sending costs little, so few that a worker that dies costs little."""
_SECONDS = 20
"""Seconds in which the scheduler must answer."""
Read = Callable[[Any], Any]
"""Reads a task (``source``, ``cache``, ``output``) and says what was read (``cached``, ``output``), or which error there was."""


def read_on_cluster(read: Read, tasks: Sequence[Any], address: str, batch: int = BATCH) -> Iterator[Any]:
    """Have tasks read by a cluster.

    Args:
        read: reads one task; a function that the workers can import.
        tasks: what is to be read.
        address: of the scheduler, ``tcp://host:port`` (``tls://…`` where Dask is configured so).
        batch: how many tasks a message holds.

    Yields:
        the results, in the order of the tasks; their files lie where the tasks say.

    Raises:
        InvalidParameter: if the extra ``cluster`` is not installed, or nobody answers at the address.
        StoreError: if the workers have other rules, or a batch was lost again and again.
    """
    try:
        distributed = import_module("distributed")  # of an extra
    except ImportError as error:
        zh, en = (
            "没有安装集群组件：pip install 'hengce[cluster]'。",
            "The extra for clusters is not installed: pip install 'hengce[cluster]'.",
        )
        raise InvalidParameter(zh, en, parameter="--cluster") from error
    held = [FactCache(task.cache).path(task.source.id, task.source.text).exists() for task in tasks]
    away = [task for task, here in zip(tasks, held, strict=True) if not here]
    try:
        client = distributed.Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        zh, en = f"{address} 没有 Dask 调度器应答（{error}）。", f"No Dask scheduler answers at {address} ({error})."
        raise InvalidParameter(zh, en, parameter="--cluster") from error
    with client:
        batches = (away[first : first + batch] for first in range(0, len(away), batch))
        futures = [client.submit(_read_batch, read, some, rules_version(), pure=False) for some in batches]
        try:
            arriving = (result for future in futures for result in future.result())
            for task, here in zip(tasks, held, strict=True):
                yield read(task) if here else _kept(task, next(arriving))
        except distributed.KilledWorker as error:
            zh, en = "读取文件的机器接连意外结束；请重试。", "Machine after machine that read a batch ended unexpectedly; try again."
            raise StoreError(zh, en) from error
        finally:
            client.cancel(futures)


def _read_batch(read: Read, tasks: list[Any], rules: str) -> list[Any]:
    """On a worker: read tasks in a folder of its own; each result with the bytes of its files."""
    if rules != rules_version():
        zh, en = (
            "集群上的程序与本机版本不同；请装同一版本。",
            "The workers of the cluster have another version of the program; install the same.",
        )
        return [StoreError(zh, en)] * len(tasks)
    done: list[Any] = []
    with tempfile.TemporaryDirectory(prefix="hengce-") as folder:
        for number, task in enumerate(tasks):
            result = read(replace(task, cache=Path(folder), output=Path(folder) / f"{number}.nq"))
            done.append(result if isinstance(result, HengceError) else (result, result.output.read_bytes(), result.cached.read_bytes()))
    return done


def _kept(task: Any, result: Any) -> Any:
    """What a worker read, its files written where this machine would have written them."""
    if isinstance(result, HengceError):
        return result
    read, graph, facts = result
    task.output.write_bytes(graph)
    kept = FactCache(task.cache).keep(task.source.id, task.source.text, facts)
    return replace(read, output=task.output, cached=kept)
