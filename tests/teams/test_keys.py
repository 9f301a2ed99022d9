"""The ring of signing keys: fetched when needed, kept, never taken from anybody else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from bot.channels.problems import Problem
from bot.channels.teams.clouds import Cloud
from bot.channels.teams.http import Http
from bot.channels.teams.keys import KeyRing, NoKeys
from bot.channels.teams.tokens import Doorkeeper
from tests.running import run_async
from tests.teams.microsoft import APP, ISSUER, METADATA, WEAK, Microsoft, microsoft

DAY = 24 * 3600


@pytest.fixture
def cloud() -> Iterator[Microsoft]:
    """Microsoft, without TLS."""
    with microsoft() as one:
        yield one


def _with_ring(
    cloud: Microsoft, do: Callable[[KeyRing, list[float]], Awaitable[Any]], issuer: str = ISSUER
) -> Any:
    """Run ``do`` with a ring of keys, and the clock that it goes by."""

    async def run() -> Any:
        http, clock = Http(), [0.0]
        try:
            return await do(KeyRing(cloud.url + METADATA, issuer, http, lambda: clock[0]), clock)
        finally:
            await http.close()

    return run_async(run())


def test_keys_are_fetched_once_however_many_ask(cloud: Microsoft) -> None:
    async def ask(ring: KeyRing, _clock: list[float]) -> None:
        found = await asyncio.gather(*(ring.find("first") for _ in range(20)))
        assert {key.endorsements for key in found if key} == {frozenset({"msteams"})}

    _with_ring(cloud, ask)
    assert cloud.keys_asked == 1


def test_a_key_that_nobody_knows_is_asked_for_five_times_in_five_minutes_at_most(cloud: Microsoft) -> None:
    async def ask(ring: KeyRing, clock: list[float]) -> None:
        for number in range(50):
            assert await ring.find(f"unknown {number}") is None
        assert cloud.keys_asked == 1 + 5
        clock[0] = 301
        assert await ring.find("unknown") is None
        assert cloud.keys_asked == 1 + 6

    async def first(ring: KeyRing, clock: list[float]) -> None:
        await ring.find("first")
        await ask(ring, clock)

    _with_ring(cloud, first)


def test_without_keys_nobody_gets_in_and_one_line_says_why(
    cloud: Microsoft, caplog: pytest.LogCaptureFixture
) -> None:
    cloud.keys_down = True

    async def ask(ring: KeyRing, clock: list[float]) -> None:
        door = Doorkeeper(ring, Cloud(ISSUER, "", "", "", "", frozenset()), APP, frozenset())
        for _ in range(10):
            with pytest.raises(Problem) as refused:
                await door.verify(f"Bearer {cloud.token()}")
            assert refused.value.status == 503
        cloud.keys_down = False
        clock[0] = 6
        assert (await door.verify(f"Bearer {cloud.token()}")).service_url == cloud.service_url

    with caplog.at_level(logging.INFO, logger="bot"):
        _with_ring(cloud, ask)
    assert [record.getMessage().split(" from ")[0] for record in caplog.records] == [
        "Teams: signing keys cannot be fetched",
        "Teams: signing keys can be fetched again",
    ]


def test_known_keys_outlast_an_outage_but_not_for_ever(cloud: Microsoft) -> None:
    async def ask(ring: KeyRing, clock: list[float]) -> None:
        await ring.find("first")
        cloud.keys_down = True
        clock[0] = 4 * DAY
        assert await ring.find("first") is not None
        clock[0] = 6 * DAY
        with pytest.raises(NoKeys):
            await ring.find("first")

    _with_ring(cloud, ask)


def test_they_are_fetched_beside_everything_else(cloud: Microsoft) -> None:
    async def wait(ring: KeyRing, _clock: list[float]) -> None:
        beside = asyncio.create_task(ring.keep_fresh())
        while not cloud.keys_asked or beside.done():
            await asyncio.sleep(0.01)
        assert await ring.find("first") is not None
        beside.cancel()

    _with_ring(cloud, wait)
    assert cloud.keys_asked == 1


def test_metadata_of_another_issuer_is_not_believed(cloud: Microsoft) -> None:
    async def ask(ring: KeyRing, _clock: list[float]) -> None:
        with pytest.raises(NoKeys):
            await ring.find("first")

    _with_ring(cloud, ask, issuer="https://api.botframework.us")


def test_keys_are_not_fetched_from_elsewhere(cloud: Microsoft) -> None:
    with microsoft() as elsewhere:
        cloud.keys_at = elsewhere.url

        async def ask(ring: KeyRing, _clock: list[float]) -> None:
            with pytest.raises(NoKeys):
                await ring.find("first")

        _with_ring(cloud, ask)


def test_a_weak_key_is_not_taken(cloud: Microsoft) -> None:
    cloud.keys["weak"] = (WEAK, ["msteams"])

    async def ask(ring: KeyRing, _clock: list[float]) -> None:
        assert await ring.find("weak") is None
        assert await ring.find("first") is not None

    _with_ring(cloud, ask)
