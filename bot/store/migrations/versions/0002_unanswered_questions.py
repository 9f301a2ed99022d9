"""Questions without an answer, for the partnership to read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unanswered_questions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
    )
    op.create_index("ix_unanswered_questions_asked_on", "unanswered_questions", ["asked_on"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("unanswered_questions")
