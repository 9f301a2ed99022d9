"""What is written when something does not go as it should, and who is answered first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.channels.precedence import Precedence
from bot.channels.request import Typed
from bot.channels.teams.links import Links
from bot.channels.teams.open_cards import OpenCards
from bot.channels.teams.outgoing import NotSent, Place
from bot.channels.teams.reminders import Reminders
from bot.channels.teams.talk import Talk
from bot.channels.teams.writing import Chat, Writer
from bot.dialogue.message import Text, to_dict
from tests.project import content
from tests.running import run_async

SAY = content().wording
CHAT = Chat(Place("https://smba.trafficmanager.net/", "a:1", "28:bot"), "teams-x", "https://guidance.example")
WORDS = to_dict(Text("Ring the front door."))


class Connected:
    """In place of the connector: refuses the first messages with these statuses."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.sent: list[Mapping[str, Any]] = []

    async def send(self, place: Place, activity: Mapping[str, Any]) -> str:
        if self.statuses:
            status = self.statuses.pop(0)
            raise NotSent(f"the connector answered {status}", status)
        self.sent.append(activity)
        return f"m{len(self.sent)}"

    async def show_typing(self, place: Place) -> None:
        """Nothing to see."""


class BrokenDesk:
    """A desk whose every drawer is stuck."""

    async def case(self, conversation: str) -> Mapping[str, Any] | None:
        raise OSError("what a practitioner typed")

    async def read(self, text: str) -> dict[str, Any]:
        raise OSError("what a practitioner typed")

    def failure(self) -> dict[str, Any]:
        failed: dict[str, Any] = to_dict(Text(SAY["action_failed"]))
        return failed


def _writer(connector: Connected) -> Writer:
    return Writer(connector, Links("secret", secure=True), SAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", [400, 413])
def test_a_card_that_is_refused_is_said_in_words(status: int) -> None:
    connector = Connected(status)
    run_async(_writer(connector).reply(CHAT, [WORDS]))
    [sent] = connector.sent
    assert sent == {"type": "message", "textFormat": "plain", "text": WORDS["text"]}


@pytest.mark.parametrize("status", [0, 403, 502])
def test_what_cannot_be_sent_is_one_line_in_the_log(status: int, caplog: pytest.LogCaptureFixture) -> None:
    connector = Connected(status)
    run_async(_writer(connector).reply(CHAT, [WORDS]))
    run_async(_writer(Connected(status)).say(CHAT, "teams_edited"))
    assert not connector.sent
    assert len(caplog.records) == 2
    assert "a:1" not in caplog.text


@pytest.mark.parametrize("where", ["in private", "in a group"])
def test_a_turn_that_breaks_is_answered_with_999_and_the_front_door(
    where: str, caplog: pytest.LogCaptureFixture
) -> None:
    connector = Connected()

    async def run() -> None:
        reminders = Reminders(None, None, connector, SAY)  # type: ignore[arg-type]
        talk = Talk(BrokenDesk(), Precedence(), _writer(connector), reminders, SAY, None)  # type: ignore[arg-type]
        if where == "in private":
            await talk.answer(CHAT, Typed("hello"))
        else:
            assert await talk.answer_in_group(CHAT, "hello")

    run_async(run())
    [sent] = connector.sent
    assert SAY["action_failed"][:40] in str(sent)
    assert "OSError at" in caplog.text
    assert "practitioner typed" not in caplog.text


def test_cards_that_wait_are_forgotten_rather_than_kept_without_end() -> None:
    cards = OpenCards()
    for number in range(1200):
        cards.keep(f"teams-{number}", "m1", {"number": number})
    assert cards.take("teams-0", "m1") is None
    assert cards.take("teams-1199", "another") is None
    assert cards.take("teams-1199", "m1") == {"number": 1199}
    assert cards.take("teams-1199", "m1") is None
    assert cards.take_all("teams-1198") == {"m1": {"number": 1198}}
    assert cards.take_all("teams-1198") == {}


def test_the_web_chat_is_answered_first_and_nobody_waits_for_ever() -> None:
    done: list[str] = []

    async def teams(precedence: Precedence, name: str) -> None:
        async with precedence.second():
            done.append(name)

    async def run() -> None:
        precedence = Precedence()
        await teams(precedence, "at once")
        with precedence.first():
            waiting = asyncio.create_task(teams(precedence, "after the web chat"))
            await asyncio.sleep(0.05)
            done.append("web chat")
        await waiting
        with precedence.first():
            await asyncio.wait_for(teams(precedence, "after a second"), 3)

    run_async(run())
    assert done == ["at once", "web chat", "after the web chat", "after a second"]
