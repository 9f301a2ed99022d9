"""Training sessions, who takes part, and what they vote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "training_sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.Integer, nullable=False),
        sa.Column("code", sa.String(16), unique=True),
        sa.Column("exercises", sa.JSON, nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("by_agency", sa.Boolean, nullable=False),
        sa.Column("seconds", sa.Integer),
        sa.Column("case_at", sa.Integer, nullable=False),
        sa.Column("stage_at", sa.Integer, nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("shown", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_training_sessions_owner", "training_sessions", ["owner"])
    op.create_index("ix_training_sessions_created_at", "training_sessions", ["created_at"])
    op.create_table(
        "training_participants",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("session", sa.String(32), nullable=False),
        sa.Column("agency", sa.String(32), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
    )
    op.create_index("ix_training_participants_session", "training_participants", ["session"])
    op.create_table(
        "training_votes",
        sa.Column("participant", sa.String(32), primary_key=True),
        sa.Column("exercise", sa.String(64), primary_key=True),
        sa.Column("stage", sa.String(64), primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("session", sa.String(32), nullable=False),
        sa.Column("route", sa.String(32), nullable=False),
        sa.Column("urgency", sa.String(32), nullable=False),
        sa.Column("tier", sa.String(32), nullable=False),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("ix_training_votes_session", "training_votes", ["session"])


def downgrade() -> None:
    """Undo."""
    for table in ("training_votes", "training_participants", "training_sessions"):
        op.drop_table(table)
