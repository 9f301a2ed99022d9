"""Nothing that can be read."""

from actions.turn import TurnAction


class ActionUnclear(TurnAction):
    """Answers ``unclear``."""

    intent = "unclear"
