"""Who answers at this moment: weekdays, evenings, weekends, bank holidays, the hour the clocks change."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.content.model import Contact
from bot.guidance.clock import LONDON, Availability, availability, is_working_time
from bot.guidance.working_days import is_bank_holiday

OFFICE = Contact(
    id="office",
    name="Office",
    purpose="test",
    sources=["practice"],
    hours={
        **{day: {"opens": "08:45", "closes": "17:15"} for day in ("mon", "tue", "wed", "thu")},
        "fri": {"opens": "08:45", "closes": "16:30"},
    },
)
ALWAYS = Contact(id="always", name="Always", purpose="test", sources=["practice"], always_open=True)
NOBODY_KNOWS = Contact(id="unknown", name="Unknown", purpose="test", sources=["practice"])


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24T08:44", Availability.CLOSED),
        ("2026-11-24T08:45", Availability.OPEN),
        ("2026-11-24T17:14", Availability.OPEN),
        ("2026-11-24T17:15", Availability.CLOSED),
        ("2026-11-27T16:29", Availability.OPEN),
        ("2026-11-27T16:30", Availability.CLOSED),
        ("2026-11-28T11:00", Availability.CLOSED),
        ("2026-12-25T11:00", Availability.CLOSED),
        ("2026-12-28T11:00", Availability.CLOSED),
        ("2026-12-29T11:00", Availability.OPEN),
        ("2026-04-03T11:00", Availability.CLOSED),
        ("2026-04-06T11:00", Availability.CLOSED),
    ],
)
def test_an_office_keeps_its_hours_of_the_weekday(moment, expected):
    assert availability(OFFICE, datetime.fromisoformat(moment).replace(tzinfo=LONDON)) is expected


def test_hours_are_london_time_in_summer_too():
    four_pm_utc_in_june = datetime(2026, 6, 2, 16, 10, tzinfo=timezone.utc)
    assert availability(OFFICE, four_pm_utc_in_june) is Availability.OPEN
    assert availability(OFFICE, datetime(2026, 6, 2, 16, 20, tzinfo=timezone.utc)) is Availability.CLOSED


def test_the_day_after_the_clocks_change_opens_at_its_local_hour():
    assert availability(OFFICE, datetime(2026, 10, 26, 8, 45, tzinfo=timezone.utc)) is Availability.OPEN
    assert availability(OFFICE, datetime(2026, 10, 26, 7, 45, tzinfo=timezone.utc)) is Availability.CLOSED


def test_always_open_and_unknown_are_said_as_such():
    christmas = datetime(2026, 12, 25, 3, 0, tzinfo=LONDON)
    assert availability(ALWAYS, christmas) is Availability.OPEN
    assert availability(NOBODY_KNOWS, christmas) is Availability.UNKNOWN


def test_working_time_leaves_out_weekends_and_bank_holidays():
    assert is_working_time(datetime(2026, 11, 24, 10, tzinfo=LONDON))
    assert not is_working_time(datetime(2026, 11, 28, 10, tzinfo=LONDON))
    assert not is_working_time(datetime(2026, 12, 28, 10, tzinfo=LONDON))
    assert is_bank_holiday(datetime(2026, 8, 31, tzinfo=LONDON).date())
    assert not is_bank_holiday(datetime(2026, 8, 3, tzinfo=LONDON).date()), "Scotland's is not England's"
