"""A drafter's check (草案检查): a file or pasted text in, findings beside the text out, and files to take along.

Nothing is stored: the page with the findings holds the draft, and sends it again for each file that is asked for.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from ....corpus.readers.original import read_original
from ....ontology.errors import InputError, InvalidParameter
from ....queries.documents import documents
from ...findings import CheckRequest
from ...forms import read_form
from ...routes.checking import review
from ...service import Graph, TheService
from .. import choices
from ..asking import TheDay, TheView
from ..page import page
from ..remembered import remembered

router = APIRouter(include_in_schema=False)

FORMS = ("docx", "html", "sarif", "json")
"""Files of a check; the Word file first, which is what offices use."""
_NO_STORE = {"Cache-Control": "no-store"}
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brings.

    Attributes:
        fields: its fields, by name; empty ones are left out.
        file: name and bytes of the file, if one was chosen.
    """

    fields: dict[str, str]
    file: tuple[str, bytes] | None

    @property
    def name(self) -> str:
        """What to call the draft; empty for a pasted one."""
        return (self.file[0] if self.file else self.fields.get("name", ""))[-_LONGEST_NAME:]

    def request(self) -> CheckRequest:
        """The draft and what is asked of it.

        Raises:
            InvalidParameter: if there is neither a file nor text.
            UnreadableText: if the file cannot be read.
            TooLarge: if what it unpacks to is too large.
        """
        if self.file:
            text = read_original(self.file[1], self.file[0]).text
        elif "draft" in self.fields:
            text = _again(self.fields["draft"])
        elif "text" in self.fields:
            text = self.fields["text"].replace("\r\n", "\n")  # as browsers send the line breaks of a field
        else:
            raise InvalidParameter("请选择文件，或粘贴草案全文。", "Choose a file, or paste the draft.", parameter="text")
        return CheckRequest(text=text, **{name: self.fields.get(name) for name in ("jurisdiction", "as_of", "against")})


def _again(draft: str) -> str:
    """A draft that the page of its findings sends again, as a JSON text, which keeps its line breaks as they are.

    Raises:
        InvalidParameter: if it is none.
    """
    try:
        text = json.loads(draft)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise InvalidParameter("draft 应为 JSON 文本。", "draft must be a JSON text.", parameter="draft")
    return text


async def sent(request: Request) -> Sent:
    """The form of a request."""
    fields, files = await read_form(request)
    file = files.get("file")
    return Sent({name: value for name, value in fields.items() if value.strip()}, file if file and file[1] else None)


TheForm = Annotated[Sent, Depends(sent)]


@router.get("/web/check", response_class=HTMLResponse)
def asked(graph: Graph, service: TheService, view: TheView, day: TheDay) -> str:
    """The form."""
    return _page(graph, service, view, Sent({"as_of": day.isoformat()}, None))


@router.post("/web/check", response_class=HTMLResponse)
def checked(graph: Graph, service: TheService, view: TheView, form: TheForm) -> Response:
    """What was found; if the draft or what is asked of it cannot be used, the form with the reason."""
    try:
        draft = form.request()
        result = review(graph, service, draft, view.language)
    except InputError as error:
        shown = _page(graph, service, view, form, problem=error.message(view.language))
        return HTMLResponse(shown, error.status, _NO_STORE)
    from ....queries.checking.rules import titles
    from ..margin import lines

    shown = _page(
        graph, service, view, form, result=result, draft=json.dumps(draft.text, ensure_ascii=False),
        lines=lines(draft.text, result["findings"]), rules=titles(),
    )  # fmt: skip
    return HTMLResponse(shown, headers=_NO_STORE)


@router.post("/web/check/file", response_class=Response)
def file(graph: Graph, service: TheService, view: TheView, form: TheForm) -> Response:
    """What was found as a file.

    Raises:
        InvalidParameter: if no such form is known; otherwise as of a check.
    """
    form_of = form.fields.get("format", "")
    if form_of not in FORMS:
        raise InvalidParameter("没有这种格式。", "There is no such form.", parameter="format", allowed=FORMS)
    draft = form.request()
    result = review(graph, service, draft, view.language)
    content, media_type = _written(form_of, result, draft.text, form.name or view.say("check.pasted"), view)
    stem = (form.name or view.say("check.pasted")).rpartition("/")[2].rpartition("\\")[2]
    name = quote(f"{stem.rpartition('.')[0] or stem}.{view.say('check.suffix')}.{form_of}", safe="")
    disposition = f"attachment; filename=\"check.{form_of}\"; filename*=UTF-8''{name}"
    return Response(content, media_type=media_type, headers={**_NO_STORE, "Content-Disposition": disposition})


def _written(form: str, result: dict[str, Any], draft: str, name: str, view: TheView) -> tuple[bytes | str, str]:
    """A file of a check and its media type."""
    from ....queries.checking.rules import titles

    match form:
        case "docx":
            from ...export import annotated  # loads python-docx, which only Word files need

            return annotated.render(result, draft, titles(), view.language), annotated.MEDIA_TYPE
        case "html":
            from ...export import reviewed

            return reviewed.render(result, draft, name, titles(), view.language), "text/html"
        case "sarif":
            from ...export import sarif

            return _json(sarif.log(result, draft, name, titles(), view.language)), sarif.MEDIA_TYPE
        case _:
            return _json({**result, "text": draft}), "application/json"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _page(graph: Graph, service: TheService, view: TheView, form: Sent, **context: Any) -> str:
    result = context.get("result")
    return page(
        view,
        "check.html",
        title=view.say("check.title") if result is None else view.say("check.about", name=form.name or view.say("check.pasted")),
        section="check",
        crumbs=[(view.say("section.check"), None)],
        places=choices.places(graph),
        documents=[(each.id, each.name_and_id) for each in remembered(graph, documents, datetime.date.today())],
        limit=service.settings.draft_limit,
        fields=form.fields,
        name=form.name,
        forms=FORMS,
        **{"result": None, "problem": None, **context},
    )
