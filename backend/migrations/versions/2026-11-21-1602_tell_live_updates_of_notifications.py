"""Tell live updates whose notifications have changed: a mark for each of the people who listen, in one question.

Revision ID: 0019
Revises: 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# Counts go no further than a thousand, so that somebody who reads nothing costs no more than others.
MARKS = """
CREATE FUNCTION app.notification_marks(tenants uuid[], users uuid[])
    RETURNS TABLE (tenant_id uuid, user_id uuid, unread bigint, newest uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, app AS $$
    SELECT l.tenant_id, l.user_id,
           (SELECT count(*) FROM (SELECT FROM public.notifications n
                WHERE n.tenant_id = l.tenant_id AND n.user_id = l.user_id AND n.read_at IS NULL AND n.in_app
                LIMIT 1000) AS few),
           (SELECT n.id FROM public.notifications n WHERE n.tenant_id = l.tenant_id AND n.user_id = l.user_id
            ORDER BY n.created_at DESC, n.id DESC LIMIT 1)
    FROM unnest(tenants, users) AS l(tenant_id, user_id)
    WHERE app.realm() = 'worker'
$$;
REVOKE ALL ON FUNCTION app.notification_marks(uuid[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.notification_marks(uuid[], uuid[]) TO fettle_app;
"""


def upgrade() -> None:
    op.execute(MARKS)


def downgrade() -> None:
    op.execute("DROP FUNCTION app.notification_marks(uuid[], uuid[])")
