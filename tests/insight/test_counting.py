"""A guidance is counted once, when the whole of it is first shown, and only if it is about a real child."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot import clock, traffic
from bot.channels.request import Chosen, Typed
from bot.channels.web import WebOutput
from bot.insight.finished import Finished
from bot.server import ServerDesk
from bot.store import connect, upgrade
from bot.store.tables import insights
from tests.conversations.bot import Bot

ONE = Finished("walsall", "school", "child_protection", "front_door", ("sexual_abuse",), "unsaid", "1")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An empty database."""
    engine = connect(f"sqlite:///{tmp_path / 'guidance.db'}")
    upgrade(engine)
    return engine


def _first_of_each(output: WebOutput) -> Chosen:
    """The open form, with the first option of each of its questions."""
    form = output.messages[-1]
    value = {
        one["id"]: [one["options"][0]["value"]] if one["many"] else one["options"][0]["value"]
        for one in form["fields"]
    }
    return Chosen({"question": form["question"], "turn": form["turn"], "value": value})


def _rows(engine: Engine) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(sa.select(insights)).mappings()]


def test_a_guidance_is_finished_once(bot: Bot) -> None:
    told = "Walsall. I'm a teacher. After an assembly a pupil, 9, told me her uncle touched her."
    asked = bot.turn("insight-once", Typed(told))
    assert asked.finished is None, "the action alone is not the whole answer"
    whole = bot.turn("insight-once", _first_of_each(asked))
    assert whole.finished is not None
    assert (whole.finished["area"], whole.finished["agency"]) == ("walsall", "school")
    changed = bot.turn("insight-once", Typed("He also hit her with a belt this morning."))
    assert changed.finished is None


def test_an_exercise_is_never_finished_guidance(bot: Bot) -> None:
    output = bot.turn("insight-exercise", Typed("training exercise"))
    assert output.practising and output.finished is None
    told = bot.turn("insight-exercise", Typed("she has a bruise, ring the front door today"))
    assert told.practising and told.finished is None


def test_only_coarse_facts_are_kept(engine: Engine) -> None:
    clock.use(lambda: datetime.fromisoformat("2026-03-12T19:42:31+00:00"))
    try:
        _count(engine)
    finally:
        clock.use(None)
    [row] = _rows(engine)
    assert len(row.pop("id")) == 32
    assert {name: str(value) for name, value in row.items()} == {
        "week": "2026-03-09",
        "time": "evening",
        "area": "walsall",
        "agency": "school",
        "tier": "child_protection",
        "route": "front_door",
        "topics": "sexual_abuse",
        "view": "unsaid",
        "channel": "web",
        "edition": "1",
    }


def test_test_traffic_is_not_counted(engine: Engine) -> None:
    _count(engine, is_test=True)
    assert _rows(engine) == []


def test_a_count_that_cannot_be_kept_breaks_no_answer(engine: Engine) -> None:
    insights.drop(engine)
    _count(engine)


def _count(engine: Engine, *, is_test: bool = False) -> None:
    async def turn() -> None:
        traffic.begin(test=is_test)
        await desk.keep_finished(ONE.to_dict(), "web")

    desk = ServerDesk(cast(Any, None), cast(Any, None), engine, 7)
    with ThreadPoolExecutor(1) as pool:  # a browser of another test may have its loop in this thread
        pool.submit(asyncio.run, turn()).result()
