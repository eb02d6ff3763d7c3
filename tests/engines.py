"""SPARQL servers for the tests: Oxigraph's own and Virtuoso, each started once, on free ports of this machine, with data of their own.

They end with the tests, also when these are killed (``setpriv --pdeathsig``, where the system has it).
"""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from hengce.ontology.access import Access
from hengce.ontology.publishing import publish

VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 30
"""
MAX_ROWS = 80_000
"""What Virtuoso cuts answers off at; more than the packaged graph has triples."""


@contextmanager
def running(command: Sequence[str | Path], address: str, folder: Path) -> Iterator[None]:
    """A server while it runs.

    Args:
        command: what starts it in the foreground.
        address: what answers as soon as it is ready.
        folder: where it is started, and where its output is kept.
    """
    guard = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    with (folder / "output.txt").open("wb") as output:
        server = subprocess.Popen([*guard, *command], cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except URLError:
                    assert server.poll() is None, (folder / "output.txt").read_text(errors="replace")
                    time.sleep(0.05)
            yield
        finally:
            server.kill()
            server.wait()


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@contextmanager
def oxigraph_server(folder: Path, *options: str, command: str = "serve") -> Iterator[str]:
    """Oxigraph's own server (from the package index) on the database in a folder; gives the address that answers queries."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
    assert program, "the development dependency `oxigraph` is not installed"
    place = f"127.0.0.1:{free_ports(1)[0]}"
    folder.mkdir(exist_ok=True)
    with running([program, command, "--location", ".", "--bind", place, *options], f"http://{place}/", folder):
        yield f"http://{place}/query"


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[tuple[str, Access]]:
    """Virtuoso on an empty database; gives the address that answers queries, and how it is written."""
    sql, http = free_ports(2)
    folder.mkdir(exist_ok=True)
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(sql=sql, http=http, rows=MAX_ROWS))
    address = f"http://127.0.0.1:{http}/sparql"
    password = secrets.token_hex(8)
    with running(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], f"{address}?query=ASK%7B%7D", folder):
        set_password = f'set password dba "{password}";'  # a name in quotes: strings are not taken, nor names that begin with a digit
        done = subprocess.run(["isql-vt", str(sql), "dba", "dba", f"exec={set_password}"], capture_output=True, text=True, timeout=60)
        assert "Done." in done.stdout, done.stdout + done.stderr  # its status is 0 also after an error
        yield address, Access(user="dba", password=password)


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory, store_path: str) -> Iterator[str]:
    """The packaged graph in Oxigraph's server, written there by the program."""
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as address:
        publish(store_path, address)
        yield address


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory, store_path: str) -> Iterator[str]:
    """The packaged graph in Virtuoso 7, written there by the program; for tests marked ``requires("virtuoso-t", "isql-vt")``."""
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as (address, access):
        publish(store_path, address, access=access)
        yield address
