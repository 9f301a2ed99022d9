"""Keys of the systems that use the API: their names and hashes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_on", sa.Date, nullable=False),
        sa.Column("last_used_on", sa.Date),
        sa.Column("revoked_on", sa.Date),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("api_keys")
