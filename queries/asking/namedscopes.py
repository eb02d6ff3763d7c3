"""Regions, industries and bodies that targets are set for, as a question names them."""

from __future__ import annotations

import re
from functools import cache

from ...extract.facts import Target
from ...extract.tagger import tagger
from ...ontology.schemes import schemes
from .lexicon import lexicon
from .scene import WHOLE, Scene
from .taken import Taken

_PLAIN = re.compile(r"^中国|[（(].*?[)）]|股份|有限|责任|公司|集团|总公司|等?(?:行业|产业|领域|高端产业)$|[“”]|规上|企业$")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2,4}[区县市]")
"""The name of a district, which is one as a whole, or without the word for district."""

_LIST = re.compile(r"[、，和与跟及比]|还是|以及")
"""Marks that several are named."""


def scopes_in(taken: Taken, scene: Scene) -> tuple[str, ...]:
    """Regions, industries and bodies that targets are set for, named in full, in part or by a short form (上汽集团)."""
    named = {scope: span for scope, own in _all_scopes(scene).items() if (span := _overlap(scope, own, taken)) is not None}
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(named.values()), key=lambda span: (span[0] - span[1], span)):
        apart = all(end <= other or start >= stop for other, stop in kept)
        if apart and (not kept or end - start == kept[0][1] - kept[0][0] or _LIST.search(taken.text)):
            kept.append((start, end))
    found = tuple(scope for scope, span in named.items() if span in kept)
    for scope in found:
        if schemes().regions.resolve(scope) is None:  # a region is a place too, and read as one
            taken.take(*named[scope])
    return found


def _all_scopes(scene: Scene) -> dict[str, str]:
    """The scopes of all targets with what is their own: without the place's name and the words that many share."""
    return scene.kept("scopes", lambda: _read_scopes(scene)) if len(scene.documents) <= WHOLE else {}


def _read_scopes(scene: Scene) -> dict[str, str]:
    places = [name for code in scene.held if (place := scene.place(code)) for name in place.names if len(name) > 1]
    found: dict[str, str] = {}
    for _, fact in scene.facts(("target",), scene.documents):
        if isinstance(fact, Target) and fact.scope:
            own = _PLAIN.sub("", fact.scope)
            for name in sorted(places, key=len, reverse=True):
                own = own.removeprefix(name)
            found[fact.scope] = own
    return found


def _overlap(scope: str, own: str, taken: Taken) -> tuple[int, int] | None:
    """Where a text names a scope: a part of its own name, or a short form that keeps the order of its characters."""
    text, rest, stops = taken.text, taken.rest(), _dull()
    if _DISTRICT.fullmatch(own):  # 坪山区 is no 金山区
        names = (name for name in (own, own[:-1], own.removesuffix("新区")) if len(name) > 1 and name in rest)
        return next(((at := rest.find(name), at + len(name)) for name in names), None)
    whole = _PLAIN.sub("", scope)
    for size in range(len(whole), 3, -1) if whole != own else ():
        at = text.find(whole[:size])
        if at >= 0 and len(whole) - size < len(own) and not re.match(r"制造|产业|行业", text[at + size :]):  # 上海医药, not 上海 alone
            return at, at + size
    for size in range(len(own), 1, -1):
        for start in range(len(own) - size + 1):
            part = own[start : start + size]
            if part in rest and part not in stops and part[:2] not in stops and part[-2:] not in stops and _telling(part, own):
                if part in _industries() and "集团" in scope and not rest[rest.find(part) + size :].startswith(("集团", "公司")):
                    return None  # 搞医药的 is no 医药集团
                return (at := rest.find(part)), at + size
    if (initials := _initials(own)) and initials in rest and initials not in stops:
        return (at := rest.find(initials)), at + len(initials)
    for short in (f"{scope[0]}{char}{kind}" for char in own[1:] for kind in ("集团", "公司")):  # 上药集团
        if (at := text.find(short)) >= 0:
            return at, at + len(short)
    for size in range(6, 1, -1):
        for start in range(len(text) - size + 1):
            if text[start] == scope[0] and _is_short_for(text[start : start + size], scope, own):
                return start, start + size
    return None


@cache
def _industries() -> frozenset[str]:
    return frozenset(name for name, _ in schemes().sectors.surfaces())


@cache
def _initials(own: str) -> str | None:
    """The first characters of the two words of a name (商飞, 宝钢), unless they are an industry's name (建材)."""
    short = own[0] + own[2] if len(own) == 4 else ""
    return short if short and short not in _industries() else None


def _is_short_for(short: str, scope: str, own: str) -> bool:
    """Whether a short form keeps the order of a name's characters and the first of its own (上汽集团, 中国商飞 …)."""
    at = short.find(own[:1])
    return 0 < at < max(len(short) - 1, 2) and short[0] == scope[0] and _in_order(short, scope) and scope.startswith(short[:at])


@cache
def _dull() -> frozenset[str]:
    return lexicon().stops | lexicon().common | lexicon().shared


def _telling(part: str, own: str) -> bool:
    """Whether a part of a name is enough to mean it: its beginning, three characters, or a word that names something (临港)."""
    if len(part) > 2 or own.startswith(part):
        return True
    return any(tag[:2] in ("ns", "nt", "nz", "nr", "x", "j") for _, tag in tagger().cut(part)[:1])


def _in_order(short: str, long: str) -> bool:
    at = iter(long)
    return all(char in at for char in short)
