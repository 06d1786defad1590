"""Plan compliance, schedule compliance, planned work and rework, in small worlds that are computed by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.logs import public as logs
from fettle.modules.reports import rules
from fettle.modules.reports.records import ComplianceCounts, HoursLogged, Scheduled, Step
from fettle.modules.work_orders import public as work_orders
from makers.world import Person, World
from makers.yard import Yard, make_yard

CLOSED, APPROVED = work_orders.WorkOrderStatus.CLOSED, work_orders.WorkOrderStatus.APPROVED
MOMENT = timedelta(microseconds=1)
OCCUR = """
INSERT INTO plan_occurrences (tenant_id, id, plan_id, asset_id, key, trigger_key, due_on, due_at, state, work_order_id)
VALUES (%(tenant)s, gen_random_uuid(), %(plan)s, %(asset)s, gen_random_uuid(), 'k', %(on)s, %(at)s, 'made', %(work)s)
RETURNING id
"""
LINK = "UPDATE work_orders SET plan_id = %(plan)s, occurrence_id = %(occurrence)s WHERE id = %(work)s"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


async def asked(person: Person, path: str, **query: Any) -> Any:
    """The answer to an analysis."""
    answer = await person.get(f"/analysis/{path}", **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def total(person: Person, path: str = "plan-compliance", **query: Any) -> Any:
    """The figures of the whole."""
    return (await asked(person, path, **query))["total"]


class Plans:
    """A yard with plans whose occurrences are laid as a test wants them."""

    def __init__(self, yard: Yard, boss: Person, superuser: str) -> None:
        self.yard = yard
        self.boss = boss
        self.superuser = superuser

    async def plan(self, name: str = "Mow", **fields: Any) -> str:
        """A plan that is too far away to make anything by itself."""
        trigger = {"kind": "one_time", "on": "2199-12-31"}
        answer = await self.boss.post("/maintenance-plans", {"name": name, "triggers": [trigger], **fields})
        assert answer.status_code == 201, answer.text
        plan: str = answer.json()["id"]
        with psycopg.connect(self.superuser) as conn:
            conn.execute("UPDATE plan_schedules SET next_due_on = NULL WHERE plan_id = %s", [plan])
        return plan

    async def due(
        self,
        plan: str,
        on: date,
        *,
        at: datetime | None = None,
        done: datetime | None = None,
        asset: UUID | None = None,
        undated: bool = False,
        **fields: Any,
    ) -> UUID:
        """An occurrence with its work order, closed when it was `done`."""
        async with self.yard.tenant.call() as call:
            made: dict[str, Any] = {
                "id": call.new_id(),
                "title": "Mow",
                "kind": work_orders.WorkKind.PREVENTIVE,
                "status": APPROVED if done is None else CLOSED,
                "site_id": self.yard.north,
                "reported_at": utc(2020, 1, 1),
                "due_at": None if undated else utc(on.year, on.month, on.day, 23, 59),
                "completed_at": done,
                "closed_at": done,
            }
            historic = work_orders.HistoricWorkOrder(**(made | fields))
            await work_orders.create_many(call, [historic])
        given = {"tenant": self.yard.tenant.id, "plan": plan, "asset": asset, "on": on, "at": at, "work": historic.id}
        with psycopg.connect(self.superuser) as conn:
            (occurrence,) = conn.execute(OCCUR, given).fetchone() or (None,)
            conn.execute(LINK, {**given, "occurrence": occurrence})
        return historic.id


@pytest.fixture
async def plans(world: World, database: Any) -> Plans:
    yard = await make_yard(world)
    return Plans(yard, await yard.tenant.person("admin"), database.superuser)


DUE = date(2026, 3, 31)
DAYS_BEFORE = [(30, 72), (29, Decimal("69.6")), (10, 24), (7, 24), (1, 24), (365, 876)]


@pytest.mark.parametrize(("interval", "hours"), DAYS_BEFORE)
async def test_the_window_is_a_tenth_of_the_interval_and_at_least_a_day(
    plans: Plans, interval: int, hours: float
) -> None:
    """30 days: three days before 31 March begins to three days after it ends, both ends included."""
    margin = timedelta(hours=float(hours))
    begins, ends = utc(2026, 3, 31) - margin, utc(2026, 4, 1) - MOMENT + margin
    for done, verdict in (
        (begins - MOMENT, "early"),
        (begins, "complied"),
        (ends, "complied"),
        (ends + MOMENT, "late"),
    ):
        plan = await plans.plan()
        await plans.due(plan, DUE - timedelta(days=interval), done=utc(2026, 1, 1))
        await plans.due(plan, DUE, done=done)
        rows = (await asked(plans.boss, "plan-compliance", by="plan", **{"from": "2026-03-31", "to": "2026-03-31"}))[
            "rows"
        ]
        figures = next(row["figures"] for row in rows if row["key"] == plan)
        assert figures["due"] == figures[verdict] == 1, (done, figures)


async def test_due_at_an_instant_the_window_lies_around_it(plans: Plans) -> None:
    noon = utc(2026, 3, 31, 12)
    for n, (done, verdict) in enumerate(
        [(-25, "early"), (-24, "complied"), (0, "complied"), (24, "complied"), (25, "late")], start=1
    ):
        plan = await plans.plan()
        await plans.due(plan, DUE, at=noon, done=noon + timedelta(hours=done))
        figures = await total(plans.boss)
        assert figures["due"] == n
        assert figures[verdict] >= 1, done
    assert (figures["complied"], figures["early"], figures["late"], figures["compliancePercent"]) == (3, 1, 1, 60.0)


async def test_where_the_interval_comes_from(plans: Plans, database: Any) -> None:
    """Before or after it, else what the plan expects next, else a day; each asset has its own, a winter is none."""
    late_by_two_days = utc(2026, 4, 3)
    one_time = await plans.plan("one time")
    await plans.due(one_time, DUE, done=late_by_two_days)
    first = await plans.plan("first")
    await plans.due(first, DUE, done=late_by_two_days)
    await plans.due(first, DUE + timedelta(days=30), done=utc(2026, 4, 30))
    expected = await plans.plan("expected")
    await plans.due(expected, DUE, done=late_by_two_days)
    with psycopg.connect(database.superuser) as conn:
        conn.execute(
            "UPDATE plan_schedules SET next_due_on = %s WHERE plan_id = %s", [DUE + timedelta(days=30), expected]
        )
    season = await plans.plan("season")
    await plans.due(season, DUE - timedelta(days=180), done=utc(2026, 1, 1))
    await plans.due(season, DUE, done=late_by_two_days)
    await plans.due(season, DUE + timedelta(days=7), done=utc(2026, 4, 8))
    each = await plans.plan("each")
    await plans.due(each, DUE - timedelta(days=1), asset=plans.yard.mower, done=utc(2026, 3, 30))
    await plans.due(each, DUE - timedelta(days=60), done=utc(2026, 1, 30))
    await plans.due(each, DUE, done=late_by_two_days)
    window = {"from": "2026-03-31", "to": "2026-03-31"}
    rows = (await asked(plans.boss, "plan-compliance", by="plan", **window))["rows"]
    assert {row["label"]: row["figures"]["complied"] for row in rows} == {
        "each": 1,
        "expected": 1,
        "first": 1,
        "one time": 0,
        "season": 0,
    }


async def test_what_is_open_given_up_or_undated_stands_apart(plans: Plans) -> None:
    """Six were due and judged: two in time, one early, one late, two open past their window."""
    plan = await plans.plan()
    today = datetime.now(UTC).date()
    day = timedelta(days=1)
    past = [today - (400 - 10 * n) * day for n in range(6)]
    for on, done in ((past[0], 0), (past[1], 1), (past[2], -5), (past[3], 9)):
        noon = datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=12)
        await plans.due(plan, on, done=noon + done * day)
    await plans.due(plan, past[4])
    await plans.due(plan, past[5])
    await plans.due(plan, today)
    await plans.due(plan, past[5] + 10 * day, undated=True)
    await plans.due(plan, past[5] + 20 * day, status=work_orders.WorkOrderStatus.CANCELLED)
    await plans.due(plan, past[5] + 30 * day, status=work_orders.WorkOrderStatus.SKIPPED)
    figures = await total(plans.boss)
    assert figures == {
        "unit": "work orders",
        "due": 6,
        "complied": 2,
        "early": 1,
        "late": 1,
        "openPastWindow": 2,
        "compliancePercent": 33.33,
        "pending": 1,
        "undated": 1,
        "cancelled": 1,
        "skipped": 1,
    }


async def test_moving_the_work_order_does_not_move_the_window(plans: Plans) -> None:
    """Whoever puts off the due time of the work order is still measured by the plan's."""
    plan = await plans.plan()
    await plans.due(plan, DUE, done=utc(2026, 5, 1), due_at=utc(2026, 5, 2))
    assert (await total(plans.boss))["late"] == 1


