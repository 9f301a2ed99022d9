"""What is old is deleted by one server for all, each kind after its own time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.retention import EVERY, Kind, Steady, kinds, purge
from bot.settings import Settings
from bot.store import connect, purges, records, upgrade
from bot.store.conversations import delete_untouched
from bot.store.tables import conversations, unanswered_questions
from bot.store.unanswered import note

NOW = datetime.now(timezone.utc)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An empty database."""
    engine = connect(f"sqlite:///{tmp_path / 'guidance.db'}")
    upgrade(engine)
    return engine


def _keep_conversation(engine: Engine, name: str, days_ago: int) -> None:
    then = NOW - timedelta(days=days_ago)
    row = {"id": name, "slots": {}, "last_turn": {}, "created_at": then, "updated_at": then}
    with engine.begin() as connection:
        connection.execute(conversations.insert().values(row))


def _count(engine: Engine, table: sa.Table) -> int:
    with engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def test_each_kind_has_its_own_time(engine: Engine) -> None:
    for days in (1, 3, 6):
        _keep_conversation(engine, f"{days} days", days)
    records.put(engine, "TG-1", "1 days", {})
    note(engine, "who decides?", "", date.today() - timedelta(days=20))
    settings = Settings.parse_obj({"retention_days": 2, "records_days": 1, "questions_days": 10})
    purge(engine, kinds(settings), NOW)
    assert _count(engine, conversations) == 1
    assert records.get(engine, "TG-1", "1 days", 1) == {}
    assert _count(engine, unanswered_questions) == 0
    deleted = {one.name: one.deleted for one in purges.last(engine)}
    assert {name: count for name, count in deleted.items() if count} == {
        "conversations": 2,
        "unanswered questions": 1,
    }
    assert {"records", "training sessions", "audit", "reminders in Teams"} <= deleted.keys()


def test_one_server_purges_for_all_and_another_one_an_hour_later(engine: Engine) -> None:
    ran: list[str] = []
    kind = Kind("conversations", lambda _engine, _days: ran.append("ran") or 0, 7)
    for moment in (NOW, NOW + EVERY / 2, NOW + EVERY, NOW + EVERY):
        purge(engine, [kind], moment)
    assert len(ran) == 2
    assert purges.last(engine)[0].ran_at == NOW + EVERY


def test_a_purge_that_failed_shows_and_is_tried_again(engine: Engine) -> None:
    def fails(_engine: Engine, _days: int) -> int:
        raise OSError

    with pytest.raises(OSError):
        purge(engine, [Kind("conversations", fails, 7)], NOW)
    assert purges.last(engine)[0].deleted is None
    purge(engine, [Kind("conversations", lambda _engine, _days: 3, 7)], NOW + EVERY)
    assert purges.last(engine)[0].deleted == 3


def test_a_clock_that_is_put_forward_deletes_nothing() -> None:
    wall, steady = [1000.0], [5.0]
    is_steady = Steady(lambda: wall[0], lambda: steady[0])
    wall[0], steady[0] = wall[0] + 7 * 86_400, steady[0] + 7 * 86_400
    assert is_steady, "a week has gone by"
    wall[0] += 30  # seconds: the clock is set right
    assert is_steady
    wall[0] += 365 * 86_400
    assert not is_steady


def test_nothing_of_what_is_deleted_stays_in_the_files(engine: Engine) -> None:
    _keep_conversation(engine, "zxq-conversation-zxq", 9)
    assert b"zxq-conversation-zxq" in _written(engine)
    assert delete_untouched(engine, 7) == 1
    assert b"zxq-conversation-zxq" not in _written(engine)


def _written(engine: Engine) -> bytes:
    """Everything in the database's files."""
    return b"".join(path.read_bytes() for path in Path(str(engine.url.database)).parent.iterdir())
