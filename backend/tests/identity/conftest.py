"""An installation of identity and tenancy with settings, clock and mail of the test's own, on the worker's database."""

import functools
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from litestar import Litestar
from psycopg_pool import AsyncConnectionPool
from uuid_utils.compat import uuid7

from fettle.config import Settings
from fettle.db.call import Call
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.modules.identity import public as identity
from fettle.modules.identity.module import module, plain_routes
from fettle.modules.tenancy import public as tenancy
from fettle.modules.tenancy.module import module as tenancy_module
from fettle.web.app import make_app
from fettle.web.frame import Frame
from fettle.web.limits import Limits
from fettle.web.mail import Mailer
from identity.mailbox import Mailbox

PASSWORD = "a lantern under the harbour"


@functools.cache
def web() -> Litestar:
    """The routes, made once: what is behind them is handed in request by request."""
    unlimited = Limits(dict.fromkeys(("default", "sign_in", "upload"), 1_000_000))
    nothing: Any = None
    return make_app(
        (module, tenancy_module),
        door=nothing,
        authenticate=nothing,
        secret=b"",
        limits=unlimited,
        services={"permissions": {}},
        plain_routes=plain_routes,
    )


class TestClock:
    """The present, moved as the test likes."""

    __test__ = False

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def move(self, **by: float) -> None:
        self.ahead += timedelta(**by)


class Member:
    """A person with a password in a tenant."""

    def __init__(self, user_id: UUID, email: str, tenant_id: UUID, slug: str) -> None:
        self.user_id = user_id
        self.email = email
        self.tenant_id = tenant_id
        self.slug = slug


class Installation:
    """A running product: its gate, its HTTP side, and ways to fill it."""

    def __init__(self, door: Door, settings: Settings, clock: TestClock) -> None:
        self.door = door
        self.settings = settings
        self.clock = clock
        self.gate = identity.Gate(door, settings, tenancy.standings, Mailer(settings))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve a request with this installation's services."""
        app = web()
        app.state.door = self.door
        app.state.authenticate = self.gate.authenticate
        app.state.secret = self.settings.secret_bytes
        app.state.identity = self.gate
        app.state.settings = self.settings
        app.state.mailer = self.gate.mailer
        await Frame(app)(scope, receive, send)

    def client(self, token: str | None = None, *, ip: str = "192.0.2.1", **headers: str) -> httpx.AsyncClient:
        """Somebody's HTTP client."""
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx.ASGITransport(app=self, client=(ip, 1))
        return httpx.AsyncClient(transport=transport, base_url="http://fettle.test", headers={**sent, **headers})

    def tenant_call(self, tenant_id: UUID | None = None) -> AbstractAsyncContextManager[Call]:
        """A call of the product itself, in the identity realm."""
        return self.door.open(system(tenant_id, via="test", realm="identity"))

    async def tenant(self) -> tuple[UUID, str]:
        """A new tenant."""
        tenant_id = uuid7()
        slug = f"t-{tenant_id.hex}"
        async with self.door.open(system(tenant_id, via="test", realm="identity")) as call:
            await tenancy.create_tenant(call, tenancy.NewTenant(id=tenant_id, slug=slug, name=slug))
        return tenant_id, slug

    async def user(self, password: str | None = PASSWORD) -> identity.User:
        """A new person without a tenant."""
        async with self.door.open(system(None, via="test", realm="identity")) as call:
            new = identity.NewUser(email=f"p.{uuid7().hex}@example.test", name="Ann Example", password=password)
            return await identity.create_user(call, new)

    async def join(self, user_id: UUID, tenant_id: UUID, role: str, sites: list[UUID] | None = None) -> UUID:
        """Make a person a member of a tenant."""
        async with self.door.open(system(tenant_id, via="test", realm="identity")) as call:
            return (await tenancy.add_member(call, user_id, role, site_ids=sites)).id

    async def member(self, role: str = "admin", *, sites: list[UUID] | None = None) -> Member:
        """A new person in a new tenant."""
        tenant_id, slug = await self.tenant()
        user = await self.user()
        await self.join(user.id, tenant_id, role, sites)
        return Member(user.id, user.email, tenant_id, slug)

    async def sign_in(
        self, email: str, password: str = PASSWORD, *, ip: str | None = None, **more: Any
    ) -> httpx.Response:
        """Try to sign in, from an address of one's own unless told."""
        async with self.client(ip=ip or f"2001:db8:{uuid7().hex[-4:]}::1", **{"User-Agent": "Harbour/1"}) as http:
            return await http.post("/v1/auth/sign-in", json={"email": email, "password": password, **more})

    async def signed_in(self, role: str = "admin") -> tuple[Member, dict[str, Any], httpx.AsyncClient]:
        """A new member, the answer to their sign-in, and their client."""
        member = await self.member(role)
        answer = (await self.sign_in(member.email)).json()
        return member, answer, self.client(answer["accessToken"])


@pytest.fixture
async def install(database: Any, tmp_path: Path) -> AsyncIterator[Callable[..., Any]]:
    """Makes installations with these settings."""
    async with AsyncExitStack() as stack:

        async def make(on: Any = database, *, connections: int = 6, **given: Any) -> Installation:
            kept = {"data_dir": tmp_path, "standing_seconds": 0, "sign_in_rate_per_minute": 10, "log_level": "error"}
            clock = TestClock()
            pool = AsyncConnectionPool(
                on.app, min_size=1, max_size=connections, timeout=5, open=False, kwargs={"autocommit": True}
            )
            await stack.enter_async_context(pool)
            made = Installation(Door(pool, clock=clock), Settings(**{**kept, **given}), clock)
            stack.push_async_callback(made.gate.close)
            return made

        yield make


@pytest.fixture
async def home(install: Callable[..., Any]) -> Installation:
    """An installation with the usual settings."""
    made: Installation = await install()
    return made


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    """A real SMTP server."""
    box = Mailbox()
    async with await box.open():
        yield box
