"""What each policy card (政策卡片) of a file is about: its title without the place, the kind of paper and what is done for somebody."""

from __future__ import annotations

import re

from ..corpus.cards import cards
from ..corpus.document import Document, Node
from .nouns import is_generic, noun_words

_PAPER = r"(?:(?:暂行|试行|实施|管理|认定|支持|扶持|奖励|资助)*(?:办法|细则|规定|措施|政策|指南|意见|方案|通知)(?:（[^（）]{1,12}）)?)"
_DONE = re.compile(
    r"(?:(?:给予|予以|进行)?(?:资金|政策|财政|经费)*(?:补贴|补助|奖励|资助|支持|扶持|贴息|认定|评定|申报|评选|遴选|管理)(?:[和及与]?(?:支持|管理|奖励))*+)?"
    rf"{_PAPER}?$"
)
_TOWARDS = re.compile(r"^(?:关于|加快|促进|支持|推动|推进|鼓励|扶持|对)+")
_SHORTEST = 4
_SERVED = frozenset({"服务对象", "支持对象", "适用对象", "申报对象", "政策对象"})
_NAME = re.compile(r"[^，。；、的和及]{4,20}")


def topics(document: Document, places: tuple[str, ...] = ()) -> list[tuple[Node, str]]:
    """The cards of a document with what each is about; a card whose title says nothing is left out.

    Args:
        document: the document.
        places: names of the issuing place, which are no part of a topic.
    """
    found: list[tuple[Node, str]] = []
    for card in cards(document):
        topic = _topic(document.heading(card), places)
        if topic is None or not topic.endswith(noun_words().heads):  # 某某经营许可实行告知承诺制: no kind of body or thing
            topic = _served(document, card, places) or topic
        if topic:
            found.append((card, topic))
    return found


def _served(document: Document, card: Node, places: tuple[str, ...]) -> str | None:
    """Whom a card names as those it serves (服务对象: 北京市网络货运经营企业); None for bare words and descriptions."""
    field = next((child for child in card.children if document.heading(child).rstrip("：") in _SERVED), None)
    if field is None:
        return None
    value = "".join(document.view(child.start, child.end).text for child in field.children if child.type == "text")
    name = _placeless(value, places)
    return name if _NAME.fullmatch(name) and name.endswith(noun_words().heads) and not is_generic(name) else None


def _topic(title: str, places: tuple[str, ...]) -> str | None:
    """The last noun phrase of a title: 多方参与的融资风险补偿机制予以资金补贴 → 融资风险补偿机制."""
    name = _TOWARDS.sub("", _DONE.sub("", _placeless(title, places))).rpartition("的")[2]
    return name if len(name) >= _SHORTEST else None


def _placeless(name: str, places: tuple[str, ...]) -> str:
    for place in sorted(places, key=len, reverse=True):
        name = name.removeprefix(place)
    return name
