"""A whole page: its own template inside the frame that all pages share."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from .. import html
from .render import render
from .view import View

VERSION = version("hengce")


def page(
    view: View, template: str, /, *, title: str, section: str = "", crumbs: Sequence[tuple[str, str | None]] = (), **context: Any
) -> str:
    """A page of the application.

    Args:
        view: for whom.
        template: its file, which extends ``base.html``.
        title: its title and only first-level heading.
        section: name of the section that it belongs to (:data:`.sections.SECTIONS`); empty: none.
        crumbs: the way to it below the first page: names with paths; None: this page.
        **context: what the template uses.
    """
    return render(template, view, title=title, section=section, crumbs=crumbs, version=VERSION, **context)


def parts(view: View, title: str, *parts: object, section: str = "", crumbs: Sequence[tuple[str, str | None]] = ()) -> str:
    """A page of parts that are HTML already.

    Args:
        view: for whom.
        title: its title and heading.
        *parts: paragraphs of text, or :class:`..html.Markup`; empty ones are left out.
        section, crumbs: as of :func:`page`.
    """
    shown = [part if isinstance(part, html.Markup) else html.Markup(f"<p>{html.text(part)}</p>") for part in parts if part]
    return page(view, "parts.html", title=title, section=section, crumbs=crumbs, parts=shown)
