"""One turn in Teams: what was said → the agent → what is written, here or in a private chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from rasa.core.channels.channel import UserMessage

from bot.channels.names import TEAMS
from bot.channels.precedence import Precedence
from bot.channels.request import Chosen, Said, Started, Typed
from bot.channels.teams import reminders as remind
from bot.channels.teams.groups import Where, where_to_answer
from bot.channels.teams.reminders import Reminders
from bot.channels.teams.writing import Chat, Message, Used, Writer
from bot.channels.web import Desk, WebOutput, take_turn, without_text
from bot.dialogue.message import Text, to_dict
from bot.logs import where

logger = logging.getLogger(__name__)

Take = Callable[[UserMessage], Awaitable[Any]]
Line = tuple[str, str]  # a sentence of the content, and the day to fill in


class TeamsDesk(Desk, Protocol):
    """What the channel needs from the rest of the server."""

    async def case(self, conversation: str) -> Mapping[str, Any] | None:
        """The case of a conversation as it stands; None if there is none."""


class TeamsOutput(WebOutput):
    """Collects one turn's messages."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return TEAMS


class Talk:
    """Answers in chats and channels."""

    def __init__(
        self,
        desk: TeamsDesk,
        precedence: Precedence,
        writer: Writer,
        reminders: Reminders,
        wording: Mapping[str, str],
        take: Take,
    ) -> None:
        """``take`` hands a message to the agent; ``wording`` holds the sentences of the content."""
        self._desk = desk
        self._writer = writer
        self._reminders = reminders
        self._wording = wording
        self._take = take
        self._precedence = precedence

    async def welcome(self, chat: Chat) -> None:
        """The opening, once."""
        if await self._desk.case(chat.conversation) is None:
            await self.answer(chat, Started())

    async def answer(self, chat: Chat, said: Said, used: Used | None = None) -> None:
        """Answer in a private chat. ``used`` is the card that was answered."""
        meanwhile = asyncio.ensure_future(self._writer.show_work(chat, used))
        try:
            about_reminder, output = await self._private(chat, said)
        finally:
            await meanwhile
        if about_reminder is not None:
            await self._writer.say(chat, *about_reminder)
        if output is not None:
            await self._writer.reply(chat, output.messages, output.so_far)

    async def answer_in_group(self, chat: Chat, text: str) -> bool:
        """Answer where others read along, if the text is about the process only; whether it was.

        If not, nothing is said here, and the text is to be answered in private.
        """
        meanwhile = asyncio.ensure_future(self._writer.show_work(chat))
        try:
            messages = await self._public(chat, text)
        finally:
            await meanwhile
        if messages:
            await self._writer.reply(chat, messages)
        return bool(messages)

    async def forget(self, conversation: str) -> None:
        """Forget a private conversation, and the reminder that was asked for in it."""
        self._writer.forget(conversation)
        await self._reminders.cancel(conversation)
        await self._desk.forget(conversation)

    async def _private(self, chat: Chat, said: Said) -> tuple[Line | None, TeamsOutput | None]:
        """What to say of a reminder, and what the turn says: one of them at least, whatever goes wrong."""
        try:
            about_reminder = await self._about_reminder(chat, said)
            async with self._precedence.second():
                is_new = await self._desk.case(chat.conversation) is None
                parsed = await self._desk.read(said.text) if isinstance(said, Typed) else without_text(said)
                if about_reminder is not None and not _tells_of_a_child(parsed):
                    return about_reminder, None
                output = await self._turn(chat, parsed)
        except Exception as error:
            logger.error("Teams: a turn failed: %s", where(error))
            output = TeamsOutput()
            output.messages.append(self._desk.failure())
            return None, output
        if is_new:
            output.messages.insert(0, self._said("teams_notice"))
        return about_reminder, output

    async def _public(self, chat: Chat, text: str) -> list[Message]:
        """What is said to a group; nothing if that is for a private chat."""
        try:
            async with self._precedence.second():
                parsed = await self._desk.read(text)
                answered = where_to_answer(parsed) if text else Where.HERE_IN_GENERAL
                if answered is Where.HERE:
                    output = await self._turn(chat, parsed)
                    # questions are for a private chat: what they lead to is about a child
                    return [one for one in output.messages if "question" not in one]
        except Exception as error:
            logger.error("Teams: a turn failed: %s", where(error))
            return [self._desk.failure()]
        return [self._said("teams_group_how")] if answered is Where.HERE_IN_GENERAL else []

    async def _turn(self, chat: Chat, parsed: dict[str, Any]) -> TeamsOutput:
        output = TeamsOutput()
        await take_turn(self._desk, output, chat.conversation, parsed, self._take)
        return output

    async def _about_reminder(self, chat: Chat, said: Said) -> Line | None:
        """What to say of a reminder that is asked for or cancelled; None if it is about none."""
        if isinstance(said, Typed) and remind.cancels(said.text):
            had_one = await self._reminders.cancel(chat.conversation)
            return "teams_reminder_cancelled" if had_one else "teams_reminder_none", ""
        pressed = isinstance(said, Chosen) and said.choice["question"] == remind.REMIND
        if pressed or (isinstance(said, Typed) and remind.asks(said.text)):
            return "teams_reminder_set", await self._reminders.keep(chat.conversation, chat.place)
        return None

    def _said(self, key: str) -> dict[str, Any]:
        message: dict[str, Any] = to_dict(Text(self._wording[key]))
        return message


def _tells_of_a_child(parsed: Mapping[str, Any]) -> bool:
    """Whether a text that asks for a reminder says something that has to be answered as well."""
    reading = parsed.get("reading") or {}
    return bool(reading.get("mentions") or reading.get("facts", {}).get("danger"))
