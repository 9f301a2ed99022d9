"""``guidance exercise`` as a trainer runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.content.load import Content
from bot.exercises.load import load_exercises
from tests.content.small import small_content
from tests.exercises.small import small_exercise, write


def run(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["exercise", *map(str, arguments)])


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch, content: Content) -> None:
    """Loading the content takes seconds, and each command would do so again."""
    monkeypatch.setattr("bot.commands.exercise._content", lambda: content)


def test_list_shows_every_exercise_with_area_and_title():
    result = run("list")
    assert result.exit_code == 0
    for key, exercise in load_exercises().items():
        (line,) = (line for line in result.output.splitlines() if line.startswith(f"{key} "))
        assert exercise.area in line and exercise.title in line


def test_show_tells_the_case_with_model_answers_and_what_the_core_says():
    result = run("show", "injured_infant")
    assert result.exit_code == 0
    for words in (
        "THE BABY AT THE HUB",
        "STAGE 4 OF 4",
        "Samaritans",
        "Holds too: Ring the front door today and ask for a strategy discussion",
        "A bruise, mark or injury on a baby who cannot yet roll, crawl or walk",
        "COMMON MISTAKES",
        "Strengthening Practice Through Experience",
        "TO TAKE AWAY",
    ):
        assert words in result.output


def test_show_says_why_the_core_and_the_model_answer_differ(folder: Path):
    exercise = small_exercise()
    exercise["stages"][1]["model"] |= {
        "vote": {"route": "front_door", "urgency": "today", "tier": "child_in_need"},
        "differs": "His gran has fed him.",
    }
    write(folder, exercise)
    result = run("show", "small", "--folder", folder)
    assert "Why the model answer differs: His gran has fed him." in result.output


def test_show_of_what_is_not_there_or_does_not_work(folder: Path):
    assert "'guidance exercise list' shows all" in run("show", "no_such").output
    exercise = small_exercise()
    exercise["stages"][0]["facts"] = {"concerns": ["no_such_sign"]}
    write(folder, exercise)
    result = run("show", "small", "--folder", folder)
    assert result.exit_code == 1 and "run 'guidance exercise check'" in result.output


def test_new_then_check_names_what_is_left(folder: Path):
    write(folder, small_exercise())
    result = run("new", "late_again", "--area", "bolton", "--stages", "2", "--folder", folder)
    assert result.exit_code == 0 and "Fill it in, then run" in result.output
    result = run("check", folder / "late_again.yml", "--folder", folder)
    assert result.exit_code == 1 and "title is still to be filled in" in result.output
    again = run("new", "late_again", "--folder", folder)
    assert again.exit_code == 2 and "is there already" in again.output


def test_check_of_one_good_file(folder: Path):
    result = run("check", write(folder, small_exercise()), "--folder", folder)
    assert result.exit_code == 0 and "0 errors, 0 warnings." in result.output


def test_check_of_all_exercises_of_the_project():
    result = run("check")
    assert result.exit_code == 0 and "\n0 errors, " in result.output


def test_exercises_that_cannot_be_used_are_said_with_their_faults(folder: Path):
    write(folder, small_exercise() | {"minutes": 1})
    result = run("list", "--folder", folder)
    assert result.exit_code == 1 and "minutes" in result.output


def test_the_check_of_the_content_finds_faults_of_exercises_beside_it(tmp_path: Path):
    content = small_content(tmp_path)
    write(content.parent / "exercises", small_exercise())
    result = CliRunner().invoke(main, ["check", "--folder", str(content)])
    assert result.exit_code == 1
    assert "data/exercises/small.yml:4: error: small: area 'bolton' does not exist" in result.output
