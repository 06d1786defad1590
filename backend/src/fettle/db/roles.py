"""The database roles: who owns the tables, who works with them, who runs jobs, and who copies them away."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import files

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

OWNER = "fettle_owner"
APP = "fettle_app"
QUEUE = "fettle_queue"
BACKUP = "fettle_backup"
ROLES = (OWNER, APP, QUEUE, BACKUP)

_TURN = 0x66657474_6C65
"""Key of the advisory lock that provisioning waits for: roles belong to the server, not to one database."""


def provision(superuser_conninfo: str, database: str, passwords: Mapping[str, str] | None = None) -> None:
    """Make the roles and the database, or bring them back to what they should be; safe to repeat and to run at once.

    `passwords` are by role name; a role without one keeps what it has. They reach the server only as SCRAM verifiers.
    Raises `ValueError` for an unknown role name and `psycopg.Error` when the connection lacks the rights.
    """
    if unknown := set(passwords or {}) - set(ROLES):
        raise ValueError(f"not roles of ours: {', '.join(sorted(unknown))}")
    with psycopg.connect(superuser_conninfo) as turn:
        turn.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
        with psycopg.connect(superuser_conninfo, autocommit=True) as server, suppress(psycopg.errors.DuplicateDatabase):
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        with psycopg.connect(make_conninfo(superuser_conninfo, dbname=database)) as inside:
            inside.execute(files("fettle.db").joinpath("roles.sql").read_bytes())
            for role, password in (passwords or {}).items():
                _set_password(inside, role, password)


def _set_password(conn: psycopg.Connection, role: str, password: str) -> None:
    verifier = conn.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
    conn.execute(statement.format(sql.Identifier(role), sql.Literal(verifier)))
