"""The decision: what is known about a child → guidance. Imports content only, never Rasa."""

from bot.guidance.assess import Guidance, assess
from bot.guidance.clock import Availability, ContactNow
from bot.guidance.routes import RouteAdvice
from bot.guidance.situation import (
    UNKNOWN,
    Concern,
    ConcernStatus,
    OpenTo,
    Parents,
    Situation,
    Tried,
)
from bot.guidance.tier import Fired
from bot.guidance.weigh import Weighed

__all__ = [
    "UNKNOWN",
    "Availability",
    "Concern",
    "ConcernStatus",
    "ContactNow",
    "Fired",
    "Guidance",
    "OpenTo",
    "Parents",
    "RouteAdvice",
    "Situation",
    "Tried",
    "Weighed",
    "assess",
]
