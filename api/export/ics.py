"""Deadlines for calendar programs (日历): iCalendar (RFC 5545), one all-day event for each day on which something is due."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from icalendar import Calendar, Event, vUri

MEDIA_TYPE = "text/calendar; charset=utf-8"


def render(answer: Mapping[str, Any]) -> bytes:
    """The answer of ``queries.deadlines.deadlines`` as a calendar; what has no day is left out.

    Equal answers give equal bytes: an event's stamp is the day for which the answer was made.

    Args:
        answer: the deadlines.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Hengce//Deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "衡策：政策时限")
    stamp = datetime.datetime.combine(datetime.date.fromisoformat(answer["as_of"]), datetime.time(), datetime.UTC)
    for deadline in answer["deadlines"]:
        if deadline["due"] is not None:
            calendar.add_component(_event(deadline, stamp))
    return calendar.to_ical()


def _event(deadline: Mapping[str, Any], stamp: datetime.datetime) -> Event:
    day, source = datetime.date.fromisoformat(deadline["due"]), deadline["citation"]
    event = Event()
    event.add("uid", hashlib.sha256(f"{deadline['fact']}\n{deadline['due']}".encode()).hexdigest()[:32] + "@hengce")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", f"{deadline['place'] or ''} {deadline['text']}".strip())
    lines = [f"“{source['quote']}”", f"《{source['title'] or source['document']}》 {source['path']}"]
    lines += [f"注意：{words}" for words in deadline["warnings"]]
    lines += [f"与“{each['text']}”（{each['due']}）不衔接" for each in deadline["conflicts"]]
    event.add("description", "\n".join(lines))
    event.add("url", vUri(quote(source["url"], safe=":/#%~")))
    event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    return event
