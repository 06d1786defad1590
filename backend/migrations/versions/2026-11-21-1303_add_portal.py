"""Add the portal: places, settings, status links, requests by e-mail, contractors' links, and who said a comment.

Revision ID: 0011
Revises: 0010
"""

from alembic import op

from fettle.db.fences import fence, fence_through

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE portal_settings (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        page JSONB DEFAULT '{}'::jsonb NOT NULL,
        staff_names BOOLEAN DEFAULT false NOT NULL,
        email_address TEXT,
        email_hash BYTEA,
        open311_enabled BOOLEAN DEFAULT false NOT NULL,
        open311_services JSONB DEFAULT '[]'::jsonb NOT NULL,
        open311_key_hash BYTEA,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_portal_settings PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_portal_settings_id CHECK (id = tenant_id)
    );
    CREATE UNIQUE INDEX uq_portal_settings_email_hash ON portal_settings (email_hash);
    CREATE TABLE portal_places (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        code TEXT NOT NULL,
        code_hash BYTEA NOT NULL,
        site_id UUID,
        location_id UUID,
        asset_id UUID,
        page JSONB DEFAULT '{}'::jsonb NOT NULL,
        open BOOLEAN DEFAULT true NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_portal_places PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_portal_places_site_id FOREIGN KEY(tenant_id, site_id) REFERENCES sites (tenant_id, id),
        CONSTRAINT fk_portal_places_location_id FOREIGN KEY(tenant_id, location_id) REFERENCES locations (tenant_id, id),
        CONSTRAINT fk_portal_places_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
        CONSTRAINT ck_portal_places_one_place CHECK (num_nonnulls(site_id, location_id, asset_id) <= 1)
    );
    CREATE UNIQUE INDEX uq_portal_places_code_hash ON portal_places (code_hash);
    CREATE INDEX ix_portal_places_site_id ON portal_places (tenant_id, site_id);
    CREATE INDEX ix_portal_places_location_id ON portal_places (tenant_id, location_id);
    CREATE INDEX ix_portal_places_asset_id ON portal_places (tenant_id, asset_id);
    CREATE TABLE portal_visits (
        tenant_id UUID NOT NULL,
        place_id UUID NOT NULL,
        day DATE NOT NULL,
        visits INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_portal_visits PRIMARY KEY (tenant_id, place_id, day),
        CONSTRAINT fk_portal_visits_place_id FOREIGN KEY(tenant_id, place_id) REFERENCES portal_places (tenant_id, id) ON DELETE CASCADE
    );
    CREATE TABLE portal_threads (
        tenant_id UUID NOT NULL,
        request_id UUID NOT NULL,
        place_id UUID,
        task_code_id UUID,
        submission_hash BYTEA,
        language TEXT DEFAULT 'en' NOT NULL,
        service_code TEXT,
        address TEXT,
        media_url TEXT,
        public_text TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        CONSTRAINT pk_portal_threads PRIMARY KEY (tenant_id, request_id),
        CONSTRAINT fk_portal_threads_request_id FOREIGN KEY(tenant_id, request_id) REFERENCES work_requests (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_portal_threads_place_id FOREIGN KEY(tenant_id, place_id) REFERENCES portal_places (tenant_id, id)
    );
    CREATE UNIQUE INDEX uq_portal_threads_submission_hash ON portal_threads (tenant_id, submission_hash);
    CREATE INDEX ix_portal_threads_place_id ON portal_threads (tenant_id, place_id);
    CREATE INDEX ix_portal_threads_service_code ON portal_threads (tenant_id, created_at, request_id) WHERE service_code IS NOT NULL;
    CREATE TABLE portal_links (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        request_id UUID NOT NULL,
        token_hash BYTEA NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_portal_links PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_portal_links_request_id FOREIGN KEY(tenant_id, request_id) REFERENCES work_requests (tenant_id, id) ON DELETE CASCADE
    );
    CREATE UNIQUE INDEX uq_portal_links_token_hash ON portal_links (token_hash);
    CREATE INDEX ix_portal_links_request_id ON portal_links (tenant_id, request_id);
    CREATE TABLE portal_mailboxes (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        host TEXT NOT NULL,
        port INTEGER NOT NULL,
        security TEXT DEFAULT 'tls' NOT NULL,
        username TEXT NOT NULL,
        password_sealed BYTEA NOT NULL,
        folder TEXT DEFAULT 'INBOX' NOT NULL,
        done_folder TEXT,
        active BOOLEAN DEFAULT true NOT NULL,
        uid_validity BIGINT,
        last_uid BIGINT DEFAULT 0 NOT NULL,
        polled_at TIMESTAMP WITH TIME ZONE,
        failure TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_portal_mailboxes PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_portal_mailboxes_security CHECK (security IN ('tls', 'starttls', 'none'))
    );
    CREATE TABLE portal_messages (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        message_id TEXT NOT NULL,
        sender TEXT,
        subject TEXT,
        body TEXT DEFAULT '' NOT NULL,
        status TEXT NOT NULL,
        reason TEXT,
        request_id UUID,
        raw BYTEA,
        received_at TIMESTAMP WITH TIME ZONE NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_portal_messages PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_portal_messages_status CHECK (status IN ('request', 'comment', 'ignored', 'quarantined', 'dismissed')),
        CONSTRAINT fk_portal_messages_request_id FOREIGN KEY(tenant_id, request_id) REFERENCES work_requests (tenant_id, id)
    );
    CREATE INDEX ix_portal_messages_request_id ON portal_messages (tenant_id, request_id);
    CREATE UNIQUE INDEX uq_portal_messages_message_id ON portal_messages (tenant_id, message_id);
    CREATE TABLE contractor_links (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        name TEXT NOT NULL,
        email TEXT,
        scope TEXT[] NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        revoked_at TIMESTAMP WITH TIME ZONE,
        token_hash BYTEA NOT NULL,
        last_used_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_contractor_links PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_contractor_links_work_order_id FOREIGN KEY(tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id)
    );
    CREATE UNIQUE INDEX uq_contractor_links_token_hash ON contractor_links (token_hash);
    CREATE INDEX ix_contractor_links_work_order_id ON contractor_links (tenant_id, work_order_id);
"""
# A comment that people outside may read, and the name of one of them who has no account.
COMMENTS = """
    ALTER TABLE comments ADD COLUMN public BOOLEAN DEFAULT false NOT NULL;
    ALTER TABLE comments ADD COLUMN author_name TEXT;
"""
SEEN = """
CREATE POLICY site_scope ON portal_places AS RESTRICTIVE USING ({rule}) WITH CHECK ({rule});
"""
# A place is seen by whoever sees the site, location or asset that it stands for; that of a whole tenant by those who
# see every site.
RULE = " OR ".join(
    [
        "(SELECT app.sees_every_site())",
        *(
            f"EXISTS (SELECT FROM {table} p WHERE p.tenant_id = portal_places.tenant_id AND p.id = portal_places.{column})"
            for table, column in (("sites", "site_id"), ("locations", "location_id"), ("assets", "asset_id"))
        ),
    ]
)
# Which tenant a secret opens, and the record behind it: asked before there is a tenant, answered for an exact hash only,
# and not at all for tenants that are suspended or in deletion.
DOORWAY = """
CREATE FUNCTION app.portal_doorway(kind text, secret bytea) RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, app, pg_temp AS $$
    SELECT t.id, found.id FROM (
        SELECT p.tenant_id, p.id FROM portal_places p
        WHERE kind = 'place' AND p.code_hash = secret AND p.deleted_at IS NULL AND p.open
        UNION ALL
        SELECT l.tenant_id, l.request_id FROM portal_links l WHERE kind = 'status' AND l.token_hash = secret
        UNION ALL
        SELECT c.tenant_id, c.id FROM contractor_links c WHERE kind = 'contractor' AND c.token_hash = secret
        UNION ALL
        SELECT s.tenant_id, s.id FROM portal_settings s WHERE kind = 'email' AND s.email_hash = secret
        UNION ALL
        SELECT s.tenant_id, s.id FROM tenants named JOIN portal_settings s ON s.tenant_id = named.id
        WHERE kind = 'open311' AND named.slug = CASE kind WHEN 'open311' THEN convert_from(secret, 'UTF8') END AND s.open311_enabled
    ) found JOIN tenants t ON t.id = found.tenant_id
    WHERE app.realm() = 'portal' AND t.suspended_at IS NULL AND t.deleted_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.portal_doorway(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.portal_doorway(text, bytea) TO fettle_app;
CREATE FUNCTION app.tenants_with_mailboxes(at timestamptz) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, app, pg_temp AS $$
    SELECT DISTINCT m.tenant_id FROM portal_mailboxes m JOIN tenants t ON t.id = m.tenant_id
    WHERE app.realm() = 'worker' AND m.active AND m.deleted_at IS NULL
      AND t.suspended_at IS NULL AND t.deleted_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.tenants_with_mailboxes(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.tenants_with_mailboxes(timestamptz) TO fettle_app;
"""
PLAIN = ("portal_settings", "portal_places", "portal_visits", "portal_mailboxes", "portal_messages")
OF_REQUESTS = ("portal_threads", "portal_links")


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(COMMENTS)
    for table in (*PLAIN, *OF_REQUESTS, "contractor_links"):
        op.execute(fence(table))
    op.execute(SEEN.format(rule=RULE))
    op.execute(fence_through("portal_visits", "portal_places", "place_id"))
    for table in OF_REQUESTS:
        op.execute(fence_through(table, "work_requests", "request_id"))
    op.execute(fence_through("contractor_links", "work_orders", "work_order_id"))
    op.execute(DOORWAY)


def downgrade() -> None:
    op.execute("DROP FUNCTION app.tenants_with_mailboxes(timestamptz)")
    op.execute("DROP FUNCTION app.portal_doorway(text, bytea)")
    op.execute(
        "DROP TABLE contractor_links, portal_messages, portal_mailboxes, portal_links, portal_threads, portal_visits, "
        "portal_places, portal_settings"
    )
    op.execute("ALTER TABLE comments DROP COLUMN author_name, DROP COLUMN public")
