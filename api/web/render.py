"""Templates to HTML: everything put into one is escaped, and a name that nothing stands for is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import assets
from .sections import SECTIONS
from .view import View

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.update(asset=assets.address, sections=SECTIONS)
    return environment


def render(template: str, view: View, **context: Any) -> str:
    """A page as text.

    Args:
        template: its file in ``templates/``.
        view: for whom: language and address.
        **context: the names that the template uses, beside ``view``, ``zh``, ``t`` (:meth:`.view.View.say`) and ``url``
            (:meth:`.view.View.address`).
    """
    return _environment().get_template(template).render(view=view, zh=view.zh, t=view.say, url=view.address, **context)
