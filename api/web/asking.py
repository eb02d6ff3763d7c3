"""What the routes of pages take from their requests.

Forms send fields that nobody has filled in as empty texts: these mean that nothing was given. Parameters that a page does not know
are passed over, unlike in the API: a page that is opened from a chat or a mail may carry some.
"""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator, StringConstraints

from ...queries.parameters import iso_date
from .view import View


def given(value: object) -> object:
    """None for what a form sends where nobody has filled anything in."""
    return None if value in ("", [""]) else value


Text = Annotated[Annotated[str, StringConstraints(max_length=2000)] | None, BeforeValidator(given), Query()]
"""A text that may be left out."""
Number = Annotated[int | None, BeforeValidator(given), Query()]
"""A whole number that may be left out."""
Many = Annotated[list[str] | None, BeforeValidator(given), Query()]
"""Texts, or none."""


def view_of(request: Request) -> View:
    """For whom the page is made that answers a request."""
    return View.of(request.scope, request.app.state.service.settings.lang)


async def the_view(request: Request) -> View:
    """The same, as a route takes it."""
    return view_of(request)


async def the_day(as_of: Text = None) -> datetime.date:
    """The day for which standings are shown: today if none is given.

    Raises:
        InvalidParameter: if it is no calendar date in the form YYYY-MM-DD.
    """
    return datetime.date.today() if as_of is None else iso_date(as_of)


TheView = Annotated[View, Depends(the_view)]
TheDay = Annotated[datetime.date, Depends(the_day)]
