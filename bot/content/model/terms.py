"""The words that everything else is sorted by: tiers, routes, urgency, certainty, domains and ages."""

from __future__ import annotations

from enum import Enum


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
