"""Which tier a situation fits, and which rules and facts made it so.

Rules are numbered as in the design. Each function is monotone: another concern,
vulnerability or unknown never lowers what it returns.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.area import Area
from bot.content.model import TIERS, Indicator, Tier
from bot.guidance.situation import UNKNOWN, ConcernStatus, OpenTo, Situation, Tried

_OPEN_FLOOR = {
    OpenTo.EARLY_HELP: Tier.EARLY_HELP_SINGLE,
    OpenTo.CHILD_IN_NEED: Tier.CHILD_IN_NEED,
    OpenTo.CHILD_PROTECTION: Tier.CHILD_PROTECTION,
    OpenTo.LOOKED_AFTER: Tier.CHILD_IN_NEED,
}


@dataclass(frozen=True)
class Fired:
    """A rule that fired, and the ids of the indicators (or other facts) that fired it."""

    rule: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Weighed:
    """One concern after its answers: the tier it stands at."""

    indicator: Indicator
    status: ConcernStatus
    tier: Tier
    settled: bool

    @property
    def counts(self) -> bool:
        """Whether it is about now, or still matters although it is past."""
        return self.status is not ConcernStatus.PAST or self.indicator.matters_when_past

    @property
    def opens_its_door(self) -> bool:
        """Whether its own first door applies: not when reassuring answers settled it lower."""
        return self.counts and (self.indicator.red_flag or self.tier.rank >= self.indicator.tier.rank)

    @property
    def is_red_flag(self) -> bool:
        """A red flag that counts; nothing lowers it (rules 2 and 4)."""
        return self.indicator.red_flag and self.counts


def weigh(situation: Situation, area: Area) -> tuple[tuple[Weighed, ...], frozenset[str]]:
    """Every concern with its tier, most serious first, and all vulnerabilities.

    Answers to deciding questions add concerns and vulnerabilities and settle ranges.
    """
    questions = area.content.questions
    statuses: dict[str, ConcernStatus] = {}
    for concern in situation.concerns:
        _keep_most_present(statuses, concern.indicator, concern.status)
    vulnerabilities = set(situation.vulnerabilities)
    settles: dict[str, list[str]] = {}
    for question_id, option_id in situation.answers:
        if option_id == UNKNOWN:
            continue
        option = next(one for one in questions[question_id].options if one.id == option_id)
        settles.setdefault(question_id, []).append(option.settles)
        vulnerabilities.update(option.vulnerabilities)
        for added in option.adds:
            _keep_most_present(statuses, added, ConcernStatus.PRESENT)
    weighed = [
        _weigh_one(area.indicators[indicator_id], status, settles)
        for indicator_id, status in statuses.items()
    ]
    weighed.sort(key=lambda one: (not one.is_red_flag, -one.tier.rank, one.indicator.id))
    return tuple(weighed), frozenset(vulnerabilities)


def _keep_most_present(statuses: dict[str, ConcernStatus], indicator_id: str, status: ConcernStatus) -> None:
    if statuses.get(indicator_id) is not ConcernStatus.PRESENT:
        statuses[indicator_id] = status


def _weigh_one(indicator: Indicator, status: ConcernStatus, settles: dict[str, list[str]]) -> Weighed:
    """Worrying answers settle a range at its top; it sinks only when every question is reassuring."""
    given = [answer for question in indicator.questions for answer in settles.get(question, ())]
    tier = indicator.tier
    if "highest" in given:
        tier = indicator.highest_tier
    elif given and len(given) >= len(indicator.questions) and set(given) == {"lowest"}:
        tier = indicator.lowest_tier
    if status is ConcernStatus.PAST and not indicator.matters_when_past:
        tier = Tier.UNIVERSAL
    return Weighed(indicator, status, tier, settled=tier is not indicator.tier)


def decide_tier(
    situation: Situation,
    area: Area,
    weighed: tuple[Weighed, ...],
    vulnerabilities: frozenset[str],
) -> tuple[Tier, tuple[Fired, ...]]:
    """The tier, with exactly the rules that fired and the facts they rest on.

    Raises nothing; an empty situation is universal (rule 13: never "no action").
    """
    fired: list[Fired] = []
    top = max((one.tier for one in weighed), key=lambda tier: tier.rank, default=Tier.UNIVERSAL)
    red_flags = tuple(one.indicator.id for one in weighed if one.is_red_flag)
    if red_flags:
        fired.append(Fired("red_flag", red_flags))
    significant = tuple(
        one.indicator.id for one in weighed if one.tier is Tier.CHILD_PROTECTION and not one.is_red_flag
    )
    if significant:
        fired.append(Fired("significant_harm", significant))
    past = tuple(one.indicator.id for one in weighed if one.counts and one.status is ConcernStatus.PAST)
    if past:
        fired.append(Fired("past_still_matters", past))
    if top is not Tier.CHILD_PROTECTION:
        at_top = [one for one in weighed if one.tier is top]
        for rule, part in (
            ("past_or_possible", [one for one in at_top if one.status is not ConcernStatus.PRESENT]),
            ("range_settled", [one for one in at_top if one.settled]),
            (
                "usual_tier",
                [one for one in at_top if not one.settled and one.status is ConcernStatus.PRESENT],
            ),
        ):
            if part:
                fired.append(Fired(rule, tuple(one.indicator.id for one in part)))
        raised, raised_by = _raise(situation, area, weighed, vulnerabilities, top)
        if raised is top:
            raised_by = _would_reach(situation, area, weighed, vulnerabilities, top)
        top = raised
        fired.extend(raised_by)
    floor = _OPEN_FLOOR.get(situation.open_to, Tier.UNIVERSAL)
    if floor.rank > top.rank:
        top = floor
        fired.append(Fired("already_open", (situation.open_to.value,)))
    return top, tuple(fired)


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
    vulnerability that raises by itself (rules 5 and 6)."""
    fired: list[Fired] = []
    needs = [one for one in weighed if one.counts and one.tier is not Tier.UNIVERSAL]
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
    if not fired or top.rank >= Tier.CHILD_IN_NEED.rank:
        return top, []
    return TIERS[top.rank + 1], fired
