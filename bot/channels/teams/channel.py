"""``POST /api/messages``: what the Bot Connector sends, acknowledged at once and worked on after.

An edited message is not read again: what it led to has been answered, and an answer can be changed in words.
A deleted one is nothing to us, since no words are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.channels.names import TEAMS
from bot.channels.problems import Problem
from bot.channels.request import Chosen
from bot.channels.teams.activities import Activity, parse
from bot.channels.teams.clouds import is_on_this_machine
from bot.channels.teams.hidden import Names
from bot.channels.teams.outgoing import Connector, NotSent, Place
from bot.channels.teams.said import said_in, told_as, typed
from bot.channels.teams.seen import Seen
from bot.channels.teams.talk import Take, Talk
from bot.channels.teams.tokens import Doorkeeper
from bot.channels.teams.work import Work
from bot.channels.teams.writing import CARD, Chat, Writer
from bot.settings import is_loopback

PATHS = ("/api/messages", "/webhooks/teams/webhook")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_EDITED = "editMessage"
_ADDED, _REMOVED = "add", "remove"
_PRESSED = "adaptiveCard/action"
_LINE = "application/vnd.microsoft.activity.message"


class TeamsChannel(InputChannel):
    """Rasa's input channel for Teams."""

    def __init__(
        self,
        doorkeeper: Doorkeeper | None,
        connector: Connector,
        names: Names,
        work: Work,
        writer: Writer,
        talk: Callable[[Take], Talk],
        wording: Mapping[str, str],
        public_url: str | None,
    ) -> None:
        """Without ``doorkeeper``, for development, this machine may speak without a token."""
        self._doorkeeper = doorkeeper
        self._connector = connector
        self._names = names
        self._work = work
        self._writer = writer
        self._make_talk = talk
        self._wording = wording
        self._public_url = public_url
        self._seen = Seen()
        self._known_at = Seen()

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return TEAMS

    def url_prefix(self) -> str:
        """The paths are whole."""
        return "/"

    def blueprint(self, on_new_message: Take) -> Blueprint:
        """The routes."""
        self._talk = self._make_talk(on_new_message)
        blueprint = Blueprint("teams")

        async def receive(request: Request) -> HTTPResponse:
            activity = await self._let_in(request)
            told = self._names.activity(activity.conversation, told_as(activity, request.body))
            if told in self._seen:
                return _done(activity)
            response = self._take(activity, self._public_url or f"{request.scheme}://{request.host}")
            self._seen.add(told)
            return response

        for number, path in enumerate(PATHS):
            blueprint.add_route(receive, path, methods=["POST"], name=f"receive_{number}")
        return blueprint

    async def _let_in(self, request: Request) -> Activity:
        """The activity, if whoever sends it may. Its body is not read before its token was."""
        if request.content_type.split(";")[0].strip() != "application/json":
            raise Problem(415, "Send JSON, with content type application/json.")
        if self._doorkeeper is not None:
            claims = await self._doorkeeper.verify(request.headers.get("authorization"))
            activity = parse(request.body)
            self._doorkeeper.admit(activity, claims)
            return activity
        if not is_loopback(request.ip) or any(name in request.headers for name in _FORWARDED):
            raise Problem(403, "In development only this machine is answered.")
        activity = parse(request.body)
        if not is_on_this_machine(activity.service_url):
            raise Problem(403, "In development answers go to this machine only.")
        return activity

    def _take(self, activity: Activity, base: str) -> HTTPResponse:
        """Acknowledge, and put what is to be done in its conversation's queue. Raises Problem (429)."""
        if activity.type == "invoke":
            return self._invoke(activity, base)
        if activity.user != activity.bot:
            if activity.type == "message":
                self._message(activity, base)
            elif activity.type == "messageUpdate":
                self._edited(activity, base)
            elif activity.type in ("conversationUpdate", "installationUpdate"):
                self._changed(activity, base)
        return empty(202)

    def _message(self, activity: Activity, base: str) -> None:
        chat = self._chat(activity, base)
        if not activity.is_personal:
            if activity.mentioned:
                self._work.add(chat.conversation, lambda: self._answer_in_group(activity, chat))
            return
        said = said_in(activity)
        if said is None:
            self._work.add(chat.conversation, lambda: self._writer.say(chat, "teams_card_used"))
            return
        used = self._writer.use(chat, activity.reply_to, said.choice) if isinstance(said, Chosen) else None
        self._work.add(chat.conversation, lambda: self._talk.answer(chat, said, used))

    def _edited(self, activity: Activity, base: str) -> None:
        if activity.is_personal and activity.change == _EDITED:
            chat = self._chat(activity, base)
            self._work.add(chat.conversation, lambda: self._writer.say(chat, "teams_edited"))

    def _changed(self, activity: Activity, base: str) -> None:
        """Members came, or the app was installed or removed."""
        chat = self._chat(activity, base)
        if activity.change == _REMOVED:
            if activity.is_personal:
                self._work.add(chat.conversation, lambda: self._talk.forget(chat.conversation))
            return
        came = activity.change == _ADDED or activity.added
        if came and activity.is_personal:
            self._work.add(chat.conversation, lambda: self._talk.welcome(chat))
        elif activity.change == _ADDED or activity.bot in activity.added:
            here = self._names.place(activity.tenant, activity.conversation)
            if here not in self._known_at:
                self._work.add(here, lambda: self._writer.say(chat, "teams_group_how"))
                self._known_at.add(here)

    def _invoke(self, activity: Activity, base: str) -> HTTPResponse:
        """A button that waits for an answer gets its own card back, closed."""
        if activity.name != _PRESSED or activity.user == activity.bot:
            return json({})
        if not activity.is_personal:
            return _answered(_LINE, self._wording["teams_group_how"])
        said, used = said_in(activity), None
        if isinstance(said, Chosen):
            chat = self._chat(activity, base)
            used = self._writer.use(chat, activity.reply_to, said.choice)
            self._work.add(chat.conversation, lambda: self._talk.answer(chat, said))
        if used is None:
            return _answered(_LINE, self._wording["teams_card_used"])
        return _answered(CARD, used.card.content)

    async def _answer_in_group(self, activity: Activity, chat: Chat) -> None:
        """The process is answered here; what may be about a child in private, and here only that it is."""
        if await self._talk.answer_in_group(chat, activity.text):
            return
        try:
            place = await self._connector.open_private_chat(chat.place, activity.tenant, activity.user)
        except NotSent:
            await self._writer.say(chat, "teams_private_failed")
            return
        private = Chat(place, self._names.personal(activity.tenant, activity.user), chat.base)
        said = typed(activity.text)
        await self._work.add(private.conversation, lambda: self._talk.answer(private, said))
        await self._writer.say(chat, "teams_private_started")

    def _chat(self, activity: Activity, base: str) -> Chat:
        place = Place(activity.service_url, activity.conversation, activity.bot)
        if activity.is_personal:
            return Chat(place, self._names.personal(activity.tenant, activity.user), base)
        shared = self._names.shared(activity.tenant, activity.conversation, activity.user)
        return Chat(place, shared, base)


def _answered(kind: str, value: Any) -> HTTPResponse:
    return json({"statusCode": 200, "type": kind, "value": value})


def _done(activity: Activity) -> HTTPResponse:
    return json({}) if activity.type == "invoke" else empty(202)
