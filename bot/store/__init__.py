"""The database: one engine a process, tables owned by Alembic."""

from bot.store.database import connect, upgrade

__all__ = ["connect", "upgrade"]
