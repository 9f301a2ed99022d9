"""A trainer begins with a template, is told what to fill in, and ends with an exercise that checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.content.load import Content
from bot.exercises.check import check_file
from bot.exercises.load import EXERCISES_FOLDER, load_exercises
from bot.exercises.template import CannotWrite, new_exercise

# what a trainer writes for each blank, by the field that it stands in
FILLED = {
    "title": "Late again",
    "summary": "A child is late.",
    "role": "teacher",
    "topics": "attendance",
    "roles": "teacher",
    "about": "A child is unhappy. You may leave this exercise.",
    "support": "Talk to your manager.",
    "aims": "Ask before you judge.",
    "tells": "He comes at ten.",
    "age": "5_to_9",
    "concerns": "often_late",
    "route": "early_help",
    "urgency": "soon",
    "tier": "early_help_single",
    "why": "He needs a bit more help.",
    "ask": "How are his mornings?",
    "said": "mornings",
    "because": "It may be one small thing.",
    "tiers": "child_protection",
    "feedback": "You take it seriously. Ask him first.",
    "discuss": "Who asks him?",
    "reflect": "Who is late with you?",
}


@pytest.fixture()
def begun(content: Content, folder: Path) -> Path:
    """A new exercise in Wigan, of two stages, not filled in."""
    folder.mkdir(parents=True)
    (folder / "_set.yml").write_bytes((EXERCISES_FOLDER / "_set.yml").read_bytes())
    return new_exercise(content, folder, "late_again", "wigan", 2)


def fill_in(path: Path) -> None:
    """Replace every blank as a trainer would, and keep the comments."""
    lines, field = [], ""
    for line in path.read_text("utf-8").splitlines():
        if found := re.match(r"\s*(?:- )?(\w+):", line):
            field = found[1]
        lines.append(line if line.lstrip().startswith("#") else re.sub(r"<.+?>", FILLED.get(field, ""), line))
    path.write_text("\n".join(lines), "utf-8")


def test_the_blanks_are_listed_with_line_place_and_what_belongs_there(content: Content, begun: Path):
    found = check_file(content, begun, begun.parent)
    lines = begun.read_text("utf-8").splitlines()
    assert all("is still to be filled in" in one.message for one in found)
    assert all(one.mend.removeprefix("write ") in lines[one.line - 1] for one in found)
    messages = [one.message for one in found]
    assert "late_again: title is still to be filled in" in messages
    assert "late_again: stage 2, model, vote, route is still to be filled in" in messages
    assert not any("area" in message for message in messages)


def test_filled_in_it_loads_and_checks(content: Content, begun: Path):
    fill_in(begun)
    assert [one.message for one in check_file(content, begun, begun.parent) if not one.warning] == []
    exercise = load_exercises(begun.parent)["late_again"]
    assert exercise.area == "wigan" and len(exercise.stages) == 2


def test_half_filled_in_only_the_rest_is_asked_for(content: Content, begun: Path):
    before = len(check_file(content, begun, begun.parent))
    text = begun.read_text("utf-8").replace("<a short name>", "Late again")
    begun.write_text(text, "utf-8")
    assert len(check_file(content, begun, begun.parent)) == before - 1


@pytest.mark.parametrize("stages", [2, 3, 4, 5])
def test_it_has_as_many_stages_as_asked_for(content: Content, folder: Path, stages: int):
    folder.mkdir(parents=True)
    written = yaml.safe_load(new_exercise(content, folder, "one", None, stages).read_text("utf-8"))
    assert [stage["id"] for stage in written["stages"]] == [f"stage_{n}" for n in range(1, stages + 1)]
    assert written["area"] == "<bolton, walsall, wigan, elsewhere>"


@pytest.mark.parametrize(
    ("exercise_id", "area", "stages", "why"),
    [
        ("Late Again", None, 2, "use small letters"),
        ("../late", None, 2, "use small letters"),
        ("late", "atlantis", 2, "there is no area 'atlantis'"),
        ("late", None, 1, "2 to 5 stages"),
        ("late", None, 6, "2 to 5 stages"),
    ],
)
def test_what_cannot_be_an_exercise_is_refused(
    content: Content, folder: Path, exercise_id: str, area: str | None, stages: int, why: str
):
    folder.mkdir(parents=True)
    with pytest.raises(CannotWrite, match=why):
        new_exercise(content, folder, exercise_id, area, stages)
    assert list(folder.iterdir()) == []


def test_nothing_is_written_over(content: Content, begun: Path):
    before = begun.read_bytes()
    with pytest.raises(CannotWrite, match="is there already"):
        new_exercise(content, begun.parent, "late_again", "bolton", 3)
    assert begun.read_bytes() == before
