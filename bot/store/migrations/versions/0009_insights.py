"""Finished guidance, counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "insights",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("week", sa.Date, nullable=False),
        sa.Column("time", sa.String(16), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("agency", sa.String(32), nullable=False),
        sa.Column("tier", sa.String(32), nullable=False),
        sa.Column("route", sa.String(32), nullable=False),
        sa.Column("topics", sa.String(1000), nullable=False),
        sa.Column("view", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("edition", sa.String(32), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_insights_week", "insights", ["week"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("insights")
