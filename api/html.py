"""HTML by hand: parts of pages, and files that stand alone (no script, nothing loaded from elsewhere); every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

_STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ddd;padding:.3rem .6rem;text-align:left;vertical-align:top}"
    "th{white-space:nowrap}td{overflow-wrap:anywhere;white-space:pre-wrap}code{background:#f4f4f4;padding:0 .2rem}"
    "small{color:#666}section{margin:1.5rem 0}nav ul,ul.tree{columns:2}h2{margin-top:2.5rem}"
    "textarea{width:100%;box-sizing:border-box;font:14px/1.5 ui-monospace,monospace}pre{overflow-x:auto}"
)


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()

    def __html__(self) -> str:
        """The same for templates, which escape whatever has no such method."""
        return self


def text(value: object) -> Markup:
    """A value as HTML; :class:`Markup` stays as it is."""
    return value if isinstance(value, Markup) else Markup(escape(str(value)))


def spoken(value: object, language: str | None) -> Markup:
    """A text in a language (BCP 47), or in none that is known."""
    return Markup(f'<span lang="{escape(language)}">{text(value)}</span>') if language else text(value)


def link(address: str, label: object | None = None) -> Markup:
    """A link; what is neither a path, query or anchor of this service nor an http(s) address is shown as text only."""
    shown = text(address if label is None else label)
    own = address.startswith(("/", "?", "#")) and not address.startswith("//")
    if not own and urlsplit(address).scheme not in ("http", "https"):
        return shown
    return Markup(f'<a href="{escape(quote(address, safe="/:?#[]@!$&()*+,;=%~-._"))}">{shown}</a>')


def rows(items: Iterable[tuple[object, object]]) -> Markup:
    """A table of names and values."""
    lines = (f'<tr><th scope="row">{text(name)}</th><td>{text(value)}</td></tr>' for name, value in items)
    return Markup(f"<table>{''.join(lines)}</table>")


def grid(head: Iterable[object], body: Iterable[Iterable[object]]) -> Markup:
    """A table with a row of headings."""
    lines = ["".join(f'<th scope="col">{text(name)}</th>' for name in head)]
    lines += ["".join(f"<td>{text(value)}</td>" for value in row) for row in body]
    return Markup("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")


def page(title: str, *parts: object, language: str = "zh-CN") -> str:
    """A file that stands alone, with its style inside; pages of the service are made by ``web``.

    Args:
        title: its title and first heading.
        *parts: what follows: paragraphs of text, or :class:`Markup`.
        language: of the page (BCP 47).
    """
    body = "\n".join(part if isinstance(part, Markup) else f"<p>{text(part)}</p>" for part in parts if part)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )
