"""Index work orders by when they were changed last and by who asked for them, for the orders and filters of the list.

Revision ID: 0017
Revises: 0016
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_work_orders_updated_at": "(tenant_id, updated_at, id)",
    "ix_work_orders_requested_by_id": "(tenant_id, requested_by_id)",
}


def upgrade() -> None:
    # Beside the writers of a large table. What a killed run has left half built is built anew. It waits for those who
    # read and write meanwhile, and nobody waits for it.
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = '5min'")
        for name, columns in INDEXES.items():
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            op.execute(f"CREATE INDEX CONCURRENTLY {name} ON work_orders {columns}")
        op.execute("SET lock_timeout = '2s'")


def downgrade() -> None:
    with op.get_context().autocommit_block():
        for name in INDEXES:
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
