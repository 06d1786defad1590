"""Phones: a first pull of ten thousand work orders, a pull of one change after a long history, a push of a thousand."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import httpx
import msgspec
import psycopg
from uuid_utils.compat import uuid7

from benchmarks import serving
from benchmarks.outcomes import Outcome
from benchmarks.server import Database
from benchmarks.traffic import Person
from fettle.db.door import ENTER

OPEN, PUSHED, HISTORIES, TURNS = 10_000, 1_000, (10_000, 100_000, 1_000_000), 15
FIRST_FACTOR, FLAT_FACTOR, PUSH_FACTOR = 3.0, 1.5, 12.0
MAKE_OPEN = """
INSERT INTO work_orders (tenant_id, id, number, title, description, status, kind, site_id, assignee_id, due_at,
                         reported_at, language)
SELECT %(tenant)s, gen_random_uuid(), 10000000 + n, 'Look at the pump again, ' || n,
       'It makes a noise since the filter was changed. The key is at the gate.', 'approved', 'corrective', %(site)s,
       %(staff)s, now() + n * interval '1 minute', now(), 'en'
FROM generate_series(1, %(count)s) n
"""
MAKE_TASKS = """
INSERT INTO work_order_tasks (tenant_id, id, work_order_id, position, title)
SELECT tenant_id, gen_random_uuid(), id, 0, 'Open the cover' FROM work_orders
WHERE tenant_id = %(tenant)s AND number > 10000000
"""
AGE = """
INSERT INTO events (tenant_id, seq, ord, id, type, entity, entity_id, about_id, site_id, bears_costs, actor_via,
                    request_id, at, before, after, digest, chain)
SELECT %(tenant)s, h.seq + n, 0, gen_random_uuid(), 'log_entry.created', 'log_entry', w.id, w.id, NULL, false, 'bench',
       '', now(), '{}', '{"note": "Cleaned, greased and tested"}', '', ''
FROM (SELECT seq FROM tenant_feed WHERE tenant_id = %(tenant)s) h CROSS JOIN generate_series(1, %(count)s) n
CROSS JOIN (SELECT id FROM work_orders WHERE tenant_id = %(tenant)s LIMIT 1) w
"""
ON = "UPDATE tenant_feed SET seq = seq + %(count)s WHERE tenant_id = %(tenant)s"
IN_POCKET = "w.status IN ('new', 'approved', 'in_progress', 'on_hold') AND w.deleted_at IS NULL"
OF_WORK = ("work_order_tasks", "work_order_assets", "log_entries", "log_lines", "comments")
OF_ALL = ("sites", "locations", "asset_types", "assets", "staff", "task_codes", "failure_codes", "gl_codes", "reasons")
RAW_FIRST = [
    f"SELECT json_agg(w)::text FROM work_orders w WHERE w.tenant_id = app.tenant_id() AND {IN_POCKET}",
    *(
        f"SELECT json_agg(t)::text FROM {name} t JOIN work_orders w ON w.tenant_id = t.tenant_id "
        f"AND w.id = t.work_order_id WHERE t.tenant_id = app.tenant_id() AND {IN_POCKET}"
        for name in OF_WORK
    ),
    *(f"SELECT json_agg(t)::text FROM {name} t WHERE t.tenant_id = app.tenant_id()" for name in OF_ALL),
]
RAW_NEWS = "SELECT entity_id FROM events WHERE tenant_id = app.tenant_id() AND seq > %s ORDER BY seq, ord LIMIT 5001"
RAW_ENTRY = """
INSERT INTO log_entries (tenant_id, id, work_order_id, site_id, performed_on, created_by)
VALUES (app.tenant_id(), %(entry)s, %(work_order)s, %(site)s, current_date, app.user_id())
"""
RAW_LINE = """
INSERT INTO log_lines (tenant_id, id, log_entry_id, work_order_id, position, kind, staff_id, quantity, unit)
VALUES (app.tenant_id(), %(line)s, %(entry)s, %(work_order)s, 0, 'labour', %(staff)s, 1.5, 'hour')
"""


class Stand(msgspec.Struct, rename="camel"):
    """Where a pull leaves the phone; what it makes of the rows is its own affair."""

    timestamp: int
    has_more: bool = False


class Phone:
    """Somebody's phone, as far as requests go."""

    def __init__(self, person: Person, port: int) -> None:
        headers = {"Authorization": f"Bearer {person.token}"}
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}/v1", headers=headers, timeout=120)

    def pull(self, since: int | None = None) -> tuple[int, int]:
        """Where the phone stands after one pull and its further parts, and how many bytes came, packed."""
        received, more = 0, True
        while more:
            with self.client.stream(
                "GET", "/sync/pull", params={} if since is None else {"last_pulled_at": since}
            ) as it:
                raw = it.read()
                received += it.num_bytes_downloaded
            if it.status_code != 200:
                raise RuntimeError(raw.decode()[:500])
            stand = msgspec.json.decode(raw, type=Stand)
            since, more = stand.timestamp, stand.has_more
        assert since is not None
        return since, received

    def push(self, since: int, changes: dict[str, Any]) -> None:
        """Push; anything but plain acceptance is a fault."""
        answer = self.client.post("/sync/push", params={"last_pulled_at": since}, json=changes)
        if answer.status_code != 200 or answer.json().get("rejected"):
            raise RuntimeError(answer.text[:500])


