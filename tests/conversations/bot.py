"""The trained agent with its real actions, in this process and without HTTP, as a plain function.

Its event loop runs in a thread of its own, so that tests (and a browser's loop) need none.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from bot.rasa_bridge import light_imports

light_imports.defer()

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from sqlalchemy.engine import Engine  # noqa: E402

from bot.channels.names import WEB  # noqa: E402
from bot.channels.request import Chosen, Started, Typed  # noqa: E402
from bot.channels.web import WebOutput, without_text  # noqa: E402
from bot.rasa_bridge.agent import build_agent, read_text  # noqa: E402
from bot.rasa_bridge.conversation_store import ConversationStore  # noqa: E402
from bot.store import connect, upgrade  # noqa: E402

Result = TypeVar("Result")
_LONGEST_TURN = 30  # seconds


class Bot:
    """One agent over a database of its own."""

    agent: Agent
    store: ConversationStore
    engine: Engine

    def __init__(self, models: Path, database: Path | str) -> None:
        """Load the newest model; ``database`` is a file or an address. Raises NoModel if there is none."""
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.engine = connect(f"sqlite:///{database}" if isinstance(database, Path) else database)
        upgrade(self.engine)
        self.store = ConversationStore(self.engine)
        self.agent = self.wait(self._build(models))

    def wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        """The result of a coroutine run in the bot's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_LONGEST_TURN)

    def read(self, text: str) -> dict[str, Any]:
        """What the NLU makes of a text."""
        return self.wait(read_text(self.agent, text))

    def turn(self, conversation: str, said: Typed | Chosen | Started) -> WebOutput:
        """One turn, as the web channel takes it."""
        return self.wait(self._turn(conversation, said))

    def case(self, conversation: str) -> dict[str, Any]:
        """The case as it is stored; empty before the first turn."""
        tracker = self.wait(self.store.retrieve(conversation))
        return (tracker and tracker.get_slot("case")) or {}

    async def _build(self, models: Path) -> Agent:
        return build_agent(models, self.store)

    async def _turn(self, conversation: str, said: Typed | Chosen | Started) -> WebOutput:
        output = WebOutput()
        parsed = await read_text(self.agent, said.text) if isinstance(said, Typed) else without_text(said)
        await self.agent.handle_message(
            UserMessage(parsed["text"], output, conversation, parse_data=parsed, input_channel=WEB)
        )
        return output
