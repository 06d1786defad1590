"""The hot paths: our API beside the limit under the same load, with the round trips that each needs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from benchmarks import load, pgbench, readings, serving, statements, traffic, trips
from benchmarks.outcomes import Outcome, Sides
from benchmarks.server import Database
from benchmarks.traffic import Person, Traffic

COUNTED = 40
CREATE_TRIPS = 3
LIST_CPU_MS = 0.8
SEARCH_FACTOR = 3


class HotPath(NamedTuple):
    """A hot path: its traffic, the share of the limit that it must reach, the round trips it may take."""

    name: str
    label: str
    traffic: Callable[[list[Person], int], Traffic]
    share: float
    most_trips: int
    pgbench: Sequence[str] = ()


PATHS = (
    HotPath("list", "list 50 open work orders, filtered, by cursor", traffic.lists, 0.6, 2, [statements.LIST]),
    HotPath(
        "get",
        "get one with tasks, assets, log totals",
        lambda people, _: traffic.details(people),
        0.5,
        3,
        [statements.GET, statements.GET_TASKS, statements.GET_ASSETS, statements.GET_TAGS, statements.GET_TOTALS],
    ),
    HotPath("create", "create a work order", lambda people, _: traffic.creations(people), 0.5, CREATE_TRIPS),
    HotPath("log", "append a log of five lines", lambda people, _: traffic.logs(people), 0.5, CREATE_TRIPS),
)
"""Reads first: what writes leave behind does not disturb them."""


class Measured(NamedTuple):
    """What the hot paths came to."""

    outcomes: list[Outcome]
    sides: list[Sides]


def measure(
    database: Database, people: list[Person], data_dir: Path, *, names: frozenset[str], seconds: float
) -> Measured:
    """Measure the paths called `names`."""
    chosen = [path for path in PATHS if path.name in names]
    settings = serving.environment(database.app, data_dir)
    with serving.served(serving.OURS, settings) as ours, serving.served(serving.LIMIT, settings) as limit:
        sent = {path.name: path.traffic(people, ours.port) for path in chosen}
        pairs = {
            name: readings.compared(ours, limit, each, postmaster=database.postmaster, seconds=seconds)
            for name, each in sent.items()
        }
        found = _search(ours, people, database, seconds) if "search" in names else None
        base = pairs.get("list") or (found and _list_alone(ours, people, database, seconds))
    counted = {
        factory: _trips(database, factory, data_dir, [getattr(sent[path.name], side) for path in chosen])
        for factory, side in ((serving.OURS, "ours"), (serving.LIMIT, "limit"))
    }
    alone = {path.name: _alone(database, people, path, seconds) for path in chosen if path.pgbench}
    sides = [
        Sides(
            path.label,
            *pairs[path.name],
            trips=(counted[serving.OURS][place], counted[serving.LIMIT][place]),
            pgbench=alone.get(path.name),
        )
        for place, path in enumerate(chosen)
    ]
    outcomes = [outcome for path, side in zip(chosen, sides, strict=True) for outcome in _judged(path, side)]
    if found is not None and base:
        outcomes.append(_judged_search(found, base[0]))
    return Measured(outcomes, sides)


def _judged(path: HotPath, side: Sides) -> list[Outcome]:
    share, count = side.ours.per_second / side.limit.per_second, side.trips[0]
    outcomes = [Outcome(path.label, f"≥ {path.share:.0%} of the limit", f"{share:.0%}", share >= path.share)]
    if path.name == "list":
        cpu = side.ours.application_ms
        outcomes.append(Outcome("", f"application CPU ≤ {LIST_CPU_MS} ms", f"{cpu:.2f} ms", cpu <= LIST_CPU_MS))
    if path.most_trips:
        fine = count < path.most_trips + 0.5
        outcomes.append(Outcome("", f"≤ {path.most_trips} round trips", f"{count:.0f}", fine))
    return outcomes


def _search(ours: serving.Served, people: list[Person], database: Database, seconds: float) -> readings.Reading:
    requests = traffic.searches(people)
    readings.warm_up(ours, requests)
    taken = [readings.reading(ours, requests, database.postmaster, seconds) for _ in range(readings.ROUNDS)]
    return readings.middle(taken)


def _list_alone(
    ours: serving.Served, people: list[Person], database: Database, seconds: float
) -> tuple[readings.Reading]:
    requests = traffic.lists(people, ours.port).ours
    readings.warm_up(ours, requests)
    return (readings.reading(ours, requests, database.postmaster, seconds),)


def _judged_search(found: readings.Reading, base: readings.Reading) -> Outcome:
    factor = found.p50_ms / base.p50_ms
    figures = (
        f"p50 {found.p50_ms:.1f} ms beside {base.p50_ms:.1f}; "
        f"CPU {found.application_ms:.2f} + {found.database_ms:.2f} ms (application + database)"
    )
    return Outcome(
        "text search", f"p50 ≤ {SEARCH_FACTOR}× the list", f"{factor:.1f}×", factor <= SEARCH_FACTOR, figures
    )


def _trips(database: Database, factory: str, data_dir: Path, batches: list[list[bytes]]) -> list[float]:
    """Round trips of each request, by a single connection through the counting proxy."""
    counts = []
    with trips.counting(database.app) as (proxy, conninfo):
        settings = serving.environment(conninfo, data_dir, pool=1)
        with serving.served(factory, settings) as served:
            for requests in batches:
                job = load.Job(port=served.port, requests=requests, connections=1, seconds=30, most=COUNTED)
                load.run(job)
                before = proxy.trips
                answered = load.run(job).answered
                counts.append((proxy.trips - before) / answered)
    return counts


def _alone(database: Database, people: list[Person], path: HotPath, seconds: float) -> float:
    asked = [(person, path.pgbench, given) for person, given in _asked(database, people, path.name)]
    return pgbench.per_second(database.app, database.folder / "postgresql", asked, seconds=seconds)


def _asked(database: Database, people: list[Person], name: str) -> list[tuple[Person, dict[str, Any]]]:
    person = people[0]
    if name == "get":
        serials = range(0, person.tenant.work_orders, person.tenant.work_orders // 8)
        return [(person, {"id": person.tenant.work_order(serial)}) for serial in serials]
    shared = {"status": traffic.OPEN, "kind": traffic.KIND}
    with psycopg.connect(database.superuser) as conn:
        found = conn.execute(
            "SELECT created_at, id FROM work_orders WHERE tenant_id = %s AND status = ANY(%s) AND kind = ANY(%s) "
            "ORDER BY created_at DESC LIMIT 300",
            [person.tenant.id, traffic.OPEN, traffic.KIND],
        ).fetchall()
    return [(person, shared | {"created_at": str(at), "id": str(key)}) for at, key in found[::50]]
