"""Tables are migrated by one process at a time, all or nothing, on SQLite and on PostgreSQL."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from click.testing import CliRunner
from sqlalchemy.engine import Engine

from bot.commands.migrate import migrate
from bot.settings import settings
from bot.store.database import connect, revisions, upgrade
from bot.store.tables import metadata
from tests.scale.services import postgresql


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A real PostgreSQL."""
    with postgresql() as service:
        yield service.url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'guidance.db'}"
    address: str = request.getfixturevalue("server")
    with contextlib.closing(connect(address).raw_connection()) as connection:
        connection.cursor().execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.commit()
    return address


def _tables(engine: Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def test_the_migrations_make_the_tables_that_the_code_uses(url: str) -> None:
    engine = connect(url)
    assert upgrade(engine).now is None
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_servers_that_start_together_do_not_meet(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: upgrade(connect(url)), range(4)))
    assert [one.now for one in found].count(None) == 1
    assert not revisions(connect(url)).is_behind


def test_a_migration_that_is_interrupted_leaves_all_as_it_was(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = connect(url)

    def power_cut(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Operations, "create_index", power_cut)  # after the first table was made
        with pytest.raises(KeyboardInterrupt):
            upgrade(engine)
    assert _tables(connect(url)) == set()
    upgrade(connect(url))
    assert metadata.tables.keys() <= _tables(connect(url))


def test_the_command_says_from_where_to_where(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    settings.cache_clear()
    try:
        run = CliRunner().invoke
        behind = run(migrate, ["--check"])
        assert (behind.exit_code, "at nothing" in behind.output) == (1, True)
        newest = revisions(connect(url)).newest
        assert run(migrate).output == f"Migrated from nothing to {newest}.\n"
        assert run(migrate).output == f"Nothing to migrate: the tables are at {newest}.\n"
        assert run(migrate, ["--check"]).exit_code == 0
    finally:
        settings.cache_clear()


def test_a_database_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://guidance@/postgres?host=/nowhere")
    settings.cache_clear()
    try:
        done = CliRunner().invoke(migrate)
    finally:
        settings.cache_clear()
    assert done.exit_code == 1
    assert "was not migrated" in done.output
