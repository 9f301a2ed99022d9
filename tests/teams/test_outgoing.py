"""Calls to the connector: tried again as it asks, in order, not too fast, and to nobody else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import pytest

from bot.channels.teams.clouds import cloud_of, is_on_this_machine
from bot.channels.teams.http import Http
from bot.channels.teams.identity import Nobody, NoToken, Tokens, identity_of
from bot.channels.teams.outgoing import Connector, NotSent, Place
from bot.settings import Settings
from tests.running import run_async
from tests.teams.microsoft import APP, TENANT, Microsoft, microsoft


@pytest.fixture
def cloud() -> Iterator[Microsoft]:
    """Microsoft, without TLS."""
    with microsoft() as one:
        yield one


class Sleeps:
    """Sleeps that take no time, and how long they would have been."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)


def _with_connector(
    do: Callable[[Connector], Awaitable[Any]],
    sleep: Any = asyncio.sleep,
    identity: Any = None,
    allowed: Callable[[str], bool] = is_on_this_machine,
) -> Any:
    async def run() -> Any:
        http = Http()
        try:
            return await do(Connector(http, identity or Nobody(), allowed, sleep))
        finally:
            await http.close()

    return run_async(run())


def _place(cloud: Microsoft, conversation: str = "a:1") -> Place:
    return Place(cloud.service_url, conversation, "28:bot")


def _said(text: str) -> dict[str, Any]:
    return {"type": "message", "text": text}


def _send_one(cloud: Microsoft) -> list[float]:
    """Send one message; how long each pause was."""
    sleeps = Sleeps()
    _with_connector(lambda connector: connector.send(_place(cloud), _said("one")), sleeps)
    return sleeps.asked


def test_a_message_arrives_with_its_sender_and_its_conversation(cloud: Microsoft) -> None:
    place = _place(cloud, "19:a/b c@thread.v2;messageid=1")
    assert _with_connector(lambda connector: connector.send(place, _said("one"))) == "m1"
    [call] = cloud.calls
    assert call.conversation == place.conversation
    assert call.body == {**_said("one"), "from": {"id": "28:bot"}, "conversation": {"id": place.conversation}}


def test_retry_after_is_honoured_in_seconds(cloud: Microsoft) -> None:
    cloud.refuse.extend([(429, {"Retry-After": "7"}), (503, {"Retry-After": "3"})])
    assert _send_one(cloud) == [7.0, 3.0]
    assert [call.status for call in cloud.calls] == [429, 503, 201]


def test_retry_after_is_honoured_as_a_moment(cloud: Microsoft) -> None:
    moment = datetime.now(timezone.utc) + timedelta(seconds=20)
    cloud.refuse.append((429, {"Retry-After": format_datetime(moment, usegmt=True)}))
    [pause] = _send_one(cloud)
    assert 18 < pause < 20


@pytest.mark.parametrize("status", [408, 412, 429, 500, 502, 503, 504])
def test_what_passes_is_tried_again_later_each_time_and_never_in_step(cloud: Microsoft, status: int) -> None:
    cloud.refuse.extend([(status, {})] * 4)
    first = _send_one(cloud)
    assert [least <= pause <= 2 * least for pause, least in zip(first, (0.25, 0.5, 1, 2))] == [True] * 4
    cloud.refuse.extend([(status, {})] * 4)
    assert _send_one(cloud) != first


def test_it_is_not_tried_for_ever(cloud: Microsoft) -> None:
    cloud.refuse.extend([(502, {})] * 9)
    with pytest.raises(NotSent) as error:
        _send_one(cloud)
    assert error.value.status == 502
    assert len(cloud.calls) == 5


def test_whoever_asks_to_wait_for_long_is_not_waited_for(cloud: Microsoft) -> None:
    cloud.refuse.append((429, {"Retry-After": "100000"}))
    with pytest.raises(NotSent):
        _send_one(cloud)
    assert len(cloud.calls) == 1


