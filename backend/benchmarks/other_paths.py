"""What is measured by itself: the cost report, the price of row security, imports, and the second start."""

import asyncio
import csv
import io
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import psycopg

from benchmarks import processes, serving, statements, traffic
from benchmarks.dataset import Size, Tenant
from benchmarks.dataset.work import day, title
from benchmarks.outcomes import Outcome
from benchmarks.server import Database
from benchmarks.traffic import Person
from fettle.config import Settings
from fettle.db import engine
from fettle.db.door import ENTER
from fettle.modules.imports import public as imports

TURNS = 7
YEAR = 2025
COSTS_FACTOR, ROW_SECURITY_PRICE, IMPORT_SHARE, START_SECONDS = 1.3, 0.05, 0.25, 5.0
IMPORTED = {"small": 3_000, "million": 20_000, "ten-million": 50_000}
COLUMNS = ("reference", "title", "status", "priority", "reported", "completed")
MAPPING = b"""
{"source": "benchmark", "entity": "work_order", "key": ["reference"], "timeZone": "UTC", "fields": {
  "reference": {"column": "reference"}, "title": {"column": "title"}, "status": {"column": "status"},
  "priority": {"column": "priority"}, "reportedAt": {"column": "reported", "format": "%Y-%m-%d"},
  "completedAt": {"column": "completed", "format": "%Y-%m-%d"},
  "closedAt": {"column": "completed", "format": "%Y-%m-%d"}}}
"""
RAW_COPY = """
COPY work_orders (tenant_id, id, number, reference, title, status, priority, reported_at, completed_at) FROM STDIN
"""


def costs(database: Database, people: list[Person], data_dir: Path) -> list[Outcome]:
    """The report of the largest tenant beside its raw SQL, in turns."""
    person, given = people[0], {"first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31"}
    raw_query = statements.COSTS.format(tenant="app.tenant_id()")
    with (
        serving.served(serving.OURS, serving.environment(database.app, data_dir)) as ours,
        psycopg.connect(database.app) as conn,
    ):
        conn.execute(ENTER, _settings(person))

        def report() -> None:
            traffic.fetched(person, ours.port, traffic.costs_path(YEAR))

        def raw() -> None:
            conn.execute(raw_query.encode(), given).fetchall()

        ours_ms, raw_ms = _in_turns(report, raw)
    factor = ours_ms / raw_ms
    figures = f"{ours_ms:.0f} ms beside {raw_ms:.0f} ms for one year of the largest tenant"
    fine = factor <= COSTS_FACTOR
    return [Outcome("cost by category and month", f"≤ {COSTS_FACTOR}× the raw SQL", f"{factor:.1f}×", fine, figures)]


def row_security(database: Database, people: list[Person]) -> list[Outcome]:
    """The same queries with an explicit tenant filter by a role that bypasses row security: processor time."""
    person = people[0]
    young = person.tenant.work_order(person.tenant.work_orders - 1)
    given = {
        "status": traffic.OPEN,
        "kind": traffic.KIND,
        "created_at": "2026-10-20",
        "id": young,
        "first": f"{YEAR}-01-01",
        "last": f"{YEAR}-12-31",
    }
    queries = {
        "list": statements.LIST,
        "get": statements.GET,
        "cost report": statements.COSTS.format(tenant="app.tenant_id()"),
    }
    outcomes = []
    with psycopg.connect(database.app) as fenced, psycopg.connect(database.bypassing) as explicit:
        for conn in (fenced, explicit):
            conn.execute(ENTER, _settings(person))
        for name, query in queries.items():
            filtered = query.replace("app.tenant_id()", f"'{UUID(person.tenant.id)}'::uuid")
            inside, outside = (_backend_ms(conn, text, given) for conn, text in ((fenced, query), (explicit, filtered)))
            price = inside / outside - 1
            target = f"≤ {ROW_SECURITY_PRICE:.0%} over an explicit filter"
            figures = f"{inside:.2f} ms of database CPU beside {outside:.2f}"
            outcomes.append(
                Outcome(f"row security: {name}", target, f"{price:+.0%}", price <= ROW_SECURITY_PRICE, figures)
            )
    return outcomes


