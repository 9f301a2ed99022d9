"""Counts are kept for a time, and a month goes as a whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.insight.finished import Finished
from bot.insight.months import Month
from bot.store import connect, insights, upgrade

MARCH = Month(2026, 3)
ONE = Finished("walsall", "school", "universal", "universal", ("neglect", "sexual_abuse"), "agreed", "1")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """One finished guidance in each week of February to April 2026."""
    engine = connect(f"sqlite:///{tmp_path / 'guidance.db'}")
    upgrade(engine)
    for week in (*MARCH.before.weeks, *MARCH.weeks, *Month(2026, 4).weeks):
        insights.note(engine, ONE, "web", datetime(week.year, week.month, week.day, 12, tzinfo=timezone.utc))
    return engine


def test_a_month_is_counted_by_any_combination(engine: Engine) -> None:
    assert insights.tally(engine, MARCH.weeks, "tier", "view") == {("universal", "agreed"): 5}
    assert insights.tally(engine, MARCH.weeks, "topics") == {("neglect sexual_abuse",): 5}


def test_a_month_is_deleted_when_all_of_it_is_old(engine: Engine) -> None:
    days = 100
    last = MARCH.last_day + timedelta(days=days)
    assert insights.forget(engine, last, days) == len(MARCH.before.weeks)
    assert min(insights.by_week(engine)) == date(2026, 3, 2)
    assert insights.forget(engine, last + timedelta(days=1), days) == len(MARCH.weeks)
