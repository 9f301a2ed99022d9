"""Opens the database and brings its tables up to date.

SQLite serves one machine; PostgreSQL serves as many servers as there are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.pool import QueuePool

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 5
# A turn that cannot have a connection within this long is told so, rather than left waiting.
_POOL_SECONDS = 5
_POSTGRESQL = {
    "application_name": "guidance",
    "connect_timeout": 3,  # seconds
    "tcp_user_timeout": 5_000,  # ms without a sign of life: a machine that is gone refuses nothing
    "keepalives_idle": 30,
    "options": "-c statement_timeout=10s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s",
}
_ONE_AT_A_TIME = 7_236_481  # the advisory lock under which servers that start together migrate


class Revisions(NamedTuple):
    """Where the tables stand, and where they should. ``now`` is None before the first migration."""

    now: str | None
    newest: str

    @property
    def is_behind(self) -> bool:
        """Whether there is something to migrate."""
        return self.now != self.newest


def connect(url: str, connections: int = 10) -> Engine:
    """An engine for ``url`` (SQLite or PostgreSQL). Nothing is opened until it is used.

    At most ``connections`` are kept open. One that broke while nobody used it is opened anew; what was
    under way when it broke raises.
    """
    address = make_url(url)
    if address.drivername == "postgres":
        address = address.set(drivername="postgresql")
    pool = {"pool_size": connections, "max_overflow": 0, "pool_timeout": _POOL_SECONDS}
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(
            address, future=True, pool_pre_ping=True, connect_args=dict(_POSTGRESQL), **pool
        )
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        address,
        future=True,
        poolclass=QueuePool,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        **pool,
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def upgrade(engine: Engine) -> Revisions:
    """Create or migrate every table; how things stood before.

    All or nothing, and one process at a time: those that start together wait for the first.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # sqlite3 begins no transaction for a CREATE TABLE by itself
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        before = _revisions(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before


def revisions(engine: Engine) -> Revisions:
    """Where the tables stand, and where this program needs them."""
    with engine.connect() as connection:
        return _revisions(connection)


def overwrite_deleted(engine: Engine) -> None:
    """Leave nothing of deleted rows in SQLite's log of writes, where they would stay for a while.

    PostgreSQL does that in its own time (vacuum, checkpoints and its administrator's backups).
    """
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _revisions(connection: Connection) -> Revisions:
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    return Revisions(MigrationContext.configure(connection).get_current_revision(), str(newest))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers and a writer side by side; deleted rows are overwritten, not only unlinked."""
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
