"""Reminders: asked for, sealed, sent on the next working day, gone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot import clock
from bot.channels.teams import reminders as remind
from bot.channels.teams.hidden import Names, seal_of
from bot.channels.teams.outgoing import NotSent, Place
from bot.channels.teams.reminders import Reminders
from bot.store import connect, teams_reminders, upgrade
from tests.project import content
from tests.running import run_async

PLACE = Place("https://smba.trafficmanager.net/uk/", "a:planted-conversation", "28:bot")
SAY = content().wording
THURSDAY = datetime(2026, 4, 2, 16, 30, tzinfo=clock.ENGLAND)  # before Easter
TUESDAY = datetime(2026, 4, 7, 9, 0, tzinfo=clock.ENGLAND)


class Connected:
    """In place of the connector: takes what is sent, or fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.sent: list[tuple[Place, dict[str, Any]]] = []

    async def send(self, place: Place, activity: dict[str, Any]) -> str:
        if self.failures:
            self.failures -= 1
            raise NotSent("the connector answered 502", 502)
        self.sent.append((place, activity))
        return "m1"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = connect(f"sqlite:///{tmp_path / 'guidance.db'}")
    upgrade(engine)
    return engine


@pytest.fixture(autouse=True)
def _now() -> Any:
    clock.use(lambda: THURSDAY)
    yield
    clock.use(None)


def _reminders(engine: Engine, connector: Connected, secret: str = "secret") -> Reminders:
    return Reminders(engine, seal_of([secret]), connector, SAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "remind me to chase the decision tomorrow",
        "Please remind me",
        "set a reminder",
        "can you send me a reminder to ring them",
        "I'd like you to give me a reminder",
    ],
)
def test_what_asks_for_a_reminder(text: str) -> None:
    assert remind.asks(text)
    assert not remind.cancels(text)


@pytest.mark.parametrize(
    "text", ["cancel my reminder", "please delete the reminder", "forget that reminder", "stop reminder"]
)
def test_what_asks_for_none(text: str) -> None:
    assert remind.cancels(text)
    assert not remind.asks(text)


@pytest.mark.parametrize(
    "text", ["she reminds me of her mother", "I had to remind mum to come", "a reminder letter was sent home"]
)
def test_what_speaks_of_something_else(text: str) -> None:
    assert not remind.asks(text)
    assert not remind.cancels(text)


def test_it_comes_on_the_next_working_day_at_nine_and_then_it_is_gone(engine: Engine) -> None:
    connector = Connected()
    reminders = _reminders(engine, connector)
    assert run_async(reminders.keep("teams-x", PLACE)) == "Tuesday 7 April 2026"
    run_async(reminders.send_due(TUESDAY - timedelta(seconds=1)))
    assert not connector.sent
    run_async(reminders.send_due(TUESDAY))
    [(place, activity)] = connector.sent
    assert (place, activity["text"]) == (PLACE, SAY["teams_reminder"])
    run_async(reminders.send_due(TUESDAY + timedelta(days=1)))
    assert len(connector.sent) == 1


def test_the_offer_names_the_same_day() -> None:
    [option] = remind.offer(SAY, THURSDAY)["options"]
    assert option["label"] == "Remind me on Tuesday 7 April 2026 at 9am"


def test_asking_twice_is_one_reminder(engine: Engine) -> None:
    connector = Connected()
    reminders = _reminders(engine, connector)
    for _ in range(2):
        run_async(reminders.keep("teams-x", PLACE))
    run_async(reminders.keep("teams-y", PLACE))
    run_async(reminders.send_due(TUESDAY))
    assert len(connector.sent) == 2


def test_a_cancelled_one_is_not_sent(engine: Engine) -> None:
    connector = Connected()
    reminders = _reminders(engine, connector)
    run_async(reminders.keep("teams-x", PLACE))
    assert run_async(reminders.cancel("teams-x"))
    assert not run_async(reminders.cancel("teams-x"))
    run_async(reminders.send_due(TUESDAY))
    assert not connector.sent


@pytest.mark.parametrize("failures, sent", [(1, 1), (2, 1), (3, 0)])
def test_a_failure_leaves_it_for_later_three_times_at_most(engine: Engine, failures: int, sent: int) -> None:
    connector = Connected(failures)
    run_async(_reminders(engine, connector).keep("teams-x", PLACE))
    for minutes in range(0, 120, 5):
        # a new server each time: what is known is in the database
        run_async(_reminders(engine, connector).send_due(TUESDAY + timedelta(minutes=minutes)))
    assert len(connector.sent) == sent
    assert not teams_reminders.due(engine, TUESDAY + timedelta(days=9))


def test_a_failure_is_not_tried_again_at_once(engine: Engine) -> None:
    connector = Connected(1)
    reminders = _reminders(engine, connector)
    run_async(reminders.keep("teams-x", PLACE))
    for minutes in (0, 1, 14):
        run_async(reminders.send_due(TUESDAY + timedelta(minutes=minutes)))
        assert not connector.sent
    run_async(reminders.send_due(TUESDAY + timedelta(minutes=15)))
    assert len(connector.sent) == 1


def test_where_it_goes_is_not_to_be_read_without_the_secret(engine: Engine, tmp_path: Path) -> None:
    run_async(_reminders(engine, Connected()).keep("teams-x", PLACE))
    with closing(sqlite3.connect(tmp_path / "guidance.db")) as database:
        [row] = database.execute("SELECT * FROM teams_reminders").fetchall()
    assert "planted" not in str(row)
    assert "trafficmanager" not in str(row)
    other = Connected()
    run_async(_reminders(engine, other, "another secret").send_due(TUESDAY))
    assert not other.sent
    assert not teams_reminders.due(engine, TUESDAY)


def test_what_could_never_be_sent_is_purged(engine: Engine) -> None:
    now = datetime.now(timezone.utc)
    teams_reminders.put(engine, "teams-old", "sealed", now - timedelta(days=8))
    teams_reminders.put(engine, "teams-new", "sealed", now - timedelta(days=6))
    assert teams_reminders.delete_old(engine, 7) == 1
    assert [one.conversation for one in teams_reminders.due(engine, now)] == ["teams-new"]


def test_names_of_conversations_tell_chats_apart_and_say_nothing() -> None:
    names, others = Names("secret"), Names("another secret")
    told = [
        names.personal("tenant", "user"),
        names.personal("tenan", "tuser"),
        names.personal("other", "user"),
        names.shared("tenant", "group", "user"),
        names.shared("tenant", "user", "group"),
        names.shared("tenant", "group", "other"),
        names.place("tenant", "group"),
        others.personal("tenant", "user"),
    ]
    assert len(set(told)) == len(told)
    assert names.personal("tenant", "user") == told[0]
    assert not any("user" in one or "tenant" in one for one in told)
    assert max(map(len, told)) <= 64
