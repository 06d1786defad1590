"""Add imports: mappings, runs, quarantined rows, and which source row became what.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

from fettle.db.fences import fence

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE import_mappings (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        entity TEXT NOT NULL,
        mapping JSONB DEFAULT '{}'::jsonb NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_import_mappings PRIMARY KEY (tenant_id, id)
    );
    CREATE UNIQUE INDEX uq_import_mappings_name ON import_mappings (tenant_id, name) WHERE deleted_at IS NULL;
    CREATE TABLE import_records (
        tenant_id UUID NOT NULL,
        source TEXT NOT NULL,
        entity TEXT NOT NULL,
        ref TEXT NOT NULL,
        entity_id UUID NOT NULL,
        digest BYTEA NOT NULL,
        import_id UUID,
        line INTEGER DEFAULT 0 NOT NULL,
        CONSTRAINT pk_import_records PRIMARY KEY (tenant_id, source, entity, ref)
    );
    CREATE INDEX ix_import_records_entity_id ON import_records (tenant_id, entity_id);
    CREATE INDEX ix_import_records_import_id ON import_records (tenant_id, import_id, entity, ref);
    CREATE TABLE imports (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        source TEXT NOT NULL,
        file_name TEXT NOT NULL,
        file_key TEXT NOT NULL,
        file_bytes BIGINT NOT NULL,
        file_digest BYTEA NOT NULL,
        mapping JSONB DEFAULT '{}'::jsonb NOT NULL,
        dry_run BOOLEAN DEFAULT false NOT NULL,
        status TEXT DEFAULT 'uploaded' NOT NULL,
        runner UUID,
        heartbeat_at TIMESTAMP WITH TIME ZONE,
        position_bytes BIGINT DEFAULT 0 NOT NULL,
        position_line INTEGER DEFAULT 1 NOT NULL,
        rows_read INTEGER DEFAULT 0 NOT NULL,
        rows_loaded INTEGER DEFAULT 0 NOT NULL,
        rows_updated INTEGER DEFAULT 0 NOT NULL,
        rows_unchanged INTEGER DEFAULT 0 NOT NULL,
        rows_quarantined INTEGER DEFAULT 0 NOT NULL,
        warnings INTEGER DEFAULT 0 NOT NULL,
        started_at TIMESTAMP WITH TIME ZONE,
        finished_at TIMESTAMP WITH TIME ZONE,
        failure TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_imports PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_imports_status CHECK (status IN ('uploaded', 'waiting', 'running', 'done', 'failed', 'cancelled'))
    );
    CREATE INDEX ix_imports_created_at ON imports (tenant_id, created_at);
    CREATE INDEX ix_imports_unfinished ON imports (tenant_id, id) WHERE status IN ('waiting', 'running');
    CREATE TABLE import_faults (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        import_id UUID NOT NULL,
        line INTEGER NOT NULL,
        column_name TEXT,
        severity TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        row JSONB DEFAULT '{}'::jsonb NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_import_faults PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_import_faults_import_id FOREIGN KEY(tenant_id, import_id) REFERENCES imports (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_import_faults_severity CHECK (severity IN ('quarantined', 'warning'))
    );
    CREATE INDEX ix_import_faults_import_id ON import_faults (tenant_id, import_id);
    CREATE INDEX ix_import_faults_line ON import_faults (tenant_id, import_id, line, id);
    CREATE TABLE import_sums (
        tenant_id UUID NOT NULL,
        import_id UUID NOT NULL,
        dimension TEXT NOT NULL,
        key TEXT NOT NULL,
        rows INTEGER NOT NULL,
        amount NUMERIC(18, 2),
        CONSTRAINT pk_import_sums PRIMARY KEY (tenant_id, import_id, dimension, key),
        CONSTRAINT fk_import_sums_import_id FOREIGN KEY(tenant_id, import_id) REFERENCES imports (tenant_id, id) ON DELETE CASCADE
    );
"""


def upgrade() -> None:
    op.execute(TABLES)
    for table in ("import_mappings", "imports", "import_faults", "import_sums", "import_records"):
        op.execute(fence(table))


def downgrade() -> None:
    op.execute("DROP TABLE import_faults, import_sums, imports, import_records, import_mappings")
