"""用语不一: one thing under two names, or the draft calling itself what it is not (本办法 in a 方案)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ....ontology import yamlfiles
from ....ontology.schemes import schemes
from ..against import Against
from ..draft import Draft
from ..finding import Finding, Span
from ..nearnames import near_names
from ..words import either, words

RULE = "term-inconsistency"
_TITLED = re.compile("《[^》]*》")
_RARER = 2  # how many times as often the usual name of a thing must stand
_RARE = 3  # how many times as often the usual word must stand for a variant of it to be one
_INNER = "[^的是等和与及、，。；：（）“”《》]"
_VARIANTS = 3  # findings on variants of terms that are not known, at most


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Names of types, of bodies, of the draft itself, and variants of its own terms."""
    view = draft.document.view()
    quoted = [match.span() for match in _TITLED.finditer(view.text)]

    def places(word: str) -> list[Span]:
        found = (match.span() for match in re.finditer(re.escape(word), view.text))
        return [view.span(*span) for span in found if not any(start <= span[0] < end for start, end in quoted)]

    for names in _types(view.text):
        yield from _two_names({name: found for name in names if (found := places(name))})
    for names in _bodies(view.text):
        yield from _two_names({name: found for name in names if (found := places(name))}, usual_by=1)
    yield from _own_name(draft)
    said: set[Span] = set()
    for usual, other in (*_variants(draft, view.text), *near_names(view.text)):
        first, spans = places(usual)[:1], places(other)
        if first and spans and spans[0] not in said and len(said) < _VARIANTS:
            said.add(spans[0])
            yield _finding(spans[0], (first[0], spans[0]), usual, other)


def _two_names(found: dict[str, list[Span]], usual_by: int = _RARER) -> Iterator[Finding]:
    """One finding for each name that stands more seldom, ``usual_by`` times at least, at its first place."""
    usual = max(found, key=lambda name: (len(found[name]), -found[name][0][0]), default=None)
    if usual is None:
        return
    for name, spans in found.items():
        if name != usual and name not in usual and usual not in name and len(spans) * usual_by <= len(found[usual]):
            yield _finding(spans[0], (found[usual][0], spans[0]), usual, name)


def _finding(place: Span, places: tuple[Span, Span], usual: str, name: str) -> Finding:
    return Finding(
        rule=RULE, start=place[0], end=place[1], places=tuple(sorted(places)),
        zh=f"同一事物前后称谓不一：多处称“{usual}”，此处称“{name}”。", en=f"One thing has two names: mostly “{usual}”, here “{name}”.",
        suggestion_zh=f"如指同一事物，请统一为“{usual}”；如有区别，请写明。",
        suggestion_en=f"If they are the same, write “{usual}”; else say how they differ.",
    )  # fmt: skip


def _types(text: str) -> Iterator[list[str]]:
    """The names of each demonstration type of which the text uses several; a family of types has its names from its kinds."""
    families = {concept.broader for concept in schemes().types.values()}
    for concept in schemes().types.values():
        if concept.key in families:
            continue
        names = [name for name in concept.names if len(name) > 3 and name in text]
        if len(names) > 1:
            yield names


def _bodies(text: str) -> Iterator[list[str]]:
    """Names that one body of one place had before and after a reform; a short form beside its own full one is none."""
    for row in _renamed():
        for place in "省市区县州":
            used = [[place + name for name in names if place + name in text] for names in row]
            if sum(map(bool, used)) > 1:
                yield [names[0] for names in used if names]


def _own_name(draft: Draft) -> Iterator[Finding]:
    """本办法 in a text whose titles speak of no 办法."""
    titles = "".join(draft.clean(leaf.start, leaf.end) for leaf in draft.leaves if leaf.type == "title") or draft.title
    genres = {genre for genre in words("genres") if genre in titles}
    for clause in draft.clauses if genres else ():
        for match in re.finditer(rf"本(?:实施|工作|行动|管理|指导|若干|政策|暂行|评定|认定)?(?P<genre>{either('genres')})", clause.text):
            if match["genre"] not in genres and not re.search("[样版文书成基根]$", clause.text[: match.start()]):
                usual = "本" + next(genre for genre in words("genres") if genre in genres)
                start, end = clause.view.span(*match.span())
                yield Finding(
                    rule=RULE, start=start, end=end, zh=f"标题为“{draft.title}”，此处却自称“{match[0]}”。",
                    en=f"The title is “{draft.title}”, but here the text calls itself “{match[0]}”.",
                    suggestion_zh=f"请统一自称，例如改为“{usual}”。", suggestion_en=f"Let the text call itself one thing, like “{usual}”.",
                )  # fmt: skip


def _variants(draft: Draft, text: str) -> Iterator[tuple[str, str]]:
    """Words that begin and end like one of the draft's own terms, and stand seldom: 绿色示范项目 and 绿色试点项目."""
    for term in _own_terms(draft, text):
        near = rf"(?:{'|'.join(f'{re.escape(term[:cut])}{_INNER}{{1,3}}{re.escape(term[cut + 2 :])}' for cut in range(2, len(term) - 3))})"
        others = Counter(match[0] for match in re.finditer(near, text) if match[0] != term) if len(term) > 5 else Counter()
        for other, count in others.items():
            if count * _RARE <= text.count(term) and schemes().resolve_type(other) is None:
                yield term, other


def _own_terms(draft: Draft, text: str) -> list[str]:
    """What the draft introduces (以下简称…, 以下统称…), and what it is mainly about."""
    named = [match[1] for match in re.finditer(r"以下[简统合]?称[：:]?[“]?([\u4e00-\u9fff]{4,12})", text)]
    main = draft.reading.main_subject
    return list(dict.fromkeys([*named, *([main] if main and len(main) > 4 else [])]))


@cache
def _renamed() -> list[list[list[str]]]:
    return yamlfiles.load_yaml(Path(__file__).parent.with_name("words.yaml"))["bodies"]
