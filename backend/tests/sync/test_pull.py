"""Pulling: what a phone carries, what it is told afterwards, and what it never hears of."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest


class Phone:
    """A phone as far as pulling goes: it keeps what it is told, as WatermelonDB does."""

    def __init__(self, person: Any) -> None:
        self.person = person
        self.at: int | None = None
        self.kept: dict[str, dict[str, Any]] = {}
        self.last: dict[str, Any] = {}

    async def once(self) -> dict[str, Any]:
        """One pull."""
        answer = await self.person.get("/sync/pull", **({} if self.at is None else {"last_pulled_at": self.at}))
        assert answer.status_code == 200, answer.text
        self.last = answer.json()
        replaces = self.last.get("experimentalStrategy") == "replacement"
        for name, changes in self.last["changes"].items():
            rows = {} if replaces else self.kept.get(name, {})
            told = [raw["id"] for raw in changes["updated"]]
            assert changes["created"] == []
            assert len(told) == len(set(told)), name
            assert not set(told) & set(changes["deleted"]), name
            rows.update({raw["id"]: raw for raw in changes["updated"]})
            self.kept[name] = {id: raw for id, raw in rows.items() if id not in changes["deleted"]}
        assert self.last["timestamp"] >= 1
        self.at = self.last["timestamp"]
        return self.last

    async def pull(self) -> "Phone":
        """Pull until there is nothing more."""
        while (await self.once()).get("hasMore"):
            pass
        return self

    def titles(self) -> set[str]:
        """Of the work orders."""
        return {raw["title"] for raw in self.kept["work_orders"].values()}

    def news(self) -> dict[str, tuple[int, list[str]]]:
        """How much the last pull told, by table."""
        return {
            name: (len(changes["updated"]), changes["deleted"])
            for name, changes in self.last["changes"].items()
            if changes["updated"] or changes["deleted"]
        }


class Crew:
    """An organisation with two sites, its administrator, a technician and what they work on."""

    def __init__(self, tenant: Any) -> None:
        self.tenant = tenant

    async def ready(self) -> "Crew":
        """Make it."""
        self.boss = await self.tenant.person("admin")
        self.north, self.south = [(await self.made("/sites", {"name": name}))["id"] for name in ("North", "South")]
        self.tech = await self.tenant.person("technician", sites=[UUID(self.north)])
        self.me = await self.made("/staff", {"name": "Tess", "userId": str(self.tech.user_id)})
        self.other = await self.made("/staff", {"name": "Otto"})
        return self

    async def made(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What a POST answers."""
        answer = await self.boss.post(path, body)
        assert answer.status_code in (200, 201), answer.text
        record: dict[str, Any] = answer.json()
        return record

    async def work(self, title: str, **fields: Any) -> dict[str, Any]:
        """An approved work order at the north site."""
        return await self.made("/work-orders", {"title": title, "siteId": self.north, "approve": True, **fields})

    async def change(self, work: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """Edit it as it is now."""
        now = (await self.boss.get(f"/work-orders/{work['id']}")).json()
        answer = await self.boss.patch(f"/work-orders/{work['id']}", fields, version=now["version"])
        assert answer.status_code == 200, answer.text
        record: dict[str, Any] = answer.json()
        return record

    async def converged(self, phone: Phone) -> None:
        """A phone that has pulled all along holds what a fresh one gets."""
        await phone.pull()
        fresh = await Phone(phone.person).pull()
        assert phone.kept == fresh.kept


@pytest.fixture
async def crew(world: Any) -> Crew:
    """An organisation of the test's own."""
    return await Crew(await world.tenant()).ready()


async def test_a_phone_carries_what_its_owner_works_on(crew: Crew) -> None:
    """One's own and unassigned work of one's sites with all that belongs to it; not others', not other sites'."""
    kind = await crew.made("/asset-types", {"code": "pump", "name": "Pump"})
    asset = await crew.made("/assets", {"name": "Fountain", "siteId": crew.north, "assetTypeId": kind["id"]})
    hidden = await crew.made("/assets", {"name": "Lake", "siteId": crew.south, "assetTypeId": kind["id"]})
    mine = await crew.work("Mine", assigneeId=crew.me["id"], assetIds=[asset["id"]], tasks=[{"title": "Open it"}])
    await crew.work("Anybody's")
    await crew.work("Otto's", assigneeId=crew.other["id"])
    await crew.work("Far", siteId=crew.south)
    await crew.boss.post(f"/work-orders/{mine['id']}/comments", {"body": "Mind the step"})
    line = {"kind": "labour", "quantity": "1.5", "staffId": crew.me["id"]}
    logged = await crew.tech.post(
        f"/work-orders/{mine['id']}/log-entries", {"performedOn": "2026-01-05", "lines": [line]}
    )
    assert logged.status_code == 201, logged.text
    phone = await Phone(crew.tech).pull()
    assert phone.titles() == {"Mine", "Anybody's"}
    assert set(phone.kept["assets"]) == {asset["id"]}
    assert hidden["id"] not in str(phone.kept)
    assert [raw["title"] for raw in phone.kept["work_order_tasks"].values()] == ["Open it"]
    assert set(phone.kept["work_order_assets"]) == {f"{mine['id']}.{asset['id']}"}
    [comment] = phone.kept["comments"].values()
    assert (comment["body"], comment["work_order_id"]) == ("Mind the step", mine["id"])
    [sent] = phone.kept["log_lines"].values()
    assert (sent["quantity"], sent["unit"], sent["unit_cost"]) == (1.5, "hour", None)
    raw = phone.kept["work_orders"][mine["id"]]
    assert raw["reported_at"] == int(datetime.fromisoformat(mine["reportedAt"]).timestamp() * 1000)
    assert raw["description"] is None
    assert raw["custom"] == "{}"
    assert raw["released"] is False
    assert {raw["name"] for raw in phone.kept["staff"].values()} == {"Tess", "Otto"}


async def test_nothing_new_is_nothing_sent(crew: Crew) -> None:
    """L4: an empty answer at the same place, as often as one asks."""
    await crew.work("One")
    phone = await Phone(crew.tech).pull()
    before = phone.at
    await phone.pull()
    assert (phone.at, phone.news()) == (before, {})


async def test_every_change_arrives(crew: Crew) -> None:
    """L2: edits, tasks, comments, deletions, reference data without a site; the phone is as a new one."""
    work = await crew.work("Pump", assigneeId=crew.me["id"], tasks=[{"title": "A"}, {"title": "B"}])
    phone = await Phone(crew.tech).pull()
    await crew.change(work, title="Pump house")
    await crew.made("/task-codes", {"code": "T1", "name": "Grease"})
    tasks = (await crew.boss.get(f"/work-orders/{work['id']}/tasks")).json()
    gone = tasks[0] if isinstance(tasks, list) else tasks["data"][0]
    answer = await crew.boss.delete(f"/work-orders/{work['id']}/tasks/{gone['id']}", version=gone["version"])
    assert answer.status_code == 204
    await phone.pull()
    assert phone.titles() == {"Pump house"}
    assert gone["id"] in phone.last["changes"]["work_order_tasks"]["deleted"]
    assert [raw["name"] for raw in phone.kept["task_codes"].values()] == ["Grease"]
    await crew.converged(phone)


async def test_work_comes_with_all_that_belongs_to_it(crew: Crew) -> None:
    """Old work that is assigned to me now arrives whole, however long ago its tasks and comments were written."""
    work = await crew.work("Old", assigneeId=crew.other["id"], tasks=[{"title": "A"}])
    await crew.boss.post(f"/work-orders/{work['id']}/comments", {"body": "Long ago"})
    phone = await Phone(crew.tech).pull()
    assert phone.titles() == set()
    await crew.change(work, assigneeId=crew.me["id"])
    await phone.pull()
    assert phone.titles() == {"Old"}
    assert len(phone.kept["work_order_tasks"]) == 1
    assert len(phone.kept["comments"]) == 1
    await crew.converged(phone)


async def test_s7_work_that_is_taken_away_stays_for_a_week(crew: Crew, database: Any) -> None:
    """S-7: marked as released; then it goes with all that belongs to it."""
    work = await crew.work("Taken", assigneeId=crew.me["id"], tasks=[{"title": "A"}])
    phone = await Phone(crew.tech).pull()
    await crew.change(work, assigneeId=crew.other["id"])
    await phone.pull()
    assert phone.kept["work_orders"][work["id"]]["released"] is True
    await crew.converged(phone)
    with psycopg.connect(database.superuser) as conn:
        conn.execute(
            "UPDATE work_order_handovers SET at = at - interval '8 days' WHERE work_order_id = %s", [work["id"]]
        )
        conn.execute("ALTER TABLE events DISABLE TRIGGER USER")
        conn.execute("UPDATE events SET at = at - interval '8 days' WHERE tenant_id = %s", [crew.tenant.id])
        conn.execute("ALTER TABLE events ENABLE TRIGGER USER")
    await phone.pull()
    assert phone.titles() == set()
    assert phone.kept["work_order_tasks"] == {}
    await crew.converged(phone)


async def test_t14_work_that_leaves_my_sites_goes_at_once(crew: Crew) -> None:
    """T-14: moved to a site that I do not see, it is deleted on the phone with its tasks; nothing new of it is told."""
    work = await crew.work("Moves", assigneeId=crew.me["id"], tasks=[{"title": "A"}])
    phone = await Phone(crew.tech).pull()
    await crew.change(work, siteId=crew.south, title="Secret")
    await phone.pull()
    assert phone.titles() == set()
    assert phone.kept["work_order_tasks"] == {}
    assert "Secret" not in str(phone.last)
    await crew.change(work, title="More secret")
    await phone.pull()
    assert phone.news() == {}


async def test_finished_work_of_mine_stays_for_a_while(crew: Crew, database: Any) -> None:
    """Ninety days after its end it goes, without anybody changing it."""
    work = await crew.work("Done", assigneeId=crew.me["id"])
    await crew.tech.post(f"/work-orders/{work['id']}/start")
    assert (await crew.tech.post(f"/work-orders/{work['id']}/complete")).status_code == 200
    phone = await Phone(crew.tech).pull()
    assert phone.titles() == {"Done"}
    long_ago = datetime.now(UTC) - timedelta(days=91)
    with psycopg.connect(database.superuser) as conn:
        conn.execute("UPDATE work_orders SET completed_at = %s WHERE id = %s", [long_ago, work["id"]])
        conn.execute("ALTER TABLE events DISABLE TRIGGER USER")
        conn.execute("UPDATE events SET at = at - interval '3 days' WHERE tenant_id = %s", [crew.tenant.id])
        conn.execute("ALTER TABLE events ENABLE TRIGGER USER")
    await phone.pull()
    assert phone.titles() == set()


async def test_who_plans_the_work_carries_all_that_is_open(crew: Crew) -> None:
    """A supervisor's phone has everybody's open work."""
    await crew.work("Otto's", assigneeId=crew.other["id"])
    phone = await Phone(await crew.tenant.person("supervisor")).pull()
    assert phone.titles() == {"Otto's"}


async def test_a_first_pull_in_parts_misses_nothing(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """L8: in parts of any size, with changes in between, the phone ends like one that got all at once."""
    works = [await crew.work(f"W{n}", assigneeId=crew.me["id"], tasks=[{"title": "A"}]) for n in range(12)]
    settings = crew.tenant.world.settings
    monkeypatch.setattr(settings, "sync_page_records", 5)
    phone = Phone(crew.tech)
    assert (await phone.once())["hasMore"] is True
    await crew.change(works[0], title="W0 anew")
    await crew.change(works[7], assigneeId=crew.other["id"])
    await crew.work("Late")
    stamps = [phone.at]
    while (await phone.once()).get("hasMore"):
        stamps.append(phone.at)
    assert stamps == sorted(stamps)
    assert len(stamps) > 3
    await phone.pull()
    assert "W0 anew" in phone.titles()
    assert "Late" in phone.titles()
    await crew.converged(phone)


async def test_s6_cursors_that_are_not_ours_get_everything_anew(crew: Crew) -> None:
    """S-6: of another person, from the future, or senseless: a full set with the strategy that keeps unsent work."""
    await crew.work("One")
    boss, phone = await Phone(crew.boss).pull(), await Phone(crew.tech).pull()
    for strange in (boss.at, (phone.at or 0) + (1 << 40), 7, 2**53 - 1):
        answer = (await crew.tech.get("/sync/pull", last_pulled_at=strange)).json()
        assert answer["experimentalStrategy"] == "replacement", strange
        assert answer["messages"] == ["resync"]
        assert len(answer["changes"]["work_orders"]["updated"]) == 1
        assert answer["timestamp"] == phone.at


async def test_s6_a_phone_that_was_away_too_long_gets_everything_anew(crew: Crew, database: Any) -> None:
    """S-6: changes are told one by one for ninety days."""
    await crew.work("One")
    phone = await Phone(crew.tech).pull()
    await crew.work("Two")
    with psycopg.connect(database.superuser) as conn:
        conn.execute("ALTER TABLE events DISABLE TRIGGER USER")
        conn.execute("UPDATE events SET at = at - interval '120 days' WHERE tenant_id = %s", [crew.tenant.id])
        conn.execute("ALTER TABLE events ENABLE TRIGGER USER")
    assert (await phone.once())["experimentalStrategy"] == "replacement"
    assert phone.titles() == {"One", "Two"}


async def test_other_rights_are_another_pocket(crew: Crew) -> None:
    """Joining a crew brings its work, old work too: the cursor of before ends."""
    team = await crew.made("/crews", {"name": "Pumps"})
    await crew.work("The crew's", crewId=team["id"])
    phone = await Phone(crew.tech).pull()
    assert phone.titles() == set()
    answer = await crew.boss.put(f"/crews/{team['id']}/members", {"staffIds": [crew.me["id"]]})
    if answer.status_code >= 400:
        answer = await crew.boss.patch(f"/crews/{team['id']}", {"memberIds": [crew.me["id"]]}, version=team["version"])
    assert answer.status_code < 300, answer.text
    await phone.pull()
    assert phone.titles() == {"The crew's"}


@pytest.mark.parametrize("nothing", ["", "null", "undefined", "0"])
async def test_what_clients_send_before_their_first_pull(crew: Crew, nothing: str) -> None:
    """The client's own sample sends the text `null`."""
    answer = await crew.tech.get("/sync/pull", last_pulled_at=nothing, schema_version="1", migration="null")
    assert answer.status_code == 200, answer.text
    assert "experimentalStrategy" not in answer.json()


async def test_pulling_by_post_and_with_a_migration(crew: Crew) -> None:
    """L6: of tables that are new to the phone everything is sent, whatever it has."""
    await crew.made("/task-codes", {"code": "T1", "name": "Grease"})
    phone = await Phone(crew.tech).pull()
    body = {
        "last_pulled_at": phone.at,
        "schema_version": 1,
        "migration": {"from": 1, "tables": ["task_codes"], "columns": [{"table": "sites", "columns": ["code"]}]},
    }
    answer = await crew.tech.post("/sync/pull", body)
    assert answer.status_code == 200, answer.text
    changes = answer.json()["changes"]
    assert len(changes["task_codes"]["updated"]) == 1
    assert len(changes["sites"]["updated"]) == 1
    assert changes["staff"]["updated"] == []
    for wrong in ({"migration": "x"}, {"last_pulled_at": "soon"}, {"what": 1}):
        assert (await crew.tech.post("/sync/pull", wrong)).status_code == 422


async def test_the_schema_is_what_is_sent(crew: Crew) -> None:
    """Every column of the schema is in every row, with its type; nothing else is."""
    await crew.work("One", assigneeId=crew.me["id"], tasks=[{"title": "A"}])
    document = (await crew.tech.get("/sync/schema")).json()
    phone = await Phone(crew.tech).pull()
    kinds = {"string": str, "number": (int, float), "boolean": bool}
    seen = 0
    for table in document["tables"]:
        columns = {column["name"]: column for column in table["columns"]}
        for raw in phone.kept[table["name"]].values():
            assert raw.keys() == {"id", *columns}
            for name, column in columns.items():
                seen += 1
                if raw[name] is None:
                    assert column["isOptional"], (table["name"], name)
                else:
                    assert isinstance(raw[name], kinds[column["type"]]), (table["name"], name, raw[name])
    assert seen > 100


async def test_notifications_arrive_without_events(crew: Crew, drain: Any) -> None:
    """What I was told comes; what others were told never."""
    phone = await Phone(crew.tech).pull()
    await crew.work("For you", assigneeId=crew.me["id"])
    await drain(crew.tenant)
    await phone.pull()
    assert [raw["subject"] for raw in phone.kept["notifications"].values()] == ["work_order"]
    boss = await Phone(crew.boss).pull()
    assert not set(boss.kept["notifications"]) & set(phone.kept["notifications"])
