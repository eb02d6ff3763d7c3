"""Demonstration types (示范类型): where a text names one, and by which canonical label.

Two sources: the ontology's scheme of types with their aliases, and what the document itself recognises (认定为…, 授予…称号, …管理办法),
found by ``discover.py``. A list that leaves out the common word (绿色产品、工厂、园区) is completed from the scheme; a list of all
kinds of a family means the family as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ..ontology.schemes import Concept
from .alternation import any_of
from .nouns import is_generic, noun_words

_JOIN = re.compile(r"[、/和及与或]|以及")
# 企业技术（研发）中心: an insertion of at most four characters in the middle of a name.
_INSERTION = re.compile(r"(?<=[\u4e00-\u9fff])（[\u4e00-\u9fff、/]{1,4}）(?=[\u4e00-\u9fff])")
# What may stand before a word like 示范项目 for it to stand for the type of the heading; elsewhere it ends a longer name.
_STANDS_ALONE = re.compile(
    r"(?:^|[，。；：、（）对的将由为各和及该向于给从经被让或与是把至按得评选持荐.．]"
    r"|[省市区县州家]级|获得|认定|部分|所有|全部|列入|纳入|通过|作为)$"
)
# How many kinds of one family a list must name to mean all of it.
_WHOLE_FAMILY = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names one or more types.

    Attributes:
        start, end: span in the view.
        labels: canonical labels in the order named.
        anaphor: True for words like 示范单位 that stand for the type that the heading names; ``labels`` is then empty.
        counted: True for things that policies count or address as a whole though nobody is awarded them (绿色工厂标准).
    """

    start: int
    end: int
    labels: tuple[str, ...]
    anaphor: bool = False
    counted: bool = False


