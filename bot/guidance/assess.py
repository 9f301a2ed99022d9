"""assess(situation, area, now) → Guidance: pure, deterministic, no input or output."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.content.area import OUTSIDE_ENGLAND, Area
from bot.content.model import (
    Contact,
    LocalLevel,
    Pathway,
    Prompt,
    Route,
    Tier,
    Timescale,
    Urgency,
)
from bot.guidance.beside import matching_prompts, matching_timescales
from bot.guidance.clock import Availability, ContactNow, availability
from bot.guidance.routes import RouteAdvice, decide_routes
from bot.guidance.sharing import Sharing, decide_sharing
from bot.guidance.situation import OpenTo, Situation
from bot.guidance.tier import Fired, decide_tier
from bot.guidance.unknowns import MOST, open_questions, route_hangs_on
from bot.guidance.weigh import Weighed, weigh

_AT_ONCE = (Route.EMERGENCY, Route.STRATEGY_DISCUSSION)
_FRONT_DOORS = (Route.STRATEGY_DISCUSSION, Route.FRONT_DOOR, Route.ALLOCATED_WORKER, Route.ESCALATION)
_LEADING = 2
_GENERAL = {
    Tier.UNIVERSAL: ("universal",),
    Tier.EARLY_HELP_SINGLE: ("early_help",),
    Tier.EARLY_HELP_MULTI: ("early_help",),
}


@dataclass(frozen=True)
class Guidance:
    """What is suggested, and everything needed to explain it.

    ``area`` is the partnership whose doors are named; ``home_area`` differs when the child
    lives elsewhere and has to be told as well. ``level`` is None outside England, where
    other law applies. ``reasons`` are all rules that fired; ``held_by`` are those of them that hold the
    tier where it is. ``consult`` says that the route hangs on something not known.
    """

    situation: Situation
    area: Area
    home_area: Area
    tier: Tier
    level: LocalLevel | None
    routes: tuple[RouteAdvice, ...]
    urgency: Urgency
    reasons: tuple[Fired, ...]
    held_by: tuple[Fired, ...]
    concerns: tuple[Weighed, ...]
    vulnerabilities: frozenset[str]
    contacts: tuple[ContactNow, ...]
    sharing: Sharing
    consult: bool
    unknowns: tuple[str, ...]
    pathways: tuple[Pathway, ...]
    topics: tuple[str, ...]
    ask_other_children: bool

    @property
    def red_flags(self) -> tuple[Weighed, ...]:
        """The concerns that need action at once."""
        return tuple(one for one in self.concerns if one.is_red_flag)

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """Reflective prompts that fit, the most telling first."""
        topics = frozenset(one.indicator.topic for one in self.concerns if one.counts)
        return matching_prompts(self.situation, self.area, self.tier, topics, self.vulnerabilities)

    @cached_property
    def timescales(self) -> tuple[Timescale, ...]:
        """The clocks of the routes and pathways that are national or this area's own."""
        return matching_timescales({one.route for one in self.routes}, self.pathways, self.area)

    @property
    def main_route(self) -> Route:
        """What to do first."""
        return self.routes[0].route

    @property
    def agreed_by(self) -> frozenset[Route]:
        """The routes that fit this suggestion. Everyday support beside something else does not: it goes on
        anyway."""
        routes = frozenset(advice.route for advice in self.routes)
        return routes if self.main_route is Route.UNIVERSAL else routes - {Route.UNIVERSAL}


def assess(situation: Situation, area: Area, now: datetime) -> Guidance:
    """Turn what is known about a child into guidance.

    ``area`` is any area of the loaded content (its rules and signs are used); whose doors
    are named follows from the situation: danger and significant harm go where the child is
    now, everything else where the child lives, or is now when the home is not known (design
    rule 12). ``now`` carries a time zone and decides which contacts answer. Raises ValueError
    for a naive ``now`` and KeyError for an indicator, question or vulnerability that the
    content does not have.
    """
    if now.tzinfo is None:
        raise ValueError("now needs a time zone, for example datetime.now(timezone.utc)")
    weighed, vulnerabilities = weigh(situation, area)
    tier, tier_rules, held_by = decide_tier(situation, area, weighed, vulnerabilities)
    routes, route_rules = decide_routes(situation, area, weighed, vulnerabilities, tier)
    questions = open_questions(situation, area, weighed)
    consult = route_hangs_on(questions, weighed, tier)
    if consult:
        route_rules += (Fired("unknown_consult", tuple(one.id for one in questions[:MOST])),)
    home = _home(situation, area)
    doors = _doors(situation, home, routes, weighed)
    pathways = _pathways(situation, weighed, doors, tier)
    outside = OUTSIDE_ENGLAND in (situation.home, situation.place)
    return Guidance(
        situation=situation,
        area=doors,
        home_area=home,
        tier=tier,
        level=None if outside else home.partnership.levels[tier],
        routes=routes,
        urgency=min((one.urgency for one in routes), key=lambda urgency: urgency.rank),
        reasons=_without_repeats(tier_rules + route_rules),
        held_by=held_by,
        concerns=weighed,
        vulnerabilities=vulnerabilities,
        contacts=_contacts(routes, pathways, doors, now),
        sharing=decide_sharing(situation, tier, pathways),
        consult=consult,
        unknowns=tuple(question.id for question in questions[:MOST]),
        pathways=pathways,
        topics=_topics(area, weighed),
        ask_other_children=situation.other_children is not False,
    )


