"""A finished guidance, as coarse as it is counted: no words, no conversation, no hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from bot.content.model import Route
from bot.dialogue.answer import is_evening
from bot.dialogue.turn import Moment
from bot.guidance import Guidance
from bot.guidance.clock import LONDON, is_working_time

_NIGHT_BEGINS, _NOON = time(22), time(12)
_FROM_GRAVEST = (
    Route.EMERGENCY,
    Route.STRATEGY_DISCUSSION,
    Route.FRONT_DOOR,
    Route.EARLY_HELP,
    Route.UNIVERSAL,
)
UNSAID = "unsaid"


class TimeOfDay(str, Enum):
    """When it was, in England. A bank holiday is like a weekend."""

    OFFICE = "office"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"


class View(str, Enum):
    """The practitioner's own view, said beforehand, beside the suggestion.

    ``OTHER`` is a route that stands on no ladder with it, such as the LADO beside early help.
    """

    AGREED = "agreed"
    HIGHER = "higher"
    LOWER = "lower"
    OTHER = "other"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Finished:
    """What is counted of one guidance: ids of content. ``agency`` is the group of the role, or UNSAID.

    ``area`` is where the child lives; ``topics`` are those of the signs that counted.
    """

    area: str
    agency: str
    tier: str
    route: str
    topics: tuple[str, ...]
    view: str
    edition: str

    def to_dict(self) -> dict[str, Any]:
        """JSON-safe, for the way from the action to the server."""
        return asdict(self)


def from_dict(data: Mapping[str, Any]) -> Finished:
    """What ``to_dict`` gave."""
    return Finished(**{**data, "topics": tuple(data["topics"])})


def finished(moment: Moment) -> Finished:
    """What is counted of the guidance of this moment."""
    guidance, content = moment.guidance, moment.content
    role = content.roles.get(moment.situation.role or "")
    return Finished(
        area=guidance.home_area.id,
        agency=role.group if role else UNSAID,
        tier=guidance.tier.value,
        route=guidance.main_route.value,
        topics=tuple(sorted({one.indicator.topic for one in guidance.concerns if one.counts})),
        view=_view(moment.case.value("view"), guidance).value,
        edition=content.edition.edition,
    )


def week_of(now: datetime) -> date:
    """The Monday of the week in which ``now`` (with a time zone) falls in England."""
    day = now.astimezone(LONDON).date()
    return day - timedelta(days=day.weekday())


def time_of_day(now: datetime) -> TimeOfDay:
    """Office hours are those in which the conversation takes offices to be open."""
    if not is_working_time(now):
        return TimeOfDay.WEEKEND
    if not is_evening(now):
        return TimeOfDay.OFFICE
    hour = now.astimezone(LONDON).time()
    return TimeOfDay.EVENING if _NOON <= hour < _NIGHT_BEGINS else TimeOfDay.NIGHT


def _view(view: str | None, guidance: Guidance) -> View:
    """As the answer compares the two: any of the suggested routes agrees."""
    if view not in set(Route):
        return View.UNSAID
    if view in guidance.agreed_by:
        return View.AGREED
    suggested = [_FROM_GRAVEST.index(one) for one in guidance.agreed_by if one in _FROM_GRAVEST]
    if Route(view) not in _FROM_GRAVEST or not suggested:
        return View.OTHER
    return View.HIGHER if _FROM_GRAVEST.index(Route(view)) < min(suggested) else View.LOWER