@pytest.mark.parametrize("status", [301, 307, 400, 403, 404, 405, 413])
def test_what_stays_wrong_is_not_tried_again(cloud: Microsoft, status: int) -> None:
    cloud.refuse.append((status, {"Location": f"{cloud.url}/elsewhere"}))
    with pytest.raises(NotSent) as error:
        _send_one(cloud)
    assert error.value.status == status
    assert len(cloud.calls) == 1


def test_a_connector_that_is_not_there_is_tried_again() -> None:
    sleeps = Sleeps()
    place = Place("http://127.0.0.1:1/", "a:1", "28:bot")
    with pytest.raises(NotSent) as error:
        _with_connector(lambda connector: connector.send(place, _said("one")), sleeps)
    assert error.value.status == 0
    assert len(sleeps.asked) == 4


def test_the_order_of_a_conversation_is_kept_when_its_first_message_is_refused(cloud: Microsoft) -> None:
    cloud.refuse.extend([(502, {}), (429, {"Retry-After": "0"})])

    async def send(connector: Connector) -> None:
        texts = ("one", "two", "three", "four")
        await asyncio.gather(*(connector.send(_place(cloud), _said(text)) for text in texts))

    _with_connector(send)
    assert [one["text"] for one in cloud.sent("a:1")] == ["one", "two", "three", "four"]


def test_a_slow_conversation_does_not_hold_up_another(cloud: Microsoft) -> None:
    async def send(connector: Connector) -> None:
        cloud.refuse.append((429, {"Retry-After": "1"}))
        slow = asyncio.create_task(connector.send(_place(cloud, "a:slow"), _said("one")))
        await asyncio.sleep(0.1)
        await connector.send(_place(cloud, "a:other"), _said("two"))
        assert not slow.done()
        await slow

    _with_connector(send)
    assert [call.conversation for call in cloud.calls if call.status == 201] == ["a:other", "a:slow"]


def test_no_more_than_seven_a_second_in_one_conversation(cloud: Microsoft) -> None:
    async def send(connector: Connector) -> None:
        for number in range(16):
            await connector.send(_place(cloud), _said(str(number)))

    _with_connector(send)
    came = [call.at for call in cloud.calls]
    assert all(later - earlier >= 1 for earlier, later in zip(came, came[7:]))
    assert came[6] - came[0] < 1  # it does not wait for nothing


def test_conversations_do_not_slow_each_other(cloud: Microsoft) -> None:
    async def send(connector: Connector) -> None:
        places = [_place(cloud, f"a:{number}") for number in range(20)]
        await asyncio.gather(*(connector.send(place, _said("one")) for place in places))

    began = time.monotonic()
    _with_connector(send)
    assert time.monotonic() - began < 1


def test_nothing_is_sent_to_anybody_else(cloud: Microsoft) -> None:
    identity = Tokens(lambda: pytest.fail("a token was fetched"))
    calls: tuple[Callable[[Connector], Awaitable[Any]], ...] = (
        lambda connector: connector.send(_place(cloud), _said("one")),
        lambda connector: connector.update(_place(cloud), "m1", _said("one")),
        lambda connector: connector.delete(_place(cloud), "m1"),
        lambda connector: connector.open_private_chat(_place(cloud), TENANT, "29:1"),
    )
    for call in calls:
        with pytest.raises(NotSent, match="may be sent"):
            _with_connector(call, identity=identity, allowed=lambda url: False)
    _with_connector(
        lambda connector: connector.show_typing(_place(cloud)), identity=identity, allowed=lambda url: False
    )
    assert not cloud.calls


def test_a_redirect_is_not_followed(cloud: Microsoft) -> None:
    with microsoft() as elsewhere:
        cloud.refuse.append((307, {"Location": f"{elsewhere.service_url}v3/conversations/a:1/activities"}))
        with pytest.raises(NotSent):
            _send_one(cloud)
        assert not elsewhere.calls


def test_a_message_that_teams_would_not_take_is_not_sent(cloud: Microsoft) -> None:
    with pytest.raises(NotSent) as error:
        _with_connector(lambda connector: connector.send(_place(cloud), _said("ü" * 40_000)))
    assert error.value.status == 413
    assert not cloud.calls


