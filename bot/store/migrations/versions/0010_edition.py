"""The edition of the content that a conversation used last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("conversations", sa.Column("edition", sa.String(64)))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("conversations") as table:
        table.drop_column("edition")
