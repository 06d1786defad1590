"""A feed as iCalendar (RFC 5545).

An event keeps its UID for ever. Its SEQUENCE is the version of the work order, which rises with every change. All
times in the file are those of the records: the same work is written the same way each time.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import uuid5

import msgspec

from fettle.modules.calendar.records import CalendarEntry, CalendarFeed, Departure, EntryKind
from fettle.modules.calendar.rules.lines import day, folded, moment, on_one_line, text

PRIORITIES = {"urgent": 1, "high": 3, "medium": 5, "low": 9}
PRODUCT = "-//Fettle//Calendar//EN"
REFRESH = "PT15M"
A_DAY = timedelta(days=1)
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How a feed is written: its words, where its links lead, the zone of its tenant."""

    words: Mapping[str, str]
    base_url: str
    time_zone: str


def written(
    feed: CalendarFeed, entries: Iterable[CalendarEntry], departures: Iterable[Departure], style: Style
) -> bytes:
    """The whole calendar."""
    name = on_one_line(feed.name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [text("NAME", name), text("X-WR-CALNAME", name), f"X-WR-TIMEZONE:{style.time_zone}"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}"]
    for entry in entries:
        lines += _event(entry, feed, style)
    for departure in departures:
        lines += _departed(departure, style)
    return folded([*lines, "END:VCALENDAR"])


def _event(entry: CalendarEntry, feed: CalendarFeed, style: Style) -> list[str]:
    summary = _summary(entry, style)
    planned = entry.type is EntryKind.OCCURRENCE
    place = ", ".join(on_one_line(each) for each in (entry.location_name, entry.site_name) if each)
    return [
        "BEGIN:VEVENT",
        f"UID:{_uid(entry)}",
        *_stamp(entry.updated_at or UNDATED, entry.version),
        *([moment("CREATED", entry.created_at)] if entry.created_at is not None else []),
        *_when(entry.on, entry.starts_at, entry.ends_at),
        text("SUMMARY", summary),
        text("DESCRIPTION", _description(entry, style)),
        *([text("LOCATION", place)] if place else []),
        f"STATUS:{_status(entry)}",
        "TRANSP:" + ("TRANSPARENT" if planned or entry.on is not None or entry.gone else "OPAQUE"),
        *([f"PRIORITY:{PRIORITIES[entry.priority]}"] if entry.priority is not None else []),
        f"URL:{_link(entry, style)}",
        *([] if feed.alarm_minutes is None or entry.gone else _alarm(feed.alarm_minutes, summary)),
        "END:VEVENT",
    ]


def _departed(departure: Departure, style: Style) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{departure.work_order_id}",
        *_stamp(departure.left_at, departure.sequence),
        *_when(departure.starts_on, departure.starts_at, None),
        text("SUMMARY", f"{style.words['cancelled']}: {on_one_line(departure.title)}"),
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _uid(entry: CalendarEntry) -> str:
    """The id of the work order, or one that the plan and the occurrence always have."""
    if entry.id is not None:
        return str(entry.id)
    assert entry.plan_id is not None
    return str(uuid5(entry.plan_id, entry.key or ""))


def _summary(entry: CalendarEntry, style: Style) -> str:
    title = on_one_line(entry.title)
    if entry.gone:
        return f"{style.words['cancelled']}: {title}"
    if entry.type is EntryKind.OCCURRENCE:
        return f"{title} ({style.words['forecast'].lower()})"
    return f"✓ {title}" if entry.status in ("complete", "closed") else title


def _status(entry: CalendarEntry) -> str:
    if entry.gone:
        return "CANCELLED"
    return "TENTATIVE" if entry.type is EntryKind.OCCURRENCE or entry.status == "new" else "CONFIRMED"


def _when(on: date | None, starts_at: datetime | None, ends_at: datetime | None) -> list[str]:
    if on is not None:
        # The end of a day is the day after: it is exclusive.
        return [day("DTSTART", on), day("DTEND", on + A_DAY)]
    ends = [] if ends_at is None else [moment("DTEND", ends_at)]
    return [moment("DTSTART", starts_at or UNDATED), *ends]


def _stamp(at: datetime, sequence: int) -> list[str]:
    return [moment("DTSTAMP", at), moment("LAST-MODIFIED", at), f"SEQUENCE:{sequence}"]


def _description(entry: CalendarEntry, style: Style) -> str:
    words = style.words
    lines = [
        f"{words['work_order']} {entry.number}" if entry.number is not None else words["planned"],
        f"{words['status']}: {words.get(entry.status, entry.status)}",
    ]
    if entry.priority is not None:
        lines.append(f"{words['priority']}: {words[entry.priority]}")
    if entry.assignee_name:
        lines.append(f"{words['assignee']}: {on_one_line(entry.assignee_name)}")
    if entry.crew_name:
        lines.append(f"{words['crew']}: {on_one_line(entry.crew_name)}")
    return "\n".join([*lines, _link(entry, style)])


def _link(entry: CalendarEntry, style: Style) -> str:
    path = f"work-orders/{entry.id}" if entry.id is not None else f"plans/{entry.plan_id}"
    return f"{style.base_url}/{path}"


def _alarm(minutes: int, summary: str) -> list[str]:
    trigger = f"TRIGGER:-PT{minutes}M"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", text("DESCRIPTION", summary), trigger, "END:VALARM"]
