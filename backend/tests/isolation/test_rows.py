"""Whatever a statement says, the database keeps the rows of tenants, sites and money apart."""

from typing import Any

import psycopg
import pytest
from psycopg import sql
from uuid_utils.compat import uuid7

TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.relname <> 'sessions' -- a person's, not a tenant's
GROUP BY c.relname HAVING bool_or(a.attname = 'tenant_id') ORDER BY 1
"""
NOT_FOR_THE_APPLICATION = (psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)


def enter(conn: psycopg.Connection[Any], tenant: Any, *, scope: str = "*", costs: str = "on", user: Any = "") -> None:
    """Set what the door sets, for this transaction."""
    conn.execute(
        "SELECT set_config('app.current_tenant', %s, true), set_config('app.site_scope', %s, true), "
        "set_config('app.sees_costs', %s, true), set_config('app.current_user', %s, true)",
        [str(tenant), scope, costs, str(user)],
    )


@pytest.fixture(scope="session")
def tables(database) -> list[tuple[str, list[str]]]:
    """Every table of tenants with its columns."""
    with psycopg.connect(database.superuser) as conn:
        return conn.execute(TABLES).fetchall()


def test_furnished_tenants_have_rows_everywhere(two_furnished, database, tables):
    """The cases below mean something only where both tenants have rows."""
    empty = []
    with psycopg.connect(database.superuser) as conn:
        for name, _ in tables:
            for furnished in two_furnished:
                query = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE tenant_id = %s)").format(sql.Identifier(name))
                if conn.execute(query, [furnished.tenant.id]).fetchone() == (False,):
                    empty.append(name)
    assert sorted(set(empty)) == []


def test_t3_rows_of_another_tenant_cannot_be_touched(two_furnished, database, tables):
    """T-3: as A, B's rows are neither read, changed, deleted nor made; A's own rows cannot be given to B."""
    mine, theirs = (furnished.tenant.id for furnished in two_furnished)
    me = two_furnished[0].admin.user_id
    with psycopg.connect(database.app) as conn:
        for name, columns in tables:
            table = sql.Identifier(name)
            copied = sql.SQL(", ").join(map(sql.Identifier, columns))
            harmless = [
                sql.SQL("SELECT 1 FROM {} WHERE tenant_id = {}").format(table, sql.Literal(theirs)),
                sql.SQL("UPDATE {} SET tenant_id = tenant_id WHERE tenant_id = {}").format(table, sql.Literal(theirs)),
                sql.SQL("DELETE FROM {} WHERE tenant_id = {}").format(table, sql.Literal(theirs)),
            ]
            for statement in harmless:
                with conn.transaction(force_rollback=True):
                    enter(conn, mine, user=me)
                    try:
                        assert conn.execute(statement).rowcount == 0, statement
                    except NOT_FOR_THE_APPLICATION:
                        continue
            values = [sql.Literal(theirs) if c == "tenant_id" else sql.Identifier(c) for c in columns]
            harmful = [
                sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} LIMIT 1").format(
                    table, copied, sql.SQL(", ").join(values), table
                ),
                sql.SQL("UPDATE {} SET tenant_id = {}").format(table, sql.Literal(theirs)),
            ]
            for statement in harmful:
                with pytest.raises(NOT_FOR_THE_APPLICATION), conn.transaction():
                    enter(conn, mine, user=me)
                    conn.execute(statement)
                    raise AssertionError(statement)


def test_t4_without_a_tenant_nothing_is_there(two_furnished, database, tables):
    """T-4: no tenant, on a fresh connection and on one that had a tenant before: no rows and no error."""
    mine = two_furnished[0].tenant.id
    with psycopg.connect(database.app, autocommit=True) as conn:
        for had_one_before in (False, True):
            for name, _ in tables:
                if had_one_before:
                    with conn.transaction():
                        enter(conn, mine)
                query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
                assert conn.execute(query).fetchone() == (0,), name


def test_t5_references_across_tenants_are_refused(two_furnished, database):
    """T-5: a reference to B's row is refused exactly like one to a row that exists nowhere."""
    mine, theirs = two_furnished
    messages = []
    with psycopg.connect(database.app) as conn:
        for target in (theirs.ids["gl_code_id"], uuid7()):
            with pytest.raises(psycopg.errors.ForeignKeyViolation) as refusal, conn.transaction():
                enter(conn, mine.tenant.id)
                conn.execute(
                    "INSERT INTO task_codes (tenant_id, id, code, name, gl_code_id) "
                    "VALUES (app.tenant_id(), %s, %s, 'x', %s)",
                    [uuid7(), uuid7().hex, target],
                )
            messages.append(refusal.value.diag.message_primary)
    assert messages[0] == messages[1]


