"""Add logs: append-only entries, their lines, and what each line cost, fenced apart.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

from fettle.db.fences import append_only, fence, fence_costs

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE log_entries (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        performed_on DATE NOT NULL,
        site_id UUID,
        staff_id UUID,
        note TEXT,
        reverses_id UUID,
        reason_id UUID,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_log_entries PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_log_entries_site_id FOREIGN KEY(tenant_id, site_id) REFERENCES sites (tenant_id, id),
        CONSTRAINT fk_log_entries_staff_id FOREIGN KEY(tenant_id, staff_id) REFERENCES staff (tenant_id, id),
        CONSTRAINT fk_log_entries_reverses_id FOREIGN KEY(tenant_id, reverses_id) REFERENCES log_entries (tenant_id, id),
        CONSTRAINT fk_log_entries_reason_id FOREIGN KEY(tenant_id, reason_id) REFERENCES reasons (tenant_id, id)
    );
    CREATE INDEX ix_log_entries_performed_on ON log_entries (tenant_id, performed_on, id);
    CREATE INDEX ix_log_entries_reason_id ON log_entries (tenant_id, reason_id);
    CREATE INDEX ix_log_entries_site_id ON log_entries (tenant_id, site_id);
    CREATE INDEX ix_log_entries_staff_id ON log_entries (tenant_id, staff_id);
    CREATE INDEX ix_log_entries_work_order_id ON log_entries (tenant_id, work_order_id, id);
    CREATE UNIQUE INDEX uq_log_entries_reverses_id ON log_entries (tenant_id, reverses_id);
    CREATE TABLE log_lines (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        log_entry_id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        staff_id UUID,
        equipment_asset_id UUID,
        item TEXT,
        vendor TEXT,
        asset_id UUID,
        task_code_id UUID,
        gl_code_id UUID,
        quantity NUMERIC(14, 4) NOT NULL,
        unit TEXT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_log_lines PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_log_lines_log_entry_id FOREIGN KEY(tenant_id, log_entry_id) REFERENCES log_entries (tenant_id, id),
        CONSTRAINT ck_log_lines_kind CHECK (kind IN ('labour', 'material', 'equipment', 'contract', 'other')),
        CONSTRAINT fk_log_lines_staff_id FOREIGN KEY(tenant_id, staff_id) REFERENCES staff (tenant_id, id),
        CONSTRAINT fk_log_lines_equipment_asset_id FOREIGN KEY(tenant_id, equipment_asset_id) REFERENCES assets (tenant_id, id),
        CONSTRAINT fk_log_lines_asset_id FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
        CONSTRAINT fk_log_lines_task_code_id FOREIGN KEY(tenant_id, task_code_id) REFERENCES task_codes (tenant_id, id),
        CONSTRAINT fk_log_lines_gl_code_id FOREIGN KEY(tenant_id, gl_code_id) REFERENCES gl_codes (tenant_id, id)
    );
    CREATE INDEX ix_log_lines_asset_id ON log_lines (tenant_id, asset_id);
    CREATE INDEX ix_log_lines_equipment_asset_id ON log_lines (tenant_id, equipment_asset_id);
    CREATE INDEX ix_log_lines_gl_code_id ON log_lines (tenant_id, gl_code_id);
    CREATE INDEX ix_log_lines_log_entry_id ON log_lines (tenant_id, log_entry_id);
    CREATE INDEX ix_log_lines_staff_id ON log_lines (tenant_id, staff_id);
    CREATE INDEX ix_log_lines_task_code_id ON log_lines (tenant_id, task_code_id);
    CREATE INDEX ix_log_lines_work_order_id ON log_lines (tenant_id, work_order_id);
    CREATE UNIQUE INDEX uq_log_lines_log_entry_id_position ON log_lines (tenant_id, log_entry_id, position);
    CREATE TABLE log_line_costs (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        work_order_id UUID NOT NULL,
        asset_id UUID,
        gl_code_id UUID,
        kind TEXT NOT NULL,
        performed_on DATE NOT NULL,
        unit_cost NUMERIC(14, 2) NOT NULL,
        amount NUMERIC(14, 2) NOT NULL,
        CONSTRAINT pk_log_line_costs PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_log_line_costs_id FOREIGN KEY(tenant_id, id) REFERENCES log_lines (tenant_id, id),
        CONSTRAINT ck_log_line_costs_kind CHECK (kind IN ('labour', 'material', 'equipment', 'contract', 'other'))
    );
    CREATE INDEX ix_log_line_costs_asset_id ON log_line_costs (tenant_id, asset_id);
    CREATE INDEX ix_log_line_costs_performed_on ON log_line_costs (tenant_id, performed_on) INCLUDE (asset_id, kind, gl_code_id, work_order_id, amount);
    CREATE INDEX ix_log_line_costs_work_order_id ON log_line_costs (tenant_id, work_order_id) INCLUDE (kind, amount);
"""


def upgrade() -> None:
    op.execute(TABLES)
    for table in ("log_entries", "log_lines", "log_line_costs"):
        op.execute(fence(table, grant="SELECT, INSERT"))
        op.execute(append_only(table))
    op.execute(fence_costs("log_line_costs"))


def downgrade() -> None:
    op.execute("DROP TABLE log_line_costs, log_lines, log_entries")
