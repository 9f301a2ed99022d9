"""The tables, as code sees them. The migrations create them."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("slots", sa.JSON, nullable=False),
    sa.Column("last_turn", sa.JSON, nullable=False),
    # as it stood before the last turn, so that a turn that is sent again is taken again from there
    sa.Column("slots_before", sa.JSON),
    sa.Column("last_turn_before", sa.JSON),
    sa.Column("turn_id", sa.String(64)),
    # counts the writes: a turn that another one overtook is not written over it
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, index=True),
)

unanswered_questions = sa.Table(
    "unanswered_questions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("text", sa.String(300), nullable=False),
    sa.Column("area", sa.String(64), nullable=False),
    sa.Column("asked_on", sa.Date, nullable=False, index=True),
)

records = sa.Table(
    "records",
    metadata,
    sa.Column("reference", sa.String(32), primary_key=True),
    sa.Column("conversation", sa.String(64), nullable=False, index=True),
    sa.Column("record", sa.JSON, nullable=False),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, index=True),
)

teams_reminders = sa.Table(
    "teams_reminders",
    metadata,
    sa.Column("conversation", sa.String(64), primary_key=True),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("tries", sa.Integer, nullable=False),
)

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Column("created_on", sa.Date, nullable=False),
    sa.Column("last_used_on", sa.Date),
    sa.Column("revoked_on", sa.Date),
)

purges = sa.Table(
    "purges",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("deleted", sa.Integer),
)
