"""Why not the level below, and why not the one above (rule 17: decided again, not told from memory)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.content.area import Area
from bot.content.model import TIERS, Option, Tier
from bot.guidance.assess import Guidance, assess
from bot.guidance.situation import OpenTo, Situation, Tried


@dataclass(frozen=True)
class WhyNot:
    """``facts`` hold the tier up: without them it would be ``below``. ``above`` is the next tier up.

    ``below`` is None at the lowest tier and ``above`` at the highest.
    """

    below: Tier | None
    facts: tuple[str, ...]
    above: Tier | None


def why_not(guidance: Guidance, area: Area, now: datetime) -> WhyNot:
    """What keeps the suggestion from being lower, and what the next tier up would be.

    ``area`` and ``now`` are those that the guidance was given with.
    """
    above = TIERS[guidance.tier.rank + 1] if guidance.tier.rank + 1 < len(TIERS) else None
    facts = tuple(dict.fromkeys(key for fired in guidance.held_by for key in fired.subjects))
    if guidance.tier is Tier.UNIVERSAL or not facts:
        return WhyNot(None, (), above)
    return WhyNot(assess(without(guidance.situation, facts, area), area, now).tier, facts, above)


def without(situation: Situation, facts: tuple[str, ...], area: Area) -> Situation:
    """The situation as if these facts had not been told: signs, the answers that brought them or
    settled them higher, vulnerabilities, an open plan, help that did not work."""
    named = frozenset(facts)

    def only_reassures(answer: tuple[str, str]) -> bool:
        option = _option(answer, area)
        return option is None or (
            option.settles == "lowest" and not option.adds and not option.vulnerabilities
        )

    return replace(
        situation,
        concerns=frozenset(one for one in situation.concerns if one.indicator not in named),
        answers=frozenset(filter(only_reassures, situation.answers)),
        vulnerabilities=situation.vulnerabilities - named,
        open_to=OpenTo.UNKNOWN if situation.open_to.value in named else situation.open_to,
        tried=Tried.UNKNOWN if situation.tried.value in named else situation.tried,
    )


def _option(answer: tuple[str, str], area: Area) -> Option | None:
    question, chosen = answer
    return next((one for one in area.content.questions[question].options if one.id == chosen), None)
