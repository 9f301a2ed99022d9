"""What a set lacks is pointed out, and stops nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.content.load import Content
from bot.exercises.check import check
from tests.exercises.small import small_exercise, write


def lacks(content: Content, folder: Path, exercise: dict[str, Any], **a_set: Any) -> set[str]:
    """What the check says the set lacks."""
    write(folder, exercise, **a_set)
    found = [one for one in check(content, folder) if one.file.endswith("_set.yml") and one.warning]
    assert all(one.mend for one in found)
    return {one.message for one in found}


@pytest.mark.parametrize(
    ("a_set", "lack"),
    [
        ({"fewest": 16}, "the set has 1 exercises; 16 are wanted"),
        ({"features": {"lado": 2}}, "0 exercises teach lado; 2 are wanted"),
        (
            {"groups": [{"id": "other", "name": "Other things", "topics": ["missing"]}]},
            "no exercise is about a topic of 'Other things'",
        ),
    ],
)
def test_too_few(content: Content, folder: Path, a_set: dict[str, Any], lack: str):
    assert lack in lacks(content, folder, small_exercise(), **a_set)
    assert lack not in lacks(content, folder, small_exercise())


def test_areas_and_levels_without_an_exercise(content: Content, folder: Path):
    found = lacks(content, folder, small_exercise())
    assert {one for one in found if one.startswith("no exercise takes place")} == {
        "no exercise takes place in Walsall",
        "no exercise takes place in Wigan",
    }
    assert {one for one in found if one.startswith("no model answer")} == {
        "no model answer is universal",
        "no model answer is early_help_single",
        "no model answer is child_in_need",
    }


def test_topics_that_are_in_no_group_in_two_or_none_at_all(content: Content, folder: Path):
    groups = [
        {"id": "one", "name": "One", "topics": ["neglect", "weather"]},
        {"id": "two", "name": "Two", "topics": ["neglect"]},
    ]
    write(folder, small_exercise(), groups=groups)
    found = {one.message for one in check(content, folder) if not one.warning}
    assert "topic 'missing' is in no group" in found
    assert "topic 'weather' does not exist" in found
    assert "topic 'neglect' is in 2 groups" in found


def test_a_set_that_does_not_say_what_it_should_hold(content: Content, folder: Path):
    write(folder, small_exercise())
    (folder / "_set.yml").unlink()
    assert [one.message for one in check(content, folder)] == ["the file is missing"]


def test_one_broken_file_does_not_hide_the_others(content: Content, folder: Path):
    write(folder, {**small_exercise(), "topics": ["weather"]})
    (folder / "broken.yml").write_text("id: broken", "utf-8")
    found = [one.message for one in check(content, folder) if not one.warning]
    assert "broken: title: field required" in found
    assert "small: topic 'weather' does not exist" in found
