"""One turn in Teams: what was said → the agent → cards, in order, with the used card closed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rasa.core.channels.channel import UserMessage

from bot import clock
from bot.channels.names import TEAMS
from bot.channels.request import Chosen, Said, Started, Typed
from bot.channels.teams import reminders as remind
from bot.channels.teams.cards import Card, cards, closed, in_words, ladder, passed
from bot.channels.teams.groups import Where, where_to_answer
from bot.channels.teams.links import Links
from bot.channels.teams.open_cards import OpenCards
from bot.channels.teams.outgoing import Connector, NotSent, Place
from bot.channels.teams.reminders import REMIND, Reminders
from bot.channels.web import Desk, WebOutput, take_turn, without_text
from bot.dialogue.message import Text, to_dict
from bot.dialogue.turn import AFTER

logger = logging.getLogger(__name__)

CARD = "application/vnd.microsoft.card.adaptive"
_AT_ONCE = 1  # turns: more would only take the processor from each other and from the web chat
_LONGEST_TEXT = 15_000  # characters, so that a text is a message that Teams takes
_CARD_REFUSED = frozenset({400, 413})

Message = Mapping[str, Any]
Take = Callable[[UserMessage], Awaitable[Any]]


class TeamsDesk(Desk, Protocol):
    """What the channel needs from the rest of the server."""

    async def case(self, conversation: str) -> Mapping[str, Any] | None:
        """The case of a conversation as it stands; None if there is none."""


@dataclass(frozen=True, repr=False)
class Chat:
    """Where we write, the conversation's name among ours, and this server's own address."""

    place: Place
    conversation: str
    base: str


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
        connector: Connector,
        links: Links,
        reminders: Reminders,
        wording: Mapping[str, str],
        take: Take,
    ) -> None:
        """``take`` hands a message to the agent."""
        self._desk = desk
        self._connector = connector
        self._links = links
        self._reminders = reminders
        self._wording = wording
        self._take = take
        self._questions = OpenCards()
        self._offers = OpenCards()
        self._computing = asyncio.Semaphore(_AT_ONCE)

    def use(self, chat: Chat, activity_id: str, choice: Mapping[str, Any]) -> Card | None:
        """The card that a choice was made on, as it looks from now on; None if it is not known any more."""
        open_cards = self._offers if choice["question"] == REMIND else self._questions
        content = open_cards.take(chat.conversation, activity_id)
        return closed(content, in_words(content, choice)) if content else None

    async def welcome(self, chat: Chat) -> None:
        """The opening, once."""
        if await self._desk.case(chat.conversation) is None:
            await self.answer(chat, Started())

    async def answer(self, chat: Chat, said: Said, used: tuple[str, Card] | None = None) -> None:
        """Answer in a private chat. ``used`` is a card to close, with the id under which Teams knows it."""
        if isinstance(said, Chosen) and said.choice["question"] == REMIND:
            await self._replace(chat, used)
            await self.say(chat, await self._reminders.keep(chat.conversation, chat.place))
            return
        meanwhile = asyncio.ensure_future(self._show_work(chat, used))
        try:
            async with self._computing:
                is_new = await self._desk.case(chat.conversation) is None
                parsed = await self._parsed(said)
                about_reminder = await self._about_reminder(chat, said)
                output = None
                if about_reminder is None or _tells_of_a_child(parsed):
                    output = await self._turn(chat.conversation, parsed)
        finally:
            await meanwhile
        if about_reminder is not None:
            await self.say(chat, about_reminder)
        if output is None:
            return
        notice = [to_dict(Text(self._wording["teams_notice"]))] if is_new else []
        left = self._questions.take_all(chat.conversation)
        await self._send(chat, [*notice, *output.messages], output.so_far)
        for activity_id, content in left.items():
            await self._replace(chat, (activity_id, passed(content)))

    async def answer_in_group(self, chat: Chat, text: str) -> str | None:
        """Answer where others read along, if the text is about the process only.

        Otherwise nothing is said, and what comes back is the text, to be answered in private.
        """
        await self._connector.show_typing(chat.place)
        async with self._computing:
            parsed = await self._desk.read(text)
            where = where_to_answer(parsed)
            if where is Where.HERE_IN_GENERAL or not text:
                messages: list[Message] = [to_dict(Text(self._wording["teams_group_how"]))]
            elif where is Where.HERE:
                output = await self._turn(chat.conversation, parsed)
                # questions are for a private chat; what they would lead to is about a child
                messages = [one for one in output.messages if "question" not in one]
            else:
                return text
        if not messages:
            return text
        for card in cards(messages, self._link(chat)):
            await self._post(chat, card)
        return None

    async def say(self, chat: Chat, text: str) -> None:
        """Say one paragraph."""
        try:
            await self._connector.send(chat.place, _plain(text))
        except NotSent as error:
            logger.error("Teams: a line was not sent: %s", error)

    async def forget(self, conversation: str) -> None:
        """Forget a private conversation, and the reminder that was asked for in it."""
        self._questions.take_all(conversation)
        self._offers.take_all(conversation)
        await self._reminders.cancel(conversation)
        await self._desk.forget(conversation)

    async def _parsed(self, said: Said) -> dict[str, Any]:
        return await self._desk.read(said.text) if isinstance(said, Typed) else without_text(said)

    async def _about_reminder(self, chat: Chat, said: Said) -> str | None:
        """What to say of a reminder that a text asks for or asks to forget; None if it speaks of none."""
        if not isinstance(said, Typed):
            return None
        if remind.cancels(said.text):
            return await self._reminders.cancel(chat.conversation)
        if remind.asks(said.text):
            return await self._reminders.keep(chat.conversation, chat.place)
        return None

    async def _turn(self, conversation: str, parsed: dict[str, Any]) -> TeamsOutput:
        output = TeamsOutput()
        await take_turn(self._desk, output, conversation, parsed, self._take)
        return output

    async def _show_work(self, chat: Chat, used: tuple[str, Card] | None) -> None:
        await self._replace(chat, used)
        await self._connector.show_typing(chat.place)

    async def _replace(self, chat: Chat, used: tuple[str, Card] | None) -> None:
        """Put a closed card in the place of the open one. That it stays open is no harm: its turn is over."""
        if used is None:
            return
        activity_id, card = used
        try:
            await self._connector.update(chat.place, activity_id, _with_card(card, self._wording))
        except NotSent as error:
            logger.warning("Teams: a used card was not closed: %s", error)

    async def _send(self, chat: Chat, messages: Sequence[Message], so_far: Message | None) -> None:
        """The messages of one reply; between the whole answer and what is asked next, what goes with it."""
        try:
            if messages[-1].get("question") == AFTER and any(one["kind"] == "answer" for one in messages):
                await self._send_cards(chat, messages[:-1])
                await self._send_beside(chat, so_far)
                messages = messages[-1:]
            activity_id, last = await self._send_cards(chat, messages)
        except NotSent as error:
            logger.error("Teams: an answer was not sent: %s", error)
            return
        if activity_id and any("question" in one for one in messages):
            self._questions.keep(chat.conversation, activity_id, last.content)

    async def _send_beside(self, chat: Chat, so_far: Message | None) -> None:
        """The levels of need, and the offer to be reminded."""
        levels = ladder(so_far)
        if levels is not None:
            await self._post(chat, levels)
        activity_id, card = await self._send_cards(chat, [remind.offer(self._wording, clock.now())])
        if activity_id:
            self._offers.keep(chat.conversation, activity_id, card.content)

    async def _send_cards(self, chat: Chat, messages: Sequence[Message]) -> tuple[str, Card]:
        """The last card, and its id. Raises NotSent."""
        sent: tuple[str, Card] = "", Card({}, "")
        for card in cards(messages, self._link(chat)):
            sent = await self._post(chat, card), card
        return sent

    async def _post(self, chat: Chat, card: Card) -> str:
        """Send a card; one that is refused goes as text. Raises NotSent."""
        try:
            return await self._connector.send(chat.place, _with_card(card, self._wording))
        except NotSent as error:
            if error.status not in _CARD_REFUSED:
                raise
            logger.error("Teams: a card was refused (%s) and is sent as text", error)
            return await self._connector.send(chat.place, _plain(card.text))

    def _link(self, chat: Chat) -> Callable[[str], str]:
        return lambda path: self._links.to(path, chat.conversation, chat.base)


def _tells_of_a_child(parsed: Mapping[str, Any]) -> bool:
    """Whether a text that asks for a reminder says something that has to be answered as well."""
    reading = parsed.get("reading") or {}
    return bool(reading.get("mentions") or reading.get("facts", {}).get("danger"))


def _plain(text: str) -> dict[str, Any]:
    return {"type": "message", "textFormat": "plain", "text": text[:_LONGEST_TEXT]}


def _with_card(card: Card, wording: Mapping[str, str]) -> dict[str, Any]:
    """A message that is a card. Its summary, which phones show on a locked screen, tells nothing."""
    attachment = {"contentType": CARD, "content": card.content}
    return {"type": "message", "summary": wording["teams_summary"], "attachments": [attachment]}
