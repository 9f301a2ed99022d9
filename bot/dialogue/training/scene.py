"""An exercise at one moment: everything that its questions and texts are made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.content.area import Area, area_of
from bot.content.model import Route, Tier, Urgency
from bot.dialogue.training.state import Training, Voted
from bot.dialogue.turn import Moment
from bot.dialogue.words import Voice
from bot.exercises.core import suggested
from bot.exercises.feedback import Answer, Feedback, feedback
from bot.exercises.model import Exercise, Stage, Vote
from bot.exercises.shelf import Shelf
from bot.guidance import Guidance

CHOOSE, PICK, BEGIN = "training_choose", "training_pick", "training_begin"
VOTE, ROUTE, URGENCY = "training_vote", "training_route", "training_urgency"
LEVEL, WANTED, WHY = "training_level", "training_wanted", "training_why"
NEXT, END = "training_next", "training_end"
REAL, LEAVE = "training_real", "training_leave"
BY = "training_"  # and the way: by topic, role or difficulty
IN_WORDS = (WANTED, WHY)


def vote_of(voted: Voted) -> Vote:
    """A whole vote. Raises ValueError while a part of it is not decided."""
    return Vote(route=Route(voted.route), urgency=Urgency(voted.urgency), tier=Tier(voted.tier))


@dataclass(frozen=True)
class Scene:
    """The moment of a turn, seen from its exercise. What needs an exercise raises KeyError without one."""

    moment: Moment

    @property
    def training(self) -> Training:
        """Where the participant is."""
        return self.moment.case.training

    @property
    def shelf(self) -> Shelf:
        """The exercises to choose from."""
        return self.moment.shelf

    @property
    def exercise(self) -> Exercise:
        """The one that is on."""
        return self.shelf.exercises[self.training.exercise]

    @property
    def number(self) -> int:
        """The stage at hand, counted from 1."""
        return len(self.training.votes)

    @property
    def stage(self) -> Stage:
        """The stage at hand."""
        return self.exercise.stages[self.number - 1]

    @property
    def is_last(self) -> bool:
        """Whether no stage comes after this one."""
        return self.number == len(self.exercise.stages)

    @cached_property
    def area(self) -> Area:
        """Where the exercise takes place; before one is chosen, the real case's area."""
        if not self.training.exercise:
            return self.moment.area
        return area_of(self.moment.content, self.exercise.area)

    @cached_property
    def voice(self) -> Voice:
        """How to say it in the exercise's area, to its role."""
        return Voice(self.area, self.exercise.role) if self.training.exercise else self.moment.voice

    def guidance(self, stage: Stage) -> Guidance:
        """What the decision core says of a stage."""
        return suggested(self.exercise, stage, self.moment.content)

    def feedback(self, stage: Stage, voted: Voted) -> Feedback:
        """What to tell about a whole vote."""
        answer = Answer(
            vote_of(voted),
            ticked=frozenset(voted.asked or ()),
            named=frozenset(voted.named or ()),
        )
        return feedback(stage, answer, self.guidance(stage))

    def option(self, question: str, value: str) -> str:
        """An option of data/guidance/intake in words."""
        options = self.moment.content.intake[question].options
        return next(one.label for one in options if one.id == value)

    def level(self, tier: Tier) -> str:
        """A level of need by its name, and its number if it has one, in the exercise's area."""
        level = self.area.partnership.levels[tier]
        return ": ".join(filter(None, (level.number, level.name)))
