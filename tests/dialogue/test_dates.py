"""The table of dates, the calendar file and the picture: one source, one set of words."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.dialogue.calendar import to_calendar
from bot.dialogue.dates import dates_message, in_words, written
from bot.dialogue.message import Dates, to_dict
from bot.dialogue.plain import to_text
from bot.dialogue.timeline import to_picture
from bot.dialogue.words import Voice
from bot.guidance.clock import LONDON
from bot.guidance.deadlines import Deadline, deadlines
from bot.guidance.working_days import is_working_day, working_days_from
from tests.guidance.strategies import area
from tests.project import content

NOW = datetime(2026, 3, 10, 10, 30, tzinfo=LONDON)
SVG = "{http://www.w3.org/2000/svg}"
HELD = sorted(key for key, one in content().anchors.items() if one.tense != "ahead")


def found(anchor: str, on: date | datetime, where: str) -> tuple[Deadline, ...]:
    """Deadlines as they stand now."""
    return deadlines(anchor, on, area(where), NOW)


def table(anchor: str, on: date | datetime, where: str = "bolton") -> Dates:
    """Their table."""
    voice = Voice(area(where), None)
    return dates_message(found(anchor, on, where), content().anchors[anchor], on, voice)


def calendar(anchor: str, on: date | datetime, where: str = "bolton") -> Calendar:
    """Their calendar, read back."""
    voice = Voice(area(where), None)
    file = to_calendar(found(anchor, on, where), content().anchors[anchor], on, voice, NOW)
    return Calendar.from_ical(file)


def picture(anchor: str, on: date | datetime, where: str = "bolton") -> ElementTree.Element:
    """Their picture, parsed."""
    voice = Voice(area(where), None)
    return ElementTree.fromstring(
        to_picture(found(anchor, on, where), content().anchors[anchor], on, voice, NOW)
    )


def test_the_table_says_what_is_overdue_and_what_comes_next():
    said = table("strategy_discussion", date(2026, 3, 3))
    assert said.caption.startswith("The strategy discussion that started the enquiry: Tuesday 3 March 2026.")
    assert said.summary == (
        "Overdue, unless it has been done: Minutes of the strategy discussion sent out.",
        "Next: Your report reaches the child protection unit. By Friday 20 March 2026.",
    )


def test_each_line_says_its_rule_whether_it_is_law_and_where_it_was_read():
    lines = {one.what: one for one in table("strategy_discussion", date(2026, 3, 3)).items}
    conference = lines["Initial child protection conference, if one is needed"]
    assert (conference.due, conference.iso) == ("By Tuesday 24 March 2026", "2026-03-24")
    assert conference.rule == "15 working days. Statutory."
    assert conference.source.startswith("Supporting Best Practice in Child Protection")
    assert lines["Minutes of the strategy discussion sent out"].rule == "2 working days. Local standard."
    assert lines["First core group"].rule.endswith(
        "Expected only, counted from “The initial child protection conference”, "
        "if that is on Tuesday 24 March 2026."
    )


def test_a_conflict_between_sources_is_said():
    before = {one.what: one for one in table("review_conference", date(2026, 6, 24)).items}
    line = before["Core group before the review"]
    assert line.due == "From Wednesday 10 June 2026 on" and "Sources disagree" in line.certainty
    assert "in these ten working days before every review" in line.note


def test_what_is_only_expected_is_not_called_overdue():
    said = table("strategy_discussion", date(2025, 3, 3))
    states = {one.what: one.status for one in said.items}
    assert (
        states["Initial child protection conference, if one is needed"] == "Overdue, unless it has been done"
    )
    assert states["First core group"] == "Past, if the event before it was on its last day"
    assert "First core group" not in said.summary[0]


def test_a_day_off_is_named_with_the_working_day_before_it():
    (line,) = (one for one in table("unborn_due", date(2026, 8, 16)).items if "unborn" in one.what)
    assert line.due == "By Sunday 29 March 2026"
    assert line.note == "That day is no working day. The last one before it is Friday 27 March 2026."


def test_hours_are_said_to_the_minute_or_the_time_is_asked_for():
    exact = table("police_protection", datetime(2026, 3, 9, 14, 30), "wigan")
    assert exact.items[0].due == "Until 14:30 on Thursday 12 March 2026 at most"
    assert exact.items[0].status == "Still running" and exact.items[0].iso == "2026-03-12T14:30:00+00:00"
    rough = table("police_protection", date(2026, 3, 9), "wigan")
    assert rough.items[0].due == "Until Thursday 12 March 2026 at most, at the hour when it began"
    assert any("Tell me the time as well" in note for note in rough.notes)
    assert not any("Tell me the time as well" in note for note in exact.notes)


def test_how_days_are_counted_is_said_to_be_a_convention():
    assert any(
        "the day after the event is day one" in note for note in table("referral", date(2026, 3, 9)).notes
    )
    assert content().wording_sources["dates_counting"] == ("practice",)


def test_without_an_area_it_says_that_only_national_clocks_count():
    only = "national clocks only"
    assert any(only in note for note in table("strategy_discussion", date(2026, 3, 9), "elsewhere").notes)
    assert not any(only in note for note in table("strategy_discussion", date(2026, 3, 9), "wigan").notes)
    assert not any(only in note for note in table("police_protection", date(2026, 3, 9), "elsewhere").notes)


def test_where_nothing_counts_it_says_so_and_gives_no_links():
    nothing = table("decision", date(2026, 3, 9), "wigan")
    assert nothing.items == () and nothing.links == ()
    assert nothing.notes[0] == "I found no number of days that counts from this in Wigan."
    assert "No national number of days was found" in nothing.notes[1]
    over = table("unborn_due", date(2026, 3, 9))
    assert over.notes[0] == "I found no date that counts from this any more."


def test_as_plain_text_each_date_has_its_state_in_words():
    text = to_text(to_dict(table("strategy_discussion", date(2026, 3, 3))))
    assert "- By Tuesday 24 March 2026: Initial child protection conference, if one is needed. Later." in text
    assert "15 working days. Statutory." in text


@given(
    st.sampled_from(HELD),
    st.dates(date(2025, 1, 1), date(2026, 3, 10)),
    st.sampled_from(["bolton", "walsall", "wigan"]),
)
@settings(max_examples=40)
def test_a_calendar_holds_every_date_once(anchor, on, where):
    events = calendar(anchor, on, where).walk("VEVENT")
    days = [one.due for one in found(anchor, on, where)]
    assert [_day(event) for event in events] == days
    assert len({str(event["uid"]) for event in events}) == len(days)


def _day(event: object) -> date:
    start = event.start
    return start.astimezone(LONDON).date() if isinstance(start, datetime) else start


def test_a_day_is_an_all_day_event_and_an_hour_a_moment():
    (event, *_) = calendar("strategy_discussion", date(2026, 3, 3)).walk("VEVENT")
    assert (event.start, event.end) == (date(2026, 3, 5), date(2026, 3, 6))
    (event,) = calendar("police_protection", datetime(2026, 3, 9, 14, 30), "wigan").walk("VEVENT")
    assert event.start == datetime(2026, 3, 12, 14, 30, tzinfo=LONDON)
    assert str(event["summary"]) == "Ends: Police protection"


def test_a_reminder_comes_one_working_day_before_if_that_is_still_ahead():
    reminders = {
        _day(event): [alarm["trigger"].dt for alarm in event.walk("VALARM")]
        for event in calendar("initial_conference", date(2026, 3, 24)).walk("VEVENT")
    }
    assert reminders[date(2026, 4, 9)] == [datetime(2026, 4, 8, 9, tzinfo=LONDON)]
    for day, alarms in reminders.items():
        for alarm in alarms:
            local = alarm.astimezone(LONDON)
            assert local.time() == time(9) and local.date() == working_days_from(day, -1)
            assert is_working_day(local.date())
    past = calendar("strategy_discussion", date(2026, 3, 3)).walk("VEVENT")[0]
    assert past.walk("VALARM") == []


def test_the_same_dates_have_the_same_uids_on_another_day_and_other_dates_others():
    voice, event = Voice(area(), None), content().anchors["core_group"]
    on = date(2026, 3, 3)

    def uids(day: date, now: datetime) -> list[str]:
        found = deadlines("core_group", day, area(), now)
        return [
            str(one["uid"])
            for one in Calendar.from_ical(to_calendar(found, event, day, voice, now)).walk("VEVENT")
        ]

    assert uids(on, NOW) == uids(on, NOW + timedelta(days=30))
    assert not set(uids(on, NOW)) & set(uids(on + timedelta(days=1), NOW))


def test_an_event_says_its_rule_its_source_and_that_it_is_expected():
    events = {
        str(one["summary"]): str(one["description"])
        for one in calendar("core_group", date(2026, 3, 3)).walk("VEVENT")
    }
    about = events["Next core group"]
    assert "Rule: 6 weeks. Local standard." in about and "Source: Supporting Best Practice" in about
    expected = calendar("strategy_discussion", date(2026, 3, 3)).walk("VEVENT")
    assert "Expected: First core group" in {str(one["summary"]) for one in expected}


def test_the_picture_has_a_title_and_all_its_words_as_text():
    root = picture("strategy_discussion", date(2026, 3, 3))
    assert root.get("aria-labelledby") == "title desc"
    assert "Tuesday 3 March 2026" in root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text.startswith("14 dates")
    words = " ".join(one.text for one in root.iter(f"{SVG}text"))
    for line in table("strategy_discussion", date(2026, 3, 3)).items:
        assert f"{line.due}. {line.status}." in words and line.what in words and line.rule in words
    assert "Today, Tuesday 10 March 2026" in words


def test_the_picture_shows_states_by_shape_too():
    def marks(on: date) -> set[str]:
        root = picture("core_group", on)
        return {one.tag.removeprefix(SVG) for group in root.iter(f"{SVG}g") for one in group} - {
            "title",
            "text",
        }

    assert marks(date(2026, 3, 9)) == {"circle"}
    assert marks(date(2025, 3, 9)) == {"path"}


def test_today_stands_between_what_was_and_what_comes():
    root = picture("strategy_discussion", date(2026, 3, 3))
    words = [one.text for one in root.iter(f"{SVG}text")]
    place = words.index("Today, Tuesday 10 March 2026")
    assert any("5 March" in text for text in words[:place]) and any(
        "20 March" in text for text in words[place:]
    )
    last = [one.text for one in picture("concern", date(2026, 3, 3)).iter(f"{SVG}text")]
    assert last[-1] == "Today, Tuesday 10 March 2026"


@given(st.sampled_from(HELD), st.dates(date(2025, 1, 1), date(2026, 3, 10)))
@settings(max_examples=30)
def test_any_picture_is_well_formed_and_reaches_below_its_words(anchor, on):
    root = picture(anchor, on)
    height = float(root.get("height"))
    assert all(float(one.get("y")) < height for one in root.iter(f"{SVG}text"))


def test_days_are_written_for_people_and_for_links():
    assert in_words(date(2026, 3, 3)) == "Tuesday 3 March 2026"
    assert in_words(datetime(2026, 3, 3, 9, 5)) == "Tuesday 3 March 2026, 09:05"
    assert written(datetime(2026, 6, 3, 9, 5, tzinfo=LONDON)) == "2026-06-03T09:05"


@pytest.mark.parametrize("where", ["bolton", "elsewhere"])
def test_links_name_the_event_the_day_and_the_area_and_nothing_else(where):
    calendar_link, picture_link = table("strategy_discussion", date(2026, 3, 3), where).links
    assert calendar_link.url == f"/api/dates.ics?anchor=strategy_discussion&on=2026-03-03&area={where}"
    assert picture_link.url == f"/api/dates.svg?anchor=strategy_discussion&on=2026-03-03&area={where}"
