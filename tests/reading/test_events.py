"""Which event a text dates, and when it was, on Tuesday 10 March 2026."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.events import Said, read_event, the_day
from tests.project import content

TODAY = date(2026, 3, 10)


def read(text: str) -> Said:
    """What a text says today."""
    return read_event(text, content(), TODAY)


def meant(text: str) -> tuple[str, date | datetime | None]:
    """The event of a text and its day."""
    said = read(text)
    return said.event.id, the_day(said.event, said, TODAY)


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("the strategy discussion was on 3 March", "strategy_discussion", date(2026, 3, 3)),
        ("the stratgy discussion was yesterday", "strategy_discussion", date(2026, 3, 9)),
        ("ICPC was last Tuesday, when is the core group due?", "initial_conference", date(2026, 3, 3)),
        ("when's the core group due? conference was 3/3", "initial_conference", date(2026, 3, 3)),
        (
            "when is the core group due if the initial conference was 3 March",
            "initial_conference",
            date(2026, 3, 3),
        ),
        ("review child protection conference on 3 March", "review_conference", date(2026, 3, 3)),
        ("the RCPC is on 20 April", "review_conference", date(2026, 4, 20)),
        ("core group met on Monday", "core_group", date(2026, 3, 9)),
        ("the next core group is on Monday", "core_group", date(2026, 3, 16)),
        ("conference on 24 March", "initial_conference", date(2026, 3, 24)),
        ("conference held on 24 March", "initial_conference", date(2025, 3, 24)),
        ("baby due 14 June", "unborn_due", date(2026, 6, 14)),
        ("her due date is 14/6", "unborn_due", date(2026, 6, 14)),
        ("the EPO ends on 3 April", "emergency_protection_end", date(2026, 4, 3)),
        ("the emergency protection order was made on 3 March", "emergency_protection", date(2026, 3, 3)),
        ("I referred on Friday", "referral", date(2026, 3, 6)),
        ("we rang the front door yesterday", "referral", date(2026, 3, 9)),
        ("section 47 started 2 March", "section_47_start", date(2026, 3, 2)),
        ("the child protection plan started on 2 March", "plan_start", date(2026, 3, 2)),
        ("we changed the plan on 2 March", "plan_revised", date(2026, 3, 2)),
        ("early help assessment started on 2 March", "early_help_plan", date(2026, 3, 2)),
        ("he will be privately fostered from 3 May", "private_fostering_planned", date(2026, 5, 3)),
        ("MARAC was on 3 March", "marac", date(2026, 3, 3)),
        ("NRM referral sent yesterday", "nrm_referral", date(2026, 3, 9)),
    ],
)
def test_the_event_that_has_the_date(text, event, day):
    assert meant(text) == (event, day)


def test_the_time_beside_a_date_belongs_to_it():
    assert meant("police protection at 2.30pm on 3 March") == (
        "police_protection",
        datetime(2026, 3, 3, 14, 30),
    )
    assert meant("came back from missing yesterday at 21:10") == (
        "missing_return",
        datetime(2026, 3, 9, 21, 10),
    )


def test_what_is_asked_for_is_no_event_with_a_date():
    said = read("when is the core group due?")
    assert (said.event, said.asked.id, said.has_date, said.is_wanted) == (None, "core_group", False, True)
    said = read("how soon is the core group after the conference?")
    assert (said.event.id, said.asked.id) == ("initial_conference", "core_group")


def test_a_day_that_does_not_exist_keeps_its_words():
    said = read("strategy meeting 31 February")
    assert (said.event.id, said.has_date, said.no_such_day) == ("strategy_discussion", False, "31 February")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("police protection started on 12 March 2026 at 9am", False),
        ("ICPC in Bolton was held on 3 March", False),
        ("ICPC was on 3 March and he has come to school hungry and bruised", True),
    ],
)
def test_whether_there_is_more_than_a_date(text, more):
    assert read(text).tells_more is more


@pytest.mark.parametrize("text", ["", "timescales", "he is often late", "🙂"])
def test_nothing_is_found_where_nothing_is(text):
    assert read(text).event is None and not read(text).has_date


@pytest.mark.parametrize("anchor", [one.id for one in content().anchors.values() if one.signs])
def test_every_event_is_recognised_by_its_signs(anchor):
    sign = content().anchors[anchor].signs[0]
    words = " ".join(part.split("|")[0] for part in sign.split(" + "))
    said = read(f"{words} 3 March")
    assert said.event.id == anchor and said.has_date


@given(st.text(max_size=60))
def test_no_text_breaks_it(text):
    read(text)
