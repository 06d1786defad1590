"""Tenants and the people in them, made by the same actions that the product uses."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
from uuid_utils.compat import uuid7

from fettle.config import Settings
from fettle.db.call import Call
from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.main import make_gate
from fettle.modules.identity import public as identity
from fettle.modules.tenancy import public as tenancy

PASSWORD = "correct horse battery staple"


class Person:
    """Somebody signed in: sends requests with their token."""

    def __init__(self, client: httpx.AsyncClient, *, user_id: UUID, email: str, role: str, tenant: "Tenancy") -> None:
        self.client = client
        self.user_id = user_id
        self.email = email
        self.role = role
        self.tenant = tenant

    async def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request below /v1."""
        return await self.client.request(method, f"/v1{path}", **options)

    async def get(self, path: str, **params: Any) -> httpx.Response:
        """GET with query parameters."""
        return await self.send("GET", path, params=params)

    async def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """POST a JSON body; keyword arguments become headers (`Idempotency_Key`)."""
        return await self.send("POST", path, json={} if body is None else body, headers=_headers(headers))

    async def put(self, path: str, body: Any) -> httpx.Response:
        """PUT a JSON body."""
        return await self.send("PUT", path, json=body)

    async def patch(self, path: str, body: Any, *, version: int | None = None) -> httpx.Response:
        """PATCH a JSON merge patch, with If-Match when a version is given."""
        return await self.send("PATCH", path, json=body, headers=_if_match(version))

    async def delete(self, path: str, *, version: int | None = None) -> httpx.Response:
        """DELETE, with If-Match when a version is given."""
        return await self.send("DELETE", path, headers=_if_match(version))


class Tenancy:
    """One tenant."""

    def __init__(self, world: "World", tenant_id: UUID, slug: str) -> None:
        self.world = world
        self.id = tenant_id
        self.slug = slug

    def call(self, *, read_only: bool = False, **fields: Any) -> AbstractAsyncContextManager[Call]:
        """A call in this tenant: the product itself, or, with fields of `Caller`, whoever they describe."""
        caller = Caller(tenant_id=self.id, via="test", **fields) if fields else system(self.id, via="test")
        return self.world.door.open(caller, read_only=read_only)

    def call_at(self, now: datetime) -> AbstractAsyncContextManager[Call]:
        """A call of the product itself, at another moment."""
        return Door(self.world.door.pool, clock=lambda: now).open(system(self.id, via="test"))

    async def person(self, role: str = "technician", *, sites: list[UUID] | None = None, name: str = "") -> Person:
        """A new member with `role`, limited to `sites` when given, signed in."""
        email = f"{role}.{uuid7().hex}@example.test"
        async with self.world.door.open(system(self.id, via="test", realm="identity")) as call:
            user = await identity.create_user(call, identity.NewUser(email=email, name=name or role.title()))
            site_ids = None if sites is None else [UUID(str(site)) for site in sites]
            await tenancy.add_member(call, user.id, role, site_ids=site_ids)
        token = await self.world.gate.mint(user.id, self.id)
        client = self.world.client(token)
        return Person(client, user_id=user.id, email=email, role=role, tenant=self)


class World:
    """Where tests get their tenants from."""

    def __init__(self, door: Door, settings: Settings, app: Any) -> None:
        self.door = door
        self.app = app
        self.settings = settings
        self.gate = make_gate(settings, door)

    def client(self, token: str) -> httpx.AsyncClient:
        """A client that sends `token`."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.AsyncClient(transport=transport, base_url="http://fettle.test", headers=headers, timeout=60)

    async def tenant(self, *, edition: str = "organisation", **fields: Any) -> Tenancy:
        """A new tenant with its built-in roles."""
        tenant_id = uuid7()
        slug = f"t-{tenant_id.hex}"
        async with self.door.open(system(tenant_id, via="test", realm="identity")) as call:
            new = tenancy.NewTenant(id=tenant_id, slug=slug, name=slug, edition=edition, **fields)
            await tenancy.create_tenant(call, new)
        return Tenancy(self, tenant_id, slug)


def _headers(given: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in given.items()}


def _if_match(version: int | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": f'"{version}"'}
