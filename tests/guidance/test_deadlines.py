"""Dates that follow from an event: their types, their order, and what cannot be."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import holidays
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.content.model import Anchor
from bot.guidance.clock import LONDON
from bot.guidance.deadlines import (
    Basis,
    Deadline,
    ImpossibleDate,
    Reason,
    State,
    UnknownAnchor,
    counts_anything,
    deadlines,
    without_number,
)
from tests.guidance.strategies import area, areas
from tests.project import content

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
HAPPENS = st.sampled_from([one for one in content().anchors.values() if one.tense != "ahead"])
# areas and the calendar are built here, not while Hypothesis measures how fast examples come
READY = [
    deadlines("core_group", date(2026, 3, 3), area(key), date(2026, 3, 3)) for key in content().partnerships
]
BANK_HOLIDAYS = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(1999, 2093)))


def by_clock(found: tuple[Deadline, ...]) -> dict[tuple[str, str], Deadline]:
    """Deadlines by their clock and the event that it counts from."""
    return {(one.clock.id, one.anchor.id): one for one in found}


def works(day: date) -> bool:
    """A working day, counted in another way than by the code."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def days_from(first: date, end: date) -> list[date]:
    """Every day from ``first`` to the one before ``end``."""
    return [first + timedelta(days=number) for number in range((end - first).days)]


def on_the_day(anchor: Anchor, on: date, where: object) -> tuple[Deadline, ...]:
    """The deadlines as they stand on the day of the event, before which nothing has passed."""
    return deadlines(anchor.id, on, where, on)


@given(HAPPENS, DAYS, areas())
def test_a_working_day_is_never_at_a_weekend_or_on_a_bank_holiday(anchor, on, where):
    for one in on_the_day(anchor, on, where):
        assert one.clock.unit != "working_days" or works(one.due)


@given(HAPPENS, DAYS, areas())
def test_so_many_working_days_lie_between_an_event_and_its_deadline(anchor, on, where):
    for one in on_the_day(anchor, on, where):
        if one.clock.unit == "working_days":
            if one.clock.direction == "before":
                counted = days_from(one.due, one.start)
            else:
                counted = days_from(one.start + timedelta(days=1), one.due + timedelta(days=1))
            assert sum(map(works, counted)) == one.clock.limit


@given(HAPPENS, DAYS, st.integers(0, 40), areas())
def test_a_later_event_never_has_an_earlier_deadline(anchor, on, days, where):
    later = on + timedelta(days=days)
    first, second = (by_clock(on_the_day(anchor, day, where)) for day in (on, later))
    assert first.keys() == second.keys()
    assert [key for key in first if first[key].due > second[key].due] == []


@given(HAPPENS, DAYS, areas())
def test_the_earliest_comes_first_and_no_clock_runs_twice(anchor, on, where):
    found = on_the_day(anchor, on, where)
    assert [one.due for one in found] == sorted(one.due for one in found)
    assert len(by_clock(found)) == len(found)


@given(HAPPENS, DAYS, areas())
def test_an_expected_event_is_one_that_another_deadline_dates(anchor, on, where):
    found = on_the_day(anchor, on, where)
    dated = {(one.clock.leads_to, one.due) for one in found if one.clock.leads_to}
    for one in found:
        assert (one.basis is Basis.EXPECTED) == (one.anchor.id != anchor.id)
        assert one.basis is not Basis.EXPECTED or (one.anchor.id, one.start) in dated
        if one.clock.direction == "after":
            assert one.due >= one.start >= on


@given(HAPPENS, DAYS, st.integers(0, 800), st.integers(0, 800), areas())
def test_what_is_overdue_stays_overdue(anchor, on, days, more, where):
    first = deadlines(anchor.id, on, where, on + timedelta(days=days))
    second = by_clock(deadlines(anchor.id, on, where, on + timedelta(days=days + more)))
    passed = (State.OVERDUE, State.OVER, State.REACHED)
    for one in first:
        same = second.get((one.clock.id, one.anchor.id))
        assert same is None or one.state not in passed or same.state is one.state


@given(HAPPENS, DAYS, st.integers(0, 800), areas())
def test_what_comes_next_is_the_soonest_limit_after_today(anchor, on, days, where):
    today = on + timedelta(days=days)
    found = deadlines(anchor.id, on, where, today)
    ahead = [one.due for one in found if one.due > today and one.clock.bound != "at_earliest"]
    assert {one.due for one in found if one.state is State.NEXT} == set(ahead[:1])
    assert {one.state for one in found if one.due == today} <= {State.DUE_TODAY, State.REACHED}


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(0, 1), areas())
def test_hours_are_hours_whatever_the_clocks_do(moment, fold, where):
    began = moment.replace(tzinfo=LONDON, fold=fold)
    (one,) = deadlines("police_protection", began, where, began)
    assert one.at.astimezone(timezone.utc) - began.astimezone(timezone.utc) == timedelta(hours=72)
    assert one.due == one.at.astimezone(LONDON).date()


@given(DAYS, st.times(), areas())
def test_hours_without_a_time_never_end_later_than_they_may(day, clock_time, where):
    (rough,) = deadlines("police_protection", day, where, day)
    (exact,) = deadlines(
        "police_protection", datetime.combine(day, clock_time, LONDON), where, day + timedelta(1)
    )
    assert rough.at is None and rough.due <= exact.due <= rough.due + timedelta(days=1)


