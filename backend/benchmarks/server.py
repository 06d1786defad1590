"""The PostgreSQL server of the benchmarks: one of its own, as Fettle starts it, with a fresh copy of the data."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from benchmarks.dataset import Size, ready_template
from fettle.db import roles
from fettle.db.embedded import Embedded

BYPASSING = "fettle_bench_bypassing"


class Database(NamedTuple):
    """How to reach the working copy, by role, and the server's main process."""

    superuser: str
    app: str
    owner: str
    bypassing: str
    postmaster: int
    folder: Path


def bench_dir() -> Path:
    """Where the data is kept between runs: FETTLE_BENCH_DIR, or a folder among the temporary files."""
    given = os.environ.get("FETTLE_BENCH_DIR")
    return Path(given) if given else Path(tempfile.gettempdir()) / f"fettle-bench-{os.getuid()}"


@contextmanager
def working_copy(size: Size) -> Iterator[Database]:
    """A database of this run's own, copied from the template of `size` and dropped afterwards."""
    embedded = Embedded(bench_dir() / "postgresql")
    with _alone(), _started(embedded) as superuser:
        template, name = ready_template(superuser, size), f"bench_run_{os.getpid()}"
        with psycopg.connect(superuser, autocommit=True) as server:
            copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
            server.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
            try:
                roles.provision(superuser, name)
                yield _database(superuser, name, embedded)
            finally:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _alone() -> Iterator[None]:
    """Two runs at once would measure each other: the second waits for the first."""
    bench_dir().mkdir(mode=0o711, parents=True, exist_ok=True)
    with (bench_dir() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _started(embedded: Embedded) -> Iterator[str]:
    superuser = embedded.start()
    try:
        yield superuser
    finally:
        if embedded.started_here:
            embedded.stop()


def _database(superuser: str, name: str, embedded: Embedded) -> Database:
    with psycopg.connect(make_conninfo(superuser, dbname=name), autocommit=True) as conn:
        if conn.execute("SELECT FROM pg_roles WHERE rolname = %s", [BYPASSING]).rowcount == 0:
            conn.execute(sql.SQL("CREATE ROLE {} LOGIN BYPASSRLS").format(sql.Identifier(BYPASSING)))
        conn.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), sql.Identifier(BYPASSING))
        )
        conn.execute(
            sql.SQL("GRANT {} TO {} WITH INHERIT TRUE").format(sql.Identifier(roles.APP), sql.Identifier(BYPASSING))
        )
    return Database(
        superuser=make_conninfo(superuser, dbname=name),
        app=make_conninfo(superuser, dbname=name, user=roles.APP),
        owner=make_conninfo(superuser, dbname=name, user=roles.OWNER),
        bypassing=make_conninfo(superuser, dbname=name, user=BYPASSING),
        postmaster=int((embedded.cluster / "postmaster.pid").read_text().splitlines()[0]),
        folder=bench_dir(),
    )
