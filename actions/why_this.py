"""Why the suggestion was made."""

from actions.turn import TurnAction


class ActionWhyThis(TurnAction):
    """Answers ``why_this``."""

    intent = "why_this"
