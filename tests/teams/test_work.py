"""Work after the acknowledgement: in order, one failure alone, and never more than can be done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.channels.problems import Problem
from bot.channels.teams.work import Work
from tests.running import run_async


def _job(done: list[str], name: str, seconds: float = 0.0) -> Callable[[], Awaitable[None]]:
    async def job() -> None:
        await asyncio.sleep(seconds)
        done.append(name)

    return job


def test_one_conversation_is_answered_in_order_and_others_beside_it() -> None:
    done: list[str] = []

    async def run() -> None:
        work = Work()
        work.add("a", _job(done, "a1", 0.05))
        work.add("a", _job(done, "a2"))
        work.add("b", _job(done, "b1"))
        await work.finish()

    run_async(run())
    assert done == ["b1", "a1", "a2"]


def test_a_failure_is_logged_by_its_place_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    async def fail() -> None:
        raise ValueError("what a practitioner typed")

    async def run() -> None:
        work = Work()
        work.add("a", fail)
        work.add("a", _job(done, "a2"))
        await work.finish()

    run_async(run())
    assert done == ["a2"]
    assert "ValueError at" in caplog.text
    assert "practitioner typed" not in caplog.text


def test_a_conversation_cannot_queue_without_end() -> None:
    done: list[str] = []

    async def run() -> None:
        work = Work()
        for number in range(5):
            work.add("a", _job(done, str(number)))
        with pytest.raises(Problem) as refused:
            work.add("a", _job(done, "one too many"))
        assert refused.value.status == 429
        work.add("b", _job(done, "b"))
        await work.finish()
        await asyncio.sleep(0)
        work.add("a", _job(done, "again"))
        await work.finish()

    run_async(run())
    assert sorted(done) == ["0", "1", "2", "3", "4", "again", "b"]
