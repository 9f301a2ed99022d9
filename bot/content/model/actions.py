"""What to do: steps, pathways, routes, times, and what to think of."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, root_validator

from bot.content.model.base import Entry, Sourced
from bot.content.model.terms import AgeBand, Route, Tier


class Step(Entry):
    """One thing to do, and when."""

    text: str
    when: str | None = None
    roles: tuple[str, ...] = ()
    not_roles: tuple[str, ...] = ()


class Pathway(Sourced):
    """What is special about one kind of concern."""

    id: str
    title: str
    summary: str
    topics: tuple[str, ...] = ()
    first_door: Route | None = None
    priority: int = Field(5, ge=1, le=9)
    who_acts: str | None = None
    steps: tuple[Step, ...] = ()
    tell_parents_first: Literal["yes", "no", "ask first"] = "ask first"
    consent: str | None = None
    say_to_child: tuple[str, ...] = ()
    say_to_parents: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    have_ready: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    timescales: tuple[str, ...] = ()
    law_in_motion: str | None = None


class RouteText(Entry):
    """The words of a route: heading, first line and first steps.

    Like a role's and a tier's, they name ``sources`` where they state a figure or a law.

    ``id`` is a route, or a route and tier (``early_help.early_help_multi``) where the
    words differ by tier; ``label`` names it in a sentence and in "what do you think?". ``leads``
    holds another first line for a group of roles, such as the police.
    """

    id: str
    label: str
    heading: str
    lead: str
    leads: dict[str, str] = {}
    steps: tuple[Step, ...]
    sources: tuple[str, ...] = ()


class Anchor(Entry):
    """An event whose date starts clocks.

    A date without a year is the nearest one that has been (``past``) or that is to come (``ahead``);
    an event of ``either`` kind is planned or held. What is ``past`` cannot lie in the future, and a
    date more than ``most_weeks_ahead`` cannot be right. ``timed`` events start clocks that run in
    hours; ``offered`` ones are shown to choose from.
    """

    id: str
    label: str
    tense: Literal["past", "either", "ahead"]
    most_weeks_ahead: int | None = Field(None, ge=1)
    timed: bool = False
    offered: bool = False
    signs: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()


class Timescale(Sourced):
    """A clock and its type. Working days, calendar days and hours are never mixed.

    A clock with ``limit`` and ``anchors`` is counted from the date of any of these events, ``before``
    or ``after`` it: ``label`` happens by then (``at_latest``), not before then (``at_earliest``), or
    lasts until then at most (``lasts``). ``leads_to`` is the event that this dates. ``scope`` is law or
    statutory guidance, other national guidance, an area's own standard, or what is commonly done.
    """

    id: str
    event: str
    text: str
    label: str | None = None
    anchors: tuple[str, ...] = ()
    leads_to: str | None = None
    limit: int | None = Field(None, ge=0)
    unit: Literal["working_days", "calendar_days", "hours", "weeks", "months"] | None = None
    direction: Literal["before", "after"] = "after"
    bound: Literal["at_latest", "at_earliest", "lasts"] = "at_latest"
    note: str | None = None
    scope: Literal["statutory", "national", "local", "practice"]
    area: str | None = None
    routes: tuple[Route, ...] = ()

    @root_validator(skip_on_failure=True)
    def _can_be_counted(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values["limit"] is None) != (values["unit"] is None):
            raise ValueError("limit and unit go together")
        if values["anchors"] and values["label"] is None:
            raise ValueError("a clock with anchors needs a label: what must happen")
        if values["leads_to"] and (values["limit"] is None or not values["anchors"]):
            raise ValueError("leads_to needs a limit and anchors to work out the date")
        return values


class Prompt(Sourced):
    """A reflective prompt, matched to the situation. Empty filters match everything."""

    id: str
    text: str
    topics: tuple[str, ...] = ()
    ages: tuple[AgeBand, ...] = ()
    roles: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    vulnerabilities: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    priority: int = Field(5, ge=1, le=9)
