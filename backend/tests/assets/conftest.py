"""A park with a pump in it, and somebody who runs it."""

from typing import Any

import pytest

from makers.world import Person, Tenancy, World


class Grounds:
    """A tenant whose administrator makes places and things by their names."""

    def __init__(self, tenant: Tenancy, admin: Person) -> None:
        self.tenant = tenant
        self.admin = admin
        self.kind = ""

    async def make(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What POSTing `body` made."""
        response = await self.admin.post(path, body)
        assert response.status_code in (200, 201), response.text
        made: dict[str, Any] = response.json()
        return made

    async def site(self, name: str = "Park", **fields: Any) -> str:
        """A new site's id."""
        return str((await self.make("/sites", {"name": name, **fields}))["id"])

    async def location(self, name: str = "Hall", **fields: Any) -> str:
        """A new location's id."""
        return str((await self.make("/locations", {"name": name, **fields}))["id"])

    async def asset(self, name: str = "Pump", **fields: Any) -> str:
        """A new asset's id."""
        return str((await self.make("/assets", {"name": name, "assetTypeId": self.kind, **fields}))["id"])

    async def meter(self, asset_id: str, **fields: Any) -> str:
        """A new counter of hours, put in at the start of 2026."""
        body = {"name": "Hours", "unit": "h", "kind": "counter", "startedAt": "2026-01-01T00:00:00Z", **fields}
        return str((await self.make(f"/assets/{asset_id}/meters", body))["id"])

    async def shown(self, path: str) -> dict[str, Any]:
        """What GET shows."""
        response = await self.admin.get(path)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    async def names(self, path: str, person: Person | None = None, **params: Any) -> list[str]:
        """The names in a list."""
        response = await (person or self.admin).get(path, **params)
        assert response.status_code == 200, response.text
        return [row["name"] for row in response.json()["data"]]


@pytest.fixture
async def grounds(world: World) -> Grounds:
    """Grounds with one asset type."""
    tenant = await world.tenant()
    made = Grounds(tenant, await tenant.person("admin"))
    made.kind = (await made.make("/asset-types", {"code": "pump", "name": "Pump"}))["id"]
    return made
