"""Faults in the middle of a turn: the case is as it was before or as it is after, never between."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

import actions.turn
from bench.services import Service
from bot.channels.answered import Answered, Reply
from bot.channels.limits import Limits, TurnLimits
from bot.channels.precedence import Precedence
from bot.channels.request import Chosen, Sent, Started, Typed
from bot.channels.session import Sessions
from bot.channels.web import WebChannel
from bot.dialogue import respond
from bot.rasa_bridge.agent import read_text
from bot.rasa_bridge.conversation_store import Overtaken
from bot.rasa_bridge.failure import failure
from bot.settings import settings
from bot.shared import share
from tests.conversations.bot import Bot
from tests.scale.services import postgresql

WORK = Chosen({"question": "opening", "turn": 1, "value": "work_it_through"})
TOLD = Typed("I'm a teacher in Bolton. A boy of nine is often late for school.")


class BotsDesk:
    """The desk of the web channel, over the bot of these tests."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def read(self, text: str) -> dict[str, Any]:
        return await read_text(self._bot.agent, text)

    async def keep_unanswered(self, text: str, area: str) -> None:
        pass

    def one_at_a_time(self, conversation: str) -> AbstractAsyncContextManager[Any]:
        return self._bot.agent.lock_store.lock(conversation)

    async def undo(self, conversation: str, request_id: str) -> bool:
        return await self._bot.store.undo(conversation, request_id)

    async def forget(self, conversation: str) -> None:
        await self._bot.store.forget(conversation)

    async def rename(self, old: str, new: str) -> None:
        await self._bot.store.rename(old, new)

    def failure(self) -> dict[str, Any]:
        return failure()


class Lost(Exception):
    """The server is no more."""


class LosesAnswers(Answered):
    """A server that is killed after it wrote the turn and before it answered."""

    async def keep(self, reply: Reply, *conversations: str) -> None:
        raise Lost


def _server(bot: Bot, answered: type[Answered] = Answered) -> WebChannel:
    """A server that has just started: it remembers nothing."""
    shared = share(None)
    limits = TurnLimits(Limits(shared), 1000, 1000)
    sessions = Sessions("x" * 40, 60, secure=False)
    return WebChannel(BotsDesk(bot), sessions, Precedence(), answered(shared), limits)


def _send(bot: Bot, server: WebChannel, conversation: str, said: Any, request_id: str) -> dict[str, Any]:
    answer = server._answer(conversation, Sent(said, request_id), bot.agent.handle_message)
    return json.loads(bot.wait(answer).body)


def test_a_turn_whose_server_was_killed_before_it_answered_counts_once(bot: Bot) -> None:
    conversation = secrets.token_hex(8)
    _send(bot, _server(bot), conversation, Started(), "1")
    _send(bot, _server(bot), conversation, WORK, "2")
    with pytest.raises(Lost):
        _send(bot, _server(bot, LosesAnswers), conversation, TOLD, "3")
    taken = bot.case(conversation)
    assert taken["turn"] == 3
    reply = _send(bot, _server(bot), conversation, TOLD, "3")
    assert reply["turn"] == 3
    assert "Bolton" in json.dumps(reply["so_far"])
    assert bot.case(conversation) == taken


def test_a_first_turn_whose_server_was_killed_counts_once(bot: Bot) -> None:
    conversation = secrets.token_hex(8)
    with pytest.raises(Lost):
        _send(bot, _server(bot, LosesAnswers), conversation, TOLD, "1")
    reply = _send(bot, _server(bot), conversation, TOLD, "1")
    assert reply["turn"] == bot.case(conversation)["turn"] == 1


def test_killed_again_and_again_it_still_counts_once(bot: Bot) -> None:
    conversation = secrets.token_hex(8)
    _send(bot, _server(bot), conversation, Started(), "1")
    for _ in range(3):
        with pytest.raises(Lost):
            _send(bot, _server(bot, LosesAnswers), conversation, TOLD, "2")
    assert _send(bot, _server(bot), conversation, TOLD, "2")["turn"] == 2


