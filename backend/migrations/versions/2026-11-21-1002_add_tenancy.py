"""Add tenancy: tenants, roles, memberships, staff, crews, tags, custom fields, reference data.

Revision ID: 0003
Revises: 0002
"""

from alembic import op

from fettle.db.fences import append_only, fence, fence_costs

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE custom_fields (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        entity TEXT NOT NULL,
        key TEXT NOT NULL,
        label TEXT NOT NULL,
        type TEXT NOT NULL,
        options TEXT[] DEFAULT '{}' NOT NULL,
        subtype_id UUID,
        required BOOLEAN DEFAULT false NOT NULL,
        in_lists BOOLEAN DEFAULT false NOT NULL,
        filterable BOOLEAN DEFAULT false NOT NULL,
        position INTEGER DEFAULT 0 NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_custom_fields PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_custom_fields_entity CHECK (entity IN ('work_order', 'work_request', 'asset', 'site', 'location', 'staff')),
        CONSTRAINT ck_custom_fields_type CHECK (type IN ('text', 'number', 'boolean', 'date', 'choice', 'choices', 'url'))
    );
    CREATE UNIQUE INDEX uq_custom_fields_entity_key ON custom_fields (tenant_id, entity, key) WHERE deleted_at IS NULL;
    CREATE TABLE failure_codes (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        kind TEXT NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        active BOOLEAN DEFAULT true NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_failure_codes PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_failure_codes_kind CHECK (kind IN ('problem', 'cause', 'remedy'))
    );
    CREATE UNIQUE INDEX uq_failure_codes_kind_code ON failure_codes (tenant_id, kind, code) WHERE deleted_at IS NULL;
    CREATE TABLE gl_codes (
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
        CONSTRAINT pk_gl_codes PRIMARY KEY (tenant_id, id)
    );
    CREATE UNIQUE INDEX uq_gl_codes_code ON gl_codes (tenant_id, code) WHERE deleted_at IS NULL;
    CREATE TABLE reasons (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        kind TEXT NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        active BOOLEAN DEFAULT true NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_reasons PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_reasons_kind CHECK (kind IN ('hold', 'downtime', 'cancel', 'decline', 'reversal'))
    );
    CREATE UNIQUE INDEX uq_reasons_kind_code ON reasons (tenant_id, kind, code) WHERE deleted_at IS NULL;
    CREATE TABLE roles (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        permissions TEXT[] NOT NULL,
        built_in BOOLEAN DEFAULT false NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_roles PRIMARY KEY (tenant_id, id)
    );
    CREATE UNIQUE INDEX uq_roles_code ON roles (tenant_id, code) WHERE deleted_at IS NULL;
    CREATE TABLE saved_views (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        entity TEXT NOT NULL,
        name TEXT NOT NULL,
        filters JSONB DEFAULT '{}'::jsonb NOT NULL,
        shared BOOLEAN DEFAULT false NOT NULL,
        owner_id UUID NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_saved_views PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_saved_views_entity CHECK (entity IN ('work_order', 'work_request', 'asset', 'log_entry', 'meter'))
    );
    CREATE INDEX ix_saved_views_entity ON saved_views (tenant_id, entity);
    CREATE UNIQUE INDEX uq_saved_views_owner_id_entity_name ON saved_views (tenant_id, owner_id, entity, name) WHERE deleted_at IS NULL;
    CREATE TABLE tags (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        colour TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_tags PRIMARY KEY (tenant_id, id)
    );
    CREATE UNIQUE INDEX uq_tags_name ON tags (tenant_id, name) WHERE deleted_at IS NULL;
    CREATE TABLE tenants (
        id UUID NOT NULL,
        slug TEXT NOT NULL,
        name TEXT NOT NULL,
        edition TEXT NOT NULL,
        deployment_tier TEXT DEFAULT 'shared' NOT NULL,
        locale TEXT DEFAULT 'en' NOT NULL,
        currency TEXT DEFAULT 'USD' NOT NULL,
        time_zone TEXT DEFAULT 'UTC' NOT NULL,
        branding JSONB DEFAULT '{}'::jsonb NOT NULL,
        vocabulary JSONB DEFAULT '{}'::jsonb NOT NULL,
        settings JSONB DEFAULT '{}'::jsonb NOT NULL,
        suspended_at TIMESTAMP WITH TIME ZONE,
        deletion_requested_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (id),
        CONSTRAINT ck_tenants_edition CHECK (edition IN ('organisation', 'household')),
        CONSTRAINT ck_tenants_deployment_tier CHECK (deployment_tier IN ('shared', 'dedicated')),
        CONSTRAINT uq_tenants_slug UNIQUE (slug)
    );
    CREATE TABLE invitations (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        email TEXT NOT NULL,
        name TEXT,
        role_id UUID NOT NULL,
        site_ids UUID[],
        token_hash BYTEA NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        accepted_at TIMESTAMP WITH TIME ZONE,
        revoked_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_invitations PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_invitations_role_id FOREIGN KEY(tenant_id, role_id) REFERENCES roles (tenant_id, id)
    );
    CREATE INDEX ix_invitations_role_id ON invitations (tenant_id, role_id);
    CREATE UNIQUE INDEX uq_invitations_token_hash ON invitations (token_hash);
    CREATE TABLE memberships (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        user_id UUID NOT NULL,
        role_id UUID NOT NULL,
        every_site BOOLEAN DEFAULT true NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_memberships PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_memberships_user_id FOREIGN KEY(user_id) REFERENCES users (id),
        CONSTRAINT fk_memberships_role_id FOREIGN KEY(tenant_id, role_id) REFERENCES roles (tenant_id, id),
        CONSTRAINT uq_memberships_user_id UNIQUE (tenant_id, user_id)
    );
    CREATE INDEX ix_memberships_role_id ON memberships (tenant_id, role_id);
    CREATE INDEX ix_memberships_user_id ON memberships (user_id);
    CREATE TABLE task_codes (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        instructions TEXT,
        standard_hours NUMERIC(14, 4),
        gl_code_id UUID,
        active BOOLEAN DEFAULT true NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_task_codes PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_task_codes_gl_code_id FOREIGN KEY(tenant_id, gl_code_id) REFERENCES gl_codes (tenant_id, id)
    );
    CREATE INDEX ix_task_codes_gl_code_id ON task_codes (tenant_id, gl_code_id);
    CREATE UNIQUE INDEX uq_task_codes_code ON task_codes (tenant_id, code) WHERE deleted_at IS NULL;
    CREATE TABLE membership_sites (
        tenant_id UUID NOT NULL,
        membership_id UUID NOT NULL,
        site_id UUID NOT NULL,
        CONSTRAINT pk_membership_sites PRIMARY KEY (tenant_id, membership_id, site_id),
        CONSTRAINT fk_membership_sites_membership_id FOREIGN KEY(tenant_id, membership_id) REFERENCES memberships (tenant_id, id) ON DELETE CASCADE
    );
    CREATE INDEX ix_membership_sites_membership_id ON membership_sites (tenant_id, membership_id);
    CREATE TABLE staff (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        number TEXT,
        email TEXT,
        phone TEXT,
        trade TEXT,
        user_id UUID,
        weekly_hours NUMERIC(5, 2) DEFAULT 40 NOT NULL,
        active BOOLEAN DEFAULT true NOT NULL,
        custom JSONB DEFAULT '{}'::jsonb NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_staff PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_staff_user_id FOREIGN KEY(tenant_id, user_id) REFERENCES memberships (tenant_id, user_id)
    );
    CREATE UNIQUE INDEX uq_staff_number ON staff (tenant_id, number) WHERE deleted_at IS NULL;
    CREATE UNIQUE INDEX uq_staff_user_id ON staff (tenant_id, user_id) WHERE deleted_at IS NULL;
    CREATE TABLE crews (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        lead_id UUID,
        active BOOLEAN DEFAULT true NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_crews PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_crews_lead_id FOREIGN KEY(tenant_id, lead_id) REFERENCES staff (tenant_id, id)
    );
    CREATE INDEX ix_crews_lead_id ON crews (tenant_id, lead_id);
    CREATE UNIQUE INDEX uq_crews_name ON crews (tenant_id, name) WHERE deleted_at IS NULL;
    CREATE TABLE staff_rates (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        staff_id UUID NOT NULL,
        valid_from DATE NOT NULL,
        hourly_rate NUMERIC(14, 2) NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_staff_rates PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_staff_rates_staff_id FOREIGN KEY(tenant_id, staff_id) REFERENCES staff (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_staff_rates_hourly_rate CHECK (hourly_rate >= 0)
    );
    CREATE INDEX ix_staff_rates_staff_id ON staff_rates (tenant_id, staff_id);
    CREATE UNIQUE INDEX uq_staff_rates_staff_id_valid_from ON staff_rates (tenant_id, staff_id, valid_from);
    CREATE TABLE crew_members (
        tenant_id UUID NOT NULL,
        crew_id UUID NOT NULL,
        staff_id UUID NOT NULL,
        CONSTRAINT pk_crew_members PRIMARY KEY (tenant_id, crew_id, staff_id),
        CONSTRAINT fk_crew_members_crew_id FOREIGN KEY(tenant_id, crew_id) REFERENCES crews (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_crew_members_staff_id FOREIGN KEY(tenant_id, staff_id) REFERENCES staff (tenant_id, id) ON DELETE CASCADE
    );
    CREATE INDEX ix_crew_members_crew_id ON crew_members (tenant_id, crew_id);
    CREATE INDEX ix_crew_members_staff_id ON crew_members (tenant_id, staff_id);
"""

MEMBERS = """
DROP POLICY identity_realm ON users;
CREATE POLICY identity_realm ON users AS RESTRICTIVE
    USING (app.realm() = 'identity' OR id = app.user_id()
           OR EXISTS (SELECT FROM memberships m WHERE m.tenant_id = app.tenant_id() AND m.user_id = users.id))
    WITH CHECK (app.realm() = 'identity' OR id = app.user_id());
"""
# Sign-in asks for a person's standing in every tenant at once, before there is one.
ASKED_BEFORE_SIGN_IN = ("memberships", "invitations", "roles", "membership_sites", "staff")
PLAIN = (
    "crews",
    "crew_members",
    "tags",
    "custom_fields",
    "gl_codes",
    "task_codes",
    "failure_codes",
    "reasons",
    "saved_views",
)


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(fence("tenants", key="id", or_realm="identity"))
    for table in ASKED_BEFORE_SIGN_IN:
        op.execute(fence(table, or_realm="identity"))
    for table in PLAIN:
        op.execute(fence(table))
    op.execute(fence("staff_rates", grant="SELECT, INSERT"))
    op.execute(fence_costs("staff_rates"))
    op.execute(append_only("staff_rates"))
    op.execute(MEMBERS)


def downgrade() -> None:
    op.execute("DROP POLICY identity_realm ON users")
    op.execute(
        "CREATE POLICY identity_realm ON users AS RESTRICTIVE USING (app.realm() = 'identity' OR id = app.user_id())"
    )
    op.execute(
        "DROP TABLE crew_members, staff_rates, crews, staff, membership_sites, task_codes, memberships, invitations, tenants, tags, saved_views, roles, reasons, gl_codes, failure_codes, custom_fields"
    )
