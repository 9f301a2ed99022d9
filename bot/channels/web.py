"""The web chat: Rasa's input and output channel for ``bot/web``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw

from bot.channels.names import WEB
from bot.channels.problems import Problem
from bot.channels.request import Chosen, Said, Typed, parse
from bot.channels.session import Sessions

_MOST_WAITING = 5


class Desk(Protocol):
    """What the channel needs from the rest of the server."""

    async def read(self, text: str) -> dict[str, Any]:
        """What the agent's NLU makes of a typed text, redacted."""

    async def keep_unanswered(self, text: str, area: str) -> None:
        """Keep a redacted question that nobody has written an answer to."""

    async def forget(self, conversation_id: str) -> None:
        """Delete a conversation."""

    async def rename(self, old: str, new: str) -> None:
        """Give a conversation a new id."""

    def failure(self) -> dict[str, Any]:
        """The message for a turn that broke."""


class WebOutput(OutputChannel):
    """Collects one turn's messages."""

    def __init__(self) -> None:
        """Nothing said yet."""
        self.messages: list[dict[str, Any]] = []
        self.restarted = False
        self.unanswered: str | None = None

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return WEB

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any) -> None:
        """Keep the messages of one reply."""
        self.messages += json_message["messages"]
        self.restarted = self.restarted or json_message["restarted"]
        self.unanswered = json_message.get("unanswered")

    @property
    def turn(self) -> int:
        """The turn of the question now open; 0 if none is."""
        return next((message["turn"] for message in reversed(self.messages) if "turn" in message), 0)


class WebChannel(InputChannel):
    """``POST /api/chat`` takes a turn, ``DELETE /api/chat`` forgets the conversation."""

    def __init__(self, desk: Desk, sessions: Sessions) -> None:
        """``desk`` reads and forgets; ``sessions`` says whose conversation it is."""
        self._desk = desk
        self._sessions = sessions
        self._waiting: Counter[str] = Counter()

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return WEB

    def url_prefix(self) -> str:
        """The web chat lives at the root, not below ``/webhooks``."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        blueprint = Blueprint("web_chat")

        @blueprint.post("/api/chat")
        async def chat(request: Request) -> HTTPResponse:
            if request.content_type.split(";")[0].strip() != "application/json":
                raise Problem(415, "Send JSON, with content type application/json.")
            said = parse(request.body)
            conversation = self._sessions.conversation(request) or self._sessions.new()
            with self._queued(conversation):
                output = await self._turn(conversation, said, on_new_message)
            if output.restarted:
                old, conversation = conversation, self._sessions.new()
                await self._desk.rename(old, conversation)
            body = {"messages": output.messages, "turn": output.turn}
            response = raw(json.dumps(body).encode(), content_type="application/json")
            self._sessions.keep(response, conversation)
            return response

        @blueprint.delete("/api/chat")
        async def forget(request: Request) -> HTTPResponse:
            conversation = self._sessions.conversation(request)
            if conversation is not None:
                await self._desk.forget(conversation)
            response = empty()
            self._sessions.drop(response)
            return response

        return blueprint

    @contextmanager
    def _queued(self, conversation: str) -> Iterator[None]:
        """Bounds how many turns of one conversation wait for each other."""
        if self._waiting[conversation] >= _MOST_WAITING:
            raise Problem(429, "Wait for the answers to what you have sent already.")
        self._waiting[conversation] += 1
        try:
            yield
        finally:
            self._waiting[conversation] -= 1
            if not self._waiting[conversation]:
                del self._waiting[conversation]

    async def _turn(
        self, conversation: str, said: Said, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> WebOutput:
        """One turn. Rasa's lock makes the turns of one conversation follow one another."""
        output = WebOutput()
        parsed = await self._desk.read(said.text) if isinstance(said, Typed) else without_text(said)
        await on_new_message(
            UserMessage(parsed["text"], output, conversation, parse_data=parsed, input_channel=WEB)
        )
        if not output.messages:
            output.messages.append(self._desk.failure())
        if output.unanswered is not None:
            await self._desk.keep_unanswered(parsed["text"], output.unanswered)
        return output


def without_text(said: Said) -> dict[str, Any]:
    """What Rasa would have parsed, for a choice or the opened page: no NLU runs for these."""
    intent = {"name": "choose" if isinstance(said, Chosen) else "greet", "confidence": 1.0}
    parsed: dict[str, Any] = {"text": "", "intent": intent, "entities": []}
    if isinstance(said, Chosen):
        parsed["choice"] = said.choice
    return parsed