async def test_nothing_due_is_null_and_work_without_a_plan_is_outside(plans: Plans) -> None:
    async with plans.yard.tenant.call() as call:
        historic = work_orders.HistoricWorkOrder(
            id=call.new_id(),
            title="Old",
            kind=work_orders.WorkKind.PREVENTIVE,
            status=CLOSED,
            reported_at=utc(2026, 1, 1),
            due_at=utc(2026, 3, 31),
            completed_at=utc(2026, 3, 31),
        )
        await work_orders.create_many(call, [historic])
    figures = await total(plans.boss, **{"from": "2026-01-01", "to": "2026-12-31"})
    assert (figures["due"], figures["compliancePercent"]) == (0, None)
    answer = await asked(plans.boss, "plan-compliance", by="plan", period="month")
    assert (answer["rows"], answer["total"]["compliancePercent"]) == ([], None)


async def test_cuts_add_up_and_filters_narrow(plans: Plans, world: World) -> None:
    mow, rake = await plans.plan("Mow", siteId=str(plans.yard.south)), await plans.plan("Rake")
    in_time, late = utc(2026, 3, 31, 12), utc(2026, 6, 1)
    await plans.due(mow, DUE, done=in_time, assignee_id=plans.yard.ann)
    await plans.due(mow, DUE + timedelta(days=1), done=late, site_id=plans.yard.south)
    await plans.due(rake, DUE, done=late, assignee_id=plans.yard.bob)
    boss = plans.boss
    for by in ("none", "plan", "site", "assignee"):
        for period in ("none", "month", "week"):
            answer = await asked(boss, "plan-compliance", by=by, period=period)
            assert answer["total"]["due"] == 3
            if (by, period) != ("none", "none"):
                assert sum(row["figures"]["due"] for row in answer["rows"]) == 3, (by, period)
    rows = (await asked(boss, "plan-compliance", by="plan", period="month"))["rows"]
    assert [(row["label"], row["periodStart"], row["figures"]["compliancePercent"]) for row in rows] == [
        ("Mow", "2026-03-01", 100.0),
        ("Mow", "2026-04-01", 0.0),
        ("Rake", "2026-03-01", 0.0),
    ]
    assert (await total(boss, assigneeId=str(plans.yard.ann)))["compliancePercent"] == 100.0
    assert (await total(boss, siteId=str(plans.yard.south)))["due"] == 1
    local = await plans.yard.tenant.person("auditor", sites=[plans.yard.south])
    assert (await total(local))["due"] == 1
    stranger = await (await world.tenant()).person("auditor")
    assert (await total(stranger))["due"] == 0
    technician = await plans.yard.tenant.person("technician")
    assert (await technician.get("/analysis/plan-compliance")).status_code == 403
    backwards = {"from": "2026-03-02", "to": "2026-03-01"}
    assert (await boss.get("/analysis/plan-compliance", **backwards)).status_code == 422


