"""One row a conversation: nothing is lost, nothing grows, no words are kept."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.channels.request import Chosen, Started, Typed
from bot.rasa_bridge.resources import content
from bot.store import connect, upgrade
from bot.store.conversations import delete_untouched
from bot.store.tables import conversations, metadata
from tests.conversations.bot import Bot

WORDS = "her stepdad hits her with a belt zxqwordzx"
OPENING = Chosen({"question": "opening", "turn": 1, "value": "work_it_through"})


@pytest.fixture
def conversation() -> str:
    return secrets.token_hex(8)


def _row(bot: Bot, conversation: str) -> Any:
    with bot.store._engine.connect() as connection:
        return connection.execute(
            sa.select(conversations).where(conversations.c.id == conversation)
        ).one_or_none()


def test_a_conversation_goes_on_from_its_row(bot: Bot, conversation: str) -> None:
    bot.turn(conversation, Started())
    bot.turn(conversation, OPENING)
    tracker = bot.wait(bot.store.retrieve(conversation))
    assert tracker.latest_action_name == "action_listen"
    assert tracker.latest_message.intent["name"] == "choose"
    assert tracker.get_latest_input_channel() == "web"
    assert bot.case(conversation)["answers"][0]["values"] == ["work_it_through"]


def test_no_words_are_stored(bot: Bot, conversation: str) -> None:
    bot.turn(conversation, Started())
    bot.turn(conversation, Typed(WORDS))
    row = _row(bot, conversation)
    assert "zxqwordzx" not in json.dumps([row.slots, row.last_turn])
    assert set(row.last_turn) == {"intent", "channel", "at", "action"}


def test_the_row_names_the_edition_of_the_last_turn(bot: Bot, conversation: str) -> None:
    bot.turn(conversation, Started())
    assert _row(bot, conversation).edition == content().edition.edition


def test_a_long_conversation_stays_one_small_row(bot: Bot, conversation: str) -> None:
    events = []
    for _ in range(40):
        bot.turn(conversation, Started())
        events.append(len(bot.wait(bot.store.retrieve(conversation)).events))
    assert len(set(events)) == 1
    with bot.store._engine.connect() as connection:
        count = sa.select(sa.func.count()).where(conversations.c.id == conversation)
        assert connection.execute(count).scalar() == 1


def test_a_practitioner_who_comes_back_after_days_finds_the_case(bot: Bot, conversation: str) -> None:
    bot.turn(conversation, Started())
    bot.turn(conversation, OPENING)
    with bot.store._engine.begin() as connection:
        last_turn = {**_row(bot, conversation).last_turn, "at": time.time() - 3 * 24 * 3600}
        where = conversations.c.id == conversation
        connection.execute(conversations.update().where(where).values(last_turn=last_turn))
    bot.turn(conversation, Started())
    assert bot.case(conversation)["answers"][0]["values"] == ["work_it_through"]


def test_a_failed_read_is_not_an_empty_conversation(
    bot: Bot, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.turn(conversation, Started())
    bot.turn(conversation, OPENING)
    before = _row(bot, conversation)
    assert bot.agent.tracker_store is bot.store, "Rasa's fail-safe wrapper would lose the case"
    assert bot.agent.processor.tracker_store is bot.store

    def fails(_conversation: str) -> None:
        raise OSError("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(bot.store, "_read", fails)
        with pytest.raises(OSError, match="away"):
            bot.turn(conversation, Started())
    assert _row(bot, conversation) == before


def test_forgetting_deletes_the_row(bot: Bot, conversation: str) -> None:
    bot.turn(conversation, Started())
    bot.wait(bot.store.forget(conversation))
    assert _row(bot, conversation) is None
    assert bot.wait(bot.store.retrieve(conversation)) is None


def test_old_conversations_are_forgotten_and_recent_ones_kept(bot: Bot, conversation: str) -> None:
    bot.turn(conversation, Started())
    assert delete_untouched(bot.store._engine, 1) == 0
    assert _row(bot, conversation) is not None
    assert delete_untouched(bot.store._engine, -1) >= 1
    assert _row(bot, conversation) is None


def test_a_renamed_conversation_keeps_its_case(bot: Bot, conversation: str) -> None:
    bot.turn(conversation, Started())
    new = secrets.token_hex(8)
    bot.wait(bot.store.rename(conversation, new))
    assert bot.case(new)["turn"] == 1
    assert conversation not in bot.wait(bot.store.keys())


def test_two_messages_at_once_are_answered_one_after_the_other(bot: Bot, conversation: str) -> None:
    async def both() -> Coroutine[Any, Any, Any]:
        return await asyncio.gather(*(bot._turn(conversation, Started()) for _ in range(4)))

    started = time.monotonic()
    turns = sorted(output.turn for output in bot.wait(both()))
    assert turns == [1, 2, 3, 4]
    assert time.monotonic() - started < 2, "Rasa's own lock looks only once a second"


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'new' / 'guidance.db'}")
    upgrade(engine)
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(sa.text("PRAGMA secure_delete")).scalar() == 1


def test_postgresql_is_one_setting() -> None:
    engine = connect("postgres://someone:word@db.example/guidance")
    assert engine.dialect.name == "postgresql"
