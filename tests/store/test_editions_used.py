"""Which conversations used which edition is counted by week, without telling whose they are."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.content import used
from bot.settings import settings
from bot.store import connect, upgrade
from bot.store.conversations import by_edition_and_week
from bot.store.tables import conversations

ROWS = [
    ("zxq-one", "2", datetime(2026, 11, 23, 0, 1, tzinfo=timezone.utc)),
    ("zxq-two", "2", datetime(2026, 11, 29, 23, 59, tzinfo=timezone.utc)),
    ("zxq-three", "1", datetime(2026, 11, 24, tzinfo=timezone.utc)),
    ("zxq-four", None, datetime(2026, 11, 22, 23, 59, tzinfo=timezone.utc)),
]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with four conversations."""
    url = f"sqlite:///{tmp_path / 'guidance.db'}"
    engine = connect(url)
    upgrade(engine)
    with engine.begin() as connection:
        for key, edition, then in ROWS:
            row = {"id": key, "slots": {}, "last_turn": {}, "created_at": then, "updated_at": then}
            connection.execute(conversations.insert().values(edition=edition, **row))
    return url


def test_conversations_are_counted_by_edition_and_week(url: str) -> None:
    assert by_edition_and_week(connect(url)) == [
        ("1", date(2026, 11, 23), 1),
        ("2", date(2026, 11, 23), 2),
        (None, date(2026, 11, 16), 1),
    ]


def test_the_command_counts_and_names_no_conversation(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    settings.cache_clear()
    try:
        said = CliRunner().invoke(used).output
    finally:
        settings.cache_clear()
    assert [line.split() for line in said.splitlines()] == [
        ["1", "week", "of", "2026-11-23", "1"],
        ["2", "week", "of", "2026-11-23", "2"],
        ["not", "noted", "week", "of", "2026-11-16", "1"],
    ]
