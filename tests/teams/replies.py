"""Real replies: conversations of tests/conversations, played with the real agent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot import clock
from bot.channels.request import Chosen, Started, Typed
from bot.channels.teams.cards import Card, cards
from bot.channels.web import WebOutput
from tests.conversations.bot import Bot
from tests.conversations.play import Conversation, _moment

FOLDER = Path(__file__).parents[1] / "conversations"
# together they hold every kind of message
FILES = (
    "acceptance/01 infant on a plan has new bruises that the accounts do not explain.yml",
    "acceptance/02 teenager not seen for ten months in a violent home.yml",
    "challenge/user says that the plan is drifting.yml",
    "guides/user asks for a referral draft after the answer.yml",
    "questions/user asks who must come and then who chairs it.yml",
    "timescales/user names an event and no day.yml",
    "why_is_this_asked/user asks why during the first form.yml",
)
SITE = "https://guidance.example.gov.uk"


@dataclass(frozen=True)
class Reply:
    """One reply: what led to it, its messages in their JSON form, and what is known so far."""

    name: str
    said: Typed | Chosen | Started
    messages: list[dict[str, Any]]
    so_far: Mapping[str, Any] | None

    @property
    def cards(self) -> list[Card]:
        """Its cards."""
        return cards(self.messages, link)


def link(path: str) -> str:
    """A path of the server as an address."""
    return SITE + path


class _Recorder:
    """The agent as ``Conversation`` uses it; what it says is kept."""

    def __init__(self, bot: Bot, name: str) -> None:
        self._bot = bot
        self._name = name
        self.replies: list[Reply] = []

    def turn(self, conversation: str, said: Typed | Chosen | Started) -> WebOutput:
        output = self._bot.turn(conversation, said)
        name = f"{self._name}, reply {len(self.replies) + 1}"
        self.replies.append(Reply(name, said, output.messages, output.so_far))
        return output


def played(bot: Bot) -> list[list[Reply]]:
    """The replies of each conversation, in order."""
    return [_play(bot, FOLDER / name) for name in FILES]


def _play(bot: Bot, path: Path) -> list[Reply]:
    script = yaml.safe_load(path.read_text(encoding="utf-8"))
    now = _moment(script.get("now"))
    recorder = _Recorder(bot, path.stem)
    clock.use(lambda: now)
    try:
        conversation = Conversation(recorder, now)  # type: ignore[arg-type]
        for turn in script["turns"]:
            conversation.take({name: value for name, value in turn.items() if name != "expect"})
    finally:
        clock.use(None)
    return recorder.replies
