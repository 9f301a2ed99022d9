"""Why the open question is asked."""

from actions.turn import TurnAction


class ActionWhyAsk(TurnAction):
    """Answers ``why_ask``."""

    intent = "why_ask"
