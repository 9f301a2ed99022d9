"""The content model: what a safeguarding lead writes in YAML, as typed, immutable objects.

Field by field guidance for authors is in docs/content.md. Nothing here holds a fact;
facts live under data/guidance and each carries its source and certainty.
"""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, root_validator, validator


class Tier(str, Enum):
    """The nationally shared meaning behind local level names, lowest first."""

    UNIVERSAL = "universal"
    EARLY_HELP_SINGLE = "early_help_single"
    EARLY_HELP_MULTI = "early_help_multi"
    CHILD_IN_NEED = "child_in_need"
    CHILD_PROTECTION = "child_protection"

    @property
    def rank(self) -> int:
        """Position from 0 (universal) to 4 (child protection)."""
        return _TIER_RANK[self]


_TIER_RANK = {tier: rank for rank, tier in enumerate(Tier)}
TIERS = tuple(Tier)


class Route(str, Enum):
    """What to do now."""

    EMERGENCY = "emergency"
    STRATEGY_DISCUSSION = "strategy_discussion"
    FRONT_DOOR = "front_door"
    EARLY_HELP = "early_help"
    UNIVERSAL = "universal"
    LADO = "lado"
    ALLOCATED_WORKER = "allocated_worker"
    ESCALATION = "escalation"


class Urgency(str, Enum):
    """How soon, most urgent first."""

    NOW = "now"
    TODAY = "today"
    ONE_WORKING_DAY = "one_working_day"
    SOON = "soon"
    ROUTINE = "routine"

    @property
    def rank(self) -> int:
        """Position from 0 (now) to 4 (routine); lower is more urgent."""
        return _URGENCY_RANK[self]


_URGENCY_RANK = {urgency: rank for rank, urgency in enumerate(Urgency)}


class Certainty(str, Enum):
    """How far a fact can be trusted; anything but ``seen`` is said to the user."""

    SEEN = "seen"
    DATED = "dated"
    UNVERIFIED = "unverified"
    CONFLICTING = "conflicting"


class Domain(str, Enum):
    """The Assessment Framework's three domains, and harm outside the home."""

    CHILD = "child"
    PARENTING = "parenting"
    FAMILY_ENVIRONMENT = "family_environment"
    EXTRA_FAMILIAL = "extra_familial"


class AgeBand(str, Enum):
    """The child's age as far as it matters to advice, youngest first."""

    UNBORN = "unborn"
    UNDER_1 = "under_1"
    FROM_1_TO_4 = "1_to_4"
    FROM_5_TO_9 = "5_to_9"
    FROM_10_TO_12 = "10_to_12"
    FROM_13_TO_15 = "13_to_15"
    FROM_16_TO_17 = "16_to_17"