def test_t6_deleting_a_parent_never_removes_a_row_of_another_tenant(fresh_pair, database):
    """T-6: B removes everything it may remove; A's rows are all still there."""
    mine, theirs = (furnished.tenant.id for furnished in fresh_pair)
    counted = "SELECT count(*) FROM {} WHERE tenant_id = %s"
    with psycopg.connect(database.superuser) as conn:
        names = [name for name, _ in conn.execute(TABLES).fetchall()]
        before = {n: conn.execute(sql.SQL(counted).format(sql.Identifier(n)), [mine]).fetchone() for n in names}
    with psycopg.connect(database.app, autocommit=True) as conn:
        for name in [*names, *reversed(names)]:
            try:
                with conn.transaction():
                    enter(conn, theirs)
                    conn.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            except (*NOT_FOR_THE_APPLICATION, psycopg.errors.ForeignKeyViolation):
                continue
    with psycopg.connect(database.superuser) as conn:
        after = {n: conn.execute(sql.SQL(counted).format(sql.Identifier(n)), [mine]).fetchone() for n in names}
    assert after == before


FENCED_BY_SITE = (
    "sites",
    "locations",
    "assets",
    "asset_costs",
    "asset_tags",
    "meters",
    "meter_segments",
    "meter_readings",
    "downtimes",
    "work_orders",
    "work_order_assets",
    "work_order_tasks",
    "work_order_tags",
    "work_order_estimates",
    "work_requests",
    "comments",
    "log_entries",
    "log_lines",
    "log_line_costs",
)


def test_site_scope_holds_in_the_database(two_furnished, database):
    """Limited to another site of the same tenant, nothing of this site is there; limited to this one, it is."""
    furnished = two_furnished[0]
    with psycopg.connect(database.app) as conn:
        for table in FENCED_BY_SITE:
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            seen = []
            for scope in ("*", furnished.ids["site_id"], str(uuid7())):
                with conn.transaction(force_rollback=True):
                    enter(conn, furnished.tenant.id, scope=scope)
                    seen.append(conn.execute(query).fetchone()[0])
            everything, here, elsewhere = seen
            assert everything >= here > 0, table
            assert elsewhere == 0, table


@pytest.mark.parametrize("table", ["staff_rates", "asset_costs", "work_order_estimates", "log_line_costs"])
def test_money_is_hidden_in_the_database(two_furnished, database, table):
    """Without costs:read no table with money shows a row."""
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    with psycopg.connect(database.app) as conn:
        seen = []
        for costs in ("on", "off"):
            with conn.transaction(force_rollback=True):
                enter(conn, two_furnished[0].tenant.id, costs=costs)
                seen.append(conn.execute(query).fetchone()[0])
    assert seen[0] > 0
    assert seen[1] == 0


def test_events_that_bear_costs_are_hidden_with_them(two_furnished, database):
    """The feed shows no amounts to people who may not see them."""
    with psycopg.connect(database.app) as conn:
        with conn.transaction(force_rollback=True):
            enter(conn, two_furnished[0].tenant.id, costs="off")
            seen = conn.execute("SELECT count(*) FROM events WHERE bears_costs").fetchone()
        with conn.transaction(force_rollback=True):
            enter(conn, two_furnished[0].tenant.id, costs="on")
            hidden = conn.execute("SELECT count(*) FROM events WHERE bears_costs").fetchone()
    assert seen == (0,)
    assert hidden != (0,)
