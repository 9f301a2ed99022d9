"""What was seen, heard or told about a child."""

from actions.turn import TurnAction


class ActionTell(TurnAction):
    """Answers ``tell``."""

    intent = "tell"
