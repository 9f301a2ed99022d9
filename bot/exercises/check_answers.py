"""Model answers: as the decision core says or explained, and no answer both right and a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.content.load import Content, Problem
from bot.exercises.core import agrees, reasons, suggested
from bot.exercises.model import Exercise, Model, Stage, Vote
from bot.exercises.written import Written
from bot.guidance import Guidance


def answers(written: Written, content: Content) -> Iterator[Problem]:
    """Every stage's model answer beside what the core says. The facts must be known to the content."""
    for number, stage in enumerate(written.exercise.stages):
        at = ("stages", number)
        guidance = suggested(written.exercise, stage, content)
        for message, mend, part in (
            *_as_the_core_says(stage, guidance),
            *_one_answer(stage, guidance),
            *_range(stage.model),
        ):
            yield written.problem(f"{stage.id}: {message}", mend, *at, "model", part)
        for position, mistake in enumerate(stage.mistakes):
            for vote in accepted(stage.model):
                if mistake.applies(vote):
                    message = f"{stage.id}: calls a mistake what the model answer accepts ({in_words(vote)})"
                    mend = "name the routes, urgencies or tiers that are the mistake, or take it from also_"
                    yield written.problem(message, mend, *at, "mistakes", position)
                    break
    yield from _votes_move(written.exercise, written)


def accepted(model: Model) -> list[Vote]:
    """Every vote that the model answer accepts: its own first."""
    return [
        Vote(route=route, urgency=urgency, tier=tier)
        for route, urgency, tier in product(
            (model.vote.route, *model.also_routes),
            (model.vote.urgency, *model.also_urgencies),
            (model.vote.tier, *model.also_tiers),
        )
    ]


def in_words(vote: Vote) -> str:
    """A vote by its ids."""
    return f"{vote.route.value}, {vote.urgency.value}, {vote.tier.value}"


def _as_the_core_says(stage: Stage, guidance: Guidance) -> Iterator[tuple[str, str, str]]:
    core = Vote(route=guidance.main_route, urgency=guidance.urgency, tier=guidance.tier)
    rules = ", ".join(dict.fromkeys(fired.rule for fired in reasons(guidance)))
    if agrees(stage, guidance) and stage.model.differs is not None:
        message = "explains a difference (differs), and the core says the same"
        yield message, "take differs away, or look again at the facts", "differs"
    if not agrees(stage, guidance) and stage.model.differs is None:
        message = (
            f"the model answer is {in_words(stage.model.vote)}; the core says {in_words(core)} ({rules})"
        )
        yield message, "mend the facts or the vote, or explain it in differs", "vote"


def _one_answer(stage: Stage, guidance: Guidance) -> Iterator[tuple[str, str, str]]:
    """Where a red flag decides nothing lower, later or weaker is accepted."""
    if not guidance.red_flags:
        return
    model, flags = stage.model, ", ".join(one.indicator.id for one in guidance.red_flags)
    mend = "take it away: where a red flag decides there is one answer"
    for tier in model.also_tiers:
        if tier.rank < model.vote.tier.rank:
            yield f"accepts {tier.value} beside a red flag ({flags})", mend, "also_tiers"
    for urgency in model.also_urgencies:
        if urgency.rank > model.vote.urgency.rank:
            yield f"accepts {urgency.value} beside a red flag ({flags})", mend, "also_urgencies"
    for route in model.also_routes:
        if route not in {one.route for one in guidance.routes}:
            yield f"accepts {route.value} beside a red flag ({flags})", mend, "also_routes"


def _range(model: Model) -> Iterator[tuple[str, str, str]]:
    for part, own, also in (
        ("also_routes", model.vote.route, model.also_routes),
        ("also_urgencies", model.vote.urgency, model.also_urgencies),
        ("also_tiers", model.vote.tier, model.also_tiers),
    ):
        if own in also:
            yield f"{part} holds the model answer itself", "name only what holds besides it", part


def _votes_move(exercise: Exercise, written: Written) -> Iterator[Problem]:
    """A case in which nothing changes teaches nobody to look again."""
    if len({in_words(stage.model.vote) for stage in exercise.stages}) == 1:
        message = "every stage has the same model answer"
        mend = "let something be learnt that changes what to do"
        yield written.problem(message, mend, "stages", warning=True)