async def test_days_end_where_the_site_is(world: World, database: Any) -> None:
    """Due on 31 March at a site in Auckland: a day after its midnight there is still in the window, not an hour on."""
    yard = await make_yard(world, time_zone="America/New_York")
    plans = Plans(yard, await yard.tenant.person("admin"), database.superuser)
    site = (await plans.boss.post("/sites", {"name": "Far", "timeZone": "Pacific/Auckland"})).json()["id"]
    # 1 April begins in Auckland at 11:00 on 31 March in UTC.
    ends = utc(2026, 4, 1, 11)
    plan = await plans.plan()
    await plans.due(plan, DUE, done=ends - MOMENT, site_id=UUID(site))
    assert (await total(plans.boss))["complied"] == 1
    await plans.due(await plans.plan(), DUE, done=ends, site_id=UUID(site))
    assert (await total(plans.boss))["late"] == 1


async def test_what_a_plan_really_makes_is_counted(plans: Plans, drain: Any) -> None:
    """From the plan to the figure: today's occurrence, done today, complies."""
    today = datetime.now(UTC).date().isoformat()
    series = {"rule": {"repeat": "weekly", "every": 1}, "anchor": today}
    body = {
        "name": "Weekly",
        "triggers": [{"kind": "calendar_fixed", "series": series}],
        "siteId": str(plans.yard.north),
    }
    made = await plans.boss.post("/maintenance-plans", body)
    assert made.status_code == 201, made.text
    await drain(plans.yard.tenant)
    assert (await total(plans.boss))["pending"] == 1
    [work] = (await plans.boss.get("/work-orders", planId=made.json()["id"])).json()["data"]
    for verb in ("start", "complete"):
        done = await plans.boss.post(f"/work-orders/{work['id']}/{verb}", {})
        assert done.status_code == 200, done.text
    figures = await total(plans.boss)
    assert (figures["complied"], figures["pending"], figures["compliancePercent"]) == (1, 0, 100.0)


