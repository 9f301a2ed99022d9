"""The web chat: Rasa's input and output channel for ``bot/web``."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, Protocol

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, html, raw, redirect

from bot import logs
from bot.channels.answered import Answered, Reply
from bot.channels.limits import TurnLimits
from bot.channels.names import WEB
from bot.channels.precedence import Precedence
from bot.channels.problems import Problem
from bot.channels.request import Chosen, Said, Sent, Started, Typed, parse, said_in
from bot.channels.session import Sessions
from bot.pages import page

_MOST_WAITING = 5


class Desk(Protocol):
    """What the channel needs from the rest of the server."""

    async def read(self, text: str) -> dict[str, Any]:
        """What the agent's NLU makes of a typed text, redacted."""

    async def keep_unanswered(self, text: str, area: str) -> None:
        """Keep a redacted question that nobody has written an answer to."""

    async def keep_finished(self, finished: Mapping[str, Any], channel: str) -> None:
        """Count a guidance that was finished."""

    def one_at_a_time(self, conversation_id: str) -> AbstractAsyncContextManager[Any]:
        """Holds off every other turn of a conversation."""

    async def undo(self, conversation_id: str, request_id: str) -> bool:
        """Take back the last turn if it came with this request; whether it did."""

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
        self.finished: dict[str, Any] | None = None
        self.so_far: dict[str, Any] | None = None
        self.practising: dict[str, Any] | None = None

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return WEB

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any) -> None:
        """Keep the messages of one reply."""
        self.messages += json_message["messages"]
        self.restarted = self.restarted or json_message.get("restarted", False)
        self.unanswered = json_message.get("unanswered")
        self.finished = json_message.get("finished")
        self.so_far = json_message.get("so_far")
        self.practising = json_message.get("practising")

    @property
    def turn(self) -> int:
        """The turn of the question now open; 0 if none is."""
        return next((message["turn"] for message in reversed(self.messages) if "turn" in message), 0)


class WebChannel(InputChannel):
    """``POST /api/chat`` takes a turn, ``DELETE /api/chat`` forgets the conversation."""

    def __init__(
        self,
        desk: Desk,
        sessions: Sessions,
        precedence: Precedence,
        answered: Answered,
        limits: TurnLimits,
    ) -> None:
        """``desk`` reads and forgets; ``sessions`` says whose conversation it is."""
        self._desk = desk
        self._precedence = precedence
        self._sessions = sessions
        self._answered = answered
        self._limits = limits
        # of this process only: it bounds what this process has to hold
        self._waiting: Counter[str] = Counter()
        self._under_way: set[asyncio.Task[Reply]] = set()

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
            sent = parse(request.body)
            conversation = self._sessions.conversation(request) or self._sessions.new()
            await self._limits.admit(conversation)
            reply = await self._to_the_end(self._answer(conversation, sent, on_new_message))
            response = raw(reply.body.encode(), content_type="application/json")
            self._sessions.keep(request, response, reply.conversation)
            return response

        @blueprint.get("/plain")
        async def plain(request: Request) -> HTTPResponse:
            return await answer_plainly(request, Started())

        @blueprint.post("/plain")
        async def plain_turn(request: Request) -> HTTPResponse:
            conversation = self._sessions.conversation(request)
            if "clear" in request.form and conversation is not None:
                await self._forget(conversation)
                response = redirect("/plain", status=303)
                self._sessions.drop(response)
                return response
            return await answer_plainly(request, said_in(request.form))

        async def answer_plainly(request: Request, said: Said) -> HTTPResponse:
            """One turn as a page, for browsers without JavaScript."""
            conversation = self._sessions.conversation(request) or self._sessions.new()
            await self._limits.admit(conversation)
            reply = await self._to_the_end(self._answer(conversation, Sent(said), on_new_message))
            messages = json.loads(reply.body)["messages"]
            response = html(page("plain.html", messages=messages))
            self._sessions.keep(request, response, reply.conversation)
            return response

        @blueprint.delete("/api/chat")
        async def forget(request: Request) -> HTTPResponse:
            conversation = self._sessions.conversation(request)
            if conversation is not None:
                await self._forget(conversation)
            response = empty()
            self._sessions.drop(response)
            return response

        return blueprint

    async def finish(self) -> None:
        """Wait until the turns under way are taken, those whose client has gone included."""
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _to_the_end(self, turn: Coroutine[Any, Any, Reply]) -> Reply:
        """The answer to a turn, which is taken to its end even if the client goes away meanwhile."""
        task = asyncio.create_task(turn)
        self._under_way.add(task)
        task.add_done_callback(self._over)
        return await asyncio.shield(task)

    def _over(self, task: asyncio.Task[Reply]) -> None:
        self._under_way.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, Problem):
            logs.logger.error("a turn was not taken: %s", logs.where(error))

    async def _answer(
        self, conversation: str, sent: Sent, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Reply:
        """The answer to a request; one that is sent again is answered again and taken once."""
        with self._queued(conversation):
            async with self._desk.one_at_a_time(conversation):
                reply = await self._answered.find(conversation, sent.id)
                return reply or await self._reply(conversation, sent, on_new_message)

    async def _reply(
        self, conversation: str, sent: Sent, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Reply:
        output = await self._turn(conversation, sent, on_new_message)
        now = conversation
        if output.restarted:
            now = self._sessions.new()
            await self._desk.rename(conversation, now)
        body = {
            "messages": output.messages,
            "turn": output.turn,
            "so_far": output.so_far,
            "practising": output.practising,
        }
        reply = Reply(sent.id, json.dumps(body), now)
        await self._answered.keep(reply, conversation, now)
        return reply

    async def _forget(self, conversation: str) -> None:
        async with self._desk.one_at_a_time(conversation):
            await self._desk.forget(conversation)
            await self._answered.forget(conversation)

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
        self, conversation: str, sent: Sent, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> WebOutput:
        """One turn. One that was taken and never answered, since its server stopped, is taken again."""
        output, said = WebOutput(), sent.said
        again = bool(sent.id) and await self._desk.undo(conversation, sent.id)
        with self._precedence.first():
            parsed = await self._desk.read(said.text) if isinstance(said, Typed) else without_text(said)
            await take_turn(
                self._desk, output, conversation, parsed, on_new_message, request_id=sent.id, again=again
            )
        return output


async def take_turn(
    desk: Desk,
    output: WebOutput,
    conversation: str,
    parsed: dict[str, Any],
    on_new_message: Callable[[UserMessage], Awaitable[Any]],
    *,
    request_id: str = "",
    again: bool = False,
) -> None:
    """One turn into ``output``, with something said in any case. ``parsed`` is redacted.

    A turn that is taken ``again`` has kept its unanswered question, or counted, already.
    """
    await on_new_message(
        UserMessage(
            parsed["text"],
            output,
            conversation,
            parse_data=parsed,
            input_channel=output.name(),
            message_id=request_id or None,
        )
    )
    if not output.messages:
        output.messages.append(desk.failure())
    if output.unanswered is not None and not again:
        await desk.keep_unanswered(parsed["text"], output.unanswered)
    if output.finished is not None and not again:
        await desk.keep_finished(output.finished, output.name())


def without_text(said: Said) -> dict[str, Any]:
    """What Rasa would have parsed, for a choice or the opened page: no NLU runs for these."""
    intent = {"name": "choose" if isinstance(said, Chosen) else "greet", "confidence": 1.0}
    parsed: dict[str, Any] = {"text": "", "intent": intent, "entities": []}
    if isinstance(said, Chosen):
        parsed["choice"] = said.choice
    return parsed