def _without_repeats(fired: tuple[Fired, ...]) -> tuple[Fired, ...]:
    return tuple(dict.fromkeys(fired))


def _home(situation: Situation, area: Area) -> Area:
    return area.neighbour(situation.home or situation.place or area.id)


def _doors(
    situation: Situation, home: Area, routes: tuple[RouteAdvice, ...], weighed: tuple[Weighed, ...]
) -> Area:
    at_once = any(one.route in _AT_ONCE for one in routes) or any(one.is_red_flag for one in weighed)
    if at_once and situation.place is not None:
        return home.neighbour(situation.place)
    return home


def _topics(area: Area, weighed: tuple[Weighed, ...]) -> tuple[str, ...]:
    """What the concerns are about, the most serious first.

    A sign that stays an everyday one says nothing, unless its topic is one that an answer has to
    raise whatever its tier, as private fostering is.
    """
    flags = area.content.topics
    return tuple(
        dict.fromkeys(
            topic
            for one in weighed
            if one.counts
            for topic in one.indicator.topics
            if one.tier is not Tier.UNIVERSAL or (topic == one.indicator.topic and flags[topic].flag)
        )
    )


def _pathways(
    situation: Situation, weighed: tuple[Weighed, ...], area: Area, tier: Tier
) -> tuple[Pathway, ...]:
    """The pathways of a challenge, then of the concerns, most serious first and by their priority,
    then of the child's status, then the tier's general one."""
    all_pathways = area.content.pathways
    ranked = [
        (not one.is_red_flag, -one.tier.rank, all_pathways[key].priority, position, key)
        for position, one in enumerate(weighed)
        if one.counts
        for key in one.indicator.pathways
        or (pathway.id for pathway in area.pathways_by_topic.get(one.indicator.topic, ()))
    ]
    wanted = ["challenge"] if situation.disagreement else []
    wanted += [item[-1] for item in sorted(ranked)]
    if situation.open_to is OpenTo.LOOKED_AFTER:
        wanted.append("looked_after")
    if situation.unsure:
        wanted.append("unsure")
    wanted += _GENERAL.get(tier, ())
    return tuple(all_pathways[key] for key in dict.fromkeys(wanted))


def _contacts(
    routes: tuple[RouteAdvice, ...], pathways: tuple[Pathway, ...], area: Area, now: datetime
) -> tuple[ContactNow, ...]:
    """Whom to ring, in the order of the routes; a closed door comes after the one to ring instead.

    Helplines come from the two leading pathways only.
    """
    partnership = area.partnership
    wanted: list[str] = []
    for advice in routes:
        if advice.route is Route.EMERGENCY:
            wanted.append("emergency_999")
        elif advice.route is Route.LADO:
            wanted.append(partnership.lado)
        elif advice.route is Route.EARLY_HELP:
            wanted.append(partnership.early_help)
        elif advice.route in _FRONT_DOORS:
            wanted.append(partnership.front_door)
    if not wanted:
        wanted.append(partnership.early_help)
    wanted += [partnership.front_door, "emergency_999", "police_101"]
    for pathway in pathways[:_LEADING]:
        wanted += (key for key in pathway.contacts if key in area.contacts)
    found: dict[str, ContactNow] = {}
    for key in wanted:
        _add_contact(area.contacts[key], area, now, found)
    return tuple(found.values())


def _add_contact(contact: Contact, area: Area, now: datetime, found: dict[str, ContactNow]) -> None:
    if contact.id in found:
        return
    state = availability(contact, now)
    instead = area.contacts[contact.instead] if contact.instead else None
    if instead is not None and state is Availability.CLOSED:
        _add_contact(instead, area, now, found)
    found[contact.id] = ContactNow(contact, state)
    if instead is not None:
        _add_contact(instead, area, now, found)
