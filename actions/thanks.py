"""Thanks."""

from actions.turn import TurnAction


class ActionThanks(TurnAction):
    """Answers ``thanks``."""

    intent = "thanks"
