"""``guidance timescales`` as a practitioner or a script runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from bot.cli import main

STRATEGY = (
    "--anchor",
    "strategy_discussion",
    "--on",
    "2026-03-03",
    "--area",
    "bolton",
    "--today",
    "2026-03-10",
)


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["timescales", *arguments])


def test_a_table_is_the_default():
    result = run(*STRATEGY)
    assert result.exit_code == 0
    assert "By Tuesday 24 March 2026: Initial child protection conference" in result.output
    assert "Overdue, unless it has been done: Minutes of the strategy discussion sent out." in result.output


def test_json_holds_what_a_program_needs():
    result = run(*STRATEGY, "--format", "json")
    said = json.loads(result.output)
    assert {key: said[key] for key in ("anchor", "on", "area", "today")} == {
        "anchor": "strategy_discussion",
        "on": "2026-03-03",
        "area": "bolton",
        "today": "2026-03-10",
    }
    dates = {one["id"]: one for one in said["deadlines"]}
    conference = dates["initial_conference_15"]
    assert (conference["due"], conference["state"], conference["basis"]) == ("2026-03-24", "later", "actual")
    assert (conference["limit"], conference["unit"], conference["scope"]) == (15, "working_days", "statutory")
    assert dates["first_core_group_10"]["counted_from"] == {
        "anchor": "initial_conference",
        "on": "2026-03-24",
    }


def test_the_time_of_day_counts_for_hours():
    said = run(
        "--anchor",
        "police_protection",
        "--on",
        "2026-03-27T12:00",
        "--today",
        "2026-03-28",
        "--format",
        "json",
    )
    assert json.loads(said.output)["deadlines"][0]["due"] == "2026-03-30T13:00:00+01:00"


def test_a_calendar_and_a_picture_go_to_a_file(tmp_path: Path):
    calendar, picture = tmp_path / "dates.ics", tmp_path / "dates.svg"
    assert run(*STRATEGY, "--format", "ics", "--out", str(calendar)).output == f"Wrote {calendar}.\n"
    assert len(Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")) == 14
    assert run(*STRATEGY, "--format", "svg", "--out", str(picture)).exit_code == 0
    assert picture.read_text("utf-8").startswith("<svg ")


def test_a_calendar_on_standard_output_is_the_file_itself(tmp_path: Path):
    file = tmp_path / "dates.ics"
    run(*STRATEGY, "--format", "ics", "--out", str(file))
    printed = run(*STRATEGY, "--format", "ics").stdout_bytes
    assert Calendar.from_ical(printed).to_ical() == Calendar.from_ical(file.read_bytes()).to_ical()
    assert printed.endswith(b"END:VCALENDAR\r\n")


def test_without_an_area_only_national_clocks_count():
    national = run(*STRATEGY[:4], "--today", "2026-03-10", "--format", "json")
    assert {one["area"] for one in json.loads(national.output)["deadlines"]} == {None}


def test_events_are_listed():
    result = run("--list")
    assert result.exit_code == 0
    for anchor in (
        "referral decision assessment_start strategy_discussion section_47_start initial_conference "
        "plan_start core_group review_conference unborn_due allegation missing_return marac "
        "police_protection emergency_protection early_help_plan fgm_disclosure encompass_incident "
        "private_fostering_start"
    ).split():
        assert f"\n{anchor} " in f"\n{result.output}"


def test_help_says_how_to_ask_and_what_the_exit_codes_mean():
    result = run("--help")
    assert result.exit_code == 0
    assert "--anchor strategy_discussion" in result.output and "Exit code 0" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Give --anchor and --on, or --list."),
        (("--anchor", "referral"), "Give --anchor and --on, or --list."),
        (("--anchor", "tea_break", "--on", "2026-03-03"), "No event is called “tea_break”."),
        (("--anchor", "referral", "--on", "2026-02-30"), "“2026-02-30” is no day."),
        (("--anchor", "referral", "--on", "3 March"), "“3 March” is no day."),
        (("--anchor", "referral", "--on", "2026-03-03T25:00"), "is no day."),
        (("--anchor", "referral", "--on", "2026-03-03", "--area", "leeds"), "No area is called “leeds”."),
        (("--anchor", "referral", "--on", "2026-03-11", "--today", "2026-03-10"), "has not come yet"),
        (("--anchor", "unborn_due", "--on", "2028-03-11", "--today", "2026-03-10"), "too far ahead"),
        (("--anchor", "core_group", "--on", "0003-03-11", "--today", "2026-03-10"), "I cannot count from"),
        (("--anchor", "core_group", "--on", "2026-03-03", "--today", "soon"), "'soon' is no day"),
        (("--anchor", "core_group", "--on", "2026-03-03", "--format", "pdf"), "'pdf' is not one of"),
    ],
)
def test_what_cannot_be_answered_is_said_with_exit_code_2(arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2 and message in result.output


def test_a_file_that_cannot_be_written_is_exit_code_1(tmp_path: Path):
    result = run(*STRATEGY, "--out", str(tmp_path / "no_folder" / "dates.txt"))
    assert result.exit_code == 1 and "cannot be written" in result.output
