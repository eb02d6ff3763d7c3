"""Errors over HTTP: problem documents (RFC 9457) that name the parameter at fault and the values allowed; to browsers, pages.

Every refusal has this one shape, whoever noticed it: the rooms (:class:`HengceError`), FastAPI's validation of parameters,
the router (404, 405), or nobody (a defect: 500, whose particulars stay in the log).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from ..ontology.errors import HengceError, InputError, InvalidParameter, UnknownValue
from .language import Language, requested
from .negotiate import HTML, NotAcceptable, Offer, negotiate

MEDIA_TYPE = "application/problem+json"
_PROBLEM = Offer("problem", MEDIA_TYPE, (), ("application/json",))
TYPE_BASE = "https://w3id.org/hengce/problem/"
"""What the ``type`` of a problem begins with; the service describes each under the same path."""

TITLES: dict[str, tuple[str, str]] = {
    "internal": ("内部错误", "Internal error"),
    "invalid-parameter": ("参数有误", "Invalid parameter"),
    "unknown-value": ("没有这一项", "Unknown value"),
    "unreadable-text": ("文本无法读取", "Unreadable text"),
    "too-large": ("内容过大", "Too large"),
    "query-refused": ("查询被拒绝", "Query refused"),
    "not-acceptable": ("没有可接受的格式", "Not acceptable"),
    "forbidden": ("不允许", "Forbidden"),
    "unsupported-media-type": ("不支持的内容类型", "Unsupported media type"),
    "too-many-requests": ("请求过多", "Too many requests"),
    "request-timeout": ("请求太慢", "Request timed out"),
    "too-long-headers": ("请求头过长", "Request headers too long"),
    "method-not-allowed": ("不支持的方法", "Method not allowed"),
    "unknown-path": ("没有这个地址", "Unknown path"),
    "bad-request": ("请求有误", "Bad request"),
    "corpus-error": ("语料有误", "Corpus error"),
    "evidence-error": ("引文与原文不符", "Evidence does not match"),
    "definition-error": ("定义文件有误", "Broken definition"),
    "store-error": ("图谱无法读写", "Store error"),
    "store-missing": ("图谱尚未构建", "Nothing built yet"),
    "store-busy": ("图谱正在构建", "Store busy"),
    "query-timeout": ("查询超时", "Query timed out"),
    "remote-store-error": ("远程端点出错", "Remote endpoint failed"),
    "overloaded": ("服务繁忙", "Overloaded"),
}
"""Titles of the problem types, Chinese and English, by the last part of their ``type``."""


class UnknownPath(UnknownValue):
    """There is nothing at this path of the service."""


class MethodNotAllowed(InputError):
    """The path exists, but not for this method."""

    status = 405


class Forbidden(InputError):
    """The page that calls may not."""

    status = 403


class UnsupportedMediaType(InputError):
    """The body is of a type that this path does not read."""

    status = 415


class TooManyRequests(InputError):
    """One client has more requests under way than it may have."""

    status = 429


class BadRequest(InputError):
    """The request itself is malformed, before any parameter is looked at."""


class RequestTimeout(InputError):
    """The request has not arrived whole in time.

    Args:
        seconds: the time that it had.
    """

    status = 408

    def __init__(self, seconds: float) -> None:
        super().__init__(f"请求没有在 {seconds:g} 秒内发完。", f"The request was not sent within {seconds:g} s.")


class TooLongHeaders(InputError):
    """The request line and the headers are too long.

    Args:
        limit: bytes that they may have.
    """

    status = 431

    def __init__(self, limit: int) -> None:
        kilobytes = limit / 1024
        super().__init__(
            f"请求行和请求头超过 {kilobytes:g} KB 的上限；长查询请用 POST。",
            f"The request line and headers exceed the limit of {kilobytes:g} KB; send long queries by POST.",
        )


class Internal(HengceError):
    """A defect of the program; what happened stands in the log of the service only."""

    def __init__(self) -> None:
        super().__init__("服务内部出错，详情已记入服务日志。", "The service failed; the particulars are in its log.")


def slug(error: HengceError) -> str:
    """The last part of an error's problem type: ``UnknownValue`` → ``unknown-value``; of a class without title, its nearest base."""
    for cls in type(error).__mro__:
        name = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()
        if name in TITLES:
            return name
    return "bad-request" if isinstance(error, InputError) else "internal"


def document(error: HengceError, language: Language, instance: str) -> dict[str, Any]:
    """The problem document of an error.

    Args:
        error: what went wrong.
        language: language of title and detail.
        instance: path of the request.
    """
    kind = slug(error)
    found: dict[str, Any] = {
        "type": TYPE_BASE + kind,
        "title": TITLES[kind][language == "en"],
        "status": error.status,
        "detail": " ".join(error.message(language).split()),  # one line, whatever it quotes
        "instance": instance,
    }
    if error.parameter is not None:
        found["parameter"] = error.parameter
    if error.allowed:
        found["allowed"] = list(error.allowed)
    return found


