"""Add assets: sites, locations, assets, meters with their readings, downtime.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

from fettle.db.fences import append_only, fence, fence_costs, fence_sites, fence_through

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE asset_categories (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        active BOOLEAN DEFAULT true NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_asset_categories PRIMARY KEY (tenant_id, id)
    );
    CREATE UNIQUE INDEX uq_asset_categories_code ON asset_categories (tenant_id, code) WHERE deleted_at IS NULL;
    CREATE TABLE asset_types (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        active BOOLEAN DEFAULT true NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_asset_types PRIMARY KEY (tenant_id, id)
    );
    CREATE UNIQUE INDEX uq_asset_types_code ON asset_types (tenant_id, code) WHERE deleted_at IS NULL;
    CREATE TABLE sites (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        code TEXT,
        address TEXT,
        time_zone TEXT,
        latitude NUMERIC(9, 6),
        longitude NUMERIC(9, 6),
        custom JSONB DEFAULT '{}'::jsonb NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_sites PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_sites_latitude CHECK (latitude BETWEEN -90 AND 90),
        CONSTRAINT ck_sites_longitude CHECK (longitude BETWEEN -180 AND 180),
        CONSTRAINT ck_sites_coordinates CHECK ((latitude IS NULL) = (longitude IS NULL))
    );
    CREATE UNIQUE INDEX uq_sites_code ON sites (tenant_id, code) WHERE deleted_at IS NULL;
    CREATE UNIQUE INDEX uq_sites_name ON sites (tenant_id, name) WHERE deleted_at IS NULL;
    CREATE TABLE locations (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        site_id UUID NOT NULL,
        parent_id UUID,
        name TEXT NOT NULL,
        kind TEXT DEFAULT 'area' NOT NULL,
        custom JSONB DEFAULT '{}'::jsonb NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_locations PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_locations_site_id FOREIGN KEY(tenant_id, site_id) REFERENCES sites (tenant_id, id),
        CONSTRAINT fk_locations_parent_id FOREIGN KEY(tenant_id, parent_id) REFERENCES locations (tenant_id, id),
        CONSTRAINT ck_locations_kind CHECK (kind IN ('building', 'floor', 'room', 'area'))
    );
    CREATE INDEX ix_locations_parent_id ON locations (tenant_id, parent_id);
    CREATE INDEX ix_locations_site_id ON locations (tenant_id, site_id);
    CREATE TABLE assets (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        number TEXT,
        description TEXT,
        parent_id UUID,
        site_id UUID,
        location_id UUID,
        asset_type_id UUID NOT NULL,
        category_id UUID,
        status TEXT DEFAULT 'in_service' NOT NULL,
        criticality TEXT DEFAULT 'medium' NOT NULL,
        condition TEXT,
        manufacturer TEXT,
        model TEXT,
        serial_number TEXT,
        purchased_on DATE,
        installed_on DATE,
        warranty_months INTEGER,
        warranty_until DATE,
        latitude NUMERIC(9, 6),
        longitude NUMERIC(9, 6),
        custom JSONB DEFAULT '{}'::jsonb NOT NULL,
        search TSVECTOR GENERATED ALWAYS AS (app.asset_search(tenant_id, name, number, serial_number, manufacturer, model)) STORED,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_assets PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_assets_parent_id FOREIGN KEY(tenant_id, parent_id) REFERENCES assets (tenant_id, id),
        CONSTRAINT fk_assets_site_id FOREIGN KEY(tenant_id, site_id) REFERENCES sites (tenant_id, id),
        CONSTRAINT fk_assets_location_id FOREIGN KEY(tenant_id, location_id) REFERENCES locations (tenant_id, id),
        CONSTRAINT fk_assets_asset_type_id FOREIGN KEY(tenant_id, asset_type_id) REFERENCES asset_types (tenant_id, id),
        CONSTRAINT fk_assets_category_id FOREIGN KEY(tenant_id, category_id) REFERENCES asset_categories (tenant_id, id),
        CONSTRAINT ck_assets_status CHECK (status IN ('in_service', 'out_of_service', 'in_storage', 'retired')),
        CONSTRAINT ck_assets_criticality CHECK (criticality IN ('low', 'medium', 'high', 'critical')),
        CONSTRAINT ck_assets_condition CHECK (condition IN ('excellent', 'good', 'fair', 'poor')),
        CONSTRAINT ck_assets_latitude CHECK (latitude BETWEEN -90 AND 90),
        CONSTRAINT ck_assets_longitude CHECK (longitude BETWEEN -180 AND 180),
        CONSTRAINT ck_assets_coordinates CHECK ((latitude IS NULL) = (longitude IS NULL)),
        CONSTRAINT ck_assets_parent_id CHECK (parent_id <> id)
    );
    CREATE INDEX ix_assets_asset_type_id ON assets (tenant_id, asset_type_id);
    CREATE INDEX ix_assets_category_id ON assets (tenant_id, category_id);
    CREATE INDEX ix_assets_created_at ON assets (tenant_id, created_at, id);
    CREATE INDEX ix_assets_location_id ON assets (tenant_id, location_id);
    CREATE INDEX ix_assets_name ON assets (tenant_id, name, id);
    CREATE INDEX ix_assets_parent_id ON assets (tenant_id, parent_id);
    CREATE INDEX ix_assets_search ON assets USING gin (search);
    CREATE INDEX ix_assets_site_id ON assets (tenant_id, site_id);
    CREATE INDEX ix_assets_status ON assets (tenant_id, status, name, id);
    CREATE INDEX ix_assets_warranty_until ON assets (tenant_id, warranty_until, id);
    CREATE UNIQUE INDEX uq_assets_number ON assets (tenant_id, number) WHERE deleted_at IS NULL;
    CREATE TABLE asset_costs (
        tenant_id UUID NOT NULL,
        asset_id UUID NOT NULL,
        purchase_price NUMERIC(14, 2),
        replacement_cost NUMERIC(14, 2),
        CONSTRAINT pk_asset_costs PRIMARY KEY (tenant_id, asset_id),
        CONSTRAINT fk_asset_costs_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id) ON DELETE CASCADE
    );
    CREATE TABLE asset_tags (
        tenant_id UUID NOT NULL,
        asset_id UUID NOT NULL,
        tag_id UUID NOT NULL,
        CONSTRAINT pk_asset_tags PRIMARY KEY (tenant_id, asset_id, tag_id),
        CONSTRAINT fk_asset_tags_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_asset_tags_tag_id FOREIGN KEY(tenant_id, tag_id) REFERENCES tags (tenant_id, id) ON DELETE CASCADE
    );
    CREATE INDEX ix_asset_tags_asset_id ON asset_tags (tenant_id, asset_id);
    CREATE INDEX ix_asset_tags_tag_id ON asset_tags (tenant_id, tag_id);
    CREATE TABLE meters (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        asset_id UUID NOT NULL,
        name TEXT NOT NULL,
        unit TEXT NOT NULL,
        kind TEXT NOT NULL,
        rolls_over_at NUMERIC(14, 4),
        most_per_day NUMERIC(14, 4),
        lowest NUMERIC(14, 4),
        highest NUMERIC(14, 4),
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_meters PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_meters_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
        CONSTRAINT ck_meters_kind CHECK (kind IN ('counter', 'gauge'))
    );
    CREATE INDEX ix_meters_asset_id ON meters (tenant_id, asset_id);
    CREATE UNIQUE INDEX uq_meters_asset_id_name ON meters (tenant_id, asset_id, name) WHERE deleted_at IS NULL;
    CREATE TABLE meter_segments (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        meter_id UUID NOT NULL,
        cause TEXT NOT NULL,
        started_at TIMESTAMP WITH TIME ZONE NOT NULL,
        start_value NUMERIC(14, 4) NOT NULL,
        lifetime_before NUMERIC(14, 4) NOT NULL,
        note TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_meter_segments PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_meter_segments_meter_id FOREIGN KEY(tenant_id, meter_id) REFERENCES meters (tenant_id, id),
        CONSTRAINT ck_meter_segments_cause CHECK (cause IN ('first', 'replacement', 'rollover'))
    );
    CREATE INDEX ix_meter_segments_meter_id ON meter_segments (tenant_id, meter_id);
    CREATE UNIQUE INDEX uq_meter_segments_meter_id_started_at ON meter_segments (tenant_id, meter_id, started_at);
    CREATE TABLE downtimes (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        asset_id UUID NOT NULL,
        started_at TIMESTAMP WITH TIME ZONE NOT NULL,
        ended_at TIMESTAMP WITH TIME ZONE,
        planned BOOLEAN DEFAULT false NOT NULL,
        reason_id UUID,
        work_order_id UUID,
        note TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_downtimes PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_downtimes_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
        CONSTRAINT fk_downtimes_reason_id FOREIGN KEY(tenant_id, reason_id) REFERENCES reasons (tenant_id, id),
        CONSTRAINT ck_downtimes_ended_at CHECK (ended_at >= started_at)
    );
    CREATE INDEX ix_downtimes_asset_id ON downtimes (tenant_id, asset_id);
    CREATE INDEX ix_downtimes_asset_id_started_at ON downtimes (tenant_id, asset_id, started_at);
    CREATE INDEX ix_downtimes_reason_id ON downtimes (tenant_id, reason_id);
    CREATE UNIQUE INDEX uq_downtimes_open ON downtimes (tenant_id, asset_id) WHERE ended_at IS NULL AND deleted_at IS NULL;
    CREATE TABLE meter_readings (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        meter_id UUID NOT NULL,
        segment_id UUID NOT NULL,
        read_at TIMESTAMP WITH TIME ZONE NOT NULL,
        value NUMERIC(14, 4) NOT NULL,
        lifetime NUMERIC(14, 4) NOT NULL,
        source TEXT DEFAULT 'person' NOT NULL,
        note TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_meter_readings PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_meter_readings_meter_id FOREIGN KEY(tenant_id, meter_id) REFERENCES meters (tenant_id, id),
        CONSTRAINT fk_meter_readings_segment_id FOREIGN KEY(tenant_id, segment_id) REFERENCES meter_segments (tenant_id, id),
        CONSTRAINT ck_meter_readings_source CHECK (source IN ('person', 'import', 'api', 'phone'))
    );
    CREATE INDEX ix_meter_readings_meter_id ON meter_readings (tenant_id, meter_id);
    CREATE INDEX ix_meter_readings_read_at ON meter_readings (tenant_id, meter_id, read_at, id);
    CREATE INDEX ix_meter_readings_segment_id ON meter_readings (tenant_id, segment_id);
    ALTER TABLE membership_sites ADD CONSTRAINT fk_membership_sites_site_id FOREIGN KEY (tenant_id, site_id) REFERENCES sites (tenant_id, id) ON DELETE CASCADE;
"""

