"""Cards that wait for an answer, so that a used one can be closed. In memory only: the turn on each card
is what keeps an old button from answering a new question."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

_MOST = 1000  # conversations
Content = Mapping[str, Any]


class OpenCards:
    """By conversation: the id under which Teams knows a card, and the card."""

    def __init__(self) -> None:
        """None open."""
        self._open: OrderedDict[str, dict[str, Content]] = OrderedDict()

    def keep(self, conversation: str, activity_id: str, content: Content) -> None:
        """A card was sent and waits. The conversations that were quiet longest are forgotten first."""
        self._open.setdefault(conversation, {})[activity_id] = content
        self._open.move_to_end(conversation)
        while len(self._open) > _MOST:
            self._open.popitem(last=False)

    def take(self, conversation: str, activity_id: str) -> Content | None:
        """The card with this id, which no longer waits; None if it is not known."""
        return self._open.get(conversation, {}).pop(activity_id, None)

    def take_all(self, conversation: str) -> dict[str, Content]:
        """Every card of a conversation that waits; none of them does from now on."""
        return self._open.pop(conversation, {})
