"""Which tier a situation fits, and which rules and facts made it so.

Rules are numbered as in the design. Each function is monotone: another concern,
vulnerability or unknown never lowers what it returns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.content.area import Area
from bot.content.model import TIERS, Tier
from bot.guidance.combine import combinations_met
from bot.guidance.situation import ConcernStatus, OpenTo, Situation, Tried
from bot.guidance.weigh import Weighed

PAST = "past_still_matters"
_OPEN_FLOOR = {
    OpenTo.EARLY_HELP: Tier.EARLY_HELP_SINGLE,
    OpenTo.CHILD_IN_NEED: Tier.CHILD_IN_NEED,
    OpenTo.CHILD_PROTECTION: Tier.CHILD_PROTECTION,
    OpenTo.LOOKED_AFTER: Tier.CHILD_IN_NEED,
}


@dataclass(frozen=True)
class Fired:
    """A rule that fired, and the ids of the indicators (or other facts) that fired it.

    ``combination`` is the id of the combination of signs that fired it, if one did.
    """

    rule: str
    subjects: tuple[str, ...] = ()
    combination: str = ""


def decide_tier(
    situation: Situation,
    area: Area,
    weighed: tuple[Weighed, ...],
    vulnerabilities: frozenset[str],
) -> tuple[Tier, tuple[Fired, ...], tuple[Fired, ...]]:
    """The tier, all rules that fired with the facts they rest on, and those that hold the tier up.

    Without the facts of the last the tier falls; no other fact moves it (rule 17). Raises nothing;
    an empty situation is universal (rule 13: never "no action").
    """
    top = max((one.tier for one in weighed), key=lambda tier: tier.rank, default=Tier.UNIVERSAL)
    if top is Tier.CHILD_PROTECTION:
        held = _significant_harm(weighed)
    else:
        top, held = _below_significant_harm(situation, area, weighed, vulnerabilities, top)
    past = tuple(one.indicator.id for one in weighed if one.counts and one.status is ConcernStatus.PAST)
    fired = [*held, Fired(PAST, past)] if past else held
    floor = _OPEN_FLOOR.get(situation.open_to, Tier.UNIVERSAL)
    if floor is not Tier.UNIVERSAL and floor.rank >= top.rank:
        rule = "early_help_open" if situation.open_to is OpenTo.EARLY_HELP else "already_open"
        already_open = Fired(rule, (situation.open_to.value,))
        fired = [*fired, already_open]
        held = [already_open] if floor.rank > top.rank else [*held, already_open]
        top = floor
    return top, tuple(fired), tuple(held)


def _significant_harm(weighed: tuple[Weighed, ...]) -> list[Fired]:
    """Red flags and other signs of significant harm, each under its rule (rules 2 and 3)."""
    harm = [one for one in weighed if one.tier is Tier.CHILD_PROTECTION]
    return [*_red_flags(weighed), *_fired("significant_harm", (one for one in harm if not one.is_red_flag))]


def _red_flags(weighed: tuple[Weighed, ...]) -> list[Fired]:
    return _fired("red_flag", (one for one in weighed if one.is_red_flag))


def _fired(rule: str, concerns: Iterable[Weighed]) -> list[Fired]:
    subjects = tuple(one.indicator.id for one in concerns)
    return [Fired(rule, subjects)] if subjects else []


def _below_significant_harm(
    situation: Situation,
    area: Area,
    weighed: tuple[Weighed, ...],
    vulnerabilities: frozenset[str],
    top: Tier,
) -> tuple[Tier, list[Fired]]:
    """The tier where no sign is significant harm, and all that holds it there.

    What a combination reaches beyond everything else rests on the combination alone.
    """
    raised, raised_by = _raise(situation, area, weighed, vulnerabilities, top)
    if raised is top:
        raised_by = _would_reach(situation, area, weighed, vulnerabilities, top)
    met = combinations_met(area, weighed, vulnerabilities)
    combined = max((one.combination.tier for one in met), key=lambda tier: tier.rank, default=top)
    reached = max(raised, combined, key=lambda tier: tier.rank)
    red_flags = _red_flags(weighed)  # below significant harm, such as thoughts of suicide
    held = [] if combined.rank > raised.rank else _at_top(weighed, top) + raised_by
    held = (
        red_flags
        + held
        + [
            Fired("combination", one.facts, one.combination.id)
            for one in met
            if one.combination.tier is reached or one.combination.first_door is not None
        ]
    )
    return reached, held


def _at_top(weighed: tuple[Weighed, ...], top: Tier) -> list[Fired]:
    """What the highest concerns rest on: past or possible, settled by answers, or usual."""
    at_top = [one for one in weighed if one.tier is top]
    present = [one for one in at_top if one.status is ConcernStatus.PRESENT]
    return [
        *_fired("past_or_possible", (one for one in at_top if one.status is not ConcernStatus.PRESENT)),
        *_fired("range_settled", (one for one in at_top if one.settled)),
        *_fired("usual_tier", (one for one in present if not one.settled)),
    ]


def _would_reach(
    situation: Situation,
    area: Area,
    weighed: tuple[Weighed, ...],
    vulnerabilities: frozenset[str],
    top: Tier,
) -> list[Fired]:
    """Rules by which the lesser concerns alone would reach the same tier: they hold it up as
    well, so an exact explanation names them (rule 17)."""
    below = tuple(one for one in weighed if one.tier.rank < top.rank)
    below_top = max((one.tier for one in below), key=lambda tier: tier.rank, default=Tier.UNIVERSAL)
    reached, fired = _raise(situation, area, below, vulnerabilities, below_top)
    return fired if reached is top else []


def _raise(
    situation: Situation,
    area: Area,
    weighed: tuple[Weighed, ...],
    vulnerabilities: frozenset[str],
    top: Tier,
) -> tuple[Tier, list[Fired]]:
    """One tier up, at most to child in need, for accumulation, help without progress, or a
    vulnerability that raises by itself (rules 5 and 6). What is only guessed is not lifted."""
    fired: list[Fired] = []
    needs = [one for one in weighed if one.adds_up]
    numbers = area.content.rules["cumulative"].numbers
    at_top = [one for one in needs if one.tier is top]
    if (
        len({one.indicator.topic for one in at_top}) >= numbers["concerns"]
        and len({one.indicator.domain for one in at_top}) >= numbers["domains"]
    ):
        fired.append(Fired("cumulative", tuple(one.indicator.id for one in at_top)))
    if needs and situation.tried is Tried.NO_CHANGE:
        fired.append(Fired("tried_without_progress", (Tried.NO_CHANGE.value,)))
    topics = {one.indicator.topic for one in needs}
    raising = tuple(
        sorted(
            key
            for key in vulnerabilities
            if topics.intersection(area.content.vulnerabilities[key].raises_with)
        )
    )
    if raising:
        fired.append(Fired("vulnerability_raises", raising))
    if not fired or not at_top or top.rank >= Tier.CHILD_IN_NEED.rank:
        return top, []
    return TIERS[top.rank + 1], fired
