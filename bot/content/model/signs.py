"""What may be seen of a child, and how it weighs: signs, strengths, questions that decide, rules."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, root_validator, validator

from bot.content.model.base import Entry, Sourced, not_empty, not_empty_mapping
from bot.content.model.terms import AgeBand, Domain, Route, Tier, Urgency


class TierText(Entry):
    """A tier's meaning and its usual answer."""

    id: Tier
    name: str
    meaning: str
    generic_level: int = Field(..., ge=1, le=4)
    route: Route
    urgency: Urgency
    sources: tuple[str, ...] = ()


class Topic(Entry):
    """What an indicator is about. A ``flag`` topic is harm that an answer has to raise."""

    id: str
    name: str
    flag: bool = False


STAFF_TOPIC = "staff_allegation"


class Indicator(Sourced):
    """One recognisable sign that a child may need help or protection.

    ``tier`` is where the sign commonly sits on its own; ``lowest`` and ``highest``
    bound where the answers to its deciding questions can move it. ``also`` names further
    topics that the same words raise: a staff member who hit a child is physical abuse as well.
    """

    id: str
    code: str | None = None
    statement: str
    domain: Domain
    topic: str
    also: tuple[str, ...] = ()
    tier: Tier
    lowest: Tier | None = None
    highest: Tier | None = None
    red_flag: bool = False
    first_door: Route | None = None
    urgency: Urgency | None = None
    matters_when_past: bool = False
    questions: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    note: str | None = None

    @root_validator(skip_on_failure=True)
    def _range_is_in_order(cls, values: dict[str, Any]) -> dict[str, Any]:
        lowest = values["lowest"] or values["tier"]
        highest = values["highest"] or values["tier"]
        if not lowest.rank <= values["tier"].rank <= highest.rank:
            raise ValueError("lowest, tier and highest must be in rising order")
        if values["red_flag"] and (values["first_door"] is None or values["urgency"] is None):
            raise ValueError("a red flag needs first_door and urgency (now or today)")
        if values["red_flag"] and values["urgency"].rank > Urgency.TODAY.rank:
            raise ValueError("a red flag's urgency is now or today")
        return values

    @property
    def topics(self) -> tuple[str, ...]:
        """Everything it is about, its own topic first."""
        return (self.topic, *self.also)

    @property
    def lowest_tier(self) -> Tier:
        """The lowest tier that reassuring answers can settle it at."""
        return self.lowest or self.tier

    @property
    def highest_tier(self) -> Tier:
        """The highest tier that worrying answers can settle it at."""
        return self.highest or self.tier


class AtAges(Sourced):
    """What one sign can look like at different ages: one or two plain sentences an age band."""

    indicator: str
    ages: dict[AgeBand, str]

    _has_ages = validator("ages", allow_reuse=True)(not_empty_mapping)

    @property
    def id(self) -> str:
        """The indicator that these belong to; each has one such list."""
        return self.indicator


class Part(Entry):
    """One part of a combination: at least so many different signs, or one of the vulnerabilities.

    A sign belongs to the part by its id or by its topic.
    """

    topics: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    vulnerabilities: tuple[str, ...] = ()
    at_least: int = Field(1, ge=1)

    @root_validator(skip_on_failure=True)
    def _names_something(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not (values["topics"] or values["indicators"] or values["vulnerabilities"]):
            raise ValueError("a part names topics, indicators or vulnerabilities")
        return values


class Combination(Sourced):
    """Signs that together mean more than each alone.

    When every part is there, the tier is at least ``tier`` and, where it is given, the route at
    least ``first_door``. A combination alone never reaches child protection: that needs
    significant harm, done or likely, to be stated (practice note, correction 9).
    """

    id: str
    title: str
    text: str
    parts: tuple[Part, ...]
    tier: Tier
    first_door: Literal[Route.FRONT_DOOR] | None = None
    urgency: Urgency | None = None

    @root_validator(skip_on_failure=True)
    def _stays_below_child_protection(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["tier"] is Tier.CHILD_PROTECTION:
            raise ValueError("a combination alone reaches child in need at most")
        if sum(part.at_least for part in values["parts"]) < 2:
            raise ValueError("a combination needs two signs at least")
        if (values["first_door"] is None) != (values["urgency"] is None):
            raise ValueError("first_door and urgency go together")
        return values


class Modifier(Sourced):
    """What moves any sign up or down, said to the practitioner, and what in the content does it.

    ``done_by`` names questions, vulnerabilities, rules or intake questions that carry it out.
    """

    id: str
    direction: Literal["up", "down"]
    text: str
    done_by: tuple[str, ...]

    _is_done = validator("done_by", allow_reuse=True)(not_empty)


class Option(Entry):
    """One answer to a deciding question. ``I don't know`` is always offered beside these."""

    id: str
    label: str
    settles: Literal["lowest", "usual", "highest"] = "usual"
    adds: tuple[str, ...] = ()
    vulnerabilities: tuple[str, ...] = ()


class DecidingQuestion(Sourced):
    """A question whose answer can move the tier, route or urgency."""

    id: str
    ask: str
    why: str
    priority: int = Field(5, ge=1, le=9)
    options: tuple[Option, ...]

    _has_options = validator("options", allow_reuse=True)(not_empty)


class Vulnerability(Sourced):
    """Something about the child that raises questions, and seldom a tier."""

    id: str
    label: str
    raises_with: tuple[str, ...] = ()
    prompt: str | None = None
    signs: tuple[str, ...] = ()


class Protective(Sourced):
    """A strength to build on; it never lowers a red flag or significant harm.

    ``offered`` ones are shown to everyone; the others only when they were read in text.
    """

    id: str
    statement: str
    domain: Domain
    offered: bool = False
    signs: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


class MoreExamples(Entry):
    """More ways in which people say one sign or strength, for reading by meaning only."""

    indicator: str
    examples: tuple[str, ...]

    _has_examples = validator("examples", allow_reuse=True)(not_empty)

    @property
    def id(self) -> str:
        """The indicator or strength that these belong to; each has one such list."""
        return self.indicator


class Rule(Sourced):
    """One rule of the decision, in the words shown to the practitioner.

    ``numbers`` holds whatever the rule counts with, so that code holds no threshold.
    """

    id: str
    text: str
    numbers: dict[str, int] = {}
