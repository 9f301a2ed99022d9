"""Alembic's way in: migrates over the connection that ``bot.store.upgrade`` hands over."""

from __future__ import annotations

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,  # SQLite can, though Alembic supposes that it cannot
)
with context.begin_transaction():
    context.run_migrations()
