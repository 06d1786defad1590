"""Add planning: maintenance plans, where their triggers stand, their occurrences; planned materials of work.

Revision ID: 0010
Revises: 0009
"""

from alembic import op

from fettle.db.fences import fence, fence_sites, fence_through

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEEPING = "SELECT, INSERT, UPDATE"

TABLES = """
    ALTER TABLE work_order_templates ADD COLUMN planned_materials JSONB DEFAULT '[]'::jsonb NOT NULL;
    ALTER TABLE work_orders ADD COLUMN planned_materials JSONB DEFAULT '[]'::jsonb NOT NULL;
    ALTER TABLE work_orders ADD COLUMN plan_id UUID;
    ALTER TABLE work_orders ADD COLUMN occurrence_id UUID;
    CREATE TABLE maintenance_plans (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        description TEXT,
        status TEXT DEFAULT 'live' NOT NULL,
        stopped_reason TEXT,
        problems JSONB DEFAULT '[]'::jsonb NOT NULL,
        site_id UUID,
        location_id UUID,
        triggers JSONB DEFAULT '[]'::jsonb NOT NULL,
        work JSONB DEFAULT '{}'::jsonb NOT NULL,
        season JSONB DEFAULT '[]'::jsonb NOT NULL,
        spread TEXT DEFAULT 'together' NOT NULL,
        due_time TIME WITHOUT TIME ZONE,
        ends_on DATE,
        lead_days INTEGER DEFAULT 0 NOT NULL,
        horizon_days INTEGER DEFAULT 0 NOT NULL,
        if_previous_open TEXT DEFAULT 'skip' NOT NULL,
        catch_up TEXT DEFAULT 'latest' NOT NULL,
        rotation JSONB DEFAULT '[]'::jsonb NOT NULL,
        notify_days_before JSONB DEFAULT '[]'::jsonb NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_maintenance_plans PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_maintenance_plans_status CHECK (status IN ('live', 'paused', 'stopped')),
        CONSTRAINT ck_maintenance_plans_spread CHECK (spread IN ('together', 'each')),
        CONSTRAINT ck_maintenance_plans_if_previous_open CHECK (if_previous_open IN ('skip', 'merge', 'beside')),
        CONSTRAINT ck_maintenance_plans_catch_up CHECK (catch_up IN ('all', 'latest', 'none')),
        CONSTRAINT fk_maintenance_plans_site_id FOREIGN KEY(tenant_id, site_id) REFERENCES sites (tenant_id, id),
        CONSTRAINT fk_maintenance_plans_location_id FOREIGN KEY(tenant_id, location_id) REFERENCES locations (tenant_id, id)
    );
    CREATE INDEX ix_maintenance_plans_site_id ON maintenance_plans (tenant_id, site_id);
    CREATE INDEX ix_maintenance_plans_location_id ON maintenance_plans (tenant_id, location_id);
    CREATE INDEX ix_maintenance_plans_name ON maintenance_plans (tenant_id, name, id);
    CREATE INDEX ix_maintenance_plans_created_at ON maintenance_plans (tenant_id, created_at, id);
    CREATE TABLE maintenance_plan_assets (
        tenant_id UUID NOT NULL,
        plan_id UUID NOT NULL,
        asset_id UUID NOT NULL,
        position INTEGER DEFAULT 0 NOT NULL,
        CONSTRAINT pk_maintenance_plan_assets PRIMARY KEY (tenant_id, plan_id, asset_id),
        CONSTRAINT fk_maintenance_plan_assets_plan_id FOREIGN KEY(tenant_id, plan_id) REFERENCES maintenance_plans (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_maintenance_plan_assets_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id)
    );
    CREATE INDEX ix_maintenance_plan_assets_asset_id ON maintenance_plan_assets (tenant_id, asset_id, plan_id);
    CREATE TABLE maintenance_plan_meters (
        tenant_id UUID NOT NULL,
        plan_id UUID NOT NULL,
        meter_id UUID NOT NULL,
        CONSTRAINT pk_maintenance_plan_meters PRIMARY KEY (tenant_id, plan_id, meter_id),
        CONSTRAINT fk_maintenance_plan_meters_plan_id FOREIGN KEY(tenant_id, plan_id) REFERENCES maintenance_plans (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_maintenance_plan_meters_meter_id FOREIGN KEY(tenant_id, meter_id) REFERENCES meters (tenant_id, id)
    );
    CREATE INDEX ix_maintenance_plan_meters_meter_id ON maintenance_plan_meters (tenant_id, meter_id, plan_id);
    CREATE TABLE plan_schedules (
        tenant_id UUID NOT NULL,
        plan_id UUID NOT NULL,
        next_look_at TIMESTAMP WITH TIME ZONE,
        next_due_on DATE,
        progress JSONB DEFAULT '{}'::jsonb NOT NULL,
        readings JSONB DEFAULT '[]'::jsonb NOT NULL,
        CONSTRAINT pk_plan_schedules PRIMARY KEY (tenant_id, plan_id),
        CONSTRAINT fk_plan_schedules_plan_id FOREIGN KEY(tenant_id, plan_id) REFERENCES maintenance_plans (tenant_id, id) ON DELETE CASCADE
    );
    CREATE INDEX ix_plan_schedules_next_look_at ON plan_schedules (tenant_id, next_look_at, plan_id);
    CREATE INDEX ix_plan_schedules_next_due_on ON plan_schedules (tenant_id, next_due_on, plan_id);
    CREATE TABLE plan_occurrences (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        plan_id UUID NOT NULL,
        asset_id UUID,
        key TEXT NOT NULL,
        trigger_key TEXT NOT NULL,
        due_on DATE NOT NULL,
        due_at TIMESTAMP WITH TIME ZONE,
        state TEXT NOT NULL,
        reason TEXT,
        number INTEGER,
        work_order_id UUID,
        reading_id UUID,
        remind_at TIMESTAMP WITH TIME ZONE,
        settled_on DATE,
        note TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_plan_occurrences PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_plan_occurrences_state CHECK (state IN ('made', 'snoozed', 'skipped', 'completed', 'cancelled', 'missed')),
        CONSTRAINT fk_plan_occurrences_plan_id FOREIGN KEY(tenant_id, plan_id) REFERENCES maintenance_plans (tenant_id, id),
        CONSTRAINT fk_plan_occurrences_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
        CONSTRAINT fk_plan_occurrences_reading_id FOREIGN KEY(tenant_id, reading_id) REFERENCES meter_readings (tenant_id, id),
        CONSTRAINT fk_plan_occurrences_work_order_id FOREIGN KEY(tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id) DEFERRABLE INITIALLY DEFERRED
    );
    CREATE UNIQUE INDEX uq_plan_occurrences_plan_id_key ON plan_occurrences (tenant_id, plan_id, key);
    CREATE INDEX ix_plan_occurrences_asset_id ON plan_occurrences (tenant_id, asset_id);
    CREATE INDEX ix_plan_occurrences_work_order_id ON plan_occurrences (tenant_id, work_order_id);
    CREATE INDEX ix_plan_occurrences_due_on ON plan_occurrences (tenant_id, due_on, id);
    CREATE INDEX ix_plan_occurrences_plan_due_on ON plan_occurrences (tenant_id, plan_id, due_on, id);
    CREATE INDEX ix_plan_occurrences_open ON plan_occurrences (tenant_id, plan_id) WHERE state IN ('made', 'snoozed');
    ALTER TABLE work_orders ADD CONSTRAINT fk_work_orders_plan_id FOREIGN KEY (tenant_id, plan_id) REFERENCES maintenance_plans (tenant_id, id);
    ALTER TABLE work_orders ADD CONSTRAINT fk_work_orders_occurrence_id FOREIGN KEY (tenant_id, occurrence_id) REFERENCES plan_occurrences (tenant_id, id);
    CREATE INDEX ix_work_orders_plan_id ON work_orders (tenant_id, plan_id);
    CREATE INDEX ix_work_orders_occurrence_id ON work_orders (tenant_id, occurrence_id);
"""

