"""A phone as the server sees it: it pulls, and pushes raw records, as the WatermelonDB client would."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from uuid_utils.compat import uuid7

from makers.world import Person, Tenancy, World
from work_orders.steps import asset, made, ok, thing


def ms(moment: datetime | None = None, **shift: float) -> int:
    """A moment (now unless given), shifted, as phones write it."""
    return int(((moment or datetime.now(UTC)) + timedelta(**shift)).timestamp() * 1000)


def today(**shift: float) -> str:
    """A day as phones write it."""
    return (datetime.now(UTC) + timedelta(**shift)).date().isoformat()


def new(**columns: Any) -> dict[str, Any]:
    """A raw record that the phone has made."""
    return {"id": str(uuid7()), "_status": "created", "_changed": "", **columns}


class Device:
    """A phone of somebody."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.last: int | None = None
        self.name: str | None = None
        self.rows: dict[str, dict[str, dict[str, Any]]] = {}

    async def pull(self) -> dict[str, Any]:
        """Everything that is new; what it holds afterwards stands in `rows`. The changes of the last page."""
        while True:
            params = {} if self.last is None else {"last_pulled_at": self.last}
            body: dict[str, Any] = await ok(self.person.get("/sync/pull", **params))
            if body.get("experimentalStrategy") == "replacement":
                self.rows = {}
            for table, changes in body["changes"].items():
                held = self.rows.setdefault(table, {})
                held.update({row["id"]: row for row in changes["updated"]})
                for id in changes["deleted"]:
                    held.pop(id, None)
            self.last = body["timestamp"]
            if not body.get("hasMore"):
                changed: dict[str, Any] = body["changes"]
                return changed

    async def send(self, changes: dict[str, Any], *, last: Any = "known", **headers: str) -> Any:
        """The answer to a push."""
        known = self.last if last == "known" else last
        asked = {"last_pulled_at": known, "device_id": self.name}
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        content = json.dumps(changes)
        return await self.person.client.post(
            f"/v1/sync/push?{query}", content=content, headers={"Content-Type": "text/plain;charset=UTF-8", **headers}
        )

    async def push(self, table: str = "", *updated: dict[str, Any], **tables: Any) -> list[dict[str, Any]]:
        """Push records, those with the status `created` as such; what was refused of them."""
        given = {name: list(rows) for name, rows in tables.items()} | ({table: list(updated)} if table else {})
        changes = {
            name: {
                "created": [row for row in rows if isinstance(row, dict) and row["_status"] == "created"],
                "updated": [row for row in rows if isinstance(row, dict) and row["_status"] != "created"],
                "deleted": [row for row in rows if isinstance(row, str)],
            }
            for name, rows in given.items()
        }
        rejected: list[dict[str, Any]] = (await ok(self.send(changes)))["rejected"]
        return rejected

    async def conflicts(self, **params: Any) -> list[dict[str, Any]]:
        """The open conflicts of its owner, newest first."""
        rows: list[dict[str, Any]] = (await ok(self.person.get("/sync/conflicts", **params)))["data"]
        return rows

    def edited(self, table: str, id: str, **columns: Any) -> dict[str, Any]:
        """A record that it holds, changed in these columns."""
        return {**self.rows[table][id], **columns, "_status": "updated", "_changed": ",".join(columns)}


def packed(changes: Any) -> bytes:
    """A body as gzip."""
    return gzip.compress(json.dumps(changes).encode())


def entry(work_order: str, *lines: dict[str, Any], **columns: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A log entry with its lines, as a phone has made them."""
    head = new(**{"work_order_id": work_order, "performed_on": today(), **columns})
    rows = [
        new(**{"log_entry_id": head["id"], "work_order_id": work_order, "position": place, **line})
        for place, line in enumerate(lines)
    ]
    return head, rows


class Field:
    """A tenant with a supervisor, two technicians, a pump with a meter, and phones."""

    def __init__(self, tenant: Tenancy, boss: Person, ann: Person, ben: Person) -> None:
        self.tenant = tenant
        self.boss = boss
        self.ann = ann
        self.ben = ben
        self.staff: dict[str, str] = {}
        self.site = self.pump = self.meter = self.hold = ""

    async def work(self, title: str = "Mend the pump", *, approve: bool = True, **fields: Any) -> str:
        """The id of a work order of Ann's."""
        given = {"siteId": self.site, "assigneeId": self.staff["ann"], "approve": approve, **fields}
        return str((await made(self.boss, title, **given))["id"])

    async def held(self, work_order: str) -> dict[str, Any]:
        """A work order as the office has it."""
        shown: dict[str, Any] = await ok(self.boss.get(f"/work-orders/{work_order}"))
        return shown

    async def change(self, work_order: str, **fields: Any) -> None:
        """The office changes a work order."""
        version = (await self.held(work_order))["version"]
        await ok(self.boss.patch(f"/work-orders/{work_order}", fields, version=version))

    async def logged(self, work_order: str) -> list[dict[str, Any]]:
        """The log entries of a work order."""
        answer = await ok(self.boss.get("/log-entries", workOrderId=work_order, limit=200))
        rows: list[dict[str, Any]] = answer["data"]
        return rows

    async def phone(self, person: Person | None = None) -> Device:
        """A phone that has pulled everything."""
        device = Device(person or self.ann)
        await device.pull()
        return device


async def make_field(world: World) -> Field:
    """A tenant of its own."""
    tenant = await world.tenant()
    boss = await tenant.person("admin")
    ann, ben = [await tenant.person("technician", name=name) for name in ("Ann", "Ben")]
    field = Field(tenant, boss, ann, ben)
    for name, person in (("ann", ann), ("ben", ben)):
        field.staff[name] = await thing(boss, "/staff", name=name.title(), userId=str(person.user_id))
    field.site = await thing(boss, "/sites", name="Park")
    field.pump = await asset(boss, f"Pump {uuid4().hex[:6]}", siteId=field.site)
    meter = {"name": "Hours", "unit": "h", "kind": "counter", "startedAt": "2025-01-01T00:00:00Z"}
    field.meter = await thing(boss, f"/assets/{field.pump}/meters", **meter)
    reason = {"kind": "hold", "code": f"parts-{uuid4().hex[:6]}", "name": "Waiting for parts"}
    field.hold = await thing(boss, "/reasons", **reason)
    return field
