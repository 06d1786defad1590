"""Migrated: empty + migrations = tables; down and up again."""

import subprocess
import sys
import time

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from fettle.db import migrate
from fettle.schema import metadata

CATALOG = """
SELECT 'table', c.relname, c.relkind::text, '' FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
UNION ALL SELECT 'policy', polname, polrelid::regclass::text, pg_get_expr(polqual, polrelid) FROM pg_policy
UNION ALL SELECT 'function', proname, '', prosrc FROM pg_proc WHERE pronamespace = to_regnamespace('app')
UNION ALL SELECT 'trigger', tgname, tgrelid::regclass::text, '' FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'constraint', conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', indexname, tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
ORDER BY 1, 2, 3, 4
"""


def test_tables_and_migrations_agree(database):
    """What the code declares is what the migrations make: columns, keys, indexes, foreign keys."""
    url = migrate._config(database.owner).attributes[migrate.URL_ATTRIBUTE]
    with create_engine(url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [d for d in compare_metadata(context, metadata) if "alembic_version" not in repr(d)]
    assert differences == []


def test_checks_agree(database):
    """Every check constraint that the code declares is in the database, and no other."""
    declared = {
        constraint.name
        for table in metadata.tables.values()
        for constraint in table.constraints
        if constraint.name and constraint.name.startswith("ck_")
    }
    with psycopg.connect(database.owner) as conn:
        present = conn.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
        ).fetchall()
    assert {name for (name,) in present} == declared


def test_down_to_nothing_and_up_again(fresh_database):
    """D-5: every migration has a way back, and the way up again ends in the same place."""
    with psycopg.connect(fresh_database.owner, autocommit=True) as conn:
        before = conn.execute(CATALOG).fetchall()
        migrate.downgrade(fresh_database.owner, "base")
        left = conn.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        assert left.fetchone() == (1,)  # alembic_version itself
        migrate.upgrade(fresh_database.owner)
        assert conn.execute(CATALOG).fetchall() == before


def test_d5_a_migration_does_not_wait_long_for_a_lock_and_can_be_run_again(fresh_database):
    """D-5: under somebody's lock a migration gives up within seconds, changes nothing, and works the next time."""
    migrate.downgrade(fresh_database.owner, "0016")
    with psycopg.connect(fresh_database.superuser) as holder:
        holder.execute("LOCK TABLE roles IN SHARE MODE")
        began = time.monotonic()
        with pytest.raises(OperationalError, match="lock timeout"):
            migrate.downgrade(fresh_database.owner, "0015")
        assert time.monotonic() - began < 6
    with psycopg.connect(fresh_database.owner) as conn:
        assert migrate.current(conn) == "0016"
    migrate.downgrade(fresh_database.owner, "0015")
    migrate.upgrade(fresh_database.owner)


def test_d5_a_killed_migration_can_be_run_again(fresh_database):
    """D-5: killed at several moments on the way up, each start goes on from a whole revision to the same end."""
    with psycopg.connect(fresh_database.owner, autocommit=True) as conn:
        whole = conn.execute(CATALOG).fetchall()
    migrate.downgrade(fresh_database.owner, "base")
    up = f"from fettle.db import migrate; print('go', flush=True); migrate.upgrade({fresh_database.owner!r})"
    for delay in (0.02, 0.08, 0.14, 0.2):
        process = subprocess.Popen([sys.executable, "-c", up], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process.stdout.readline()
        time.sleep(delay)
        process.kill()
        process.wait()
    migrate.upgrade(fresh_database.owner)
    with psycopg.connect(fresh_database.owner, autocommit=True) as conn:
        assert conn.execute(CATALOG).fetchall() == whole
