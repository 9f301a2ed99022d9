"""`guidance check --release` lets out only what is signed, checked and in date, and names each reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.content.load import load
from bot.content.release import by_kind_and_role, unready
from tests.content.small import edit, item

TODAY = date(2026, 11, 22)


def reasons(small: Path, today: date = TODAY) -> list[str]:
    """The reasons against a release."""
    return [one.problem.message for one in unready(load(small), today)]


def test_a_small_fully_signed_copy_may_go_out(small):
    assert reasons(small) == []


@pytest.mark.parametrize(
    ("name", "key", "change", "said"),
    [
        ("indicators/all.yml", "hungry", {"signed": None}, "hungry: unsigned; the named nurse must sign it"),
        ("deciding/all.yml", "food_tonight", {"signed": None}, "food_tonight: unsigned"),
        (
            "pathways/all.yml",
            "neglect",
            {"sign_off": "named doctor"},
            "unsigned; the named doctor must sign it",
        ),
        (
            "rules.yml",
            "danger",
            {"certainty": "unverified"},
            "danger: unsigned; the named nurse must sign it",
        ),
        ("prompts.yml", "day", {"sources": ["practice"]}, "day: unsigned"),
        (
            "indicators/all.yml",
            "hungry",
            {"signed": {"role": "teacher", "dated": "2026-11-01"}},
            "hungry: signed by the teacher; the named nurse must sign it",
        ),
        (
            "indicators/all.yml",
            "hungry",
            {"signed": {"role": "named nurse", "dated": "2025-11-01"}},
            "hungry: signed on 2025-11-01, more than a year ago",
        ),
        (
            "indicators/all.yml",
            "hungry",
            {"signed": {"role": "named nurse", "dated": "2027-01-01"}},
            "hungry: signed on 2027-01-01, which is still to come",
        ),
        ("contacts.yml", "emergency_999", {"owner_role": None}, "has no owner_role"),
        ("contacts.yml", "emergency_999", {"checked_on": None}, "has no checked_on"),
        ("contacts.yml", "emergency_999", {"checked_on": "2025-01-01"}, "was last checked on 2025-01-01"),
        ("contacts.yml", "emergency_999", {"checked_on": "2027-01-01"}, "which is still to come"),
        ("contacts.yml", "emergency_999", {"sources": ["practice"]}, "has no source that was read"),
        (
            "contacts.yml",
            "emergency_999",
            {"certainty": "unverified", "check_with": "the police"},
            "emergency_999 is unverified",
        ),
    ],
)
def test_each_reason_is_named(small, name, key, change, said):
    def apply(entries):
        entry = item(entries, key)
        entry.update(change)
        for field in [field for field, value in change.items() if value is None]:
            del entry[field]

    edit(small, name, apply)
    assert any(said in one for one in reasons(small)), reasons(small)


def test_a_partnership_must_have_signed_its_file(small):
    edit(small, "partnerships/elsewhere.yml", lambda area: area.pop("signed_off"))
    assert reasons(small) == ["elsewhere: unsigned; the named nurse must sign it"]


def test_a_level_that_nobody_read_is_refused(small):
    edit(
        small,
        "partnerships/elsewhere.yml",
        lambda area: area["levels"]["universal"].update(certainty="unverified"),
    )
    assert reasons(small) == ["elsewhere: level 'universal' (universal) is unverified"]


def test_a_local_contact_is_held_to_the_same(small):
    edit(small, "partnerships/elsewhere.yml", lambda area: area["contacts"][0].pop("checked_on"))
    assert reasons(small) == ["elsewhere: contact front_door has no checked_on"]


def test_an_edition_lasts_a_year_and_is_not_of_tomorrow(small):
    assert "edition 1 is of 2026-11-01, more than a year ago" in reasons(small, date(2027, 11, 2))
    assert "edition 1 is dated 2026-11-01, which is still to come" in reasons(small, date(2026, 10, 31))


def test_signatures_and_checks_last_a_year(small):
    assert reasons(small, date(2027, 11, 1)) == []
    late = reasons(small, date(2027, 11, 2))
    assert any("more than a year ago" in one for one in late)
    assert any("was last checked on" in one for one in late)


def test_the_count_says_what_each_role_can_settle(small):
    edit(small, "indicators/all.yml", lambda entries: item(entries, "hungry").pop("signed"))
    edit(small, "contacts.yml", lambda entries: entries[0].pop("checked_on"))
    assert by_kind_and_role(unready(load(small), TODAY)) == [
        ("contacts", "front door manager", 1),
        ("indicators", "named nurse", 1),
    ]


def test_todays_content_is_rightly_not_ready():
    kinds = {one.kind for one in unready(load(), TODAY)}
    assert {"indicators", "pathways", "contacts", "partnerships", "levels", "rules"} <= kinds
