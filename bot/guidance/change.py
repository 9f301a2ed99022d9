"""What would change the suggestion: the decision asked again with each open answer filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.content.area import Area
from bot.content.model import Route, Tier
from bot.guidance.assess import Guidance, assess
from bot.guidance.situation import Situation


@dataclass(frozen=True)
class Change:
    """With this answer to this question, the suggestion would become this tier and first route."""

    question: str
    option: str
    tier: Tier
    route: Route


def what_would_change(situation: Situation, area: Area, now: datetime) -> tuple[Change, ...]:
    """At most three answers that would move the tier or the first route, the most serious first.

    One answer a question: the one that leads highest. ``now`` as in ``assess``.
    """
    before = assess(situation, area, now)
    changes = []
    for question in before.unknowns:
        found = [
            (
                option.id,
                assess(replace(situation, answers=situation.answers | {(question, option.id)}), area, now),
            )
            for option in area.content.questions[question].options
        ]
        option_id, after = max(found, key=lambda item: _weight(item[1]))
        if (after.tier, after.main_route) != (before.tier, before.main_route):
            changes.append((_weight(after), Change(question, option_id, after.tier, after.main_route)))
    changes.sort(key=lambda item: item[0], reverse=True)
    return tuple(change for _, change in changes)


def _weight(guidance: Guidance) -> tuple[int, int]:
    return guidance.tier.rank, -guidance.urgency.rank
