"""Unknown is not no: what is not known and could move the answer (rules 7 and 10)."""

from __future__ import annotations

from bot.content.area import Area
from bot.content.derived import kept
from bot.content.model import DecidingQuestion, Tier
from bot.guidance.situation import UNKNOWN, Situation
from bot.guidance.weigh import Weighed

MOST = 3


def open_questions(
    situation: Situation, area: Area, weighed: tuple[Weighed, ...]
) -> tuple[DecidingQuestion, ...]:
    """Deciding questions without an answer that could still change something, most telling first.

    Asked by the concerns that count; at most three are shown.
    """
    answered = {question for question, option in situation.answers if option != UNKNOWN}
    reach: dict[str, int] = {}
    for one in weighed:
        if not one.counts:
            continue
        for question_id in one.indicator.questions:
            if question_id not in answered:
                found = _reach(area, one.indicator.id, question_id)
                reach[question_id] = max(reach.get(question_id, 0), found)
    asked = sorted(
        reach,
        key=lambda key: (-reach[key], area.content.questions[key].priority, key),
    )
    return tuple(area.content.questions[key] for key in asked)


@kept(4096)
def _reach(area: Area, indicator_id: str, question_id: str) -> int:
    """The highest tier rank that one answer to the question could lead to."""
    indicator = area.indicators[indicator_id]
    reach = indicator.tier.rank
    for option in area.content.questions[question_id].options:
        if option.settles == "highest":
            reach = max(reach, indicator.highest_tier.rank)
        for added in option.adds:
            reach = max(reach, area.indicators[added].tier.rank)
    return reach


def route_hangs_on(questions: tuple[DecidingQuestion, ...], weighed: tuple[Weighed, ...], tier: Tier) -> bool:
    """Whether an open question could settle a concern below child in need at a statutory tier.

    Questions that would only bring up another concern are asked and listed, but the route does
    not hang on them: nearly every worry could turn out to be a graver one.
    """
    if tier.rank >= Tier.CHILD_IN_NEED.rank:
        return False
    open_ids = {question.id for question in questions if _can_settle_highest(question)}
    return any(
        one.counts
        and one.indicator.highest_tier.rank >= Tier.CHILD_IN_NEED.rank
        and not open_ids.isdisjoint(one.indicator.questions)
        for one in weighed
    )


def _can_settle_highest(question: DecidingQuestion) -> bool:
    return any(option.settles == "highest" for option in question.options)
