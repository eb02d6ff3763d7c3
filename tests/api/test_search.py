"""Search over HTTP and on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.testclient import TestClient

from .conftest import Finished


def test_the_page(client: TestClient) -> None:
    first = client.get("/search", params={"q": "绿色工厂 评价", "limit": 2}).json()
    assert (len(first["items"]), first["matched"], first["total"] > 2) == (2, "all", True)
    following = client.get(first["next"]).json()
    assert following["offset"] == 2
    assert not {hit["url"] for hit in first["items"]} & {hit["url"] for hit in following["items"]}
    hit = first["items"][0]
    text = client.get(f"/documents/{hit['document']}/text").json()["text"]
    assert {text[span["start"] : span["end"]] for span in hit["highlights"]} & {"绿色工厂", "评价"}


def test_wrong_requests(client: TestClient) -> None:
    for params, status, name in (
        ({}, 400, "q"),
        ({"q": "。"}, 400, "q"),
        ({"q": "x", "kind": "y"}, 404, "kind"),
        ({"q": "x", "year": 1}, 400, "year"),
    ):
        answer = client.get("/search", params=params)
        assert (answer.status_code, answer.json()["parameter"]) == (status, name)


def test_the_command(hengce: Callable[..., Finished], store_path: str) -> None:
    shown = hengce("search", "绿色工厂", "奖励", "--in", "福建", "--store", store_path)
    assert (shown.status, "【奖励】" in shown.out) == (0, True)
    answer = json.loads(hengce("search", "评价", "--kind", "threshold", "--limit", "1", "--format", "json", "--store", store_path).out)
    assert len(answer["hits"]) == 1
    assert hengce("search", "评价", "--limit", "x", "--store", store_path).status == 2
    assert "0" in hengce("search", "量子计算", "--store", store_path).out
