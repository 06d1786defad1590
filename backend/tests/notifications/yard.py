"""A tenant at work, made through its API."""

from datetime import UTC, datetime, timedelta
from typing import Any

from makers.world import Person, Tenancy, World


async def ok(answer: Any, *statuses: int) -> Any:
    """The body of an answer that went well."""
    response = await answer
    assert response.status_code in (statuses or (200, 201, 204)), (response.status_code, response.text)
    return response.json() if response.content else None


class Yard:
    """A tenant with an admin, two sites, and people whom work can be assigned to."""

    def __init__(self, tenant: Tenancy, admin: Person, sites: list[str]) -> None:
        self.tenant = tenant
        self.admin = admin
        self.site, self.other_site = sites

    async def worker(self, role: str = "technician", *, name: str = "Tec", sites: Any = None) -> tuple[Person, str]:
        """A person with their staff id."""
        person = await self.tenant.person(role, name=name, sites=sites)
        staff = await ok(self.admin.post("/staff", {"name": name, "userId": str(person.user_id)}))
        return person, staff["id"]

    async def order(self, **fields: Any) -> dict[str, Any]:
        """A work order, approved."""
        body = {"title": "Mend the pump", "siteId": self.site, "approve": True, **fields}
        made: dict[str, Any] = await ok(self.admin.post("/work-orders", body))
        return made


async def opened(world: World, **fields: Any) -> Yard:
    """A new tenant at work."""
    tenant = await world.tenant(**fields)
    admin = await tenant.person("admin", name="Ada")
    sites = [(await ok(admin.post("/sites", {"name": name})))["id"] for name in ("North", "South")]
    return Yard(tenant, admin, sites)


async def told(person: Person, **filters: Any) -> list[dict[str, Any]]:
    """What somebody was told, oldest first."""
    answer = await ok(person.get("/notifications", limit=200, **filters))
    return list(reversed(answer["data"]))


async def kinds(person: Person) -> list[str]:
    """The kinds of what somebody was told, oldest first."""
    return [each["kind"] for each in await told(person)]


def now() -> datetime:
    """The present, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def later(**by: float) -> datetime:
    """A moment from now."""
    return now() + timedelta(**by)
