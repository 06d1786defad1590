"""B-9: whoever changes, removes or reorders events, even as superuser, is found, and the first bad row is named."""

from typing import Any

import psycopg
import pytest

from fettle.db import audit
from fettle.db.callers import system
from fettle.kit.changes import Change
from fettle.kit.refusals import Forbidden, Invalid
from makers.world import Tenancy, World


async def tenant_with_events(world: World) -> Tenancy:
    """A tenant with its own first transaction, then four of three events each: 2 to 5."""
    tenant = await world.tenant()
    for number in range(4):
        async with tenant.call() as call:
            call.changed([Change(f"tag.tried_{number}", call.new_id(), {"part": part}) for part in range(3)])
    return tenant


async def verdict(world: World, tenant: Tenancy, anchor: str | None = None) -> audit.Verdict:
    caller = system(tenant.id, via="test")
    async with world.door.open(caller, read_only=True, isolation="ISOLATION LEVEL REPEATABLE READ") as call:
        return await audit.verify(call, anchor=anchor)


def tamper(database: Any, *statements: str, tenant: Tenancy) -> None:
    """Do as superuser what no role of the product can."""
    with psycopg.connect(database.superuser) as conn:
        conn.execute("SET session_replication_role = replica")
        for statement in statements:
            conn.execute(statement, {"tenant": tenant.id})


ROW = "tenant_id = %(tenant)s AND seq = 3 AND ord = 1"
FEED = "UPDATE tenant_feed SET chain = (SELECT chain FROM events e WHERE e.tenant_id = %(tenant)s AND seq = 4 LIMIT 1)"
TAMPERINGS: dict[str, tuple[list[str], tuple[int, int | None]]] = {
    "after": ([f"UPDATE events SET after = '{{\"part\": 9}}' WHERE {ROW}"], (3, 1)),
    "before": ([f"UPDATE events SET before = '{{\"part\": 9}}' WHERE {ROW}"], (3, 1)),
    "who": ([f"UPDATE events SET actor_user_id = gen_random_uuid() WHERE {ROW}"], (3, 1)),
    "when": ([f"UPDATE events SET at = at - interval '1 microsecond' WHERE {ROW}"], (3, 1)),
    "what": ([f"UPDATE events SET type = 'tag.praised' WHERE {ROW}"], (3, 1)),
    "entity": ([f"UPDATE events SET entity = 'crew' WHERE {ROW}"], (3, 1)),
    "about": ([f"UPDATE events SET about_id = gen_random_uuid() WHERE {ROW}"], (3, 1)),
    "cost flag": ([f"UPDATE events SET bears_costs = true WHERE {ROW}"], (3, 1)),
    "request": ([f"UPDATE events SET request_id = 'other' WHERE {ROW}"], (3, 1)),
    "digest": ([f"UPDATE events SET digest = sha256('x') WHERE {ROW}"], (3, 1)),
    "link": ([f"UPDATE events SET chain = sha256('x') WHERE {ROW}"], (3, 1)),
    "content with its digest": (
        [
            f"UPDATE events SET after = '{{}}' WHERE {ROW}",
            "UPDATE events e SET digest = app.event_digest(id, type, entity_id, about_id, site_id, bears_costs, "
            f"actor_user_id, actor_via, request_id, at, before, after) WHERE {ROW}",
        ],
        (3, None),
    ),
    "a row removed": ([f"DELETE FROM events WHERE {ROW}"], (3, 1)),
    "the last row of a transaction removed": (
        ["DELETE FROM events WHERE tenant_id = %(tenant)s AND seq = 3 AND ord = 2"],
        (3, None),
    ),
    "a transaction removed": (["DELETE FROM events WHERE tenant_id = %(tenant)s AND seq = 3"], (3, None)),
    "the first transaction removed": (["DELETE FROM events WHERE tenant_id = %(tenant)s AND seq = 1"], (1, None)),
    "two rows swapped": (
        [
            "UPDATE events SET ord = 9 WHERE tenant_id = %(tenant)s AND seq = 3 AND ord = 0",
            "UPDATE events SET ord = 0 WHERE tenant_id = %(tenant)s AND seq = 3 AND ord = 1",
            "UPDATE events SET ord = 1 WHERE tenant_id = %(tenant)s AND seq = 3 AND ord = 9",
        ],
        (3, None),
    ),
    "two transactions swapped": (
        [
            "UPDATE events SET seq = 99 WHERE tenant_id = %(tenant)s AND seq = 3",
            "UPDATE events SET seq = 3 WHERE tenant_id = %(tenant)s AND seq = 4",
            "UPDATE events SET seq = 4 WHERE tenant_id = %(tenant)s AND seq = 99",
        ],
        (3, None),
    ),
    "the end cut": (["DELETE FROM events WHERE tenant_id = %(tenant)s AND seq = 5"], (5, None)),
    "the head's link": (["UPDATE tenant_feed SET chain = sha256('x') WHERE tenant_id = %(tenant)s"], (5, None)),
    "the head's number": (["UPDATE tenant_feed SET seq = 4 WHERE tenant_id = %(tenant)s"], (4, None)),
    "everything": (["DELETE FROM events WHERE tenant_id = %(tenant)s"], (1, None)),
}


