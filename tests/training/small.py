"""Two small exercises, so that tests do not hang on the real ones, and people who vote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.content.model import Route, Tier, Urgency
from bot.exercises.load import load_exercises
from bot.exercises.model import Vote
from bot.training.model import Ballot

EXERCISES = load_exercises(Path(__file__).parent / "exercises")
MORNING = EXERCISES["late_again"].stages[0]
LATER = EXERCISES["late_again"].stages[1]


def vote(tier: str = "early_help_single", route: str = "early_help", urgency: str = "soon") -> Vote:
    """A vote; the model answer of the first stage unless told."""
    return Vote(route=Route(route), urgency=Urgency(urgency), tier=Tier(tier))


def ballot(participant: str, round_: int = 1, tier: str = "early_help_single", **more: Any) -> Ballot:
    """A vote on the first stage of the first case."""
    route = more.pop("route", "early_help")
    values = {"exercise": "late_again", "stage": "morning", "asked": (), **more}
    return Ballot(participant=participant, round=round_, vote=vote(tier, route), **values)
