"""Fenced: the database itself keeps tenants, sites and money apart, asked of its catalog."""

import psycopg
import pytest

from fettle.db import roles, server

# Tables without a tenant, each with the reason; everything else must be fenced by tenant_id.
GLOBAL = {
    "alembic_version": "which migrations have run; holds no data",
    "work_order_transitions": "the life cycle; the same for all, read-only for the application",
    "tenants": "a tenant is its own row: fenced by id",
    "users": "people are known across tenants: opened by the identity realm, oneself, and shared membership",
    "external_identities": "identity realm only",
    "sessions": "identity realm, and one's own",
    "refresh_tokens": "identity realm only",
    "password_resets": "identity realm only",
    "throttles": "identity realm only; hashes and counts",
}
REALM_FENCED = {"users", "external_identities", "sessions", "refresh_tokens", "password_resets", "throttles", "tenants"}
SECURITY_DEFINER = {
    "release_device": "a device that changes hands is forgotten everywhere but with the caller, for its exact address",
    "tenants_with_due_reminders": "ids for a sweep; realm worker only",
    "tenants_with_due_escalations": "ids for a sweep; realm worker only",
    "tenants_with_old_deliveries": "ids for a sweep; realm worker only",
    "tenants_with_overdue_webhooks": "ids for a sweep; realm worker only",
    "notification_marks": "counts and newest ids of the people named, for live updates; realm worker only",
    "portal_doorway": "which tenant a secret opens, for its exact hash; realm portal only",
    "tenants_with_mailboxes": "ids for a sweep; realm worker only",
    "tenants_with_due_plans": "names tenants, to the worker realm only",
    "active_tenants": "ids for sweeps; realm worker only",
    "bury_job": "the current tenant's job becomes a dead letter",
    "dismiss_job": "the current tenant's dead letter is forgotten",
    "enqueue": "stamps the job with the current tenant; fails without one",
    "enqueue_sweep": "a job for each tenant of a sweep; realm worker only",
    "database_epoch": "which database this is, as a number; nothing of a tenant",
    "families_of": "ids of the current tenant that go with work orders; asked for those that a phone has carried",
    "things_of": "ids of the current tenant that go with assets or locations; asked for those that a phone carried",
    "feed_marks": "that something of the current tenant changed, where and for whom it was; no values beside",
    "feed_behind": "whom to tell something; realm worker only",
    "feed_heads": "how far each feed has come; realm worker only",
    "finish_job": "the current tenant's job is done",
    "job": "a job of the current tenant",
    "jobs": "jobs of the current tenant",
    "lay_aside": "a dead letter of the current tenant",
    "put_off_job": "the current tenant's job is tried again later",
    "queue_state": "numbers about the queue; realm worker only",
    "register_followers": "where new followers start; realm worker only",
    "retry_job": "the current tenant's dead letter is run again",
    "tenants_with_imports_to_run": "ids for a sweep; realm worker only",
    "tenants_with_old_answers": "ids for a sweep; realm worker only",
    "search_assets": "text search is not leakproof; returns ids of the current tenant",
    "search_work_orders": "text search is not leakproof; returns ids of the current tenant",
    "search_work_requests": "text search is not leakproof; returns ids of the current tenant",
}
OUR_TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
       (SELECT a.attnotnull AND a.atttypid = 'uuid'::regtype FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'),
       (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive
        AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL),
       (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd = '*'
        AND pg_get_expr(p.polqual, p.polrelid) LIKE '%%app.tenant_id()%%'
        AND coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') LIKE '%%app.tenant_id()%%')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'app') ORDER BY 1
"""


def test_t1_every_table_is_fenced(database):
    """T-1: row security on and forced, a permissive policy first, tenancy restrictive; a new table fails until then."""
    with psycopg.connect(database.superuser) as conn:
        found = conn.execute(OUR_TABLES).fetchall()
    assert len(found) > 40
    unfenced = [
        name
        for name, enabled, forced, has_tenant, permissive, isolating in found
        if name not in GLOBAL and not (enabled and forced and has_tenant and permissive == 1 and isolating >= 1)
    ]
    assert unfenced == []
    open_globals = [name for name, enabled, forced, *_ in found if name in REALM_FENCED and not (enabled and forced)]
    assert open_globals == []
    assert set(GLOBAL) <= {name for name, *_ in found}


async def test_t2_the_application_role_owns_nothing_and_bypasses_nothing(database):
    """T-2: the check that the service makes at start passes for the role that it uses, and the role cannot TRUNCATE."""
    async with await psycopg.AsyncConnection.connect(database.app) as conn:
        await server.check_server(conn, embedded=True)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await conn.execute("TRUNCATE tags")


def test_t2_the_service_refuses_a_role_that_bypasses_row_security(database):
    """T-2: started as the owner, the service does not start."""
    with psycopg.connect(database.owner) as conn, pytest.raises(server.UnsafeRole):
        server.check_app_role(conn)


def test_t10_views_and_functions_cannot_leak(database):
    """T-10: views run as their caller, no materialized views, SECURITY DEFINER only where reviewed, path fixed."""
    with psycopg.connect(database.superuser) as conn:
        views = conn.execute(
            "SELECT relname, relkind, coalesce(reloptions::text, '') FROM pg_class c JOIN pg_namespace n "
            "ON n.oid = c.relnamespace WHERE relkind IN ('v', 'm') AND nspname IN ('public', 'app')"
        ).fetchall()
        definers = conn.execute(
            "SELECT proname, coalesce(proconfig::text, '') FROM pg_proc p "
            "JOIN pg_namespace n ON n.oid = p.pronamespace WHERE prosecdef AND nspname IN ('public', 'app')"
        ).fetchall()
    assert [name for name, kind, options in views if kind == "m" or "security_invoker=true" not in options] == []
    assert {name for name, _ in definers} == set(SECURITY_DEFINER)
    assert [name for name, config in definers if "search_path" not in config] == []


def test_keys_and_references_are_led_by_the_tenant(database):
    """T-5: every key and every foreign key between tenant tables carries tenant_id, so no row can point across."""
    with psycopg.connect(database.superuser) as conn:
        loose = conn.execute(
            """
            SELECT c.conname FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE n.nspname = 'public' AND c.contype IN ('p', 'f', 'u')
              AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'tenant_id')
              AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'tenant_id'
                              AND a.attnum = c.conkey[1])
            ORDER BY 1
            """
        ).fetchall()
    # People are global: their keys are the only ones that tenants share.
    known = {"fk_memberships_user_id", "sessions_pkey", "fk_sessions_user_id"}
    assert {name for (name,) in loose} <= known


def test_uniqueness_is_per_tenant(database):
    """T-7: no unique index on a tenant's table leaves out the tenant, except hashes of secrets."""
    with psycopg.connect(database.superuser) as conn:
        found = conn.execute(
            """
            SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id'
            WHERE n.nspname = 'public' AND x.indisunique AND x.indkey[0] <> a.attnum ORDER BY 1
            """
        ).fetchall()
    hashes_of_secrets = {
        "uq_machine_keys_secret_hash",
        "uq_invitations_token_hash",
        "uq_contractor_links_token_hash",
        "uq_portal_links_token_hash",
        "uq_portal_places_code_hash",
        "uq_portal_settings_email_hash",
    }
    assert {name for (name,) in found} <= hashes_of_secrets | {"sessions_pkey"}


@pytest.mark.parametrize("table", ["log_entries", "log_lines", "log_line_costs", "meter_readings", "events"])
@pytest.mark.parametrize("role", [roles.APP, roles.OWNER, roles.BACKUP])
@pytest.mark.parametrize("statement", ["UPDATE {} SET tenant_id = tenant_id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_append_only_tables_cannot_be_rewritten(database, table, role, statement):
    """No role that the product uses can change what was logged."""
    conninfo = {roles.APP: database.app, roles.OWNER: database.owner, roles.BACKUP: database.backup}[role]
    refused = (
        psycopg.errors.InsufficientPrivilege,
        psycopg.errors.RaiseException,
        psycopg.errors.ReadOnlySqlTransaction,
    )
    with psycopg.connect(database.superuser) as conn:
        triggers = conn.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'append_only%%' "
            "AND tgenabled = 'O'",
            [table],
        ).fetchone()
    assert triggers == (2,)
    if role == roles.OWNER and not statement.startswith("TRUNCATE"):
        return  # an empty table fires no row trigger; the triggers above are what refuses the owner
    with psycopg.connect(conninfo) as conn, pytest.raises(refused):
        conn.execute(statement.format(table))
