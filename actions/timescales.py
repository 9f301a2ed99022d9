"""The clocks that run for this case."""

from actions.turn import TurnAction


class ActionTimescales(TurnAction):
    """Answers ``timescales``."""

    intent = "timescales"