def _backend_ms(conn: psycopg.Connection[Any], query: str, given: dict[str, Any]) -> float:
    """Processor milliseconds that the backend spends on one run of a prepared query."""
    process = conn.info.backend_pid
    taken = []
    for _ in range(TURNS):
        began, runs, until = processes.cpu_seconds(process), 0, time.perf_counter() + 0.3
        while time.perf_counter() < until:
            conn.execute(query.encode(), given, prepare=True).fetchall()
            runs += 1
        taken.append((processes.cpu_seconds(process) - began) * 1000 / runs)
    return median(taken)


def csv_import(database: Database, people: list[Person], data_dir: Path, size: Size) -> list[Outcome]:
    """An import of closed work orders beside COPY of the same rows into the same table, indexes and all."""
    person, count = people[-1], IMPORTED[size.name]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    rows = [(f"IMPORT-{n}", title(n), "closed", "medium", *_days(person.tenant, n)) for n in range(count)]
    writer.writerows(rows)
    file = data_dir / "import.csv"
    file.write_text(text.getvalue())
    settings = Settings(data_dir=data_dir, database_url=database.app)

    async def load() -> None:
        door = engine.make_door(settings, database.app)
        async with door.pool:
            mapping = imports.read_mapping(MAPPING)
            done = await imports.import_file(door, UUID(person.tenant.id), file, mapping)
            assert str(count) in done.in_words().replace(",", ""), done.in_words()

    began = time.perf_counter()
    asyncio.run(load())
    ours = count / (time.perf_counter() - began)
    raw = count / _raw_copy(database, people[-2], rows)
    share = ours / raw
    figures = f"{ours:,.0f} rows/s beside {raw:,.0f}"
    return [Outcome("CSV import", f"≥ {IMPORT_SHARE:.0%} of raw COPY", f"{share:.0%}", share >= IMPORT_SHARE, figures)]


def _days(tenant: Tenant, serial: int) -> tuple[str, str]:
    """When an imported work order was reported and completed."""
    reported = tenant.made_at(serial % tenant.work_orders)
    return day(reported), day(reported + 5 * 86_400)


def _raw_copy(database: Database, person: Person, rows: Sequence[tuple[str, ...]]) -> float:
    tenant, began = person.tenant, time.perf_counter()
    with psycopg.connect(database.superuser) as conn, conn.cursor() as cursor, cursor.copy(RAW_COPY) as copy:
        for n, (reference, name, status, priority, reported, completed) in enumerate(rows):
            key = tenant.key("work_order", tenant.work_orders + n)
            numbered = tenant.work_orders + 1_000_000 + n
            copy.write_row((tenant.id, key, numbered, reference, name, status, priority, reported, completed))
    return time.perf_counter() - began


def cold_start() -> list[Outcome]:
    """`fettle run` until it is ready, for the second time in its data folder."""
    with TemporaryDirectory(prefix="fettle-start-") as folder:
        Path(folder).chmod(0o755)
        first, second = _start(folder), _start(folder)
    figures = f"first time, without the demo: {first:.1f} s"
    fine = second < START_SECONDS
    return [
        Outcome("second start of `fettle run`", f"< {START_SECONDS:.0f} s to ready", f"{second:.1f} s", fine, figures)
    ]


def _start(folder: str) -> float:
    port = str(serving.free_port())
    command = [sys.executable, "-m", "fettle.cli", "run", "--no-demo"]
    environment = {**os.environ, "FETTLE_DATA_DIR": f"{folder}/data", "FETTLE_PORT": port}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.perf_counter() - began < serving.READY_WITHIN and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5):
                    return time.perf_counter() - began
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"`fettle run` was not ready (exit status {process.poll()}).")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _in_turns(ours: Callable[[], None], raw: Callable[[], None]) -> tuple[float, float]:
    """The median milliseconds of both, taken in turns after one round to warm up."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(TURNS + 1):
        for work, times in zip((ours, raw), taken, strict=True):
            began = time.perf_counter()
            work()
            if turn:
                times.append((time.perf_counter() - began) * 1000)
    return median(taken[0]), median(taken[1])


def _settings(person: Person) -> list[str]:
    return [person.tenant.id, str(person.tenant.supervisor), "*", "on", "", "60000", "5000", "60000"]
