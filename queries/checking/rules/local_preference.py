"""公平竞争审查: benefits that only local firms or products get. One finding for the whole draft.

Source: 公平竞争审查条例 (国令第783号), 第八条至第十一条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..against import Against
from ..draft import Draft
from ..finding import Finding

RULE = "local-preference"
_HERE = r"(?:[我本全][市省区县]|本地|当地|市内|省内|区内|县内|辖区内?)"
_LOCAL = re.compile(
    rf"(?:优先|必须|应当?|原则上)(?:采购|选用|使用|购买|推广应用)[^，。；]{{0,12}}{_HERE}[^，。；]{{0,16}}(?:产品|企业|服务|设备)"
    rf"|(?:仅限|只限|限于?)[^，。；]{{0,6}}{_HERE}[^，。；]{{0,12}}(?:企业|单位|机构)"
    rf"|(?:注册地?|工商登记|税收(?:解缴|征管)关系|纳税|统计关系|税务登记)[^，。；]{{0,10}}(?:在|属于?)?{_HERE}[^，。；]{{0,20}}(?:企业|单位|机构|法人|主体)"
    rf"|{_HERE}(?:内)?(?:注册|登记)[^，。；]{{0,16}}(?:企业|单位|机构|法人)"
    rf"|(?:承诺|保证)[^，。；]{{0,12}}年内不(?:迁出|迁离|搬离|改变注册)"
)


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Every such condition, together."""
    places = tuple(clause.view.span(*match.span()) for clause in draft.clauses for match in _LOCAL.finditer(clause.text))
    if places:
        yield Finding(
            rule=RULE, start=places[0][0], end=places[0][1], places=places,
            zh=f"有 {len(places)} 处把奖补、采购或资格与本地注册、本地产品挂钩，可能对外地经营者不公平，印发前须经公平竞争审查。",
            en=f"{len(places)} benefits hang on being registered or made here; they need a fair-competition review before issue.",
            suggestion_zh="请核对有无法律、行政法规依据；没有的，改为对各类经营者一视同仁的条件。",
            suggestion_en="Check for a legal basis; without one, ask the same of all.",
        )  # fmt: skip
