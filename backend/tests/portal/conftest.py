"""A tenant with a portal, and visitors who come to it without an account."""

import re
import struct
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
import pytest

from fettle.modules.portal.credentials import tokens
from makers.world import Person, Tenancy


class Visitor:
    """Somebody with an old phone: reads pages, fills in their forms."""

    def __init__(self, client: httpx.AsyncClient, world: Any) -> None:
        self.client = client
        self.world = world

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Open a page."""
        return await self.client.get(path, headers=_headers(headers))

    async def send(
        self, path: str, page: str, fields: dict[str, Any] | None = None, files: Any = None, **headers: str
    ) -> httpx.Response:
        """Send a form of `page`, filled in by somebody who took their time."""
        typed = {"mark": self.aged(mark_of(page), path), "lang": "en", "website": "", **(fields or {})}
        return await self.client.post(path, data=typed, files=files, headers=_headers(headers))

    def aged(self, mark: str, path: str) -> str:
        """A mark as it would be had it been handed out a minute ago."""
        subject = path.split("/")[3] if path.startswith("/r/status/") else path.split("/")[2]
        secret = self.world.settings.secret_bytes
        old = self.world.door.clock() - timedelta(minutes=1)
        made = tokens.form_mark(secret, subject, old)
        # The rest of the mark, which tells this form from another, stays as it was.
        kept = tokens.decoded(mark)[-12:]
        return tokens.encoded(secret, subject, struct.pack(">Q", int(old.timestamp() * 1000)) + kept) if kept else made


def mark_of(page: str) -> str:
    """The mark that the first form of a page carries."""
    found = re.search(r'name="mark" value="([^"]+)"', page)
    assert found is not None, page
    return unescape(found[1])


def _headers(given: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in given.items()}


@pytest.fixture
async def visitor(app: Any, world: Any) -> AsyncIterator[Visitor]:
    """Somebody without an account."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://fettle.test", timeout=60) as client:
        yield Visitor(client, world)


class House:
    """A tenant with a site, a location and an asset, run by an administrator."""

    def __init__(self, tenant: Tenancy, admin: Person, ids: dict[str, str]) -> None:
        self.tenant = tenant
        self.admin = admin
        self.ids = ids

    async def place(self, **fields: Any) -> dict[str, Any]:
        """A place, at the asset unless said."""
        body = fields or {"assetId": self.ids["asset"]}
        made = await self.admin.post("/portal/places", body)
        assert made.status_code == 201, made.text
        return made.json()

    async def order(self, **fields: Any) -> dict[str, Any]:
        """A released work order at the asset."""
        body = {"title": "Mend the pump", "siteId": self.ids["site"], "assetIds": [self.ids["asset"]], "approve": True}
        made = await self.admin.post("/work-orders", {**body, **fields})
        assert made.status_code == 201, made.text
        return made.json()

    async def requests(self) -> list[dict[str, Any]]:
        """All requests, newest first."""
        return (await self.admin.get("/work-requests")).json()["data"]


@pytest.fixture
async def house(world: Any) -> House:
    """A house of this test's own."""
    return await furnished(await world.tenant())


async def furnished(tenant: Tenancy) -> House:
    """A house in a tenant."""
    admin = await tenant.person("admin")
    site = (
        await admin.post(
            "/sites", {"name": "Elm Park", "address": "1 Elm Road", "latitude": "42.3", "longitude": "-71.1"}
        )
    ).json()
    location = (await admin.post("/locations", {"name": "Hall", "siteId": site["id"], "kind": "building"})).json()
    kind = (await admin.post("/asset-types", {"code": "pump", "name": "Pump"})).json()
    asset = (await admin.post("/assets", {"name": "Fountain", "assetTypeId": kind["id"], "siteId": site["id"]})).json()
    return House(
        tenant, admin, {"site": site["id"], "location": location["id"], "asset": asset["id"], "type": kind["id"]}
    )
