"""What a stage asks and answers, in words: the choices, the model answer, and the core's own reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.area import area_of
from bot.content.load import Content
from bot.content.model import Partnership, Tier
from bot.dialogue.answer import voice_for
from bot.dialogue.changes import change_section
from bot.dialogue.message import to_dict
from bot.dialogue.reasons import reasons_block
from bot.exercises.agreement import OTHERS
from bot.exercises.core import agrees, moment, suggested
from bot.exercises.model import Exercise, Stage
from bot.training.results import TIERS


@dataclass(frozen=True)
class Labels:
    """What every choice is called: by id, in the order in which it is offered."""

    routes: Mapping[str, str]
    urgencies: Mapping[str, str]
    tiers: Mapping[str, str]
    levels: Mapping[str, str]
    agencies: Mapping[str, str]
    roles: Mapping[str, str]


def labels(content: Content, area: str) -> Labels:
    """The labels; ``levels`` are the area's own names for the tiers, empty where it has no other."""
    partnership = area_of(content, area).partnership
    say = content.wording
    groups = dict.fromkeys(role.group for role in content.roles.values())
    tiers = _offered(content, "training_level")
    return Labels(
        routes=_offered(content, "training_route"),
        urgencies=_offered(content, "training_urgency"),
        tiers=tiers,
        levels={tier.value: _local(partnership, tier, tiers) for tier in TIERS},
        agencies={key: say[f"agency_{key}"] for key in (*groups, OTHERS)},
        roles={key: role.label for key, role in content.roles.items()},
    )


def _offered(content: Content, question: str) -> dict[str, str]:
    """The answers to a question of the exercise alone: a room is asked in the same words."""
    return {option.id: option.label for option in content.intake[question].options}


def roles_by_agency(content: Content) -> list[tuple[str, list[tuple[str, str]]]]:
    """Agencies with their roles, each as id and label: what a participant chooses from."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, role in content.roles.items():
        found.setdefault(role.group, []).append((key, role.label))
    return [(content.wording[f"agency_{group}"], roles) for group, roles in found.items()]


@dataclass(frozen=True)
class Solution:
    """The model answer of a stage in words, and what the decision core says of the same facts.

    ``also`` are other answers that hold. ``core`` is empty where the model answer is what the core says.
    ``reasons`` and ``change`` are messages in their JSON form: the rules that fired, and what would move it.
    """

    route: str
    urgency: str
    tier: str
    level: str
    also: tuple[str, ...]
    why: tuple[str, ...]
    differs: str
    core: str
    reasons: dict[str, Any]
    change: dict[str, Any]


def solution(exercise: Exercise, stage: Stage, content: Content, area: str) -> Solution:
    """The model answer, told with the level names of ``area``."""
    names = labels(content, area)
    model, guidance, now = stage.model, suggested(exercise, stage, content), moment(stage)
    voice = voice_for(guidance, now)
    also = [names.routes[one.value] for one in model.also_routes]
    also += [names.urgencies[one.value] for one in model.also_urgencies]
    also += [names.tiers[one.value] for one in model.also_tiers]
    core = "; ".join(
        (
            names.routes[guidance.main_route.value],
            names.urgencies[guidance.urgency.value],
            names.tiers[guidance.tier.value],
        )
    )
    return Solution(
        route=names.routes[model.vote.route.value],
        urgency=names.urgencies[model.vote.urgency.value],
        tier=names.tiers[model.vote.tier.value],
        level=names.levels[model.vote.tier.value],
        also=tuple(also),
        why=model.why,
        differs=model.differs or "",
        core="" if agrees(stage, guidance) else core,
        reasons=to_dict(reasons_block(guidance, voice)),
        change=to_dict(change_section(guidance, voice, now)),
    )


def _local(partnership: Partnership, tier: Tier, offered: Mapping[str, str]) -> str:
    """What a tier is called in an area; nothing where that is only the answer's own words again."""
    level = partnership.levels[tier]
    if level.number:
        return f"{partnership.name}: {level.number}, {level.name}"
    return "" if level.name == offered[tier.value] else level.name
