"""附件说明与附件: an annex listed but not attached, or attached but under another title or not listed (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ....corpus.document import Node
from ....corpus.numbering import integer
from ...likeness import likeness
from ..against import Against
from ..draft import Draft
from ..finding import Finding, Span

RULE = "missing-annex"
_LABEL = re.compile(r"-?附(?:件|表|录)[：:]?|^\d{1,2}\s*[.．、]\s*|^[：:]|《|》|[（(](?:格式|样式|样表|模板|略)[）)]")
_LEFT_OUT = re.compile("（(?:此)?略）|另(?:行)?[印下]发|另附")
_POINTED_TO = re.compile("(?:见|详见|如|参照)附件(?![\\d一二三四五六七八九十“《])|(?<=（)附件(?=）)")
# A text by its name with the annex that it is: 《推荐汇总表》（附件3）, 评分细则见附件.
_NAMED = re.compile(
    r"(?:《(?P<title>[^《》]{3,30})》|(?P<noun>[\u4e00-\u9fff]{0,10}(?:表|书|细则|标准|清单|目录|名单|指标|模板|提纲)))"
    r"[（，]?(?:格式|样式|样表)?(?:详?见)?附件(?P<n>\d{1,2}|[一二三四五六七八九十])?(?=[）。；，])"
)
_KIND = re.compile("(?:表|书|细则|标准|清单|目录|名单|指标|模板|提纲)$")
_ALIKE = 0.3  # how alike a name and a title must be to be of one text
_LONGEST = 300  # characters of a list that are pointed at
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}")


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Compare the list of annexes with what is attached, by number and title."""
    listed = {number(entry.label) or 1: entry for entry in entries(draft) if not _LEFT_OUT.search(draft.clean(entry.start, entry.end))}
    attached = {number(node.label) or 1: node for node in annexes(draft)}
    if not listed and not attached:
        yield from _unattached(draft)
    else:
        yield from _misnamed(draft, {at: title_of(draft, entry) for at, entry in listed.items()}, attached)
    if listed and not attached:
        yield _all_missing(draft, list(listed.values()))
        return
    for at, entry in listed.items():
        node = attached.get(at)
        name = title_of(draft, entry)
        if node is None:
            yield _missing(draft, entry, name)
        elif (other := annex_title(draft, node)) is not None and not same_title(draft, name, draft.clean(*other)):
            yield _retitled(draft, entry, name, other)
    for at, node in attached.items():
        if listed and at not in listed:
            yield _unlisted(draft, node)


def entries(draft: Draft) -> list[Node]:
    """The entries of the list of annexes (附件说明)."""
    return [leaf for leaf in draft.leaves if leaf.type == "annex_item"]


def annexes(draft: Draft) -> list[Node]:
    """The attached texts."""
    return [node for node in draft.nodes if node.type == "annex"]


def number(label: str) -> int | None:
    """The number in 附件2, 附件二 or 2, or None."""
    match = _NUMBER.search(label)
    return integer(match[0]) if match else None


def title_of(draft: Draft, entry: Node) -> str:
    """The title that a list gives an annex, without its number."""
    words = draft.clean(entry.start, entry.end)
    for _ in range(3):
        words = _LABEL.sub("", words, count=1) if _LABEL.match(words) else words
    return _LABEL.sub("", re.sub(r"^\d{1,2}[.、]", "", words)).rstrip("。；;，")


def annex_title(draft: Draft, node: Node) -> Span | None:
    """Where the title of an attached text stands: its heading, else its first line that is short and no item."""
    if node.heading is not None:
        return node.heading
    for leaf in node.leaves():
        if leaf.type == "title":
            return leaf.start, leaf.start + len(draft.text[leaf.start : leaf.end].rstrip())
        if leaf.type not in {"mark", "blank"}:
            return None
    return None


def same_title(draft: Draft, one: str, other: str) -> bool:
    """Whether two titles name one text: place names, brackets and signs left aside, one may say more in front or behind."""
    one, other = (_bare(draft, title) for title in (one, other))
    return not one or not other or one in other or other in one


def _bare(draft: Draft, title: str) -> str:
    for name in draft.reading.profile.place_names:
        title = title.removeprefix(name)
    return re.sub(r"\W|附件\d*", "", _LABEL.sub("", title))


def _span(draft: Draft, node: Node) -> Span:
    return node.start, node.start + len(draft.text[node.start : node.end].rstrip())


def _missing(draft: Draft, entry: Node, name: str) -> Finding:
    start, end = _span(draft, entry)
    return Finding(
        rule=RULE, start=start, end=end,
        zh=f"附件说明列有“{name}”，但文后没有这份附件。", en=f"The list of annexes has “{name}”, which is not attached.",
        suggestion_zh="请补附该附件，或从附件说明中删去，并核对正文中“见附件”之处。",
        suggestion_en="Attach it, or take it off the list, and check what refers to it.",
    )  # fmt: skip


