"""Give the built-in roles of tenants that exist already what new tenants get from the start.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_READERS = ["files:read", "plans:read", "calendar:read"]
_EDITORS = [*_READERS, "files:create", "files:write", "plans:write", "portal:read", "portal:write"]
_EDITORS += ["contractors:invite", "escalations:read"]
_ADMINS = [*_EDITORS, "escalations:write", "jobs:read", "jobs:write", "webhooks:read", "webhooks:write"]
GIVEN = {
    "admin": _ADMINS,
    "owner": _ADMINS,
    "supervisor": _EDITORS,
    "editor": _EDITORS,
    "technician": [*_READERS, "files:create"],
    "requester": ["files:read", "files:create"],
    "auditor": [code for code in _ADMINS if code.endswith(":read")],
    "viewer": _READERS,
}

GIVE = """
UPDATE roles SET permissions =
    ARRAY(SELECT DISTINCT p FROM unnest(permissions || CAST(:codes AS text[])) p ORDER BY p)
WHERE built_in AND code = :role
"""
TAKE = (
    "UPDATE roles SET permissions = ARRAY(SELECT p FROM unnest(permissions) p WHERE p <> ALL (CAST(:codes AS text[])))"
)


def upgrade() -> None:
    for role, codes in GIVEN.items():
        op.get_bind().execute(sa.text(GIVE), {"codes": codes, "role": role})


def downgrade() -> None:
    op.get_bind().execute(sa.text(TAKE), {"codes": _ADMINS})
