"""Index events by the request that made them: of a long trail, a few in a row are looked for.

Revision ID: 0018
Revises: 0017
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NAME = "ix_events_request"


def upgrade() -> None:
    # Beside the writers of a large table. What a killed run has left half built is built anew. It waits for those who
    # read and write meanwhile, and nobody waits for it.
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = '5min'")
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")
        op.execute(f"CREATE INDEX CONCURRENTLY {NAME} ON events (tenant_id, request_id, seq, ord)")
        op.execute("SET lock_timeout = '2s'")


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")
