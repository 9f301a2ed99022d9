"""Whether a case teaches what it says it teaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.content.load import Problem
from bot.content.model import Route
from bot.exercises.model import Exercise, Feature
from bot.exercises.written import Written
from bot.guidance.situation import Parents


def features(written: Written) -> Iterator[Problem]:
    """Features that no stage shows."""
    for position, feature in enumerate(written.exercise.features):
        shown, mend = _SHOWN[feature]
        if not shown(written.exercise):
            message = f"says it teaches {feature.value}, and no stage shows it"
            yield written.problem(message, mend, "features", position)


def _routes(exercise: Exercise) -> list[Route]:
    return [stage.model.vote.route for stage in exercise.stages]


def _last_is_early_help(exercise: Exercise) -> bool:
    return _routes(exercise)[-1] is Route.EARLY_HELP


def _refused(exercise: Exercise) -> bool:
    return any(stage.facts.get("parents") == Parents.REFUSE.value for stage in exercise.stages)


def _explains_a_difference(exercise: Exercise) -> bool:
    return any(stage.model.differs is not None for stage in exercise.stages)


def _route_changes(exercise: Exercise) -> bool:
    return len(set(_routes(exercise))) > 1


# feature → whether a case shows it, and how to mend one that does not
_SHOWN: dict[Feature, tuple[Callable[[Exercise], bool], str]] = {
    Feature.EARLY_HELP_IS_RIGHT: (_last_is_early_help, "let the last model answer be early_help"),
    Feature.CONSENT_REFUSED: (_refused, "write parents: refuse in the facts of a stage"),
    Feature.LADO: (lambda one: Route.LADO in _routes(one), "let a model answer's route be lado"),
    Feature.CHALLENGE: (
        lambda one: Route.ESCALATION in _routes(one),
        "let a model answer's route be escalation",
    ),
    Feature.NEWS_CHANGES_EVERYTHING: (_route_changes, "let a later stage change the route"),
    Feature.TOOL_IS_WRONG: (_explains_a_difference, "explain in differs where the core's answer is wrong"),
}
