"""A training exercise alone, in Teams, and the way from Teams into a session."""

from __future__ import annotations

import json

from bot.content.load import load
from bot.exercises.load import load_exercises
from tests.teams.conftest import User, words

SAY = load().wording
EXERCISE = load_exercises()["separated_parents"]
BANNER = SAY["training_banner"]


def _vote(user: User, **chosen: str) -> str:
    """Send the open form with these values, as its button does with what was chosen on the card."""
    for message in reversed(user.answers):
        for attachment in message.get("attachments", []):
            for action in attachment["content"].get("actions", []):
                if action.get("data", {}).get("question") == "training_vote":
                    before = len(user.answers)
                    filled = {**action["data"], **{f"value.{name}": one for name, one in chosen.items()}}
                    user.post(user.activity(value=filled, replyToId=message["id"]))
                    return user.hears(BANNER, before)
    raise AssertionError("nothing asks for a vote")


def test_an_exercise_is_done_by_cards_and_words(user: User) -> None:
    user.says("training", until=BANNER)
    told = user.says(EXERCISE.title, until=EXERCISE.title)
    assert BANNER in told
    user.presses("Start this exercise", until=EXERCISE.stages[0].tells[0][:30])
    model = EXERCISE.stages[0].model.vote
    user.says("ring 999 now", until="level")
    user.says("level 4", until="know")
    user.says(EXERCISE.stages[0].wanted[0].said[0], until="Why")
    said = user.says("because they are at risk", until=EXERCISE.stages[0].discuss[0][:20])
    assert EXERCISE.stages[0].model.why[0][:30] in said
    assert model.route.value  # what it differs from is in the reasons above
    user.presses("Leave the exercise", until="Work through a worry")


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
