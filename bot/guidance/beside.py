"""What goes beside a decision and never changes it: reflective prompts and clocks."""

from __future__ import annotations

from bot.content.area import Area
from bot.content.model import Pathway, Prompt, Route, Tier, Timescale
from bot.guidance.situation import Situation


def matching_prompts(
    situation: Situation,
    area: Area,
    tier: Tier,
    topics: frozenset[str],
    vulnerabilities: frozenset[str],
) -> tuple[Prompt, ...]:
    """Reflective prompts that fit, by priority and then the most specific first.

    Every filter that a prompt names must match.
    """
    matching: list[tuple[int, int, str, Prompt]] = []
    for prompt in area.content.prompts.values():
        if (
            (prompt.topics and topics.isdisjoint(prompt.topics))
            or (prompt.ages and situation.age not in prompt.ages)
            or (prompt.roles and situation.role not in prompt.roles)
            or (prompt.tiers and tier not in prompt.tiers)
            or (prompt.vulnerabilities and vulnerabilities.isdisjoint(prompt.vulnerabilities))
            or (prompt.open_to and situation.open_to.value not in prompt.open_to)
        ):
            continue
        specific = len(topics.intersection(prompt.topics)) + bool(prompt.vulnerabilities)
        matching.append((prompt.priority, -specific, prompt.id, prompt))
    matching.sort(key=lambda item: item[:3])
    return tuple(item[3] for item in matching)


def matching_timescales(
    routes: set[Route], pathways: tuple[Pathway, ...], area: Area
) -> tuple[Timescale, ...]:
    """Clocks of the routes and pathways that are national or this area's own."""
    from_pathways = {key for pathway in pathways for key in pathway.timescales}
    return tuple(
        clock
        for clock in area.content.timescales.values()
        if clock.area in (None, area.id) and (clock.id in from_pathways or routes.intersection(clock.routes))
    )