@pytest.mark.parametrize("what", TAMPERINGS)
async def test_b9_tampering_is_found_and_its_place_named(world: World, database: Any, what: str) -> None:
    """B-9."""
    tenant = await tenant_with_events(world)
    assert (await verdict(world, tenant)).sound
    statements, place = TAMPERINGS[what]
    tamper(database, *statements, tenant=tenant)
    found = await verdict(world, tenant)
    assert not found.sound
    assert (found.seq, found.ord) == place, found.in_words()
    assert f"transaction {place[0]}" in found.in_words()


async def test_b9_a_whole_chain_says_so_and_gives_an_anchor(world: World) -> None:
    """B-9: a later run accepts the anchor of an earlier one."""
    tenant = await tenant_with_events(world)
    first = await verdict(world, tenant)
    assert first.sound
    assert first.anchor is not None
    assert first.anchor in first.in_words()
    async with tenant.call() as call:
        call.changed(Change("tag.tried", call.new_id()))
    assert (await verdict(world, tenant, first.anchor)).sound
    fresh = await world.tenant()
    assert (await verdict(world, fresh)).sound


async def test_b9_an_end_cut_together_with_the_head_is_found_by_the_anchor(world: World, database: Any) -> None:
    """B-9: anchor mismatch, the one trace that a careful superuser leaves."""
    tenant = await tenant_with_events(world)
    anchor = (await verdict(world, tenant)).anchor
    tamper(
        database,
        "DELETE FROM events WHERE tenant_id = %(tenant)s AND seq = 5",
        f"{FEED}, seq = 4 WHERE tenant_id = %(tenant)s",
        tenant=tenant,
    )
    assert (await verdict(world, tenant)).sound
    found = await verdict(world, tenant, anchor)
    assert (found.sound, found.seq) == (False, 5)


async def test_b9_a_chain_computed_anew_is_found_by_the_anchor(world: World, database: Any) -> None:
    """B-9: rewriting the last transaction with digest, link and head."""
    tenant = await tenant_with_events(world)
    anchor = (await verdict(world, tenant)).anchor
    digest = (
        "app.event_digest(id, type, entity_id, about_id, site_id, bears_costs, actor_user_id, actor_via, request_id, "
        "at, before, after)"
    )
    last = "tenant_id = %(tenant)s AND seq = 5"
    tamper(
        database,
        f"UPDATE events SET after = '{{\"forged\": true}}' WHERE {last}",
        f"UPDATE events SET digest = {digest} WHERE {last}",
        "UPDATE events SET chain = app.next_link((SELECT chain FROM events WHERE tenant_id = %(tenant)s AND seq = 4 "
        f"LIMIT 1), 5, (SELECT string_agg(digest, ''::bytea ORDER BY ord) FROM events WHERE {last})) WHERE {last}",
        f"UPDATE tenant_feed SET chain = (SELECT chain FROM events WHERE {last} LIMIT 1) WHERE tenant_id = %(tenant)s",
        tenant=tenant,
    )
    assert (await verdict(world, tenant)).sound
    found = await verdict(world, tenant, anchor)
    assert (found.sound, found.seq) == (False, 5)


async def test_b9_one_tenants_tampering_does_not_concern_another(world: World, database: Any) -> None:
    """B-9."""
    tenant, other = await tenant_with_events(world), await tenant_with_events(world)
    tamper(database, f"DELETE FROM events WHERE {ROW}", tenant=tenant)
    assert (await verdict(world, other)).sound


async def test_an_anchor_that_is_none_is_refused_and_so_is_whoever_may_not_look(world: World) -> None:
    tenant = await world.tenant()
    with pytest.raises(Invalid):
        await verdict(world, tenant, "nonsense")
    for fields in (
        {"permissions": frozenset({"costs:read"})},
        {"permissions": frozenset({"audit:read"})},
        {"permissions": frozenset({"audit:read", "costs:read"}), "site_scope": frozenset({tenant.id})},
    ):
        async with tenant.call(**fields) as call:
            with pytest.raises(Forbidden):
                await audit.verify(call)
