"""A content author who makes a mistake is told the file, the line, what is wrong and how to mend it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.content.check import check, fingerprint, seal
from bot.content.load import CONTENT_FOLDER, ContentError, load

TODAY = date(2026, 11, 22)


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    """A copy of the content that a test may break."""
    copy = tmp_path / "data" / "guidance"
    shutil.copytree(CONTENT_FOLDER, copy)
    return copy


def change(folder: Path, name: str, pattern: str, new: str) -> int:
    """Replace the first match in a file; the line it stood on, counting from 1."""
    path = folder / name
    text = path.read_text("utf-8")
    match = re.search(pattern, text)
    assert match, f"{pattern!r} is not in {name}"
    path.write_text(text[: match.start()] + new + text[match.end() :], "utf-8")
    return text[: match.start()].count("\n") + 1


def errors(folder: Path) -> list[str]:
    """The errors, leaving out that a changed copy is not sealed."""
    return [str(one) for one in check(folder, TODAY) if not one.warning and "was sealed" not in one.message]


def test_the_projects_content_is_sound():
    assert [str(one) for one in check(today=TODAY) if not one.warning] == []


@pytest.mark.parametrize(
    ("name", "pattern", "new", "message"),
    [
        ("indicators/domestic_abuse.yml", r"tier: early_help_single", "tier: level_two", "tier"),
        ("indicators/domestic_abuse.yml", r"domain: family_environment", "domain: home", "domain"),
        ("indicators/domestic_abuse.yml", r"statement: .*", "", "statement"),
        (
            "indicators/domestic_abuse.yml",
            r"sources: \[[a-z_, 0-9]*\]",
            "sources: []",
            "at least one is needed",
        ),
        ("tiers.yml", r"generic_level: 1", "generic_level: 7", "generic_level"),
        ("contacts.yml", r"phone: .*", "telephone: 1", "telephone"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(folder, name, pattern, new, message):
    line = change(folder, name, pattern, new)
    found = errors(folder)
    assert found and all(f"data/guidance/{name}:" in one for one in found)
    assert message in found[0]
    reported = int(found[0].split(":")[1])
    assert abs(reported - line) <= 12
    assert "mend:" in found[0]


@pytest.mark.parametrize(
    ("name", "pattern", "new", "message"),
    [
        (
            "indicators/domestic_abuse.yml",
            r"sources: \[",
            "sources: [nobody_wrote_this, ",
            "'nobody_wrote_this' does not exist",
        ),
        (
            "indicators/domestic_abuse.yml",
            r"topic: \w+",
            "topic: no_such_topic",
            "'no_such_topic' has no name",
        ),
        (
            "indicators/domestic_abuse.yml",
            r"questions: \[",
            "questions: [no_such_question, ",
            "'no_such_question' does not exist",
        ),
        (
            "partnerships/bolton.yml",
            r"front_door: front_door",
            "front_door: side_door",
            "'side_door' does not exist",
        ),
        ("wording/sayings.yml", r"\{contact:childline\}", "{contact:nobody}", "'nobody' does not exist"),
        ("rules.yml", r"- id: red_flag", "- id: red_flags", "'red_flag' has no words"),
    ],
)
def test_an_id_that_names_nothing_is_found(folder, name, pattern, new, message):
    change(folder, name, pattern, new)
    assert any(message in one for one in errors(folder)), errors(folder)


def test_an_id_used_twice_names_both_places(folder):
    path = folder / "tiers.yml"
    path.write_text(path.read_text("utf-8") + path.read_text("utf-8"), "utf-8")
    assert any("is already used at data/guidance/tiers.yml:" in one for one in errors(folder))


@pytest.mark.parametrize("text", ["- id: [", "\t- id: x", "just words", "- {id: x, : }"])
def test_a_file_that_is_no_yaml_list_is_named(folder, text):
    (folder / "prompts.yml").write_text(text, "utf-8")
    assert any("data/guidance/prompts.yml:" in one for one in errors(folder))


def test_a_missing_file_is_named(folder):
    (folder / "roles.yml").unlink()
    assert any("roles.yml:1: error: the file is missing" in one for one in errors(folder))


def test_danger_that_is_guessed_has_to_be_asked_about(folder):
    change(folder, "intake/conversation.yml", r"- id: in_danger", "- id: in_trouble")
    assert any("'in_danger'" in one for one in errors(folder))


def test_a_range_needs_a_deciding_question(folder):
    path = folder / "indicators" / "domestic_abuse.yml"
    item = (
        "- id: range_without_question\n  statement: A made-up sign\n  domain: parenting\n  topic: neglect\n"
        "  tier: early_help_single\n  highest: child_in_need\n  signs: [made up]\n  sources: [kent]\n"
    )
    path.write_text(path.read_text("utf-8") + "\n" + item, "utf-8")
    assert any("range_without_question: a range needs a deciding question" in one for one in errors(folder))


def test_a_sign_says_what_it_can_look_like_at_different_ages(small):
    ages = small / "ages" / "all.yml"
    ages.write_text(ages.read_text("utf-8").replace("indicator: hungry", "indicator: no_such_sign"), "utf-8")
    found = errors(small)
    assert any("all.yml:1: error: hungry: nothing says what it can look like" in one for one in found), found
    assert any("'no_such_sign' does not exist" in one for one in found)
    assert not any("error: no_food_for_days:" in one for one in found)


def test_a_universal_sign_need_not_say_it(small):
    path = small / "indicators" / "all.yml"
    path.write_text(path.read_text("utf-8").replace("tier: early_help_single", "tier: universal"), "utf-8")
    (small / "ages" / "all.yml").write_text("[]\n", "utf-8")
    missing = [one for one in errors(small) if "nothing says what it can look like" in one]
    assert len(missing) == 1 and "no_food_for_days" in missing[0]


def test_a_red_flag_needs_its_first_door(folder):
    path = folder / "indicators" / "domestic_abuse.yml"
    item = (
        "- id: flag_without_door\n  statement: A made-up sign\n  domain: parenting\n  topic: neglect\n"
        "  tier: child_protection\n  red_flag: true\n  signs: [made up]\n  sources: [kent]\n"
    )
    path.write_text(path.read_text("utf-8") + "\n" + item, "utf-8")
    assert any("a red flag needs first_door and urgency" in one for one in errors(folder))


def test_a_partnership_can_never_lower_a_red_flag(folder):
    path = folder / "partnerships" / "bolton.yml"
    lowering = (
        "\nraises:\n  - indicator: injury_non_mobile_baby\n    tier: early_help_single\n    sources: [kent]\n"
    )
    path.write_text(path.read_text("utf-8") + lowering, "utf-8")
    assert any("would lower 'injury_non_mobile_baby'" in one for one in errors(folder))


def test_an_uncertain_number_must_name_whom_to_check_with(folder):
    change(folder, "partnerships/bolton.yml", r"\n +check_with: .*", "")
    assert any("needs check_with" in one for one in errors(folder))


def test_changed_content_needs_a_new_edition_and_a_changelog_line(folder):
    assert not [one for one in check(folder, TODAY) if "was sealed" in one.message]
    change(folder, "tiers.yml", r"meaning: ", "meaning: Now ")
    assert [one for one in check(folder, TODAY) if "was sealed" in one.message]
    with pytest.raises(ContentError, match="give it a new edition"):
        seal(folder)
    edition = load(folder).edition.edition
    change(folder, "edition.yml", rf'(?m)^edition: "{edition}"', 'edition: "next"')
    assert any("has no changelog line" in one for one in errors(folder))
    change(
        folder,
        "edition.yml",
        r"changelog:\n",
        'changelog:\n  - edition: "next"\n    dated: 2026-11-22\n    changes: [Words of a tier.]\n',
    )
    assert seal(folder) == f"next:{fingerprint(folder)}"
    assert errors(folder) == []


def test_a_contact_read_long_ago_and_an_unverified_one_are_warned_about():
    warnings = [str(one) for one in check(today=TODAY) if one.warning]
    assert any("bolton: contact front_door was last read on 2020-09-30" in one for one in warnings)
    assert any("bolton: contact out_of_hours is not verified" in one for one in warnings)


def test_content_cannot_be_changed_after_loading():
    content = load()
    with pytest.raises(TypeError):
        content.indicators["new"] = None  # type: ignore[index]
    with pytest.raises(TypeError):
        next(iter(content.indicators.values())).tier = "universal"  # type: ignore[misc]
