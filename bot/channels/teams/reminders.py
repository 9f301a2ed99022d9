"""One reminder to chase a decision, on the next working day: asked for, kept sealed, sent, gone."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from cryptography.fernet import InvalidToken, MultiFernet
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.channels.teams.outgoing import Connector, NotSent, Place
from bot.dialogue.dates import in_words
from bot.dialogue.message import Choices, Option, to_dict
from bot.guidance.working_days import working_days_from
from bot.logs import where
from bot.store import teams_reminders as kept

logger = logging.getLogger(__name__)

REMIND = "teams_remind"  # the question of its card
_AT = time(9)  # o'clock, where the practitioner is
_LOOK_EVERY = 30  # seconds
_MOST_TRIES = 3
_AGAIN_AFTER = timedelta(minutes=15)
_ASKS = re.compile(r"\bremind me\b|\b(?:set|send|give|make|want|need)\b.{0,15}\breminder\b", re.IGNORECASE)
_CANCELS = re.compile(r"\b(?:cancel|delete|forget|remove|stop)\b.{0,15}\breminder\b", re.IGNORECASE)


def asks(text: str) -> bool:
    """Whether a text asks for a reminder."""
    return _ASKS.search(text) is not None and not cancels(text)


def cancels(text: str) -> bool:
    """Whether a text asks to have none."""
    return _CANCELS.search(text) is not None


def offer(wording: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The message that offers one, with a button."""
    label = wording["teams_reminder_button"].format(day=in_words(_day(now)))
    options = (Option("yes", label),)
    message: dict[str, Any] = to_dict(Choices(REMIND, 0, wording["teams_reminder_offer"], options))
    return message


class Reminders:
    """Keeps and sends them."""

    def __init__(
        self, engine: Engine, seal: MultiFernet, connector: Connector, wording: Mapping[str, str]
    ) -> None:
        """``seal`` hides the place that a reminder is sent to."""
        self._engine = engine
        self._seal = seal
        self._connector = connector
        self._wording = wording

    async def keep(self, conversation: str, place: Place) -> str:
        """Remind this conversation on the next working day; which that is, in words."""
        day = _day(clock.now())
        sealed = self._seal.encrypt(json.dumps(asdict(place)).encode()).decode()
        due_at = datetime.combine(day, _AT, clock.ENGLAND)
        await asyncio.to_thread(kept.put, self._engine, conversation, sealed, due_at)
        return in_words(day)

    async def cancel(self, conversation: str) -> bool:
        """Forget the reminder of this conversation; whether there was one."""
        return await asyncio.to_thread(kept.delete, self._engine, conversation)

    async def keep_sending(self) -> None:
        """Send what is due, again and again. Never returns; what was due while the server was off is sent."""
        while True:
            try:
                await self.send_due(clock.now())
            except SQLAlchemyError as error:
                logger.error("Teams: reminders cannot be read: %s", where(error))
            await asyncio.sleep(_LOOK_EVERY)

    async def send_due(self, now: datetime) -> None:
        """Send each reminder whose time has come, and forget it. One that fails is tried three times."""
        for due in await asyncio.to_thread(kept.due, self._engine, now):
            try:
                place = Place(**json.loads(self._seal.decrypt(due.place)))
                text = self._wording["teams_reminder"]
                await self._connector.send(place, {"type": "message", "textFormat": "plain", "text": text})
            except InvalidToken:
                logger.error("Teams: a reminder is given up; it was sealed with another secret")
            except NotSent as error:
                logger.error("Teams: a reminder was not sent: %s", error)
                if due.tries + 1 < _MOST_TRIES:
                    await asyncio.to_thread(kept.put_off, self._engine, due.conversation, now + _AGAIN_AFTER)
                    continue
            await asyncio.to_thread(kept.delete, self._engine, due.conversation)


def _day(now: datetime) -> date:
    return working_days_from(now.date(), 1)
