"""Reminders that were asked for in Teams, until they are sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "teams_reminders",
        sa.Column("conversation", sa.String(64), primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_index("ix_teams_reminders_due_at", "teams_reminders", ["due_at"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("teams_reminders")
