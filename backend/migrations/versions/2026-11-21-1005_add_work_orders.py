"""Add work orders: requests, work orders with tasks and assets, templates, comments, the life cycle.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

from fettle.db.fences import fence, fence_costs, fence_sites, fence_through

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEEPING = "SELECT, INSERT, UPDATE"

TABLES = """
    CREATE TABLE work_order_transitions (
        from_status TEXT NOT NULL,
        to_status TEXT NOT NULL,
        verb TEXT NOT NULL,
        permission TEXT NOT NULL,
        CONSTRAINT pk_work_order_transitions PRIMARY KEY (from_status, to_status)
    );
    CREATE TABLE work_order_templates (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        name TEXT NOT NULL,
        title TEXT NOT NULL,
        description TEXT,
        kind TEXT DEFAULT 'corrective' NOT NULL,
        priority TEXT DEFAULT 'medium' NOT NULL,
        estimated_hours NUMERIC(14, 4),
        gl_code_id UUID,
        tasks JSONB DEFAULT '[]'::jsonb NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_work_order_templates PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_work_order_templates_kind CHECK (kind IN ('corrective', 'preventive', 'inspection', 'project', 'contract', 'request')),
        CONSTRAINT ck_work_order_templates_priority CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
        CONSTRAINT fk_work_order_templates_gl_code_id FOREIGN KEY(tenant_id, gl_code_id) REFERENCES gl_codes (tenant_id, id)
    );
    CREATE INDEX ix_work_order_templates_gl_code_id ON work_order_templates (tenant_id, gl_code_id);
    CREATE UNIQUE INDEX uq_work_order_templates_name ON work_order_templates (tenant_id, name) WHERE deleted_at IS NULL;
    CREATE TABLE work_orders (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        number BIGINT NOT NULL,
        reference TEXT,
        title TEXT NOT NULL,
        description TEXT,
        status TEXT NOT NULL,
        priority TEXT DEFAULT 'medium' NOT NULL,
        urgency INTEGER GENERATED ALWAYS AS (CASE priority WHEN 'urgent' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END) STORED NOT NULL,
        kind TEXT DEFAULT 'corrective' NOT NULL,
        site_id UUID,
        location_id UUID,
        assignee_id UUID,
        crew_id UUID,
        requested_by_id UUID,
        scheduled_start TIMESTAMP WITH TIME ZONE,
        scheduled_end TIMESTAMP WITH TIME ZONE,
        due_at TIMESTAMP WITH TIME ZONE,
        reported_at TIMESTAMP WITH TIME ZONE NOT NULL,
        started_at TIMESTAMP WITH TIME ZONE,
        completed_at TIMESTAMP WITH TIME ZONE,
        completed_by_id UUID,
        closed_at TIMESTAMP WITH TIME ZONE,
        hold_reason_id UUID,
        cancel_reason_id UUID,
        status_note TEXT,
        estimated_hours NUMERIC(14, 4),
        gl_code_id UUID,
        problem_code_id UUID,
        cause_code_id UUID,
        remedy_code_id UUID,
        follow_up_of_id UUID,
        template_id UUID,
        latitude NUMERIC(9, 6),
        longitude NUMERIC(9, 6),
        custom JSONB DEFAULT '{}'::jsonb NOT NULL,
        language TEXT DEFAULT 'en' NOT NULL,
        search TSVECTOR GENERATED ALWAYS AS (app.search_vector(tenant_id, language, title, description, reference)) STORED,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_work_orders PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_work_orders_status CHECK (status IN ('new', 'approved', 'in_progress', 'on_hold', 'complete', 'closed', 'cancelled', 'skipped')),
        CONSTRAINT ck_work_orders_priority CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
        CONSTRAINT ck_work_orders_kind CHECK (kind IN ('corrective', 'preventive', 'inspection', 'project', 'contract', 'request')),
        CONSTRAINT fk_work_orders_site_id FOREIGN KEY(tenant_id, site_id) REFERENCES sites (tenant_id, id),
        CONSTRAINT fk_work_orders_location_id FOREIGN KEY(tenant_id, location_id) REFERENCES locations (tenant_id, id),
        CONSTRAINT fk_work_orders_assignee_id FOREIGN KEY(tenant_id, assignee_id) REFERENCES staff (tenant_id, id),
        CONSTRAINT fk_work_orders_crew_id FOREIGN KEY(tenant_id, crew_id) REFERENCES crews (tenant_id, id),
        CONSTRAINT fk_work_orders_requested_by_id FOREIGN KEY(tenant_id, requested_by_id) REFERENCES memberships (tenant_id, user_id),
        CONSTRAINT fk_work_orders_hold_reason_id FOREIGN KEY(tenant_id, hold_reason_id) REFERENCES reasons (tenant_id, id),
        CONSTRAINT fk_work_orders_cancel_reason_id FOREIGN KEY(tenant_id, cancel_reason_id) REFERENCES reasons (tenant_id, id),
        CONSTRAINT fk_work_orders_gl_code_id FOREIGN KEY(tenant_id, gl_code_id) REFERENCES gl_codes (tenant_id, id),
        CONSTRAINT fk_work_orders_problem_code_id FOREIGN KEY(tenant_id, problem_code_id) REFERENCES failure_codes (tenant_id, id),
        CONSTRAINT fk_work_orders_cause_code_id FOREIGN KEY(tenant_id, cause_code_id) REFERENCES failure_codes (tenant_id, id),
        CONSTRAINT fk_work_orders_remedy_code_id FOREIGN KEY(tenant_id, remedy_code_id) REFERENCES failure_codes (tenant_id, id),
        CONSTRAINT fk_work_orders_follow_up_of_id FOREIGN KEY(tenant_id, follow_up_of_id) REFERENCES work_orders (tenant_id, id),
        CONSTRAINT fk_work_orders_template_id FOREIGN KEY(tenant_id, template_id) REFERENCES work_order_templates (tenant_id, id),
        CONSTRAINT ck_work_orders_hold_reason CHECK (status <> 'on_hold' OR hold_reason_id IS NOT NULL OR status_note IS NOT NULL),
        CONSTRAINT ck_work_orders_title CHECK (length(title) BETWEEN 1 AND 500)
    );
    CREATE INDEX ix_work_orders_assignee_id ON work_orders (tenant_id, assignee_id);
    CREATE INDEX ix_work_orders_cause_code_id ON work_orders (tenant_id, cause_code_id);
    CREATE INDEX ix_work_orders_completed_at ON work_orders (tenant_id, completed_at, id);
    CREATE INDEX ix_work_orders_created_at ON work_orders (tenant_id, created_at, id);
    CREATE INDEX ix_work_orders_crew_id ON work_orders (tenant_id, crew_id);
    CREATE INDEX ix_work_orders_due_at ON work_orders (tenant_id, due_at, id);
    CREATE INDEX ix_work_orders_follow_up_of_id ON work_orders (tenant_id, follow_up_of_id);
    CREATE INDEX ix_work_orders_gl_code_id ON work_orders (tenant_id, gl_code_id);
    CREATE INDEX ix_work_orders_hold_reason_id ON work_orders (tenant_id, hold_reason_id);
    CREATE INDEX ix_work_orders_location_id ON work_orders (tenant_id, location_id);
    CREATE INDEX ix_work_orders_open ON work_orders (tenant_id, id) WHERE status IN ('new', 'approved', 'in_progress', 'on_hold') AND deleted_at IS NULL;
    CREATE INDEX ix_work_orders_problem_code_id ON work_orders (tenant_id, problem_code_id);
    CREATE INDEX ix_work_orders_reference ON work_orders (tenant_id, reference);
    CREATE INDEX ix_work_orders_remedy_code_id ON work_orders (tenant_id, remedy_code_id);
    CREATE INDEX ix_work_orders_reported_at ON work_orders (tenant_id, reported_at, id);
    CREATE INDEX ix_work_orders_search ON work_orders USING gin (search);
    CREATE INDEX ix_work_orders_site_id ON work_orders (tenant_id, site_id);
    CREATE INDEX ix_work_orders_status ON work_orders (tenant_id, status, id) INCLUDE (site_id) WHERE deleted_at IS NULL;
    CREATE INDEX ix_work_orders_template_id ON work_orders (tenant_id, template_id);
    CREATE INDEX ix_work_orders_urgency ON work_orders (tenant_id, urgency, id);
    CREATE UNIQUE INDEX uq_work_orders_number ON work_orders (tenant_id, number);
    CREATE TABLE work_order_assets (
        tenant_id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        asset_id UUID NOT NULL,
        position INTEGER DEFAULT 0 NOT NULL,
        CONSTRAINT pk_work_order_assets PRIMARY KEY (tenant_id, work_order_id, asset_id),
        CONSTRAINT fk_work_order_assets_work_order_id FOREIGN KEY(tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_work_order_assets_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id)
    );
    CREATE INDEX ix_work_order_assets_asset_id ON work_order_assets (tenant_id, asset_id, work_order_id);
    CREATE TABLE work_order_estimates (
        tenant_id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        estimated_cost NUMERIC(14, 2) NOT NULL,
        CONSTRAINT pk_work_order_estimates PRIMARY KEY (tenant_id, work_order_id),
        CONSTRAINT fk_work_order_estimates_work_order_id FOREIGN KEY(tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id) ON DELETE CASCADE
    );
    CREATE TABLE work_order_tags (
        tenant_id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        tag_id UUID NOT NULL,
        CONSTRAINT pk_work_order_tags PRIMARY KEY (tenant_id, work_order_id, tag_id),
        CONSTRAINT fk_work_order_tags_work_order_id FOREIGN KEY(tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_work_order_tags_tag_id FOREIGN KEY(tenant_id, tag_id) REFERENCES tags (tenant_id, id) ON DELETE CASCADE
    );
    CREATE INDEX ix_work_order_tags_tag_id ON work_order_tags (tenant_id, tag_id, work_order_id);
    CREATE TABLE work_order_tasks (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        position INTEGER NOT NULL,
        task_code_id UUID,
        asset_id UUID,
        title TEXT NOT NULL,
        instructions TEXT,
        required BOOLEAN DEFAULT true NOT NULL,
        status TEXT DEFAULT 'open' NOT NULL,
        result TEXT,
        estimated_hours NUMERIC(14, 4),
        answered_at TIMESTAMP WITH TIME ZONE,
        answered_by_id UUID,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_work_order_tasks PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_work_order_tasks_work_order_id FOREIGN KEY(tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id),
        CONSTRAINT fk_work_order_tasks_task_code_id FOREIGN KEY(tenant_id, task_code_id) REFERENCES task_codes (tenant_id, id),
        CONSTRAINT fk_work_order_tasks_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
        CONSTRAINT ck_work_order_tasks_status CHECK (status IN ('open', 'done', 'skipped', 'failed'))
    );
    CREATE INDEX ix_work_order_tasks_asset_id ON work_order_tasks (tenant_id, asset_id);
    CREATE INDEX ix_work_order_tasks_task_code_id ON work_order_tasks (tenant_id, task_code_id);
    CREATE INDEX ix_work_order_tasks_work_order_id ON work_order_tasks (tenant_id, work_order_id, position);
    CREATE TABLE work_requests (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        number BIGINT NOT NULL,
        reference TEXT,
        title TEXT NOT NULL,
        description TEXT,
        status TEXT DEFAULT 'new' NOT NULL,
        priority TEXT DEFAULT 'medium' NOT NULL,
        source TEXT DEFAULT 'staff' NOT NULL,
        site_id UUID,
        location_id UUID,
        asset_id UUID,
        requested_by_id UUID,
        requester_name TEXT,
        requester_email TEXT,
        requester_phone TEXT,
        reported_at TIMESTAMP WITH TIME ZONE NOT NULL,
        latitude NUMERIC(9, 6),
        longitude NUMERIC(9, 6),
        decided_at TIMESTAMP WITH TIME ZONE,
        decided_by_id UUID,
        decline_reason_id UUID,
        decision_note TEXT,
        duplicate_of_id UUID,
        work_order_id UUID,
        custom JSONB DEFAULT '{}'::jsonb NOT NULL,
        language TEXT DEFAULT 'en' NOT NULL,
        search TSVECTOR GENERATED ALWAYS AS (app.search_vector(tenant_id, language, title, description, reference)) STORED,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_work_requests PRIMARY KEY (tenant_id, id),
        CONSTRAINT ck_work_requests_status CHECK (status IN ('new', 'approved', 'declined', 'duplicate')),
        CONSTRAINT ck_work_requests_priority CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
        CONSTRAINT ck_work_requests_source CHECK (source IN ('staff', 'requester', 'portal', 'email', 'open311', 'import', 'api')),
        CONSTRAINT fk_work_requests_site_id FOREIGN KEY(tenant_id, site_id) REFERENCES sites (tenant_id, id),
        CONSTRAINT fk_work_requests_location_id FOREIGN KEY(tenant_id, location_id) REFERENCES locations (tenant_id, id),
        CONSTRAINT fk_work_requests_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
        CONSTRAINT fk_work_requests_requested_by_id FOREIGN KEY(tenant_id, requested_by_id) REFERENCES memberships (tenant_id, user_id),
        CONSTRAINT fk_work_requests_decline_reason_id FOREIGN KEY(tenant_id, decline_reason_id) REFERENCES reasons (tenant_id, id),
        CONSTRAINT fk_work_requests_duplicate_of_id FOREIGN KEY(tenant_id, duplicate_of_id) REFERENCES work_requests (tenant_id, id),
        CONSTRAINT fk_work_requests_work_order_id FOREIGN KEY(tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id),
        CONSTRAINT ck_work_requests_title CHECK (length(title) BETWEEN 1 AND 500),
        CONSTRAINT ck_work_requests_duplicate_of_id CHECK (duplicate_of_id <> id)
    );
    CREATE INDEX ix_work_requests_asset_id ON work_requests (tenant_id, asset_id);
    CREATE INDEX ix_work_requests_decline_reason_id ON work_requests (tenant_id, decline_reason_id);
    CREATE INDEX ix_work_requests_duplicate_of_id ON work_requests (tenant_id, duplicate_of_id);
    CREATE INDEX ix_work_requests_location_id ON work_requests (tenant_id, location_id);
    CREATE INDEX ix_work_requests_reported_at ON work_requests (tenant_id, reported_at, id);
    CREATE INDEX ix_work_requests_requested_by_id ON work_requests (tenant_id, requested_by_id, id);
    CREATE INDEX ix_work_requests_search ON work_requests USING gin (search);
    CREATE INDEX ix_work_requests_site_id ON work_requests (tenant_id, site_id);
    CREATE INDEX ix_work_requests_status ON work_requests (tenant_id, status, id);
    CREATE INDEX ix_work_requests_work_order_id ON work_requests (tenant_id, work_order_id);
    CREATE UNIQUE INDEX uq_work_requests_number ON work_requests (tenant_id, number);
    CREATE TABLE comments (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        work_order_id UUID,
        work_request_id UUID,
        parent_id UUID,
        body TEXT NOT NULL,
        mentions UUID[] DEFAULT '{}' NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        updated_by UUID,
        version INTEGER DEFAULT 1 NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_comments PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_comments_work_order_id FOREIGN KEY(tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id),
        CONSTRAINT fk_comments_work_request_id FOREIGN KEY(tenant_id, work_request_id) REFERENCES work_requests (tenant_id, id),
        CONSTRAINT fk_comments_parent_id FOREIGN KEY(tenant_id, parent_id) REFERENCES comments (tenant_id, id),
        CONSTRAINT ck_comments_subject CHECK (num_nonnulls(work_order_id, work_request_id) >= 1)
    );
    CREATE INDEX ix_comments_parent_id ON comments (tenant_id, parent_id);
    CREATE INDEX ix_comments_work_order_id ON comments (tenant_id, work_order_id, id);
    CREATE INDEX ix_comments_work_request_id ON comments (tenant_id, work_request_id, id);
    ALTER TABLE downtimes ADD CONSTRAINT fk_downtimes_work_order_id FOREIGN KEY (tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id);
    ALTER TABLE log_entries ADD CONSTRAINT fk_log_entries_work_order_id FOREIGN KEY (tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id);
    ALTER TABLE log_lines ADD CONSTRAINT fk_log_lines_work_order_id FOREIGN KEY (tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id);
    ALTER TABLE log_line_costs ADD CONSTRAINT fk_log_line_costs_work_order_id FOREIGN KEY (tenant_id, work_order_id) REFERENCES work_orders (tenant_id, id);
"""

LIFE_CYCLE = """
INSERT INTO work_order_transitions (from_status, to_status, verb, permission) VALUES
    ('none', 'new', 'create', 'work_orders:create'),
    ('none', 'approved', 'create', 'work_orders:approve'),
    ('none', 'in_progress', 'import', 'imports:run'),
    ('none', 'on_hold', 'import', 'imports:run'),
    ('none', 'complete', 'import', 'imports:run'),
    ('none', 'closed', 'import', 'imports:run'),
    ('none', 'cancelled', 'import', 'imports:run'),
    ('none', 'skipped', 'import', 'imports:run'),
    ('new', 'approved', 'approve', 'work_orders:approve'),
    ('new', 'cancelled', 'cancel', 'work_orders:cancel'),
    ('new', 'skipped', 'skip', 'work_orders:skip'),
    ('approved', 'in_progress', 'start', 'work_orders:work'),
    ('approved', 'on_hold', 'hold', 'work_orders:work'),
    ('approved', 'cancelled', 'cancel', 'work_orders:cancel'),
    ('approved', 'skipped', 'skip', 'work_orders:skip'),
    ('in_progress', 'on_hold', 'hold', 'work_orders:work'),
    ('in_progress', 'complete', 'complete', 'work_orders:complete'),
    ('in_progress', 'cancelled', 'cancel', 'work_orders:cancel'),
    ('in_progress', 'skipped', 'skip', 'work_orders:skip'),
    ('on_hold', 'approved', 'resume', 'work_orders:work'),
    ('on_hold', 'in_progress', 'resume', 'work_orders:work'),
    ('on_hold', 'cancelled', 'cancel', 'work_orders:cancel'),
    ('on_hold', 'skipped', 'skip', 'work_orders:skip'),
    ('complete', 'closed', 'close', 'work_orders:close');
GRANT SELECT ON work_order_transitions TO fettle_app;

CREATE FUNCTION app.guard_life_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE came_from text := CASE TG_OP WHEN 'INSERT' THEN 'none' ELSE OLD.status END;
BEGIN
    IF came_from IS DISTINCT FROM NEW.status AND NOT EXISTS (
        SELECT FROM work_order_transitions t WHERE t.from_status = came_from AND t.to_status = NEW.status) THEN
        RAISE EXCEPTION 'A work order cannot go from % to %', came_from, NEW.status;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER life_cycle BEFORE INSERT OR UPDATE OF status ON work_orders
    FOR EACH ROW EXECUTE FUNCTION app.guard_life_cycle();
"""

# What identifies work for people never changes, whoever writes.
KEPT = """
CREATE FUNCTION app.refuse_renumbering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.tenant_id, NEW.id, NEW.number) IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.number) THEN
        RAISE EXCEPTION 'The tenant, id and number of a record never change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OF tenant_id, id, number ON work_orders
    FOR EACH ROW EXECUTE FUNCTION app.refuse_renumbering();
