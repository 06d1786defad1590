"""The demo tenants whose past is told by verbs: everything in it is there, legal, and told once."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from conftest import TestDatabase, copied
from fettle import demo
from fettle.config import Settings
from fettle.db import audit, engine
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.demo.tenants import TENANTS
from fettle.kit.pages import PageRequest
from fettle.modules.files import public as files
from fettle.modules.reports import public as reports
from fettle.modules.reports.records import AssetFilters
from fettle.modules.work_orders import public as work_orders
from fettle.modules.work_orders.actions import requests

STORIES = ("riverside", "household")
IDS = {tenant.new.slug: tenant.new.id for tenant in TENANTS}
PATIENCE = 3
NOON = datetime(2026, 7, 15, 15, 0, tzinfo=UTC)
COUNTS = """
SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM work_orders) AS work_orders,
       (SELECT count(*) FROM notifications) AS notifications, (SELECT count(*) FROM files) AS files,
       (SELECT count(*) FROM memberships) AS memberships
"""
TOLD = """
SELECT number, title, status, priority, reported_at, due_at, started_at, completed_at FROM work_orders ORDER BY number
"""


class Told:
    """A database with the stories in it."""

    def __init__(self, door: Door, database: TestDatabase) -> None:
        self.door = door
        self.database = database

    def ask(self, query: str, slug: str = "riverside") -> list[dict[str, Any]]:
        """Rows, as the superuser sees them."""
        with psycopg.connect(self.database.superuser, row_factory=dict_row) as conn:
            return conn.execute(query, {"tenant": IDS[slug]}).fetchall()


@pytest.fixture(scope="module")
def own(superuser: str, template: str, worker_id: str) -> Iterator[TestDatabase]:
    yield from copied(superuser, template, f"fettle_test_demo_{worker_id}_{os.getpid()}")


def settings_of(database: TestDatabase, folder: Path) -> Settings:
    return Settings(data_dir=folder, database_url=database.app, log_level="error")


@pytest.fixture(scope="module")
async def told(own: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Told]:
    settings = settings_of(own, tmp_path_factory.mktemp("stories"))
    door = engine.make_door(settings, own.app)
    async with door.pool:
        await demo.load(door, only=STORIES, desk=files.make_files(settings))
        yield Told(door, own)


async def test_a_second_load_does_nothing(told: Told) -> None:
    before = told.ask(COUNTS)
    await demo.load(told.door, only=STORIES)
    assert told.ask(COUNTS) == before


@pytest.mark.parametrize("slug", STORIES)
async def test_the_chain_is_whole(told: Told, slug: str) -> None:
    async with told.door.open(system(IDS[slug], via="cli"), read_only=True) as call:
        verdict = await audit.verify(call)
    assert verdict.sound, verdict.in_words()


@pytest.mark.parametrize("slug", STORIES)
def test_everything_happened_in_order_and_none_of_it_in_the_future(told: Told, slug: str) -> None:
    found = told.ask(
        """
        SELECT count(*) FILTER (WHERE at < former) AS backwards,
               count(*) FILTER (WHERE at > clock_timestamp()) AS future
        FROM (SELECT at, lag(at) OVER (ORDER BY seq, ord) AS former FROM events WHERE tenant_id = %(tenant)s) AS e
        """,
        slug,
    )
    assert found == [{"backwards": 0, "future": 0}]


def test_work_of_every_state_is_there(told: Told) -> None:
    states = {
        row["status"]: row["n"]
        for row in told.ask("SELECT status, count(*) AS n FROM work_orders WHERE tenant_id = %(tenant)s GROUP BY 1")
    }
    assert set(states) == set(work_orders.WorkOrderStatus)
    assert 350 < sum(states.values()) < 500
    assert 55 < sum(states[each] for each in ("new", "approved", "in_progress", "on_hold")) < 90
    assert states["closed"] > 250


def test_what_waits_waits_in_every_way(told: Told) -> None:
    [waiting] = told.ask(
        """
        SELECT count(*) FILTER (WHERE due_at < now()) AS overdue,
               count(*) FILTER (WHERE due_at BETWEEN now() AND now() + interval '7 days') AS this_week,
               count(*) FILTER (WHERE assignee_id IS NULL AND crew_id IS NULL) AS nobody,
               count(*) FILTER (WHERE scheduled_start > now()) AS scheduled,
               count(*) FILTER (WHERE scheduled_start > now() AND crew_id IS NOT NULL) AS for_crews,
               count(*) FILTER (WHERE priority = 'urgent') AS urgent,
               count(*) FILTER (WHERE status = 'on_hold' AND hold_reason_id IS NOT NULL) AS held
        FROM work_orders WHERE tenant_id = %(tenant)s AND status IN ('new', 'approved', 'in_progress', 'on_hold')
        """
    )
    least = {"overdue": 8, "this_week": 8, "nobody": 10, "scheduled": 12, "for_crews": 4, "urgent": 3, "held": 5}
    assert {name: count for name, count in waiting.items() if count < least[name]} == {}


def test_every_move_was_legal(told: Told) -> None:
    """Every step from one status to the next is one of the life cycle's, as the events tell it."""
    moves = told.ask(
        """
        SELECT former, status, count(*) AS n FROM (
            SELECT after ->> 'status' AS status,
                   lag(after ->> 'status') OVER (PARTITION BY entity_id ORDER BY seq, ord) AS former
            FROM events WHERE tenant_id = %(tenant)s AND entity = 'work_order' AND after ? 'status') AS e
        GROUP BY 1, 2
        """
    )
    legal = {(move.from_status, move.to_status) for move in work_orders.TRANSITIONS if move.verb != "import"}
    assert {(row["former"], row["status"]) for row in moves} <= legal
    assert len(moves) >= 10


