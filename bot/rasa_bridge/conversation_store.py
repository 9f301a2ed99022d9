"""Rasa's tracker store with one row a conversation: the slots and the last turn, never its words.

A turn costs the same at the two-hundredth message as at the first, and deleting one row forgets
the whole conversation.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine

from bot.store.tables import conversations


class ConversationStore(TrackerStore):
    """Keeps trackers in the ``conversations`` table.

    A failed read or write raises. Hand it to the agent as ``agent.tracker_store`` before
    ``load_model``: inside Rasa's fail-safe wrapper a failed read would count as a new, empty
    conversation and be saved over the real one.
    """

    def __init__(self, engine: Engine, domain: Domain | None = None) -> None:
        """``engine`` must point at a database whose tables are up to date."""
        super().__init__(domain)
        self._engine = engine

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it stood after its last turn; None if there is none."""
        row = await asyncio.to_thread(self._read, sender_id)
        if row is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in _events(row.slots, row.last_turn):
            tracker.update(event)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the slots and the last turn. What was said is left out."""
        slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
        await asyncio.to_thread(self._write, tracker.sender_id, slots, _last_turn(tracker))

    async def keys(self) -> Iterable[str]:
        """Every conversation's id."""
        return await asyncio.to_thread(self._ids)

    async def forget(self, conversation_id: str) -> None:
        """Delete a conversation. Nothing happens if there is none."""
        await asyncio.to_thread(self._delete, conversations.c.id == conversation_id)

    async def forget_untouched(self, for_days: int) -> int:
        """Delete the conversations that nobody touched for so many days; how many there were."""
        since = datetime.now(timezone.utc) - timedelta(days=for_days)
        return await asyncio.to_thread(self._delete, conversations.c.updated_at < since)

    async def rename(self, old: str, new: str) -> None:
        """Give a conversation a new id: a new case begins where an old one was overwritten."""
        await asyncio.to_thread(self._rename, old, new)

    def _read(self, conversation_id: str) -> Any:
        query = sa.select(conversations.c.slots, conversations.c.last_turn).where(
            conversations.c.id == conversation_id
        )
        with self._engine.connect() as connection:
            return connection.execute(query).one_or_none()

    def _write(self, conversation_id: str, slots: dict[str, Any], last_turn: dict[str, Any]) -> None:
        moment = datetime.now(timezone.utc)
        values = {"slots": slots, "last_turn": last_turn, "updated_at": moment}
        update = conversations.update().where(conversations.c.id == conversation_id).values(values)
        with self._engine.begin() as connection:
            if connection.execute(update).rowcount == 0:
                new = conversations.insert().values(id=conversation_id, created_at=moment, **values)
                connection.execute(new)

    def _ids(self) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(conversations.c.id)).scalars())

    def _delete(self, condition: Any) -> int:
        with self._engine.begin() as connection:
            return int(connection.execute(conversations.delete().where(condition)).rowcount)

    def _rename(self, old: str, new: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(conversations.update().where(conversations.c.id == old).values(id=new))


def _last_turn(tracker: DialogueStateTracker) -> dict[str, Any]:
    message = tracker.latest_message
    if message is None or message.intent_name is None:
        return {}
    return {
        "intent": message.intent_name,
        "channel": message.input_channel,
        "at": message.timestamp,
        "action": next(
            (
                event.action_name
                for event in reversed(tracker.events)
                if isinstance(event, ActionExecuted) and event.action_name != ACTION_LISTEN_NAME
            ),
            None,
        ),
    }


def _events(slots: dict[str, Any], last_turn: dict[str, Any]) -> list[Event]:
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    events += [SlotSet(name, value) for name, value in slots.items()]
    if last_turn:
        events.append(ActionExecuted(ACTION_LISTEN_NAME))
        events.append(
            UserUttered(
                intent={"name": last_turn["intent"]},
                input_channel=last_turn["channel"],
                timestamp=last_turn["at"],
            )
        )
        if last_turn["action"]:
            events.append(ActionExecuted(last_turn["action"]))
    events.append(ActionExecuted(ACTION_LISTEN_NAME))
    return events
