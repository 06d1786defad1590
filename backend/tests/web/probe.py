"""An application of the tests' own: the real frame, verbs and door over the real table of tags."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
from psycopg_pool import AsyncConnectionPool
from uuid_utils.compat import uuid7

from fettle.db import migrate
from fettle.db.callers import Caller
from fettle.db.door import Door, Patience
from fettle.kit.module import Module
from fettle.kit.refusals import Unauthenticated
from fettle.web import health, telemetry
from fettle.web.app import make_app
from fettle.web.frame import Frame
from fettle.web.limits import Limits
from web.probe_routes import READ, ROUTES, WRITE, plain


class Probe:
    """The running application, and the callers that its tokens stand for."""

    def __init__(self, door: Door, **options: Any) -> None:
        self.door = door
        self.callers: dict[str, Caller] = {}
        self.metrics = telemetry.Metrics()
        limits = options.pop("limits", None) or Limits({"default": 10_000_000})
        self.litestar = make_app(
            [Module(name="probe", routes=ROUTES)],
            door=door,
            authenticate=self._authenticate,
            secret=b"s" * 32,
            limits=limits,
            services={"metrics": self.metrics, "revision": migrate.newest()},
            plain_routes=[*health.plain_routes, plain],
            **options,
        )
        self.app = Frame(self.litestar, observe=self.metrics.observe)

    async def _authenticate(self, token: str, *, ip: str | None, device: str | None) -> Caller:
        if token not in self.callers:
            raise Unauthenticated("This token is not known.")
        return self.callers[token]

    def client(self, caller: Caller | None = None, **headers: str) -> httpx.AsyncClient:
        """A client that signs in as `caller`."""
        if caller is not None:
            token = uuid7().hex
            self.callers[token] = caller
            headers["Authorization"] = f"Bearer {token}"
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://probe.test", headers=headers, timeout=60)

    async def tenant(self) -> UUID:
        """A new tenant with an event feed."""
        return await new_tenant(self.door)

    async def member(self, tenant_id: UUID | None = None, **fields: Any) -> httpx.AsyncClient:
        """A client of somebody who may do everything here, in a tenant of their own unless one is given."""
        return self.client(await self.caller(tenant_id, **fields))

    async def caller(self, tenant_id: UUID | None = None, **fields: Any) -> Caller:
        """Somebody who may do everything the probe has."""
        given = {"user_id": uuid7(), "permissions": frozenset({READ, WRITE}), **fields}
        return Caller(tenant_id=tenant_id or await self.tenant(), **given)


async def new_tenant(door: Door) -> UUID:
    """A tenant, as far as the rooms below the modules know one: an event feed."""
    tenant_id = uuid7()
    async with door.open(Caller(tenant_id=tenant_id)) as call:
        await call.keep("INSERT INTO tenant_feed (tenant_id) VALUES (app.tenant_id())")
    return tenant_id


def make_pool(conninfo: str, **options: Any) -> AsyncConnectionPool[Any]:
    """A closed pool as the product makes it, but as small as a test needs."""
    options = {"min_size": 1, "max_size": 4, "timeout": 5, "open": False, **options}
    return AsyncConnectionPool(conninfo, kwargs={"autocommit": True, "prepare_threshold": 2}, **options)


@asynccontextmanager
async def probing(
    conninfo: str,
    *,
    patience: Patience | None = None,
    pool: dict[str, Any] | None = None,
    **options: Any,
) -> AsyncIterator[Probe]:
    """A probe over a pool of its own."""
    door = Door(make_pool(conninfo, **(pool or {})), patience=patience or Patience())
    async with door.pool:
        yield Probe(door, **options)
