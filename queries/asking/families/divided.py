"""Targets that are divided among regions and bodies, in tables or sentences: whose share is asked for, and whether it is stated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ....extract.facts import Target
from ....ontology.concepts import Regions
from ....ontology.schemes import schemes
from ..ranking import Found, suiting
from ..scene import Scene
from ..slots import Slots
from .scope import Scope

ALL_SCOPES = re.compile(
    r"区县?(?:里|们)?(?:[和与及跟、或]|还是|以及)(?:各|各个|各大|所有|工业)?(?:集团|企业|公司)"
    r"|(?:集团|公司|企业)(?:里|们)?(?:[和与及跟、或]|还是|以及)(?:各|各个|所有)?区"
)
"""Names the regions of a table and its bodies alike."""
_WHO_OF_TABLE = re.compile(
    r"最[多少重]的(?:单位|主体|企业)|谁[^，？]{0,10}最[多少重]"
    r"|最[多少重](?:的)?(?:是)?(?:谁|哪[家个一]?(?:单位|主体|家)?(?:[？?，]|$))"
)
_WHICH_REGION = re.compile(r"哪(?:个|一个|些)?区[^，？]{0,14}最[多少重]|最[多少重]的(?:是)?(?:哪个)?区")
_REGION = re.compile(r"[\u4e00-\u9fff]{2,4}(?<!工业)(?<!园)(?<!开发)(?:区|县)")
"""A district whose name others have too (宝山区)."""
_WHICH_BODY = re.compile(r"哪(?:个|家|一家)?(?:集团|公司)[^，？]{0,14}最[多少重]|最[多少重]的(?:是)?(?:哪[个家])?(?:集团|公司)")
_DIVIDED = re.compile(
    r"(?:各|每个|哪个|哪些)(?:个)?(?:区县?|县|县市|区县市|县区|县市区|街道)(?!域)|(?:任务|指标|名额|目标)[^，？]{0,6}(?:怎么|如何|怎样)(?:分|拆|摊)|(?:分|拆|摊)(?:解|配|派|到|给)[^，？]{0,4}(?:区|县)"
)
"""Asks how targets are divided among regions."""
ALL_SCOPES_WORDS = re.compile(r"集团|公司|区县|各区|各集团|指标|工业")


def left_out(scene: Scene, slots: Slots, scope: Scope, stated: Sequence[Found]) -> bool:
    """Whether a document sets targets for the regions of a place one by one, and none for the one that is asked about."""
    if not scope.notes or slots.scopes:
        return False
    regions = schemes().regions
    if any(Regions.rank(regions[code]) >= 2 and code not in scene.held for code in slots.places):
        return True  # what a city is to have is no district's share
    docs = {each.fact.doc for each in stated}
    scoped = (fact.scope for _, fact in scene.facts(("target",), docs) if isinstance(fact, Target) and fact.scope)
    codes = {place.key for each in scoped if (place := regions.resolve(each)) is not None}
    return bool(codes) and not codes & set(slots.places)


def dated(scene: Scene, slots: Slots, scope: Scope) -> bool:
    """Whether one of the texts speaks of a year that is asked about."""
    return any(str(year) in scene.text(doc) for year in slots.years for doc in scope.ids)


def of_other_types(scene: Scene, slots: Slots, scope: Scope) -> list[Found]:
    """Targets of the region or body that is asked about, for other types than the one asked about."""
    every = suiting(scene, replace(slots, types=()), ("target",), scope.ids)
    return [each for each in every if isinstance(each.fact, Target) and each.fact.scope in slots.scopes]


def asks_of_table(text: str) -> bool:
    """Whether a question asks which row of such a table has most or least."""
    return any(asked.search(text) for asked in (_WHO_OF_TABLE, ALL_SCOPES, _WHICH_REGION, _WHICH_BODY))


def of_table(stated: Sequence[Found], text: str) -> list[Found]:
    """The rows of the tables that divide targets among regions and bodies, of the sort asked for; without such a table all targets."""
    targets = [(each, each.fact) for each in stated if isinstance(each.fact, Target)]
    named = [(each, fact.path.rsplit("/", 1)[0], fact.scope) for each, fact in targets if fact.scope]
    regions = {scope for *_, scope in named if schemes().regions.resolve(scope) is not None or _REGION.fullmatch(scope)}
    tables = {table for _, table, scope in named if "/表" in table and scope in regions}
    rows = [(each, scope) for each, table, scope in named if table in tables]
    if _WHICH_REGION.search(text):
        rows = [(each, scope) for each, scope in rows if scope in regions]
    elif _WHICH_BODY.search(text):
        rows = [(each, scope) for each, scope in rows if re.search(r"集团|公司", scope)]
    return [each for each, _ in rows] or list(stated)


def undivided(slots: Slots, stated: Sequence[Found]) -> bool:
    """Whether it is asked what each district is to have, and nothing is divided among any."""
    return _DIVIDED.search(slots.text) is not None and not any(getattr(each.fact, "scope", None) for each in stated)
