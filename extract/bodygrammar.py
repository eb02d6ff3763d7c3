"""The patterns by which bodies (机构) are found, made from the lists of ``patterns/agencies.yaml`` and the ontology's names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal

from ..ontology.schemes import schemes
from .alternation import any_of
from .units import load_yaml

Group = Literal["body", "place", "service", "applicant", "unnamed"]


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The lists of ``patterns/agencies.yaml``."""
    return load_yaml("agencies.yaml")


@lru_cache(maxsize=1)
def grammar() -> dict[str, re.Pattern[str]]:
    """The patterns by name; what each finds is said beside it."""
    lists = data()
    local = f"(?:{any_of(lists['local'])})"
    bracket = r"(?:（[\u4e00-\u9fff、]{1,8}）)*"
    fields, suffixes = any_of(lists["fields"]), any_of(lists["suffixes"])
    known = [
        name for scheme in ("agency", "agency-pattern") for body in schemes()[scheme].values() for name in body.names if "（" not in name
    ]
    guard = "".join(f"(?:(?<!{suffix})|(?![{signs}]))" for suffix, signs in lists["not_after"].items())
    joined = rf"(?:{fields})(?:（[\u4e00-\u9fff]{{2,8}}）)?(?:{suffixes})|(?:{fields})[和与及](?:{fields})(?:委员会|[委厅局])"
    # 市、县（区）; a kind of place in a list of kinds.
    kind = r"(?:设区市|县级市|省直管县|[市区县旗州]{1,2}(?!场|域|间|级))(?:（(?:自治)?[市区县旗州、]{1,5}）)?"
    no_place = r"(?!场|级|域|间|类|项|方面|政策|属|直|委|局)"
    # A department of a list by its field alone (财政) or with an ending of its own (金融办).
    # Those behind the first may say their place again (市发展改革、市财政等部门).
    again = "(?:[省市区县州](?!场|域))?"
    listed = f"(?!{any_of(lists['no_task'])})[\u4e00-\u9fff]{{2,6}}?(?:管理|监管|执法|审批)"  # a field by its place in the list
    department = rf"(?P<at>{again})(?P<field>{fields}|{listed})(?P<own>[委厅局办])?"
    unnamed_department = rf"(?:{fields})(?:[委厅局办])?"
    task = rf"(?:(?!{any_of(lists['no_task'])})[\u4e00-\u9fff]){{2,16}}(?:部门|机构)(?!规章)"
    doing = "(?:" + any_of(lists["doing"]) + ")"
    # A department that is told from others by a word before it (数据提供部门, 政务部门), unlike 有关部门.
    some_department = "".join(f"(?<!{word})" for word in lists["any_department"]) + "部门"
    no_unknown = any_of([*lists["no_task"], *lists["no_unknown"]])
    begin = r"(?:(?<=[，。；：、由向经在报送和与及同（按])|^)"
    patterns = {
        # Names of the ontology, field + suffix (区住建局), and the branch of a city's bureau in a district (公安局坪山分局).
        "head": rf"(?P<head>(?:{any_of(known)})|{joined}|(?:行政)?主管部门){guard}"
        r"(?:(?<=局)[\u4e00-\u9fff]{2,3}(?:分局|监管局|管理局))?",
        # Departments that share their last word (发展改革、财政等部门).
        "departments": rf"(?P<list>{unnamed_department}(?:(?:、|[和与及或]|以及|或者){again}(?:{unnamed_department}|{listed}))+"
        rf"|{unnamed_department}(?=等))"
        r"(?P<tail>(?:等|(?:[和及与]|以及)(?:其他)?(?=有关|相关))?(?:有关|相关)?(?:行政)?(?:主管|监管|管理)?部门)",
        "department": department,
        # The departments of a government, of which none is named.
        "several": r"(?:国务院|(?:人民)?政府)(?:(?:(?!部门|应当|会同|负责)[\u4e00-\u9fff、]){0,30}等)?"
        r"(?:有关|相关|各)(?:行业)?(?:行政)?(?:主管|管理)?部门",
        # The organs of party and government of any place, named together: 党委、政府及其统战、科技部门.
        "organs": rf"(?:各级)?(?:党委、?)?(?:人民)?政府及其(?:{fields})(?:[、和](?:{fields}))*(?:行政)?(?:主管)?部门",
        "party": r"[省市区县州]委、?$",
        # A government's department by its task.
        "by_task": rf"(?:国务院|人民政府)(?:(?:确定|指定|授权)的)?{task}|(?:国务院|人民政府)负责[^，。；、]{{2,20}}的(?:部门|机构)",
        # A department by what it has done: 作出强制性清洁生产审核决定的部门.
        "relative": r"(?:(?<=[，。；：由向经、])|^)"
        r"(?P<name>(?:作出|组织|承担|负责|主管|实施|从事|下达|批准)[^，。；：、由向经]{3,22}的(?:部门|机关|机构))",
        # A local body whose field no list knows.
        "unlisted": rf"{begin}(?P<name>[省市区县州](?:委|政府)?(?:(?!会同)[^\W\d_A-Za-z的在和对为将与及]){{2,10}}?"
        r"(?:厅|局|委员会|(?<!部)署|工商联|总队))(?![面部限势域级名])",
        # Offices of the party and of a government by what they are for: 省委金融办, 市政府口岸物流办; the youth league.
        "office": rf"{begin}(?P<name>[省市区县州](?:委|(?:人民)?政府)(?!员会)[^\W\d_A-Za-z的在和对为将与及、]{{1,10}}?"
        rf"(?:办公室|办(?![{lists['not_after']['办']}])|工委|(?<!全)部(?![门分署])|党校)|(?:共青)?团[省市区县州]委(?![托派任外培员]))",
        # A department in charge of something: 经市政工程行政主管部门验收.
        "in_charge": rf"(?<=[由经向])(?P<name>(?!{any_of(lists['no_task'])}|{any_of(lists['local'])}级|[一二三四五六七八九十])"
        r"[^\W\d_A-Za-z的在对为将经由向和与及、]{2,10}?(?:行政)?主管部门)",
        # A body that no list knows, before what only bodies do.
        "unknown": rf"(?:(?<=[，。；：、→由经报向（〔“])(?!(?<=经)[济信贸])|^)"
        rf"(?P<name>(?:各|所在)?(?!{no_unknown}|[由报向对将在]|经(?![济信贸]))"
        rf"(?:[^\W\d_A-Za-z的在对将由经向报送或、]|经(?=[济信贸])){{1,16}}?(?:(?:{any_of(lists['unknown_endings'])}|{some_department})(?:（[\u4e00-\u9fff]{{2,4}}）)?(?={doing}|[、和及]各)"
        rf"|(?:{any_of(lists['unknown_companies'])})(?=作为|负责|牵头|承担|受托|具体)))",
        "unknown_sign": any_of([*lists["unknown_endings"], *lists["unknown_companies"], "部门"]),
        "office_behind": r"（[^（）]{0,12}(?:简称|统称)[^（）]{1,16}）办公室",
        "group": any_of(lists["groups"]),
        "standing": rf"(?:[\u4e00-\u9fff]|“[^“”，。]{{1,10}}”){{0,18}}?(?P<head>{any_of(lists['groups'])})(?:办公室)?",
        # A group set up for several things: 组建瞪羚企业、独角兽企业评价委员会.
        "set_up": rf"(?:组建|成立|设立)(?P<name>[\u4e00-\u9fff“”]{{2,16}}、[\u4e00-\u9fff、“”]{{2,24}}?(?:{any_of(lists['groups'])}))",
        # What stands behind a body in a list: 省商务厅、某某博览集团有限公司要…, 管委会与开发主体共同发起.
        "item": r"[、和与及](?P<name>[^\W\d_A-Za-z的将对应向为要、和与及]{2,18}"
        rf"(?:{any_of(lists['item_endings'])}))(?=[、，。；：）〕和与及要应将须按]|会(?![力组保资议计员])"
        r"|共同|联合|一道|负责|牵头|具体|分别|配合|等|$)",
        # The other name of the same body where a place has one: 镇人民政府（街道办事处）, 区政府（管委会）, 镇（街道）.
        "or_called": r"（(?:[镇乡街道园区新功能开发、]{1,8})?(?:人民政府|办事处|管委会|管理委员会)）"
        r"|(?<=机构)（部门）|(?<=[镇乡])（[街道乡镇办、]{1,6}）",
        "place": rf"(?P<name>(?:全[省市区县州](?=各级))?(?:{any_of(lists['places'])})(?:人民政府|办事处)?){no_place}",
        "place_list": rf"(?P<name>各{kind}(?:[、和]{kind})*(?:人民政府)?){no_place}",
        # Further places of a list that begins with 各: 各乡镇、街道.
        "place_next": rf"[、和及](?P<name>(?:{any_of(lists['places_next'])})(?:人民政府|管委会|办事处)?){no_place}",
        "unnamed": rf"(?:[省市区县州]直)?各?(?:{any_of(lists['unnamed'])})",
        "applicant": rf"(?:{any_of(lists['applicants'])})(?![类库化名所])",
        "each": any_of(lists["each"]),
        "local": rf"(?:(?!市场|区域|县域){local}{bracket})+",
        "only_places": rf"(?:{local}|[省市区县]级以上|地方|人民政府|[各级、和及或者的])+",
        "left": rf"(?:(?:{any_of([*lists['each'], '我', '本'])})?的?(?:{local}{bracket})*"
        rf"|[省市](?:[和及与]|以及|或者)县（[市区、]{{1,3}}）(?:[市区]|、[市区])?"
        r"|(?:[省市区县]级|省辖市|设区的市)(?:及)?以上(?:地方)?(?:各级)?|国务院|地方各级|地方)(?:人民政府(?:及其)?|政府)?的?$",
        # 各省、自治区、直辖市及计划单列市; 省或者设区的市人民政府.
        "list_left": rf"各(?:{local}|[、及和与或]|以及|（[\u4e00-\u9fff、]{{1,8}}）)*{local}{bracket}$"
        rf"|(?:{any_of(lists['each'])})?{local}(?:人民政府)?(?:[、及和与或]|以及|或者){local}{bracket}(?:人民政府)?$",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


@lru_cache(maxsize=1)
def named() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str, Group], ...]:
    """Bodies with a name of their own: the words without which a pattern is tried in vain, the pattern, the full name, the group."""
    return tuple(
        (re.compile("|".join(entry["with"])), re.compile(entry["pattern"]), entry.get("name", ""), entry["group"])
        for entry in data()["named"]
    )
