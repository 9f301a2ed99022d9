"""What the decision core says of a stage, and whether the model answer agrees with it."""

from __future__ import annotations

from datetime import datetime

from bot.content.area import area_of
from bot.content.load import Content
from bot.exercises.model import Exercise, Stage
from bot.guidance import Fired, Guidance, assess
from bot.guidance.clock import LONDON
from bot.guidance.entered import situation

# an ordinary Tuesday morning, so that an exercise says the same on whatever day it is done
_MOMENT = "2026-11-24T10:30"


def moment(stage: Stage) -> datetime:
    """When the stage takes place, London time: a Tuesday at half past ten unless its facts say ``at``.

    Raises ValueError if ``at`` is not written like ``2026-11-27T17:05``.
    """
    return datetime.fromisoformat(str(stage.facts.get("at", _MOMENT))).replace(tzinfo=LONDON)


def suggested(exercise: Exercise, stage: Stage, content: Content) -> Guidance:
    """The guidance for all that is known at this stage.

    The exercise's area is where the child lives and its role is who asks, unless the facts say otherwise.
    Raises KeyError for an area, sign, question, vulnerability or kind of fact that the content does not
    have, and ValueError for an age or status that there is not.
    """
    facts = situation({"home": exercise.area, "role": exercise.role, **stage.facts})
    return assess(facts, area_of(content, facts.home), moment(stage))


def agrees(stage: Stage, guidance: Guidance) -> bool:
    """Whether the model vote is what the core says: the main route, the urgency and the tier."""
    vote = stage.model.vote
    return (vote.route, vote.urgency, vote.tier) == (guidance.main_route, guidance.urgency, guidance.tier)


def reasons(guidance: Guidance) -> tuple[Fired, ...]:
    """The rules that fired, each with its facts; the lowest answer's own rule where none did.

    ``bot.dialogue.reasons`` words them.
    """
    return guidance.reasons or (Fired("lowest_answer"),)
