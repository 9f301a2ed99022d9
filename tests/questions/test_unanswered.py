"""Unanswered questions in the database: text, area and day, and nothing that leads to a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.store import connect, upgrade
from bot.store.unanswered import LONGEST, Unanswered, forget, note, unanswered

MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path / 'guidance.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def test_a_question_is_kept_by_area_with_how_often_and_when_last(engine: Engine) -> None:
    note(engine, "who feeds the cat", "bolton", MONDAY)
    note(engine, "what is rule nine", "", MONDAY)
    note(engine, "who feeds the cat", "bolton", TUESDAY)
    assert unanswered(engine) == [
        Unanswered(TUESDAY, "bolton", "who feeds the cat", 2),
        Unanswered(MONDAY, "", "what is rule nine", 1),
    ]


def test_a_long_question_is_cut(engine: Engine) -> None:
    note(engine, "x" * 5000, "", MONDAY)
    assert len(unanswered(engine)[0].text) == LONGEST


def test_old_questions_are_forgotten(engine: Engine) -> None:
    note(engine, "old", "", date(2025, 1, 1))
    note(engine, "new", "", MONDAY)
    assert forget(engine, TUESDAY, after_days=365) == 1
    assert [one.text for one in unanswered(engine)] == ["new"]


def test_the_table_holds_nothing_else(engine: Engine) -> None:
    columns = {column["name"] for column in sa.inspect(engine).get_columns("unanswered_questions")}
    assert columns == {"id", "text", "area", "asked_on"}


def test_the_tables_in_code_are_those_of_the_migrations(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from bot.store.tables import metadata

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
