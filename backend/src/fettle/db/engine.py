"""Where the database is and how to reach it: embedded by default, any server by its address."""

import time
from typing import Any

import msgspec
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.json import set_json_loads
from psycopg_pool import AsyncConnectionPool

from fettle.config import Settings
from fettle.db import migrate, roles, server
from fettle.db.door import Door, Patience
from fettle.db.embedded import Embedded
from fettle.db.presence import Presence
from fettle.db.programs import EmbeddedError

DATABASE = "fettle"
APPLICATION = "fettle"
CONNECT_SECONDS = 5
_TURN = 0x66657474_6D67
"""Key of the advisory lock that migrations wait for."""


class Database(msgspec.Struct, frozen=True):
    """Connection strings of the application role and, where they are known, of the owner's and the queue's."""

    app: str
    owner: str | None
    queue: str | None = None
    embedded: Embedded | None = None
    presence: Presence | None = None

    def release(self) -> None:
        """Be done with it: an embedded server that no other process uses is stopped."""
        if self.embedded is not None and self.presence is not None:
            if self.presence.last():
                self.embedded.stop()
            self.presence.leave()


def gather_statistics(database: Database) -> None:
    """Tell the planner about rows that were just loaded, before the server gets round to it by itself."""
    if database.owner is not None:
        with psycopg.connect(database.owner, autocommit=True) as conn:
            conn.execute("ANALYZE")


class BadAddress(Exception):
    """The address of the database cannot be read; the message names the setting and never shows what it held."""


class NoQueue(Exception):
    """The worker has no way into the queue; the message names the setting."""


class NotMigrated(Exception):
    """The database is not at the revision that this release needs; run `fettle migrate`."""


def prepare(settings: Settings) -> Database:
    """The database that `settings` name. The embedded server is started (or found) and its roles are made.

    Raises `BadAddress` and `EmbeddedError`, whose messages name the setting. `release` what this returns.
    """
    if settings.database_url is not None:
        app = _readable("FETTLE_DATABASE_URL", settings.database_url, roles.APP)
        owner, queue = settings.owner_database_url, settings.queue_database_url
        return Database(
            app=app,
            owner=owner and _readable("FETTLE_OWNER_DATABASE_URL", owner, roles.OWNER),
            queue=queue and _readable("FETTLE_QUEUE_DATABASE_URL", queue, roles.QUEUE),
        )
    presence = _present(settings)
    embedded = Embedded(settings.data_dir / "postgresql")
    try:
        superuser = embedded.start()
        roles.provision(superuser, DATABASE)
    except BaseException:
        presence.leave()
        raise
    return Database(
        app=make_conninfo(superuser, dbname=DATABASE, user=roles.APP),
        owner=make_conninfo(superuser, dbname=DATABASE, user=roles.OWNER),
        queue=make_conninfo(superuser, dbname=DATABASE, user=roles.QUEUE),
        embedded=embedded,
        presence=presence,
    )


def _readable(setting: str, given: str, role: str) -> str:
    try:
        conninfo_to_dict(given)
    except psycopg.ProgrammingError:
        raise BadAddress(f"{setting} must look like postgresql://{role}:password@host/{DATABASE}") from None
    return given


def _present(settings: Settings) -> Presence:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        return Presence(settings.data_dir / "in-use")
    except OSError as error:
        raise EmbeddedError(
            f"FETTLE_DATA_DIR {settings.data_dir} cannot be written to: {error.strerror}. Choose another folder."
        ) from None


def bring_up_to_date(database: Database) -> None:
    """Migrate to the newest revision. Raises `NotMigrated` when that is needed and no owner address is known."""
    with psycopg.connect(database.app, connect_timeout=CONNECT_SECONDS) as conn:
        found = migrate.current(conn)
    if found == migrate.newest():
        return
    if database.owner is None:
        raise NotMigrated(
            f"The database is at revision {found}, this release needs {migrate.newest()}. "
            "Set FETTLE_OWNER_DATABASE_URL and run `fettle migrate`."
        )
    if found is not None and found not in migrate.revisions():
        raise NotMigrated(f"The database is at revision {found}, which is newer than this release.")
    with psycopg.connect(database.owner, connect_timeout=CONNECT_SECONDS, autocommit=True) as turn:
        # Several processes may start at once; who comes second finds the work done. Neither who has the turn nor who
        # waits for it may be inside a transaction: an index that is built concurrently waits for all that are open.
        # So the turn belongs to this connection, which is of this function alone and ends with it.
        while turn.execute("SELECT pg_try_advisory_lock(%s)", [_TURN]).fetchone() != (True,):
            time.sleep(0.2)
        migrate.upgrade(database.owner)


async def check(database: Database) -> list[str]:
    """Warnings about the server. Raises when it is too old for row security or the application role is unsafe."""
    async with await psycopg.AsyncConnection.connect(database.app, connect_timeout=CONNECT_SECONDS) as conn:
        return await server.check_server(conn, embedded=database.embedded is not None)


async def check_queue(database: Database) -> str:
    """Where the queue is, for a worker. Raises `NoQueue` without its address, and for another role."""
    if database.queue is None:
        raise NoQueue(f"FETTLE_QUEUE_DATABASE_URL must be set for the worker: the same database, as {roles.QUEUE}.")
    try:
        async with await psycopg.AsyncConnection.connect(database.queue, connect_timeout=CONNECT_SECONDS) as conn:
            await server.check_queue_role(conn)
    except server.UnsafeRole as error:
        raise NoQueue(f"FETTLE_QUEUE_DATABASE_URL: {error}") from None
    return database.queue


def make_pool(settings: Settings, conninfo: str, *, size: int | None = None) -> AsyncConnectionPool[Any]:
    """A closed pool of autocommit connections; a `Door` runs one transaction at a time on each.

    Through PgBouncer before 1.21, which mixes up prepared statements, set FETTLE_DATABASE_PREPARE to false.
    """
    size = size or settings.database_pool
    return AsyncConnectionPool(
        conninfo,
        kwargs={
            "autocommit": True,
            "prepare_threshold": 2 if settings.database_prepare else None,
            "application_name": APPLICATION,
            # A server that vanished without a word is noticed in seconds, not in the kernel's quarter of an hour.
            "connect_timeout": CONNECT_SECONDS,
            "tcp_user_timeout": 20_000,
        },
        min_size=min(2, size),
        max_size=size,
        timeout=5,
        # Giving up soon means starting anew with the next caller, instead of waiting ever longer between attempts.
        reconnect_timeout=10,
        max_waiting=size * 50,
        configure=_configure,
        open=False,
    )


async def _configure(conn: psycopg.AsyncConnection[Any]) -> None:
    """Read JSON with the same result as the standard library, six times as quick."""
    set_json_loads(msgspec.json.decode, conn)


def make_door(settings: Settings, conninfo: str, *, size: int | None = None) -> Door:
    """A door on a closed pool, with the time limits of the settings."""
    patience = Patience(settings.statement_timeout_ms, settings.lock_timeout_ms, settings.idle_timeout_ms)
    return Door(make_pool(settings, conninfo, size=size), patience=patience)
