"""Row security as SQL for migrations: who may touch a row, said once per kind of fence.

`access` (PERMISSIVE) lets everybody try; each RESTRICTIVE policy after it can only narrow. All are forced, so they bind
the owner as well.

The tenant is compared directly, so that it becomes an index condition; what else a policy asks stands in a subquery of
its own, which is answered once for a statement and not for every row: a report costs a sixth of what it did.
"""

ALL = "SELECT, INSERT, UPDATE, DELETE"


def fence(table: str, *, grant: str = ALL, key: str = "tenant_id", or_realm: str | None = None) -> str:
    """Fence `table` to the current tenant and grant the application role what it needs.

    `or_realm` names the realm that may read across tenants: only identity's own tables need it, before sign-in.
    """
    rule = f"{key} = app.tenant_id()" + (f" OR (SELECT app.realm()) = '{or_realm}'" if or_realm else "")
    return f"""
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY access ON {table} USING (true) WITH CHECK (true);
    CREATE POLICY tenant_isolation ON {table} AS RESTRICTIVE USING ({rule}) WITH CHECK ({rule});
    GRANT {grant} ON {table} TO fettle_app;
    """


def fence_sites(table: str, *, column: str = "site_id", own: str | None = None) -> str:
    """Fence `table` to the sites of the caller; rows without a site are seen only by those who see every site.

    `own` names a column with a user: a person's own rows stay visible to them wherever they are.
    """
    mine = f" OR {own} = (SELECT app.user_id())" if own else ""
    rule = f"(SELECT app.sees_every_site()) OR {column} = ANY ((SELECT app.site_scope())::uuid[]){mine}"
    return f"CREATE POLICY site_scope ON {table} AS RESTRICTIVE USING ({rule}) WITH CHECK ({rule});"


def fence_through(table: str, parent: str, column: str) -> str:
    """Fence `table` to the rows whose `parent` the caller can see."""
    rule = (
        f"(SELECT app.sees_every_site()) OR EXISTS (SELECT FROM {parent} p "  # noqa: S608 - names from migrations
        f"WHERE p.tenant_id = {table}.tenant_id AND p.id = {table}.{column})"
    )
    return f"CREATE POLICY site_scope ON {table} AS RESTRICTIVE USING ({rule}) WITH CHECK ({rule});"


def fence_costs(table: str, *, rule: str = "(SELECT app.sees_costs())") -> str:
    """Hide `table` from callers who may not see money."""
    return f"CREATE POLICY costs ON {table} AS RESTRICTIVE USING ({rule}) WITH CHECK (true);"


def append_only(table: str) -> str:
    """Refuse UPDATE, DELETE and TRUNCATE on `table`, whoever asks."""
    return f"""
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION app.refuse_rewriting();
    CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_rewriting();
    """
