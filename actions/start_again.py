"""The case is to be started again."""

from actions.turn import TurnAction


class ActionStartAgain(TurnAction):
    """Answers ``start_again``."""

    intent = "start_again"