def respond(error: HengceError, scope: Scope, default: Language) -> Response:
    """The response that tells a client of an error: a problem document, and to a browser a page that says the same.

    Args:
        error: what went wrong.
        scope: of the request (ASGI).
        default: language where it names none.
    """
    asked = Headers(scope=scope)
    language = requested(scope.get("query_string", b""), asked.get("accept-language"), default)
    headers = {"Content-Language": language, "Vary": "Accept, Accept-Language", "Cache-Control": "no-store"}
    if error.status in (429, 503):
        headers["Retry-After"] = "2"
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(error.allowed)
    problem = document(error, language, scope["path"])
    if _is_browser(asked.get("accept")):
        from .web.faults import fault  # templates are read by who shows a page

        return HTMLResponse(fault(problem, scope, default), error.status, headers)
    return JSONResponse(problem, error.status, headers, MEDIA_TYPE)


def _is_browser(accept: str | None) -> bool:
    try:
        return negotiate((_PROBLEM, HTML), accept) is HTML
    except NotAcceptable:  # what was asked for, such as Turtle, has no form for errors
        return False


def install(app: FastAPI, default: Language) -> None:
    """Answer every error of an application with a problem document.

    Args:
        app: the application.
        default: language where a client asks for none.
    """

    def answer(request: Request, error: HengceError) -> Response:
        return respond(error, request.scope, default)

    def hengce(request: Request, error: Exception) -> Response:
        return answer(request, error if isinstance(error, HengceError) else Internal())

    def validation(request: Request, error: Exception) -> Response:
        return answer(request, from_validation(error.errors()) if isinstance(error, RequestValidationError) else Internal())

    def http(request: Request, error: Exception) -> Response:
        return answer(request, from_http(error, request) if isinstance(error, HTTPException) else Internal())

    app.add_exception_handler(HengceError, hengce)
    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(HTTPException, http)


def from_http(error: HTTPException, request: Request) -> HengceError:
    """The error behind one of the framework's own."""
    path = request.url.path[:200]
    match error.status_code:
        case 404:
            return UnknownPath(
                f"没有地址 {path}。全部地址见 /openapi.json。", f"There is nothing at {path}; /openapi.json lists all paths."
            )
        case 405:
            methods = _methods(request)
            return MethodNotAllowed(f"{path} 不支持 {request.method}。", f"{path} does not support {request.method}.", allowed=methods)
        case _:
            return BadRequest("请求无法读取。", "The request cannot be read.")


def _methods(request: Request) -> list[str]:
    """The methods that a path has, by the OpenAPI document (the framework names those of one route); every GET answers HEAD too."""
    path = getattr(request.scope.get("route"), "path_format", "")
    found = {method.upper() for method in request.app.openapi()["paths"].get(path, {})}
    return sorted(found | {"HEAD"} if "GET" in found else found)


def from_validation(errors: Sequence[Any]) -> InvalidParameter:
    """The first of FastAPI's validation errors, in our words.

    Args:
        errors: what ``RequestValidationError.errors()`` returns (``type``, ``loc``, ``ctx`` as pydantic documents them).
    """
    first: Mapping[str, Any] = errors[0]
    names = [str(part) for part in first["loc"] if part not in ("query", "path", "body", "header")]
    name = ".".join(names) or "body"
    context: Mapping[str, Any] = first.get("ctx") or {}
    zh, en = _wording(str(first["type"]), context)
    return InvalidParameter(f"参数 {name} {zh}。", f"Parameter {name} {en}.", parameter=name, allowed=_allowed(context))


def _wording(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Why a value was refused, by pydantic's name for it."""
    match kind:
        case "extra_forbidden":
            return "不是这里的参数", "is no parameter here"
        case "missing":
            return "是必需的", "is required"
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return "应为整数", "must be an integer"
        case "float_parsing" | "float_type":
            return "应为数", "must be a number"
        case "bool_parsing" | "bool_type":
            return "应为 true 或 false", "must be true or false"
        case "greater_than_equal":
            return f"不得小于 {context['ge']}", f"must not be less than {context['ge']}"
        case "less_than_equal":
            return f"不得大于 {context['le']}", f"must not be greater than {context['le']}"
        case "string_too_long":
            return f"不得超过 {context['max_length']} 字", f"must not be longer than {context['max_length']} characters"
        case "string_too_short":
            return "不得为空", "must not be empty"
        case "literal_error" | "enum":
            return "不是可用的值", "is not one of the values allowed"
        case _ if kind.startswith("date"):
            return "应为日期（YYYY-MM-DD）", "must be a date (YYYY-MM-DD)"
        case _ if kind.startswith("json"):
            return "不是有效的 JSON", "is not valid JSON"
        case _:
            return "无法读取", "cannot be read"


def _allowed(context: Mapping[str, Any]) -> tuple[str, ...]:
    """The values that pydantic lists in ``expected`` (``'a', 'b' or 'c'``)."""
    return tuple(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