# Two people who move branches at once could close a ring that neither sees; the lock makes them take turns.
TREES = """
CREATE FUNCTION app.refuse_ring() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ring boolean;
BEGIN
    IF NEW.parent_id IS NULL OR (TG_OP = 'UPDATE' AND NEW.parent_id IS NOT DISTINCT FROM OLD.parent_id) THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(TG_TABLE_NAME || NEW.tenant_id::text, 0));
    EXECUTE format(
        'WITH RECURSIVE up(id) AS (SELECT $1 UNION SELECT t.parent_id FROM %I t JOIN up ON t.id = up.id '
        'WHERE t.tenant_id = $2 AND t.parent_id IS NOT NULL) SELECT EXISTS (SELECT FROM up WHERE id = $3)',
        TG_TABLE_NAME) INTO ring USING NEW.parent_id, NEW.tenant_id, NEW.id;
    IF ring THEN
        RAISE EXCEPTION 'Something cannot be placed inside itself or inside a part of itself';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_ring BEFORE INSERT OR UPDATE OF parent_id ON locations
    FOR EACH ROW EXECUTE FUNCTION app.refuse_ring();
CREATE TRIGGER no_ring BEFORE INSERT OR UPDATE OF parent_id ON assets
    FOR EACH ROW EXECUTE FUNCTION app.refuse_ring();
"""

