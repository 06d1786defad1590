"""Feeds as calendar programs meet them: read back by libraries that did not write them."""

import time
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import icalendar
import psycopg
import vobject


async def test_scheduled_work_is_timed_and_due_work_is_a_moment(scene, soon):
    """Start and end as scheduled, in UTC; a due time without a schedule is a moment; undated work is not there."""
    scheduled = await scene.work("Mow", scheduledStart=soon.isoformat(), scheduledEnd=str(soon + timedelta(hours=2)))
    estimated = await scene.work("Rake", scheduledStart=soon.isoformat(), estimatedHours="1.5")
    due = await scene.work("Inspect", dueAt=soon.isoformat())
    undated = await scene.work("Some day")
    feed = await scene.subscribe(scene.technician, kind="person")
    one = await feed.event(scheduled)
    assert (one.dtstart.value, one.dtend.value) == (soon, soon + timedelta(hours=2))
    assert (await feed.event(estimated)).dtend.value == soon + timedelta(hours=1.5)
    moment = await feed.event(due)
    assert (moment.dtstart.value, hasattr(moment, "dtend")) == (soon, False)
    assert await feed.event(undated) is None


async def test_an_event_says_what_and_where_and_leads_there(scene, soon):
    """Title, state, place and a link to the work; nothing of its costs."""
    work = await scene.work("Mow", dueAt=soon.isoformat(), priority="urgent", estimatedCost="1234.56")
    feed = await scene.subscribe(scene.technician, kind="person", alarmMinutes=30)
    event = await feed.event(work)
    assert event.summary.value == "Mow"
    assert event.status.value == "CONFIRMED"
    assert event.priority.value == "1"
    assert event.location.value == "North"
    assert event.url.value.endswith(f"/work-orders/{work['id']}")
    assert event.description.value.split("\n")[:3] == [
        f"Work order {work['number']}",
        "Status: Approved",
        "Priority: Urgent",
    ]
    assert event.valarm.trigger.value == timedelta(minutes=-30)
    text = (await feed.fetch()).text
    assert "1234.56" not in text
    assert "1,234" not in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n" in text


async def test_a_change_keeps_the_uid_and_raises_the_sequence(scene, soon):
    """Calendar programs take the later of two versions of one UID: by SEQUENCE, the version of the work."""
    work = await scene.work("Mow", scheduledStart=soon.isoformat())
    feed = await scene.subscribe(scene.technician, kind="person")
    first = await feed.event(work)
    await scene.edit(work, title="Mow twice", scheduledStart=str(soon + timedelta(days=1)))
    second = await feed.event(work)
    assert second.uid.value == first.uid.value
    assert int(second.sequence.value) > int(first.sequence.value)
    assert second.last_modified.value >= first.last_modified.value
    assert second.summary.value == "Mow twice"
    assert second.dtstart.value == soon + timedelta(days=1)


async def test_cancelled_and_deleted_work_is_told_as_cancelled(scene, soon):
    """STATUS:CANCELLED with a higher SEQUENCE, instead of an event that vanishes."""
    work = await scene.work("Mow", dueAt=soon.isoformat())
    feed = await scene.subscribe(scene.technician, kind="person", alarmMinutes=5)
    before = await feed.event(work)
    answer = await scene.boss.post(f"/work-orders/{work['id']}/cancel", {"note": "rain"})
    assert answer.status_code == 200, answer.text
    cancelled = await feed.event(work)
    assert (cancelled.status.value, cancelled.summary.value) == ("CANCELLED", "Cancelled: Mow")
    assert int(cancelled.sequence.value) > int(before.sequence.value)
    assert not hasattr(cancelled, "valarm")
    answer = await scene.boss.delete(f"/work-orders/{work['id']}", version=answer.json()["version"])
    assert answer.status_code == 204, answer.text
    assert (await feed.event(work)).status.value == "CANCELLED"


