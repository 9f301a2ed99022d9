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
    # of the content, as of the last turn; not known of conversations from before it was noted
    sa.Column("edition", sa.String(64)),
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

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("login", sa.String(100), nullable=False, unique=True),
    sa.Column("password_hash", sa.String(200)),
    sa.Column("subject", sa.String(400), unique=True),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("failed", sa.Integer, nullable=False),
    sa.Column("locked_until", sa.DateTime(timezone=True)),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("who", sa.String(100), nullable=False),
    sa.Column("act", sa.String(60), nullable=False),
    sa.Column("about", sa.String(200), nullable=False),
)

training_sessions = sa.Table(
    "training_sessions",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.Integer, nullable=False, index=True),
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
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
)

participants = sa.Table(
    "training_participants",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("session", sa.String(32), nullable=False, index=True),
    sa.Column("agency", sa.String(32), nullable=False),
    sa.Column("role", sa.String(32), nullable=False),
)

votes = sa.Table(
    "training_votes",
    metadata,
    sa.Column("participant", sa.String(32), primary_key=True),
    sa.Column("exercise", sa.String(64), primary_key=True),
    sa.Column("stage", sa.String(64), primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("session", sa.String(32), nullable=False, index=True),
    sa.Column("route", sa.String(32), nullable=False),
    sa.Column("urgency", sa.String(32), nullable=False),
    sa.Column("tier", sa.String(32), nullable=False),
    sa.Column("asked", sa.JSON, nullable=False),
    sa.Column("wanted", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)
