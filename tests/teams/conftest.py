"""The bot with its Teams channel, a stand-in for Microsoft beside it, and replies to make cards of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from bench.processes import free_port
from tests.conversations.bot import Bot
from tests.server.conftest import Server, started
from tests.teams.microsoft import APP, METADATA, TENANT, Microsoft, microsoft
from tests.teams.replies import Reply, played

BOT = f"28:{APP}"
NAME = "Zebadiah Quorn-Ashdale"
SECRET = "a secret of the tests, which is long enough"
_numbers = itertools.count(1)


@dataclass
class User:
    """Somebody in Teams. Every user has ids of their own, and the planted name."""

    server: Server
    microsoft: Microsoft
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def id(self) -> str:
        """The user's id."""
        return f"29:plantedid{self.number}"

    @property
    def chat(self) -> str:
        """The private chat with the bot."""
        return f"a:private-{self.id}"

    def activity(self, kind: str = "message", **other: Any) -> dict[str, Any]:
        """An activity of the private chat, as Teams sends it."""
        return {
            "type": kind,
            "id": f"activity-{next(_numbers)}",
            "channelId": "msteams",
            "serviceUrl": self.microsoft.service_url,
            "from": {"id": self.id, "name": NAME, "aadObjectId": f"planted-aad-{self.number}"},
            "recipient": {"id": BOT, "name": "Threshold Guidance"},
            "conversation": {"id": self.chat, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            **other,
        }

    def in_group(self, text: str, scope: str = "groupChat", *, mention: bool = True) -> dict[str, Any]:
        """A message in a group chat or channel, with the bot mentioned."""
        entity = {"type": "mention", "mentioned": {"id": BOT, "name": "Guide"}, "text": "<at>Guide</at>"}
        return self.activity(
            text=f"<at>Guide</at> {text}" if mention else text,
            entities=[entity] if mention else [],
            conversation={
                "id": f"19:group{self.number}@thread.v2",
                "conversationType": scope,
                "isGroup": True,
            },
        )

    def post(self, body: Any, path: str = "api/messages", token: str | None = None) -> httpx.Response:
        """Send it, as the Bot Connector would."""
        authorization = {"authorization": f"Bearer {token or self.microsoft.token()}"}
        return httpx.post(
            f"{self.server.url.rstrip('/')}/{path}", json=body, headers=authorization, timeout=30
        )

    def says(self, text: str, until: str = "") -> str:
        """Say something in the private chat; what is said to it, once there is something with ``until``."""
        before = len(self.answers)
        assert self.post(self.activity(text=text)).status_code == 202
        return self.hears(until, before)

    def hears(self, what: str, after: int = 0) -> str:
        """What the bot has said after its first messages, once there is something with ``what`` in it."""

        def heard() -> str:
            said = "\n".join(map(words, self.answers[after:]))
            return said if what in said else ""

        found: str = self.microsoft.until(heard)
        return found

    def button(self, title: str) -> tuple[str, dict[str, Any]]:
        """The last button with this title: the id of the message it is on, and what it sends."""
        for message in reversed(self.answers):
            for data in buttons(message.get("attachments", []), title):
                return message["id"], data
        raise AssertionError(f"no button {title!r}")

    def presses(self, title: str, until: str = "") -> str:
        """Press a button; what is said to it."""
        message, data = self.button(title)
        before = len(self.answers)
        assert self.post(self.activity(value=data, replyToId=message)).status_code == 202
        return self.hears(until, before)

    @property
    def answers(self) -> list[dict[str, Any]]:
        """What the bot has said in the private chat."""
        return self.microsoft.sent(self.chat)

    def wait(self, count: int) -> list[dict[str, Any]]:
        """The answers, once there are so many."""
        found: list[dict[str, Any]] = self.microsoft.until(
            lambda: self.answers if len(self.answers) >= count else None
        )
        return found


def words(part: Any) -> str:
    """Everything that a message or a part of it says, once: not what is for clients without cards."""
    if isinstance(part, dict):
        part = [one for name, one in part.items() if name != "fallbackText"]
    if isinstance(part, list):
        return "\n".join(filter(None, map(words, part)))
    return part if isinstance(part, str) else ""


def buttons(part: Any, title: str) -> Iterator[dict[str, Any]]:
    """What the buttons with this title send, wherever they are on a card."""
    if isinstance(part, list):
        for one in part:
            yield from buttons(one, title)
    elif isinstance(part, dict):
        named = re.match(rf"{re.escape(title)}(?: \(|$)", part.get("title", ""))  # a hint may follow
        if named and "data" in part:
            yield part["data"]
        yield from buttons(list(part.values()), title)


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Microsoft]:
    """Microsoft."""
    with microsoft(tmp_path_factory.mktemp("microsoft")) as one:
        yield one


@pytest.fixture(scope="module")
def bot_server(cloud: Microsoft, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bot, with every log at debug level."""
    folder = tmp_path_factory.mktemp("bot")
    port = free_port()
    with started("-m", "tests.server.watched", folder, settings(cloud, port), port) as server:
        yield server


def settings(cloud: Microsoft, port: int) -> dict[str, str]:
    """The environment of a bot that knows only this Microsoft."""
    return {
        "GUIDANCE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "GUIDANCE_SECRET_KEY": SECRET,
        "GUIDANCE_TEAMS_APP_ID": APP,
        "GUIDANCE_TEAMS_APP_PASSWORD": "app password",
        "GUIDANCE_TEAMS_TENANT_ID": TENANT,
        "GUIDANCE_TEAMS_METADATA_URL": cloud.url + METADATA,
        "GUIDANCE_TEAMS_LOGIN_URL": cloud.url,
        "GUIDANCE_TEAMS_SERVICE_HOSTS": cloud.url.removeprefix("https://"),
        "SSL_CERT_FILE": str(cloud.certificate),
        "REQUESTS_CA_BUNDLE": str(cloud.certificate),
    }


@pytest.fixture
def user(bot_server: Server, cloud: Microsoft) -> User:
    """Somebody new."""
    return User(bot_server, cloud)


@pytest.fixture(scope="session")
def conversations(bot: Bot) -> list[list[Reply]]:
    """Some conversations, each as its replies in order."""
    return played(bot)


@pytest.fixture(scope="session")
def replies(conversations: list[list[Reply]]) -> list[Reply]:
    """All their replies."""
    return [reply for conversation in conversations for reply in conversation]
