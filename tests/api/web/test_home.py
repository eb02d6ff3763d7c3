"""The first page: figures, standings on a day, the map, and the ways in."""

from __future__ import annotations

from starlette.testclient import TestClient

from hengce.api.web.pages.home import WAYS
from hengce.api.web.sections import SECTIONS
from hengce.api.web.tilemap import tiles
from hengce.ontology.schemes import schemes

from .shown import show


def test_what_is_collected(client: TestClient):
    shown = show(client, "/?as_of=2026-06-30")
    figures = {each.xpath("string(dt)"): each.xpath("string(dd)") for each in shown.all("dl[@class='figures']/div")}
    health = client.get("/health").json()
    assert figures == {"份文件": "5", "个地区": "5", "个类型": str(client.get("/types").json()["total"]), "条事实": str(health["facts"])}
    assert shown.words("ul[@class='standings']") == "有效 3 份 已过期 1 份 征求意见稿 1 份"
    assert show(client, "/?as_of=2024-06-30").words("ul[@class='standings']") == "有效 4 份 征求意见稿 1 份"


def test_the_map_has_all_provinces_once():
    regions = schemes().regions
    provinces = {code for code in regions if regions.rank(regions[code]) == 1 and not regions[code].deprecated}
    drawn = tiles([], english=False)
    assert {tile.code for tile in drawn} == provinces
    assert len(drawn) == len({(tile.x, tile.y) for tile in drawn}) == 34
    assert {tile.letter for tile in drawn} >= set("闽沪苏浙京津冀陕台港澳")


def test_cities_count_for_their_province():
    counted = {tile.code: tile.documents for tile in tiles(["330200", "330282", "330000", "000000", "999999"], english=True)}
    assert counted["330000"] == 3
    assert sum(counted.values()) == 3


def test_every_tile_is_a_link(client: TestClient):
    links = show(client, "/").all("svg//a")
    assert len(links) == 34
    assert links[0].get("href") == "/web/documents?jurisdiction=230000"


def test_the_ways_in_lead_to_sections(client: TestClient):
    sections = {section.name: section.path for section in SECTIONS}
    shown = show(client, "/")
    linked = [link.get("href") for link in shown.all("*[@class='cards']//a")]
    assert linked == [sections[name] for parts in WAYS.values() for name in parts if name in sections]
    assert shown.one("form[@class='ask']//input[@name='q']") is not None
