"""Content negotiation (RFC 9110, sections 12.5.1 and 12.5.4)."""

from __future__ import annotations

import pytest

from hengce.api.language import preferred
from hengce.api.negotiate import CSV, HTML, JSON, MARKDOWN, NotAcceptable, negotiate
from hengce.ontology.errors import InvalidParameter

OFFERS = (JSON, CSV, MARKDOWN)


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv;q=0.5, application/json;q=0.4", "csv"),
        ("text/csv;q=0.4, application/json;q=0.5", "json"),
        ("text/*", "csv"),
        ("text/*;q=0.9, text/csv;q=0", "markdown"),
        ("*/*;q=0.1, text/markdown", "markdown"),
        ("text/csv; charset=utf-8; q=0.9, */*;q=0.1", "csv"),
        ("image/png, */*;q=0.01", "json"),
        ("application/json;q=wrong, text/csv;q=0.1", "csv"),
        (",, ;", "json"),
    ],
)
def test_accept(accept: str | None, name: str):
    assert negotiate(OFFERS, accept).name == name


def test_browsers_get_html_where_it_is_offered():
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert negotiate((JSON, HTML), browser) is HTML
    assert negotiate((JSON, CSV), browser) is JSON


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "text/html", "*/*;q=0"])
def test_nothing_acceptable(accept: str):
    with pytest.raises(NotAcceptable) as caught:
        negotiate(OFFERS, accept)
    assert caught.value.status == 406
    assert caught.value.allowed == ("application/json", "text/csv", "text/markdown")


@pytest.mark.parametrize(("format", "name"), [("csv", "csv"), ("CSV", "csv"), ("md", "markdown"), ("json", "json")])
def test_format_wins_over_accept(format: str, name: str):
    assert negotiate(OFFERS, "image/png", format).name == name


def test_an_unknown_format_names_those_there_are():
    with pytest.raises(InvalidParameter) as caught:
        negotiate(OFFERS, None, "pdf")
    assert (caught.value.parameter, caught.value.allowed) == ("format", ("json", "csv", "markdown"))


@pytest.mark.parametrize(
    ("header", "default", "language"),
    [
        (None, "zh", "zh"),
        (None, "en", "en"),
        ("en", "zh", "en"),
        ("en-GB,en;q=0.9", "zh", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "en", "zh"),
        ("fr, en;q=0.2", "zh", "en"),
        ("fr", "zh", "zh"),
        ("en;q=0", "zh", "zh"),
        ("en;q=x, zh;q=0.1", "en", "zh"),
    ],
)
def test_languages(header: str | None, default: str, language: str):
    assert preferred(header, "en" if default == "en" else "zh") == language
