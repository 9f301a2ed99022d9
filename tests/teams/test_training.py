"""A training exercise alone, in Teams, and the way from Teams into a session."""

from __future__ import annotations

import json

from bot.exercises.load import load_exercises
from tests.project import content
from tests.teams.conftest import User, words

SAY = content().wording
EXERCISE = load_exercises()["separated_parents"]
BANNER = SAY["training_banner"]


def test_an_exercise_is_done_by_cards_and_words(user: User) -> None:
    user.says("training", until=BANNER)
    told = user.says(EXERCISE.title, until=EXERCISE.title)
    assert BANNER in told
    user.presses("Start this exercise", until=EXERCISE.stages[0].tells[0][:30])
    user.says("ring 999 now", until="level")
    user.says("Level 3: Early help, complex needs", until="know")
    user.says(EXERCISE.stages[0].wanted[0].said[0], until="Why")
    said = user.says("because they are at risk", until=EXERCISE.stages[0].discuss[0][:20])
    assert EXERCISE.stages[0].model.why[0][:30] in said
    user.says("stop", until=SAY["training_left"])


def test_a_real_worry_in_an_exercise_asks_whether_the_child_is_real(user: User) -> None:
    user.says("training", until=BANNER)
    user.says(EXERCISE.title, until=EXERCISE.title)
    user.presses("Start this exercise", until=EXERCISE.stages[0].tells[0][:30])
    said = user.says("there is a man with a knife in my classroom now", until="999")
    assert SAY["training_banner_held"] in said or "real" in said


def test_the_code_of_a_session_leads_to_its_page(user: User) -> None:
    user.says("join K7RM 2XQD", until="K7RM 2XQD")
    assert f"{user.server.url.rstrip('/')}/join/K7RM2XQD" in json.dumps(user.answers)
    assert "Act now" not in "".join(map(words, user.answers))
