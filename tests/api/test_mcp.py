"""The tools, documents and prompts as MCP clients see them: the SDK's own client, over standard input and output and over HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import anyio
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from jsonschema import Draft202012Validator
from mcp import Client, MCPError, StdioServerParameters, types
from starlette.testclient import TestClient

from hengce.api.tools.catalogue import TOOLS
from hengce.api.tools.paging import LONGEST
from hengce.api.tools.telling import LONGEST as LONGEST_TEXT
from hengce.api.tools.telling import MARK

from .conftest import COMMAND, DAY, LIMIT
from .test_problems import problem
from .test_sparql import RUNAWAY

NINE = [
    "ask", "compare_requirements", "check_eligibility", "list_deadlines", "search_clauses", "get_clause", "check_draft", "run_query",
    "sparql",
]  # fmt: skip
"""What the contract promises."""
CALLS: dict[str, dict[str, Any]] = {
    "ask": {"question": "福建的绿色工厂要多少分？", "as_of": DAY},
    "compare_requirements": {"type": "绿色工厂", "aspect": ["threshold"], "as_of": DAY},
    "check_eligibility": {"type": "绿色工厂", "jurisdiction": "福建", "facts": {"score": 86}, "as_of": DAY},
    "list_deadlines": {"year": 2027, "as_of": DAY},
    "search_clauses": {"q": "绿色工厂 奖励", "as_of": DAY},
    "get_clause": {"document": "fujian-2018", "path": "二/（一）", "as_of": DAY},
    "check_draft": {"text": "泉州市绿色工厂管理办法\n\n总分达到75分及以上的，推荐申报省级绿色工厂。", "jurisdiction": "泉州"},
    "run_query": {"name": "thresholds", "parameters": {"type": "绿色工厂", "jurisdiction": ["福建", "江苏"]}},
    "sparql": {"query": "PREFIX h: <https://w3id.org/hengce/ontology#> SELECT ?id { ?d a h:PolicyDocument ; h:id ?id } ORDER BY ?id"},
}


@dataclass(frozen=True)
class Session:
    """A client and the thread in which it lives."""

    portal: BlockingPortal
    client: Client

    def __call__(self, tool: str, /, **arguments: Any) -> types.CallToolResult:
        return self.portal.call(lambda: self.client.call_tool(tool, arguments))

    def do(self, method: str, *arguments: Any, **named: Any) -> Any:
        return self.portal.call(lambda: getattr(self.client, method)(*arguments, **named))


@pytest.fixture(scope="module", params=["stdio", "http"])
def session(request: pytest.FixtureRequest, store_path: str, server: str) -> Iterator[Session]:
    command = StdioServerParameters(
        command=COMMAND[0], args=[*COMMAND[1:], "mcp", "--store", store_path], env={"HENGCE_QUERY_TIMEOUT": "1"}
    )
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(command if request.param == "stdio" else server + "mcp")) as client,
    ):
        yield Session(portal, client)


def pages(session: Session, tool: str, /, **arguments: Any) -> Iterator[dict[str, Any]]:
    """All parts of an answer."""
    page = session(tool, **arguments).structured_content
    yield page
    while page["next"] is not None:
        page = session(tool, **arguments, cursor=page["next"]).structured_content
        yield page


def text_of(result: types.CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def test_what_is_offered(session: Session) -> None:
    tools = session.do("list_tools").tools
    assert [tool.name for tool in tools] == NINE
    for tool in tools:
        assert len(tool.name) <= 64
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert tool.title[0] > "\u2e80" or tool.name == "sparql", "Chinese first"
        for schema in (tool.input_schema, tool.output_schema):
            Draft202012Validator.check_schema(schema)
        assert all(each.get("description") for each in tool.input_schema["properties"].values()), tool.name
        assert '"null"' not in json.dumps(tool.input_schema)
    assert "指令" in (session.client.instructions or "")


@pytest.mark.parametrize("name", NINE)
def test_each_tool_answers_by_its_schema_in_marked_quotes(session: Session, name: str) -> None:
    result = session(name, **CALLS[name])  # the client holds the answer to the output schema, too
    assert not result.is_error, text_of(result)
    Draft202012Validator(TOOLS[name].output_schema).validate(result.structured_content)
    mark, *lines = text_of(result).split("\n")
    assert mark == MARK["zh"]
    assert lines
    assert all(line.startswith((">", "（")) for line in lines)
    assert len(text_of(result)) < LONGEST_TEXT + 500


def test_the_answers_are_those_of_the_service(session: Session, client: TestClient) -> None:
    over_http = client.post("/ask", json=CALLS["ask"]).json()
    answer = session("ask", **CALLS["ask"]).structured_content
    assert {**answer, "context": None} == {**over_http, "context": None}
    compared = client.get("/compare", params=CALLS["compare_requirements"]).json()
    assert session("compare_requirements", **CALLS["compare_requirements"]).structured_content["rows"] == compared["rows"]
    found = client.get("/search", params=CALLS["search_clauses"]).json()
    assert session("search_clauses", **CALLS["search_clauses"]).structured_content["items"] == found["items"]
    follow_up = session("ask", question="那江苏呢？", as_of=DAY, context=answer["context"]).structured_content
    assert "江苏" in follow_up["answer"]


@pytest.mark.parametrize(
    ("name", "entries", "limit"), [("compare_requirements", "rows", 2), ("list_deadlines", "items", 3), ("run_query", "items", 1)]
)
def test_pages_add_up_to_the_whole(session: Session, name: str, entries: str, limit: int) -> None:
    arguments = CALLS[name]
    whole = session(name, **arguments, limit=100).structured_content
    assert whole["next"] is None
    found = list(pages(session, name, **arguments, limit=limit))
    assert all(len(page[entries]) <= limit for page in found)
    parts = [each for page in found for each in page[entries]]
    assert parts == whole[entries]
    assert len(parts) == whole["total"]


def test_a_long_text_comes_in_parts_that_are_cited(session: Session) -> None:
    read = 0
    for clause in pages(session, "get_clause", document="miit-2016-586"):
        citation = clause["citation"]
        assert citation["quote"] == clause["text"]
        assert citation["start"] == read
        assert all(citation["start"] <= fact["start"] < citation["end"] for fact in clause["facts"])
        read += len(clause["text"])
        assert read == clause["total"] if clause["next"] is None else len(clause["text"]) < clause["total"]
    by_url = session("get_clause", document=CALLS_URL, as_of=DAY).structured_content
    assert (by_url["path"], by_url["before"], by_url["after"]) == ("二/（一）/第2段", "二/（一）/第1段", None)


CALLS_URL = "https://w3id.org/hengce/id/document/fujian-2018/二/（一）/第2段"


def test_an_answer_is_never_long(session: Session) -> None:
    result = session("sparql", query="SELECT * { ?s ?p ?o } LIMIT 2000", limit=100)
    assert len(json.dumps(result.structured_content, ensure_ascii=False)) < LONGEST + 2000
    assert result.structured_content["total"] > 1000
    assert "cursor = 100" in text_of(result)
    graph = session("sparql", query="CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 2000").structured_content
    assert len(graph["turtle"]) <= LONGEST < graph["total"]


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("ask", {}, "question"),
        ("ask", {"question": "福建" * 300}, "question"),
        ("ask", {"question": "福建？", "colour": "red"}, "colour"),
        ("ask", {"question": 7}, "question"),
        ("ask", {"question": "福建？", "context": "x" * 100_000}, "context"),
        ("compare_requirements", {"type": '绿"} DROP ALL #'}, "没有类型"),
        ("compare_requirements", {"type": "绿色工厂", "aspect": ["颜色"]}, "threshold"),
        ("compare_requirements", {"type": "绿色工厂", "as_of": "2026-02-30"}, "as_of"),
        ("check_eligibility", {"type": "绿色工厂", "facts": {"score": "y"}}, "score"),
        ("list_deadlines", {"year": 99999}, "year"),
        ("list_deadlines", {"limit": 101}, "limit"),
        ("list_deadlines", {"cursor": "-1"}, "cursor"),
        ("search_clauses", {"q": "，。"}, "q"),
        ("search_clauses", {"q": "绿色工厂", "kind": "../facts"}, "threshold"),
        ("get_clause", {"document": "../../../../etc/passwd"}, "fujian-2018"),
        ("get_clause", {"document": "file:///etc/passwd"}, "fujian-2018"),
        ("get_clause", {"document": "fujian-2018", "path": "../../etc"}, "没有条款"),
        ("get_clause", {"document": "fujian-2018", "cursor": "999999"}, "cursor"),
        ("check_draft", {"text": " \n"}, "草案"),
        ("check_draft", {"text": "草案", "jurisdiction": "火星"}, "火星"),
        ("run_query", {"name": "../../secrets"}, "agencies"),
        ("run_query", {"name": "thresholds", "parameters": {"type": "x'} DELETE WHERE {?s ?p ?o} #"}}, "没有类型"),
        ("run_query", {"name": "thresholds", "parameters": {"store": "x"}}, "store"),
        ("run_query", {"name": "thresholds", "parameters": {"type": {"a": 1}}}, "parameters"),
        ("sparql", {"query": "DROP ALL"}, "DROP"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "SERVICE"),
        ("sparql", {"query": "SELECT * {"}, "SPARQL"),
        ("sparql", {"query": "#" * 300_000}, "262"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(session: Session, name: str, arguments: dict[str, Any], words: str) -> None:
    result = session(name, **arguments)
    assert result.is_error
    assert words in text_of(result)
    assert "Traceback" not in text_of(result)
    assert result.structured_content is None
    assert len(text_of(result)) < 2000


def test_a_tool_or_resource_that_is_not_there(session: Session) -> None:
    with pytest.raises(MCPError, match="compare_requirements"):
        session("shell", command="rm -rf /")
    for uri in ("hengce://documents/..%2F..%2Fetc%2Fpasswd", "file:///etc/passwd", "hengce://documents/fujian-2018/clauses/%00",
                "hengce://documents/fujian-2018/text?from=-1", "hengce://ontology/../queries"):  # fmt: skip
        with pytest.raises(MCPError):
            session.do("read_resource", uri)


def test_resources(session: Session) -> None:
    listed = session.do("list_resources")
    assert listed.next_cursor is None
    uris = [each.uri for each in listed.resources]
    assert uris[:2] == ["hengce://ontology", "hengce://queries"]
    assert len(uris) == 7
    for uri in uris:
        (content,) = session.do("read_resource", uri).contents
        assert content.text
        if content.mime_type == "application/json":
            json.loads(content.text)
    assert "owl:Ontology" in session.do("read_resource", uris[0]).contents[0].text
    document = json.loads(session.do("read_resource", "hengce://documents/fujian-2018").contents[0].text)
    assert document["status"]
    for each in document["clauses"][:3]:
        (words,) = session.do("read_resource", each["uri"]).contents
        assert (each["heading"] or "") in words.text
    (text,) = session.do("read_resource", "hengce://documents/fujian-2018/text").contents
    assert text.meta["quoted"]
    (clause,) = session.do("read_resource", "hengce://documents/fujian-2018/clauses/二/（一）").contents
    assert text.text[clause.meta["start"] :].startswith(clause.text)
    templates = session.do("list_resource_templates").resource_templates
    assert [each.name for each in templates] == ["document", "text", "clause"]


def test_prompts(session: Session) -> None:
    assert [each.name for each in session.do("list_prompts").prompts] == ["researcher", "drafter", "adviser"]
    filled = session.do("get_prompt", "adviser", {"type": "绿色工厂", "jurisdiction": "福建", "situation": "{type} 86 分"})
    (message,) = filled.messages
    assert "{type} 86 分" in message.content.text
    for name, arguments in (("adviser", {"type": "绿色工厂"}), ("adviser", {"type": "a", "jurisdiction": "b", "c": "d"}), ("hacker", {})):
        with pytest.raises(MCPError):
            session.do("get_prompt", name, arguments)


def test_a_runaway_query_ends_and_others_go_on(session: Session) -> None:
    async def both() -> tuple[float, types.CallToolResult]:
        ended: list[types.CallToolResult] = []
        took = 0.0

        async def run() -> None:
            ended.append(await session.client.call_tool("sparql", {"query": RUNAWAY}))

        async with anyio.create_task_group() as group:
            group.start_soon(run)
            await anyio.sleep(0.1)
            begun = time.monotonic()
            await session.client.call_tool("list_deadlines", {"limit": 1})
            took = time.monotonic() - begun
            assert not ended
        return took, ended[0]

    took, ended = session.portal.call(both)
    assert took < LIMIT
    assert ended.is_error
    assert "超" in text_of(ended)


@pytest.mark.parametrize("session", ["stdio"], indirect=True)
def test_a_cancelled_call_leaves_the_session_sound(session: Session) -> None:
    async def cancelled() -> bool:
        with anyio.move_on_after(0.2) as scope:
            await session.client.call_tool("sparql", {"query": RUNAWAY})
        return scope.cancelled_caught

    assert session.portal.call(cancelled)
    assert not session("list_deadlines", limit=1).is_error


def test_earlier_revisions_of_the_protocol(server: str) -> None:
    async def asked() -> types.CallToolResult:
        async with Client(server + "mcp", mode="legacy") as client:
            assert client.protocol_version < "2026"
            return await client.call_tool("list_deadlines", CALLS["list_deadlines"])

    assert anyio.run(asked).structured_content["total"]


HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json", "Mcp-Protocol-Version": "2025-06-18"}


class TestHttp:
    """What surrounds the tools over HTTP."""

    def call(self, client: TestClient, headers: dict[str, str] | None = None, **arguments: Any) -> Any:
        params = {"name": "list_deadlines", "arguments": arguments}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        return client.post("/mcp", json=body, headers={**HEADERS, **(headers or {})})

    def test_one_post_one_answer(self, client: TestClient) -> None:
        answer = self.call(client, limit=1)
        assert answer.status_code == 200
        assert answer.json()["result"]["structuredContent"]["limit"] == 1
        assert "mcp-session-id" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "structuredContent" not in self.call(client, {"Accept-Language": "en"}, limit=0).json()["result"]
        assert "must not be less" in self.call(client, {"Accept-Language": "en"}, limit=0).text

    @pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
    def test_nothing_but_post(self, client: TestClient, method: str) -> None:
        answer = client.request(method, "/mcp")
        assert answer.headers["allow"] == "POST"
        problem(answer, 405)

    @pytest.mark.parametrize(
        ("origin", "host", "status"),
        [
            ("http://127.0.0.1:8000", "127.0.0.1:8000", 200),
            ("http://localhost:8000", "localhost:8000", 200),
            ("https://evil.example", "127.0.0.1:8000", 403),
            ("http://evil.example:8000", "evil.example:8000", 403),  # DNS rebinding
            ("null", "127.0.0.1:8000", 403),
            ("http://[", "127.0.0.1:8000", 403),
            ("http://127.0.0.1.evil.example", "127.0.0.1.evil.example", 403),
        ],
    )
    def test_pages_of_strangers_are_refused(self, client: TestClient, origin: str, host: str, status: int) -> None:
        assert self.call(client, {"Origin": origin, "Host": host}, limit=1).status_code == status

    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"[]", b"\xff", b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"arguments": "x"}}', b"[" * 9999],
    )
    def test_a_body_that_is_none(self, client: TestClient, body: bytes) -> None:
        assert client.post("/mcp", content=body, headers=HEADERS).status_code in (200, 202, 400)

    def test_the_limits_hold(self, client: TestClient) -> None:
        problem(client.post("/mcp", content=b" " * (1 << 20) + b"  ", headers=HEADERS), 413)


def test_a_draft_is_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    secret = "绝密草案甲乙丙"
    odd = ({"name": "check_draft", "arguments": {"text": [secret]}}, {"name": 1, "arguments": secret}, {"name": secret}, secret)
    with caplog.at_level("DEBUG"):
        for params in odd:
            body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
            assert client.post("/mcp", json=body, headers=HEADERS).status_code in (200, 400)
        client.post("/mcp", content=secret.encode(), headers=HEADERS)
    out, err = capfd.readouterr()
    assert secret not in caplog.text + out + err