async def test_work_given_to_somebody_else_is_cancelled_for_who_had_it(scene, soon, drain):
    """Both calendars are right: cancelled in the one, there in the other; and back again when it comes back."""
    work = await scene.work("Mow", dueAt=soon.isoformat(), crewId=scene.crew)
    mine = await scene.subscribe(scene.technician, kind="person")
    theirs = await scene.subscribe(scene.boss, kind="person", subjectId=scene.colleague)
    crew = await scene.subscribe(scene.boss, kind="crew", subjectId=scene.crew)
    north = await scene.subscribe(scene.boss, kind="site", subjectId=scene.site)
    before = await mine.event(work)
    await scene.edit(work, assigneeId=scene.colleague, crewId=None)
    await scene.edit(work, siteId=scene.other_site, title="Another title")
    await drain(scene.tenant)
    gone = await mine.event(work)
    assert (gone.uid.value, gone.status.value) == (before.uid.value, "CANCELLED")
    assert int(gone.sequence.value) > int(before.sequence.value)
    assert gone.dtstart.value == soon
    assert (await theirs.event(work)).status.value == "CONFIRMED"
    assert (await crew.event(work)).status.value == "CANCELLED"
    assert (await north.event(work)).status.value == "CANCELLED"
    back = await scene.edit(work, assigneeId=scene.staff)
    await drain(scene.tenant)
    again = await mine.event(work)
    assert (again.status.value, int(again.sequence.value)) == ("CONFIRMED", back["version"])
    assert int(again.sequence.value) > int(gone.sequence.value)
    assert (await theirs.event(work)).status.value == "CANCELLED"


async def test_departures_are_forgotten_after_thirty_days(scene, soon, drain, database):
    """What was taken away long ago is in no file any more, and no longer kept."""
    work = await scene.work("Mow", dueAt=soon.isoformat())
    mine = await scene.subscribe(scene.technician, kind="person")
    await scene.edit(work, assigneeId=None)
    await drain(scene.tenant)
    assert (await mine.event(work)).status.value == "CANCELLED"
    later = datetime.now(soon.tzinfo) + timedelta(days=31)
    await drain(scene.tenant, later)
    with psycopg.connect(database.superuser) as conn:
        left = conn.execute("SELECT count(*) FROM calendar_departures WHERE tenant_id = %s", [scene.tenant.id])
        assert left.fetchone() == (0,)
    assert await mine.event(work) is None


async def test_words_of_titles_stay_words(scene, soon):
    """I-4, I-5 for calendars: line breaks, semicolons, commas and backslashes in names begin no property."""
    nasty = "Pump;X=1,\\n \u2028BEGIN:VEVENT: Ürgent 🚰 " + "long " * 40
    work = await scene.work(nasty, dueAt=soon.isoformat())
    feed = await scene.subscribe(scene.technician, kind="person", name="Mine\\; ATTENDEE:x")
    text = (await feed.fetch()).content
    assert text.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    title = " ".join(nasty.replace("\u2028", " ").split())
    assert (await feed.event(work)).summary.value == title
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert str(event["summary"]) == title
    assert vobject.readOne(text.decode()).contents["x-wr-calname"][0].value == "Mine\\; ATTENDEE:x"


async def test_spanish_and_household_words(world, soon):
    """The tenant's language unless another is asked for, the edition's words, and the tenant's own before them."""
    tenant = await world.tenant(edition="household", locale="es-MX")
    owner = await tenant.person("owner")
    home = (await owner.post("/sites", {"name": "Casa"})).json()["id"]
    body = {"title": "Regar", "siteId": home, "dueAt": soon.isoformat()}
    work = (await owner.post("/work-orders", body)).json()

    async def first_lines(**options):
        made = await owner.post("/calendar/feeds", {"kind": "site", "subjectId": home, **options})
        answer = await world.client("").get(
            f"/v1/{made.json()['url'].partition('/v1/')[2]}", headers={"Authorization": ""}
        )
        return vobject.readOne(answer.text).vevent.description.value.split("\n")[:2]

    assert await first_lines() == [f"Tarea {work['number']}", "Estado: Nuevo"]
    assert await first_lines(language="en") == [f"Task {work['number']}", "Status: New"]


