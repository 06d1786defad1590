"""Add sync: what was not taken as a phone sent it, whom work was taken from, and what changes say to phones.

Revision ID: 0020
Revises: 0019
"""

from alembic import op

from fettle.db.fences import fence, fence_sites, fence_through

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE work_order_handovers (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        staff_id UUID,
        crew_id UUID,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_work_order_handovers PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_work_order_handovers_work_order_id FOREIGN KEY(tenant_id, work_order_id)
            REFERENCES work_orders (tenant_id, id) ON DELETE CASCADE
    );
    CREATE INDEX ix_work_order_handovers_at ON work_order_handovers (tenant_id, at);
    CREATE INDEX ix_work_order_handovers_work_order_id ON work_order_handovers (tenant_id, work_order_id, at);
    CREATE TABLE sync_conflicts (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        user_id UUID,
        device TEXT,
        collection TEXT NOT NULL,
        record_id TEXT NOT NULL,
        field TEXT,
        client_value JSONB,
        server_value JSONB,
        reason TEXT NOT NULL,
        message TEXT NOT NULL,
        pulled_at BIGINT,
        site_id UUID,
        dismissed_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_sync_conflicts PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_sync_conflicts_reason CHECK (reason IN (
            'terminal', 'not_allowed', 'overwritten', 'server_owned', 'reassigned', 'kept_first', 'parent_missing',
            'deleted', 'invalid', 'clock', 'forbidden'))
    );
    CREATE INDEX ix_sync_conflicts_user_id ON sync_conflicts (tenant_id, user_id, id);
"""

# A phone must hear that a record has left the sites of its owner, and of reference data that stands at no site: what
# the event of it holds is not for them to see, but that it happened, and where it was, decides what they carry. The
# rows themselves are read with the person's own rights.
FUNCTIONS = """
CREATE FUNCTION app.feed_marks(behind bigint, most bigint)
    RETURNS TABLE (seq bigint, ord integer, type text, entity text, entity_id uuid, about_id uuid, site_id uuid,
                   at timestamptz, before jsonb, after_it jsonb)
    LANGUAGE sql STABLE ROWS 1000 SECURITY DEFINER SET search_path = pg_catalog, public, app AS $$
    SELECT e.seq, e.ord, e.type, e.entity, e.entity_id, e.about_id, e.site_id, e.at,
           (SELECT coalesce(jsonb_object_agg(b.key, b.value), '{}') FROM jsonb_each(e.before) b WHERE b.key = ANY (k.keys)),
           (SELECT coalesce(jsonb_object_agg(a.key, a.value), '{}') FROM jsonb_each(e.after) a WHERE a.key = ANY (k.keys))
    FROM public.events e CROSS JOIN (SELECT ARRAY['site_id', 'assignee_id', 'crew_id', 'status', 'deleted_at',
        'requested_by_id', 'asset_ids', 'asset_id', 'meter_id', 'user_id', 'collection', 'record_id'] AS keys) k
    WHERE e.tenant_id = app.tenant_id() AND e.seq > behind
    ORDER BY e.seq, e.ord
    LIMIT most
$$;
-- What goes with work orders that have left: ids only, of rows whose work order the phone has carried.
CREATE FUNCTION app.families_of(work_orders uuid[]) RETURNS TABLE (name text, id text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, app AS $$
    SELECT 'work_order_tasks', t.id::text FROM public.work_order_tasks t
    WHERE t.tenant_id = app.tenant_id() AND t.work_order_id = ANY (work_orders)
    UNION ALL SELECT 'work_order_assets', a.work_order_id || '.' || a.asset_id FROM public.work_order_assets a
    WHERE a.tenant_id = app.tenant_id() AND a.work_order_id = ANY (work_orders)
    UNION ALL SELECT 'log_entries', l.id::text FROM public.log_entries l
    WHERE l.tenant_id = app.tenant_id() AND l.work_order_id = ANY (work_orders)
    UNION ALL SELECT 'log_lines', l.id::text FROM public.log_lines l
    WHERE l.tenant_id = app.tenant_id() AND l.work_order_id = ANY (work_orders)
    UNION ALL SELECT 'comments', c.id::text FROM public.comments c
    WHERE c.tenant_id = app.tenant_id() AND c.work_order_id = ANY (work_orders)
    UNION ALL SELECT 'attachments', f.id::text FROM public.files f
    WHERE f.tenant_id = app.tenant_id() AND f.subject = 'work_order' AND f.subject_id = ANY (work_orders)
    UNION ALL SELECT 'attachments', f.id::text FROM public.files f JOIN public.work_order_tasks t
        ON t.tenant_id = f.tenant_id AND t.id = f.subject_id AND f.subject = 'work_order_task'
    WHERE t.tenant_id = app.tenant_id() AND t.work_order_id = ANY (work_orders)
    UNION ALL SELECT 'attachments', f.id::text FROM public.files f JOIN public.comments c
        ON c.tenant_id = f.tenant_id AND c.id = f.subject_id AND f.subject = 'comment'
    WHERE c.tenant_id = app.tenant_id() AND c.work_order_id = ANY (work_orders)
    UNION ALL SELECT 'attachments', f.id::text FROM public.files f JOIN public.log_entries l
        ON l.tenant_id = f.tenant_id AND l.id = f.subject_id AND f.subject = 'log_entry'
    WHERE l.tenant_id = app.tenant_id() AND l.work_order_id = ANY (work_orders)
$$;
-- A number that is another one in a database that was restored or has taken over: cursors of the old one end with it.
CREATE FUNCTION app.database_epoch() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, app AS $$
    SELECT s.system_identifier || ':' || c.timeline_id || ':' || d.oid
    FROM pg_control_system() s CROSS JOIN pg_control_checkpoint() c CROSS JOIN pg_database d
    WHERE d.datname = current_database()
$$;
REVOKE ALL ON FUNCTION app.feed_marks(bigint, bigint), app.families_of(uuid[]), app.database_epoch() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.feed_marks(bigint, bigint), app.families_of(uuid[]), app.database_epoch() TO fettle_app;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(fence("work_order_handovers", grant="SELECT, INSERT"))
    op.execute(fence_through("work_order_handovers", "work_orders", "work_order_id"))
    op.execute(fence("sync_conflicts", grant="SELECT, INSERT, UPDATE"))
    op.execute(fence_sites("sync_conflicts", own="user_id"))
    op.execute(FUNCTIONS)


def downgrade() -> None:
    op.execute("DROP FUNCTION app.database_epoch()")
    op.execute("DROP FUNCTION app.families_of(uuid[])")
    op.execute("DROP FUNCTION app.feed_marks(bigint, bigint)")
    op.execute("DROP TABLE sync_conflicts, work_order_handovers")
