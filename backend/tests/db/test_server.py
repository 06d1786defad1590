"""What a server and our role must be: D-8 (known holes) and T-2 (a role that can't get around row security)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.errors import InsufficientPrivilege

from fettle.db import roles, server
from fettle.db.embedded import Embedded


@pytest.mark.parametrize("version", [150020, 160016, 170012, 180007, 180012, 190000])
def test_d8_a_recent_minor_release_is_accepted(version: int) -> None:
    assert server.check_version(version, embedded=False) == []


@pytest.mark.parametrize(
    ("version", "named", "not_named"),
    [
        (150002, ["15.2 ", "15.20", "CVE-2023-2455", "CVE-2024-10976", "CVE-2025-8713", "CVE-2026-120154"], "18."),
        (160009, ["16.9 ", "16.16", "CVE-2025-8713"], "CVE-2024-10976"),
        (170011, ["17.11 ", "17.12", "CVE-2026-120154"], "CVE-2026-16239"),
        (180006, ["18.6 ", "18.7", "CVE-2026-120154"], "CVE-2026-16239"),
    ],
)
def test_d8_an_old_minor_release_is_refused_with_the_cve_list(version: int, named: list[str], not_named: str) -> None:
    with pytest.raises(server.ServerTooOld) as refusal:
        server.check_version(version, embedded=False)
    assert [part for part in named if part not in str(refusal.value)] == []
    assert not_named not in str(refusal.value)


@pytest.mark.parametrize("version", [90624, 140025])
@pytest.mark.parametrize("embedded", [True, False])
def test_d8_a_major_version_without_fixes_is_refused(version: int, embedded: bool) -> None:
    with pytest.raises(server.ServerTooOld, match="15 or later"):
        server.check_version(version, embedded=embedded)


def test_d8_the_embedded_server_only_warns() -> None:
    warnings = server.check_version(180004, embedded=True)
    assert "18.4 is older than 18.7" in warnings[0]
    assert any("CVE-2026-120154" in warning for warning in warnings)


@pytest.fixture(scope="module")
def superuser() -> Iterator[str]:
    """A running server of this file's own: roles belong to a server, and these tests make them unsafe."""
    folder = Path(tempfile.mkdtemp(prefix="ft-", dir="/tmp"))
    folder.chmod(0o755)
    running = Embedded(folder / "db")
    yield running.start(durable=False)
    running.stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture
def database(superuser: str) -> Iterator[str]:
    """The superuser's conninfo of a newly provisioned database with a table, and the roles made new with it."""
    roles.provision(superuser, "fettle")
    inside = make_conninfo(superuser, dbname="fettle")
    with psycopg.connect(make_conninfo(inside, user=roles.OWNER)) as conn:
        conn.execute("CREATE SCHEMA app")
        conn.execute("CREATE TABLE app.things (id int PRIMARY KEY)")
        conn.execute("CREATE FUNCTION app.one() RETURNS int LANGUAGE sql RETURN 1")
        conn.execute("GRANT USAGE ON SCHEMA app TO fettle_app")
        conn.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON app.things TO fettle_app")
    yield inside
    with psycopg.connect(superuser, autocommit=True) as conn:
        conn.execute("DROP DATABASE fettle WITH (FORCE)")
        conn.execute("DROP ROLE fettle_app, fettle_queue, fettle_backup, fettle_owner")
        conn.execute("DROP ROLE IF EXISTS between, mighty")


def app(database: str) -> psycopg.Connection:
    return psycopg.connect(make_conninfo(database, user=roles.APP))


def test_t2_the_provisioned_role_is_safe(database: str) -> None:
    with app(database) as conn:
        server.check_app_role(conn)


async def test_t2_d8_the_whole_check_of_an_embedded_server(database: str) -> None:
    async with await psycopg.AsyncConnection.connect(make_conninfo(database, user=roles.APP)) as conn:
        assert "18.4 is older" in (await server.check_server(conn, embedded=True))[0]
        with pytest.raises(server.ServerTooOld):
            await server.check_server(conn, embedded=False)
    async with await psycopg.AsyncConnection.connect(database) as conn:
        with pytest.raises(server.UnsafeRole, match="postgres is a superuser"):
            await server.check_server(conn, embedded=True)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("ALTER ROLE fettle_app SUPERUSER", "fettle_app is a superuser"),
        ("ALTER ROLE fettle_app BYPASSRLS", "fettle_app bypasses row security"),
        ("ALTER ROLE fettle_app CREATEROLE", "fettle_app may make roles"),
        ("ALTER ROLE fettle_app REPLICATION", "fettle_app may replicate"),
        ("ALTER DATABASE fettle OWNER TO fettle_app", "fettle_app owns 1 .*database fettle"),
        ("ALTER SCHEMA app OWNER TO fettle_app", "fettle_app owns 1 .*schema app"),
        ("ALTER TABLE app.things OWNER TO fettle_app", "fettle_app owns 1 .*table app.things"),
        ("ALTER FUNCTION app.one() OWNER TO fettle_app", "fettle_app owns 1 .*function app.one"),
        ("CREATE SCHEMA queue AUTHORIZATION fettle_app", "fettle_app owns 1 .*schema queue"),
        ("GRANT TRUNCATE ON app.things TO fettle_app", "TRUNCATE on 1 .*app.things"),
        ("GRANT TRIGGER ON app.things TO PUBLIC", "TRIGGER on 1 .*app.things"),
        ("GRANT REFERENCES (id) ON app.things TO fettle_app", "REFERENCES on 1 .*app.things"),
        ("GRANT fettle_owner TO fettle_app", "fettle_owner owns"),
        ("GRANT fettle_backup TO fettle_app", "fettle_backup bypasses"),
        ("CREATE ROLE between ROLE fettle_app; CREATE ROLE mighty SUPERUSER ROLE between", "mighty is a superuser"),
        (
            "CREATE ROLE between ROLE fettle_app; GRANT TRUNCATE ON app.things TO between",
            "between has TRUNCATE on 1 .*app.things",
        ),
    ],
)
def test_t2_a_role_made_unsafe_is_refused(database: str, change: LiteralString, fault: str) -> None:
    with psycopg.connect(database) as conn:
        conn.execute(change)
    with app(database) as conn, pytest.raises(server.UnsafeRole, match=fault):
        server.check_app_role(conn)


