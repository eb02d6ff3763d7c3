"""Many clients while the graph is rebuilt: nothing fails, no answer mixes versions, and none goes back.

    python -m tests.api.changeover [MINUTES]

is the long run of ``make soak``; ``test_processes.py`` has a short one. Every rebuild adds a document, so that the number of documents
says which version an answer must be of; the bytes of all answers of one version to one question must be the same.
"""

from __future__ import annotations

import gzip
import hashlib
import http.client
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote, urlsplit

from hengce.corpus.library import Library

_COUNT = "PREFIX h: <https://w3id.org/hengce/ontology#> SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a h:PolicyDocument }"
COUNTED: dict[str, Callable[[dict], int]] = {
    "/health": lambda answer: answer["documents"],
    "/documents?limit=1000&as_of=2026-06-30": lambda answer: len(answer["items"]),
    "/queries/documents?limit=1000": lambda answer: answer["total"],
    f"/sparql?format=json&query={quote(_COUNT)}": lambda answer: int(answer["results"]["bindings"][0]["n"]["value"]),
}
"""Questions whose answer says how many documents there are."""
PATHS = (
    *COUNTED,
    quote("/compare?type=绿色工厂&as_of=2026-06-30", safe="/?=&"),
    quote("/search?q=绿色工厂 奖励&as_of=2026-06-30", safe="/?=&"),
    quote("/eligibility/questions?type=绿色工厂&as_of=2026-06-30", safe="/?=&"),
    "/types",
    "/deadlines?year=2027&as_of=2026-06-30",
    "/documents/fujian-2018/facts?kind=threshold",
    "/id/document/fujian-2018?format=nt",
    "/",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer as a client saw it."""

    path: str
    began: float
    ended: float
    version: str
    digest: bytes
    count: int | None


class Client:
    """Asks one question after another over one connection."""

    def __init__(self, url: str, number: int, over: threading.Event) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._paths = islice(cycle(PATHS), number % len(PATHS), None)
        self._headers = {"Accept": "*/*", "Accept-Encoding": "gzip" if number % 2 else "identity"}
        self._over = over

    def run(self) -> list[Seen]:
        seen: list[Seen] = []
        while not self._over.is_set():
            seen.append(self._ask(next(self._paths)))
        self._connection.close()
        return seen

    def _ask(self, path: str) -> Seen:
        self._headers["X-Forwarded-For"] = str(IPv4Address(random.randbytes(4)))  # nobody asks more often than anybody may
        began = time.monotonic()
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        assert answer.status == 200, f"{path}: {answer.status} {body[:300]!r}"
        if answer.headers["Content-Encoding"] == "gzip":
            body = gzip.decompress(body)
        said = json.loads(body) if "json" in answer.headers["Content-Type"] else {}
        version = answer.headers["X-Data-Version"] or said["data_version"]
        assert said.get("data_version", version) == version, f"{path}: {version} in the header, {said['data_version']} in the answer"
        count = COUNTED[path](said) if path in COUNTED else None
        return Seen(path, began, time.monotonic(), version, hashlib.sha256(body).digest(), count)


def watch(url: str, clients: int, act: Callable[[], None]) -> list[Seen]:
    """What clients see while something is done."""
    over = threading.Event()
    with ThreadPoolExecutor(clients) as pool:
        asking = [pool.submit(Client(url, number, over).run) for number in range(clients)]
        try:
            act()
        finally:
            over.set()
        return [seen for each in asking for seen in each.result()]


def check(seen: list[Seen]) -> dict[str, int]:
    """Check that no answer is mixed and none went back; the versions with their number of documents, in order."""
    counts = {each.version: each.count for each in seen if each.count is not None}
    for each in seen:
        assert each.version in counts, f"{each.path}: version {each.version}, which nothing else has"
        assert each.count in (None, counts[each.version]), f"{each.path}: {each.count} documents in version {each.version}"
    assert len(set(counts.values())) == len(counts)
    one = {(each.path, each.version): each.digest for each in seen}
    for each in seen:
        assert each.digest == one[each.path, each.version], f"{each.path}: two answers of version {each.version}"
    first = {version: min(each.ended for each in seen if each.version == version) for version in counts}
    for each in seen:
        newest = max((counts[version] for version in counts if first[version] <= each.began), default=0)
        assert counts[each.version] >= newest, f"{each.path}: an older version, {each.began - first[each.version]:.3f} s after a newer one"
    return dict(sorted(counts.items(), key=lambda item: item[1]))


def add_document(folder: Path, number: int) -> None:
    """Another document for the next build."""
    folder.mkdir(exist_ok=True)
    text = Library().get("fujian-2018").text
    (folder / f"甲{number}.txt").write_text(f"{text}\n附注{number}。\n", encoding="utf-8")


@contextmanager
def _served(store: Path, workers: int) -> Iterator[str]:
    command = [sys.executable, "-m", "hengce.api.cli", "serve", "--port", "0", "--store", str(store), "--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=(store.parent / "log").open("wb")) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().decode().split("：")[1].split("（")[0]
        finally:
            process.terminate()


def main(minutes: float = 5, clients: int = 64, workers: int = 2) -> int:
    """The long run."""
    with tempfile.TemporaryDirectory() as name:
        store, own = Path(name) / "store", Path(name) / "own"
        build = [sys.executable, "-m", "hengce.api.cli", "build", "--store", str(store), "--corpus", str(own)]
        own.mkdir()
        subprocess.run(build, check=True, capture_output=True)

        def rebuild() -> None:
            end, number = time.monotonic() + 60 * minutes, 0
            while time.monotonic() < end:
                add_document(own, number := number + 1)
                subprocess.run(build, check=True, capture_output=True)

        with _served(store, workers) as url:
            began = time.monotonic()
            seen = watch(url, clients, rebuild)
            took = time.monotonic() - began
        versions = check(seen)
        times = sorted(each.ended - each.began for each in seen)
        half, late = (times[int(len(times) * part)] * 1000 for part in (0.5, 0.99))
        sys.stdout.write(
            f"{clients} clients, {workers} processes, {len(versions)} versions of the data in {took:.0f} s: {len(seen)} answers "
            f"({len(seen) / took:.0f} a second, p50 {half:.0f} ms, p99 {late:.0f} ms), none failed, none mixed, none went back\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 5))
