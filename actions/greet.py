"""A greeting, or the page being opened."""

from actions.turn import TurnAction


class ActionGreet(TurnAction):
    """Answers ``greet``."""

    intent = "greet"
