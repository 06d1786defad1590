"""Add calendar: feeds by secret address, and what left somebody's calendar lately.

Revision ID: 0012
Revises: 0011
"""

from alembic import op

from fettle.db.fences import fence, fence_sites

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE calendar_feeds (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        owner_id UUID NOT NULL,
        kind TEXT NOT NULL,
        staff_id UUID,
        crew_id UUID,
        site_id UUID,
        plan_id UUID,
        name TEXT NOT NULL,
        language TEXT DEFAULT 'en' NOT NULL,
        forecast BOOLEAN DEFAULT true NOT NULL,
        alarm_minutes INTEGER,
        secret_hash BYTEA NOT NULL,
        last_used_at TIMESTAMP WITH TIME ZONE,
        revoked_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_calendar_feeds PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_calendar_feeds_owner_id FOREIGN KEY(tenant_id, owner_id) REFERENCES memberships (tenant_id, user_id),
        CONSTRAINT ck_calendar_feeds_kind CHECK (kind IN ('person', 'crew', 'site', 'plan')),
        CONSTRAINT fk_calendar_feeds_staff_id FOREIGN KEY(tenant_id, staff_id) REFERENCES staff (tenant_id, id),
        CONSTRAINT fk_calendar_feeds_crew_id FOREIGN KEY(tenant_id, crew_id) REFERENCES crews (tenant_id, id),
        CONSTRAINT fk_calendar_feeds_site_id FOREIGN KEY(tenant_id, site_id) REFERENCES sites (tenant_id, id),
        CONSTRAINT fk_calendar_feeds_plan_id FOREIGN KEY(tenant_id, plan_id) REFERENCES maintenance_plans (tenant_id, id),
        CONSTRAINT ck_calendar_feeds_language CHECK (language IN ('en', 'es')),
        CONSTRAINT ck_calendar_feeds_subject CHECK (num_nonnulls(staff_id, crew_id, site_id, plan_id) = 1)
    );
    CREATE INDEX ix_calendar_feeds_owner_id ON calendar_feeds (tenant_id, owner_id, id);
    CREATE INDEX ix_calendar_feeds_staff_id ON calendar_feeds (tenant_id, staff_id);
    CREATE INDEX ix_calendar_feeds_crew_id ON calendar_feeds (tenant_id, crew_id);
    CREATE INDEX ix_calendar_feeds_site_id ON calendar_feeds (tenant_id, site_id);
    CREATE INDEX ix_calendar_feeds_plan_id ON calendar_feeds (tenant_id, plan_id);
    CREATE UNIQUE INDEX uq_calendar_feeds_secret_hash ON calendar_feeds (tenant_id, secret_hash);
    CREATE TABLE calendar_departures (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        holder TEXT NOT NULL,
        holder_id UUID NOT NULL,
        site_id UUID,
        number BIGINT NOT NULL,
        title TEXT NOT NULL,
        starts_at TIMESTAMP WITH TIME ZONE,
        starts_on DATE,
        sequence INTEGER NOT NULL,
        left_at TIMESTAMP WITH TIME ZONE NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_calendar_departures PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_calendar_departures_work_order_id FOREIGN KEY(tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id),
        CONSTRAINT ck_calendar_departures_holder CHECK (holder IN ('person', 'crew', 'site'))
    );
    CREATE INDEX ix_calendar_departures_holder ON calendar_departures (tenant_id, holder, holder_id, left_at);
    CREATE INDEX ix_calendar_departures_left_at ON calendar_departures (tenant_id, left_at);
    CREATE UNIQUE INDEX uq_calendar_departures_work_order_id ON calendar_departures (tenant_id, work_order_id, holder, holder_id);
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(fence("calendar_feeds", grant="SELECT, INSERT, UPDATE"))
    op.execute(fence("calendar_departures") + fence_sites("calendar_departures"))
    # Feeds and screens ask for what is scheduled within a time.
    op.execute("CREATE INDEX ix_work_orders_scheduled_start ON work_orders (tenant_id, scheduled_start, id)")


def downgrade() -> None:
    op.execute("DROP INDEX ix_work_orders_scheduled_start")
    op.execute("DROP TABLE calendar_departures, calendar_feeds")
