"""Messages → what is sent to a chat: cards in order, used ones closed, text where no card is taken."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import clock
from bot.channels.teams import reminders
from bot.channels.teams.cards import Card, cards, closed, in_words, ladder, passed
from bot.channels.teams.links import Links
from bot.channels.teams.open_cards import OpenCards
from bot.channels.teams.outgoing import Connector, NotSent, Place
from bot.dialogue.turn import AFTER

logger = logging.getLogger(__name__)

CARD = "application/vnd.microsoft.card.adaptive"
_LONGEST_TEXT = 15_000  # characters, so that a text is a message that Teams takes
_CARD_REFUSED = frozenset({400, 413})

Message = Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Chat:
    """Where we write, the conversation's name among ours, and this server's own address."""

    place: Place
    conversation: str
    base: str


@dataclass(frozen=True)
class Used:
    """A card that a choice was made on, as it looks from now on, and the id under which Teams knows it."""

    activity_id: str
    card: Card


class Writer:
    """Writes to chats. What cannot be sent is logged, without saying where to."""

    def __init__(self, connector: Connector, links: Links, wording: Mapping[str, str]) -> None:
        """``wording`` holds the sentences of the content."""
        self._connector = connector
        self._links = links
        self._wording = wording
        self._questions = OpenCards()
        self._offers = OpenCards()

    def use(self, chat: Chat, activity_id: str, choice: Mapping[str, Any]) -> Used | None:
        """Take the card of a choice out of those that wait; None if it does not wait any more."""
        waiting = self._offers if choice["question"] == reminders.REMIND else self._questions
        content = waiting.take(chat.conversation, activity_id)
        return Used(activity_id, closed(content, in_words(content, choice))) if content else None

    def forget(self, conversation: str) -> None:
        """Forget which cards wait."""
        self._questions.take_all(conversation)
        self._offers.take_all(conversation)

    async def show_work(self, chat: Chat, used: Used | None = None) -> None:
        """Close a used card, and show that an answer is on its way."""
        await self.close(chat, used)
        await self._connector.show_typing(chat.place)

    async def close(self, chat: Chat, used: Used | None) -> None:
        """Put a closed card in its place. That it stays open is no harm: its turn is over."""
        if used is None:
            return
        try:
            await self._connector.update(chat.place, used.activity_id, self._with_card(used.card))
        except NotSent as error:
            logger.warning("Teams: a used card was not closed: %s", error)

    async def say(self, chat: Chat, key: str, day: str = "") -> None:
        """Say one sentence of the content, with a day filled in where it has one."""
        try:
            await self._connector.send(chat.place, _plain(self._wording[key].format(day=day)))
        except NotSent as error:
            logger.error("Teams: a line was not sent: %s", error)

    async def reply(self, chat: Chat, messages: Sequence[Message], so_far: Message | None = None) -> None:
        """Send the messages of one reply, and close the cards that waited before it.

        Between the whole answer and the question after it are the levels of need and the offer of a reminder.
        """
        passed_over = self._questions.take_all(chat.conversation)
        try:
            if messages[-1].get("question") == AFTER and any(one["kind"] == "answer" for one in messages):
                await self._send(chat, messages[:-1])
                await self._send_beside(chat, so_far)
                messages = messages[-1:]
            activity_id, last = await self._send(chat, messages)
        except NotSent as error:
            logger.error("Teams: an answer was not sent: %s", error)
            return
        if activity_id and "question" in messages[-1]:
            self._questions.keep(chat.conversation, activity_id, last.content)
        for activity_id, content in passed_over.items():
            await self.close(chat, Used(activity_id, passed(content)))

    async def _send_beside(self, chat: Chat, so_far: Message | None) -> None:
        levels = ladder(so_far)
        if levels is not None:
            await self._post(chat, levels)
        activity_id, card = await self._send(chat, [reminders.offer(self._wording, clock.now())])
        if activity_id:
            self._offers.keep(chat.conversation, activity_id, card.content)

    async def _send(self, chat: Chat, messages: Sequence[Message]) -> tuple[str, Card]:
        """The last card, and its id. Raises NotSent."""
        sent: tuple[str, Card] = "", Card({}, "")
        for card in cards(messages, self._link(chat)):
            sent = await self._post(chat, card), card
        return sent

    async def _post(self, chat: Chat, card: Card) -> str:
        """Send a card; one that is refused goes as text. Raises NotSent."""
        try:
            return await self._connector.send(chat.place, self._with_card(card))
        except NotSent as error:
            if error.status not in _CARD_REFUSED:
                raise
            logger.error("Teams: a card was refused (%s) and is sent as text", error)
            return await self._connector.send(chat.place, _plain(card.text))

    def _with_card(self, card: Card) -> dict[str, Any]:
        """A message that is a card. Its summary, which phones show on a locked screen, tells nothing."""
        attachment = {"contentType": CARD, "content": card.content}
        return {"type": "message", "summary": self._wording["teams_summary"], "attachments": [attachment]}

    def _link(self, chat: Chat) -> Callable[[str], str]:
        return lambda path: self._links.to(path, chat.conversation, chat.base)


def _plain(text: str) -> dict[str, Any]:
    return {"type": "message", "textFormat": "plain", "text": text[:_LONGEST_TEXT]}
