"""Add escalation: rules about work that waits, how far each is with which work, and what they did.

Revision ID: 0013
Revises: 0012
"""

from alembic import op

from fettle.db.fences import fence, fence_sites, fence_through

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE escalation_rules (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        condition TEXT NOT NULL,
        status TEXT,
        priorities TEXT[] DEFAULT '{}' NOT NULL,
        kinds TEXT[] DEFAULT '{}' NOT NULL,
        site_ids UUID[] DEFAULT '{}' NOT NULL,
        crew_ids UUID[] DEFAULT '{}' NOT NULL,
        hours JSONB DEFAULT '{}'::jsonb NOT NULL,
        steps JSONB DEFAULT '[]'::jsonb NOT NULL,
        active BOOLEAN DEFAULT true NOT NULL,
        active_since TIMESTAMP WITH TIME ZONE NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_escalation_rules PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_escalation_rules_condition CHECK (condition IN ('in_status', 'due', 'unacknowledged')),
        CONSTRAINT ck_escalation_rules_status CHECK (status IN ('new', 'approved', 'in_progress', 'on_hold'))
    );
    CREATE UNIQUE INDEX uq_escalation_rules_name ON escalation_rules (tenant_id, name) WHERE deleted_at IS NULL;
    CREATE TABLE escalation_watches (
        tenant_id UUID NOT NULL,
        rule_id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        site_id UUID,
        episode_at TIMESTAMP WITH TIME ZONE NOT NULL,
        next_step INTEGER DEFAULT 0 NOT NULL,
        due_at TIMESTAMP WITH TIME ZONE,
        fired INTEGER DEFAULT 0 NOT NULL,
        CONSTRAINT pk_escalation_watches PRIMARY KEY (tenant_id, rule_id, work_order_id),
        CONSTRAINT fk_escalation_watches_rule_id FOREIGN KEY (tenant_id, rule_id) REFERENCES escalation_rules (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_escalation_watches_work_order_id FOREIGN KEY (tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id) ON DELETE CASCADE
    );
    CREATE INDEX ix_escalation_watches_work_order_id ON escalation_watches (tenant_id, work_order_id);
    CREATE INDEX ix_escalation_watches_due_at ON escalation_watches (tenant_id, due_at) WHERE due_at IS NOT NULL;
    CREATE TABLE escalations (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        rule_id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        site_id UUID,
        level INTEGER NOT NULL,
        episode_at TIMESTAMP WITH TIME ZONE NOT NULL,
        due_at TIMESTAMP WITH TIME ZONE NOT NULL,
        message TEXT NOT NULL,
        recipient_ids UUID[] DEFAULT '{}' NOT NULL,
        assigned_to_id UUID,
        crew_id UUID,
        priority TEXT,
        undone TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_escalations PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_escalations_rule_id FOREIGN KEY (tenant_id, rule_id) REFERENCES escalation_rules (tenant_id, id),
        CONSTRAINT fk_escalations_work_order_id FOREIGN KEY (tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id)
    );
    CREATE UNIQUE INDEX uq_escalations_rule_id_work_order_id_episode_at_level ON escalations (tenant_id, rule_id, work_order_id, episode_at, level);
    CREATE INDEX ix_escalations_work_order_id ON escalations (tenant_id, work_order_id);
    CREATE INDEX ix_escalations_created_at ON escalations (tenant_id, created_at, id);
"""

# A rule for every site is seen by those who see every site, any other by those who see all of its sites.
SITES = """
CREATE POLICY site_scope ON escalation_rules AS RESTRICTIVE
    USING ((SELECT app.sees_every_site())
           OR (cardinality(site_ids) > 0 AND site_ids <@ (SELECT app.site_scope())::uuid[]))
    WITH CHECK ((SELECT app.sees_every_site())
                OR (cardinality(site_ids) > 0 AND site_ids <@ (SELECT app.site_scope())::uuid[]));
"""

# Asked by the worker's clock, across tenants; names tenants and nothing of theirs. One probe of an index for each.
DUE = """
CREATE FUNCTION app.tenants_with_due_escalations(now timestamptz) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id FROM public.tenants t
    WHERE app.realm() = 'worker' AND EXISTS (
        SELECT FROM public.escalation_watches w WHERE w.tenant_id = t.id AND w.due_at <= now)
$$;
REVOKE ALL ON FUNCTION app.tenants_with_due_escalations(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.tenants_with_due_escalations(timestamptz) TO fettle_app;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(fence("escalation_rules", grant="SELECT, INSERT, UPDATE"))
    op.execute(SITES)
    op.execute(fence("escalation_watches") + fence_sites("escalation_watches"))
    op.execute(fence("escalations", grant="SELECT, INSERT"))
    op.execute(fence_through("escalations", "work_orders", "work_order_id"))
    op.execute(DUE)


def downgrade() -> None:
    op.execute("DROP FUNCTION app.tenants_with_due_escalations(timestamptz)")
    op.execute("DROP TABLE escalations, escalation_watches, escalation_rules")