# One probe of an index per tenant; whoever is shut out or leaving is caught up with when they are back.
DUE = """
CREATE FUNCTION app.tenants_with_due_plans(at timestamptz) RETURNS SETOF uuid
    LANGUAGE sql STABLE ROWS 100 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id FROM public.tenants t
    WHERE app.realm() = 'worker' AND t.suspended_at IS NULL AND t.deletion_requested_at IS NULL AND t.deleted_at IS NULL
      AND EXISTS (SELECT FROM public.plan_schedules s WHERE s.tenant_id = t.id AND s.next_look_at <= at)
$$;
REVOKE ALL ON FUNCTION app.tenants_with_due_plans(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.tenants_with_due_plans(timestamptz) TO fettle_app;
"""

# Who sees a plan sees its files.
SEEN = """
CREATE FUNCTION app.subject_maintenance_plan(wanted uuid) RETURNS TABLE (site_id uuid, permission text, own boolean)
    LANGUAGE sql STABLE AS $$
    SELECT p.site_id, 'plans:read', false FROM public.maintenance_plans p
    WHERE p.tenant_id = app.tenant_id() AND p.id = wanted AND p.deleted_at IS NULL
$$;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(fence("maintenance_plans", grant=KEEPING) + fence_sites("maintenance_plans"))
    for table in ("maintenance_plan_assets", "maintenance_plan_meters", "plan_schedules"):
        op.execute(fence(table) + fence_through(table, "maintenance_plans", "plan_id"))
    op.execute(fence("plan_occurrences", grant=KEEPING))
    op.execute(fence_through("plan_occurrences", "maintenance_plans", "plan_id"))
    op.execute(DUE)
    op.execute(SEEN)


def downgrade() -> None:
    op.execute("DROP FUNCTION app.subject_maintenance_plan(uuid)")
    op.execute("DROP FUNCTION app.tenants_with_due_plans(timestamptz)")
    op.execute("ALTER TABLE work_orders DROP COLUMN occurrence_id, DROP COLUMN plan_id, DROP COLUMN planned_materials")
    op.execute("ALTER TABLE work_order_templates DROP COLUMN planned_materials")
    op.execute(
        "DROP TABLE plan_occurrences, plan_schedules, maintenance_plan_meters, maintenance_plan_assets, "
        "maintenance_plans"
    )
