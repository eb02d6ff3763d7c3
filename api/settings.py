"""All settings in one frozen place: defaults, then ``HENGCE_…`` variables, then arguments.

Nothing is read at import: :meth:`Settings.load` reads the environment it is given, once. A new setting is one field here;
``hengce serve --help`` lists them from this class.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self, get_args

from ..ontology.access import Access, shown
from ..ontology.identifiers import DEFAULT_BASE
from ..ontology.store import is_remote
from . import parsing
from .language import Language
from .serving.logs import Form

PREFIX = "HENGCE_"


def _about(parse: Callable[[str, str], Any], zh: str, en: str) -> dict[str, Any]:
    """What is known of a setting: how its text is read, and what it is for."""
    return {"parse": parse, "zh": zh, "en": en}


def user_data() -> Path:
    """The user's data folder for this program, by the custom of the operating system (XDG Base Directory on Unix)."""
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Application Support"
    else:
        root = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return root / "hengce"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the command line and the service can be told.

    Attributes:
        store: folder of the graph, or URL of a SPARQL 1.1 endpoint.
        store_user, store_password, store_token: who enters the endpoint; variables only, since everybody sees a command line.
        store_graphs: URL of its Graph Store, where a build writes, if that does not follow from its own.
        store_timeout: seconds that it may take for one graph of a build.
        corpus: the user's own folder of texts; it need not exist.
        base: IRI that names and terms begin with; used by a build and recorded in the store.
        lang: language of messages where a client does not ask for one.
        host, port: where the service listens; port 0 takes any free one.
        workers: processes at work: those that read documents, or that answer requests.
        query_workers: processes that answer the public SPARQL endpoint, in all.
        query_timeout: seconds after which a query is ended.
        client_queries: queries that one client may have running or waiting at once.
        query_memory: megabytes that a query worker may use.
        result_limit: megabytes that the answer of a query may have.
        body_limit: megabytes that the body of a request may have.
        draft_limit: the same for a draft that is sent to be checked.
        request_timeout: seconds in which a request must have arrived, and in which something of its answer must be read.
        shutdown_timeout: seconds that requests have to end when the service is stopped.
        rate_limit: requests a second that one client may make on average; 0: as many as it likes.
        rate_burst: requests that it may make at once within that average.
        log: how requests are logged: ``json``, ``text`` or ``off``.
        cache: megabytes of answers that each process keeps, to give them again while the data are the same.
        page_limit: the most entries on one page of a list.
        chat_url: where a language model answers chat completions in OpenAI's form; without it there is no ``hengce chat``.
        chat_key, chat_model: who asks it, and which model; the key by variable only, since everybody sees a command line.
        chat_timeout: seconds that one answer of it may take.
        cors_origins: origins whose pages may read the answers, or ``*`` for all; none by default.
    """

    store: str = field(
        default_factory=lambda: str(user_data() / "store"),
        metadata=_about(parsing.text, "图谱所在的文件夹，或 SPARQL 端点的网址", "folder of the graph, or URL of a SPARQL endpoint"),
    )
    store_user: str = field(default="", metadata=_about(parsing.text, "SPARQL 端点的用户", "user of the endpoint"))
    store_password: str = field(default="", repr=False, metadata=_about(parsing.text, "该用户的密码", "that user's password"))
    store_token: str = field(
        default="", repr=False, metadata=_about(parsing.text, "SPARQL 端点的令牌（Bearer）", "bearer token for the endpoint")
    )
    store_graphs: str = field(
        default="", metadata=_about(parsing.text, "端点的 Graph Store 网址（构建时写入）", "URL of its Graph Store, which a build writes")
    )
    store_timeout: float = field(
        default=300.0, metadata=_about(parsing.seconds(0.1, 86400), "端点收下一张图的时限（秒）", "seconds that it may take for a graph")
    )
    corpus: Path = field(
        default_factory=lambda: user_data() / "corpus",
        metadata=_about(parsing.folder, "用户自己的语料文件夹（可以不存在）", "the user's own folder of texts (need not exist)"),
    )
    base: str = field(default=DEFAULT_BASE, metadata=_about(parsing.base, "构建时所有标识的开头", "what all IRIs begin with, at build"))
    lang: Language = field(default="zh", metadata=_about(parsing.language, "提示语言：zh 或 en", "language of messages: zh or en"))
    host: str = field(default="127.0.0.1", metadata=_about(parsing.text, "服务监听的地址", "address to listen on"))
    port: int = field(
        default=8000,
        metadata=_about(parsing.integer(0, 65535), "服务监听的端口（0 为任一空闲端口）", "port to listen on (0: any free one)"),
    )
    workers: int = field(
        default=1,
        metadata=_about(parsing.integer(1, 256), "进程数：读文件的，或答请求的", "processes that read documents, or that answer requests"),
    )
    query_workers: int = field(
        default=2, metadata=_about(parsing.integer(1, 64), "回答 SPARQL 查询的进程总数", "processes that answer SPARQL queries, in all")
    )
    query_timeout: float = field(
        default=20.0, metadata=_about(parsing.seconds(0.1, 3600), "一条查询的时限（秒）", "time limit of a query in seconds")
    )
    client_queries: int = field(
        default=16,
        metadata=_about(parsing.integer(1, 10_000), "同一来源同时的查询数上限", "queries that one client may have at once"),
    )
    query_memory: int = field(
        default=2048, metadata=_about(parsing.integer(256, 1 << 20), "查询进程的内存上限（MB）", "memory limit of a query worker in MB")
    )
    result_limit: int = field(
        default=64, metadata=_about(parsing.integer(1, 4096), "一条查询结果的上限（MB）", "limit of the result of a query in MB")
    )
    body_limit: int = field(default=2, metadata=_about(parsing.integer(1, 1024), "请求正文的上限（MB）", "limit of a request's body in MB"))
    draft_limit: int = field(
        default=20, metadata=_about(parsing.integer(1, 64), "送检草案文件的上限（MB）", "limit of a draft to be checked in MB")
    )
    request_timeout: float = field(
        default=30.0,
        metadata=_about(
            parsing.seconds(0.1, 3600),
            "请求须在此时限（秒）内发完，客户端停止接收答复的时限也是它",
            "seconds in which a request must have arrived, and in which something of its answer must be read",
        ),
    )
    shutdown_timeout: float = field(
        default=10.0,
        metadata=_about(
            parsing.seconds(0.1, 3600), "停止服务时留给在办请求的秒数", "seconds that requests have to end when the service is stopped"
        ),
    )
    rate_limit: float = field(
        default=0.0,
        metadata=_about(
            parsing.number(0, 100_000), "每个来源平均每秒的请求数，0 为不限", "requests a second from one client, on average; 0: any"
        ),
    )
    rate_burst: int = field(
        default=100,
        metadata=_about(parsing.integer(1, 1_000_000), "其中可一次发来的请求数", "requests that it may make at once within that average"),
    )
    log: Form = field(
        default="json",
        metadata=_about(parsing.one_of(*get_args(Form)), "请求日志：json、text 或 off", "log of requests: json, text or off"),
    )
    cache: int = field(
        default=32,
        metadata=_about(
            parsing.integer(0, 1 << 20),
            "每个进程留存答复的内存（MB），0 为不留",
            "memory for answers that may be given again, in MB; 0: none",
        ),
    )
    page_limit: int = field(default=1000, metadata=_about(parsing.integer(1, 100_000), "列表一页最多的条数", "the most entries on a page"))
    chat_url: str = field(
        default="",
        metadata=_about(
            parsing.text,
            "对话模型的网址（OpenAI 形式，如 http://127.0.0.1:11434/v1），不设则不用",
            "URL of a language model, in OpenAI's form; none by default",
        ),
    )
    chat_key: str = field(default="", repr=False, metadata=_about(parsing.text, "该模型的密钥", "its key"))
    chat_model: str = field(default="", metadata=_about(parsing.text, "该模型的名称", "its name"))
    chat_timeout: float = field(
        default=60.0, metadata=_about(parsing.seconds(0.1, 3600), "它每次回答的时限（秒）", "seconds that one answer of it may take")
    )
    cors_origins: tuple[str, ...] = field(
        default=(),
        metadata=_about(
            parsing.origins,
            "允许跨域读取的来源，逗号分隔，* 为全部（默认无）",
            "origins allowed to read across sites, by commas; *: all (default none)",
        ),
    )

    @property
    def search_folder(self) -> Path:
        """Where full-text indexes lie: beside a graph on this machine, else in the user's data folder."""
        if not is_remote(self.store):
            return Path(self.store) / "search"
        return user_data() / "search" / hashlib.sha256(self.store.encode()).hexdigest()[:16]

    @property
    def build_folder(self) -> Path:
        """Where builds are made: the folder of the graph, or for an endpoint one in the user's data folder."""
        if not is_remote(self.store):
            return Path(self.store)
        return user_data() / "endpoints" / hashlib.sha256(shown(self.store).encode()).hexdigest()[:16]

    @property
    def access(self) -> Access:
        """How the endpoint is entered.

        Raises:
            InvalidParameter: if the variables contradict each other.
        """
        return Access(self.store_user, self.store_password, self.store_token, self.store_graphs, self.store_timeout)

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None, **arguments: Any) -> Self:
        """Settings from the environment, overridden by arguments.

        Args:
            environ: variables to read; by default those of the process, now.
            **arguments: values by field name; text is read as a variable would be, None means not given.

        Raises:
            InvalidParameter: if a value is malformed or out of its range; it names the variable or option at fault.
        """
        environ = os.environ if environ is None else environ
        known = {item.name: item for item in fields(cls)}
        values: dict[str, Any] = {}
        for name, item in known.items():
            given = arguments.pop(name, None)
            if given is None:
                variable = PREFIX + name.upper()
                if environ.get(variable, "").strip():
                    values[name] = item.metadata["parse"](variable, environ[variable])
            else:
                values[name] = item.metadata["parse"]("--" + name.replace("_", "-"), given) if isinstance(given, str) else given
        if arguments:
            raise TypeError(f"no such settings: {sorted(arguments)}")
        return cls(**values)

    @classmethod
    def describe(cls, language: Language = "zh") -> str:
        """The list of settings for ``--help``: one line each, with its variable and default."""
        defaults = cls()
        lines = []
        for item in fields(cls):
            value = getattr(defaults, item.name)
            shown = ",".join(value) if isinstance(value, tuple) else f"{value:g}" if isinstance(value, float) else str(value)
            lines.append(f"  {PREFIX + item.name.upper():<24} {item.metadata[language]} [{shown}]")
        return "\n".join(lines)