CREATE TRIGGER kept BEFORE UPDATE OF tenant_id, id, number ON work_requests
    FOR EACH ROW EXECUTE FUNCTION app.refuse_renumbering();
"""

# The lock makes an entry and the closing of its work order take turns, so that none slips in behind the review.
# Only an import may still follow the books that it comes from.
FROZEN_LOGS = """
CREATE FUNCTION app.refuse_frozen_logs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stands text;
BEGIN
    SELECT w.status INTO stands FROM work_orders w
    WHERE w.tenant_id = NEW.tenant_id AND w.id = NEW.work_order_id FOR SHARE;
    IF stands IN ('new', 'closed', 'cancelled', 'skipped') THEN
        RAISE EXCEPTION 'A work order that is % takes no log entries', stands;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen_logs BEFORE INSERT ON log_entries FOR EACH ROW
    WHEN (coalesce(current_setting('app.amends_closed_log', true), '') <> 'on')
    EXECUTE FUNCTION app.refuse_frozen_logs();
"""

# Text search is not leakproof: under row security its index would not be used. These return ids of the current tenant
# only, best match first; the caller joins them to the fenced table.
SEARCH = """
CREATE FUNCTION app.search_{table}(query tsquery, most integer) RETURNS TABLE (id uuid, rank real)
    LANGUAGE sql STABLE ROWS 100 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT w.id, ts_rank(w.search, query) AS rank FROM public.{table} w
    WHERE w.search @@ (quote_literal('@' || app.tenant_id()::text)::tsquery && query)
      AND w.tenant_id = app.tenant_id() AND w.deleted_at IS NULL
    ORDER BY rank DESC, w.id DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION app.search_{table}(tsquery, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_{table}(tsquery, integer) TO fettle_app;
"""

COMMENTS = """
CREATE POLICY site_scope ON comments AS RESTRICTIVE USING (
    (SELECT app.sees_every_site())
    OR EXISTS (SELECT FROM work_orders w WHERE w.tenant_id = comments.tenant_id AND w.id = comments.work_order_id)
    OR EXISTS (SELECT FROM work_requests r WHERE r.tenant_id = comments.tenant_id AND r.id = comments.work_request_id));
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(LIFE_CYCLE)
    op.execute(KEPT)
    op.execute(FROZEN_LOGS)
    op.execute(fence("work_order_templates", grant=KEEPING))
    op.execute(fence("work_orders", grant=KEEPING) + fence_sites("work_orders"))
    op.execute(fence("work_requests", grant=KEEPING) + fence_sites("work_requests", own="requested_by_id"))
    for table in ("work_order_estimates", "work_order_assets", "work_order_tags"):
        op.execute(fence(table) + fence_through(table, "work_orders", "work_order_id"))
    op.execute(fence("work_order_tasks", grant=KEEPING))
    op.execute(fence_through("work_order_tasks", "work_orders", "work_order_id"))
    op.execute(fence_costs("work_order_estimates"))
    op.execute(fence("comments", grant=KEEPING) + COMMENTS)
    for table in ("log_entries", "log_lines", "log_line_costs"):
        op.execute(fence_through(table, "work_orders", "work_order_id"))
    for table in ("work_orders", "work_requests"):
        op.execute(SEARCH.format(table=table))


def downgrade() -> None:
    op.execute("ALTER TABLE downtimes DROP CONSTRAINT fk_downtimes_work_order_id")
    op.execute("ALTER TABLE log_entries DROP CONSTRAINT fk_log_entries_work_order_id")
    op.execute("ALTER TABLE log_lines DROP CONSTRAINT fk_log_lines_work_order_id")
    op.execute("ALTER TABLE log_line_costs DROP CONSTRAINT fk_log_line_costs_work_order_id")
    for table in ("work_orders", "work_requests"):
        op.execute(f"DROP FUNCTION app.search_{table}(tsquery, integer)")
    op.execute("DROP TRIGGER frozen_logs ON log_entries")
    op.execute("DROP FUNCTION app.refuse_frozen_logs()")
    for table in ("log_entries", "log_lines", "log_line_costs"):
        op.execute(f"DROP POLICY site_scope ON {table}")
    op.execute(
        "DROP TABLE comments, work_requests, work_order_tasks, work_order_tags, work_order_estimates, work_order_assets, work_orders, work_order_templates, work_order_transitions"
    )
    op.execute("DROP FUNCTION app.guard_life_cycle()")
    op.execute("DROP FUNCTION app.refuse_renumbering()")