def test_an_earlier_turn_that_arrives_late_is_no_reason_to_take_a_later_one_back(bot: Bot) -> None:
    conversation = secrets.token_hex(8)
    server = _server(bot)
    for request_id in ("1", "2"):
        _send(bot, server, conversation, Started(), request_id)
    assert _send(bot, server, conversation, Started(), "1")["turn"] == 3


def test_nothing_of_a_case_that_was_thrown_away_is_left(bot: Bot) -> None:
    conversation = secrets.token_hex(8)
    server = _server(bot)
    _send(bot, server, conversation, TOLD, "1")
    answer = server._answer(conversation, Sent(Typed("start again"), "2"), bot.agent.handle_message)
    now = bot.wait(answer).conversation
    with bot.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT * FROM conversations")).mappings().all()
    ours = [dict(row) for row in rows if row["id"] in (conversation, now)]
    assert len(ours) == 1
    assert "bolton" not in json.dumps(ours, default=str)


def test_of_two_turns_that_locks_did_not_keep_apart_one_is_refused(bot: Bot) -> None:
    """As when Redis is away, and each server has its own locks."""
    conversation = secrets.token_hex(8)
    bot.turn(conversation, Started())

    async def overtaken() -> None:
        slow = await bot.store.retrieve(conversation)
        fast = await bot.store.retrieve(conversation)
        await bot.store.save(fast)
        with pytest.raises(Overtaken):
            await bot.store.save(slow)

    bot.wait(overtaken())
    assert bot.turn(conversation, Started()).turn == 2


def test_of_two_first_turns_at_once_one_is_refused(bot: Bot) -> None:
    conversation = secrets.token_hex(8)

    async def overtaken() -> None:
        slow = await bot.store.get_or_create_tracker(conversation)
        fast = await bot.store.get_or_create_tracker(conversation)
        await bot.store.save(fast)
        with pytest.raises(Overtaken):
            await bot.store.save(slow)

    bot.wait(overtaken())


def test_a_client_that_is_gone_does_not_stop_its_turn(bot: Bot) -> None:
    conversation, server = secrets.token_hex(8), _server(bot)

    async def goes_away() -> None:
        sent = Sent(TOLD, "1")
        turn = asyncio.create_task(
            server._to_the_end(server._answer(conversation, sent, bot.agent.handle_message))
        )
        await asyncio.sleep(0)
        turn.cancel()
        with pytest.raises(asyncio.CancelledError):
            await turn
        await server.finish()

    bot.wait(goes_away())
    assert bot.case(conversation)["turn"] == 1
    assert _send(bot, server, conversation, TOLD, "1")["turn"] == 1


def test_memory_that_runs_out_in_a_turn_is_answered_and_the_case_is_as_before(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = secrets.token_hex(8)
    bot.turn(conversation, Started())
    before = bot.case(conversation)

    def hungry(*_args: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(actions.turn, "respond", hungry)
        assert "999" in bot.turn(conversation, WORK).messages[0]["text"]
    assert bot.case(conversation) == before


@pytest.fixture(scope="module")
def server() -> Iterator[Service]:
    """A real PostgreSQL."""
    with postgresql() as server:
        yield server


def test_a_database_that_goes_in_the_middle_of_a_turn_leaves_the_case_as_it_was(
    server: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = Bot(settings().models, server.url)
    bot.turn("a", Started())
    before = bot.case("a")

    def goes_away(*turn: Any) -> Any:
        reply = respond(*turn)
        server.kill()
        return reply

    with monkeypatch.context() as patch:
        patch.setattr(actions.turn, "respond", goes_away)
        with pytest.raises(OperationalError):
            bot.turn("a", WORK)
    server.start()
    assert bot.case("a") == before
    assert bot.turn("a", WORK).messages[-1]["question"] == "basics"


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    bot = Bot(settings().models, tmp_path / "guidance.db")
    bot.turn("a", Started())
    before = bot.case("a")
    with bot.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    is_full = [True]

    @sa.event.listens_for(bot.engine, "checkout")
    def fill(connection: Any, *_rest: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages if is_full[0] else 1_000_000}")

    with pytest.raises(OperationalError, match="full"):
        for number in range(200):  # new ones need room
            bot.turn(f"new {number}", Started())
    assert bot.case("a") == before
    is_full[0] = False
    assert bot.turn("a", WORK).messages[-1]["question"] == "basics"
