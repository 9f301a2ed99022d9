"""What to do now, best first, and how soon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.content.area import OUTSIDE_ENGLAND, Area
from bot.content.model import STAFF_TOPIC, AgeBand, Route, Tier, TierText, Urgency
from bot.guidance.combine import combinations_met
from bot.guidance.situation import OpenTo, Situation
from bot.guidance.tier import Fired
from bot.guidance.weigh import Weighed

_BEST_FIRST = (
    Route.EMERGENCY,
    Route.ESCALATION,
    Route.LADO,
    Route.ALLOCATED_WORKER,
    Route.STRATEGY_DISCUSSION,
    Route.FRONT_DOOR,
    Route.EARLY_HELP,
    Route.UNIVERSAL,
)
_HAS_WORKER = (OpenTo.CHILD_IN_NEED, OpenTo.CHILD_PROTECTION, OpenTo.LOOKED_AFTER)
NOTIFY_TOPIC = "private_fostering"


@dataclass(frozen=True)
class RouteAdvice:
    """One route and its urgency."""

    route: Route
    urgency: Urgency


def decide_routes(
    situation: Situation,
    area: Area,
    weighed: tuple[Weighed, ...],
    vulnerabilities: frozenset[str],
    tier: Tier,
) -> tuple[tuple[RouteAdvice, ...], tuple[Fired, ...]]:
    """Every route that applies, best first; never empty (rule 13).

    Adding a fact can add a route or make one sooner, never the opposite (rule 1).
    """
    urgencies: dict[Route, Urgency] = {}
    fired: list[Fired] = []

    def advise(route: Route, urgency: Urgency) -> None:
        known = urgencies.get(route)
        if known is None or urgency.rank < known.rank:
            urgencies[route] = urgency

    usual = area.content.tier(tier)
    about_staff = [one for one in weighed if one.indicator.topic == STAFF_TOPIC and one.counts]
    if situation.danger:
        advise(Route.EMERGENCY, Urgency.NOW)
        fired.append(Fired("danger"))
    for one in weighed:
        if one.opens_its_door and one.indicator.first_door is not None:
            advise(one.indicator.first_door, one.indicator.urgency or usual.urgency)
    if situation.open_to not in _HAS_WORKER:
        for met in combinations_met(area, weighed, vulnerabilities):
            if met.combination.first_door is not None:
                advise(met.combination.first_door, met.combination.urgency or usual.urgency)
    staff_doors = [
        one for one in about_staff if one.opens_its_door and one.indicator.first_door is Route.LADO
    ]
    if staff_doors:
        fired.append(Fired("staff_allegation", tuple(one.indicator.id for one in staff_doors)))
    elif about_staff:
        fired.append(Fired("low_level_concern", tuple(one.indicator.id for one in about_staff)))
    notify = tuple(one.indicator.id for one in weighed if one.indicator.topic == NOTIFY_TOPIC and one.counts)
    if notify:
        fired.append(Fired("private_fostering_notify", notify))
    significant = any(one.tier is Tier.CHILD_PROTECTION for one in weighed)
    if situation.open_to not in _HAS_WORKER or significant:
        advise(*_usual_route(situation, weighed, usual))
    if situation.open_to in _HAS_WORKER:
        advise(Route.ALLOCATED_WORKER, Urgency.TODAY)
        fired.append(Fired("already_open", (situation.open_to.value,)))
    if situation.disagreement:
        advise(Route.ESCALATION, Urgency.TODAY)
        fired.append(Fired("disagreement"))
    if _is_elsewhere(situation):
        fired.append(Fired("child_elsewhere"))
    if OUTSIDE_ENGLAND in (situation.home, situation.place):
        fired.append(Fired("outside_england"))
    if situation.unsure:
        fired.append(Fired("unsure"))
    routes = [RouteAdvice(one, urgencies[one]) for one in _order(urgencies) if one in urgencies]
    return tuple(routes), tuple(fired)


def _order(urgencies: Mapping[Route, Urgency]) -> Iterable[Route]:
    """Every route, best first. A challenge stands behind protection that is needed now, since challenge does
    not pause safety; and so does the worker: whoever was told no there is not sent back there first."""
    has_worker = Route.ALLOCATED_WORKER in urgencies
    doors = (Route.STRATEGY_DISCUSSION, Route.FRONT_DOOR) if has_worker else (Route.STRATEGY_DISCUSSION,)
    needed_now = [one for one in doors if urgencies.get(one) is Urgency.NOW][:1]
    if not needed_now or Route.ESCALATION not in urgencies:
        return _BEST_FIRST
    first = (Route.EMERGENCY, Route.LADO, *needed_now, Route.ESCALATION)
    return dict.fromkeys((*first, *_BEST_FIRST))


def _usual_route(
    situation: Situation, weighed: tuple[Weighed, ...], usual: TierText
) -> tuple[Route, Urgency]:
    """The tier's own route.

    In danger the least beside 999 is the front door. Where every sign of significant harm names
    a gentler first door (rule 2), or only an adult's conduct at work is in question (rule 11),
    the child's own route is the front door, without asking for a strategy discussion. So it is before
    birth: there is no section 47 enquiry then, and the front door starts the pre-birth work (practice
    note, correction 13); a sign whose own first door is a strategy discussion still asks for one.
    """
    if situation.danger and usual.route in (Route.UNIVERSAL, Route.EARLY_HELP):
        return Route.FRONT_DOOR, Urgency.TODAY
    gentler = situation.age is AgeBand.UNBORN or all(
        one.indicator.first_door in (Route.FRONT_DOOR, Route.LADO)
        for one in weighed
        if one.tier is Tier.CHILD_PROTECTION
    )
    if usual.route is Route.STRATEGY_DISCUSSION and gentler:
        return Route.FRONT_DOOR, usual.urgency
    return usual.route, usual.urgency


def _is_elsewhere(situation: Situation) -> bool:
    return bool(situation.home and situation.place and situation.home != situation.place)