# Planned work, schedule compliance, rework.


class Works:
    """A yard whose work orders are laid as a test wants them."""

    def __init__(self, yard: Yard) -> None:
        self.yard = yard

    async def done(self, *, hours: str | None = None, on: date = date(2026, 3, 3), **fields: Any) -> UUID:
        """A closed work order on which somebody has worked."""
        async with self.yard.tenant.call() as call:
            made: dict[str, Any] = {
                "id": call.new_id(),
                "title": "Repair",
                "status": CLOSED,
                "site_id": self.yard.north,
                "reported_at": utc(2026, 3, 2),
                "completed_at": utc(2026, 3, 4),
                "closed_at": utc(2026, 3, 4),
            }
            historic = work_orders.HistoricWorkOrder(**(made | fields))
            await work_orders.create_many(call, [historic])
            if hours is not None:
                labour = logs.NewLogLine(
                    kind=logs.LineKind.LABOUR, quantity=Decimal(hours), staff_id=self.yard.bob, unit_cost=Decimal(1)
                )
                entry = logs.NewLogEntry(
                    work_order_id=historic.id, performed_on=on, site_id=historic.site_id, lines=[labour]
                )
                await logs.append_many(call, [entry])
        return historic.id


@pytest.fixture
async def works(yard: Yard) -> Works:
    return Works(yard)


async def test_planned_work_is_hours_on_what_was_planned(works: Works) -> None:
    """6 of 10 hours: an estimate alone or a date alone is no plan; materials are no hours."""
    start = utc(2026, 3, 3, 8)
    await works.done(hours="6", estimated_hours=Decimal(5), scheduled_start=start)
    await works.done(hours="3", estimated_hours=Decimal(5))
    await works.done(hours="1", scheduled_start=start)
    other = await works.done(hours="4", on=date(2026, 4, 1), estimated_hours=Decimal(5), scheduled_start=start)
    material = logs.NewLogLine(kind=logs.LineKind.OTHER, item="x", unit_cost=Decimal(1))
    async with works.yard.tenant.call() as call:
        entry = logs.NewLogEntry(work_order_id=other, performed_on=date(2026, 3, 3), lines=[material])
        await logs.append_many(call, [entry])
    person = await works.yard.tenant.person("auditor")
    march = await total(person, "maintenance", **{"from": "2026-03-01", "to": "2026-03-31"})
    assert (march["loggedHours"], march["plannedHours"], march["plannedWorkPercent"]) == ("10.0000", "6.0000", 60.0)
    answer = await asked(person, "maintenance", period="month")
    assert [(row["periodStart"], row["figures"]["plannedWorkPercent"]) for row in answer["rows"]] == [
        ("2026-03-01", 60.0),
        ("2026-04-01", 100.0),
    ]
    assert float(answer["total"]["loggedHours"]) == 14


