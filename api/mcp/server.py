"""The MCP server: what it offers, and who answers.

Specification: https://modelcontextprotocol.io/specification. The SDK speaks the protocol, in all its revisions; the server keeps nothing
between two requests, so that any process of the service may answer any of them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn, TypeVar

from anyio import to_thread
from mcp import types
from mcp.server import CacheHint, ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from starlette.requests import Request

from ...ontology.errors import HengceError, InputError
from ..language import Language, preferred
from ..problems import Internal
from ..service import VERSION, Service
from ..serving.guard import where
from ..tools.catalogue import TOOLS, tool_named
from ..tools.tool import called
from ..tools.wording import guide
from . import prompts, resources

_log = logging.getLogger(__name__)
# The SDK logs what it cannot read with its words, and a draft may be among them.
logging.getLogger("mcp").addHandler(logging.NullHandler())
logging.getLogger("mcp").propagate = False

Context = ServerRequestContext[Any, Any]
R = TypeVar("R")
_READ_ONLY = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_HOUR = CacheHint(ttl_ms=3_600_000, scope="public")


def server_of(service: Service) -> Server[Any]:
    """The MCP server of a service; it may serve any number of connections."""

    async def list_tools(context: Context, params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.description,
                    input_schema=tool.input_schema,
                    output_schema=tool.output_schema,
                    annotations=_READ_ONLY,
                )
                for tool in TOOLS.values()
            ]
        )

    async def call_tool(context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        language = _language(context, service)
        try:
            tool = tool_named(params.name)
        except InputError as error:
            _refuse(error, language)
        client = context.request.client.host if isinstance(context.request, Request) and context.request.client else ""
        outcome = await called(service, tool, params.arguments or {}, language, client)
        return types.CallToolResult(
            content=[types.TextContent(text=outcome.text)],
            structured_content=None if outcome.error else outcome.answer,
            is_error=outcome.error is not None,
        )

    async def list_resources(context: Context, params: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        return await _answered(service, context, partial(resources.listed, service, params.cursor if params else None))

    async def list_templates(context: Context, params: types.PaginatedRequestParams | None) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=resources.templates())

    async def read_resource(context: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        return await _answered(service, context, partial(resources.read, service, params.uri))

    async def list_prompts(context: Context, params: types.PaginatedRequestParams | None) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=prompts.listed())

    async def get_prompt(context: Context, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        try:
            return prompts.filled(params.name, params.arguments or {})
        except InputError as error:
            _refuse(error, _language(context, service))

    return Server(
        "hengce",
        version=VERSION,
        title="衡策 Hengce",
        instructions=guide(),
        cache_hints={"tools/list": _HOUR, "prompts/list": _HOUR, "resources/templates/list": _HOUR},
        get_tool_input_schema=lambda name: TOOLS[name].input_schema if name in TOOLS else None,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def _language(context: Context, service: Service) -> Language:
    """That which a client asks for over HTTP, else that of the settings."""
    accepted = context.request.headers.get("accept-language") if isinstance(context.request, Request) else None
    return preferred(accepted, service.settings.lang)


async def _answered(service: Service, context: Context, work: Callable[[], R]) -> R:
    """What some work gives, done in a thread; errors in words, defects without any of the request's.

    Raises:
        MCPError: if it fails.
    """
    language = _language(context, service)
    try:
        return await to_thread.run_sync(work)
    except HengceError as error:
        _refuse(error, language)
    except Exception as error:  # noqa: BLE001  # a defect: who asked is told that there is one, the log where
        _log.error("%s failed: %s", context.method, where(error))
        _refuse(Internal(), language)


def _refuse(error: HengceError, language: Language) -> NoReturn:
    code = types.INVALID_PARAMS if isinstance(error, InputError) else types.INTERNAL_ERROR
    raise MCPError(code, error.message(language)) from None