def test_an_activity_is_updated_and_deleted(cloud: Microsoft) -> None:
    async def change(connector: Connector) -> None:
        sent = await connector.send(_place(cloud), _said("one"))
        await connector.update(_place(cloud), sent, _said("two"))
        await connector.delete(_place(cloud), sent)

    _with_connector(change)
    assert [(call.method, call.activity) for call in cloud.calls] == [
        ("POST", "m1"),
        ("PUT", "m1"),
        ("DELETE", "m1"),
    ]
    assert (cloud.calls[1].body["text"], cloud.calls[1].body["id"]) == ("two", "m1")


def test_a_private_chat_is_opened_with_one_user(cloud: Microsoft) -> None:
    opened = _with_connector(lambda connector: connector.open_private_chat(_place(cloud), TENANT, "29:1"))
    assert (opened.service_url, opened.conversation) == (cloud.service_url, "a:private-29:1")


def test_typing_that_fails_is_tried_once(cloud: Microsoft) -> None:
    cloud.refuse.append((502, {}))
    _with_connector(lambda connector: connector.show_typing(_place(cloud)))
    assert len(cloud.calls) == 1


class Endpoint:
    """Gives tokens that are good for an hour, and counts them."""

    def __init__(self, **other: Any) -> None:
        self.given = 0
        self.other = other

    def __call__(self) -> dict[str, Any]:
        self.given += 1
        return {"access_token": f"token {self.given}", "expires_in": 3600, **self.other}


def test_a_token_is_fetched_once_and_again_shortly_before_it_expires() -> None:
    endpoint, clock = Endpoint(), [0.0]

    async def ask() -> list[str | None]:
        tokens = Tokens(endpoint, lambda: clock[0])
        at_once = await asyncio.gather(*(tokens.token() for _ in range(20)))
        clock[0] = 3299
        before = await tokens.token()
        clock[0] = 3301
        return [*set(at_once), before, await tokens.token()]

    assert run_async(ask()) == ["token 1", "token 1", "token 2"]


def test_a_token_that_is_refused_is_replaced_once(cloud: Microsoft) -> None:
    endpoint = Endpoint()
    cloud.refuse.append((401, {}))
    tokens = Tokens(endpoint)
    _with_connector(lambda connector: connector.send(_place(cloud), _said("one")), Sleeps(), tokens)
    assert [call.token for call in cloud.calls] == ["Bearer token 1", "Bearer token 2"]
    cloud.refuse.extend([(401, {})] * 9)
    with pytest.raises(NotSent):
        _with_connector(lambda connector: connector.send(_place(cloud), _said("one")), Sleeps(), tokens)
    assert endpoint.given == 3


def test_without_a_token_nothing_is_sent(cloud: Microsoft, caplog: pytest.LogCaptureFixture) -> None:
    tokens = Tokens(lambda: {"error": "invalid_client", "error_description": "secret of app 123 is wrong"})
    with pytest.raises(NotSent):
        _with_connector(lambda connector: connector.send(_place(cloud), _said("one")), Sleeps(), tokens)
    assert not cloud.calls
    assert "refuses this bot: invalid_client" in caplog.text
    assert "app 123" not in caplog.text


def test_a_managed_identity_gets_its_token_from_azure(
    cloud: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{cloud.url}/managed")
    monkeypatch.setenv("IDENTITY_HEADER", "header")
    settings = Settings.parse_obj(
        {
            "teams_app_id": APP,
            "teams_identity": "managed_identity",
            "teams_tenant_id": TENANT,
            "public_url": "https://guidance.example",
            "secret_key": "x" * 40,
        }
    )
    assert run_async(identity_of(settings, cloud_of(settings)).token()) == "bot token 1"


def test_a_token_endpoint_that_is_not_there_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def fetch() -> dict[str, Any]:
        raise OSError("the name of the tenant")

    with pytest.raises(NoToken):
        run_async(Tokens(fetch).token())
    assert "does not answer: OSError at" in caplog.text
    assert "the name of the tenant" not in caplog.text
