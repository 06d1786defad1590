"""What all tests share: a real PostgreSQL, one database per worker, the real application, people to sign in as."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from asgi_lifespan import LifespanManager
from psycopg import sql
from psycopg.conninfo import make_conninfo

from fettle.config import Settings
from fettle.db import engine, migrate, roles
from fettle.db.door import Door
from fettle.db.embedded import Embedded

SERVER = Path(tempfile.gettempdir()) / f"fettle-tests-{os.getuid()}"


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("FETTLE_LOG_LEVEL", "error")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last run to end stops the server."""
    if hasattr(config, "workerinput"):
        return
    server = Embedded(SERVER)
    if SERVER.exists() and server.running():
        with psycopg.connect(server.conninfo) as conn:
            busy = conn.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'fettle_test_%'").fetchone()
        if busy == (0,):
            server.stop()


@pytest.fixture(scope="session")
def superuser() -> str:
    """Conninfo of the superuser of the test server."""
    return Embedded(SERVER).start(durable=False)


@pytest.fixture(scope="session")
def template(superuser: str) -> str:
    """The name of a migrated, empty database, made once per state of the migrations."""
    sources = [*sorted(migrate.scripts_folder().glob("versions/*.py")), Path(roles.__file__).with_name("roles.sql")]
    fences = Path(roles.__file__).with_name("fences.py")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in [*sources, fences])).hexdigest()[:12]
    name = f"fettle_template_{digest}"
    with open(SERVER / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(superuser, autocommit=True) as conn:
            known = conn.execute("SELECT FROM pg_database WHERE datname = %s AND datistemplate", [name]).fetchone()
            if known is None:
                conn.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
                roles.provision(superuser, name)
                migrate.upgrade(make_conninfo(superuser, dbname=name, user=roles.OWNER))
                conn.execute(
                    sql.SQL("ALTER DATABASE {} IS_TEMPLATE true ALLOW_CONNECTIONS false").format(sql.Identifier(name))
                )
    return name


class TestDatabase:
    """Connection strings of one database, by role."""

    __test__ = False

    def __init__(self, superuser: str, name: str) -> None:
        self.name = name
        self.superuser = make_conninfo(superuser, dbname=name)
        self.owner = make_conninfo(superuser, dbname=name, user=roles.OWNER)
        self.app = make_conninfo(superuser, dbname=name, user=roles.APP)
        self.queue = make_conninfo(superuser, dbname=name, user=roles.QUEUE)
        self.backup = make_conninfo(superuser, dbname=name, user=roles.BACKUP)


def copied(superuser: str, template: str, name: str) -> Iterator[TestDatabase]:
    """A copy of the template, dropped afterwards."""
    with psycopg.connect(superuser, autocommit=True) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        roles.provision(superuser, name)
        yield TestDatabase(superuser, name)
        conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def database(superuser: str, template: str, worker_id: str) -> Iterator[TestDatabase]:
    """This worker's database. Tests share it and never disturb each other: each makes its own tenants."""
    yield from copied(superuser, template, f"fettle_test_{worker_id}_{os.getpid()}")


@pytest.fixture
def fresh_database(superuser: str, template: str, worker_id: str) -> Iterator[TestDatabase]:
    """A database of this test's own, for tests that break things."""
    yield from copied(superuser, template, f"fettle_test_own_{worker_id}_{os.getpid()}")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, database: TestDatabase) -> Settings:
    """Settings as an installation has them, with limits out of the way."""
    return Settings(
        data_dir=tmp_path_factory.mktemp("data"),
        web_dir=tmp_path_factory.mktemp("no-screens"),
        field_dir=tmp_path_factory.mktemp("no-field"),
        database_url=database.app,
        owner_database_url=database.owner,
        rate_per_minute=1_000_000,
        sign_in_rate_per_minute=1_000_000,
        upload_rate_per_minute=1_000_000,
        portal_rate_per_minute=1_000_000,
        stream_rate_per_minute=1_000_000,
        portal_place_rate_per_minute=1_000_000,
        standing_seconds=0,
        log_level="error",
    )


@pytest.fixture(scope="session")
async def door(settings: Settings, database: TestDatabase) -> AsyncIterator[Door]:
    """The door on this worker's database, as the application role."""
    made = engine.make_door(settings, database.app)
    async with made.pool:
        yield made


@pytest.fixture(scope="session")
def composed(settings: Settings, database: TestDatabase) -> Any:
    """The whole application, as it is before it is started."""
    from fettle.main import compose

    return compose(settings, engine.make_door(settings, database.app))


@pytest.fixture(scope="session")
async def app(composed: Any) -> AsyncIterator[Any]:
    """The whole application, started."""
    async with LifespanManager(composed, startup_timeout=30) as manager:
        yield manager.app


@pytest.fixture(scope="session")
async def http(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    """An HTTP client without a token."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://fettle.test") as client:
        yield client


@pytest.fixture(scope="session")
def world(door: Door, settings: Settings, app: Any, database: TestDatabase) -> Any:
    """Makes tenants and people, only by actions."""
    from makers.world import World

    return World(door, settings, app)


@pytest.fixture(scope="session")
def working(door: Door, settings: Settings, app: Any, database: TestDatabase) -> Any:
    """Runs background work in process: `await working.drain(tenant)`."""
    from fettle import composition
    from makers.working import Working

    return Working(database.superuser, door, composition.services(settings))


@pytest.fixture(scope="session")
def drain(working: Any) -> Any:
    """`await drain(tenant, now=None)`: all background work of a tenant, until nothing is left."""
    return working.drain
