"""Who enters an endpoint, and that nobody else learns how."""

from __future__ import annotations

from typing import Any

import pytest

from hengce.ontology.access import Access, shown, split
from hengce.ontology.errors import InvalidParameter


def test_headers() -> None:
    assert Access().authorization() == ""
    assert (
        Access("reader", "秘密").authorization() == "Basic cmVhZGVyOuenmOWvhg=="
    )  # base64 of reader:秘密 in UTF-8 (RFC 7617, section 2.1)
    assert Access(token="a.b-c").authorization() == "Bearer a.b-c"


def test_secrets_are_not_shown() -> None:
    written = repr((Access("reader", "s3cret"), Access(token="t0ken")))
    assert "reader" in written
    assert "s3cret" not in written
    assert "t0ken" not in written
    assert shown("https://reader:s3cret@example.org:8443/a?b=c#d") == "https://example.org:8443/a?b=c"
    assert shown("a folder@home") == "a folder@home"


def test_who_is_named_in_the_address() -> None:
    address, access = split("http://reader:s%403cret@[::1]:7878/query", Access(graphs="http://[::1]:7878/store", write_timeout=5))
    assert address == "http://[::1]:7878/query"
    assert access == Access("reader", "s@3cret", graphs="http://[::1]:7878/store", write_timeout=5)


def test_settings_win_over_the_address() -> None:
    assert split("http://a:b@h/", Access("c", "d")) == ("http://h/", Access("c", "d"))
    assert split("http://a:b@h/", Access(token="t")) == ("http://h/", Access(token="t"))


@pytest.mark.parametrize(
    "fields",
    [
        {"user": "a", "token": "b"},
        {"user": "a\r\nX-Other: b"},
        {"user": "a", "password": "b\n"},
        {"token": "b\x7f"},
        {"token": "tökén"},
    ],
)
def test_what_cannot_be_sent(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameter) as raised:
        Access(**fields)
    assert not any(value in raised.value.zh for value in fields.values())
