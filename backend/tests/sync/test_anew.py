"""Phones whose cursor says nothing any more, and phones with an old app: what they have not sent is kept (S-6, S-9)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import psycopg
import pytest

from fettle.modules.sync.public import SYNCED, Column, Kind, Source, Table
from fettle.modules.sync.rules import cursors, declared, schema
from fettle.modules.sync.store import pulling as store
from sync.crew import Crew, make_crew
from sync.phoning import Phone, token
from sync.serving import served
from work_orders.steps import ok, thing

OPEN = {"status": "new", "priority": "low", "kind": "corrective"}
NEXT, AFTER = declared.VERSION + 1, declared.VERSION + 2


class Unsent:
    """Work that somebody has done offline."""

    def __init__(self, crew: Crew, phone: Phone, work_order_id: str) -> None:
        self.crew, self.phone, self.work_order_id = crew, phone, work_order_id

    async def write(self) -> "Unsent":
        """Hours, a comment, a work order, and a move of the one that the office knows."""
        self.entry, _ = await self.crew.log(self.phone, self.work_order_id, 2)
        self.comment = await self.phone.create(
            "comments", work_order_id=self.work_order_id, body="Offline", public=False
        )
        self.found = await self.phone.create("work_orders", title="Found", site_id=self.crew.site, **OPEN)
        await self.phone.update("work_orders", self.work_order_id, status="in_progress", started_at={"now": 0})
        return self

    async def arrived(self) -> None:
        """All of it is in the office, once."""
        assert [each["id"] for each in await self.crew.logged(self.work_order_id)] == [self.entry]
        assert await self.crew.hours(self.work_order_id) == 2
        comments = (await ok(self.crew.boss.get(f"/work-orders/{self.work_order_id}/comments")))["data"]
        assert [each["id"] for each in comments] == [self.comment]
        assert (await self.crew.held(self.found))["title"] == "Found"
        assert (await self.crew.held(self.work_order_id))["status"] == "in_progress"
        assert await self.phone.conflicts() == []


async def unsent(crew: Crew) -> tuple[Phone, Unsent]:
    """A phone that was in step, and what was done on it since."""
    work = await crew.work(tasks=[{"title": "Open it"}])
    phone = await crew.phone()
    return phone, await Unsent(crew, phone, work["id"]).write()


def behind(crew: Crew, *statements: str) -> None:
    """Change what no action changes."""
    with psycopg.connect(crew.conninfo) as conn:
        conn.execute("SET session_replication_role = replica")
        for statement in statements:
            conn.execute(statement.encode(), {"tenant": crew.tenant.id})


async def test_s6_after_120_days_everything_comes_anew_and_nothing_is_lost(crew: Crew) -> None:
    """S-6: a phone that was away too long gets all there is, keeps what it has not sent, and sends it."""
    gone = await crew.work("Gone meanwhile")
    phone, done = await unsent(crew)
    await crew.drop(gone)
    await crew.work("New meanwhile")
    behind(crew, "UPDATE events SET at = at - interval '120 days' WHERE tenant_id = %(tenant)s")
    said = await phone.sync()
    assert said["replaced"]
    assert said["messages"] == ["resync"]
    await phone.settle()
    await done.arrived()
    assert await phone.get("work_orders", gone["id"]) is None
    assert "New meanwhile" in {each["title"] for each in (await phone.all("work_orders")).values()}
    await crew.equal()


@pytest.mark.parametrize("strange", ["another person", "another tenant", "the future", "nonsense", "another database"])
async def test_s6_a_cursor_that_is_not_ours(
    crew: Crew, world: Any, monkeypatch: pytest.MonkeyPatch, strange: str
) -> None:
    """S-6: whatever it says, the phone ends like a new one, and what it had not sent has arrived."""
    phone, done = await unsent(crew)
    own = await phone.pulled_at()
    assert own is not None
    match strange:
        case "another person":
            given = await (await crew.phone(crew.boss)).pulled_at()
        case "another tenant":
            other = await make_crew(world, crew.phones, crew.base, crew.conninfo)
            given = await (await other.phone()).pulled_at()
        case "the future":
            cursor = cursors.read(own)
            assert cursor is not None
            given = cursors.written(cursor._replace(seq=cursor.seq + 100_000))
        case "nonsense":
            given = 1_795_291_456_124
        case _:
            given = own
            monkeypatch.setattr(store, "EPOCH", "SELECT 'another database'")
    await phone.set(pulledAt=given)
    said = await phone.do("sync")
    assert said["replaced"]
    await phone.settle()
    await done.arrived()
    await crew.equal()


async def test_s6_the_database_was_restored_from_a_backup(crew: Crew) -> None:
    """S-6: the office has forgotten what phones still know: what they were only told goes, what they have not sent
    arrives."""
    kept = await crew.work("Before the backup")
    saved = crew.counted("SELECT seq FROM tenant_feed WHERE tenant_id = %s")
    forgotten = await crew.work("After the backup")
    phone = await crew.phone()
    assert set(await phone.all("work_orders")) == {kept["id"], forgotten["id"]}
    done = await Unsent(crew, phone, kept["id"]).write()
    behind(
        crew,
        f"DELETE FROM events WHERE tenant_id = %(tenant)s AND seq > {saved}",
        f"UPDATE tenant_feed SET seq = {saved} WHERE tenant_id = %(tenant)s",
        f"DELETE FROM work_orders WHERE tenant_id = %(tenant)s AND id = '{forgotten['id']}'",
    )
    assert (await phone.do("sync"))["replaced"]
    await phone.settle()
    assert set(await phone.all("work_orders")) == {kept["id"], done.found}
    await done.arrived()
    await crew.equal()


def later() -> tuple[Table, ...]:
    """The declaration as it may be two versions from now: a column with the next, a table with the one after it."""
    added = Column("serviced_on", Kind.DAY, since=NEXT)
    kinds = Table(
        name="asset_categories",
        needs=("reference:read",),
        since=AFTER,
        columns=(Column("code", optional=False, since=AFTER), Column("name", optional=False, since=AFTER)),
    )
    widened = [
        msgspec.structs.replace(table, columns=(*table.columns, added)) if table.name == "assets" else table
        for table in declared.TABLES
    ]
    return (*widened, kinds)


@contextmanager
def newer(crew: Crew, monkeypatch: pytest.MonkeyPatch, settings: Any, *, oldest: int = 1) -> Iterator[dict[str, Any]]:
    """A server that is two versions ahead, and the schema that apps are built with then."""
    tables = later()
    sources = {table.name: source for table, source in SYNCED}
    values = {**sources["assets"].values, "serviced_on": "x.installed_on"}
    sources["assets"] = msgspec.structs.replace(sources["assets"], values=values)
    sources["asset_categories"] = Source(
        rows="asset_categories x", id="x.id", part="x.id", told_by={"asset_category": "x.id"}
    )
    monkeypatch.setattr("fettle.main.SYNCED", {table.name: (table, sources[table.name]) for table in tables})
    monkeypatch.setattr(declared, "VERSION", AFTER)
    monkeypatch.setattr(declared, "OLDEST", oldest)
    with served(settings, str(crew.tenant.world.settings.database_url)) as base:
        crew.base = base
        yield schema.document(tables)


async def test_s9_an_app_two_versions_old_is_answered_in_its_own_words(
    crew: Crew, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """S-9: it gets the columns and tables that it knows and sends what it has; as the new version it gets the rest,
    of old records as well."""
    category = await thing(crew.boss, "/asset-categories", code="water", name="Water")
    asset = await ok(crew.boss.get(f"/assets/{crew.pump}"))
    await ok(crew.boss.patch(f"/assets/{crew.pump}", {"installedOn": "2020-05-06"}, version=asset["version"]))
    phone, done = await unsent(crew)
    with newer(crew, monkeypatch, settings) as document:
        await phone.set(base=crew.base)
        await phone.settle()
        await done.arrived()
        told = (await phone.do("sync"))["complaints"]
        assert told == []
        assert "serviced_on" not in ((await phone.get("assets", crew.pump)) or {})
        again, _ = await crew.log(phone, done.work_order_id, 1)
        await phone.restart(declared=document, version=AFTER)
        assert await phone.unsent()
        await phone.settle()
        assert (await phone.get("assets", crew.pump) or {})["serviced_on"] == "2020-05-06"
        assert set(await phone.all("asset_categories")) == {category}
        assert again in {each["id"] for each in await crew.logged(done.work_order_id)}
        fresh = await crew.phones.phone(crew.ann, crew.base, declared=document)
        await fresh.settle()
        assert await phone.dump() == await fresh.dump()


async def test_s9_an_app_that_is_too_old_is_told_so_before_anything_is_lost(
    crew: Crew, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """S-9: it is refused with "upgrade needed", keeps what it has not sent, and sends it once it is new."""
    phone, done = await unsent(crew)
    with newer(crew, monkeypatch, settings, oldest=AFTER) as document:
        await phone.set(base=crew.base)
        failure = await phone.fails()
        assert failure.status == 410
        assert "upgrade-needed" in failure.problem
        assert await phone.unsent()
        assert await crew.logged(done.work_order_id) == []
        await phone.restart(declared=document, version=AFTER)
        await phone.settle()
        await done.arrived()


async def test_signed_in_anew_while_offline(crew: Crew) -> None:
    """A token that has run out refuses the sync and loses nothing; with a new one it goes on."""
    phone, done = await unsent(crew)
    await phone.set(token="expired")
    assert (await phone.fails()).status == 401
    assert await phone.unsent()
    await phone.set(token=token(crew.ann))
    await phone.settle()
    await done.arrived()
    await crew.equal()
