"""M-8: an import that is killed, cancelled or run twice leaves each row exactly once."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from fettle.db.callers import system
from fettle.db.door import Door
from fettle.kit.clock import system_clock
from fettle.modules.imports import public as imports
from fettle.modules.imports.actions import reports, running, steering, uploads
from fettle.modules.imports.rules.runs import FileChanged, ImportNotStartable, ImportRunning
from fettle.modules.imports.store import files
from makers.imported import file_of, mapping, row, told, work_mapping

ROWS = 500
RECORDED = """
SELECT (SELECT count(*) FROM work_orders w WHERE w.tenant_id = t.id) AS work_orders,
       (SELECT count(DISTINCT reference) FROM work_orders w WHERE w.tenant_id = t.id) AS distinct_ones,
       (SELECT sum(amount) FROM log_line_costs c WHERE c.tenant_id = t.id) AS cost,
       (SELECT count(*) FROM import_records r WHERE r.tenant_id = t.id AND entity = 'work_order') AS notes,
       (SELECT count(*) FROM import_faults f WHERE f.tenant_id = t.id) AS faults
FROM tenants t WHERE t.id = %s
"""


def later(door: Door) -> Door:
    """The same door a minute from now, when the lease of a dead runner has run out."""
    return Door(door.pool, clock=lambda: system_clock() + timedelta(minutes=1))


def started(database, tenant, path: Path) -> subprocess.Popen[bytes]:
    given = {
        "database": database.app,
        "data": str(path.parent),
        "tenant": str(tenant.id),
        "file": str(path),
        "mapping": work_mapping(),
    }
    script = Path(__file__).with_name("runner.py")
    return subprocess.Popen(
        [sys.executable, script, json.dumps(given)], env={**os.environ, "FETTLE_LOG_LEVEL": "error"}
    )


async def test_m8_killed_half_way_it_goes_on_exactly_there(world, tenant, database, peek, tmp_path):
    """M-8: kill -9 in the middle, twice; the third run finishes. No row is lost, none is there twice."""
    path = tmp_path / "killed.csv"
    path.write_bytes(file_of(*(row(n, title='"over two\nlines"') for n in range(ROWS)), row(9999, opened="never")))
    seen = 0
    for _ in range(2):
        process = started(database, tenant, path)
        stop = time.monotonic() + 60
        while time.monotonic() < stop:
            now = peek("SELECT coalesce(max(rows_read), 0) AS n FROM imports WHERE tenant_id = %s", tenant.id)[0]["n"]
            if seen < now:
                break
            assert process.poll() is None, "the runner ended before it could be killed"
            await asyncio.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen = peek("SELECT rows_read AS n FROM imports WHERE tenant_id = %s", tenant.id)[0]["n"]
        assert 0 < seen < ROWS
        held = peek(RECORDED, tenant.id)[0]
        assert held["work_orders"] == held["distinct_ones"] == held["notes"] == seen
        # The lease of the killed runner is over sooner than a test wants to wait.
        with_lease_over(database, tenant)
    report = await imports.import_file(later(world.door), tenant.id, path, mapping())
    assert told(report) == (ROWS + 1, ROWS, 0, 0, 1)
    assert report.rows_agree
    assert report.sums_agree
    held = peek(RECORDED, tenant.id)[0]
    assert held["work_orders"] == held["distinct_ones"] == held["notes"] == ROWS
    assert held["cost"] == sum(range(ROWS)) + ROWS / 4
    assert held["faults"] == 1
    assert len(peek("SELECT id FROM imports WHERE tenant_id = %s", tenant.id)) == 1


def with_lease_over(database, tenant) -> None:
    with psycopg.connect(database.superuser) as conn:
        conn.execute("UPDATE imports SET heartbeat_at = '2020-01-01' WHERE tenant_id = %s", [tenant.id])


async def test_m8_run_twice_changes_nothing(tenant, load, peek):
    """M-8: the same file again is unchanged row by row, and writes no event about work."""
    content = file_of(*(row(n) for n in range(30)))
    assert told(await load(content)) == (30, 30, 0, 0, 0)
    before = peek(RECORDED, tenant.id)
    events = peek("SELECT count(*) AS n FROM events WHERE tenant_id = %s AND entity <> 'import'", tenant.id)
    again = await load(content)
    assert told(again) == (30, 0, 0, 30, 0)
    assert again.sums_agree
    assert peek(RECORDED, tenant.id) == before
    assert peek("SELECT count(*) AS n FROM events WHERE tenant_id = %s AND entity <> 'import'", tenant.id) == events


async def test_m8_a_newer_file_brings_only_what_changed(tenant, load, peek):
    """M-8: new rows are loaded, changed ones updated, costs corrected by reversal; the rest stays untouched."""
    await load(file_of(row(1), row(2, status="Open", closed=""), row(3), row(4, cost="")))
    report = await load(
        file_of(
            row(1),
            row(2, title="Now done"),
            row(3, cost="-1.00"),
            row(4, cost="7.50"),
            row(5),
        )
    )
    assert told(report) == (5, 1, 3, 1, 0)
    assert report.sums_agree, report.first_difference
    found = {
        r["reference"]: r
        for r in peek(
            """
            SELECT reference, title, status, version,
                   (SELECT sum(amount) FROM log_line_costs c WHERE c.work_order_id = w.id) AS cost,
                   (SELECT count(*) FROM log_entries e WHERE e.work_order_id = w.id) AS entries
            FROM work_orders w WHERE tenant_id = %s
            """,
            tenant.id,
        )
    }
    assert (found["K-1"]["version"], found["K-1"]["entries"]) == (1, 1)
    assert (found["K-2"]["title"], found["K-2"]["status"]) == ("Now done", "closed")
    assert (float(found["K-3"]["cost"]), found["K-3"]["entries"]) == (-1.0, 3)
    assert (float(found["K-4"]["cost"]), found["K-4"]["entries"]) == (7.5, 1)
    assert len(found) == 5


async def test_m8_a_cost_that_went_away_is_taken_back(tenant, load, peek):
    """M-8, M-9: a cost that the newer file no longer has is reversed, and one that returns is written anew."""
    await load(file_of(row(1)))
    gone = await load(file_of(row(1, cost="")))
    assert gone.sums_agree, gone.first_difference
    back = await load(file_of(row(1, cost="2.00")))
    assert back.sums_agree, back.first_difference
    total = peek("SELECT sum(amount) AS n FROM log_line_costs WHERE tenant_id = %s", tenant.id)
    assert total[0]["n"] == 2


async def begun(world, tenant, tmp_path, content: bytes, **options) -> imports.Import:
    path = tmp_path / "begun.csv"
    path.write_bytes(content)
    async with tenant.call() as call:
        return await uploads.keep(
            call,
            files.existing(path),
            mapping(),
            import_id=call.new_id(),
            file_name=path.name,
            **{"dry_run": False, "start": True, **options},
        )


async def test_two_runners_of_one_import_the_second_is_refused(world, tenant, tmp_path, peek):
    """Two runs of one import at once: one works, the other is refused, and every row is there once."""
    made = await begun(world, tenant, tmp_path, file_of(*(row(n) for n in range(300))))
    caller = system(tenant.id, via="test")
    runs = [imports.run_import(world.door, caller, made.id) for _ in range(2)]
    results = await asyncio.gather(*runs, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Import", "ImportRunning"]
    assert peek(RECORDED, tenant.id)[0]["work_orders"] == 300


async def test_two_files_of_one_source_at_once_make_each_record_once(world, tenant, tmp_path, peek):
    """The same rows in two files that are imported at once become one record each."""
    paths = [tmp_path / name for name in ("one.csv", "two.csv")]
    for path, extra in zip(paths, ("", "\r\n"), strict=True):
        path.write_bytes(file_of(*(row(n) for n in range(200))) + extra.encode())
    reports = await asyncio.gather(*(imports.import_file(world.door, tenant.id, p, mapping()) for p in paths))
    assert sum(report.counts.loaded for report in reports) == 200
    assert sum(report.counts.unchanged for report in reports) == 200
    assert peek(RECORDED, tenant.id)[0]["work_orders"] == 200


async def test_a_cancelled_import_stops_and_can_go_on(world, tenant, tmp_path):
    """Cancelling stops the runner after its batch; running it again finishes the file."""
    made = await begun(world, tenant, tmp_path, file_of(*(row(n) for n in range(2500))))
    caller = system(tenant.id, via="test")
    running_now = asyncio.create_task(imports.run_import(world.door, caller, made.id))
    while True:
        async with tenant.call(read_only=True) as call:
            if (await reports.get(call, made.id)).counts.read:
                break
        await asyncio.sleep(0.01)
    async with tenant.call() as call:
        await steering.cancel(call, made.id)
    stopped = await running_now
    assert stopped.status == "cancelled"
    assert 0 < stopped.counts.read < 2500
    async with tenant.call() as call:
        await steering.start(call, made.id)
    done = await imports.run_import(world.door, caller, made.id)
    assert (done.status, done.counts.loaded, done.percent) == ("done", 2500, 100.0)
    with pytest.raises(ImportNotStartable):
        await imports.run_import(world.door, caller, made.id)


async def test_a_file_that_changed_meanwhile_is_not_read_on(world, tenant, tmp_path):
    made = await begun(world, tenant, tmp_path, file_of(row(1)))
    (tmp_path / "begun.csv").write_bytes(file_of(row(2)))
    failed = await imports.run_import(world.door, system(tenant.id, via="test"), made.id)
    assert (failed.status, failed.failure) == ("failed", FileChanged.title())
    assert failed.counts.read == 0


async def test_the_worker_runs_what_waits_and_what_was_abandoned(world, tenant, tmp_path, peek, database):
    """J-9: an import that waits, and one whose runner died, are run by whoever polls."""
    waiting = await begun(world, tenant, tmp_path, file_of(row(1)))
    idle = await begun(world, tenant, tmp_path, file_of(row(1)), start=False)
    await running.resume(world.door, tenant.id)
    states = {r["id"]: r["status"] for r in peek("SELECT id, status FROM imports WHERE tenant_id = %s", tenant.id)}
    assert states == {waiting.id: "done", idle.id: "uploaded"}


async def test_a_living_runner_is_not_taken_over(world, tenant, tmp_path):
    made = await begun(world, tenant, tmp_path, file_of(row(1)))
    caller = system(tenant.id, via="test")
    await running._claim(world.door, caller, made.id, made.id)
    with pytest.raises(ImportRunning):
        await imports.run_import(world.door, caller, made.id)
    await running.resume(world.door, tenant.id)
    done = await imports.run_import(later(world.door), caller, made.id)
    assert done.status == "done"
