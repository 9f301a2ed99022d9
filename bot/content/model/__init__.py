"""The content model: what a safeguarding lead writes in YAML, as typed, immutable objects.

Field by field guidance for authors is in docs/content.md. Nothing here holds a fact;
facts live under data/guidance and each carries its source and certainty.
"""

from bot.content.model.actions import Anchor, Pathway, Prompt, RouteText, Step, Timescale
from bot.content.model.areas import (
    WEEKDAYS,
    Contact,
    Escalation,
    LocalLevel,
    Opening,
    Partnership,
    Raise,
    ThresholdDocument,
)
from bot.content.model.base import Entry, Fact, SignOff, Source, Sourced, not_empty
from bot.content.model.edition import Change, Edition
from bot.content.model.signs import (
    STAFF_TOPIC,
    AtAges,
    Combination,
    DecidingQuestion,
    Indicator,
    Modifier,
    MoreExamples,
    Option,
    Part,
    Protective,
    Rule,
    TierText,
    Topic,
    Vulnerability,
)
from bot.content.model.talk import GlossaryTerm, IntakeOption, IntakeQuestion, Role
from bot.content.model.terms import TIERS, AgeBand, Certainty, Domain, Route, Tier, Urgency

__all__ = [
    "AgeBand",
    "Anchor",
    "AtAges",
    "Certainty",
    "Change",
    "Combination",
    "Contact",
    "DecidingQuestion",
    "Domain",
    "Edition",
    "Entry",
    "Escalation",
    "Fact",
    "GlossaryTerm",
    "Indicator",
    "IntakeOption",
    "IntakeQuestion",
    "LocalLevel",
    "Modifier",
    "MoreExamples",
    "Opening",
    "Option",
    "Part",
    "Partnership",
    "Pathway",
    "Prompt",
    "Protective",
    "Raise",
    "Role",
    "Route",
    "RouteText",
    "Rule",
    "STAFF_TOPIC",
    "SignOff",
    "Source",
    "Sourced",
    "Step",
    "TIERS",
    "ThresholdDocument",
    "Tier",
    "TierText",
    "Timescale",
    "Topic",
    "Urgency",
    "Vulnerability",
    "WEEKDAYS",
    "not_empty",
]
