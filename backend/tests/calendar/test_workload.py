"""Who has how much to do: hours of each person and crew by day, beside what they could do."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.calendar.records import Days, Hands, Load
from fettle.modules.calendar.rules import workload as rules

NEW_YORK = ZoneInfo("America/New_York")
# A week in summer, far enough ahead that nothing of it is late: Monday to Sunday.
MONDAY = date(2031, 7, 7)
WEEK = {"from": "2031-07-07T04:00:00Z", "until": "2031-07-14T04:00:00Z"}


def at(day: int, hour: int = 8) -> str:
    """A local time of the week."""
    return datetime(2031, 7, 7 + day, hour, tzinfo=NEW_YORK).isoformat()


async def asked(person, **query):
    """The workload of the week, by name."""
    answer = await person.get("/calendar/workload", **{**WEEK, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def rows(person, **query):
    """The rows by name."""
    return {row["name"]: row for row in (await asked(person, **query))["data"]}


def days(row, *fields):
    """What a row says of each day."""
    return {day["on"]: tuple(day[field] for field in fields) for day in row["days"]}


async def test_a_small_week_by_person(scene):
    """Terry: 3 h + one without estimate on Monday, 10 h on Tuesday; 8 h a day, 40 in the week."""
    await scene.work("a", scheduledStart=at(0), estimatedHours="3")
    await scene.work("b", scheduledStart=at(0, 23))
    await scene.work("c", dueAt=at(1), estimatedHours="9.5", scheduledEnd=None)
    await scene.work("d", scheduledStart=at(1, 0), dueAt=at(5), estimatedHours="0.5")
    await scene.work("weekend", scheduledStart=at(5), estimatedHours="2", assigneeId=scene.colleague)
    await scene.work("nobody", scheduledStart=at(6), assigneeId=None)
    off = await scene.work("off", scheduledStart=at(2), estimatedHours="7")
    assert (await scene.boss.post(f"/work-orders/{off['id']}/cancel", {})).status_code == 200
    await scene.work("after", scheduledStart=at(7, 0), estimatedHours="7")
    await scene.work("before", scheduledStart=at(-1, 23), estimatedHours="7")
    answer = await asked(scene.boss)
    assert (answer["firstDay"], answer["lastDay"], answer["timeZone"]) == ("2031-07-07", "2031-07-13", str(NEW_YORK))
    assert [row["name"] for row in answer["data"]] == ["Terry", "Una", None]
    terry, una, nobody = answer["data"]
    told = days(terry, "workOrders", "unestimated", "scheduledHours", "capacityHours")
    assert {on: tuple(map(float, values)) for on, values in told.items()} == {
        "2031-07-07": (2, 1, 4, 8),
        "2031-07-08": (2, 0, 10, 8),
    }
    assert (float(terry["scheduledHours"]), float(terry["capacityHours"]), terry["unestimated"]) == (14, 40, 1)
    assert float(terry["dailyCapacityHours"]) == 8
    [saturday] = una["days"]
    assert (saturday["on"], float(saturday["scheduledHours"]), float(saturday["capacityHours"])) == ("2031-07-12", 2, 0)
    assert (nobody["id"], nobody["capacityHours"], nobody["workOrders"]) == (None, None, 1)


async def test_a_crew_can_do_what_its_members_can(scene):
    """Terry 40 h and Una 20 h a week: 12 h a day; who has left no longer counts."""
    una = (await scene.boss.get(f"/staff/{scene.colleague}")).json()
    changed = await scene.boss.patch(f"/staff/{scene.colleague}", {"weeklyHours": "20"}, version=una["version"])
    assert changed.status_code == 200
    crew = (await scene.boss.get(f"/crews/{scene.crew}")).json()
    members = {"memberIds": [scene.staff, scene.colleague]}
    assert (await scene.boss.patch(f"/crews/{scene.crew}", members, version=crew["version"])).status_code == 200
    await scene.work("a", scheduledStart=at(0), estimatedHours="13", crewId=scene.crew)
    await scene.work("none", scheduledStart=at(0), estimatedHours="1")
    found = await rows(scene.boss, by="crew")
    assert {name: float(row["scheduledHours"]) for name, row in found.items()} == {"Ground": 13, None: 1}
    assert (float(found["Ground"]["capacityHours"]), float(found["Ground"]["dailyCapacityHours"])) == (60, 12)
    version = changed.json()["version"]
    assert (await scene.boss.patch(f"/staff/{scene.colleague}", {"active": False}, version=version)).status_code == 200
    found = await rows(scene.boss, by="crew")
    assert float(found["Ground"]["dailyCapacityHours"]) == 8
    assert set(await rows(scene.boss)) == {"Terry"}


async def test_who_left_with_work_in_hand_has_work_and_no_capacity(scene):
    """Their work is still there to be given to others."""
    await scene.work("a", scheduledStart=at(0), estimatedHours="3", assigneeId=scene.colleague)
    una = (await scene.boss.get(f"/staff/{scene.colleague}")).json()
    gone = await scene.boss.delete(f"/staff/{scene.colleague}", version=una["version"])
    assert gone.status_code == 204
    row = (await rows(scene.boss))["Una"]
    assert (float(row["scheduledHours"]), float(row["capacityHours"])) == (3, 0)


async def test_what_plans_will_make_stands_apart(scene):
    """Two hours every day of the plan: forecast, not scheduled; without `forecast` nothing of it."""
    soon = (datetime.now(NEW_YORK) + timedelta(days=10)).date()
    body = {
        "name": "Water",
        "triggers": [
            {"kind": "calendar_fixed", "series": {"rule": {"repeat": "daily", "every": 1}, "anchor": soon.isoformat()}}
        ],
        "siteId": scene.site,
        "work": {"title": "Water", "assigneeId": scene.staff, "estimatedHours": "2"},
    }
    await scene.make("/maintenance-plans", body)
    begins = datetime.combine(soon, datetime.min.time(), NEW_YORK)
    window = {"from": begins.isoformat(), "until": (begins + timedelta(days=3)).isoformat()}
    row = (await rows(scene.boss, **window))["Terry"]
    assert (row["occurrences"], float(row["forecastHours"]), float(row["scheduledHours"])) == (3, 6, 0)
    assert [day["on"] for day in row["days"]] == [(soon + timedelta(days=n)).isoformat() for n in range(3)]
    assert (await rows(scene.boss, **window, forecast="false"))["Terry"]["occurrences"] == 0


async def test_days_are_the_tenants(scene):
    """03:30 in UTC is still the day before in New York; half a day that is asked for counts whole."""
    await scene.work("late", scheduledStart="2031-07-08T03:30:00Z")
    row = (await rows(scene.boss))["Terry"]
    assert [day["on"] for day in row["days"]] == ["2031-07-07"]
    half = {"from": "2031-07-07T16:00:00Z", "until": "2031-07-07T17:00:00Z"}
    answer = await asked(scene.boss, **half)
    assert (answer["firstDay"], answer["lastDay"]) == ("2031-07-07", "2031-07-07")
    assert answer["data"][0]["workOrders"] == 1


async def test_filters_narrow_people_and_work(scene):
    """Whom one asks for is shown, with the work that one asks for."""
    await scene.work("a", scheduledStart=at(0), estimatedHours="3", kind="inspection")
    await scene.work("b", scheduledStart=at(0), estimatedHours="4", siteId=scene.other_site)
    assert set(await rows(scene.boss, assigneeId=scene.colleague)) == {"Una"}
    assert set(await rows(scene.technician, assigneeId="me")) == {"Terry"}
    assert float((await rows(scene.boss, kind="inspection"))["Terry"]["scheduledHours"]) == 3
    assert float((await rows(scene.boss, siteId=scene.other_site))["Terry"]["scheduledHours"]) == 4
    assert set(await rows(scene.boss, by="crew", crewId=str(uuid4()))) == set()
    for query in ({"by": "site"}, {"from": WEEK["until"], "until": WEEK["from"]}):
        assert (await scene.boss.get("/calendar/workload", **{**WEEK, **query})).status_code == 422


async def test_t16_nothing_of_another_tenant_or_site(scene, world):
    """Those limited to a site count its work; another tenant sees none of it."""
    await scene.work("a", scheduledStart=at(0), estimatedHours="3")
    await scene.work("b", scheduledStart=at(0), estimatedHours="4", siteId=scene.other_site)
    local = await scene.tenant.person("technician", sites=[UUID(scene.other_site)])
    assert float((await rows(local))["Terry"]["scheduledHours"]) == 4
    stranger = await (await world.tenant()).person("admin")
    assert (await asked(stranger, assigneeId=scene.staff))["data"] == []


async def test_who_may_not_see_staff_sees_no_capacity(scene):
    """A role with the calendar alone sees whose work there is, not how long they work; without work, nothing at all."""
    await scene.work("a", scheduledStart=at(0), estimatedHours="3")
    for code, permissions in (("look", ["calendar:read", "work_orders:read"]), ("bare", ["calendar:read"])):
        await scene.make("/roles", {"code": code, "name": code, "permissions": permissions})
    looking, bare = [await scene.tenant.person(code) for code in ("look", "bare")]
    [row] = (await asked(looking))["data"]
    assert (row["name"], row["capacityHours"], row["days"][0]["capacityHours"]) == ("Terry", None, None)
    assert (await asked(bare))["data"] == []
    requester = await scene.tenant.person("requester")
    assert (await requester.get("/calendar/workload", **WEEK)).status_code == 403


async def test_entries_say_how_long_work_takes(scene):
    """The estimate stands with the entry."""
    await scene.work("a", scheduledStart=at(0), estimatedHours="3.5")
    [entry] = (await scene.boss.get("/calendar", **WEEK)).json()["data"]
    assert float(entry["estimatedHours"]) == 3.5


HOURS = st.decimals(min_value=0, max_value=24, places=2)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 13), HOURS, st.booleans()), max_size=30),
    st.lists(HOURS, min_size=3, max_size=3),
)
def test_nothing_is_lost_and_nothing_doubled(given_loads, weekly):
    """The rows add up to the loads, each day to its row; capacity is that of ten working days."""
    people = [UUID(int=n + 1) for n in range(3)]
    loads = [
        Load(
            id=None if who == 3 else people[who],
            name=str(who),
            on=MONDAY + timedelta(days=day),
            unestimated=0,
            hours=hours,
            forecast=forecast,
        )
        for who, day, hours, forecast in given_loads
    ]
    hands = [Hands(id=i, name=str(n), weekly_hours=h) for n, (i, h) in enumerate(zip(people, weekly, strict=True))]
    found = rules.rows(loads, hands, Days(MONDAY, MONDAY + timedelta(days=13), "UTC"))
    assert sum(row.scheduled_hours + row.forecast_hours for row in found) == sum(load.hours for load in loads)
    assert sum(row.work_orders + row.occurrences for row in found) == len(loads)
    for row in found:
        assert sum((day.scheduled_hours for day in row.days), Decimal(0)) == row.scheduled_hours
        if row.id is not None:
            assert row.capacity_hours == 10 * row.daily_capacity_hours
            assert abs(row.capacity_hours - 2 * weekly[people.index(row.id)]) <= Decimal("0.05")


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati", "Pacific/Niue"])
@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.integers(1, 2_000_000))
def test_whole_days_hold_the_window(zone, since, seconds):
    """The window lies within its whole days, and no day is there that it does not touch."""
    from fettle.modules.calendar.records import Window

    window = Window(since.replace(tzinfo=UTC), since.replace(tzinfo=UTC) + timedelta(seconds=seconds))
    asked_for = rules.days(window, zone)
    whole = rules.whole(asked_for)
    assert whole.since <= window.since < window.until <= whole.until
    assert whole.since > window.since - timedelta(hours=26)
    assert whole.until < window.until + timedelta(hours=26)