# Names and numbers are cut at spaces and punctuation only, in every script, so that each part of EX-100/7 is found by
# its beginning. The tenant is a word as well, one that nobody can ask for: GIN cannot be led by tenant_id without an
# extension.
WORDS = """
CREATE FUNCTION app.asset_words(text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_remove(regexp_split_to_array(app.fold(text), '[\\s\\u00a0!-/:-@\\[-`{-~]+'), '');
CREATE FUNCTION app.asset_search(tenant uuid, name text, number text, serial_number text, manufacturer text, model text)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_to_tsvector(('@' || tenant::text) || app.asset_words(left(
        name || ' ' || coalesce(number, '') || ' ' || coalesce(serial_number, '') || ' ' || coalesce(manufacturer, '')
        || ' ' || coalesce(model, ''), 4000)));
"""

# Text search is not leakproof: under row security its index would not be used. This returns ids of the current tenant
# only; the caller joins them to the fenced table. Every word asked for must begin a word of the asset.
SEARCH = """
CREATE FUNCTION app.search_assets(words text) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM public.assets a
    WHERE a.tenant_id = app.tenant_id() AND a.search @@ (
        SELECT (quote_literal('@' || app.tenant_id()::text)
                || coalesce(string_agg(' & ' || quote_literal(word) || ':*', ''), ' & nothing'))::tsquery
        FROM unnest(app.asset_words(words)) AS word)
$$;
REVOKE ALL ON FUNCTION app.search_assets(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_assets(text) TO fettle_app;
"""


def upgrade() -> None:
    op.execute(WORDS)
    op.execute(TABLES)
    op.execute(SEARCH)
    op.execute(TREES)
    for table in ("asset_types", "asset_categories"):
        op.execute(fence(table))
    op.execute(fence("sites") + fence_sites("sites", column="id"))
    for table in ("locations", "assets"):
        op.execute(fence(table) + fence_sites(table))
    for table in ("asset_costs", "asset_tags", "meters", "downtimes"):
        op.execute(fence(table) + fence_through(table, "assets", "asset_id"))
    op.execute(fence_costs("asset_costs"))
    for table in ("meter_segments", "meter_readings"):
        op.execute(fence(table, grant="SELECT, INSERT") + fence_through(table, "meters", "meter_id"))
        op.execute(append_only(table))


def downgrade() -> None:
    op.execute("DROP FUNCTION app.search_assets(text)")
    op.execute("ALTER TABLE membership_sites DROP CONSTRAINT fk_membership_sites_site_id")
    op.execute(
        "DROP TABLE meter_readings, downtimes, meter_segments, meters, asset_tags, asset_costs, assets, locations, sites, asset_types, asset_categories"
    )
    op.execute("DROP FUNCTION app.refuse_ring()")
    op.execute("DROP FUNCTION app.asset_search(uuid, text, text, text, text, text)")
    op.execute("DROP FUNCTION app.asset_words(text)")