async def test_what_a_plan_made_is_planned(plans: Plans) -> None:
    plan = await plans.plan()
    work = await plans.due(plan, DUE, done=None)
    await plans.yard.labour(work, "2")
    figures = await total(plans.boss, "maintenance")
    assert (float(figures["plannedHours"]), figures["plannedWorkPercent"]) == (2, 100.0)


async def test_a_reversed_entry_leaves_no_hours(works: Works) -> None:
    work = await works.yard.work_order()
    entry = await works.yard.labour(work, "2")
    async with works.yard.tenant.call() as call:
        await logs.reverse(call, entry.id, logs.Reversal(reason="Twice"))
    figures = await total(await works.yard.tenant.person("auditor"), "maintenance")
    assert (float(figures["loggedHours"]), figures["plannedWorkPercent"], figures["reworkPercent"]) == (0, None, None)


async def test_schedule_compliance_is_by_the_week_planned(works: Works) -> None:
    """Of seven scheduled in a week that is over, three were done in it: on Monday and Sunday, and late on the day."""
    wednesday = {"scheduled_start": utc(2026, 3, 4, 8)}
    monday, next_monday = utc(2026, 3, 2), utc(2026, 3, 9)
    for done in (monday, next_monday - MOMENT, utc(2026, 3, 4, 20), monday - MOMENT, next_monday):
        await works.done(completed_at=done, closed_at=done, **wednesday)
    still_open = {"status": APPROVED, "completed_at": None, "closed_at": None}
    await works.done(**still_open, **wednesday)
    await works.done(**still_open, **wednesday)
    await works.done(**(still_open | {"status": work_orders.WorkOrderStatus.CANCELLED}), **wednesday)
    await works.done(**still_open, scheduled_start=datetime.now(UTC) + timedelta(days=8))
    await works.done()
    person = await works.yard.tenant.person("auditor")
    figures = await total(person, "maintenance")
    assert figures["scheduled"] == 7
    assert (figures["completedInWeek"], figures["completedOtherwise"], figures["openPastWeek"]) == (3, 2, 2)
    assert (figures["pending"], figures["dropped"], figures["scheduleCompliancePercent"]) == (1, 1, 42.86)
    february = await total(person, "maintenance", **{"from": "2026-02-01", "to": "2026-02-28"})
    assert (february["scheduled"], february["scheduleCompliancePercent"]) == (0, None)


async def test_weeks_are_the_tenants(world: World) -> None:
    """03:30 on Monday in UTC is Sunday evening in New York: the week planned is the one that ends."""
    works = Works(await make_yard(world, time_zone="America/New_York"))
    sunday = utc(2026, 3, 9, 3, 30)
    await works.done(scheduled_start=sunday, completed_at=utc(2026, 3, 3), closed_at=utc(2026, 3, 3))
    person = await works.yard.tenant.person("auditor")
    answer = await asked(person, "maintenance", period="week")
    assert [(row["periodStart"], row["figures"]["completedInWeek"]) for row in answer["rows"]] == [("2026-03-02", 1)]


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, True),
        ({"reported_at": utc(2026, 4, 3)}, True),
        ({"reported_at": utc(2026, 4, 3) + MOMENT}, False),
        ({"asset_ids": []}, False),
        ({"kind": work_orders.WorkKind.PREVENTIVE}, False),
        ({"follow_up_of_id": None}, False),
        ({"problem_code_id": "other"}, False),
        ({"problem_code_id": None}, True),
    ],
)
async def test_rework_is_hours_on_follow_ups_of_the_same(
    works: Works, database: Any, fields: Any, counts: bool
) -> None:
    """4 h on the repair and 2 h on what followed within thirty days on the same mower: a third of six."""
    boss = await works.yard.tenant.person("admin")
    codes = {
        code: UUID((await boss.post("/failure-codes", {"code": code, "name": code, "kind": "problem"})).json()["id"])
        for code in ("leak", "other")
    }
    first = await works.done(hours="4", asset_ids=[works.yard.mower], problem_code_id=codes["leak"])
    given = {"asset_ids": [works.yard.mower], "problem_code_id": "leak", "follow_up_of_id": first, **fields}
    given["problem_code_id"] = codes.get(given["problem_code_id"])
    followed = given.pop("follow_up_of_id")
    done = utc(2026, 5, 1)
    second = await works.done(hours="2", completed_at=done, closed_at=done, **given)
    with psycopg.connect(database.superuser) as conn:
        conn.execute("UPDATE work_orders SET follow_up_of_id = %s WHERE id = %s", [followed, second])
    figures = await total(await works.yard.tenant.person("auditor"), "maintenance")
    corrective = 4 if fields.get("kind") else 6
    assert (float(figures["correctiveHours"]), float(figures["reworkHours"])) == (corrective, 2 if counts else 0)
    assert figures["reworkPercent"] == (33.33 if counts else 0)


