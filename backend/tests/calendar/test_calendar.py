"""The calendar for screens: a window of time with work there is and work that plans will make."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

NEW_YORK = ZoneInfo("America/New_York")


async def shown(person, since, until, **filters):
    """The entries of a window."""
    answer = await person.get("/calendar", **{"from": since.isoformat(), "until": until.isoformat(), **filters})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def plan(scene, **fields):
    """A plan of a chore every week at the site, in the technician's hands."""
    anchor = (datetime.now(NEW_YORK) + timedelta(days=10)).date()
    series = {"rule": {"repeat": "weekly", "every": 1}, "anchor": anchor.isoformat()}
    body = {
        "name": "Weekly mowing",
        "triggers": [{"kind": "calendar_fixed", "series": series}],
        "siteId": scene.site,
        "work": {"title": "Mow", "assigneeId": scene.staff, "crewId": scene.crew, "priority": "high"},
        **fields,
    }
    return await scene.make("/maintenance-plans", body), anchor


async def test_work_stands_where_it_was_planned(scene, soon):
    """Scheduled before due; in the order of time; given up, deleted and undated work is left out."""
    due = await scene.work("Due", dueAt=str(soon + timedelta(hours=3)), crewId=scene.crew)
    scheduled = await scene.work("Scheduled", scheduledStart=soon.isoformat(), dueAt=str(soon + timedelta(days=9)))
    off = await scene.work("Off", dueAt=soon.isoformat())
    await scene.boss.post(f"/work-orders/{off['id']}/cancel", {"note": "rain"})
    await scene.work("Some day")
    entries = await shown(scene.boss, soon, soon + timedelta(days=5))
    assert [entry["id"] for entry in entries] == [scheduled["id"], due["id"]]
    first, second = entries
    assert datetime.fromisoformat(first["endsAt"]) == soon + timedelta(hours=1)
    assert (second["crewName"], second["assigneeName"], second["siteName"]) == ("Ground", "Terry", "North")
    assert (second["type"], second["on"], second["overdue"]) == ("work_order", None, False)
    assert "cost" not in str(entries).lower()
    assert [entry["id"] for entry in await shown(scene.boss, soon, soon + timedelta(hours=1))] == [scheduled["id"]]


async def test_filters_narrow_the_calendar(scene, soon):
    """By person, crew, site and kind; `me` and `mine` are the caller's own."""
    mine = await scene.work("Mine", dueAt=soon.isoformat(), crewId=scene.crew)
    theirs = await scene.work("Theirs", dueAt=soon.isoformat(), assigneeId=scene.colleague, kind="inspection")
    away = await scene.work("Away", dueAt=soon.isoformat(), assigneeId=None, siteId=scene.other_site)

    async def titles(person=scene.technician, **filters):
        return {entry["title"] for entry in await shown(person, soon, soon + timedelta(days=1), **filters)}

    assert await titles() == {mine["title"], theirs["title"], away["title"]}
    assert await titles(assigneeId="me") == {"Mine"}
    assert await titles(assigneeId=["me", scene.colleague]) == {"Mine", "Theirs"}
    assert await titles(crewId="mine") == {"Mine"}
    assert await titles(siteId=scene.other_site) == {"Away"}
    assert await titles(kind="inspection") == {"Theirs"}
    assert await titles(planId=str(uuid4())) == set()
    assert await titles(scene.boss, assigneeId="me") == set()
    assert await titles(scene.boss, crewId="mine") == set()


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"from": "2026-03-02T00:00:00Z", "until": "2026-03-01T00:00:00Z"}, "?until"),
        ({"from": "2026-03-01T00:00:00Z", "until": "2026-09-01T00:00:00Z"}, "?until"),
        ({"from": "2026-03-01T00:00:00", "until": "2026-03-02T00:00:00Z"}, "?from"),
        ({"from": "2026-03-01T00:00:00Z"}, "?until"),
        ({"from": "2026-03-01T00:00:00Z", "until": "2026-03-02T00:00:00Z", "assigneeId": "nobody"}, "?assigneeId"),
    ],
)
async def test_a_window_has_two_ends_and_a_limit(scene, query, pointer):
    """I-10: turned round, too long, without a zone, without an end: told where."""
    refused = await scene.boss.get("/calendar", **query)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == pointer


