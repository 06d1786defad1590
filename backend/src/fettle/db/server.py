"""What a PostgreSQL server, and the role we use it as, must be before we serve from it."""

from __future__ import annotations

from typing import Any, LiteralString

import psycopg
from psycopg.rows import tuple_row

MINIMUM_MINORS = {15: 20, 16: 16, 17: 12, 18: 7}
"""The first minor release without known holes, per major version: all were released on the same day.

14 is missing because its views cannot run with the rights of who asks (`security_invoker`); 18.5 was never released.
"""

ADVISORIES: tuple[tuple[str, dict[int, int], str], ...] = (
    ("CVE-2023-2455", {15: 3}, "row security follows the wrong role after a function is inlined"),
    ("CVE-2024-10976", {15: 9, 16: 5, 17: 1}, "row security in subqueries follows the wrong role"),
    ("CVE-2025-8713", {15: 14, 16: 10, 17: 6}, "statistics reveal rows that row security hides"),
    ("CVE-2026-2006", {15: 16, 16: 12, 17: 8, 18: 2}, "a database user can run code on the server"),
    ("CVE-2026-6473", {15: 18, 16: 14, 17: 10, 18: 4}, "an oversized value can overwrite the server's memory"),
    ("CVE-2026-16239", {15: 19, 16: 15, 17: 11, 18: 6}, "a database user can run code on the server"),
    ("CVE-2026-120154", {15: 20, 16: 16, 17: 12, 18: 7}, "INSERT ... ON CONFLICT reads rows that row security hides"),
)
"""Id, first fixed minor release per affected major version, and what it lets someone do.

Only those that matter to tenants kept apart by row security; the releases fix more than these.
"""

ROLE_FAULTS: LiteralString = """
WITH RECURSIVE held AS (
    -- Every role that this session is or can become; RESET ROLE gives the session's own role back at any time.
    SELECT oid FROM pg_roles WHERE rolname IN (session_user, current_user)
    UNION
    SELECT granted.roleid FROM pg_auth_members AS granted JOIN held ON granted.member = held.oid
), roles AS (
    SELECT pg_roles.* FROM pg_roles JOIN held USING (oid)
), owned AS (
    SELECT refobjid AS owner, min(pg_describe_object(classid, objid, objsubid)) AS example, count(*) AS number
    FROM pg_shdepend
    WHERE refclassid = 'pg_authid'::regclass AND deptype = 'o'
      AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    GROUP BY refobjid
), relations AS (
    SELECT pg_class.oid, pg_class.oid::regclass::text AS name
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname !~ '^pg_' AND nspname <> 'information_schema'
)
SELECT format('%s is a superuser', rolname) FROM roles WHERE rolsuper
UNION ALL
SELECT format('%s bypasses row security', rolname) FROM roles WHERE rolbypassrls
UNION ALL
SELECT format('%s may make roles', rolname) FROM roles WHERE rolcreaterole
UNION ALL
SELECT format('%s may replicate the whole server', rolname) FROM roles WHERE rolreplication
UNION ALL
SELECT format('%s owns %s object(s), such as %s', rolname, number, example) FROM roles JOIN owned ON owner = roles.oid
UNION ALL
SELECT format('%s has %s on %s table(s), such as %s', rolname, privilege, count(*), min(name))
FROM roles, relations, unnest(ARRAY['TRUNCATE', 'TRIGGER', 'REFERENCES']) AS privilege
WHERE NOT rolsuper AND CASE privilege
    WHEN 'REFERENCES' THEN has_any_column_privilege(roles.oid, relations.oid, privilege)
    ELSE has_table_privilege(roles.oid, relations.oid, privilege) END
GROUP BY rolname, privilege
ORDER BY 1
"""
"""One sentence for each way in which the session's role could get around row security; no rows when it can't."""


QUEUE_FAULTS: LiteralString = """
SELECT format('%s may not use the schema queue', current_user)
WHERE NOT coalesce(has_schema_privilege(to_regnamespace('queue'), 'USAGE'), false)
UNION ALL
SELECT format('%s may read or write %s table(s) outside of the queue, such as %s', current_user, count(*), min(name))
FROM (
    SELECT pg_class.oid::regclass::text AS name, pg_class.oid
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname IN ('public', 'app')
) AS tables
WHERE has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE')
HAVING count(*) > 0
"""
"""One sentence for each way in which the session's role is not the one of the queue."""


class ServerTooOld(Exception):
    """The server lacks fixes that keep tenants apart; the message names its version, the needed one and the holes."""


class UnsafeRole(Exception):
    """The role could get around row security; the message says how."""


def check_version(server_version_num: int, *, embedded: bool) -> list[str]:
    """Warnings for a version number such as 180004, a sentence each; none when the server is recent enough.

    An old embedded server is only warned about, since its version is ours and not the operator's to change; another
    raises `ServerTooOld`. Major versions later than those we know are taken as fixed.
    """
    major, minor = divmod(server_version_num, 10_000)
    if major > max(MINIMUM_MINORS):
        return []
    if major not in MINIMUM_MINORS:
        raise ServerTooOld(f"PostgreSQL {major}.{minor} is not supported: {min(MINIMUM_MINORS)} or later is needed.")
    needed = MINIMUM_MINORS[major]
    if minor >= needed:
        return []
    holes = [
        f"{cve}: {harm} (fixed in {major}.{fixed[major]})."
        for cve, fixed, harm in ADVISORIES
        if minor < fixed.get(major, 0)
    ]
    headline = f"PostgreSQL {major}.{minor} is older than {major}.{needed} and lacks security fixes."
    notes = f"The release notes of {major}.{minor + 1} to {major}.{needed} list all that was fixed."
    if embedded:
        return [headline, *holes, notes]
    raise ServerTooOld("\n".join([headline, *holes, notes]))


def check_app_role(conn: psycopg.Connection[Any]) -> None:
    """Raise `UnsafeRole` when the session's role, or a role it can become, could get around row security.

    That is: superuser, BYPASSRLS, CREATEROLE or REPLICATION, owning anything in this database or the database itself,
    or TRUNCATE, TRIGGER or REFERENCES on any table.
    """
    _refuse([str(fault) for (fault,) in conn.cursor(row_factory=tuple_row).execute(ROLE_FAULTS)])


async def check_server(conn: psycopg.AsyncConnection[Any], *, embedded: bool) -> list[str]:
    """Warnings about the server behind a connection of the application's role.

    Raises `ServerTooOld` as `check_version` does, and `UnsafeRole` as `check_app_role` does.
    """
    warnings = check_version(conn.info.server_version, embedded=embedded)
    faults = await conn.cursor(row_factory=tuple_row).execute(ROLE_FAULTS)
    _refuse([str(fault) for (fault,) in await faults.fetchall()])
    return warnings


async def check_queue_role(conn: psycopg.AsyncConnection[Any]) -> None:
    """Raise `UnsafeRole` when the session's role reaches more than the queue, or not even that."""
    faults: list[str] = []
    for query in (ROLE_FAULTS, QUEUE_FAULTS):
        found = await conn.cursor(row_factory=tuple_row).execute(query)
        faults += [str(fault) for (fault,) in await found.fetchall()]
    _refuse(faults, "The queue must not be used")


def _refuse(faults: list[str], headline: str = "The application must not run") -> None:
    if faults:
        raise UnsafeRole(f"{headline} as this database role: {'; '.join(faults)}.")
