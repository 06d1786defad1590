"""Add identity: users, sessions, refresh tokens, password resets, throttles, machine keys.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

from fettle.db.fences import fence

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE machine_keys (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        prefix TEXT NOT NULL,
        secret_hash BYTEA NOT NULL,
        permissions TEXT[] NOT NULL,
        site_scope UUID[],
        expires_at TIMESTAMP WITH TIME ZONE,
        last_used_at TIMESTAMP WITH TIME ZONE,
        revoked_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_machine_keys PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_machine_keys_kind CHECK (kind IN ('api_key', 'client'))
    );
    CREATE INDEX ix_machine_keys_prefix ON machine_keys (tenant_id, prefix);
    CREATE UNIQUE INDEX uq_machine_keys_secret_hash ON machine_keys (secret_hash);
    CREATE TABLE throttles (
        key BYTEA NOT NULL,
        attempts INTEGER DEFAULT 0 NOT NULL,
        window_ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
        PRIMARY KEY (key)
    );
    CREATE TABLE users (
        id UUID NOT NULL,
        email TEXT NOT NULL,
        name TEXT NOT NULL,
        password_hash TEXT,
        locale TEXT DEFAULT 'en' NOT NULL,
        disabled_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT uq_users_email UNIQUE (email)
    );
    CREATE TABLE external_identities (
        id UUID NOT NULL,
        user_id UUID NOT NULL,
        issuer TEXT NOT NULL,
        subject TEXT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT fk_external_identities_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
        CONSTRAINT uq_external_identities_subject UNIQUE (issuer, subject)
    );
    CREATE INDEX ix_external_identities_user_id ON external_identities (user_id);
    CREATE TABLE password_resets (
        id UUID NOT NULL,
        user_id UUID NOT NULL,
        token_hash BYTEA NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        used_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (id),
        CONSTRAINT fk_password_resets_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
        CONSTRAINT uq_password_resets_token_hash UNIQUE (token_hash)
    );
    CREATE INDEX ix_password_resets_user_id ON password_resets (user_id);
    CREATE TABLE sessions (
        id UUID NOT NULL,
        user_id UUID NOT NULL,
        tenant_id UUID,
        device TEXT,
        ip TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        last_seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        revoked_at TIMESTAMP WITH TIME ZONE,
        revoked_reason TEXT,
        PRIMARY KEY (id),
        CONSTRAINT fk_sessions_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
    );
    CREATE INDEX ix_sessions_user_id ON sessions (user_id);
    CREATE TABLE refresh_tokens (
        id UUID NOT NULL,
        session_id UUID NOT NULL,
        token_hash BYTEA NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        used_at TIMESTAMP WITH TIME ZONE,
        PRIMARY KEY (id),
        CONSTRAINT fk_refresh_tokens_session_id FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE,
        CONSTRAINT uq_refresh_tokens_token_hash UNIQUE (token_hash)
    );
    CREATE INDEX ix_refresh_tokens_session_id ON refresh_tokens (session_id);
"""

REALM = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY access ON {table} USING (true) WITH CHECK (true);
CREATE POLICY identity_realm ON {table} AS RESTRICTIVE USING ({rule}) WITH CHECK ({rule});
GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO fettle_app;
"""
IDENTITY = "app.realm() = 'identity'"
OWN = IDENTITY + " OR user_id = app.user_id()"


def upgrade() -> None:
    op.execute(TABLES)
    for table in ("external_identities", "refresh_tokens", "password_resets", "throttles"):
        op.execute(REALM.format(table=table, rule=IDENTITY))
    op.execute(REALM.format(table="sessions", rule=OWN))
    # Whom else a tenant may see among the users is added with memberships.
    op.execute(REALM.format(table="users", rule=IDENTITY + " OR id = app.user_id()"))
    op.execute(fence("machine_keys", or_realm="identity"))


def downgrade() -> None:
    op.execute(
        "DROP TABLE refresh_tokens, sessions, password_resets, external_identities, users, throttles, machine_keys"
    )
