"""Deadlines over HTTP, for calendar programs, and on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from icalendar import Calendar
from starlette.testclient import TestClient

from .conftest import DAY, Finished


def test_json_and_pages(client: TestClient) -> None:
    page = client.get("/deadlines", params={"year": 2019, "as_of": DAY, "limit": 2}).json()
    assert (len(page["items"]), page["total"] > 2, page["year"]) == (2, True, 2019)
    assert page["items"][0]["due"] <= page["items"][1]["due"]
    assert any("有效期" in words for words in page["warnings"])


def test_a_calendar_that_programs_can_read(client: TestClient) -> None:
    answer = client.get("/deadlines", params={"year": 2019, "as_of": DAY}, headers={"Accept": "text/calendar"})
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    due = [each["due"] for each in client.get("/deadlines", params={"year": 2019, "as_of": DAY}).json()["items"] if each["due"]]
    assert [event.decoded("dtstart").isoformat() for event in events] == due
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all(str(event["url"]).isascii() for event in events)
    assert answer.content == client.get("/deadlines", params={"year": 2019, "as_of": DAY, "format": "ics"}).content


def test_wrong_requests(client: TestClient) -> None:
    for params, status in (
        ({"year": "x"}, 400),
        ({"year": 1}, 400),
        ({"start": "x"}, 400),
        ({"jurisdiction": "乌有"}, 404),
        ({"yeer": 1}, 400),
    ):
        answer = client.get("/deadlines", params=params)
        assert (answer.status_code, answer.json()["parameter"]) == (status, next(iter(params)))


def test_the_command(hengce: Callable[..., Finished], store_path: str, tmp_path: Path) -> None:
    shown = hengce("deadlines", "--year", "2019", "--in", "江苏", "--store", store_path)
    assert (shown.status, "2019-10-31" in shown.out) == (0, True)
    file = tmp_path / "d.ics"
    assert hengce("deadlines", "--year", "2019", "--format", "ics", "-o", str(file), "--store", store_path).status == 0
    assert Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert hengce("deadlines", "--year", "next", "--store", store_path).status == 2
