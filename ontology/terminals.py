"""The terminals of SPARQL 1.1 (Query Language, section 19.8): a query as a list of tokens.

No character is ever an error: what belongs to no terminal becomes a token of its own, and the engine reports it. The patterns
are possessive where they can be, so that a hostile text costs no more time than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

Kind = Literal["iri", "string", "blank", "variable", "name", "language", "number", "word", "sign", "end"]


class Token(NamedTuple):
    """A token: ``name`` is a prefixed name, ``word`` a keyword or what could be one, ``sign`` any other character."""

    kind: Kind
    text: str
    start: int


# Character classes and terminals by the names that they have in the grammar.
_PN_CHARS_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PN_CHARS_U = _PN_CHARS_BASE + "_"
_VARNAME = f"[{_PN_CHARS_U}0-9][{_PN_CHARS_U}0-9\u00b7\u0300-\u036f\u203f-\u2040]*+"
_PN_CHARS = _PN_CHARS_U + "0-9\u00b7\u0300-\u036f\u203f-\u2040\\-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PN_LOCAL = f"(?:[{_PN_CHARS_U}:0-9]|{_PLX})(?:[{_PN_CHARS}:]|{_PLX}|\\.++(?=[{_PN_CHARS}:%\\\\]))*+"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR = rf"\\[tbnrf\\\"']|{_UCHAR}"
_PATTERNS = {
    "space": r"[ \t\r\n]++|\#[^\r\n]*+",
    "iri": rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|{_UCHAR})*+>",
    "string": (
        rf"'''(?:'{{0,2}}(?:[^'\\]|{_ECHAR}))*+'''|\"\"\"(?:\"{{0,2}}(?:[^\"\\]|{_ECHAR}))*+\"\"\""
        rf"|'(?:[^'\\\n\r]|{_ECHAR})*+'|\"(?:[^\"\\\n\r]|{_ECHAR})*+\""
    ),
    "blank": f"_:[{_PN_CHARS_U}0-9](?:[{_PN_CHARS}]|\\.++(?=[{_PN_CHARS}]))*+",
    "variable": f"[?$]{_VARNAME}",
    "number": r"(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?",
    "language": r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+",
    # A dot may stand inside a prefix: what has a colon after it is a prefixed name, anything else a word.
    "word": f"[{_PN_CHARS_U}][{_PN_CHARS}.]*+(?::(?:{_PN_LOCAL})?+)?+",
    "name": f":(?:{_PN_LOCAL})?+",
    "escaped": r"\\.",  # belongs to no terminal, but the quote or # in it opens nothing
    "sign": ".",
}
_TERMINAL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()), re.DOTALL)
_ESCAPE = re.compile(_UCHAR)


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The tokens from an offset on, by longest match, without white space and comments."""
    for match in _TERMINAL.finditer(text, start):
        kind = match.lastgroup
        if kind == "word" and ":" in match[0]:
            kind = "name"
        if kind != "space":
            yield Token(cast("Kind", "sign" if kind == "escaped" else kind), match[0], match.start())


def decode_escapes(text: str) -> str:
    """The text with its codepoint escapes decoded (section 19.2); one beyond Unicode or of a surrogate stays as it is."""

    def char(match: re.Match[str]) -> str:
        code = int(match[0][2:], 16)
        return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else match[0]

    return _ESCAPE.sub(char, text)
