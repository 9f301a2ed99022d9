"""Dates worked out by hand on a wall calendar, over the days that are easy to get wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.guidance.clock import LONDON
from bot.guidance.deadlines import deadlines
from tests.guidance.strategies import area


def dates(anchor: str, on: date) -> dict[str, str]:
    """The day of each clock in Bolton that counts from the event itself or from what it leads to."""
    known_beforehand = anchor in ("unborn_due", "private_fostering_planned")
    today = on - timedelta(weeks=30) if known_beforehand else on
    found = deadlines(anchor, on, area("bolton"), today)
    return {f"{one.clock.id} {one.anchor.id}": f"{one.due:%a %-d %b %Y}" for one in found}


TABLES = [
    # Christmas 2026: bank holidays are Friday 25 and Monday 28 December and Friday 1 January.
    (
        "strategy_discussion",
        date(2026, 12, 17),
        {
            "strategy_minutes_bolton strategy_discussion": "Mon 21 Dec 2026",
            "conference_reports_bolton initial_conference": "Fri 8 Jan 2027",
            "initial_conference_15 strategy_discussion": "Tue 12 Jan 2027",
            "conference_decisions_bolton initial_conference": "Wed 13 Jan 2027",
            "first_core_group_10 initial_conference": "Tue 26 Jan 2027",
            "first_review_3_months initial_conference": "Mon 12 Apr 2027",
        },
    ),
    (
        "referral",
        date(2026, 12, 24),
        {
            "decision_on_referral referral": "Tue 29 Dec 2026",
            "decision_on_referral_bolton referral": "Fri 25 Dec 2026",
            "written_referral referral": "Sat 26 Dec 2026",
            "assessment_45 referral": "Tue 2 Mar 2027",
        },
    ),
    # on a day that is no working day, the first working day after it is day one
    (
        "allegation",
        date(2026, 12, 26),
        {"lado_1 allegation": "Tue 29 Dec 2026", "lado_bolton allegation": "Sun 27 Dec 2026"},
    ),
    # Easter 2027: Good Friday is 26 March, Easter Monday 29 March.
    (
        "initial_conference",
        date(2027, 3, 16),
        {
            "conference_decisions_bolton initial_conference": "Wed 17 Mar 2027",
            "first_core_group_10 initial_conference": "Thu 1 Apr 2027",
            "conference_minutes_bolton initial_conference": "Thu 8 Apr 2027",
            "core_group_6_weeks_bolton core_group": "Thu 13 May 2027",
            "first_review_3_months initial_conference": "Wed 16 Jun 2027",
            "core_group_before_review_bolton review_conference": "Wed 2 Jun 2027",
            "later_reviews_6_months review_conference": "Thu 16 Dec 2027",
        },
    ),
    ("fgm_disclosure", date(2027, 3, 25), {"fgm_report fgm_disclosure": "Tue 30 Mar 2027"}),
    # May 2027: bank holidays on Monday 3 and Monday 31 May.
    (
        "strategy_discussion",
        date(2027, 4, 30),
        {
            "strategy_minutes_bolton strategy_discussion": "Wed 5 May 2027",
            "initial_conference_15 strategy_discussion": "Mon 24 May 2027",
            "first_core_group_10 initial_conference": "Tue 8 Jun 2027",
        },
    ),
    ("plan_revised", date(2027, 5, 28), {"revised_plan_bolton plan_revised": "Wed 2 Jun 2027"}),
    # 29 February 2028 is a Tuesday; 29 May 2028 is a bank holiday.
    (
        "initial_conference",
        date(2028, 2, 29),
        {
            "conference_decisions_bolton initial_conference": "Wed 1 Mar 2028",
            "first_core_group_10 initial_conference": "Tue 14 Mar 2028",
            "first_review_3_months initial_conference": "Mon 29 May 2028",
        },
    ),
    ("core_group", date(2028, 2, 29), {"core_group_6_weeks_bolton core_group": "Tue 11 Apr 2028"}),
    ("review_conference", date(2027, 8, 31), {"later_reviews_6_months review_conference": "Tue 29 Feb 2028"}),
    ("review_conference", date(2026, 8, 31), {"later_reviews_6_months review_conference": "Sun 28 Feb 2027"}),
    ("marac", date(2028, 2, 29), {"marac_repeat marac": "Wed 28 Feb 2029"}),
    (
        "emergency_protection",
        date(2028, 2, 22),
        {
            "emergency_protection_8 emergency_protection": "Wed 1 Mar 2028",
            "emergency_protection_extension emergency_protection_end": "Wed 8 Mar 2028",
        },
    ),
    (
        "early_help_plan",
        date(2028, 2, 29),
        {"early_help_review_earliest_bolton early_help_plan": "Tue 25 Apr 2028"},
    ),
    ("unborn_due", date(2027, 6, 14), {"unborn_conference_bolton unborn_due": "Mon 25 Jan 2027"}),
    (
        "private_fostering_planned",
        date(2027, 1, 15),
        {"private_fostering_notice private_fostering_planned": "Fri 4 Dec 2026"},
    ),
    (
        "serious_incident",
        date(2026, 12, 18),
        {
            "serious_incident_notice serious_incident": "Tue 29 Dec 2026",
            "rapid_review serious_incident_notified": "Wed 20 Jan 2027",
        },
    ),
    ("concern", date(2026, 12, 25), {"refer_today concern": "Fri 25 Dec 2026"}),
]


@pytest.mark.parametrize(("anchor", "on", "expected"), TABLES, ids=[f"{row[0]} {row[1]}" for row in TABLES])
def test_dates_worked_out_by_hand(anchor, on, expected):
    found = dates(anchor, on)
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("began", "ends"),
    [
        ("2027-03-27T12:00", "2027-03-30T13:00+01:00"),  # the clocks go forward on 28 March
        ("2026-10-24T00:30", "2026-10-26T23:30+00:00"),  # and back on 25 October
        ("2028-02-28T09:00", "2028-03-02T09:00+00:00"),
        ("2026-12-24T17:00", "2026-12-27T17:00+00:00"),
    ],
)
def test_seventy_two_hours_worked_out_by_hand(began, ends):
    start = datetime.fromisoformat(began).replace(tzinfo=LONDON)
    (one,) = deadlines("police_protection", start, area("wigan"), start)
    assert one.at.isoformat(timespec="minutes") == ends


def test_on_the_night_the_clocks_go_back_one_o_clock_comes_twice():
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    ends = [
        deadlines("police_protection", one, area("wigan"), datetime(2026, 10, 26, tzinfo=LONDON))[0].at
        for one in (first, first.replace(fold=1))
    ]
    assert [end.isoformat(timespec="minutes") for end in ends] == [
        "2026-10-28T00:30+00:00",
        "2026-10-28T01:30+00:00",
    ]
