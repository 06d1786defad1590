"""Add webhooks: where events are sent, with which secrets, and the book of what was sent.

Revision ID: 0015
Revises: 0014
"""

from alembic import op

from fettle.db.fences import fence, fence_through

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE webhooks (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        url TEXT NOT NULL,
        event_types TEXT[] NOT NULL,
        site_ids UUID[],
        includes_costs BOOLEAN DEFAULT false NOT NULL,
        includes_imports BOOLEAN DEFAULT false NOT NULL,
        owner_id UUID NOT NULL,
        enabled BOOLEAN DEFAULT true NOT NULL,
        disabled_because TEXT,
        disabled_at TIMESTAMP WITH TIME ZONE,
        failing_since TIMESTAMP WITH TIME ZONE,
        paused_until TIMESTAMP WITH TIME ZONE,
        previous_secret_until TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_webhooks PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_webhooks_disabled_because CHECK (disabled_because IN ('person', 'gone', 'failing', 'owner_left'))
    );
    CREATE UNIQUE INDEX uq_webhooks_name ON webhooks (tenant_id, name) WHERE deleted_at IS NULL;
    CREATE TABLE webhook_secrets (
        tenant_id UUID NOT NULL,
        webhook_id UUID NOT NULL,
        secret TEXT NOT NULL,
        previous_secret TEXT,
        CONSTRAINT pk_webhook_secrets PRIMARY KEY (tenant_id, webhook_id),
        CONSTRAINT fk_webhook_secrets_webhook_id FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhooks (tenant_id, id) ON DELETE CASCADE
    );
    CREATE TABLE webhook_deliveries (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        webhook_id UUID NOT NULL,
        message_id TEXT NOT NULL,
        event_id UUID,
        event_seq BIGINT DEFAULT 0 NOT NULL,
        event_ord INTEGER DEFAULT 0 NOT NULL,
        event_type TEXT NOT NULL,
        status TEXT DEFAULT 'waiting' NOT NULL,
        attempts INTEGER DEFAULT 0 NOT NULL,
        next_attempt_at TIMESTAMP WITH TIME ZONE,
        last_status INTEGER,
        last_error TEXT,
        delivered_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_webhook_deliveries PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_webhook_deliveries_webhook_id FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhooks (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_webhook_deliveries_status CHECK (status IN ('waiting', 'delivered', 'failed', 'cancelled'))
    );
    CREATE UNIQUE INDEX uq_webhook_deliveries_webhook_id_message_id ON webhook_deliveries (tenant_id, webhook_id, message_id);
    CREATE INDEX ix_webhook_deliveries_created_at ON webhook_deliveries (tenant_id, created_at, id);
    CREATE INDEX ix_webhook_deliveries_webhook_id ON webhook_deliveries (tenant_id, webhook_id, created_at, id);
    CREATE INDEX ix_webhook_deliveries_due ON webhook_deliveries (tenant_id, webhook_id, next_attempt_at) WHERE status = 'waiting';
    CREATE TABLE webhook_attempts (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        webhook_id UUID NOT NULL,
        delivery_id UUID NOT NULL,
        number INTEGER NOT NULL,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        milliseconds INTEGER NOT NULL,
        status INTEGER,
        error TEXT,
        answer TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_webhook_attempts PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_webhook_attempts_delivery_id FOREIGN KEY (tenant_id, delivery_id) REFERENCES webhook_deliveries (tenant_id, id) ON DELETE CASCADE
    );
    CREATE INDEX ix_webhook_attempts_delivery_id ON webhook_attempts (tenant_id, delivery_id, id);
"""

# A webhook of every site is seen by those who see every site, any other by those who see all of its sites.
SITES = """
CREATE POLICY site_scope ON webhooks AS RESTRICTIVE
    USING ((SELECT app.sees_every_site())
           OR (site_ids IS NOT NULL AND site_ids <@ (SELECT app.site_scope())::uuid[]))
    WITH CHECK ((SELECT app.sees_every_site())
                OR (site_ids IS NOT NULL AND site_ids <@ (SELECT app.site_scope())::uuid[]));
"""

# Asked by the worker's clock, across tenants; names tenants and nothing of theirs.
DUE = """
CREATE FUNCTION app.tenants_with_overdue_webhooks(now timestamptz) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT w.tenant_id FROM public.webhooks w
    WHERE app.realm() = 'worker' AND w.deleted_at IS NULL AND EXISTS (
        SELECT FROM public.webhook_deliveries d
        WHERE d.tenant_id = w.tenant_id AND d.webhook_id = w.id AND d.status = 'waiting'
          AND d.next_attempt_at < now - interval '10 minutes')
$$;
CREATE FUNCTION app.tenants_with_old_deliveries(now timestamptz) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id FROM public.tenants t
    WHERE app.realm() = 'worker' AND EXISTS (
        SELECT FROM public.webhook_deliveries d WHERE d.tenant_id = t.id AND d.created_at < now - interval '30 days')
$$;
REVOKE ALL ON FUNCTION app.tenants_with_overdue_webhooks(timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION app.tenants_with_old_deliveries(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.tenants_with_overdue_webhooks(timestamptz) TO fettle_app;
GRANT EXECUTE ON FUNCTION app.tenants_with_old_deliveries(timestamptz) TO fettle_app;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(fence("webhooks", grant="SELECT, INSERT, UPDATE"))
    op.execute(SITES)
    op.execute(fence("webhook_secrets", grant="SELECT, INSERT, UPDATE"))
    op.execute(fence_through("webhook_secrets", "webhooks", "webhook_id"))
    op.execute(fence("webhook_deliveries"))
    op.execute(fence_through("webhook_deliveries", "webhooks", "webhook_id"))
    op.execute(fence("webhook_attempts", grant="SELECT, INSERT"))
    op.execute(fence_through("webhook_attempts", "webhooks", "webhook_id"))
    op.execute(DUE)


def downgrade() -> None:
    op.execute("DROP FUNCTION app.tenants_with_overdue_webhooks(timestamptz)")
    op.execute("DROP FUNCTION app.tenants_with_old_deliveries(timestamptz)")
    op.execute("DROP TABLE webhook_attempts, webhook_deliveries, webhook_secrets, webhooks")