def test_required_tasks_of_finished_work_were_answered(told: Told) -> None:
    [row] = told.ask(
        """
        SELECT count(*) AS n FROM work_order_tasks t
        JOIN work_orders w ON w.tenant_id = t.tenant_id AND w.id = t.work_order_id
        WHERE t.tenant_id = %(tenant)s AND w.status IN ('complete', 'closed') AND t.required AND t.status = 'open'
        """
    )
    assert row["n"] == 0


async def test_the_figures_have_something_to_say(told: Told) -> None:
    """On time, time to close, cost by month and category, backlog, MTBF and MTTR: none of them is empty."""
    today = datetime.now(UTC).date()
    year: dict[str, Any] = {"first_day": today - timedelta(days=365), "last_day": today}
    async with told.door.open(system(IDS["riverside"], via="cli"), read_only=True) as call:
        work = await reports.analyse_work(call, reports.WorkQuestion(step=reports.Step.MONTH, **year))
        by_category = reports.CostQuestion(by=reports.CostDimension.CATEGORY, step=reports.Step.MONTH, **year)
        costs = await reports.analyse_costs(call, by_category)
        days = (year["first_day"], year["last_day"])
        found = await reports.reliability(call, *days, AssetFilters(), page=PageRequest(limit=200))
    assert work.total.on_time_percent is not None
    assert 65 < work.total.on_time_percent < 95
    assert work.total.time_to_close.median is not None
    assert len(work.rows) >= 12
    assert all(row.figures.closed for row in work.rows[:-1])
    assert costs.total.cost > 20_000
    assert len({row.key for row in costs.rows}) > 8
    failed = [row for row in found.data if row.failures]
    assert len(failed) > 30
    assert all(row.mtbf for row in failed)
    assert sum(row.mttr is not None for row in failed) > 25
    assert sum(row.availability_percent is not None and row.availability_percent < 100 for row in found.data) > 6


async def test_requests_came_by_every_way_and_three_pairs_are_alike(told: Told) -> None:
    rows = told.ask(
        "SELECT status, source, count(*) AS n FROM work_requests WHERE tenant_id = %(tenant)s GROUP BY 1, 2"
    )
    assert {row["status"] for row in rows} == {"new", "approved", "declined", "duplicate"}
    assert {row["source"] for row in rows} == {"portal", "email", "staff", "requester"}
    assert sum(row["n"] for row in rows) == 26
    waiting = told.ask("SELECT id FROM work_requests WHERE tenant_id = %(tenant)s AND status = 'new'")
    async with told.door.open(system(IDS["riverside"], via="cli"), read_only=True) as call:
        alike = {row["id"]: await requests.likely_duplicates(call, row["id"]) for row in waiting}
    pairs = {frozenset({asked, other.id}) for asked, others in alike.items() for other in others}
    assert len(pairs) == 3


def test_plans_were_kept_by_the_engine(told: Told) -> None:
    plans = told.ask("SELECT status, count(*) AS n FROM maintenance_plans WHERE tenant_id = %(tenant)s GROUP BY 1")
    assert {row["status"]: row["n"] for row in plans} == {"live": 13, "paused": 1}
    states = told.ask("SELECT state, count(*) AS n FROM plan_occurrences WHERE tenant_id = %(tenant)s GROUP BY 1")
    assert {row["state"] for row in states} >= {"completed", "skipped"}
    assert sum(row["n"] for row in states) > 100


def test_money_hours_and_what_was_taken_back(told: Told) -> None:
    kinds = told.ask("SELECT DISTINCT kind FROM log_lines WHERE tenant_id = %(tenant)s")
    assert {row["kind"] for row in kinds} == {"labour", "material", "equipment", "contract"}
    [row] = told.ask(
        """
        SELECT count(*) FILTER (WHERE reverses_id IS NOT NULL) AS reversed, count(*) AS n FROM log_entries
        WHERE tenant_id = %(tenant)s
        """
    )
    assert row["reversed"] >= 2
    assert row["n"] > 250
    [row] = told.ask(
        "SELECT count(*) AS n FROM work_orders WHERE tenant_id = %(tenant)s AND follow_up_of_id IS NOT NULL"
    )
    assert row["n"] >= 2


