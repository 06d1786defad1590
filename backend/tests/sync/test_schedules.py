"""S-1: transactions that commit in any order while somebody pulls. Nothing is missed, and no cursor passes what is not
committed yet."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import AsyncConnection

from fettle.db import feed
from fettle.db.callers import system
from fettle.kit.changes import Change
from fettle.kit.ids import new_id
from fettle.modules.sync.rules import cursors
from work_orders.steps import ok, thing

WRITERS = 4
SCHEDULES = 1000
ENTER = "SELECT set_config('app.current_tenant', %s, true), set_config('app.site_scope', '*', true)"
RENAME = "UPDATE sites SET name = %s WHERE id = %s"
NUMBERS = "SELECT seq, after ->> 'name' FROM events WHERE tenant_id = %s AND after ->> 'name' = ANY(%s)"


class Writer:
    """A connection that gives its site a new name, step by step as it is told; the last step may take all back."""

    def __init__(self, conn: AsyncConnection[Any], tenant_id: UUID, site_id: UUID) -> None:
        self.conn = conn
        self.tenant_id = tenant_id
        self.site_id = site_id
        self.name = ""
        self.keeps = True
        self.ending = self.committed = False

    def steps(self, name: str, *, keeps: bool) -> list[Any]:
        """What a transaction consists of: the change, its place in the feed, the end."""
        self.name, self.keeps, self.ending, self.committed = name, keeps, False, False
        return [self._change, self._append, self._end]

    async def _change(self) -> None:
        async with self.conn.pipeline():
            await self.conn.execute(ENTER, [str(self.tenant_id)])
            await self.conn.execute(RENAME, [self.name, self.site_id])

    async def _append(self) -> None:
        change = Change("site.changed", self.site_id, after={"name": self.name}, site_id=self.site_id)
        caller = system(self.tenant_id, via="test")
        given = feed.parameters([change], caller, at=datetime.now(UTC), ids=new_id)
        await self.conn.execute(feed.APPEND, given)

    async def _end(self) -> None:
        self.ending = True
        if self.keeps:
            await self.conn.commit()
            self.committed = True
        else:
            await self.conn.rollback()


class Puller:
    """A phone that pulls again and again, and what it holds of the sites."""

    def __init__(self, person: Any) -> None:
        self.person = person
        self.stands: int | None = None
        self.names: dict[str, str] = {}

    async def pull(self) -> int:
        """Pull what is new. The number of the last transaction that the cursor stands for."""
        answer = await ok(self.person.get("/sync/pull", last_pulled_at=self.stands or "null"))
        for row in answer["changes"]["sites"]["updated"]:
            self.names[row["id"]] = row["name"]
        assert "experimentalStrategy" not in answer
        assert answer["timestamp"] >= (self.stands or 1)
        self.stands = answer["timestamp"]
        cursor = cursors.read(answer["timestamp"])
        assert cursor is not None
        return cursor.seq


@asynccontextmanager
async def writers(conninfo: str, tenant_id: UUID, sites: list[UUID]) -> AsyncIterator[list[Writer]]:
    """A connection for each site."""
    made = [Writer(await AsyncConnection.connect(conninfo), tenant_id, site) for site in sites]
    yield made
    for each in made:
        await each.conn.close()


async def play(chance: random.Random, round_: int, at_work: list[Writer], phone: Puller) -> list[tuple[int, set[str]]]:
    """One schedule: the steps of all in a random order, and pulls at the same time. For each pull its cursor and the
    names of transactions that had not begun to end when it was over."""
    queues = {each: each.steps(f"{round_}-{n}", keeps=chance.random() < 0.9) for n, each in enumerate(at_work)}
    order = [each for each in at_work for _ in queues[each]]
    chance.shuffle(order)
    pulls = chance.sample(range(len(order)), chance.choice((1, 2)))
    last: dict[Writer, asyncio.Task[None]] = {}
    pulling: list[asyncio.Task[tuple[int, set[str]]]] = []
    for position, each in enumerate(order):
        last[each] = asyncio.create_task(following(last.get(each), queues[each].pop(0)))
        # Whoever waits for another's place in the feed goes on when that one has ended.
        await asyncio.wait(last.values(), timeout=chance.choice((0, 0.0003, 0.001)))
        if position in pulls:
            await asyncio.gather(*pulling)
            pulling.append(asyncio.create_task(pulled(at_work, phone)))
            if chance.random() < 0.5:
                await asyncio.wait(pulling)
    seen = await asyncio.gather(*pulling)
    await asyncio.gather(*last.values())
    return seen


async def pulled(at_work: list[Writer], phone: Puller) -> tuple[int, set[str]]:
    """A pull, which has to bring what was committed before it; its cursor, and what had not begun to end by then."""
    kept = {str(each.site_id): each.name for each in at_work if each.committed}
    seq = await phone.pull()
    assert {site: phone.names[site] for site in kept} == kept
    return seq, {each.name for each in at_work if not each.ending}


async def following(before: asyncio.Task[None] | None, step: Any) -> None:
    """The next step of a connection, after the one before it."""
    if before is not None:
        await before
    await step()


async def names_of(conninfo: str, tenant_id: UUID, sites: list[UUID]) -> dict[str, str]:
    """What the database holds."""
    async with await AsyncConnection.connect(conninfo) as conn:
        query = "SELECT id, name FROM sites WHERE tenant_id = %s AND id = ANY(%s)"
        rows = await (await conn.execute(query, [tenant_id, sites])).fetchall()
    return {str(id): name for id, name in rows}


@pytest.mark.parametrize("share", range(2))
async def test_s1_random_schedules(world: Any, database: Any, share: int) -> None:
    """S-1: four transactions each time, their changes, their places in the feed and their ends in any order, some taken
    back; whoever pulls in between holds what was committed by then, and is told the rest later."""
    tenant = await world.tenant()
    boss = await tenant.person("admin")
    sites = [UUID(await thing(boss, "/sites", name=f"Site {n}")) for n in range(WRITERS)]
    phone = Puller(boss)
    await phone.pull()
    chance = random.Random(share)
    seen: list[tuple[int, set[str]]] = []
    async with writers(database.app, tenant.id, sites) as at_work:
        for round_ in range(SCHEDULES // 2):
            seen += await play(chance, round_, at_work, phone)
    await phone.pull()
    assert phone.names == await names_of(database.superuser, tenant.id, sites)
    with psycopg.connect(database.superuser) as conn:
        unfinished = sorted({name for _, names in seen for name in names})
        numbers = {name: seq for seq, name in conn.execute(NUMBERS, [tenant.id, unfinished])}
    passed = [(seq, name) for seq, names in seen for name in names if numbers.get(name, seq + 1) <= seq]
    assert passed == []
    assert numbers
