"""Builds the agent that ``guidance serve`` and the conversation tests talk to."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import TrackerStore

from bot import metrics
from bot.rasa_bridge.in_process import InProcessActions
from bot.rasa_bridge.locks import ConversationLocks
from bot.rasa_bridge.models import NoModel, newest_model
from bot.reading.redact import redact
from bot.shared import Shared, share

LONGEST_TEXT = 5_000  # characters that are read; the rest is cut off, and the practitioner is told
_DESCRIPTIONS = ("tell", "danger")


class _MeasuredAgent(Agent):
    """Tells the figures how long each turn took, whatever its channel."""

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        with metrics.turn(message.input_channel or "other"):
            return await super().handle_message(message)


def build_agent(models: Path, store: TrackerStore, shared: Shared | None = None) -> Agent:
    """An agent over the newest model in ``models``. ``shared`` is what it shares with other servers, if any.

    Raises NoModel if there is none, or none that can be read.
    """
    model = newest_model(models)
    locks = ConversationLocks(shared or share(None))
    agent = _MeasuredAgent(lock_store=locks, action_endpoint=InProcessActions())
    agent.tracker_store = store  # before load_model, so that the processor gets it unwrapped
    try:
        agent.load_model(model)
    except Exception as error:  # whatever a broken archive makes of itself
        broken = f"the model {model} cannot be read ({type(error).__name__})"
        raise NoModel(f"{broken}; delete it and run `make train`") from error
    return agent


async def read_text(agent: Agent, text: str) -> dict[str, Any]:
    """What the agent's own NLU makes of a typed text, read in a worker thread.

    The text is cut to LONGEST_TEXT and redacted before Rasa sees any of it. A leading slash is
    dropped, and what began with one is never a command: neither Rasa's nor ours.
    """
    with metrics.reading():
        return await asyncio.to_thread(_read_text, agent, text)


def _read_text(agent: Agent, text: str) -> dict[str, Any]:
    start = text[:LONGEST_TEXT].lstrip()
    parsed: dict[str, Any] = asyncio.run(agent.parse_message(redact(start.lstrip("/ \t\r\n"))))
    if start.startswith("/") and parsed["intent"]["name"] not in _DESCRIPTIONS:
        parsed["intent"] = {"name": "unclear", "confidence": 1.0}
    parsed["cut"] = len(text) > LONGEST_TEXT
    return parsed
