"""Tell phones what goes with assets that have left the sites of their owner.

Revision ID: 0021
Revises: 0020
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# Ids only, of rows whose asset or location the phone has carried: whoever sees it no longer cannot read them.
FUNCTION = """
CREATE FUNCTION app.things_of(things uuid[]) RETURNS TABLE (name text, id text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, app AS $$
    SELECT 'meters', m.id::text FROM public.meters m
    WHERE m.tenant_id = app.tenant_id() AND m.asset_id = ANY (things)
    UNION ALL SELECT 'meter_readings', r.id::text FROM public.meters m JOIN public.meter_readings r
        ON r.tenant_id = m.tenant_id AND r.meter_id = m.id
    WHERE m.tenant_id = app.tenant_id() AND m.asset_id = ANY (things)
    UNION ALL SELECT 'attachments', f.id::text FROM public.files f
    WHERE f.tenant_id = app.tenant_id() AND f.subject IN ('asset', 'location') AND f.subject_id = ANY (things)
$$;
REVOKE ALL ON FUNCTION app.things_of(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.things_of(uuid[]) TO fettle_app;
"""


def upgrade() -> None:
    op.execute(FUNCTION)


def downgrade() -> None:
    op.execute("DROP FUNCTION app.things_of(uuid[])")
