"""Turns that are taken once whoever takes them, and purges that one server does for all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("conversations", sa.Column("slots_before", sa.JSON))
    op.add_column("conversations", sa.Column("last_turn_before", sa.JSON))
    op.add_column("conversations", sa.Column("turn_id", sa.String(64)))
    op.add_column("conversations", sa.Column("version", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "purges",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted", sa.Integer),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("purges")
    with op.batch_alter_table("conversations") as table:
        for column in ("version", "turn_id", "last_turn_before", "slots_before"):
            table.drop_column(column)
