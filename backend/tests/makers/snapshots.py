"""What the database holds of a tenant, as one hash: equal hashes mean that nothing of it changed."""

from collections.abc import Iterable
from uuid import UUID

import psycopg
from psycopg import sql

TABLES = """
SELECT c.relname, a.attname FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND (a.attname = 'tenant_id' OR (c.relname = 'tenants' AND a.attname = 'id')) ORDER BY 1
"""
ROWS = """
SELECT {name} || md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS said
FROM {table} t WHERE {key} = %(tenant)s
"""
PEOPLE = "SELECT md5(string_agg(u::text, '' ORDER BY u.id)) AS said FROM users u WHERE u.id = ANY(%(people)s)"
# When a session or a key was last used is written by its holder's own requests.
ALIVE = {"sessions", "machine_keys"}


class Snapshots:
    """Takes hashes of tenants as the superuser."""

    def __init__(self, conninfo: str) -> None:
        self.conn = psycopg.connect(conninfo, autocommit=True, options="-c jit=off")
        found = self.conn.execute(TABLES).fetchall()
        self.tables = [name for name, _ in found]
        parts = [
            sql.SQL(ROWS).format(name=sql.Literal(name), table=sql.Identifier(name), key=sql.Identifier(key))
            for name, key in found
            if name not in ALIVE
        ]
        self.query = sql.SQL(" UNION ALL ").join(parts)

    def of(self, tenant_id: UUID, people: Iterable[UUID] = ()) -> str:
        """The hash of all rows of a tenant, and of the accounts of `people`."""
        rows = self.conn.execute(self.query, {"tenant": tenant_id}).fetchall()
        accounts = self.conn.execute(PEOPLE, {"people": list(people)}).fetchone()
        return "".join(sorted(said for (said,) in rows)) + str(accounts)

    def close(self) -> None:
        """Let go of the connection."""
        self.conn.close()