async def test_t16_figures_of_maintenance_are_those_of_the_tenant_and_site(works: Works, world: World) -> None:
    await works.done(hours="4")
    await works.done(hours="1", site_id=works.yard.south)
    stranger = await (await world.tenant()).person("auditor")
    figures = await total(stranger, "maintenance")
    assert (float(figures["loggedHours"]), figures["reworkPercent"], figures["plannedWorkPercent"]) == (0, None, None)
    local = await works.yard.tenant.person("auditor", sites=[works.yard.south])
    assert float((await total(local, "maintenance"))["loggedHours"]) == 1
    everywhere = await works.yard.tenant.person("auditor")
    assert float((await total(everywhere, "maintenance", siteId=str(works.yard.south)))["loggedHours"]) == 1
    technician = await works.yard.tenant.person("technician")
    assert (await technician.get("/analysis/maintenance")).status_code == 403


numbers = st.integers(0, 1000)


@given(st.tuples(*[numbers] * 8))
def test_compliance_is_a_share_of_what_was_due(counts: tuple[int, ...]) -> None:
    complied, early, late, open_past, *apart = counts
    names = ("pending", "undated", "cancelled", "skipped")
    row = ComplianceCounts(
        whole=True,
        key=None,
        label=None,
        period=None,
        complied=complied,
        early=early,
        late=late,
        open_past_window=open_past,
        **dict(zip(names, apart, strict=True)),
    )
    figures = rules.compliance_figures(row)
    assert figures.due == complied + early + late + open_past
    assert (figures.compliance_percent is None) == (figures.due == 0)
    if figures.compliance_percent is not None:
        assert 0 <= figures.compliance_percent <= 100
        assert (figures.compliance_percent == 100) == (complied == figures.due or complied / figures.due > 0.99995)


weeks = st.sampled_from([date(2026, 3, 2) + timedelta(weeks=n) for n in range(4)])
quantities = st.decimals(min_value=0, max_value=100, places=2)


@given(st.dictionaries(weeks, quantities), st.dictionaries(weeks, numbers))
def test_every_period_with_hours_or_a_schedule_has_one_row(
    logged: dict[date, Decimal], planned: dict[date, int]
) -> None:
    hours = [HoursLogged(period=week, logged=value, planned=value / 2) for week, value in logged.items()]
    counts = [Scheduled(period=week, in_week=number) for week, number in planned.items()]
    whole = HoursLogged(whole=True, logged=sum(logged.values(), Decimal(0)))
    figures, rows = rules.maintenance_rows([whole, *hours], [Scheduled(whole=True), *counts], Step.WEEK)
    assert [row.period_start for row in rows] == sorted({*logged, *planned})
    assert sum(row.figures.logged_hours for row in rows) == figures.logged_hours
    assert sum(row.figures.scheduled for row in rows) == sum(planned.values())
    assert all(row.figures.planned_work_percent in (None, 50.0) for row in rows)
