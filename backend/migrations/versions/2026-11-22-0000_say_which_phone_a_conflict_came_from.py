"""Say which phone a conflict came from: people have two of the same kind.

Revision ID: 0022
Revises: 0021
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE sync_conflicts ADD COLUMN device_id UUID")


def downgrade() -> None:
    op.execute("ALTER TABLE sync_conflicts DROP COLUMN device_id")
