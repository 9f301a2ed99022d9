"""An exercise as text: the case, its model answers, and what the decision core says of each stage."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bot.content.load import Content
from bot.content.model import Route, Tier, Urgency
from bot.dialogue.answer import voice_for
from bot.dialogue.reasons import reasons_block
from bot.exercises.core import suggested
from bot.exercises.model import Exercise
from bot.guidance import Guidance


@dataclass(frozen=True)
class _Core:
    """What the core says of a stage, in words; ``level`` is what the area calls it."""

    route: Route
    urgency: Urgency
    tier: Tier
    level: str
    reasons: tuple[str, ...]


def exercise_text(exercise: Exercise, content: Content) -> str:
    """Everything of an exercise, for a trainer. Raises KeyError for facts that the content does not have."""
    stages = [(stage, _core(suggested(exercise, stage, content))) for stage in exercise.stages]
    environment = Environment(
        loader=PackageLoader("bot", "commands"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=select_autoescape(),
    )
    environment.filters["named"] = lambda keys, names: [names[key] for key in keys]
    return environment.get_template("exercise.txt").render(
        exercise=exercise,
        stages=stages,
        area=content.partnerships[exercise.area].name,
        roles={key: role.label for key, role in content.roles.items()},
        topics={key: topic.name for key, topic in content.topics.items()},
        sources={key: f"{source.title}, {source.date}" for key, source in content.sources.items()},
        routes={route: content.routes[route.value].label for route in Route},
        urgencies={urgency: urgency.value.replace("_", " ") for urgency in Urgency},
        tiers={tier: content.tier(tier).name for tier in Tier},
    )


def _core(guidance: Guidance) -> _Core:
    reasons = reasons_block(guidance, voice_for(guidance))
    level = guidance.level
    return _Core(
        guidance.main_route,
        guidance.urgency,
        guidance.tier,
        " ".join(filter(None, (level.number, level.name))) if level else "",
        tuple(reason.text for reason in reasons.items),
    )