def measure(database: Database, people: list[Person], data_dir: Path) -> list[Outcome]:
    """Everything about phones, for the largest tenant."""
    person = people[0]
    given = {
        "tenant": UUID(person.tenant.id),
        "site": UUID(person.tenant.key("site", 0)),
        "staff": UUID(person.tenant.key("staff", 0)),
    }
    with psycopg.connect(database.superuser, autocommit=True) as conn:
        conn.execute(MAKE_OPEN, {**given, "count": OPEN})
        conn.execute(MAKE_TASKS, given)
        conn.execute("ANALYZE work_orders, work_order_tasks")
    with (
        serving.served(serving.OURS, serving.environment(database.app, data_dir)) as ours,
        psycopg.connect(database.app) as raw,
    ):
        settings = [str(given["tenant"]), str(person.tenant.supervisor), "*", "on", "", "600000", "5000", "600000"]
        raw.execute(ENTER, settings)
        phone = Phone(person, ours.port)
        return [
            *_first(phone, raw),
            *_news(phone, raw, database, given),
            *_push(phone, raw, given),
        ]


def _first(phone: Phone, raw: psycopg.Connection[Any]) -> list[Outcome]:
    size = phone.pull()[1]

    def plain() -> None:
        for query in RAW_FIRST:
            raw.execute(query.encode()).fetchall()

    ours_ms, raw_ms = _ms(phone.pull, 5), _ms(plain, 5)
    factor = ours_ms / raw_ms
    figures = f"{ours_ms:.0f} ms over HTTP, packed to {size / 1024:,.0f} KiB, beside {raw_ms:.0f} ms for the bare rows"
    target = f"≤ {FIRST_FACTOR}× the bare SQL"
    return [Outcome(f"first pull of {OPEN:,} work orders", target, f"{factor:.1f}×", factor <= FIRST_FACTOR, figures)]


def _news(phone: Phone, raw: psycopg.Connection[Any], database: Database, given: dict[str, Any]) -> list[Outcome]:
    """A pull of one change, in a feed that grows."""
    found = []
    for count in HISTORIES:
        with psycopg.connect(database.superuser, autocommit=True) as conn:
            [held] = conn.execute("SELECT count(*) FROM events WHERE tenant_id = %s", [given["tenant"]]).fetchone() or (
                0,
            )
            if held < count:
                conn.execute(AGE, {**given, "count": count - held})
                conn.execute(ON, {**given, "count": count - held})
                conn.execute("ANALYZE events")
            [head] = conn.execute("SELECT seq FROM tenant_feed WHERE tenant_id = %s", [given["tenant"]]).fetchone() or (
                0,
            )
        since = phone.pull()[0]
        answer = phone.client.post("/tags", json={"name": f"Tag {count}"})
        if answer.status_code != 201:
            raise RuntimeError(answer.text)
        ours = _ms(partial(phone.pull, since), TURNS)
        bare = _ms(partial(_bare_news, raw, head), TURNS)
        found.append((count, ours, bare))
    flat = found[-1][1] / found[0][1]
    figures = "; ".join(f"{count:,} changes: {ours:.1f} ms beside {bare:.2f} ms bare" for count, ours, bare in found)
    target = f"≤ {FLAT_FACTOR}× from {HISTORIES[0]:,} to {HISTORIES[-1]:,} changes of history"
    return [Outcome("pull of one change", target, f"{flat:.2f}×", flat <= FLAT_FACTOR, figures)]


def _bare_news(raw: psycopg.Connection[Any], head: int) -> None:
    raw.execute(RAW_NEWS, [head]).fetchall()


def _push(phone: Phone, raw: psycopg.Connection[Any], given: dict[str, Any]) -> list[Outcome]:
    """A thousand records: entries of the log with a line each."""
    listed = raw.execute("SELECT id FROM work_orders WHERE number > 10000000 ORDER BY number LIMIT %s", [PUSHED // 2])
    work_orders = [row[0] for row in listed.fetchall()]
    since = phone.pull()[0]

    def plain() -> None:
        rows = [{**given, "entry": uuid7(), "line": uuid7(), "work_order": each} for each in work_orders]
        with raw.transaction(force_rollback=True), raw.cursor() as cursor:
            cursor.executemany(RAW_ENTRY, rows)
            cursor.executemany(RAW_LINE, rows)

    ours_ms = _ms(lambda: phone.push(since, _entries(work_orders, given)), 3)
    raw_ms = _ms(plain, 3)
    factor = ours_ms / raw_ms
    figures = f"{ours_ms:,.0f} ms with every rule, event and total, beside {raw_ms:.0f} ms for bare inserts"
    target = f"≤ {PUSH_FACTOR:.0f}× bare inserts"
    return [Outcome(f"push of {PUSHED:,} records", target, f"{factor:.1f}×", factor <= PUSH_FACTOR, figures)]


def _entries(work_orders: list[UUID], given: dict[str, Any]) -> dict[str, Any]:
    entries, lines = [], []
    for each in work_orders:
        entry = str(uuid7())
        shared = {"_status": "created", "_changed": "", "work_order_id": str(each)}
        entries.append(
            {**shared, "id": entry, "performed_on": time.strftime("%Y-%m-%d"), "staff_id": str(given["staff"])}
        )
        labour = {"kind": "labour", "quantity": 1.5, "staff_id": str(given["staff"]), "position": 0}
        lines.append({**shared, **labour, "id": str(uuid7()), "log_entry_id": entry})
    return {
        "log_entries": {"created": entries, "updated": [], "deleted": []},
        "log_lines": {"created": lines, "updated": [], "deleted": []},
    }


def _ms(work: Callable[[], Any], turns: int) -> float:
    taken = []
    for _ in range(turns):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)
