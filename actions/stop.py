"""The conversation is to end here."""

from actions.turn import TurnAction


class ActionStop(TurnAction):
    """Answers ``stop``."""

    intent = "stop"
