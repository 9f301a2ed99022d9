"""The shape of an exercise, as a trainer writes it in ``data/exercises/<id>.yml``.

Field by field guidance for trainers is in docs/training.md.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import Field, validator

from bot.content.model import Entry, Route, Sourced, Tier, Urgency, not_empty

FEWEST_STAGES, MOST_STAGES = 2, 5


class Difficulty(str, Enum):
    """How hard an exercise is, easiest first."""

    FIRST = "first"
    FIRM = "firm"
    HARD = "hard"


class Feature(str, Enum):
    """What an exercise teaches besides its topics; trainers choose and balance sessions by these."""

    EARLY_HELP_IS_RIGHT = "early_help_is_right"
    CONSENT_REFUSED = "consent_refused"
    LADO = "lado"
    CHALLENGE = "challenge"
    NEWS_CHANGES_EVERYTHING = "news_changes_everything"
    TOOL_IS_WRONG = "tool_is_wrong"


class Vote(Entry):
    """What a participant decides at a stage: what to do next, by when, and then the level of need."""

    route: Route
    urgency: Urgency
    tier: Tier


class Wanted(Entry):
    """Something worth finding out: the question, how people say it, and what asking it would settle.

    ``said`` are words or short phrases; one of them in a participant's free text counts as having asked.
    """

    ask: str
    said: tuple[str, ...]
    because: str

    _has_words = validator("said", allow_reuse=True)(not_empty)


class Mistake(Entry):
    """A common vote that is not the model answer, and kind feedback to whoever made it.

    It applies when every part that is named (routes, urgencies, tiers) contains the vote's.
    """

    routes: tuple[Route, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    tiers: tuple[Tier, ...] = ()
    feedback: str

    def applies(self, vote: Vote) -> bool:
        """Whether this vote is the mistake."""
        return (
            (not self.routes or vote.route in self.routes)
            and (not self.urgencies or vote.urgency in self.urgencies)
            and (not self.tiers or vote.tier in self.tiers)
        )


class Model(Entry):
    """The model answer of a stage.

    ``also`` are other answers that hold with a good reason, part by part: at single- and multi-agency early
    help and at child in need a range is usual; where a red flag decides there is one answer only.
    ``differs`` explains why it is not what the decision core says of the stage's facts; without it the two
    must agree. ``why`` adds to the core's own reasons.
    """

    vote: Vote
    also_routes: tuple[Route, ...] = ()
    also_urgencies: tuple[Urgency, ...] = ()
    also_tiers: tuple[Tier, ...] = ()
    why: tuple[str, ...]
    differs: str | None = None

    _has_reasons = validator("why", allow_reuse=True)(not_empty)


class Learning(Sourced):
    """What a review or guidance says about such a case."""

    text: str


class Stage(Entry):
    """What is told at this point, and what a good decision would be.

    ``facts`` are everything known so far, as in tests/cases/README.md; the exercise's area and role are
    added to them.
    """

    id: str
    tells: tuple[str, ...]
    facts: dict[str, Any]
    model: Model
    wanted: tuple[Wanted, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    discuss: tuple[str, ...]
    learning: tuple[Learning, ...] = ()

    _tells_something = validator("tells", "discuss", allow_reuse=True)(not_empty)


class Warning(Entry):
    """What may be hard to read, and who can support a participant whom it touches."""

    about: str
    support: str


class Exercise(Sourced):
    """A training case told in two to five stages.

    ``area`` is a partnership's id; ``role`` whose eyes the case is told through; ``roles`` who gains most
    from it; ``minutes`` how long it takes alone. ``role_cards`` let a participant argue another service's
    view. Every case is invented or altered beyond local recognition.
    """

    id: str
    title: str
    summary: str
    area: str
    role: str
    topics: tuple[str, ...]
    roles: tuple[str, ...]
    difficulty: Difficulty
    minutes: int = Field(..., ge=5, le=60)
    features: tuple[Feature, ...] = ()
    warning: Warning | None = None
    aims: tuple[str, ...]
    stages: tuple[Stage, ...]
    role_cards: dict[str, str] = {}
    reflect: tuple[str, ...]

    _has_some = validator("topics", "roles", "aims", "reflect", allow_reuse=True)(not_empty)

    @validator("stages")
    def _two_to_five(cls, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        if not FEWEST_STAGES <= len(stages) <= MOST_STAGES:
            raise ValueError(f"a case has {FEWEST_STAGES} to {MOST_STAGES} stages")
        if len({stage.id for stage in stages}) < len(stages):
            raise ValueError("two stages have the same id")
        return stages

    def stage(self, stage_id: str) -> Stage:
        """The stage with this id. Raises KeyError if there is none."""
        return {stage.id: stage for stage in self.stages}[stage_id]


class TopicGroup(Entry):
    """Topics that belong together when a trainer chooses, or looks at what a set covers."""

    id: str
    name: str
    topics: tuple[str, ...]

    _has_topics = validator("topics", allow_reuse=True)(not_empty)


class Balance(Entry):
    """What a set of exercises has to offer, as ``data/exercises/_set.yml`` says.

    ``features`` is how many exercises teach each at least; an exercise on a topic of ``needs_warning``
    has a warning.
    """

    fewest: int = Field(..., ge=1)
    features: dict[Feature, int]
    needs_warning: tuple[str, ...]
    groups: tuple[TopicGroup, ...]

    def group_of(self, topic: str) -> TopicGroup:
        """The group that a topic belongs to. Raises KeyError for a topic that is in none."""
        return {name: group for group in self.groups for name in group.topics}[topic]