@given(DAYS, areas())
def test_other_areas_standards_do_not_count(on, where):
    for anchor in content().anchors:
        tense = content().anchors[anchor].tense
        found = deadlines(anchor, on, where, on if tense != "ahead" else on - timedelta(days=200))
        assert {one.clock.area for one in found} <= {None, where.id}


def test_a_due_date_counts_back():
    key = ("unborn_conference_bolton", "unborn_due")
    one = by_clock(deadlines("unborn_due", date(2027, 6, 14), area("bolton"), date(2027, 1, 25)))[key]
    assert (one.due, one.state, one.basis) == (date(2027, 1, 25), State.DUE_TODAY, Basis.PLANNED)
    found = by_clock(deadlines("unborn_due", date(2027, 6, 14), area("bolton"), date(2027, 1, 26)))
    assert found[key].state is State.OVERDUE


def test_what_had_to_come_before_an_event_that_is_over_is_left_out():
    planned = by_clock(deadlines("initial_conference", date(2026, 3, 24), area("bolton"), date(2026, 3, 10)))
    assert planned["conference_reports_bolton", "initial_conference"].due == date(2026, 3, 20)
    assert planned["first_core_group_10", "initial_conference"].basis is Basis.PLANNED
    held = by_clock(deadlines("initial_conference", date(2026, 3, 24), area("bolton"), date(2026, 3, 25)))
    assert ("conference_reports_bolton", "initial_conference") not in held
    assert held["first_core_group_10", "initial_conference"].basis is Basis.ACTUAL


def test_an_hour_can_pass_in_the_middle_of_a_day():
    began = datetime(2026, 3, 9, 10, tzinfo=LONDON)
    for hour, state in ((9, State.DUE_TODAY), (11, State.OVER)):
        now = datetime(2026, 3, 12, hour, tzinfo=LONDON)
        assert deadlines("police_protection", began, area("wigan"), now)[0].state is state


def test_a_moment_elsewhere_is_a_day_in_england():
    began = datetime(2026, 6, 2, 23, 30, tzinfo=timezone.utc)
    found = by_clock(deadlines("strategy_discussion", began, area("wigan"), date(2026, 6, 4)))
    assert found["initial_conference_15", "strategy_discussion"].due == date(2026, 6, 24)


def test_what_can_be_held_from_a_day_on_is_reached_and_never_overdue():
    on = date(2026, 6, 24)
    states = {
        day: by_clock(deadlines("review_conference", on, area("bolton"), day))[
            "core_group_before_review_bolton", "review_conference"
        ].state
        for day in (date(2026, 6, 9), date(2026, 6, 10), date(2026, 6, 24))
    }
    assert list(states.values()) == [State.LATER, State.REACHED, State.REACHED]


@pytest.mark.parametrize(
    ("anchor", "on", "reason"),
    [
        ("police_protection", date(2026, 3, 11), Reason.NOT_YET),
        ("police_protection", datetime(2026, 3, 10, 10, 31), Reason.NOT_YET),
        ("unborn_due", date(2027, 1, 1), Reason.TOO_FAR),
        ("strategy_discussion", date(1, 1, 1), Reason.OUT_OF_RANGE),
        ("strategy_discussion", date(9999, 12, 31), Reason.OUT_OF_RANGE),
    ],
)
def test_a_date_that_cannot_be_is_refused(anchor, on, reason):
    with pytest.raises(ImpossibleDate) as refused:
        deadlines(anchor, on, area("bolton"), datetime(2026, 3, 10, 10, 30, tzinfo=LONDON))
    assert refused.value.reason is reason and refused.value.anchor.id == anchor
    assert str(refused.value).startswith(f"{anchor} on ")


def test_the_last_possible_days_are_taken():
    today = date(2026, 3, 10)
    assert deadlines("police_protection", today, area("bolton"), today)
    assert deadlines("unborn_due", today + timedelta(weeks=42), area("bolton"), today)


def test_an_event_that_nobody_knows_is_refused():
    with pytest.raises(UnknownAnchor, match="tea_break"):
        deadlines("tea_break", date(2026, 3, 10), area("bolton"), date(2026, 3, 10))


def test_an_event_without_a_number_says_so():
    assert deadlines("decision", date(2026, 3, 9), area("wigan"), date(2026, 3, 10)) == ()
    assert not counts_anything("decision", area("wigan")) and counts_anything("decision", area("bolton"))
    assert [one.id for one in without_number("decision", area("wigan"))] == ["strategy_discussion"]


@given(DAYS)
def test_a_day_off_has_a_working_day_before_it(on):
    assume(on.year > 2000)
    found = deadlines("marac", on, area("wigan"), on)
    last = found[0].last_working_day
    assert works(last) and last <= found[0].due
    assert not any(
        works(last + timedelta(days=number)) for number in range(1, (found[0].due - last).days + 1)
    )


def test_times_of_one_day_are_in_order_and_end_before_it_does():
    began = datetime.combine(date(2026, 3, 10), time(14, 30), LONDON)
    found = deadlines("referral", began, area("bolton"), began)
    assert [one.clock.id for one in found][:2] == ["decision_on_referral_bolton", "decision_on_referral"]