def _all_missing(draft: Draft, listed: list[Node]) -> Finding:
    spans = tuple(_span(draft, entry) for entry in listed)
    names = "、".join(f"“{title_of(draft, entry)}”" for entry in listed)
    return Finding(
        rule=RULE, start=spans[0][0], end=min(spans[-1][1], spans[0][0] + _LONGEST), places=spans,
        zh=f"附件说明列有{names}，但文后没有附上任何附件。", en=f"The list of annexes has {names}; nothing is attached.",
        suggestion_zh="请补附各附件；单独印发的，应在附件说明中注明。",
        suggestion_en="Attach them, or say in the list that they are issued separately.",
    )  # fmt: skip


def _unattached(draft: Draft) -> Iterator[Finding]:
    """见附件 in a text without any."""
    for clause in draft.clauses:
        match = _POINTED_TO.search(clause.text)
        if match is not None:
            start, end = clause.view.span(*match.span())
            yield Finding(
                rule=RULE, start=start, end=end, zh="文中要求“见附件”，但文后没有附件说明，也没有附件。",
                en="An annex is referred to, but none is listed or attached.",
                suggestion_zh="请补附该附件并写明附件说明，或改写此处。", suggestion_en="Attach and list it, or word this otherwise.",
            )  # fmt: skip
            return


def _misnamed(draft: Draft, listed: dict[int, str], attached: dict[int, Node]) -> Iterator[Finding]:
    """《推荐汇总表》（附件3) where annex 3 is another text: the number of another annex, or a title that no annex has."""
    titled = {at: draft.clean(*span) for at, node in attached.items() if (span := annex_title(draft, node)) is not None}
    titles = {at: {listed.get(at, ""), titled.get(at, "")} - {""} for at in listed.keys() | titled.keys()}
    for clause in draft.clauses:
        for match in _NAMED.finditer(clause.text) if clause.leaf.type not in {"annex_item", "mark", "title"} else ():
            at, name = integer(match["n"]) if match["n"] else 1, match["title"] or match["noun"]
            if at not in titles or not titles[at] or (match["n"] is None and len(titles) > 1) or _is_of(draft, name, titles[at]):
                continue
            right = next((other for other, names in titles.items() if _is_of(draft, name, names)), None)
            if right is None and _KIND.search(name) is None:
                continue
            here = clause.view.span(*match.span())
            own = annex_title(draft, attached[at]) if right is None and at in attached else None
            (start, end), places = own or here, tuple(sorted({here, own or here}))
            actual = "、".join(f"“{title}”" for title in sorted(titles[at]))
            yield Finding(
                rule=RULE, start=start, end=end, places=places, zh=f"正文称附件{match['n'] or ''}为“{name}”，而该附件是{actual}。",
                en=f"The text calls the annex “{name}”; it is {actual}.",
                suggestion_zh=f"请改为附件{right}。" if right else "请核对附件的编号和标题。",
                suggestion_en="Check number and title of the annex.",
                doubtful=right is None or match["title"] is None,
            )  # fmt: skip


def _is_of(draft: Draft, name: str, titles: Iterable[str]) -> bool:
    """Whether a name may stand for one of some titles: all its characters stand there in order, or it is much alike."""
    return any(same_title(draft, name, title) or _in_order(name, title) or likeness(name, title) >= _ALIKE for title in titles)


def _in_order(name: str, title: str) -> bool:
    rest = iter(title)
    return all(char in rest for char in re.sub(r"\W", "", name))


def _retitled(draft: Draft, entry: Node, name: str, other: Span) -> Finding:
    listed, actual = _span(draft, entry), draft.clean(*other)
    return Finding(
        rule=RULE, start=other[0], end=other[1], places=(listed, other),
        zh=f"附件说明中的标题是“{name}”，所附文本的标题却是“{actual}”，两处不一致。",
        en=f"The list of annexes calls it “{name}”, the attached text “{actual}”.",
        suggestion_zh="请核对所附是否为应附的文本，并使附件说明与附件标题一致。",
        suggestion_en="Check that the right text is attached, and give both the same title.",
    )  # fmt: skip


def _unlisted(draft: Draft, node: Node) -> Finding:
    start = node.start
    end = start + len(draft.text[start : node.end].split("\n", 1)[0].rstrip())
    name = draft.clean(start, end)
    return Finding(
        rule=RULE, start=start, end=end,
        zh=f"文后附有“{name}”，附件说明却没有列出。", en=f"“{name}” is attached, but not on the list of annexes.",
        suggestion_zh="请在附件说明中补列，或删去多余的附件。", suggestion_en="Add it to the list, or take it away.",
    )  # fmt: skip
