"""Which words a route has in this guidance."""

from __future__ import annotations

from bot.content.model import Route, RouteText
from bot.guidance import Guidance

_ASKED_OF_A_MANAGER = {Route.STRATEGY_DISCUSSION, Route.FRONT_DOOR}  # where a decision is disputed


def route_text(guidance: Guidance, route: Route) -> RouteText:
    """The words of a route; its own where they differ by tier, beside a worker who is rung first, or where
    somebody else is rung first because a decision is disputed."""
    routes = guidance.area.content.routes
    order = [one.route for one in guidance.routes]
    kinds = [guidance.tier.value]
    if Route.ALLOCATED_WORKER in order:
        before = {*order[: order.index(Route.ALLOCATED_WORKER)]}
        is_disputed = _ASKED_OF_A_MANAGER & before and Route.EMERGENCY not in before
        kinds.insert(0, "disputed" if is_disputed else "has_worker")
    words = (f"{route.value}.{kind}" for kind in kinds)
    return next((routes[key] for key in words if key in routes), routes[route.value])
