"""Figures stand still: whole weeks, in months that are over, deleted as a whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.insight.finished import TimeOfDay, time_of_day, week_of
from bot.insight.months import Month, first_kept, over

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_a_month_is_the_weeks_that_begin_in_it() -> None:
    march = Month(2026, 3)
    assert march.weeks == tuple(date(2026, 3, day) for day in (2, 9, 16, 23, 30))
    assert march.last_day == date(2026, 4, 5)


def test_a_month_can_be_seen_when_its_last_week_is_over() -> None:
    assert over(date(2026, 4, 5), date(2026, 2, 2)) == (Month(2026, 2),)
    assert over(date(2026, 4, 6), date(2026, 2, 2)) == (Month(2026, 3), Month(2026, 2))
    assert over(date(2026, 4, 6), date(2026, 4, 6)) == ()


@given(DAYS, st.integers(31, 800))
def test_a_month_goes_as_a_whole_and_not_too_early(today: date, days: int) -> None:
    first = first_kept(today, days)
    month = Month(first.year, first.month)
    oldest = today - timedelta(days=days)
    assert first == month.weeks[0]
    assert month.before.last_day < oldest <= month.last_day


@given(DAYS)
def test_every_week_is_in_one_month(day: date) -> None:
    week = week_of(datetime(day.year, day.month, day.day, 12, tzinfo=timezone.utc))
    assert week <= day < week + timedelta(days=7)
    assert week in Month(week.year, week.month).weeks


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-10T10:30:00+00:00", TimeOfDay.OFFICE),
        ("2026-03-10T18:00:00+00:00", TimeOfDay.EVENING),
        ("2026-03-10T22:00:00+00:00", TimeOfDay.NIGHT),
        ("2026-03-10T07:00:00+00:00", TimeOfDay.NIGHT),
        ("2026-03-14T10:30:00+00:00", TimeOfDay.WEEKEND),
        ("2026-04-06T10:30:00+01:00", TimeOfDay.WEEKEND),  # Easter Monday
        ("2026-06-09T20:59:00+00:00", TimeOfDay.EVENING),
        ("2026-06-09T21:00:00+00:00", TimeOfDay.NIGHT),  # ten in the evening, summer time
    ],
)
def test_time_of_day_is_that_of_england(moment: str, expected: TimeOfDay) -> None:
    assert time_of_day(datetime.fromisoformat(moment)) is expected
