"""A drafter's check (起草体检). A draft is confidential: it is held in memory for one request, and neither stored nor logged."""

from __future__ import annotations

import logging
import traceback
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError

from ...corpus.readers.original import read_original
from ...ontology.errors import HengceError, InvalidParameter, TooLarge
from ...ontology.store import Reader
from ..answers import problems
from ..findings import Checked, CheckRequest
from ..forms import read_form
from ..language import Language
from ..problems import Internal, UnsupportedMediaType, from_validation
from ..service import Graph, Service, TheLanguage, TheService, known_parameters

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
PAGES = ("/web/check", "/web/check/file")
"""Addresses of the page on which drafts are checked; all three take large files."""
router = APIRouter(tags=["起草体检"], dependencies=[Depends(known_parameters)])


async def submitted(request: Request) -> tuple[CheckRequest, bool]:
    """The draft and what is asked of it, and whether it came as a file.

    Raises:
        InvalidParameter: if a field is missing, unknown or malformed.
        UnsupportedMediaType: if the body is neither JSON nor a form.
        UnreadableText: if the file cannot be read.
        TooLarge: if what it unpacks to is too large.
    """
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
def checked(
    graph: Graph, service: TheService, language: TheLanguage, sent: Annotated[tuple[CheckRequest, bool], Depends(submitted)]
) -> Any:
    """What a careful reviewer would say of a draft: each finding with its exact place. The draft is never stored or logged."""
    body, as_file = sent
    result = review(graph, service, body, language)
    # Offsets count the characters that were read from the file, which its sender does not have.
    return result | {"text": body.text} if as_file else result


def review(graph: Reader, service: Service, sent: CheckRequest, language: Language) -> dict[str, Any]:
    """What is found in a draft, as ``queries.checking.check.check`` gives it.

    Raises:
        TooLarge: if its text is: a file may be larger than the text in it, whose length is what checking takes time for.
        InvalidParameter: if it has no text, or a value is malformed.
        UnknownValue: if a place or document is not known.
        Internal: if the check fails; only where it did is logged, since an error's own words may quote the draft.
    """
    from ...queries.checking.check import check  # loads the language pipeline, which other answers do without

    if len(sent.text.encode()) > service.settings.body_limit << 20:
        limit = service.settings.body_limit
        raise TooLarge(f"草案的文字超过 {limit} MB 的上限。", f"The text of the draft exceeds the limit of {limit} MB.")
    if not sent.text.strip():
        raise InvalidParameter("草案没有文字。", "The draft has no text.", parameter="text")
    try:
        return check(graph, sent.text, jurisdiction=sent.jurisdiction, as_of=sent.as_of, named=sent.against, language=language)
    except HengceError:
        raise
    except Exception as error:  # noqa: BLE001
        frame = traceback.extract_tb(error.__traceback__)[-1]
        _log.error("a check failed: %s in %s, line %s", type(error).__name__, frame.name, frame.lineno)
        raise Internal from None
