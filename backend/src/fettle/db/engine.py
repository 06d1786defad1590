"""Where the database is and how to reach it: embedded by default, any server by its address."""

from typing import Any

import msgspec
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
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
    """Connection strings of the application role and, where we may migrate, of the owner role."""

    app: str
    owner: str | None
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


class NotMigrated(Exception):
    """The database is not at the revision that this release needs; run `fettle migrate`."""


def prepare(settings: Settings) -> Database:
    """The database that `settings` name. The embedded server is started (or found) and its roles are made.

    Raises `BadAddress` and `EmbeddedError`, whose messages name the setting. `release` what this returns.
    """
    if settings.database_url is not None:
        app = _readable("FETTLE_DATABASE_URL", settings.database_url, roles.APP)
        owner = settings.owner_database_url
        return Database(app=app, owner=owner and _readable("FETTLE_OWNER_DATABASE_URL", owner, roles.OWNER))
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
    with psycopg.connect(database.owner, connect_timeout=CONNECT_SECONDS) as turn:
        # Several processes may start at once; who comes second finds the work done.
        turn.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
        migrate.upgrade(database.owner)


async def check(database: Database) -> list[str]:
    """Warnings about the server. Raises when it is too old for row security or the application role is unsafe."""
    async with await psycopg.AsyncConnection.connect(database.app, connect_timeout=CONNECT_SECONDS) as conn:
        return await server.check_server(conn, embedded=database.embedded is not None)


def make_pool(settings: Settings, conninfo: str) -> AsyncConnectionPool[Any]:
    """A closed pool of autocommit connections; a `Door` runs one transaction at a time on each.

    Through PgBouncer before 1.21, which mixes up prepared statements, set FETTLE_DATABASE_PREPARE to false.
    """
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
        min_size=min(2, settings.database_pool),
        max_size=settings.database_pool,
        timeout=5,
        # Giving up soon means starting anew with the next caller, instead of waiting ever longer between attempts.
        reconnect_timeout=10,
        max_waiting=settings.database_pool * 50,
        open=False,
    )


def make_door(settings: Settings, conninfo: str) -> Door:
    """A door on a closed pool, with the time limits of the settings."""
    patience = Patience(settings.statement_timeout_ms, settings.lock_timeout_ms, settings.idle_timeout_ms)
    return Door(make_pool(settings, conninfo), patience=patience)
