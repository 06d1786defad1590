"""The template database: migrated as always, filled by COPY, indexed and checked afterwards, kept for the next run."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, LiteralString

import click
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from benchmarks.dataset import people, work
from benchmarks.dataset.sizes import Size, Tenant, tenants_of
from fettle.db import migrate, roles

TABLES: dict[LiteralString, tuple[str, Callable[[Tenant], people.Rows]]] = {
    "tenants": ("id slug name edition", people.tenants),
    "tenant_counters": ("tenant_id name value", people.counters),
    "tenant_feed": ("tenant_id seq", people.feeds),
    "users": ("id email name", people.users),
    "roles": ("tenant_id id code name permissions built_in", people.roles),
    "memberships": ("tenant_id id user_id role_id", people.memberships),
    "staff": ("tenant_id id name user_id", people.staff),
    "staff_rates": ("tenant_id id staff_id valid_from hourly_rate", people.rates),
    "crews": ("tenant_id id name", people.crews),
    "tags": ("tenant_id id name", people.tags),
    "gl_codes": ("tenant_id id code name", people.gl_codes),
    "task_codes": ("tenant_id id code name", people.task_codes),
    "reasons": ("tenant_id id kind code name", people.reasons),
    "sites": ("tenant_id id name code", people.sites),
    "locations": ("tenant_id id site_id name kind", people.locations),
    "asset_types": ("tenant_id id code name", people.asset_types),
    "asset_categories": ("tenant_id id code name", people.categories),
    "assets": (
        "tenant_id id name number site_id location_id asset_type_id category_id",
        people.assets,
    ),
    "work_orders": (
        "tenant_id id number reference title description status priority kind site_id location_id assignee_id crew_id "
        "requested_by_id due_at reported_at started_at completed_at hold_reason_id gl_code_id created_at updated_at",
        work.work_orders,
    ),
    "work_order_estimates": ("tenant_id work_order_id estimated_cost", work.estimates),
    "work_order_assets": ("tenant_id work_order_id asset_id position", work.linked_assets),
    "work_order_tags": ("tenant_id work_order_id tag_id", work.linked_tags),
    "work_order_tasks": ("tenant_id id work_order_id position task_code_id title status", work.tasks),
    "log_entries": ("tenant_id id work_order_id performed_on site_id staff_id", work.log_entries),
    "log_lines": (
        "tenant_id id log_entry_id work_order_id position kind staff_id item asset_id gl_code_id quantity unit",
        work.log_lines,
    ),
    "log_line_costs": (
        "tenant_id id work_order_id asset_id gl_code_id kind performed_on unit_cost amount",
        work.log_line_costs,
    ),
    "events": (
        "tenant_id seq ord id type entity entity_id about_id site_id bears_costs actor_user_id actor_via request_id at "
        "before after digest chain",
        work.events,
    ),
}
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relname = ANY(%s) AND t.relnamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
FOREIGN_KEYS = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'f' AND t.relname = ANY(%s)
"""
BLOCK_ROWS = 1000


def ready_template(superuser: str, size: Size) -> str:
    """The name of the template database for `size`; made now unless a former run left it. Older ones are dropped."""
    name = f"bench_{size.name.replace('-', '_')}_{_digest()}"
    with psycopg.connect(superuser, autocommit=True) as server:
        known = server.execute("SELECT datname, datistemplate FROM pg_database").fetchall()
        if (name, True) in known:
            return name
        for old, _ in known:
            if old.startswith(f"bench_{size.name.replace('-', '_')}_"):
                server.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(sql.Identifier(old)))
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
        roles.provision(superuser, name)
        migrate.upgrade(make_conninfo(superuser, dbname=name, user=roles.OWNER))
        _fill(make_conninfo(superuser, dbname=name), size)
        server.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE true").format(sql.Identifier(name)))
    return name


def _digest() -> str:
    """Changes with whatever could change the data: the migrations, and the code of this folder."""
    folders = (migrate.scripts_folder() / "versions", Path(__file__).parent)
    files = [
        *(path for folder in folders for path in sorted(folder.glob("*.py"))),
        Path(roles.__file__).parent / "fences.py",
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def _fill(conninfo: str, size: Size) -> None:
    with psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute("SET session_replication_role = replica")
        conn.execute("SET synchronous_commit = off")
        conn.execute("SET maintenance_work_mem = '512MB'")
        conn.execute("SET max_parallel_maintenance_workers = 1")
        names = list(TABLES)
        indexes = conn.execute(INDEXES, [names]).fetchall()
        keys = conn.execute(FOREIGN_KEYS, [names]).fetchall()
        for table, key, _ in keys:
            _run(conn, f"ALTER TABLE {table} DROP CONSTRAINT {key}")
        for index, _ in indexes:
            _run(conn, f"DROP INDEX {index}")
        with click.progressbar(TABLES, label=f"Loading {size.work_orders:,} work orders") as bar:
            for table in bar:
                _copy(conn, table, tenants_of(size))
        with click.progressbar([*indexes, *keys], label="Indexing and checking") as bar:
            for *what, definition in bar:
                _run(
                    conn,
                    definition if len(what) == 1 else f"ALTER TABLE {what[0]} ADD CONSTRAINT {what[1]} {definition}",
                )
        conn.execute("VACUUM (ANALYZE)")


def _run(conn: psycopg.Connection[Any], statement: str) -> None:
    conn.execute(statement.encode())


def _copy(conn: psycopg.Connection[Any], table: LiteralString, tenants: Iterable[Tenant]) -> None:
    columns, rows = TABLES[table]
    statement = f"COPY {table} ({', '.join(columns.split())}) FROM STDIN"
    with conn.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for tenant in tenants:
            for block in _blocks(rows(tenant)):
                copy.write(block)


def _blocks(rows: people.Rows) -> Iterator[str]:
    while block := list(islice(rows, BLOCK_ROWS)):
        yield "".join("\t".join([r"\N" if value is None else str(value) for value in row]) + "\n" for row in block)
