"""Forms with files (multipart/form-data, RFC 7578), read in memory.

Starlette puts a file above 1 MB into a temporary file; what is sent here may be confidential, and the guard has bounded the body already.
"""

from __future__ import annotations

from typing import ClassVar

from fastapi import Request
from python_multipart.exceptions import FormParserError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from .problems import BadRequest

_MOST = 20  # fields, and files, of a form


class _InMemory(MultiPartParser):
    spool_max_size: ClassVar[int] = 1 << 40


async def read_form(request: Request) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """The fields of a form, and its files with their names; of several of one name the last counts.

    Raises:
        BadRequest: if it is malformed, or has more than twenty fields or files.
    """
    try:
        form = await _InMemory(request.headers, request.stream(), max_files=_MOST, max_fields=_MOST, max_part_size=1 << 40).parse()
    except (MultiPartException, FormParserError, KeyError) as error:
        raise BadRequest("表单无法读取。", "The form cannot be read.") from error
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = (value.filename or name, await value.read())
        else:
            fields[name] = value
    await form.close()
    return fields, files
