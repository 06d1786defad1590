"""Reading what a phone is to be told, each row as the JSON text that is sent."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.sync.records import Leaf, Mark, Person
from fettle.modules.sync.store import sources
from fettle.modules.sync.store.sources import IN_POCKET

CREWS = """
SELECT m.crew_id FROM crew_members m JOIN crews c ON c.tenant_id = m.tenant_id AND c.id = m.crew_id
WHERE m.tenant_id = app.tenant_id() AND m.staff_id = %s AND c.deleted_at IS NULL ORDER BY m.crew_id
"""
EPOCH = "SELECT app.database_epoch()"
MARKS = """
SELECT seq, ord, type, entity, entity_id, about_id, site_id, at, before, after_it AS after FROM app.feed_marks(%s, %s)
"""
MOMENTS = """
SELECT (SELECT max(at) FROM app.feed_marks(%(seq)s - 1, 1) WHERE seq = %(seq)s),
       (SELECT at FROM app.feed_marks(%(seq)s, 1))
"""
# What might be on a phone, by way of the indexes.
CANDIDATES = f"""
SELECT id FROM work_orders WHERE tenant_id = app.tenant_id() AND status IN {sources.OPEN} AND deleted_at IS NULL
UNION SELECT id FROM work_orders WHERE tenant_id = app.tenant_id() AND completed_at > %(ended_since)s
UNION SELECT id FROM work_orders WHERE tenant_id = app.tenant_id() AND updated_at > %(ended_since)s
UNION SELECT work_order_id FROM work_order_handovers WHERE tenant_id = app.tenant_id() AND at > %(released_since)s
"""  # noqa: S608 - a constant
ALL_IN_POCKET = f"""
SELECT w.id FROM (SELECT id FROM ({CANDIDATES}) every WHERE {sources.in_part("every.id")}) c
    JOIN work_orders w ON w.tenant_id = app.tenant_id() AND w.id = c.id
WHERE {IN_POCKET}
"""  # noqa: S608 - constants
SOME_IN_POCKET = f"""
SELECT w.id FROM work_orders w WHERE w.tenant_id = app.tenant_id() AND w.id = ANY(%(ids)s) AND {IN_POCKET}
"""  # noqa: S608 - a constant
RUN_OUT = """
SELECT id FROM work_orders WHERE tenant_id = app.tenant_id() AND completed_at > %(ended_from)s
    AND completed_at <= %(ended_since)s
UNION SELECT id FROM work_orders WHERE tenant_id = app.tenant_id() AND updated_at > %(ended_from)s
    AND updated_at <= %(ended_since)s AND status IN ('cancelled', 'skipped')
UNION SELECT id FROM work_orders WHERE tenant_id = app.tenant_id() AND completed_at > %(released_from)s
    AND completed_at <= %(released_since)s
UNION SELECT id FROM work_orders WHERE tenant_id = app.tenant_id() AND updated_at > %(released_from)s
    AND updated_at <= %(released_since)s AND status IN ('cancelled', 'skipped')
UNION SELECT work_order_id FROM work_order_handovers WHERE tenant_id = app.tenant_id() AND at > %(released_from)s
    AND at <= %(released_since)s
"""
SIZE = f"""
SELECT 3 * (SELECT count(*) FROM ({CANDIDATES}) c)
    + (SELECT count(*) FROM assets WHERE tenant_id = app.tenant_id() AND deleted_at IS NULL)
"""  # noqa: S608 - a constant
FAMILIES = "SELECT name, id FROM app.families_of(%s)"
THINGS = "SELECT name, id FROM app.things_of(%s)"


async def crews_of(call: Call, staff_id: UUID | None) -> tuple[UUID, ...]:
    """The crews that somebody works in."""
    return () if staff_id is None else tuple(row[0] for row in await call.all(tuple, CREWS, [staff_id]))


async def epoch(call: Call) -> str:
    """Which database this is; another one after a restore or a failover."""
    return str(await call.value(EPOCH))


async def marks(call: Call, after: int, most: int) -> list[Mark]:
    """At most `most` changes after transaction `after`, whoever may see them: nothing but what scopes depend on."""
    return await call.all(Mark, MARKS, [after, most])


async def moments(call: Call, seq: int) -> tuple[datetime | None, datetime | None]:
    """When transaction `seq` was made, and the one after it."""
    [row] = await call.all(tuple, MOMENTS, {"seq": seq})
    return row[0], row[1]


async def all_in_pocket(call: Call, scope: dict[str, Any], leaf: Leaf) -> list[UUID]:
    """The work orders that a phone carries, of one part."""
    part = {"parts": leaf.parts, "number": leaf.number}
    return [row[0] for row in await call.all(tuple, ALL_IN_POCKET, scope | part)]


async def in_pocket(call: Call, scope: dict[str, Any], ids: Collection[UUID]) -> list[UUID]:
    """Those of the work orders `ids` that a phone carries."""
    if not ids:
        return []
    return [row[0] for row in await call.all(tuple, SOME_IN_POCKET, {**scope, "ids": list(ids)})]


async def run_out(call: Call, scope: dict[str, Any]) -> set[UUID]:
    """The work orders whose time on phones may have run out since the last pull."""
    return {row[0] for row in await call.all(tuple, RUN_OUT, scope)}


async def size(call: Call, scope: dict[str, Any]) -> int:
    """How many rows a first pull may have, roughly: each work order with two that belong to it, and the assets."""
    return int(await call.value(SIZE, scope))


async def families_of(call: Call, work_order_ids: Sequence[UUID]) -> list[tuple[str, str]]:
    """Table and id of everything that goes with work orders."""
    return await call.all(tuple, FAMILIES, [list(work_order_ids)]) if work_order_ids else []


async def things_of(call: Call, ids: Sequence[UUID]) -> list[tuple[str, str]]:
    """Table and id of everything that goes with assets and locations."""
    return await call.all(tuple, THINGS, [list(ids)]) if ids else []


async def rows(call: Call, query: str, parameters: dict[str, Any]) -> list[tuple[str, str]]:
    """Id and JSON text of each row of one of the statements of `sources`."""
    return await call.all(tuple, query, parameters)


def listed(ids: Iterable[UUID]) -> str:
    """Ids as PostgreSQL reads a list of them: written once, where a dozen statements take the same thousand."""
    return "{" + ",".join(map(str, ids)) + "}"


def scope_of(person: Person, *, now: datetime, ended: datetime, released: datetime, read: datetime) -> dict[str, Any]:
    """What the statements need to know of whose phone it is, and how far back it goes."""
    return {
        "user": person.user_id,
        "staff": person.staff_id,
        "crews": list(person.crew_ids),
        "wide": person.wide,
        "works": person.works,
        "decides": person.decides,
        "now": now,
        "ended_since": ended,
        "released_since": released,
        "readings_since": read,
    }
