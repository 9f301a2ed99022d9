"""The channel as a developer runs it, on this machine and without tokens; its start and its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import httpx
import psutil
import pytest

from bot.channels.teams.hidden import seal_of
from bot.channels.teams.outgoing import Place
from bot.channels.teams.reminders import Reminders
from bot.settings import Settings
from bot.store import connect, teams_reminders, upgrade
from tests.project import content
from tests.running import run_async
from tests.server.conftest import Server, started
from tests.teams.conftest import User, words
from tests.teams.microsoft import Microsoft, microsoft

SAY = content().wording


@pytest.fixture(scope="module")
def cloud() -> Iterator[Microsoft]:
    """A connector that asks for nothing, as the playground's."""
    with microsoft() as one:
        yield one


@pytest.fixture(scope="module")
def bot_server(cloud: Microsoft, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A bot that starts with a reminder that was due while it was off."""
    folder = tmp_path_factory.mktemp("bot")
    engine = connect(f"sqlite:///{folder / 'guidance.db'}")
    upgrade(engine)
    secret = Settings.parse_obj({}).secret_key.get_secret_value()
    reminders = Reminders(engine, seal_of([secret]), None, SAY)  # type: ignore[arg-type]
    place = Place(cloud.service_url, "a:reminded", "28:bot")
    run_async(reminders.keep("teams-reminded", place))
    [sealed] = teams_reminders.due(engine, datetime.now(timezone.utc) + timedelta(days=9))
    teams_reminders.put(engine, sealed.conversation, sealed.place, datetime.now(timezone.utc))
    engine.dispose()
    with started("-m", "tests.server.watched", folder, {"GUIDANCE_TEAMS_DEVELOPMENT": "true"}) as server:
        yield server
        _answers_under_way_are_sent_before_it_stops(User(server, cloud))


def _answers_under_way_are_sent_before_it_stops(user: User) -> None:
    ours = [one for one in psutil.Process().children() if "tests.server.watched" in one.cmdline()]
    serving = max(ours, key=psutil.Process.create_time)
    user.microsoft.delay = 0.5
    assert _post(user, text="A girl of 7 says her uncle hits her").status_code == 202
    serving.terminate()
    serving.wait(20)
    assert "act now" in "".join(map(words, user.answers)).lower()


def _post(user: User, **other: object) -> httpx.Response:
    headers = other.pop("headers", {})
    url = f"{user.server.url}api/messages"
    return httpx.post(url, json=user.activity(**other), headers=headers, timeout=30)  # type: ignore[arg-type]


def test_what_was_due_while_it_was_off_is_sent_at_the_start(bot_server: Server, cloud: Microsoft) -> None:
    [sent] = cloud.until(lambda: cloud.sent("a:reminded"))
    assert sent["text"] == SAY["teams_reminder"]
    engine = connect(f"sqlite:///{bot_server.database}")
    cloud.until(lambda: not teams_reminders.due(engine, datetime.now(timezone.utc)))


def test_this_machine_needs_no_token_and_none_is_sent(user: User) -> None:
    assert _post(user, text="hello").status_code == 202
    assert SAY["teams_notice"] in user.hears(SAY["text_999"][:40])
    assert {call.token for call in user.microsoft.in_chat(user.chat)} == {""}


@pytest.mark.parametrize(
    "other",
    [
        {"serviceUrl": "https://smba.trafficmanager.net/uk/"},
        {"serviceUrl": "http://192.168.1.2/"},
        {"headers": {"X-Forwarded-For": "192.0.2.1"}},
        {"headers": {"Forwarded": "for=192.0.2.1"}},
        {"headers": {"Host": "guidance.example"}},
    ],
)
def test_nobody_else_is_answered(user: User, other: dict[str, object]) -> None:
    assert _post(user, text="hello", **other).status_code == 403