def _not_empty(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if not values:
        raise ValueError("at least one is needed")
    return values


def _not_empty_mapping(values: dict[Any, Any]) -> dict[Any, Any]:
    if not values:
        raise ValueError("at least one is needed")
    return values


class _Content(BaseModel):
    class Config:
        frozen = True
        extra = Extra.forbid
        anystr_strip_whitespace = True
        min_anystr_length = 1


class SignOff(_Content):
    """Who took responsibility, and when."""

    role: str
    dated: date


class Sourced(_Content):
    """Something that must say where it comes from.

    ``sign_off`` is the role that must sign what rests on practice knowledge before it is
    released; ``signed`` says who did, and when.
    """

    sources: tuple[str, ...]
    certainty: Certainty = Certainty.SEEN
    sign_off: str | None = None
    signed: SignOff | None = None

    _has_source = validator("sources", allow_reuse=True)(_not_empty)


class Fact(Sourced):
    """One sentence with its source."""

    text: str


class Source(_Content):
    """Where a fact was read."""

    id: str
    title: str
    publisher: str
    date: str
    where: str
    seen: Literal["full", "part", "summary", "not read"]
    note: str | None = None


class TierText(_Content):
    """A tier's meaning and its usual answer."""

    id: Tier
    name: str
    meaning: str
    generic_level: int = Field(..., ge=1, le=4)
    route: Route
    urgency: Urgency
    sources: tuple[str, ...] = ()


class Topic(_Content):
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

    _has_ages = validator("ages", allow_reuse=True)(_not_empty_mapping)

    @property
    def id(self) -> str:
        """The indicator that these belong to; each has one such list."""
        return self.indicator


class Part(_Content):
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

    _is_done = validator("done_by", allow_reuse=True)(_not_empty)


class Option(_Content):
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

    _has_options = validator("options", allow_reuse=True)(_not_empty)


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


class MoreExamples(_Content):
    """More ways in which people say one sign or strength, for reading by meaning only."""

    indicator: str
    examples: tuple[str, ...]

    _has_examples = validator("examples", allow_reuse=True)(_not_empty)

    @property
    def id(self) -> str:
        """The indicator or strength that these belong to; each has one such list."""
        return self.indicator


class Step(_Content):
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


class RouteText(_Content):
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


class Anchor(_Content):
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


class Role(_Content):
    """Who is asking, and what advice differs for them."""

    id: str
    label: str
    group: str
    safeguarding_lead: str
    signs: tuple[str, ...] = ()
    fgm_duty: bool = False
    lines: dict[str, tuple[str, ...]] = {}
    sources: tuple[str, ...] = ()


class Opening(_Content):
    """Opening and closing time on one weekday, local time."""

    opens: time
    closes: time


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Contact(Sourced):
    """Whom to ring. ``hours`` absent means that nobody has found the opening hours.

    ``when_closed`` says what to do when nobody answers, ``instead`` names the contact to ring.
    """

    id: str
    name: str
    purpose: str
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    always_open: bool = False
    hours: dict[str, Opening] | None = None
    when_closed: str | None = None
    instead: str | None = None
    checked_on: date | None = None
    owner_role: str | None = None
    check_with: str | None = None
    note: str | None = None

    @validator("hours")
    def _known_weekdays(cls, hours: dict[str, Opening] | None) -> dict[str, Opening] | None:
        unknown = set(hours or ()) - set(WEEKDAYS)
        if unknown:
            raise ValueError(f"unknown weekday {sorted(unknown)}; use {', '.join(WEEKDAYS)}")
        return hours

    @root_validator(skip_on_failure=True)
    def _uncertain_numbers_name_a_check(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["certainty"] is not Certainty.SEEN and not values["check_with"]:
            raise ValueError("a contact that is not certain needs check_with (whom to check with)")
        return values


class LocalLevel(Sourced):
    """What a tier is called here. A number never appears without the area."""

    name: str
    number: str | None = None
    lead_response: str
    note: str | None = None


class Escalation(Sourced):
    """How to challenge a decision here: what is known, and what is not."""

    procedure: str
    url: str | None = None
    known: tuple[Fact, ...] = ()
    not_known: tuple[str, ...] = ()


class ThresholdDocument(Sourced):
    """The partnership's own document."""

    name: str
    url: str | None = None
    note: str | None = None


class Raise(Sourced):
    """A partnership may raise an indicator; it can never lower or remove one."""

    indicator: str
    tier: Tier | None = None
    urgency: Urgency | None = None
    statement: str | None = None


class Partnership(_Content):
    """One area's names, doors and procedures."""

    id: str
    name: str
    partnership: str
    aliases: tuple[str, ...] = ()
    threshold_document: ThresholdDocument
    signed_off: SignOff | None = None
    levels: dict[Tier, LocalLevel]
    contacts: tuple[Contact, ...]
    front_door: str
    out_of_hours: str
    early_help: str
    lado: str
    consent: tuple[Fact, ...]
    referral: tuple[Fact, ...] = ()
    escalation: Escalation
    services: tuple[Fact, ...] = ()
    standards: tuple[Fact, ...] = ()
    raises: tuple[Raise, ...] = ()
    open_questions: tuple[str, ...] = ()

    @validator("levels")
    def _every_tier_has_a_level(cls, levels: dict[Tier, LocalLevel]) -> dict[Tier, LocalLevel]:
        missing = [tier.value for tier in TIERS if tier not in levels]
        if missing:
            raise ValueError(f"no local level for {', '.join(missing)}; say so if it is unknown")
        return levels

    def contact(self, contact_id: str) -> Contact:
        """The contact with this id. Raises KeyError if there is none."""
        for contact in self.contacts:
            if contact.id == contact_id:
                return contact
        raise KeyError(contact_id)


class Rule(Sourced):
    """One rule of the decision, in the words shown to the practitioner.

    ``numbers`` holds whatever the rule counts with, so that code holds no threshold.
    """

    id: str
    text: str
    numbers: dict[str, int] = {}


class GlossaryTerm(Sourced):
    """A word or abbreviation of the field, in plain words.

    ``term`` holds the abbreviation and what it stands for where there is one: "LADO (local
    authority designated officer)".
    """

    id: str
    term: str
    meaning: str


class IntakeOption(_Content):
    """A choice in the conversation."""

    id: str
    label: str
    hint: str | None = None
    signs: tuple[str, ...] = ()


class IntakeQuestion(_Content):
    """A question that every conversation may ask, in the bot's words."""

    id: str
    ask: str
    why: str
    hint: str | None = None
    many: bool = False
    free_text: bool = False
    options: tuple[IntakeOption, ...] = ()


class Change(_Content):
    """What changed in one edition. A draft may not say it yet."""

    edition: str
    dated: date
    changes: tuple[str, ...]


class Edition(_Content):
    """Which edition of the content this is.

    ``sign_off`` is the role that signs whatever names no role of its own.
    """

    edition: str
    dated: date
    sign_off: str
    fingerprint: str
    changelog: tuple[Change, ...]

    _has_changelog = validator("changelog", allow_reuse=True)(_not_empty)