@dataclass(frozen=True)
class TypeFinder:
    """Finds the types of one document.

    Args:
        concepts: the scheme of types.
        discovered: further names with their canonical labels, of this document only.
        context: the text itself; wordings that mean a type only in a text on its subject (评价机构) count if the text names the type.
        title: the document's title: a name that is otherwise only a description (龙头企业) is a type where the title is about it.
    """

    concepts: tuple[Concept, ...]
    discovered: Mapping[str, str] = field(default_factory=dict)
    context: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        names: dict[str, str] = dict(self.discovered)
        unified = self._unified()
        for concept in self.concepts:
            told = [name for name in concept.names if name in self.title or not is_generic(name)]
            names.update((name, concept.label if concept.key in unified else self.discovered.get(name, name)) for name in told)
        named = {names[name] for name in names if name in self.context}
        families = named | {concept.broader for concept in self.concepts if concept.label in named}
        for concept in self.concepts:
            around = concept.properties.get("contextOf", ())
            if concept.label in named or concept.broader in named or not families.isdisjoint(around):
                for name in concept.properties.get("contextualLabel", ()):
                    names.setdefault(name, concept.label)
        for anaphor in noun_words().anaphors:
            names[anaphor] = ""
        object.__setattr__(self, "_pattern", _pattern(frozenset(names).difference(self.discovered)))
        object.__setattr__(self, "_own", re.compile(any_of(self.discovered)))
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_counted", {c.label for c in self.concepts if "DemonstrationType" not in c.classes})
        object.__setattr__(self, "_elliptic", {})
        object.__setattr__(self, "_family", {c.label: c.broader for c in self.concepts if c.broader})

    def _unified(self) -> set[str]:
        """Keys of the concepts that all their names stand for: the large families, and what is told by context or only counted.

        Any other type is called in a fact as its document calls it; the graph joins its names.
        """
        kinds = Counter(c.broader for c in self.concepts if c.broader)
        families = {key for key, n in kinds.items() if n >= _WHOLE_FAMILY}
        return {
            c.key for c in self.concepts
            if c.key in families or c.broader in families or "contextualLabel" in c.properties or "DemonstrationType" not in c.classes
        }  # fmt: skip

    def canonical(self, name: str) -> str | None:
        """Canonical label of a name, or None if it names no type known here."""
        return self._names.get(name) or None  # type: ignore[attr-defined]

    def broader(self, label: str) -> str | None:
        """Label of the family that a type belongs to, or None."""
        return self._family.get(label)  # type: ignore[attr-defined]

    def find(self, text: str) -> list[Mention]:
        """The types in a view's text, in order; a list joined by 、/和及 is one mention with several labels."""
        return [mention for mention in self.find_all(text) if not mention.counted]

    def find_all(self, text: str) -> list[Mention]:
        """As :meth:`find`, with the things that are only counted or addressed (绿色工厂标准, 绿色制造体系建设)."""
        single = self._single(text)
        runs: list[Mention] = []
        for mention in single:
            mention = self._complete(text, mention)
            joint = text[runs[-1].end : mention.start] if runs else None
            if runs and joint is not None and mention.start < runs[-1].end:
                continue
            if runs and joint and len(joint) <= 2 and _JOIN.fullmatch(joint) and not _alone(runs[-1]) and not _alone(mention):
                runs[-1] = Mention(runs[-1].start, mention.end, _unique((*runs[-1].labels, *mention.labels)))
            else:
                runs.append(mention)
        return [replace(run, labels=self.collapse(run.labels)) for run in runs]

    def _single(self, text: str) -> list[Mention]:
        """Each name by itself; a short insertion in brackets does not hide one (企业技术（研发）中心)."""
        inserted = _inserted(text) if "（" in text else frozenset()
        kept = [i for i in range(len(text)) if i not in inserted] if inserted else range(len(text))
        plain = "".join(text[i] for i in kept) if inserted else text
        return [
            self._mention(text, kept[m.start()], kept[m.end() - 1] + 1, m[0])
            for m in self._matches(plain)
            if self._names[m[0]] or _STANDS_ALONE.search(plain, max(0, m.start() - 6), m.start())  # type: ignore[attr-defined]
        ]

    def _matches(self, plain: str) -> Iterator[re.Match[str]]:
        """The names from left to right, of those that begin at one place the longest: of the scheme, and the document's own."""
        known: re.Match[str] | None = self._pattern.search(plain)  # type: ignore[attr-defined]
        own: re.Match[str] | None = self._own.search(plain)  # type: ignore[attr-defined]
        while found := [m for m in (known, own) if m is not None]:
            match = min(found, key=lambda m: (m.start(), -m.end()))
            yield match
            at = match.end()
            if known is not None and known.start() < at:
                known = self._pattern.search(plain, at)  # type: ignore[attr-defined]
            if own is not None and own.start() < at:
                own = self._own.search(plain, at)  # type: ignore[attr-defined]

    def _mention(self, text: str, start: int, end: int, name: str) -> Mention:
        """The mention of a name; one that is called as the document calls it keeps its insertion (企业技术（研发）中心)."""
        label = self._names[name]  # type: ignore[attr-defined]
        if label == name and label not in self._family and end - start > len(name):  # type: ignore[attr-defined]
            label = text[start:end]
        return Mention(start, end, (label,) if label else (), not label, label in self._counted)  # type: ignore[attr-defined]

    def collapse(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The labels, or their family alone where all of it is meant."""
        labels = _unique(labels)
        families = {self.broader(label) for label in labels}
        if len(labels) >= _WHOLE_FAMILY and len(families) == 1 and (family := families.pop()):
            return (family,)
        return tuple(label for label in labels if not any(self.broader(other) == label for other in labels)) if len(labels) > 1 else labels

    def _complete(self, text: str, mention: Mention) -> Mention:
        """Completes an elliptic list: 绿色产品、工厂、园区、供应链管理企业."""
        if _alone(mention) or len(mention.labels) != 1:
            return mention
        end, labels = mention.end, list(mention.labels)
        if _JOIN.match(text, end) is None:
            return mention
        heads = self._elliptic_heads(mention.labels[0])
        while heads and (join := _JOIN.match(text, end)):
            head = next((h for h in sorted(heads, key=len, reverse=True) if text.startswith(h, join.end())), None)
            if head is None:
                break
            labels.append(heads[head])
            end = join.end() + len(head)
        return Mention(mention.start, end, _unique(labels)) if end > mention.end else mention

    def _elliptic_heads(self, label: str) -> dict[str, str]:
        """What may follow ``label`` in a list that leaves out the common word, with the labels meant; found once for each label."""
        known: dict[str, dict[str, str]] = self._elliptic  # type: ignore[attr-defined]
        if label not in known:
            known[label] = self._find_elliptic_heads(label)
        return known[label]

    def _find_elliptic_heads(self, label: str) -> dict[str, str]:
        family = self.broader(label)
        if family is None:  # the family itself: 绿色制造示范企业、园区
            family, own = label, label
        else:
            own = None
        kin = [c for c in self.concepts if c.broader == family]
        if not kin:
            return {}
        prefix = _common_prefix([c.label for c in kin if c.label[:2] == (label if own is None else kin[0].label)[:2]])
        heads: dict[str, str] = {}
        for concept in kin:
            for name in (concept.label, *concept.aliases):
                if prefix and name.startswith(prefix) and len(name) > len(prefix) + 1:
                    heads[name[len(prefix) :]] = own or concept.label
        return heads


@lru_cache(maxsize=64)  # compiling a thousand names takes longer than reading a short text; few documents need another set
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(any_of(names))


def _inserted(text: str) -> frozenset[int]:
    """Positions of short insertions in brackets between two characters of a word."""
    return frozenset(i for m in _INSERTION.finditer(text) for i in range(m.start(), m.end()))


def _alone(mention: Mention) -> bool:
    """Whether a mention never joins a list of types."""
    return mention.anaphor or mention.counted


def _unique(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels))


def _common_prefix(names: list[str]) -> str:
    prefix = names[0] if names else ""
    for name in names:
        while not name.startswith(prefix):
            prefix = prefix[:-1]
    return prefix