async def test_plans_are_shown_ahead(scene, drain):
    """What a plan will make, on its days in the site's zone, until the work order stands in its place."""
    made, anchor = await plan(scene)
    since = datetime.combine(anchor, datetime.min.time(), NEW_YORK).astimezone(UTC)
    entries = await shown(scene.technician, since, since + timedelta(days=15), assigneeId="me")
    assert [entry["on"] for entry in entries] == [str(anchor + timedelta(days=7 * n)) for n in range(3)]
    first = entries[0]
    names = ("type", "id", "status", "planId", "title", "siteName", "assigneeName", "priority")
    expected = ["occurrence", None, "forecast", made["id"], "Mow", "North", "Terry", "high"]
    assert [first[name] for name in names] == expected
    assert await shown(scene.technician, since, since + timedelta(days=15), forecast="false") == []
    assert await shown(scene.technician, since, since + timedelta(days=15), kind="inspection") == []
    assert await shown(scene.technician, since, since + timedelta(days=15), assigneeId=scene.colleague) == []
    await scene.make("/roles", {"code": "dates", "name": "Dates", "permissions": ["calendar:read", "tenant:read"]})
    bare = await scene.tenant.person("dates")
    assert await shown(bare, since, since + timedelta(days=15)) == []


async def test_an_occurrence_becomes_its_work_order(scene, drain):
    """When the work order is made, it stands on the same whole day, once."""
    made, anchor = await plan(scene, leadDays=20)
    await drain(scene.tenant)
    since = datetime.combine(anchor, datetime.min.time(), NEW_YORK).astimezone(UTC)
    entries = await shown(scene.technician, since, since + timedelta(days=8), planId=made["id"])
    first = entries[0]
    assert (first["type"], first["on"], first["startsAt"]) == ("work_order", str(anchor), None)
    assert len([entry for entry in entries if entry["on"] == str(anchor)]) == 1
    moved = datetime.combine(anchor + timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=15)
    await scene.edit({"id": first["id"]}, dueAt=moved.isoformat())
    [entry] = [e for e in await shown(scene.technician, since, since + timedelta(days=3)) if e["id"] == first["id"]]
    assert (entry["on"], datetime.fromisoformat(entry["startsAt"])) == (None, moved)


async def test_a_plans_feed_holds_what_it_made_and_will_make(scene, drain):
    """All-day events, tentative as long as they are only planned; a feed can go without them."""
    made, anchor = await plan(scene, leadDays=20)
    await drain(scene.tenant)
    feed = await scene.subscribe(scene.technician, kind="plan", subjectId=made["id"])
    events = sorted((await feed.events()).values(), key=lambda event: event.dtstart.value)
    assert events[0].dtstart.value == anchor
    assert events[0].dtend.value == anchor + timedelta(days=1)
    assert all(type(event.dtstart.value) is date for event in events)
    assert events[-1].status.value == "TENTATIVE"
    assert events[-1].summary.value == "Mow (forecast)"
    assert len({event.dtstart.value for event in events}) == len(events)
    assert f"/plans/{made['id']}" in events[-1].url.value
    again = await feed.events()
    assert again.keys() == (await feed.events()).keys()
    bare = await scene.subscribe(scene.technician, kind="plan", subjectId=made["id"], forecast=False)
    assert {event.status.value for event in (await bare.events()).values()} <= {"CONFIRMED"}


async def test_whole_days_keep_their_date_when_the_clocks_change(scene, drain):
    """Daylight saving: a daily chore is on every date of the week in which the clocks change, once each."""
    anchor = date(datetime.now(UTC).year + 1, 3, 1)
    series = {"rule": {"repeat": "daily"}, "anchor": anchor.isoformat(), "count": 60}
    await plan(scene, triggers=[{"kind": "calendar_fixed", "series": series}])
    feed = await scene.subscribe(scene.technician, kind="person")
    days = sorted(event.dtstart.value for event in (await feed.events()).values())
    first = [day for day in days if day < anchor + timedelta(days=60)]
    assert first == [anchor + timedelta(days=n) for n in range(len(first))]
