"""Add files: what is attached to records, drawings over it, and how much a tenant keeps.

Revision ID: 0009
Revises: 0008
"""

from alembic import op

from fettle.db.fences import fence

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE files (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        subject TEXT NOT NULL,
        subject_id UUID NOT NULL,
        role TEXT DEFAULT 'detail' NOT NULL,
        name TEXT NOT NULL,
        caption TEXT,
        state TEXT DEFAULT 'awaiting' NOT NULL,
        reason TEXT,
        object_key TEXT COLLATE "C" NOT NULL,
        size_bytes BIGINT NOT NULL,
        media_type TEXT NOT NULL,
        sha256 TEXT,
        width INTEGER,
        height INTEGER,
        taken_at TIMESTAMP WITH TIME ZONE,
        latitude NUMERIC(9, 6),
        longitude NUMERIC(9, 6),
        preview TEXT DEFAULT 'none' NOT NULL,
        paired_with_id UUID,
        expires_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_files PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_files_subject CHECK (subject IN ('work_order', 'work_request', 'asset', 'site', 'location', 'comment', 'log_entry', 'work_order_task', 'work_order_template', 'maintenance_plan')),
        CONSTRAINT ck_files_role CHECK (role IN ('before', 'after', 'detail', 'document', 'receipt', 'manual')),
        CONSTRAINT ck_files_state CHECK (state IN ('awaiting', 'checking', 'stored', 'quarantined', 'refused')),
        CONSTRAINT ck_files_preview CHECK (preview IN ('none', 'waiting', 'made', 'failed')),
        CONSTRAINT fk_files_paired_with_id FOREIGN KEY(tenant_id, paired_with_id) REFERENCES files (tenant_id, id),
        CONSTRAINT ck_files_size_bytes CHECK (size_bytes > 0),
        CONSTRAINT ck_files_latitude CHECK (latitude BETWEEN -90 AND 90),
        CONSTRAINT ck_files_longitude CHECK (longitude BETWEEN -180 AND 180)
    );
    CREATE INDEX ix_files_paired_with_id ON files (tenant_id, paired_with_id);
    CREATE INDEX ix_files_subject ON files (tenant_id, subject, subject_id, id);
    CREATE INDEX ix_files_object_key ON files (tenant_id, object_key);
    CREATE INDEX ix_files_unsettled ON files (tenant_id, created_at) WHERE state IN ('awaiting', 'checking');
    CREATE INDEX ix_files_deleted_at ON files (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL;
    CREATE TABLE file_drawings (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        file_id UUID NOT NULL,
        number INTEGER NOT NULL,
        shapes JSONB DEFAULT '[]'::jsonb NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_file_drawings PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_file_drawings_file_id FOREIGN KEY(tenant_id, file_id) REFERENCES files (tenant_id, id) ON DELETE CASCADE
    );
    CREATE UNIQUE INDEX uq_file_drawings_file_id_number ON file_drawings (tenant_id, file_id, number);
    CREATE INDEX ix_file_drawings_file_id ON file_drawings (tenant_id, file_id);
    CREATE TABLE file_books (
        tenant_id UUID NOT NULL,
        bytes BIGINT DEFAULT 0 NOT NULL,
        quota_bytes BIGINT,
        CONSTRAINT pk_file_books PRIMARY KEY (tenant_id),
        CONSTRAINT ck_file_books_bytes CHECK (bytes >= 0)
    );
"""

# Of each kind of subject: whether the caller sees it (its own row security answers), which permission reads it, whether
# it is the caller's own, and at which site it is. `app.file_subject` asks the one of the kind; a module that owns a
# subject brings its function along, so that this module need not know it.
SUBJECTS = {
    "work_order": """
        SELECT w.site_id, 'work_orders:read', false FROM public.work_orders w
        WHERE w.tenant_id = app.tenant_id() AND w.id = wanted AND w.deleted_at IS NULL""",
    "work_request": """
        SELECT r.site_id, 'requests:read', coalesce(r.requested_by_id = app.user_id(), false) FROM public.work_requests r
        WHERE r.tenant_id = app.tenant_id() AND r.id = wanted AND r.deleted_at IS NULL""",
    "asset": """
        SELECT a.site_id, 'assets:read', false FROM public.assets a
        WHERE a.tenant_id = app.tenant_id() AND a.id = wanted AND a.deleted_at IS NULL""",
    "site": """
        SELECT s.id, 'assets:read', false FROM public.sites s
        WHERE s.tenant_id = app.tenant_id() AND s.id = wanted AND s.deleted_at IS NULL""",
    "location": """
        SELECT l.site_id, 'assets:read', false FROM public.locations l
        WHERE l.tenant_id = app.tenant_id() AND l.id = wanted AND l.deleted_at IS NULL""",
    "comment": """
        SELECT coalesce(w.site_id, r.site_id),
               CASE WHEN c.work_order_id IS NULL THEN 'requests:read' ELSE 'work_orders:read' END,
               coalesce(c.created_by = app.user_id() OR r.requested_by_id = app.user_id(), false)
        FROM public.comments c
        LEFT JOIN public.work_orders w ON w.tenant_id = c.tenant_id AND w.id = c.work_order_id AND w.deleted_at IS NULL
        LEFT JOIN public.work_requests r
            ON r.tenant_id = c.tenant_id AND r.id = c.work_request_id AND r.deleted_at IS NULL
        WHERE c.tenant_id = app.tenant_id() AND c.id = wanted AND c.deleted_at IS NULL
          AND (w.id IS NOT NULL OR r.id IS NOT NULL)""",
    "log_entry": """
        SELECT e.site_id, 'logs:read', false FROM public.log_entries e
        WHERE e.tenant_id = app.tenant_id() AND e.id = wanted""",
    "work_order_task": """
        SELECT w.site_id, 'work_orders:read', false FROM public.work_order_tasks t
        JOIN public.work_orders w ON w.tenant_id = t.tenant_id AND w.id = t.work_order_id AND w.deleted_at IS NULL
        WHERE t.tenant_id = app.tenant_id() AND t.id = wanted AND t.deleted_at IS NULL""",
    "work_order_template": """
        SELECT NULL::uuid, 'work_orders:read', false FROM public.work_order_templates t
        WHERE t.tenant_id = app.tenant_id() AND t.id = wanted AND t.deleted_at IS NULL""",
}
SUBJECT = """
CREATE FUNCTION app.subject_{name}(wanted uuid) RETURNS TABLE (site_id uuid, permission text, own boolean)
    LANGUAGE sql STABLE AS $$ {query} $$;
"""
DISPATCH = """
CREATE FUNCTION app.file_subject(subject text, wanted uuid) RETURNS TABLE (site_id uuid, permission text, own boolean)
    LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE known text := quote_ident('subject_' || subject);
BEGIN
    IF to_regprocedure('app.' || known || '(uuid)') IS NOT NULL THEN
        RETURN QUERY EXECUTE 'SELECT s.site_id, s.permission, s.own FROM app.' || known || '($1) s' USING wanted;
    END IF;
END $$;
"""
# The same as a question for policies, asked for each row of those who do not see every site: the kinds that are known
# here have plans that are kept.
SEES = """
CREATE FUNCTION app.sees_subject(subject text, wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    CASE subject
        {cases}
        ELSE RETURN EXISTS (SELECT FROM app.file_subject(subject, wanted));
    END CASE;
END $$;
"""
CASE = "WHEN '{name}' THEN RETURN EXISTS (SELECT FROM app.subject_{name}(wanted));"
SEEN = """
CREATE POLICY site_scope ON files AS RESTRICTIVE
    USING ((SELECT app.sees_every_site()) OR app.sees_subject(subject, subject_id))
    WITH CHECK ((SELECT app.sees_every_site()) OR app.sees_subject(subject, subject_id));
CREATE POLICY site_scope ON file_drawings AS RESTRICTIVE
    USING ((SELECT app.sees_every_site())
        OR EXISTS (SELECT FROM files f WHERE f.tenant_id = file_drawings.tenant_id AND f.id = file_drawings.file_id))
    WITH CHECK ((SELECT app.sees_every_site())
        OR EXISTS (SELECT FROM files f WHERE f.tenant_id = file_drawings.tenant_id AND f.id = file_drawings.file_id));
"""


def upgrade() -> None:
    op.execute(TABLES)
    for name, query in SUBJECTS.items():
        op.execute(SUBJECT.format(name=name, query=query))
    op.execute(DISPATCH)
    op.execute(SEES.format(cases="\n        ".join(CASE.format(name=name) for name in SUBJECTS)))
    op.execute(fence("files") + fence("file_drawings", grant="SELECT, INSERT"))
    op.execute(fence("file_books", grant="SELECT, INSERT, UPDATE"))
    op.execute(SEEN)


def downgrade() -> None:
    op.execute("DROP TABLE file_drawings, files, file_books")
    op.execute("DROP FUNCTION app.sees_subject(text, uuid)")
    op.execute("DROP FUNCTION app.file_subject(text, uuid)")
    for name in SUBJECTS:
        op.execute(f"DROP FUNCTION app.subject_{name}(uuid)")
