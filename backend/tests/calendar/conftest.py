"""A tenant with a site, a crew and people, and what it takes to subscribe to a calendar."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import vobject


class Scene:
    """A tenant whose site keeps New York's time, with an administrator and a technician on the staff list."""

    def __init__(self, tenant: Any, boss: Any) -> None:
        self.tenant = tenant
        self.boss = boss
        self.site = self.other_site = self.crew = self.staff = self.colleague = ""
        self.technician: Any = None

    async def make(self, path: str, body: Any) -> dict[str, Any]:
        """POST `body` as the administrator."""
        answer = await self.boss.post(path, body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def work(self, title: str = "Mow the lawn", **fields: Any) -> dict[str, Any]:
        """A work order, approved, at the site and in the technician's hands."""
        given = {"title": title, "siteId": self.site, "assigneeId": self.staff, "approve": True, **fields}
        return await self.make("/work-orders", {k: v for k, v in given.items() if v is not None})

    async def edit(self, work: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """Change a work order."""
        version = (await self.boss.get(f"/work-orders/{work['id']}")).json()["version"]
        answer = await self.boss.patch(f"/work-orders/{work['id']}", fields, version=version)
        assert answer.status_code == 200, answer.text
        changed: dict[str, Any] = answer.json()
        return changed

    async def subscribe(self, person: Any, **body: Any) -> "Subscription":
        """A calendar program that subscribes to a feed of `person`."""
        answer = await person.post("/calendar/feeds", body)
        assert answer.status_code == 201, answer.text
        return Subscription(self.tenant.world, answer.json())


class Subscription:
    """A calendar program with the address of a feed."""

    def __init__(self, world: Any, feed: dict[str, Any]) -> None:
        self.client = world.client("nothing")
        del self.client.headers["Authorization"]
        self.feed = feed
        self.path = feed["url"].partition("/v1/")[2]

    async def fetch(self, **headers: str) -> Any:
        """Fetch the file."""
        return await self.client.get(f"/v1/{self.path}", headers=headers)

    async def events(self) -> dict[str, Any]:
        """The events by UID, as an independent library reads them."""
        answer = await self.fetch()
        assert answer.status_code == 200, answer.text
        calendar = vobject.readOne(answer.text)
        return {event.uid.value: event for event in getattr(calendar, "vevent_list", [])}

    async def event(self, work: dict[str, Any]) -> Any:
        """The event of a work order, None without one."""
        found = [event for uid, event in (await self.events()).items() if work["id"] in uid]
        assert len(found) <= 1
        return found[0] if found else None


@pytest.fixture
async def scene(world: Any) -> Scene:
    """A scene of this test's own."""
    tenant = await world.tenant(time_zone="America/New_York")
    made = Scene(tenant, await tenant.person("admin"))
    made.site = (await made.make("/sites", {"name": "North", "timeZone": "America/New_York"}))["id"]
    made.other_site = (await made.make("/sites", {"name": "South"}))["id"]
    made.technician = await tenant.person("technician")
    person = {"name": "Terry", "userId": str(made.technician.user_id)}
    made.staff = (await made.make("/staff", person))["id"]
    made.colleague = (await made.make("/staff", {"name": "Una"}))["id"]
    made.crew = (await made.make("/crews", {"name": "Ground", "memberIds": [made.staff]}))["id"]
    return made


@pytest.fixture
def soon() -> datetime:
    """Three days from now, at a whole hour."""
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=3)


def uuid(text: str) -> UUID:
    """The id in `text`."""
    return UUID(text)
