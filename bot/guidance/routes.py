"""What to do now, best first, and how soon."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.area import OUTSIDE_ENGLAND, Area
from bot.content.model import Route, Tier, Urgency
from bot.guidance.situation import OpenTo, Situation
from bot.guidance.tier import Fired, Weighed

_BEST_FIRST = {
    route: position
    for position, route in enumerate(
        (
            Route.EMERGENCY,
            Route.ESCALATION,
            Route.LADO,
            Route.ALLOCATED_WORKER,
            Route.STRATEGY_DISCUSSION,
            Route.FRONT_DOOR,
            Route.EARLY_HELP,
            Route.UNIVERSAL,
        )
    )
}
_HAS_WORKER = (OpenTo.CHILD_IN_NEED, OpenTo.CHILD_PROTECTION, OpenTo.LOOKED_AFTER)
STAFF_TOPIC = "staff_allegation"
NOTIFY_TOPIC = "private_fostering"


@dataclass(frozen=True)
class RouteAdvice:
    """One route and its urgency."""

    route: Route
    urgency: Urgency


def decide_routes(
    situation: Situation, area: Area, weighed: tuple[Weighed, ...], tier: Tier
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
        if one.counts and one.indicator.first_door is not None:
            advise(one.indicator.first_door, one.indicator.urgency or usual.urgency)
    staff_doors = [one for one in about_staff if one.indicator.first_door is Route.LADO]
    if staff_doors:
        fired.append(Fired("staff_allegation", tuple(one.indicator.id for one in staff_doors)))
    elif about_staff:
        fired.append(Fired("low_level_concern", tuple(one.indicator.id for one in about_staff)))
    notify = tuple(one.indicator.id for one in weighed if one.indicator.topic == NOTIFY_TOPIC and one.counts)
    if notify:
        fired.append(Fired("private_fostering_notify", notify))
    advise(*_usual_route(tier, usual.route, usual.urgency, weighed, bool(staff_doors)))
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
    routes = sorted(urgencies.items(), key=lambda item: _BEST_FIRST[item[0]])
    return tuple(RouteAdvice(route, urgency) for route, urgency in routes), tuple(fired)


def _usual_route(
    tier: Tier,
    route: Route,
    urgency: Urgency,
    weighed: tuple[Weighed, ...],
    staff_doors: bool,
) -> tuple[Route, Urgency]:
    """The tier's own route. Where only an adult's conduct at work reached this tier, the
    child's own route beside the LADO is the front door (rule 11)."""
    only_staff = staff_doors and all(
        one.indicator.topic == STAFF_TOPIC for one in weighed if one.tier is tier
    )
    if only_staff and route is Route.STRATEGY_DISCUSSION:
        return Route.FRONT_DOOR, urgency
    return route, urgency


def _is_elsewhere(situation: Situation) -> bool:
    return bool(situation.home and situation.place and situation.home != situation.place)