def test_t2_a_superuser_that_only_pretends_is_refused(database: str) -> None:
    """T-2: SET ROLE is no protection, since RESET ROLE undoes it."""
    with psycopg.connect(database) as conn:
        conn.execute("SET ROLE fettle_app")
        with pytest.raises(server.UnsafeRole, match="postgres is a superuser"):
            server.check_app_role(conn)


@pytest.mark.parametrize(
    "forbidden",
    [
        "TRUNCATE app.things",
        "CREATE TABLE public.own (id int)",
        "CREATE TEMP TABLE own (id int)",
        "SET ROLE fettle_owner",
    ],
)
def test_t2_the_provisioned_role_cannot(database: str, forbidden: LiteralString) -> None:
    with app(database) as conn, pytest.raises(InsufficientPrivilege):
        conn.execute(forbidden)


def test_provisioning_again_repairs_the_roles_and_sets_passwords(database: str, superuser: str) -> None:
    with psycopg.connect(superuser) as conn:
        conn.execute("ALTER ROLE fettle_app SUPERUSER BYPASSRLS")
    roles.provision(superuser, "fettle", {roles.APP: "a 'quoted' secret"})
    with app(database) as conn:
        server.check_app_role(conn)
        limits = conn.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
            " current_setting('idle_in_transaction_session_timeout')"
        )
        assert limits.fetchone() == ("30s", "5s", "1min")
    with psycopg.connect(superuser) as conn:
        rows = conn.execute("SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE 'fettle%'").fetchall()
    stored: dict[str, str | None] = dict(rows)
    assert (stored[roles.APP] or "").startswith("SCRAM-SHA-256$")
    assert stored[roles.OWNER] is None
    with pytest.raises(ValueError, match="nobody"):
        roles.provision(superuser, "fettle", {"nobody": ""})


def test_the_owner_makes_the_extension_usable_and_the_backup_only_reads(database: str) -> None:
    with psycopg.connect(make_conninfo(database, user=roles.OWNER)) as conn:
        conn.execute("CREATE TABLE app.vectors (v vector(3))")
    with psycopg.connect(make_conninfo(database, user=roles.BACKUP)) as conn:
        assert conn.execute("SELECT count(*) FROM app.vectors").fetchone() == (0,)
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            conn.execute("DELETE FROM app.vectors")


def test_an_administrator_who_is_no_superuser_can_provision(superuser: str) -> None:
    """As on a managed server: with CREATEROLE, CREATEDB and BYPASSRLS alone."""
    with psycopg.connect(superuser, autocommit=True) as conn:
        conn.execute("CREATE ROLE administrator LOGIN CREATEROLE CREATEDB BYPASSRLS")
        conn.execute("GRANT pg_read_all_data TO administrator WITH ADMIN OPTION")
    managed = make_conninfo(superuser, user="administrator")
    try:
        for _ in range(2):
            roles.provision(managed, "managed", {roles.OWNER: "secret"})
        with psycopg.connect(make_conninfo(superuser, dbname="managed", user=roles.APP)) as conn:
            server.check_app_role(conn)
        with psycopg.connect(superuser) as conn:
            bypassing = conn.execute("SELECT rolname FROM pg_roles WHERE rolbypassrls AND rolname LIKE 'fettle%'")
            assert sorted(bypassing.fetchall()) == [("fettle_backup",), ("fettle_owner",)]
    finally:
        with psycopg.connect(superuser, autocommit=True) as conn:
            conn.execute("DROP DATABASE IF EXISTS managed WITH (FORCE)")
            conn.execute("DROP ROLE IF EXISTS fettle_app, fettle_queue, fettle_backup, fettle_owner")
            conn.execute("DROP OWNED BY administrator")
            conn.execute("DROP ROLE administrator")
