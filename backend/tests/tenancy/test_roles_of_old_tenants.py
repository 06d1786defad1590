"""Built-in roles after an upgrade: a tenant that was there before gets what a new one has."""

import psycopg

from fettle.db import migrate
from fettle.modules.tenancy.rules.permissions import BUILT_IN_ROLES

BEFORE = "0015"


def test_old_tenants_get_the_new_permissions(fresh_database) -> None:
    added = "files:read files:create files:write jobs:read jobs:write plans:read plans:write portal:read portal:write"
    added = {*added.split(), "contractors:invite", "calendar:read", "escalations:read", "escalations:write"}
    added |= {"webhooks:read", "webhooks:write"}
    migrate.downgrade(fresh_database.owner, BEFORE)
    with psycopg.connect(fresh_database.owner, autocommit=True) as conn:
        for role in BUILT_IN_ROLES:
            conn.execute(
                "INSERT INTO roles (tenant_id, id, code, name, permissions, built_in) "
                "VALUES (gen_random_uuid(), gen_random_uuid(), %s, 'x', %s, true)",
                [role.code, sorted(role.permissions - added)],
            )
        custom = ["work_orders:read"]
        conn.execute(
            "INSERT INTO roles (tenant_id, id, code, name, permissions) "
            "VALUES (gen_random_uuid(), gen_random_uuid(), 'admin', 'own', %s)",
            [custom],
        )
        migrate.upgrade(fresh_database.owner)
        found = dict(conn.execute("SELECT code, permissions FROM roles WHERE built_in").fetchall())
        assert found == {role.code: sorted(role.permissions) for role in BUILT_IN_ROLES}
        assert conn.execute("SELECT permissions FROM roles WHERE NOT built_in").fetchone() == (custom,)
