"""Rasa's tracker store with one row a conversation: the slots and the last turn, never its words.

A turn costs the same at the two-hundredth message as at the first, and deleting one row forgets
the whole conversation. Beside it stands how things were before the last turn, so that a turn that is sent
again, because its answer got lost, is taken again from there and counts once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.rasa_bridge.resources import content
from bot.store.database import overwrite_deleted
from bot.store.tables import conversations

_LONGEST_ID = 64  # characters, of an edition too


class Overtaken(Exception):
    """Another turn of the same conversation was written meanwhile, so this one was not."""


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
        tracker.version = row.version
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the slots, the last turn and the edition it used. What was said is left out.

        Raises Overtaken, and writes nothing, if somebody else wrote since the tracker was retrieved. Locks
        keep that from happening; where they cannot (Redis is away, a clock stood still), this does.
        """
        slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
        message = tracker.latest_message
        values = {
            "slots": slots,
            "last_turn": _last_turn(tracker),
            "turn_id": message.message_id[:_LONGEST_ID] if message and message.message_id else None,
            "edition": content().edition.edition[:_LONGEST_ID],
        }
        version = getattr(tracker, "version", None)
        await asyncio.to_thread(self._write, tracker.sender_id, values, version)
        tracker.version = _next(version)

    async def undo(self, conversation_id: str, turn_id: str) -> bool:
        """Take back the last turn if it was sent under this id; whether it was.

        The turn can then be taken again: whoever sent it does not know that it was taken.
        """
        return await asyncio.to_thread(self._undo, conversation_id, turn_id)

    async def keys(self) -> Iterable[str]:
        """Every conversation's id."""
        return await asyncio.to_thread(self._ids)

    async def forget(self, conversation_id: str) -> None:
        """Delete a conversation. Nothing happens if there is none."""
        await asyncio.to_thread(self._delete, conversations.c.id == conversation_id)

    async def rename(self, old: str, new: str) -> None:
        """Give a conversation a new id: a new case begins, and nothing is left of the old one."""
        await asyncio.to_thread(self._rename, old, new)

    def _read(self, conversation_id: str) -> Any:
        table = conversations.c
        query = sa.select(table.slots, table.last_turn, table.version).where(table.id == conversation_id)
        with self._engine.connect() as connection:
            return connection.execute(query).one_or_none()

    def _write(self, conversation_id: str, values: dict[str, Any], version: int | None) -> None:
        moment, table = datetime.now(timezone.utc), conversations.c
        update = (
            conversations.update()
            .where(table.id == conversation_id, table.version == version)
            .values(
                slots_before=table.slots,
                last_turn_before=table.last_turn,
                version=_next(version),
                updated_at=moment,
                **values,
            )
        )
        new = conversations.insert().values(
            id=conversation_id, created_at=moment, updated_at=moment, version=_next(version), **values
        )
        try:
            with self._engine.begin() as connection:
                if version is None or connection.execute(update).rowcount == 0:
                    connection.execute(new)
        except IntegrityError:
            raise Overtaken from None

    def _undo(self, conversation_id: str, turn_id: str) -> bool:
        table = conversations.c
        taken = sa.and_(table.id == conversation_id, table.turn_id == turn_id)
        with self._engine.connect() as connection:
            if connection.execute(sa.select(table.id).where(taken)).first() is None:
                return False
        was_first = table.slots_before.is_(sa.null())
        before = {"slots": table.slots_before, "last_turn": table.last_turn_before, "turn_id": None}
        with self._engine.begin() as connection:
            if connection.execute(conversations.delete().where(taken, was_first)).rowcount == 0:
                connection.execute(
                    conversations.update().where(taken).values(version=table.version + 1, **before)
                )
        return True

    def _ids(self) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(conversations.c.id)).scalars())

    def _delete(self, condition: Any) -> int:
        with self._engine.begin() as connection:
            deleted = int(connection.execute(conversations.delete().where(condition)).rowcount)
        overwrite_deleted(self._engine)
        return deleted

    def _rename(self, old: str, new: str) -> None:
        table = conversations.c
        values = {
            "id": new,
            "slots_before": table.slots,
            "last_turn_before": table.last_turn,
            "turn_id": None,
        }
        with self._engine.begin() as connection:
            connection.execute(conversations.update().where(table.id == old).values(values))


def _next(version: int | None) -> int:
    return 0 if version is None else version + 1


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