async def test_what_has_not_changed_is_not_sent_again(scene, soon):
    """ETag and If-None-Match: 304 until something changes."""
    work = await scene.work("Mow", dueAt=soon.isoformat())
    feed = await scene.subscribe(scene.technician, kind="person")
    first = await feed.fetch()
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "no-store" not in first.headers["cache-control"]
    again = await feed.fetch(**{"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    await scene.edit(work, title="Mow twice")
    changed = await feed.fetch(**{"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


async def test_the_secret_is_shown_once_and_kept_as_a_hash(scene, database):
    """A-15 for feeds: the list has no address, the database only a hash, the trail nothing of it."""
    feed = await scene.subscribe(scene.technician, kind="person")
    secret = feed.path.rpartition("/")[2].removesuffix(".ics")
    [listed] = (await scene.technician.get("/calendar/feeds")).json()["data"]
    assert "url" not in listed
    assert listed["lastUsedAt"] is None
    await feed.fetch()
    [listed] = (await scene.technician.get("/calendar/feeds")).json()["data"]
    assert listed["lastUsedAt"] is not None
    with psycopg.connect(database.superuser) as conn:
        rows = conn.execute("SELECT f::text FROM calendar_feeds f WHERE tenant_id = %s", [scene.tenant.id]).fetchall()
        trail = conn.execute("SELECT e::text FROM events e WHERE tenant_id = %s", [scene.tenant.id]).fetchall()
    assert len(rows) == 1
    assert secret not in str(rows) + str(trail)


async def test_a_revoked_feed_is_gone_at_once(scene):
    """Revoked, unknown, malformed: the same 404, and nobody revokes another's."""
    feed = await scene.subscribe(scene.technician, kind="person")
    assert (await scene.boss.delete(f"/calendar/feeds/{feed.feed['id']}")).status_code == 404
    assert (await feed.fetch()).status_code == 200
    for _ in range(2):
        assert (await scene.technician.delete(f"/calendar/feeds/{feed.feed['id']}")).status_code == 204
    answers = [await feed.fetch()]
    for name in ("x.ics", f"{'A' * 64}.ics", "%FF.ics", feed.path.rpartition("/")[2][:-5] + "A.ics", str(uuid4())):
        answers.append(await feed.client.get(f"/v1/calendar/feeds/{name}"))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.json()["detail"] for answer in answers}) == 1


async def test_a9_a_feed_shows_what_its_owner_may_see_now(scene, soon, world):
    """A-9: removed, without the permission, limited to other sites, tenant suspended: the feed follows at once."""
    work = await scene.work("Mow", dueAt=soon.isoformat())
    manager = await scene.tenant.person("supervisor")
    feed = await scene.subscribe(manager, kind="site", subjectId=scene.site)
    assert await feed.event(work) is not None
    [person] = [
        p for p in (await scene.boss.get("/people", limit=200)).json()["data"] if p["userId"] == str(manager.user_id)
    ]

    async def become(**fields):
        answer = await scene.boss.get(f"/people/{person['id']}")
        changed = await scene.boss.patch(f"/people/{person['id']}", fields, version=answer.json()["version"])
        assert changed.status_code == 200, changed.text

    await become(siteIds=[scene.other_site])
    assert (await feed.fetch()).status_code == 404
    await become(siteIds=None)
    assert await feed.event(work) is not None
    await become(role="requester")
    assert (await feed.fetch()).status_code == 404
    await become(role="supervisor")
    assert await feed.event(work) is not None
    answer = await scene.boss.get(f"/people/{person['id']}")
    removed = await scene.boss.delete(f"/people/{person['id']}", version=answer.json()["version"])
    assert removed.status_code == 204, removed.text
    assert (await feed.fetch()).status_code == 404


async def test_a9_a_suspended_tenants_feeds_are_closed(scene, world):
    """A-9: a suspended tenant's feeds answer as if they had never been."""
    from fettle.db.callers import system
    from fettle.modules.tenancy import public as tenancy

    feed = await scene.subscribe(scene.technician, kind="person")
    assert (await feed.fetch()).status_code == 200
    async with world.door.open(system(scene.tenant.id, via="cli", realm="identity")) as call:
        await tenancy.suspend(call)
    assert (await feed.fetch()).status_code == 404


async def test_t14_feeds_never_reach_into_other_tenants(scene, world, soon):
    """T-14, T-5: another tenant's people, crews and sites cannot be named; a secret of one opens nothing of another."""
    other = await world.tenant()
    stranger = await other.person("admin")
    subjects = {"person": scene.staff, "crew": scene.crew, "site": scene.site, "plan": str(uuid4())}
    for kind, subject in subjects.items():
        foreign = await stranger.post("/calendar/feeds", {"kind": kind, "subjectId": subject})
        nowhere = await stranger.post("/calendar/feeds", {"kind": kind, "subjectId": str(uuid4())})
        assert foreign.status_code == nowhere.status_code == 422
        assert foreign.json()["errors"] == nowhere.json()["errors"]
    feed = await scene.subscribe(scene.technician, kind="person")
    from fettle.modules.calendar.rules import feeds as rules

    named = rules.opened(feed.path.rpartition("/")[2].removesuffix(".ics"))
    assert named is not None
    assert named[0] == scene.tenant.id
    swapped = rules.address(other.id, named[1])
    assert (await feed.client.get(f"/v1/calendar/feeds/{swapped}.ics")).status_code == 404


async def test_feeds_belong_to_people_who_are_on_the_list(scene):
    """Without a subject a person's feed is one's own; who is nobody there, and machines, are told so."""
    refused = await scene.boss.post("/calendar/feeds", {"kind": "person"})
    assert refused.status_code == 422
    assert refused.json()["type"].endswith("not-staff")
    refused = await scene.boss.post("/calendar/feeds", {"kind": "crew"})
    assert refused.json()["errors"][0]["pointer"] == "/subjectId"
    key = await scene.boss.post("/api-keys", {"name": "robot", "permissions": ["calendar:read"]})
    machine = scene.tenant.world.client(key.json()["secret"])
    assert (await machine.post("/v1/calendar/feeds", json={"kind": "person"})).status_code == 403


async def test_a_person_limited_to_a_site_sees_only_its_work(scene, soon):
    """Sites: a crew's feed of somebody limited to one site holds that site's work alone (T-14 for sites)."""
    here = await scene.work("Here", dueAt=soon.isoformat(), crewId=scene.crew)
    there = await scene.work("There", dueAt=soon.isoformat(), crewId=scene.crew, siteId=scene.other_site)
    limited = await scene.tenant.person("supervisor", sites=[UUID(scene.site)])
    feed = await scene.subscribe(limited, kind="crew", subjectId=scene.crew)
    assert await feed.event(here) is not None
    assert await feed.event(there) is None
    assert "There" not in (await feed.fetch()).text
    shown = (
        await limited.get(
            "/calendar", **{"from": str(soon - timedelta(days=1)), "until": str(soon + timedelta(days=1))}
        )
    ).json()
    assert [entry["title"] for entry in shown["data"]] == ["Here"]


async def test_five_thousand_events_are_quick(scene, soon, database):
    """A large calendar is written in well under a second of work, and only once for those who have it."""
    work = await scene.work("Mow", dueAt=soon.isoformat())
    with psycopg.connect(database.superuser) as conn:
        columns = [
            row[0]
            for row in conn.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'work_orders' "
                "AND is_generated = 'NEVER' AND column_name NOT IN ('id', 'number')"
            )
        ]
        named = ", ".join(columns)
        conn.execute(
            f"INSERT INTO work_orders (id, number, {named}) SELECT gen_random_uuid(), 1000 + n, {named} "
            "FROM work_orders, generate_series(1, 4999) n WHERE id = %s",
            [work["id"]],
        )
    feed = await scene.subscribe(scene.technician, kind="person")
    began = time.monotonic()
    answer = await feed.fetch()
    assert time.monotonic() - began < 10
    assert answer.text.count("BEGIN:VEVENT") == 5000
    began = time.monotonic()
    assert (await feed.fetch(**{"If-None-Match": answer.headers["etag"]})).status_code == 304
    assert time.monotonic() - began < 10


async def test_whole_days_end_on_the_day_after(scene):
    """All-day events are dates whose end is exclusive, whatever the zone does that night (daylight saving)."""
    from fettle.modules.calendar.records import CalendarEntry, CalendarFeed, EntryKind, Language
    from fettle.modules.calendar.rules import ics, words

    now = datetime.now().astimezone()
    day = date(2026, 3, 8)
    entry = CalendarEntry(
        type=EntryKind.WORK_ORDER, id=uuid4(), title="Mow", status="approved", on=day, time_zone="America/New_York"
    )
    feed = CalendarFeed(
        id=uuid4(),
        owner_id=uuid4(),
        kind="person",
        subject_id=uuid4(),
        name="x",
        language="en",
        forecast=True,
        created_at=now,
    )
    style = ics.Style(
        words=words.words(Language.ENGLISH, household=False, own={}), base_url="https://x", time_zone="UTC"
    )
    event = vobject.readOne(ics.written(feed, [entry], [], style).decode()).vevent
    assert (event.dtstart.value, event.dtend.value) == (day, date(2026, 3, 9))
    assert event.transp.value == "TRANSPARENT"
