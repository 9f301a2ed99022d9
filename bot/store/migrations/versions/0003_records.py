"""Records of conversations, until they expire."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "records",
        sa.Column("reference", sa.String(32), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_records_conversation", "records", ["conversation"])
    op.create_index("ix_records_made_at", "records", ["made_at"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("records")
