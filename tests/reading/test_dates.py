"""Dates as people in Britain write and say them, on Tuesday 10 March 2026."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.dates import read_dates, read_times
from bot.reading.redact import redact

TODAY = date(2026, 3, 10)
DAYS = st.dates(date(2000, 1, 1), date(2079, 12, 31))


def only(text: str) -> tuple[date | None, date | None]:
    """The one date of a text, as past and as ahead."""
    (said,) = read_dates(text, TODAY)
    return said.past, said.ahead


@pytest.mark.parametrize(
    "text",
    [
        "3 March 2026",
        "3rd March 2026",
        "the 3rd of March, 2026",
        "Tues 3 Mar 2026",
        "Tuesday, 3 March '26",
        "March 3rd, 2026",
        "3/3/26",
        "03/03/2026",
        "3.3.2026",
        "3-3-2026",
        "2026-03-03",
        "last Tuesday",
        "Tuesday just gone",
        "a week ago",
        "7 days ago",
    ],
)
def test_one_day_in_many_ways(text):
    assert only(f"it was on {text}") == (date(2026, 3, 3), date(2026, 3, 3))


@pytest.mark.parametrize(
    ("text", "past", "ahead"),
    [
        ("on 4 May", date(2025, 5, 4), date(2026, 5, 4)),
        ("on 4/5", date(2025, 5, 4), date(2026, 5, 4)),
        ("on 10 March", TODAY, TODAY),
        ("on 29 February", date(2024, 2, 29), date(2028, 2, 29)),
        ("on Friday", date(2026, 3, 6), date(2026, 3, 13)),
        ("on Tuesday", date(2026, 3, 3), date(2026, 3, 17)),
        ("on the 31st", date(2026, 1, 31), date(2026, 3, 31)),
    ],
)
def test_without_a_year_it_is_the_nearest_before_or_after(text, past, ahead):
    assert only(text) == (past, ahead)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("this morning", TODAY),
        ("yesterday", date(2026, 3, 9)),
        ("last night", date(2026, 3, 9)),
        ("the day before yesterday", date(2026, 3, 8)),
        ("tomorrow", date(2026, 3, 11)),
        ("the day after tomorrow", date(2026, 3, 12)),
        ("a couple of days ago", date(2026, 3, 8)),
        ("two weeks ago", date(2026, 2, 24)),
        ("a fortnight ago", date(2026, 2, 24)),
        ("a month ago", date(2026, 2, 10)),
        ("in three weeks", date(2026, 3, 31)),
        ("two days from now", date(2026, 3, 12)),
        ("next Monday", date(2026, 3, 16)),
        ("this coming Monday", date(2026, 3, 16)),
        ("a week on Monday", date(2026, 3, 23)),
        ("Monday week", date(2026, 3, 23)),
        ("Monday before last", date(2026, 3, 2)),
        ("a week last Monday", date(2026, 3, 2)),
        ("last Fri", date(2026, 3, 6)),
    ],
)
def test_days_told_from_today(text, day):
    assert only(text) == (day, day)


@pytest.mark.parametrize(
    "text", ["31 June", "3/13/2026", "30 February", "29 February 2027", "2026-02-30", "on 0/4"]
)
def test_a_day_that_does_not_exist_is_found_and_is_none(text):
    assert only(text) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "in March",
        "the end of March 2026",
        "last week",
        "she may 3 times",
        "he sat with the sun in his eyes",
        "open 24/7",
        "two working days ago",
        "10 weeks pregnant",
        "version 3.3",
        "the second of three",
    ],
)
def test_what_is_no_day_is_left_alone(text):
    assert read_dates(text, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("at 14:30", time(14, 30)),
        ("at 2.30pm", time(14, 30)),
        ("9 am", time(9)),
        ("12am", time(0)),
        ("12 p.m.", time(12)),
        ("noon", time(12)),
        ("9:05", time(9, 5)),
    ],
)
def test_times_of_day(text, at):
    assert [one.at for one in read_times(text)] == [at]


@pytest.mark.parametrize("text", ["25:10", "14pm", "9:75", "ratio 3:1", "2 of them", "3.30"])
def test_what_is_no_time_is_left_alone(text):
    assert read_times(text) == ()


def test_several_dates_are_found_in_order_and_none_twice():
    text = "Referral on 3 March 2026, conference last Tuesday at 10:00, review on Friday 5 June 2026"
    said = read_dates(text, TODAY)
    assert [text[one.start : one.end] for one in said] == [
        "3 March 2026",
        "last Tuesday",
        "Friday 5 June 2026",
    ]


@given(
    DAYS, st.sampled_from(["%-d %B %Y", "%d/%m/%Y", "%-d/%-m/%y", "%A %-d %b %Y", "%Y-%m-%d", "%B %-d, %Y"])
)
def test_any_day_is_read_as_it_was_written(day, form):
    assert only(f"on {day:{form}}") == (day, day)


@given(DAYS, DAYS)
def test_a_day_of_the_year_is_past_or_ahead_by_less_than_nine_years(day, today):
    (said,) = read_dates(f"on {day:%-d %B}", today)
    assert said.past <= today <= said.ahead
    assert {(one.month, one.day) for one in (said.past, said.ahead)} == {(day.month, day.day)}
    assert today - said.past < timedelta(days=9 * 366)


@given(st.text(max_size=80))
def test_no_text_breaks_it(text):
    read_dates(text, TODAY)
    read_times(text)


@pytest.mark.parametrize(
    "text",
    [
        "the strategy discussion was on 3 March 2026 at 14:30",
        "ICPC 3/3/26",
        "baby due 14 June",
        "RCPC last Tues",
    ],
)
def test_redaction_leaves_the_dates_of_events(text):
    assert redact(text) == text