def test_places_things_people_and_lists(told: Told) -> None:
    [counts] = told.ask(
        """
        SELECT (SELECT count(*) FROM sites WHERE tenant_id = %(tenant)s AND address IS NOT NULL) AS sites,
               (SELECT count(*) FROM assets WHERE tenant_id = %(tenant)s) AS assets,
               (SELECT count(DISTINCT asset_type_id) FROM assets WHERE tenant_id = %(tenant)s) AS types,
               (SELECT count(*) FROM staff WHERE tenant_id = %(tenant)s) AS staff,
               (SELECT count(*) FROM crews WHERE tenant_id = %(tenant)s AND lead_id IS NOT NULL) AS crews,
               (SELECT count(*) FROM saved_views WHERE tenant_id = %(tenant)s) AS views,
               (SELECT count(*) FROM escalation_rules WHERE tenant_id = %(tenant)s) AS rules,
               (SELECT count(*) FROM work_order_templates WHERE tenant_id = %(tenant)s) AS templates,
               (SELECT count(*) FROM portal_places WHERE tenant_id = %(tenant)s) AS places
        """
    )
    wanted = {"sites": 9, "assets": 89, "types": 5, "staff": 10, "crews": 3, "views": 6}
    assert counts == wanted | {"rules": 1, "templates": 2, "places": 3}
    codes = told.ask("SELECT code FROM portal_places WHERE tenant_id = %(tenant)s ORDER BY code")
    assert [row["code"] for row in codes] == ["qaksp2ashx", "rvpp2aygrd", "waterfrnt3"]


def test_the_supervisor_has_news(told: Told) -> None:
    news = told.ask(
        """
        SELECT n.kind, count(*) AS n FROM notifications n JOIN users u ON u.id = n.user_id
        WHERE n.tenant_id = %(tenant)s AND u.email = 'supervisor@riverside.example' AND n.read_at IS NULL GROUP BY 1
        """
    )
    assert {row["kind"] for row in news} >= {"new_request", "mentioned", "escalated"}
    assert 5 < sum(row["n"] for row in news) < 60
    mailed = told.ask("SELECT count(*) AS n FROM notification_deliveries WHERE tenant_id = %(tenant)s")
    assert mailed == [{"n": 0}], "nobody reads what is sent to .example"


def test_pictures_hang_on_things_and_on_work(told: Told) -> None:
    roles = told.ask("SELECT subject, role, count(*) AS n FROM files WHERE tenant_id = %(tenant)s GROUP BY 1, 2")
    found = {(row["subject"], row["role"]): row["n"] for row in roles}
    assert found["asset", "detail"] == 4
    assert found["work_order", "before"] == found["work_order", "after"] >= 3


def test_the_home_is_lived_in(told: Told) -> None:
    [counts] = told.ask(
        """
        SELECT (SELECT count(*) FROM assets WHERE tenant_id = %(tenant)s) AS things,
               (SELECT count(*) FROM asset_costs WHERE tenant_id = %(tenant)s) AS priced,
               (SELECT count(*) FROM maintenance_plans WHERE tenant_id = %(tenant)s) AS chores,
               (SELECT count(*) FROM locations WHERE tenant_id = %(tenant)s) AS rooms
        """,
        "household",
    )
    assert counts == {"things": 26, "priced": 23, "chores": 12, "rooms": 13}
    [work] = told.ask(
        """
        SELECT count(*) FILTER (WHERE plan_id IS NOT NULL AND status = 'closed') AS chores_done,
               count(*) FILTER (WHERE status = 'approved') AS to_do FROM work_orders WHERE tenant_id = %(tenant)s
        """,
        "household",
    )
    assert work["chores_done"] >= 15
    assert work["to_do"] >= 3


def test_every_tenant_has_a_colour_of_its_own(told: Told) -> None:
    colours = told.ask("SELECT branding ->> 'colour' AS colour FROM tenants WHERE branding ->> 'colour' IS NOT NULL")
    assert len({row["colour"] for row in colours}) == len(STORIES)


async def test_whoever_was_interrupted_goes_on_and_tells_the_same(
    superuser: str, template: str, worker_id: str, tmp_path: Path
) -> None:
    """The household's story, broken off again and again, is the one that was told at once."""
    stories = []
    for broken_off in (True, False):
        for each in copied(superuser, template, f"fettle_test_again_{worker_id}_{os.getpid()}"):
            made = engine.make_door(settings_of(each, tmp_path), each.app)
            async with made.pool:
                door = Door(made.pool, patience=made.patience, clock=lambda: NOON)
                seconds = 0.4
                while broken_off and seconds < PATIENCE:
                    seconds *= 1.3
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(demo.load(door, only=["household"]), seconds)
                await demo.load(door, only=["household"])
                stories.append(Told(door, each).ask(TOLD, "household"))
    assert stories[0] == stories[1]
    assert len(stories[0]) > 30
