"""A drafter's check (起草体检). A draft is confidential: it is held in memory for one request, and neither stored nor logged."""

from __future__ import annotations

import logging
import traceback
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError

from ...corpus.readers.original import read_original
from ...ontology.errors import HengceError, InvalidParameter, TooLarge
from ..answers import problems
from ..findings import Checked, CheckRequest
from ..forms import read_form
from ..problems import Internal, UnsupportedMediaType, from_validation
from ..service import Graph, TheLanguage, TheService, known_parameters

_log = logging.getLogger(__name__)
_JSON, _FORM = "application/json", "multipart/form-data"
_FILE = {"type": "string", "format": "binary", "description": "草案文件（the draft as a file）"}
_BODY = CheckRequest.model_json_schema()
_UPLOAD = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": _FILE, **{name: {"type": "string"} for name in _BODY["properties"] if name != "text"}},
}
PATH = "/check"
router = APIRouter(tags=["起草体检"], dependencies=[Depends(known_parameters)])


async def submitted(request: Request, service: TheService) -> tuple[CheckRequest, bool]:
    """The draft and what is asked of it, and whether it came as a file.

    Raises:
        InvalidParameter: if a field is missing, unknown or malformed.
        UnsupportedMediaType: if the body is neither JSON nor a form.
        UnreadableText: if the file cannot be read.
        TooLarge: if it, or what it unpacks to, is too large.
    """
    body, as_file = await _sent(request)
    most = service.settings.body_limit << 20  # a file is larger than its text, whose length is what checking takes time for
    if len(body.text.encode()) > most:
        zh, en = f"草案的文字超过 {most >> 20} MB 的上限。", f"The text of the draft exceeds the limit of {most >> 20} MB."
        raise TooLarge(zh, en)
    return body, as_file


async def _sent(request: Request) -> tuple[CheckRequest, bool]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == _JSON:
            return CheckRequest.model_validate_json(await request.body()), False
        if kind == _FORM:
            fields, files = await read_form(request)
            if set(files) != {"file"} or "text" in fields:
                zh, en = "表单应恰有一个文件，字段名为 file。", "The form must have one file, in the field file."
                raise InvalidParameter(zh, en, parameter="file")
            name, data = files["file"]
            return CheckRequest.model_validate({**fields, "text": read_original(data, name).text}), True
    except ValidationError as error:
        raise from_validation(error.errors()) from None
    raise UnsupportedMediaType(
        "草案应以 JSON 或表单（multipart/form-data）提交。",
        "A draft is sent as JSON or as a form (multipart/form-data).",
        allowed=(_JSON, _FORM),
    )


@router.post(
    PATH,
    response_model=Checked,
    response_model_exclude_unset=True,
    responses=problems(400, 404, 413, 415, 422),
    openapi_extra={"requestBody": {"required": True, "content": {_JSON: {"schema": _BODY}, _FORM: {"schema": _UPLOAD}}}},
    summary="起草体检（check a draft）",
)
def checked(graph: Graph, language: TheLanguage, sent: Annotated[tuple[CheckRequest, bool], Depends(submitted)]) -> Any:
    """What a careful reviewer would say of a draft: each finding with its exact place. The draft is never stored or logged."""
    from ...queries.checking.check import check  # loads the language pipeline, which other answers do without

    body, as_file = sent
    if not body.text.strip():
        raise InvalidParameter("草案没有文字。", "The draft has no text.", parameter="text")
    try:
        result = check(graph, body.text, jurisdiction=body.jurisdiction, as_of=body.as_of, named=body.against, language=language)
    except HengceError:
        raise
    except Exception as error:  # noqa: BLE001  # an error's own words may quote the draft: only where it happened is logged
        frame = traceback.extract_tb(error.__traceback__)[-1]
        _log.error("a check failed: %s in %s, line %s", type(error).__name__, frame.name, frame.lineno)
        raise Internal from None
    # Offsets count the characters that were read from the file, which its sender does not have.
    return result | {"text": body.text} if as_file else result
